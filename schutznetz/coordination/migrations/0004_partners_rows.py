"""Row-level security (ADR 0020): who offers to join, and what the coordination writes, is for the coordination only."""

from django.db import migrations

from schutznetz.common.postgresql.policies import ANYBODY, LOOKS_OVER, NETWORK, SYSTEM, protect

OF_COORDINATION = f"{SYSTEM} OR ({LOOKS_OVER} AND network_id = {NETWORK})"


class Migration(migrations.Migration):

    dependencies = [
        ('coordination', '0003_partners'),
    ]

    operations = [
        protect(
            "coordination_joinrequest", select=OF_COORDINATION, insert=ANYBODY, update=OF_COORDINATION, delete=SYSTEM
        ),
        protect(
            "coordination_mailing", select=OF_COORDINATION, insert=OF_COORDINATION, update=OF_COORDINATION,
            delete=SYSTEM,
        ),
    ]
