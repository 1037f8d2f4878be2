"""Pages of the portal: once for everybody, once inside each network."""

from django.urls import include, path

from schutznetz.directory import views

ENTRIES = [
    path("suche/", views.results, name="results"),
    path("suche/vorschlaege/", views.suggest, name="suggest"),
    path("suche/filter/", views.filters, name="filters"),
    path("angebot/<uuid:offer_id>/", views.offer, name="offer"),
    path("einrichtung/<uuid:organisation_id>/", views.organisation, name="organisation"),
]

PORTAL = [
    path("", views.welcome, name="welcome"),
    path("ort/", views.place, name="place"),
    path("impressum/", views.imprint, name="imprint"),
    path("datenschutz/", views.privacy, name="privacy"),
    path("barrierefreiheit/", views.accessibility, name="accessibility"),
    path("lizenzen/", views.licences, name="licences"),
    *ENTRIES,
]

NETWORK = [path("", views.start, name="start"), *ENTRIES]

urlpatterns = [
    path("", include((PORTAL, "portal"))),
    path("<slug:slug>/", include((NETWORK, "network"))),
]
