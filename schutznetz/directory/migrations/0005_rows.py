"""Row-level security (ADR 0020): any visitor reports a mistake, perhaps with an address; no page shows reports."""

from django.db import migrations

from schutznetz.common.postgresql.policies import ANYBODY, SYSTEM, protect


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0004_offer_area'),
    ]

    operations = [
        protect("directory_mistakereport", select=SYSTEM, insert=ANYBODY, update=SYSTEM, delete=SYSTEM),
    ]
