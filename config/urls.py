from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from schutznetz.coordination.urls import CONFIRMING, JOIN
from schutznetz.directory.urls import KEEPING, LISTS
from schutznetz.jurisdiction.urls import NUMBERS

urlpatterns = [
    path("ui/", include("schutznetz.ui.urls")),
    path("", include("schutznetz.accounts.urls")),
    path("", include("schutznetz.networks.urls")),
    path("", include("schutznetz.coordination.urls")),
    path("konto/", include((KEEPING, "keeping"))),
    path("konto/einlesen/", include((LISTS, "lists"))),
    path("bestaetigen/", include((CONFIRMING, "confirming"))),
    path("konto/notfallnummern/", include((NUMBERS, "numbers"))),
    # German at /…, English at /en/…: see schutznetz.common.middleware.LanguageOfPath.
    *i18n_patterns(
        path("", include("schutznetz.jurisdiction.urls")),
        path("", include((JOIN, "join"))),
        path("", include("schutznetz.directory.urls")),
        prefix_default_language=False,
    ),
]
