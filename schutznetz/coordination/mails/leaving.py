"""The mail to a house whose last keeper has gone."""

from schutznetz.coordination.access.leaving import coordination_of, house_address
from schutznetz.coordination.models import KeeperGap
from schutznetz.jobs.actions import post
from schutznetz.networks.mails import address

NOBODY_KEEPS = """\
Guten Tag,

seit dem {since} pflegt in Ihrer Einrichtung niemand mehr die Einträge in Schutznetz:
{organisation}

Bitte nennen Sie der Koordination von {network} eine Person, die das übernimmt. Sie bekommt dann eine Einladung.
Meldet sich in zwei Wochen niemand, pflegt die Koordination die Einträge, bis es jemanden gibt.
Fragen beantwortet {coordination}.

So stehen Sie im Verzeichnis:
{link}
"""


def nobody_keeps(gap: KeeperGap) -> None:
    """Write to the house, if any of its functions has an address; the coordination's list shows it either way."""
    to = house_address(gap.organisation)
    if not to:
        return
    text = NOBODY_KEEPS.format(
        since=f"{gap.since:%d.%m.%Y}", organisation=gap.organisation.name, network=gap.network.name,
        link=address("network:organisation", gap.network.slug, gap.organisation_id),
        coordination=coordination_of(gap.network),
    )  # fmt: skip
    post(to=to, subject="Ihre Einträge in Schutznetz", text=text, kind="keeper_gap", key=f"keeper_gap:{gap.pk}")
