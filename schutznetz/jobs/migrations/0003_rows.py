"""Row-level security (ADR 0020): any page posts a mail, only the jobs read and delete addresses and words."""

from django.db import migrations

from schutznetz.common.postgresql.policies import ANYBODY, SYSTEM, protect


class Migration(migrations.Migration):

    dependencies = [
        ('jobs', '0002_outbox'),
    ]

    operations = [
        protect("jobs_letter", select=SYSTEM, insert=ANYBODY, update=SYSTEM, delete=SYSTEM),
    ]
