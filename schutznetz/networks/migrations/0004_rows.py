"""Row-level security (ADR 0020): who acts in which function, who is invited, and names of persons."""

from django.db import migrations

from schutznetz.common.postgresql.policies import (
    ANYBODY,
    LOOKS_OVER,
    NETWORK,
    ORGANISATIONS,
    PERSON,
    SYSTEM,
    TOKEN,
    on_postgresql,
    protect,
)

# Functions of PL/pgSQL, because PostgreSQL would plan what stands in a policy anew for each question, a public one too.
LISTS = {
    "own_functions": f"SELECT id FROM networks_function WHERE organisation_id = ANY ({ORGANISATIONS})",
    "partner_functions": f"""SELECT f.id FROM networks_function f JOIN networks_partnership p USING (organisation_id)
        WHERE p.network_id = {NETWORK} AND p.state = 'active'""",
    "reached_holders": f"""SELECT holder_id FROM networks_membership WHERE network_id = {NETWORK} AND holder_id IS NOT NULL
        AND ({LOOKS_OVER} OR function_id IN (SELECT networks_own_functions()))""",
}
OWN_FUNCTIONS = "SELECT networks_own_functions()"
# Memberships that whoever acts may look after: of the own house in the own network, or of every house of it.
REACHED = f"(network_id = {NETWORK} AND ({LOOKS_OVER} OR function_id IN ({OWN_FUNCTIONS})))"
# A visitor shows a link. A function, because policies of two tables must not name each other.
INVITED = """CREATE FUNCTION networks_invited() RETURNS uuid LANGUAGE sql STABLE
    AS $$ SELECT membership_id FROM networks_invitation
          WHERE token_hash = nullif(current_setting('schutznetz.token', true), '') $$"""
SHOWN_BY_LINK = f"({TOKEN} IS NOT NULL AND id = (SELECT networks_invited()))"
OF_REACHED = f"({NETWORK} IS NOT NULL AND membership_id IN (SELECT id FROM networks_membership WHERE {REACHED}))"
TODAY = "(SELECT (now() AT TIME ZONE 'Europe/Berlin')::date)"
CONSENTED = f"""({ANYBODY} AND visibility = 'public' AND consent_on <= {TODAY} AND consent_expires_on >= {TODAY}
    AND valid_from <= {TODAY} AND (valid_until IS NULL OR valid_until >= {TODAY}))"""
OF_OWN_HOUSE = f"({ORGANISATIONS} IS NOT NULL AND function_id IN ({OWN_FUNCTIONS}))"
AMONG_PARTNERS = (
    f"({NETWORK} IS NOT NULL AND visibility = 'network' AND function_id IN (SELECT networks_partner_functions()))"
)
OF_REACHED_HOLDER = f"({NETWORK} IS NOT NULL AND id IN (SELECT networks_reached_holders()))"


def listing(name, question):
    return f"""CREATE FUNCTION networks_{name}() RETURNS SETOF uuid LANGUAGE plpgsql STABLE
        AS $$ BEGIN RETURN QUERY {question}; END $$"""


class Migration(migrations.Migration):

    dependencies = [
        ('networks', '0003_memberships'),
    ]

    operations = [
        on_postgresql(
            [INVITED, *(listing(*each) for each in LISTS.items())],
            ["DROP FUNCTION networks_invited()", *(f"DROP FUNCTION networks_{name}()" for name in LISTS)],
        ),
        protect(
            "networks_membership",
            select=f"{SYSTEM} OR user_id = {PERSON} OR {REACHED} OR {SHOWN_BY_LINK}",
            insert=f"{SYSTEM} OR {REACHED}",
            update=f"{SYSTEM} OR {REACHED} OR {SHOWN_BY_LINK}",
            delete=SYSTEM,
        ),
        protect(
            "networks_invitation",
            select=f"{SYSTEM} OR token_hash = {TOKEN} OR {OF_REACHED}",
            insert=f"{SYSTEM} OR {OF_REACHED}",
            delete=f"{SYSTEM} OR token_hash = {TOKEN} OR {OF_REACHED}",
        ),
        protect(
            "networks_holder",
            select=f"{SYSTEM} OR {CONSENTED} OR {OF_OWN_HOUSE} OR {AMONG_PARTNERS}"
                   f" OR {OF_REACHED_HOLDER}",
            insert=SYSTEM,
            update=f"{SYSTEM} OR {OF_REACHED_HOLDER}",
            delete=SYSTEM,
        ),
    ]
