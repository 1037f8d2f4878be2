"""What the coordination follows up: requests nobody answers, notices, addresses nobody reads, reports."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from schutznetz.coordination.access.answers import complete
from schutznetz.coordination.enums import Step
from schutznetz.coordination.models import ConfirmationRequest, RequestedEntry
from schutznetz.directory.models import ContactPoint, GoneNotice, MistakeReport
from schutznetz.networks.access import looks_over
from schutznetz.networks.enums import PartnershipState
from schutznetz.networks.models import Function, Network, Organisation
from schutznetz.networks.policy import Acting, Where


def request_of(acting: Acting, asked: UUID) -> ConfirmationRequest | None:
    """A request that waits for the coordination; a house sees that there is one about itself."""
    found = ConfirmationRequest.objects.filter(_seen(acting), step=Step.COORDINATION, closed_at=None, pk=asked)
    return found.select_related("organisation", "network", "keeper").first()


def _seen(acting: Acting) -> Q:
    """What lies in the network of a function, and in its own house unless it looks over all of them."""
    in_network = Q(network=acting.network)
    return in_network if looks_over(acting) else in_network & Q(organisation=acting.organisation)


def entries_of(request: ConfirmationRequest) -> list[RequestedEntry]:
    """What a request still waits for, and nobody has put right since."""
    return complete(list(request.entries.waiting().as_named().order_by("named_at", "pk")))


def contact_points_of(request: ConfirmationRequest) -> list[ContactPoint]:
    """How the house of a request can be called, whoever else may see that."""
    found = ContactPoint.objects.filter(function__organisation=request.organisation_id)
    return list(
        found.select_related("function__substitute", "site")
        .prefetch_related("phone_numbers", "function__holders")
        .order_by("function__title", "pk")
    )


def notice_of(acting: Acting, notice: UUID) -> GoneNotice | None:
    found = GoneNotice.objects.undecided().filter(_seen(acting), pk=notice)
    return found.select_related("offer", "contact_point__function", "organisation", "network", "function").first()


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A function in the light of where it reads mails."""

    function: Function
    email: str
    network: UUID

    def where(self) -> Where:
        return Where(self.function.organisation_id, frozenset({self.network}))


def mailbox_of(acting: Acting, function: UUID) -> Mailbox | None:
    """The address of a function of the own house, or for the coordination of any partner."""
    found = Function.objects.filter(_of_houses(acting), pk=function).select_related("organisation").first()
    if found is None or acting.network is None:
        return None
    email = ContactPoint.objects.filter(function=found).values_list("email", flat=True).first()
    return Mailbox(found, email or "", acting.network)


def _of_houses(acting: Acting) -> Q:
    """What belongs to the own house, or for the coordination to any partner of its network."""
    seen = Q(organisation=acting.organisation)
    if looks_over(acting):
        partners = Organisation.objects.filter(
            partnerships__network=acting.network, partnerships__state=PartnershipState.ACTIVE
        )
        seen |= Q(organisation__in=partners)
    return seen


def open_reports(acting: Acting, organisation: Organisation) -> list[MistakeReport]:
    """What visitors say is wrong with the entries of a house, the oldest first."""
    found = MistakeReport.objects.filter(_of_houses(acting), organisation=organisation, settled_at=None)
    return list(found.select_related("offer").order_by("created_at", "pk"))


def report_of(acting: Acting, report: UUID) -> MistakeReport | None:
    found = MistakeReport.objects.filter(_of_houses(acting), pk=report, settled_at=None)
    return found.select_related("offer", "organisation").first()


def report_to_tell(key: UUID) -> MistakeReport | None:
    """A report that nobody has been told of, for the task that tells."""
    found = MistakeReport.objects.filter(pk=key, told_at=None, settled_at=None)
    return found.select_related("organisation", "offer__contact_point__function__substitute", "network").first()


def networks_of(organisation: UUID) -> list[Network]:
    partner = {"partnerships__organisation": organisation, "partnerships__state": PartnershipState.ACTIVE}
    return list(Network.objects.filter(**partner).order_by("slug"))
