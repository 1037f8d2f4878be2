"""Following up: entries nobody confirms, notices that something is over, addresses nobody reads."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from schutznetz.common.errors import DomainError
from schutznetz.coordination import access, actions
from schutznetz.coordination.access import Mailbox
from schutznetz.coordination.forms.answers import AddressForm
from schutznetz.coordination.models import ConfirmationRequest
from schutznetz.coordination.presenting import asked as presenting
from schutznetz.directory.actions import correct_address, decide_gone
from schutznetz.directory.enums import GoneOutcome
from schutznetz.directory.models import GoneNotice
from schutznetz.directory.presenting import entries
from schutznetz.networks.doors import acting
from schutznetz.networks.policy import Acting
from schutznetz.networks.presenting.ways_back import and_back
from schutznetz.networks.roles import Act
from schutznetz.networks.views.frame import came_from, errors_of, home, onward, show
from schutznetz.ui.components import Link

APP = "coordination"
FORM_METHODS = ["GET", "HEAD", "POST"]


@acting(Act.FOLLOW_UP, access.request_of)
@require_http_methods(FORM_METHODS)
def unanswered(request: HttpRequest, who: Acting, asked: ConfirmationRequest) -> HttpResponse:
    problem = ""
    if request.method == "POST":
        try:
            number = actions.confirm_for_house(asked, who)
        except DomainError as refused:
            problem = str(refused)
        else:
            messages.success(request, f"{number} bestätigt: {asked.organisation.name}.")
            return onward(request, _todo())
    now, rows, here = timezone.now(), access.entries_of(asked), request.get_full_path()
    changes = [Link("Diesen Eintrag ändern", and_back(presenting.change_href(row.entry), here)) for row in rows]
    context = {
        "asked": asked,
        "problem": problem,
        "why": presenting.why_unanswered(asked),
        "contacts": [entries.contact_block(point, now=now) for point in access.contact_points_of(asked)],
        "entries": list(zip(presenting.asked(rows, now), changes, strict=True)),
        "back": came_from(request) or _todo(),
        "crumbs": _crumbs("Nachfragen"),
    }
    return show(request, "unanswered", context, app=APP)


@acting(Act.FOLLOW_UP, access.notice_of)
@require_http_methods(FORM_METHODS)
def notice(request: HttpRequest, who: Acting, notice: GoneNotice) -> HttpResponse:
    problem = ""
    if request.method == "POST":
        outcome = GoneOutcome.TAKEN_OUT if "herausnehmen" in request.POST else GoneOutcome.KEPT
        try:
            decide_gone(notice, outcome, who)
        except DomainError as refused:
            problem = str(refused)
        else:
            done = "Herausgenommen" if outcome is GoneOutcome.TAKEN_OUT else "Behalten und bestätigt"
            messages.success(request, f"{done}: {presenting.entry_name(notice.entry)}.")
            return onward(request, _todo())
    context = {
        "facts": presenting.notice_facts(notice),
        "problem": problem,
        "crumbs": _crumbs("Abmeldung"),
    }
    return show(request, "notice", context, app=APP)


@acting(Act.FOLLOW_UP, access.mailbox_of)
@sensitive_post_parameters()
@require_http_methods(FORM_METHODS)
def address(request: HttpRequest, who: Acting, mailbox: Mailbox) -> HttpResponse:
    form = AddressForm(request.POST if request.method == "POST" else None, initial={"email": mailbox.email})
    if request.method == "POST" and form.is_valid():
        correct_address(mailbox.function, form.cleaned_data["email"], who)
        messages.success(request, f"Die Adresse ist berichtigt: {mailbox.function.organisation.name}.")
        return onward(request, _todo())
    context = {
        "function": mailbox.function,
        "form": form,
        "errors": errors_of(form),
        "crumbs": _crumbs("Adresse berichtigen"),
    }
    return show(request, "address", context, app=APP)


def _todo() -> str:
    return reverse("coordination:todo")


def _crumbs(here: str) -> tuple[Link, ...]:
    return home(), Link("Zu tun", _todo()), Link(here, "")
