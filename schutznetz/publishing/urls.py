"""What stands in other people's pages, files to take along, and what search engines and news readers ask for."""

from django.urls import include, path, re_path

from schutznetz.publishing.views import embeds, mailing, outward, paper, taking, webmasters

EMBEDS = [
    path("<slug:slug>/suche/", embeds.search, name="search"),
    path("<slug:slug>/liste/", embeds.offers, name="list"),
    path("<slug:slug>/notruf/", embeds.now, name="now"),
    re_path(r"^farbe/(?P<digits>[0-9a-f]{6})\.css$", embeds.colour, name="colour"),
    path("<path:rest>/", embeds.nothing, name="nothing"),
]
WEBMASTERS = [path("<slug:slug>/einbetten/", webmasters.webmasters, name="page")]

# All of it is German, as the entries are: no part of a language.
TAKING = [
    path("suche/angebote.<ending>", taking.results, name="results"),
    path("merkliste/angebote.<ending>", taking.pinboard, name="pinboard"),
    path("merkliste/mail/", mailing.mail, name="mail"),
    path("merkliste/mail/unterwegs/", mailing.mailed, name="mailed"),
    path("angebot/<uuid:offer_id>/angebot.<ending>", taking.offer, name="offer"),
]

OUTWARD = [
    path("robots.txt", outward.robots, name="robots"),
    path("sitemap.xml", outward.site_map_index, name="site_map"),
    path("sitemap-<slug:part>-<int:page>.xml", outward.site_map_file, name="site_map_file"),
    path("<slug:slug>/neues.atom", outward.latest, name="latest"),
]

PAPER = [
    path("angebot/<uuid:offer_id>/blatt.pdf", paper.sheet, name="sheet"),
    path("<slug:slug>/angebot/<uuid:offer_id>/blatt.pdf", paper.sheet, name="network_sheet"),
    path("<slug:slug>/wegweiser-<slug:size>.pdf", paper.brochure, name="brochure"),
]

urlpatterns = [
    path("", include((PAPER, "paper"))),
    path("", include((OUTWARD, "outward"))),
    path("", include((TAKING, "taking"))),
    path("<slug:slug>/", include((TAKING, "network_taking"))),
]
