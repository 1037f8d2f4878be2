"""Row-level security (ADR 0020): everybody is recorded, a network reads its own chain."""

from django.db import migrations

from schutznetz.common.postgresql.policies import ANYBODY, CHAIN, NETWORK, SYSTEM, protect

READ = f"{SYSTEM} OR network = {NETWORK} OR coalesce(network::text, 'plattform') = {CHAIN}"


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_triggers'),
    ]

    operations = [
        protect("audit_entry", select=READ, insert=ANYBODY, delete=SYSTEM),
        protect("audit_seal", select=READ, insert=SYSTEM),
    ]
