"""The gallery: no data, no log-in, nothing but examples."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from schutznetz.common.doors import public
from schutznetz.ui.components import ACCENTS, Link, Page
from schutznetz.ui.gallery import SECTIONS, examples


@public
@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    accent = next((name for name in ACCENTS if name == request.GET.get("akzent")), ACCENTS[0])
    help_bar = examples.HELP_BAR.get(request.GET.get("hilfe", ""), examples.HELP_BAR["tag"])
    context = {
        "page": Page.default(brand="Musterkreis", home="/ui/", accent=accent, example=True),
        "plain_page": replace(
            Page.default(),
            feedback=None,
            pinboard=Link("Merkliste", "#header"),
            easy=Link("Leichte Sprache", "#header"),
        ),
        "help_bar": help_bar,
        "other_language": None,
        "help_states": tuple(examples.HELP_BAR),
        "accents": ACCENTS,
        "sections": SECTIONS,
        "ex": vars(examples),
        "form": examples.ExampleForm(),
        "plain_form": examples.ExampleForm(auto_id="abschicken_%s"),
        "file_form": examples.FileForm(auto_id="hochladen_%s"),
        "faulty_form": examples.ExampleForm({}, auto_id="fehler_%s"),
    }
    return render(request, "ui/gallery.html", context)
