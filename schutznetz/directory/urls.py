"""Pages of the portal: once for everybody, once inside each network."""

from django.urls import include, path

from schutznetz.directory import views
from schutznetz.directory.views import uploads
from schutznetz.directory.views.keeping import editing, history, naming, offering, overview, proposals

ENTRIES = [
    path("suche/", views.results, name="results"),
    path("suche/vorschlaege/", views.suggest, name="suggest"),
    path("suche/filter/", views.filters, name="filters"),
    path("angebot/<uuid:offer_id>/", views.offer, name="offer"),
    path("angebot/<uuid:offer_id>/merken/", views.pin, name="pin"),
    path("angebot/<uuid:offer_id>/hinweis/", views.offer_mistake, name="offer_mistake"),
    path("angebot/<uuid:offer_id>/hinweis/danke/", views.offer_mistake_sent, name="offer_mistake_sent"),
    path("einrichtung/<uuid:organisation_id>/", views.organisation, name="organisation"),
    path("einrichtung/<uuid:organisation_id>/hinweis/", views.organisation_mistake, name="organisation_mistake"),
    path(
        "einrichtung/<uuid:organisation_id>/hinweis/danke/",
        views.organisation_mistake_sent,
        name="organisation_mistake_sent",
    ),
    path("merkliste/", views.pinboard, name="pinboard"),
]

PORTAL = [
    path("", views.welcome, name="welcome"),
    path("leicht/", views.easy, name="easy"),
    path("ort/", views.place, name="place"),
    path("impressum/", views.imprint, name="imprint"),
    path("datenschutz/", views.privacy, name="privacy"),
    path("barrierefreiheit/", views.accessibility, name="accessibility"),
    path("lizenzen/", views.licences, name="licences"),
    path("suche/themen/", views.topics, name="topics"),
    path("suche/themen/<slug:type_id>/", views.topic, name="topic"),
    *ENTRIES,
]

NETWORK = [
    path("", views.start, name="start"),
    path("leicht/", views.easy, name="easy"),
    path("themen/", views.topics, name="topics"),
    path("themen/<slug:type_id>/", views.topic, name="topic"),
    path("orte/", views.gemeinden, name="gemeinden"),
    path("orte/<ags>/", views.gemeinde, name="gemeinde"),
    path("netzwerk/", views.about, name="about"),
    *ENTRIES,
]

# Lists into the directory, for the coordination: German only, behind the door.
LISTS = [
    path("", uploads.upload, name="upload"),
    path("jetzt/", uploads.take, name="take"),
    path("<uuid:upload>/", uploads.report, name="report"),
    path("<uuid:upload>/spalten/", uploads.columns, name="columns"),
    path("<uuid:upload>/wegwerfen/", uploads.throw_away, name="throw_away"),
    path("<uuid:upload>/nicht-uebernommen.csv", uploads.refused, name="refused"),
]

# For those who keep entries: German only, behind the door.
KEEPING = [
    path("einrichtung/<uuid:organisation>/eintraege/", overview.entries, name="entries"),
    path("einrichtung/<uuid:organisation>/eintraege/bestaetigen/", overview.confirm_all, name="confirm_all"),
    path("einrichtung/<uuid:organisation>/aendern/", editing.organisation, name="organisation"),
    path("einrichtung/<uuid:organisation>/verlauf/", history.organisation, name="organisation_history"),
    path("einrichtung/<uuid:organisation>/angebot-neu/", offering.new_offer, name="new_offer"),
    path("standort/<uuid:site>/", editing.site, name="site"),
    path("standort/<uuid:site>/verlauf/", history.site, name="site_history"),
    path("kontakt/<uuid:contact_point>/", editing.contact_point, name="contact_point"),
    path("kontakt/<uuid:contact_point>/zeiten/", editing.reach, name="reach"),
    path("kontakt/<uuid:contact_point>/bestaetigen/", overview.confirm_contact_point, name="confirm_contact_point"),
    path("kontakt/<uuid:contact_point>/verlauf/", history.contact_point, name="contact_point_history"),
    path("angebot/<uuid:offer>/", editing.offer, name="offer"),
    path("angebot/<uuid:offer>/plaetze/", editing.capacity, name="capacity"),
    path("angebot/<uuid:offer>/bestaetigen/", overview.confirm_offer, name="confirm_offer"),
    path("angebot/<uuid:offer>/verlauf/", history.offer, name="offer_history"),
    path("fassung/<uuid:version>/wiederherstellen/", history.restore, name="restore"),
    path("funktion/<uuid:function>/name/", naming.name, name="name"),
    path("funktion/<uuid:function>/name/entfernen/", naming.remove, name="remove_name"),
    path("vorschlag/<uuid:proposal>/", proposals.proposal, name="proposal"),
    path("vorschlag/<uuid:proposal>/freigeben/", proposals.accept, name="accept"),
    path("vorschlag/<uuid:proposal>/rueckfrage/", proposals.send_back, name="send_back"),
    path("vorschlag/<uuid:proposal>/zurueckziehen/", proposals.withdraw, name="withdraw"),
]

urlpatterns = [
    path("", include((PORTAL, "portal"))),
    path("<slug:slug>/", include((NETWORK, "network"))),
]
