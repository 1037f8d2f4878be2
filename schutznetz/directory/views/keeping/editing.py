"""Change an entry: the whole of it, or only what changes most. One way for all kinds (``_edit``)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from schutznetz.common.errors import DomainError
from schutznetz.directory import access as directory
from schutznetz.directory import actions, keeping
from schutznetz.directory.access import keeping as access
from schutznetz.directory.forms.contacts import ContactForm, ReachForm
from schutznetz.directory.forms.entry import EntryForm
from schutznetz.directory.forms.offers import CapacityForm, OfferForm
from schutznetz.directory.forms.places import HiddenSiteForm, OrganisationForm, SiteForm
from schutznetz.directory.models import ContactPoint, Offer, Site
from schutznetz.directory.presenting import conflicts
from schutznetz.directory.presenting import keeping as presenting
from schutznetz.directory.views.keeping.frame import APP, FORM_METHODS, crumbs, entries_href
from schutznetz.networks import access as networks
from schutznetz.networks.doors import acting
from schutznetz.networks.models import Organisation
from schutznetz.networks.policy import Acting
from schutznetz.networks.roles import Act
from schutznetz.networks.views.frame import errors_of, onward, show
from schutznetz.ui.components import Link

LIVE = "Gespeichert. Das steht jetzt so im Portal."
CONFIRMED = "Gespeichert und bestätigt. Das steht jetzt so im Portal."
WAITS = "{parts}: wartet auf die Freigabe der Koordination. Alles andere steht schon im Portal."
NOTHING_NEW = "Es hat sich nichts geändert."


@dataclass(frozen=True, slots=True)
class Page:
    """One page to change an entry: ``form`` is called with data, ``before`` and ``typed``."""

    entry: keeping.Entry
    form: Callable[..., EntryForm]
    template: str
    title: str
    confirms: bool = False
    note: str = ""
    whole: Link | None = None


@acting(Act.EDIT_ENTRY, networks.organisation_of)
@sensitive_post_parameters()
@require_http_methods(FORM_METHODS)
def organisation(request: HttpRequest, who: Acting, organisation: Organisation) -> HttpResponse:
    return _edit(request, who, Page(organisation, OrganisationForm, "organisation", organisation.name))


@acting(Act.EDIT_ENTRY, access.site_of)
@sensitive_post_parameters()
@require_http_methods(FORM_METHODS)
def site(request: HttpRequest, who: Acting, site: Site) -> HttpResponse:
    if site.is_confidential:
        return _edit(request, who, Page(site, HiddenSiteForm, "site_hidden", "Geschützter Ort"))
    return _edit(request, who, Page(site, SiteForm, "site", str(site)))


@acting(Act.EDIT_ENTRY, access.contact_point_of)
@sensitive_post_parameters()
@require_http_methods(FORM_METHODS)
def contact_point(request: HttpRequest, who: Acting, contact_point: ContactPoint) -> HttpResponse:
    function = contact_point.function
    sites, _ = access.choices_of(function.organisation_id)
    form = partial(ContactForm, sites=sites)
    return _edit(request, who, Page(contact_point, form, "contact_point", function.title, confirms=True))


@acting(Act.EDIT_ENTRY, access.contact_point_of)
@sensitive_post_parameters()
@require_http_methods(FORM_METHODS)
def reach(request: HttpRequest, who: Acting, contact_point: ContactPoint) -> HttpResponse:
    return _edit(request, who, Page(contact_point, ReachForm, "reach", contact_point.function.title))


@acting(Act.EDIT_ENTRY, access.offer_of)
@sensitive_post_parameters()
@require_http_methods(FORM_METHODS)
def offer(request: HttpRequest, who: Acting, offer: Offer) -> HttpResponse:
    sites, points = access.choices_of(offer.organisation_id, offer)
    form = partial(OfferForm, types=directory.offer_types(), sites=sites, contact_points=points)
    return _edit(request, who, Page(offer, form, "offer", offer.title, confirms=True))


@acting(Act.EDIT_ENTRY, access.offer_of)
@sensitive_post_parameters()
@require_http_methods(FORM_METHODS)
def capacity(request: HttpRequest, who: Acting, offer: Offer) -> HttpResponse:
    return _edit(request, who, Page(offer, CapacityForm, "capacity", offer.title))


def _edit(request: HttpRequest, who: Acting, page: Page) -> HttpResponse:
    now = access.values_of(page.entry)
    if request.method != "POST":
        return _draw(request, who, page, page.form(before=now))
    seen = _seen(page, request.POST.get("base", ""), now)
    form = page.form(request.POST, before=now if seen is None else {**now, **seen})
    if not form.is_valid():
        return _draw(request, who, page, form)
    if understood := form.looks_different():
        form.show_understood()
        return _draw(request, who, page, form, understood=understood)
    return _save(request, who, page, form, seen)


def _seen(page: Page, mark: str, now: keeping.Values) -> keeping.Values | None:
    """Return what whoever typed had before their eyes, if it is still known."""
    form = page.form(before=now)
    return (
        {name: now.get(name) for name in form.parts}
        if form.mark(now) == mark
        else access.state_seen(page.entry, form.parts, mark)
    )


def _save(request: HttpRequest, who: Acting, page: Page, form: EntryForm, seen: keeping.Values | None) -> HttpResponse:
    kind = keeping.kind_of(page.entry)
    try:
        kept = actions.change(
            kind, page.entry.pk, form.values(), base=form.cleaned_data["base"], who=who, confirms=page.confirms
        )
    except actions.ChangedMeanwhile as other:
        conflict = conflicts.conflict(kind, form.values(), seen, other.now, access.last_version(page.entry))
        return _draw(request, who, page, form.on_top_of(other.now), conflict=conflict, status=409)
    except DomainError as refused:
        return _draw(request, who, page, form, problem=str(refused))
    messages.success(request, _said(page, kept))
    return onward(request, entries_href(keeping.organisation_of(page.entry)))


def _said(page: Page, kept: actions.Kept) -> str:
    if kept.proposal:
        return WAITS.format(parts=presenting.named_parts(keeping.kind_of(page.entry), kept.proposal.values))
    if page.confirms:
        return CONFIRMED
    return LIVE if kept.version else NOTHING_NEW


def _draw(
    request: HttpRequest, who: Acting, page: Page, form: EntryForm, *, understood: str = "", problem: str = "",
    conflict: conflicts.Conflict | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    kind = keeping.kind_of(page.entry)
    parts = [part for part in access.waiting_parts(page.entry, who) if part in form.parts]
    waiting = access.waiting_for(page.entry)
    context: dict[str, Any] = {
        "title": page.title,
        "form": form,
        "errors": errors_of(form),
        "understood": understood,
        "problem": problem,
        "conflict": conflict,
        "confirms": page.confirms,
        "waits": presenting.named_parts(kind, parts),
        "waiting": presenting.way_to(waiting) if waiting else None,
        "crumbs": crumbs(keeping.organisation_of(page.entry), page.title),
    }
    return show(request, f"keeping/{page.template}", context, app=APP, status=status)
