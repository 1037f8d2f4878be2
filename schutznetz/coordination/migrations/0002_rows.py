"""Row-level security (ADR 0020): who was asked what is for the coordination, and for whoever shows the link."""

from django.db import migrations

from schutznetz.common.postgresql.policies import (
    LOOKS_OVER,
    NETWORK,
    ORGANISATIONS,
    SYSTEM,
    TOKEN,
    on_postgresql,
    protect,
)

# A function, because policies of two tables must not name each other.
ASKED = """CREATE FUNCTION coordination_asked() RETURNS uuid LANGUAGE sql STABLE
    AS $$ SELECT request_id FROM coordination_confirmationlink
          WHERE token_hash = nullif(current_setting('schutznetz.token', true), '') $$"""
SHOWN_BY_LINK = "(SELECT coordination_asked())"
OWN_NETWORK = f"(network_id = {NETWORK} AND {LOOKS_OVER})"
OF_OWN_NETWORK = f"request_id IN (SELECT id FROM coordination_confirmationrequest WHERE {OWN_NETWORK})"
REQUEST = f"{SYSTEM} OR ({TOKEN} IS NOT NULL AND id = {SHOWN_BY_LINK}) OR {OWN_NETWORK}"
# A house may know that it was asked.
SEEN = f"{REQUEST} OR (network_id = {NETWORK} AND organisation_id = ANY ({ORGANISATIONS}))"
ENTRY = f"{SYSTEM} OR ({TOKEN} IS NOT NULL AND request_id = {SHOWN_BY_LINK}) OR {OF_OWN_NETWORK}"


class Migration(migrations.Migration):

    dependencies = [
        ('coordination', '0001_campaigns'),
    ]

    operations = [
        on_postgresql([ASKED], ["DROP FUNCTION coordination_asked()"]),
        protect(
            "coordination_confirmationlink",
            select=f"{SYSTEM} OR token_hash = {TOKEN}", insert=SYSTEM, delete=SYSTEM,
        ),
        protect("coordination_confirmationrequest", select=SEEN, insert=SYSTEM, update=REQUEST, delete=SYSTEM),
        protect("coordination_requestedentry", select=ENTRY, insert=SYSTEM, update=ENTRY, delete=SYSTEM),
        protect(
            "coordination_functionmail",
            select=f"{SYSTEM} OR {OWN_NETWORK}", insert=f"{SYSTEM} OR {OWN_NETWORK}", update=SYSTEM, delete=SYSTEM,
        ),
    ]
