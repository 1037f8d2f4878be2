"""Results and filters."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from schutznetz.common.doors import public
from schutznetz.common.htmx import render_page
from schutznetz.directory import access, actions
from schutznetz.directory.access.whereabouts import Whereabouts
from schutznetz.directory.enums import Access, Cost, Flag, LoadFactor, TargetGroup
from schutznetz.directory.forms import AGES, RADII_KM, YES_OR_NO, SearchForm
from schutznetz.directory.models import Offer
from schutznetz.directory.presenting import entries, kinds, languages
from schutznetz.directory.search.engine import DEFAULT_RADIUS_KM, Query, Results
from schutznetz.directory.search.misses import Miss, meant
from schutznetz.directory.views.frame import PAGE_SIZE, address, frame, pager
from schutznetz.networks.models import Network
from schutznetz.ui.components import FilterGroup, FilterOption, Link

# On a narrow screen no more than three filters stand above the hits; all others are on the filter page.
FILTERS = ("typ", "alter", "umkreis", "zugang", "kosten", "wen", "lage", "merkmal", "sprache", *YES_OR_NO)
QUICK_FILTERS = ("typ", "alter", "umkreis")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: what was typed, and where it was asked. ``text`` is the question without a place named in it."""

    network: Network | None
    answers: dict[str, Any]
    text: str
    where: Whereabouts

    @classmethod
    def of(cls, request: HttpRequest, slug: str | None) -> "Asked":
        return cls.saying(request.GET, access.get_network(slug) if slug else None)

    @classmethod
    def saying(cls, given: Mapping[str, Any], network: Network | None) -> "Asked":
        answers = SearchForm(given).answers()
        if answers["ort"]:
            return cls(network, answers, answers["q"], Whereabouts.of(answers["ort"], network))
        split = access.split_place(answers["q"], network)
        return cls(network, answers, split.text, Whereabouts.of(split.place, network))

    def query(self) -> Query:
        place, answers = self.where.only, self.answers
        position = place.position if place and place.gemeinde else None
        return Query(
            text=self.text,
            network=self.network,
            position=position,
            radius_km=self.radius_km,
            home_kreise=tuple(sorted({found.kreis.ags for found in self.where.found})) if position else (),
            kreis=place.kreis.ags if place and not position else "",
            age_months=answers["alter"] if answers["alter"] != "" else None,
            offer_type=answers["typ"],
            access=answers["zugang"],
            cost=answers["kosten"],
            target=answers["wen"],
            load=answers["lage"],
            flag=answers["merkmal"],
            language=answers["sprache"],
            open_at=timezone.now() if answers["offen"] else None,
            free_places=bool(answers["frei"]),
            barrier_free=bool(answers["barrierefrei"]),
        )

    @property
    def radius_km(self) -> float | None:
        """Inside a network distance only orders the hits, unless somebody sets a limit."""
        return (
            float(self.answers["umkreis"]) if self.answers["umkreis"] else None if self.network else DEFAULT_RADIUS_KM
        )

    def href(self, name: str = "results", **changes: object) -> str:
        """Return the address of the same question with some answers changed; a change starts at the first page."""
        return address(entries.portal_url(self.network, name), **{**self.answers, "seite": "", **changes})


@public
@require_safe
def results(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Hits for a question, twenty a page; htmx gets only the hits."""
    asked = Asked.of(request, slug)
    found, offers, page = page_of_hits(asked.query(), asked.answers["seite"] or 1)
    distances = {hit.offer_id: hit.distance_km for hit in found.hits}
    now, back = timezone.now(), asked.href(seite=asked.answers["seite"])
    context = {
        "asked": asked,
        "results": found,
        "acute": access.acute_kind(asked.answers["q"]),
        "cards": [
            entries.result_card(offer, network=asked.network, kilometres=distances[offer.pk], now=now, back=back)
            for offer in offers
        ],
        "groups": [group for group in _groups(asked, found) if group.name in QUICK_FILTERS],
        "kept": [(name, asked.answers[name]) for name in FILTERS if name not in QUICK_FILTERS],
        "pager": pager(found.total, page, lambda number: asked.href(seite=number)),
        "choices": tuple(Link(place.label, asked.href(ort=place.label)) for place in asked.where.found),
        **_next_step(asked),
        "filters_href": asked.href("filters"),
        "suggest_href": entries.portal_url(asked.network, "suggest"),
        "action": entries.portal_url(asked.network, "results"),
        "page": frame(asked.network),
    }
    response = render_page(request, "directory/results.html", context, part="hits")
    if miss := _miss(asked, found):
        # Django runs these when the answer has been sent: whoever searches does not wait for the count.
        response._resource_closers.append(partial(actions.count_miss, miss))  # type: ignore[attr-defined]
    return response


def _miss(asked: Asked, found: Results) -> Miss | None:
    """Return what was looked for in vain: a kind of help in a place, without any filter that may be the reason."""
    place = asked.where.only
    kreis = place.kreis.ags if place else asked.network.kreis_id if asked.network else ""
    filtered = any(asked.answers[name] != "" for name in FILTERS if name != "typ")
    if found.total or filtered or not kreis or asked.where.is_unknown or asked.where.is_ambiguous:
        return None
    known = {row.id for row in access.offer_types()}
    kind = asked.answers["typ"] or meant(found.plan)
    gemeinde = place.gemeinde.pk if place and place.gemeinde else ""
    return Miss(kind, kreis, gemeinde) if kind in known else None


def page_of_hits(query: Query, page: int) -> tuple[Results, list[Offer], int]:
    """Return the asked page of hits and its number; behind the last page there is only the last one."""
    found, offers = access.search(query, limit=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE)
    last = -(-found.total // PAGE_SIZE)
    return page_of_hits(query, last) if page > last > 0 else (found, offers, page)


@public
@require_safe
def filters(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """All filters with the number of hits behind each, on a page of their own."""
    asked = Asked.of(request, slug)
    found = access.search(asked.query(), limit=0, with_details=True)[0]
    context = {
        "asked": asked,
        "results": found,
        "groups": [*_groups(asked, found), *_detail_groups(asked, found)],
        "action": entries.portal_url(asked.network, "results"),
        "reset_href": asked.href(**dict.fromkeys(FILTERS, "")),
        "page": frame(asked.network),
    }
    return render(request, "directory/filters.html", context)


@public
@require_safe
def suggest(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Options for the field that somebody is typing in: ``q`` kinds of help, ``ort`` places. Nothing is stored."""
    network = access.get_network(slug) if slug else None
    is_place = "ort" in request.GET and "q" not in request.GET
    typed = request.GET.get("ort" if is_place else "q", "")
    options = access.suggest(typed, network, places_only=is_place)
    return render(request, "ui/components/suggestions.html", {"options": options})


def _next_step(asked: Asked) -> dict[str, str]:
    """Return what to try when nothing was found: leave out the narrowest answer."""
    answers = asked.answers
    narrow = {name: "" for name in FILTERS if answers[name] != ""}
    if narrow:
        return {"next_href": asked.href(**narrow), "next_text": _("Ohne Filter suchen")}
    if answers["ort"]:
        return {"next_href": asked.href(ort=""), "next_text": _("Ohne Ort suchen")}
    return {"next_href": entries.portal_url(asked.network, "results"), "next_text": _("Alle Angebote zeigen")}


def _groups(asked: Asked, found: Results) -> list[FilterGroup]:
    answers = asked.answers
    types = [(row.id, kinds.label(row)) for row in access.offer_types()]
    groups = [
        _group("typ", _("Art der Hilfe"), types, answers["typ"], _counts(found, "offer_type_id")),
        _group("alter", _("Alter des Kindes"), AGES, answers["alter"], None),
        _group("zugang", _("Zugang"), Access.choices, answers["zugang"], _counts(found, "access")),
        _group("kosten", _("Kosten"), Cost.choices, answers["kosten"], _counts(found, "cost")),
    ]
    if asked.where.only:
        radii = [(km, f"{km} km") for km in RADII_KM]
        chosen = answers["umkreis"] or ("" if asked.network else int(DEFAULT_RADIUS_KM))
        any_ = _("im ganzen Netzwerk") if asked.network else ""
        groups.insert(2, _group("umkreis", _("Umkreis"), radii, chosen, None, any_=any_))
    return groups


def _detail_groups(asked: Asked, found: Results) -> list[FilterGroup]:
    """Return the filters that only the filter page shows, because counting them costs more."""
    answers = asked.answers
    spoken = sorted((languages.name(code), code) for code in found.facets["language"])
    ticked = {"offen": ("open", _("jetzt erreichbar")), "frei": ("free_places", _("freie Plätze")),
              "barrierefrei": ("barrier_free", _("barrierefrei"))}  # fmt: skip
    return [
        _group("wen", _("Für wen"), TargetGroup.choices, answers["wen"], _counts(found, "target")),
        _group("lage", _("Hilft bei"), LoadFactor.choices, answers["lage"], _counts(found, "load")),
        _group("merkmal", _("Wichtig ist mir"), Flag.choices, answers["merkmal"], _counts(found, "flag")),
        _group(
            "sprache",
            _("Sprache"),
            [(code, name) for name, code in spoken],
            answers["sprache"],
            _counts(found, "language"),
        ),
        *(_tick(name, label, _counts(found, facet), bool(answers[name])) for name, (facet, label) in ticked.items()),
    ]


def _counts(found: Results, facet: str) -> dict[str, int] | None:
    """Return the number of hits behind each answer, or None where a question is too wide to count them all."""
    return None if found.is_too_wide else found.facets[facet]


def _tick(name: str, label: str, counts: dict[str, int] | None, is_ticked: bool) -> FilterGroup:
    number = counts.get("yes", 0) if counts is not None else None
    return FilterGroup(name, label, (FilterOption("1", label, number, is_ticked),), "checkbox")


def _group(
    name: str, label: str, choices: Any, selected: object, counts: dict[str, int] | None, any_: str | None = None
) -> FilterGroup:
    """Return one question of the filter; where hits are counted, answers without a hit are left out."""
    options = [
        FilterOption(str(value), str(text), counts.get(value, 0) if counts is not None else None, value == selected)
        for value, text in choices
        if counts is None or counts.get(value) or value == selected
    ]
    if any_ != "":
        options.insert(0, FilterOption("", any_ or _("egal"), None, selected == ""))
    return FilterGroup(name, label, tuple(options))
