"""Row-level security (ADR 0020): what a coordination has sent, and what it read in, is for this coordination only."""

from django.db import migrations

from schutznetz.common.postgresql.policies import LOOKS_OVER, NETWORK, SYSTEM, protect

OF_COORDINATION = f"({SYSTEM} OR ({LOOKS_OVER} AND network_id = {NETWORK}))"


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0012_uploads'),
    ]

    operations = [
        protect(
            "directory_listupload", select=OF_COORDINATION, insert=OF_COORDINATION, update=OF_COORDINATION,
            delete=OF_COORDINATION,
        ),
        protect("directory_listimport", select=OF_COORDINATION, insert=OF_COORDINATION, delete=SYSTEM),
    ]
