"""Row-level security (ADR 0020): a house keeps the names in its own functions, the coordination those of partners."""

from importlib import import_module

from django.db import migrations

from schutznetz.common.postgresql.policies import LOOKS_OVER, SYSTEM, on_postgresql

rows = import_module("schutznetz.networks.migrations.0004_rows")
# A coordination sees whose consent has run out, because it has to see to it that the name goes.
OF_PARTNERS = f"({LOOKS_OVER} AND visibility <> 'confidential' AND function_id IN (SELECT networks_partner_functions()))"
BEFORE = f"{SYSTEM} OR {rows.CONSENTED} OR {rows.OF_OWN_HOUSE} OR {rows.AMONG_PARTNERS} OR {rows.OF_REACHED_HOLDER}"
KEPT = f"{SYSTEM} OR {rows.OF_OWN_HOUSE} OR {OF_PARTNERS}"


def policies(select, insert, update, delete):
    return [
        f"ALTER POLICY rows_select ON networks_holder USING ({select})",
        f"ALTER POLICY rows_insert ON networks_holder WITH CHECK ({insert})",
        f"ALTER POLICY rows_update ON networks_holder USING ({update}) WITH CHECK ({update})",
        f"ALTER POLICY rows_delete ON networks_holder USING ({delete})",
    ]


class Migration(migrations.Migration):

    dependencies = [
        ('networks', '0006_reserve_bestaetigen'),
    ]

    operations = [
        on_postgresql(
            policies(f"{BEFORE} OR {OF_PARTNERS}", KEPT, f"{KEPT} OR {rows.OF_REACHED_HOLDER}", KEPT),
            policies(BEFORE, SYSTEM, f"{SYSTEM} OR {rows.OF_REACHED_HOLDER}", SYSTEM),
        ),
    ]
