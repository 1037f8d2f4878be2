"""The page for those who keep a municipality's web site: what can be embedded, and the lines to paste."""

from collections.abc import Iterable
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from schutznetz.common.doors import public
from schutznetz.directory import access as directory
from schutznetz.directory.presenting import kinds
from schutznetz.directory.views.frame import frame, home
from schutznetz.networks.enums import Accent
from schutznetz.publishing.enums import Mode, TextSize
from schutznetz.publishing.forms import SampleForm
from schutznetz.publishing.presenting import embeds
from schutznetz.ui.components import FilterGroup, FilterOption, Link


@public
# The previews; no other page of ours frames anything. Its types know no views with arguments.
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]
@require_safe
def webmasters(request: HttpRequest, slug: str) -> HttpResponse:
    network = directory.get_network(slug)
    answers = SampleForm(request.GET).answers()
    look = {"farbe": answers["eigene"].removeprefix("#") or answers["farbe"], "modus": answers["modus"],
            "schrift": answers["schrift"]}  # fmt: skip
    host = settings.PUBLIC_ADDRESS or request.build_absolute_uri("/").removesuffix("/")
    context = {
        "network": network,
        "crumbs": (home(network), Link(_("Einbetten"), "")),
        "samples": embeds.samples(network, look, answers["thema"], answers["ort"], host),
        "groups": _groups(answers),
        "answers": answers,
        "is_chosen": any(answers.values()),
        "privacy": embeds.privacy(network, host),
        "page": frame(network),
    }
    return render(request, "publishing/webmasters.html", context)


def _groups(answers: dict[str, str]) -> list[FilterGroup]:
    topics = sorted((kinds.label(row), row.id) for row in directory.offer_types())
    return [
        _group("farbe", _("Farbe"), Accent.choices, answers["farbe"], _("die des Netzwerks")),
        _group("modus", _("Hintergrund"), Mode.choices, answers["modus"]),
        _group("schrift", _("Schrift"), TextSize.choices, answers["schrift"]),
        _group("thema", _("Thema der Liste"), [(value, label) for label, value in topics], answers["thema"], _("alle")),
    ]


def _group(name: str, label: str, choices: Iterable[tuple[Any, Any]], selected: str, none: str = "") -> FilterGroup:
    options = [FilterOption(str(value), str(text), None, value == selected) for value, text in choices]
    first = [FilterOption("", none, None, not selected)] if none else []
    return FilterGroup(name, label, (*first, *options))
