"""What visitors say is wrong, for whoever keeps the entry: read it, put it right, settle it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from schutznetz.common.errors import DomainError
from schutznetz.coordination import access
from schutznetz.coordination.presenting import reports as presenting
from schutznetz.directory.actions import settle_report
from schutznetz.directory.models import MistakeReport
from schutznetz.networks import access as networks
from schutznetz.networks.doors import acting
from schutznetz.networks.models import Organisation
from schutznetz.networks.policy import Acting
from schutznetz.networks.presenting.ways_back import and_back
from schutznetz.networks.roles import Act
from schutznetz.networks.views.frame import home, onward, show
from schutznetz.ui.components import Link

APP = "coordination"


@acting(Act.SEE_REPORTS, networks.organisation_of)
@require_safe
def reports(request: HttpRequest, who: Acting, organisation: Organisation) -> HttpResponse:
    found = access.open_reports(who, organisation)
    context = {
        "organisation": organisation,
        "reports": [presenting.row(report) for report in found],
        "crumbs": (home(), Link("Hinweise", "")),
    }
    return show(request, "reports", context, app=APP)


@acting(Act.SETTLE_REPORT, access.report_of)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, who: Acting, report: MistakeReport) -> HttpResponse:
    problem, listing = "", reverse("coordination:reports", args=[report.organisation_id])
    if request.method == "POST":
        try:
            settle_report(report, who)
        except DomainError as refused:
            problem = str(refused)
        else:
            messages.success(request, "Der Hinweis ist erledigt.")
            return onward(request, listing)
    context = {
        "facts": presenting.facts(report),
        "text": report.text,
        "public": presenting.public_link(report),
        "change": Link("Eintrag ändern", and_back(presenting.change_href(report), request.get_full_path())),
        "problem": problem,
        "crumbs": (home(), Link("Hinweise", listing), Link("Hinweis", "")),
    }
    return show(request, "report", context, app=APP)
