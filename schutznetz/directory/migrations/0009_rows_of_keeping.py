"""Row-level security (ADR 0020): what waits for the coordination, and how entries became what they are."""

from django.db import migrations

from schutznetz.common.postgresql.policies import LOOKS_OVER, NETWORK, ORGANISATIONS, SYSTEM, protect

PARTNERS = f"SELECT organisation_id FROM networks_partnership WHERE network_id = {NETWORK} AND state = 'active'"
OF_THE_HOUSE = f"organisation_id = ANY ({ORGANISATIONS})"
SEEN = f"({SYSTEM} OR {OF_THE_HOUSE} OR ({LOOKS_OVER} AND organisation_id IN ({PARTNERS})))"
# A proposal is about one network; the other coordination of a house that works in two has nothing to decide there.
OF_THE_NETWORK = f"({SYSTEM} OR (network_id = {NETWORK} AND ({OF_THE_HOUSE} OR {LOOKS_OVER})))"


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0008_keeping'),
        ('networks', '0007_holders_kept'),
    ]

    operations = [
        protect("directory_version", select=SEEN, insert=SEEN, delete=SEEN),
        protect("directory_proposal", select=OF_THE_NETWORK, insert=OF_THE_NETWORK, update=OF_THE_NETWORK, delete=SYSTEM),
    ]
