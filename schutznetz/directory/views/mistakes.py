"""Telling us that an entry is wrong: a page of its own, because a form needs a token (see ``pinning``)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from schutznetz.common.doors import public
from schutznetz.common.errors import DomainError
from schutznetz.common.pages import form_page
from schutznetz.directory import access, actions
from schutznetz.directory.enums import MistakeKind
from schutznetz.directory.forms import MistakeForm
from schutznetz.directory.models import Offer
from schutznetz.directory.presenting import homes
from schutznetz.directory.presenting.entries import portal_url
from schutznetz.directory.views.frame import frame, home
from schutznetz.networks.models import Network, Organisation
from schutznetz.ui.components import FormError, Link


@public
@sensitive_post_parameters()
@cache_control(no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
@form_page
def offer_mistake(request: HttpRequest, offer_id: UUID, slug: str | None = None) -> HttpResponse:
    offer = access.get_offer(offer_id)
    return _mistake(request, slug, offer.organisation, offer)


@public
@sensitive_post_parameters()
@cache_control(no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
@form_page
def organisation_mistake(request: HttpRequest, organisation_id: UUID, slug: str | None = None) -> HttpResponse:
    return _mistake(request, slug, access.get_organisation(organisation_id), None)


@public
@cache_control(no_store=True)
@require_safe
@form_page
def offer_mistake_sent(request: HttpRequest, offer_id: UUID, slug: str | None = None) -> HttpResponse:
    return _sent(request, slug, access.get_offer(offer_id))


@public
@cache_control(no_store=True)
@require_safe
@form_page
def organisation_mistake_sent(request: HttpRequest, organisation_id: UUID, slug: str | None = None) -> HttpResponse:
    return _sent(request, slug, access.get_organisation(organisation_id))


def _mistake(request: HttpRequest, slug: str | None, organisation: Organisation, offer: Offer | None) -> HttpResponse:
    network = access.get_network(slug) if slug else None
    entry, kind = (offer, "offer") if offer else (organisation, "organisation")
    if entry.home is not None:
        return _elsewhere(request, network, entry)
    form = MistakeForm(request.POST or None)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            _keep(form, network, organisation, offer)
        except DomainError as refused:
            problem = str(refused)
        else:
            return redirect(portal_url(network, f"{kind}_mistake_sent", entry.pk))
    context = {
        "entry": entry,
        "form": form,
        "errors": [FormError(form[name].auto_id, str(found[0])) for name, found in form.errors.items()],
        "problem": problem,
        "action": portal_url(network, f"{kind}_mistake", entry.pk),
        "crumbs": (home(network), _entry_link(network, entry), Link(_("Fehler melden"), "")),
        "page": frame(network),
    }
    return render(request, "directory/mistake.html", context)


def _elsewhere(request: HttpRequest, network: Network | None, entry: Offer | Organisation) -> HttpResponse:
    """Say who keeps an entry: a hint that stays here would change nothing."""
    context = {
        "entry": entry,
        "kept": homes.kept_at(entry, timezone.now()),
        "crumbs": (home(network), _entry_link(network, entry), Link(_("Fehler melden"), "")),
        "page": frame(network),
    }
    return render(request, "directory/mistake_elsewhere.html", context)


def _keep(form: MistakeForm, network: Network | None, organisation: Organisation, offer: Offer | None) -> None:
    """Store what was said; who filled the trap is thanked like everybody else, and nothing is stored."""
    if form.is_trapped:
        return
    said = form.cleaned_data
    actions.report_mistake(
        organisation=organisation,
        offer=offer,
        network=network,
        kind=MistakeKind(said["kind"]),
        text=said["text"],
        reply_email=said["reply_email"],
    )


def _sent(request: HttpRequest, slug: str | None, entry: Offer | Organisation) -> HttpResponse:
    network = access.get_network(slug) if slug else None
    context = {"back": _entry_link(network, entry), "page": frame(network)}
    return render(request, "directory/mistake_sent.html", context)


def _entry_link(network: Network | None, entry: Offer | Organisation) -> Link:
    return Link(str(entry), portal_url(network, "offer" if isinstance(entry, Offer) else "organisation", entry.pk))
