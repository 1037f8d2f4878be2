"""How an entry became what it is, and the way back (R48)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from schutznetz.common.errors import DomainError
from schutznetz.directory import actions, keeping
from schutznetz.directory.access import keeping as access
from schutznetz.directory.enums import EntryKind
from schutznetz.directory.models import ContactPoint, Offer, Site, Version
from schutznetz.directory.presenting import history as presenting
from schutznetz.directory.presenting import keeping as naming
from schutznetz.directory.views.keeping.frame import APP, crumbs
from schutznetz.networks import access as networks
from schutznetz.networks.doors import acting
from schutznetz.networks.models import Organisation
from schutznetz.networks.policy import Acting
from schutznetz.networks.roles import Act
from schutznetz.networks.views.frame import show

WAITS = "{parts}: wartet auf die Freigabe der Koordination."


@acting(Act.SEE_ENTRIES, networks.organisation_of)
@require_safe
def organisation(request: HttpRequest, who: Acting, organisation: Organisation) -> HttpResponse:
    return _show(request, organisation)


@acting(Act.SEE_ENTRIES, access.site_of)
@require_safe
def site(request: HttpRequest, who: Acting, site: Site) -> HttpResponse:
    return _show(request, site)


@acting(Act.SEE_ENTRIES, access.contact_point_of)
@require_safe
def contact_point(request: HttpRequest, who: Acting, contact_point: ContactPoint) -> HttpResponse:
    return _show(request, contact_point)


@acting(Act.SEE_ENTRIES, access.offer_of)
@require_safe
def offer(request: HttpRequest, who: Acting, offer: Offer) -> HttpResponse:
    return _show(request, offer)


@acting(Act.EDIT_ENTRY, access.version_of)
@require_POST
def restore(request: HttpRequest, who: Acting, version: Version) -> HttpResponse:
    kind = EntryKind(version.kind)
    back = redirect(reverse(f"keeping:{kind.value}_history", args=[version.entry]))
    try:
        kept = actions.restore(version, who)
    except DomainError as refused:
        messages.error(request, str(refused))
        return back
    said = ["Wiederhergestellt. Der Eintrag steht jetzt so im Portal."] if kept.version else []
    if kept.proposal:
        said.append(WAITS.format(parts=naming.named_parts(kind, kept.proposal.values)))
    messages.success(request, " ".join(said) or "Der Eintrag ist schon so.")
    return back


def _show(request: HttpRequest, entry: keeping.Entry) -> HttpResponse:
    versions = access.versions_of(entry)
    context = {
        "title": presenting.title_of(entry),
        "stages": presenting.stages(versions, access.names_in([version.values for version in versions])),
        "crumbs": crumbs(keeping.organisation_of(entry), "Verlauf"),
    }
    return show(request, "keeping/history", context, app=APP)
