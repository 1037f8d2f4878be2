from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from schutznetz.api.urls import ABOUT
from schutznetz.coordination.urls import CONFIRMING, JOIN
from schutznetz.directory.urls import KEEPING, LISTS
from schutznetz.jurisdiction.urls import NUMBERS
from schutznetz.publishing.urls import EMBEDS, WEBMASTERS

urlpatterns = [
    path("ui/", include("schutznetz.ui.urls")),
    path("", include("schutznetz.accounts.urls")),
    path("", include("schutznetz.networks.urls")),
    path("", include("schutznetz.coordination.urls")),
    path("konto/", include((KEEPING, "keeping"))),
    path("konto/einlesen/", include((LISTS, "lists"))),
    path("bestaetigen/", include((CONFIRMING, "confirming"))),
    path("konto/andere-verzeichnisse/", include("schutznetz.exchange.urls")),
    path("konto/notfallnummern/", include((NUMBERS, "numbers"))),
    path("api/hsds/v3/", include("schutznetz.api.urls")),
    path("", include("schutznetz.publishing.urls")),
    # German at /…, English at /en/…: see schutznetz.common.middleware.LanguageOfPath.
    *i18n_patterns(
        path("", include("schutznetz.jurisdiction.urls")),
        path("api/", include((ABOUT, "api"))),
        path("einbetten/", include((EMBEDS, "embed"))),
        path("", include((WEBMASTERS, "webmasters"))),
        path("", include((JOIN, "join"))),
        path("", include("schutznetz.directory.urls")),
        prefix_default_language=False,
    ),
]
