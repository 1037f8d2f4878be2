"""Row-level security (ADR 0020): the same rows for the same people, in sentences that PostgreSQL plans sooner.

Each sub-select of a policy is planned anew for each question, about 8 µs: names asked for 14, invitations for those of
memberships once more. No policy lets more through than before: ``tests/rows`` says who sees and does what.
"""

from importlib import import_module

from django.db import migrations

from schutznetz.common.postgresql.policies import (
    ANYBODY,
    LOOKS_OVER,
    NETWORK,
    ORGANISATIONS,
    SYSTEM,
    TOKEN,
    on_postgresql,
)

rows = import_module("schutznetz.networks.migrations.0004_rows")
kept = import_module("schutznetz.networks.migrations.0007_holders_kept")
REACHED = rows.listing("reached_memberships", f"SELECT id FROM networks_membership WHERE {rows.REACHED}")
OF_REACHED = f"({NETWORK} IS NOT NULL AND membership_id IN (SELECT networks_reached_memberships()))"
# GREATEST and LEAST pass over what is not there: no end of office is no limit, but no consent is no consent.
CONSENTED = f"""({ANYBODY} AND visibility = 'public' AND consent_on IS NOT NULL AND consent_expires_on IS NOT NULL
    AND {rows.TODAY} >= GREATEST(consent_on, valid_from) AND {rows.TODAY} <= LEAST(consent_expires_on, valid_until))"""
# Whoever acts in a function has organisations; for everybody else none of the lists is asked.
OF_FUNCTION = f"""({ORGANISATIONS} IS NOT NULL AND (
    function_id IN ({rows.OWN_FUNCTIONS})
    OR ((visibility = 'network' OR (visibility <> 'confidential' AND {LOOKS_OVER}))
        AND function_id IN (SELECT networks_partner_functions()))
    OR id IN (SELECT networks_reached_holders())))"""


def of_invitations(reached):
    shown = f"{SYSTEM} OR token_hash = {TOKEN} OR {reached}"
    return [
        f"ALTER POLICY rows_select ON networks_invitation USING ({shown})",
        f"ALTER POLICY rows_insert ON networks_invitation WITH CHECK ({SYSTEM} OR {reached})",
        f"ALTER POLICY rows_delete ON networks_invitation USING ({shown})",
    ]


def of_names(seen):
    return f"ALTER POLICY rows_select ON networks_holder USING ({seen})"


class Migration(migrations.Migration):

    dependencies = [
        ('networks', '0013_rows_of_homes'),
    ]

    operations = [
        on_postgresql(
            [REACHED, *of_invitations(OF_REACHED), of_names(f"{SYSTEM} OR {CONSENTED} OR {OF_FUNCTION}")],
            [of_names(f"{kept.BEFORE} OR {kept.OF_PARTNERS}"), *of_invitations(rows.OF_REACHED),
             "DROP FUNCTION networks_reached_memberships()"],
        ),
    ]
