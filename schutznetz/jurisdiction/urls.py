from django.urls import include, path

from schutznetz.jurisdiction.views import chosen, interface, leaving, now, numbers, offline

NOW = [
    path("", now.now, name="answer"),
    path("kind/", now.child, name="child"),
    path("spuren/", now.traces, name="traces"),
    path("merken/", chosen.remember, name="remember"),
]

NETWORK = [
    *NOW,
    path("liste/", offline.numbers, name="list"),
    # Its folder is what the worker may serve: the list, and nothing else.
    path("liste/helfer.js", offline.worker, name="worker"),
    path("liste/app.webmanifest", offline.manifest, name="manifest"),
]

OTHERS = [
    path("api/jetzt", interface.now, name="interface"),
    path("verlassen/", leaving.leave, name="leave"),
]

# For those who act in a function: German only, so the same address in every language would be one too many.
NUMBERS = [
    path("", numbers.numbers, name="list"),
    path("<uuid:service>/vorschlagen/", numbers.propose, name="propose"),
    path("<uuid:service>/probeanruf/", numbers.test_call, name="test_call"),
    path("<uuid:number>/bestaetigen/", numbers.confirm, name="confirm"),
]

urlpatterns = [
    path("", include((OTHERS, "jurisdiction"))),
    path("jetzt/", include((NOW, "now"))),
    path("<slug:slug>/jetzt/", include((NETWORK, "network_now"))),
]
