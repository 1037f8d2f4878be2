"""``/einbetten/…``: a search box, a list, who answers now; for other people's pages."""

from dataclasses import replace
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from schutznetz.common.errors import DomainError
from schutznetz.directory import access as directory
from schutznetz.directory.presenting import entries, kinds, phrases
from schutznetz.directory.views.searching import Asked
from schutznetz.jurisdiction import access as jurisdiction
from schutznetz.jurisdiction.answering.answers import Answer, Question
from schutznetz.jurisdiction.forms import address_of
from schutznetz.jurisdiction.presenting import pages
from schutznetz.networks.models import Network
from schutznetz.publishing.forms import MOST_OFFERS, EmbedForm, ListEmbedForm, PlaceEmbedForm
from schutznetz.publishing.presenting import colours
from schutznetz.publishing.presenting.embeds import MOST_CHOICES, MOST_LINES
from schutznetz.publishing.views.frame import framed, refused, shown
from schutznetz.ui.components import Choice

A_DAY = 86_400


@framed
def search(request: HttpRequest, slug: str) -> HttpResponse:
    """A box that asks the portal, in a new tab."""
    network, form = directory.get_network(slug), EmbedForm(request.GET)
    if not form.is_valid():
        return refused(network, form.refusals())
    return shown("search", network, form.look(network), action=entries.portal_url(network, "results"))


@framed
def offers(request: HttpRequest, slug: str) -> HttpResponse:
    """At most twenty public offers of a topic, around a place, and the way to all of them."""
    network, form = directory.get_network(slug), ListEmbedForm(request.GET)
    if not form.is_valid():
        return refused(network, form.refusals())
    given, now = form.cleaned_data, timezone.now()
    topics = {row.id: kinds.label(row) for row in directory.offer_types()}
    asked = Asked.saying({"typ": given["thema"], "ort": given["ort"]}, network)
    if reasons := _unclear(asked, given["thema"], topics):
        return refused(network, reasons)
    found, rows = directory.search(asked.query(), limit=given["anzahl"] or MOST_OFFERS)
    distances = {hit.offer_id: hit.distance_km for hit in found.hits}
    cards = [entries.result_card(row, network=network, kilometres=distances[row.pk], now=now) for row in rows]
    return shown(
        "list", network, form.look(network),
        title=topics.get(given["thema"], _("Hilfe für Kinder und Familien")), place=asked.where.label,
        cards=cards, total=found.total, all_href=asked.href(), portal_href=entries.portal_url(network, "start"),
    )  # fmt: skip


def _unclear(asked: Asked, topic: str, known: dict[str, str]) -> list[str]:
    reasons = [_("Das Thema in „thema“ kennen wir nicht.")] if topic and topic not in known else []
    if asked.where.is_unknown:
        reasons.append(_("Den Ort in „ort“ kennen wir nicht. Am sichersten ist eine Postleitzahl."))
    elif asked.where.is_ambiguous:
        reasons.append(_("„ort“ kann mehrere Orte meinen. Nehmen Sie eine Postleitzahl."))
    return reasons


@framed
def now(request: HttpRequest, slug: str) -> HttpResponse:
    """Who answers at this minute: 110 and 112, the offices of the network or of a place, then who helps everywhere."""
    network, form = directory.get_network(slug), PlaceEmbedForm(request.GET)
    if not form.is_valid():
        return refused(network, form.refusals())
    at, place = timezone.now(), form.cleaned_data["ort"]
    answer = _answer(network, place, at)
    parts = pages.parts(answer, at)
    lines = pages.help_lines(answer.fallback, at)
    return shown(
        "now", network, form.look(network),
        part=parts[0] if parts else None, choices=_few(parts), is_unknown=bool(place and answer.unknown),
        lines=[line for line in lines if line.state == "open"][:MOST_LINES],
        stand=_moment(at), minute=timezone.localtime(at).isoformat(timespec="minutes"),
    )  # fmt: skip


def _answer(network: Network, place: str, at: datetime) -> Answer:
    """Answer for a place; without one, or for one that nobody knows, for the whole Kreis of the network."""
    asked = jurisdiction.answer(Question(address_of(place), at)) if place else None
    if asked is not None and asked.candidates:
        return asked
    whole = jurisdiction.answer(Question(address_of(network.kreis.name), at))
    here = [one for one in whole.candidates if one.kreis.ags == network.kreis_id]
    return replace(whole, candidates=here, unknown=asked.unknown if asked else ())


def _few(parts: list[pages.Part]) -> tuple[Choice, ...]:
    """Return the offices that can be meant, where one number does not stand for all and they fit into a bar."""
    choices = parts[0].choices if parts and parts[0].reach is None else ()
    return choices if len(choices) <= MOST_CHOICES and all(one.reach.phone for one in choices) else ()


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return _("%(day)s, %(time)s Uhr") % {"day": phrases.day(local), "time": f"{local:%H:%M}"}


@framed
def colour(request: HttpRequest, digits: str) -> HttpResponse:
    """The colour of an embed as a style sheet of its own: nothing stands inline, and every cache may keep it."""
    try:
        sheet = colours.style_sheet(colours.read(digits))
    except DomainError as error:
        raise Http404 from error
    response = HttpResponse(sheet, content_type="text/css; charset=utf-8")
    patch_cache_control(response, public=True, max_age=A_DAY)
    return response


@framed
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """Whatever else somebody embeds: a calm page instead of a frame that stays empty."""
    raise Http404
