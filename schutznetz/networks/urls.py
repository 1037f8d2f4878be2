"""Pages of everybody who acts in a function; log-in and account stand in ``accounts``."""

from django.urls import path

from schutznetz.networks.views import invitation, log, members, own, saying

app_name = "networks"
urlpatterns = [
    path("konto/", own.functions, name="own"),
    path("konto/funktion/", own.switch, name="switch"),
    path("konto/einrichtung/<uuid:organisation>/mitglieder/", members.members, name="members"),
    path("konto/einrichtung/<uuid:organisation>/mitglieder/einladen/", members.invite, name="invite"),
    path("konto/mitgliedschaft/<uuid:membership>/freigeben/", members.approve, name="approve"),
    path("konto/mitgliedschaft/<uuid:membership>/beenden/", members.end, name="end"),
    path("konto/mitgliedschaft/<uuid:membership>/noch-einmal/", members.invite_again, name="invite_again"),
    path("konto/netzwerk/", saying.network, name="network"),
    path("konto/protokoll/", log.log, name="log"),
    path("einladung/<str:token>/", invitation.invitation, name="invitation"),
]
