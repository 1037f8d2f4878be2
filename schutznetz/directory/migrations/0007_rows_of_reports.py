"""Row-level security (ADR 0020): the house reads what is said about it, and the coordination of its network."""

from django.db import migrations

from schutznetz.common.postgresql.policies import (
    LOOKS_OVER,
    NETWORK,
    ORGANISATIONS,
    SYSTEM,
    on_postgresql,
)

TABLE = "directory_mistakereport"
PARTNERS = f"SELECT organisation_id FROM networks_partnership WHERE network_id = {NETWORK} AND state = 'active'"
READERS = f"""{SYSTEM} OR organisation_id = ANY ({ORGANISATIONS})
    OR ({LOOKS_OVER} AND organisation_id IN ({PARTNERS}))"""
DROP = [f"DROP POLICY rows_{act} ON {TABLE}" for act in ("select", "update")]


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0006_gone_and_settled'),
    ]

    operations = [
        on_postgresql(
            [*DROP, f"CREATE POLICY rows_select ON {TABLE} FOR SELECT USING ({READERS})",
             f"CREATE POLICY rows_update ON {TABLE} FOR UPDATE USING ({READERS}) WITH CHECK ({READERS})"],
            [*DROP, f"CREATE POLICY rows_select ON {TABLE} FOR SELECT USING ({SYSTEM})",
             f"CREATE POLICY rows_update ON {TABLE} FOR UPDATE USING ({SYSTEM}) WITH CHECK ({SYSTEM})"],
        ),
    ]
