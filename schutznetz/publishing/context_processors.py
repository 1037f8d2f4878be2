"""Ways out of a page: files to take along, the feed of changes. The pages themselves do not know who offers them."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from schutznetz.ui.components import Link

# The names of the pages that have something to take along, in every portal.
PAGES = ("results", "pinboard", "offer")
PORTALS = {"portal": "taking", "network": "network_taking"}
SHEETS = {"portal": "paper:sheet", "network": "paper:network_sheet"}
# Contacts and times of one offer, or of all that stand on a page.
SINGLE = ("vcf", "ics")


def ways_out(request: HttpRequest) -> dict[str, object]:
    """Give the links below a list or an offer; read only by pages that show them."""
    return {
        "take_along": SimpleLazyObject(lambda: _take_along(request)),
        "mail_href": _mail_href(request),
        "news_feed": _news(request),
    }


def _mail_href(request: HttpRequest) -> str:
    """Return where somebody sends the pinboard to themselves; the page and the mail are German."""
    found = request.resolver_match
    is_pinboard = found is not None and found.namespace in PORTALS and found.url_name == "pinboard"
    return reverse(f"{PORTALS[found.namespace]}:mail", kwargs=found.kwargs) if found and is_pinboard else ""


def _take_along(request: HttpRequest) -> list[Link]:
    found = request.resolver_match
    if found is None or found.namespace not in PORTALS or found.url_name not in PAGES:
        return []
    asked = request.GET.copy()
    asked.pop("seite", None)
    query = f"?{asked.urlencode()}" if asked and found.url_name == "results" else ""
    names = {"xlsx": _("Als Tabelle (Excel)"), "csv": _("Als CSV"), "vcf": _("In die Kontakte (vCard)"),
             "ics": _("In den Kalender")}  # fmt: skip
    route = f"{PORTALS[found.namespace]}:{found.url_name}"
    files = [
        Link(text, reverse(route, kwargs={**found.kwargs, "ending": ending}) + query)
        for ending, text in names.items()
        if found.url_name != "offer" or ending in SINGLE
    ]
    if found.url_name != "offer":
        return files
    return [Link(_("Als Blatt zum Mitgeben (PDF)"), reverse(SHEETS[found.namespace], kwargs=found.kwargs)), *files]


def _news(request: HttpRequest) -> Link | None:
    """Return the feed of the network whose public page is looked at."""
    found = request.resolver_match
    if found is None or found.namespace != "network":
        return None
    return Link(_("Neues im Verzeichnis"), reverse("outward:latest", args=[found.kwargs["slug"]]))
