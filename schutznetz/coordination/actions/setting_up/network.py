"""Sets up a whole network from a plan; run again, it does only what is missing and says what differs."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from schutznetz.common import phones
from schutznetz.common.errors import DomainError
from schutznetz.common.hours import ZONE
from schutznetz.coordination.actions.setting_up.log import Log, Wrote
from schutznetz.coordination.actions.setting_up.office import Office, Origin
from schutznetz.coordination.configuring import Invited, ListFile, Plan
from schutznetz.directory import actions as directory
from schutznetz.directory import importing
from schutznetz.jurisdiction import actions as jurisdiction
from schutznetz.jurisdiction.models import EmergencyNumber
from schutznetz.networks import access as networks
from schutznetz.networks import actions
from schutznetz.networks.enums import ValueKey
from schutznetz.networks.mails import address
from schutznetz.networks.models import Membership, Network
from schutznetz.regions.models import Kreis

SOURCE = "bei der Einrichtung angegeben"


@dataclass(frozen=True, slots=True)
class Sent:
    """An invitation of this run; the link is shown once and stands in the mail."""

    email: str
    role: str
    link: str
    expires: datetime


@dataclass
class SetUp:
    """What a run has done."""

    network: Network
    log: Log
    lists: list[tuple[str, importing.Report]] = field(default_factory=list)
    invitations: list[Sent] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        return {
            "network": self.network.slug,
            "name": self.network.name,
            "portal": address("network:start", self.network.slug),
            "created": [step.as_json() for step in self.log.of(Wrote.CREATED)],
            "unchanged": len(self.log.of(Wrote.UNCHANGED)),
            "differs": [step.as_json() for step in self.log.of(Wrote.DIFFERS)],
            "lists": [{"file": name, **report.as_json()} for name, report in self.lists],
            "invitations": [
                {"email": sent.email, "role": sent.role, "link": sent.link, "expires": sent.expires.isoformat()}
                for sent in self.invitations
            ],
        }


def set_up(plan: Plan, *, slug: str, kreis_ags: str, now: datetime) -> SetUp:
    """Write everything that the plan says and that is not there yet.

    A DomainError means that nothing was written; only where a list cannot be read, everything but that list stands.
    """
    if plan.network and plan.network != slug:
        raise DomainError(f"{plan.file}, „network“: Die Datei ist für „{plan.network}“, gefragt war „{slug}“.")
    if any(cover.nearest for unit in plan.units for cover in unit.cover):
        raise DomainError(f"{plan.file}, „nearest“: nur für erfundene Beispiele. Bitte die Gemeinden einzeln nennen.")
    done = _write(plan, slug, kreis_ags, now)
    for each in plan.lists:
        done.lists.append((each.path.name, _import(each, slug)))
    return done


@transaction.atomic
def _write(plan: Plan, slug: str, kreis_ags: str, now: datetime) -> SetUp:
    log = Log()
    network = _network(plan, slug, kreis_ags, log)
    stand = date.fromisoformat(plan.stand) if plan.stand else now.astimezone(ZONE).date()
    source = plan.source or SOURCE
    _values(plan, network, stand, source, log)
    office = Office(plan, network, Origin(source, stand), now, log)
    office.write()
    for row in plan.services:
        _number(office, row.key, row.phone)
    done = SetUp(network, log)
    for invited in plan.invitations:
        _invite(office, invited, done)
    if log.of(Wrote.CREATED):
        jurisdiction.renew_fallback_soon()
    return done


def _network(plan: Plan, slug: str, kreis_ags: str, log: Log) -> Network:
    found = Network.objects.filter(slug=slug).select_related("kreis").first()
    if found is None:
        kreis = Kreis.objects.filter(ags=kreis_ags).first()
        name = plan.values.get(ValueKey.NAME) or (name_for(kreis) if kreis else slug)
        try:
            found = actions.create_network(slug=slug, name=name, kreis_ags=kreis_ags)
        except ValidationError as error:
            raise DomainError(" ".join(error.messages)) from error
        log.created("Netzwerk", found.name)
        return found
    if found.kreis_id != kreis_ags:
        raise DomainError(
            f"Unter „{slug}“ gibt es schon ein Netzwerk für {found.kreis} ({found.kreis_id}). "
            "Bitte eine andere Adresse oder diesen Kreis angeben."
        )
    log.found("Netzwerk", found.name)
    return found


def name_for(kreis: Kreis) -> str:
    return f"Netzwerk Kinderschutz und Frühe Hilfen {kreis.name}"[:100].strip()


def _values(plan: Plan, network: Network, stand: date, source: str, log: Log) -> None:
    """Keep what the network does not say yet; what it says otherwise was changed on its page, and stays."""
    never_said = set(plan.values) - set(networks.values_of(network))
    before = networks.said_by(network)
    is_new = any(step.what == "Netzwerk" for step in log.of(Wrote.CREATED))
    wanted = {}
    for key, text in plan.values.items():
        checked = actions.check_value(key, text)
        if key in never_said and (is_new or not before[key]):
            wanted[key] = checked
        else:
            log.found("Angabe", key.label, {key.label: (before[key], checked)})
    for key in actions.set_values(network, wanted, stand=stand, source=source, by=None):
        log.created("Angabe", key.label)


def _number(office: Office, key: str, number: str) -> None:
    """Propose a number; a second function confirms it, as with every other."""
    service = office.services[key]
    stored = EmergencyNumber.objects.filter(service=service, ended_at=None)
    if any(row.number == number for row in stored):
        office.log.found("Notfallnummer", service)
    elif stored:
        said = phones.display(number)
        office.log.differs("Notfallnummer", service, f"{said} steht nur in der Datei. Bitte im Portal vorschlagen.")
    else:
        jurisdiction.propose_number(service, number, office.coordination)
        office.log.created("Notfallnummer", service, "vorgeschlagen, wartet auf Bestätigung")


def _invite(office: Office, invited: Invited, done: SetUp) -> None:
    email = invited.email.lower()
    at_home = Membership.objects.open().filter(
        network=office.network, function__organisation=office.organisation, function__role=invited.role
    )
    if at_home.filter(Q(invitation__email=email) | Q(user__email=email)).exists():
        office.log.found("Einladung", f"{email}, {invited.role.label}")
        return
    sent = actions.invite(
        organisation=office.organisation, network=office.network, role=invited.role, email=email, by=None
    )
    link = address("networks:invitation", sent.token)
    done.invitations.append(Sent(email, invited.role.value, link, sent.expires))
    office.log.created("Einladung", f"{email}, {invited.role.label}")


def _import(file: ListFile, slug: str) -> importing.Report:
    mapping = importing.load_mapping(file.mapping) if file.mapping else None
    try:
        return directory.import_list(file.path, slug, mapping=mapping, sheet=file.sheet or None)
    except importing.ImportRefused as error:
        raise DomainError(f"{file.path.name}: {error} Alles Übrige ist eingerichtet.") from error
