"""What stands in other people's pages, and the page that says how it gets there."""

from django.urls import path, re_path

from schutznetz.publishing.views import embeds, webmasters

EMBEDS = [
    path("<slug:slug>/suche/", embeds.search, name="search"),
    path("<slug:slug>/liste/", embeds.offers, name="list"),
    path("<slug:slug>/notruf/", embeds.now, name="now"),
    re_path(r"^farbe/(?P<digits>[0-9a-f]{6})\.css$", embeds.colour, name="colour"),
    path("<path:rest>/", embeds.nothing, name="nothing"),
]
WEBMASTERS = [path("<slug:slug>/einbetten/", webmasters.webmasters, name="page")]
