"""Emergency numbers on pages: what holds, what waits for a second pair of eyes, and the two steps in between."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from schutznetz.common.errors import DomainError
from schutznetz.jurisdiction import access, actions
from schutznetz.jurisdiction.forms import NumberForm, TestCallForm
from schutznetz.jurisdiction.models import DutyService, EmergencyNumber
from schutznetz.jurisdiction.presenting.numbers import facts_of, number_rows, phone_of
from schutznetz.networks import access as networks
from schutznetz.networks.doors import acting
from schutznetz.networks.models import Network
from schutznetz.networks.policy import Acting
from schutznetz.networks.roles import Act
from schutznetz.networks.views.frame import errors_of, home, onward, show
from schutznetz.ui.components import Link

FORM_METHODS = ["GET", "HEAD", "POST"]
NOBODY_ANSWERED = "Notiert: Niemand ging ans Telefon. Stimmt die Nummer noch? Dann versuchen Sie es bald noch einmal."


@acting(Act.SEE_NUMBERS, networks.own_network)
@require_safe
def numbers(request: HttpRequest, who: Acting, network: Network) -> HttpResponse:
    rows = number_rows(access.services_of(network), access.waiting_numbers(network), who)
    context = {"network": network, "rows": rows, "crumbs": (home(), Link("Notfallnummern", ""))}
    return show(request, "numbers", context, app="jurisdiction")


@acting(Act.PROPOSE_NUMBER, access.service_of)
@require_http_methods(FORM_METHODS)
def propose(request: HttpRequest, who: Acting, service: DutyService) -> HttpResponse:
    form = NumberForm(request.POST if request.method == "POST" else None)
    problem = ""
    if request.method == "POST" and form.is_valid():
        by = networks.function(who)
        try:
            actions.propose_number(service, form.cleaned_data["phone"], by, person=who.person, session=who.session)
        except DomainError as refused:
            problem = str(refused)
        else:
            messages.success(request, "Vorgeschlagen. Jetzt bestätigt sie eine zweite Person.")
            return redirect("numbers:list")
    context = {
        "service": service,
        "form": form,
        "errors": errors_of(form),
        "problem": problem,
        "crumbs": (home(), list_link(), Link(service.name, "")),
    }
    return show(request, "number_propose", context, app="jurisdiction")


@acting(Act.CONFIRM_NUMBER, access.number_of)
@require_http_methods(FORM_METHODS)
def confirm(request: HttpRequest, who: Acting, number: EmergencyNumber) -> HttpResponse:
    problem = ""
    if request.method == "POST":
        try:
            actions.confirm_number(number, networks.function(who), person=who.person, session=who.session)
        except DomainError as refused:
            problem = str(refused)
        else:
            messages.success(request, "Bestätigt. Die Nummer gilt ab jetzt.")
            return onward(request, reverse("numbers:list"))
    context = {
        "facts": facts_of(number),
        "is_own": number.was_proposed_by(who.person, who.function),
        "problem": problem,
        "crumbs": (home(), list_link(), Link("Bestätigen", "")),
    }
    return show(request, "number_confirm", context, app="jurisdiction")


@acting(Act.TEST_NUMBER, access.service_of)
@require_http_methods(FORM_METHODS)
def test_call(request: HttpRequest, who: Acting, service: DutyService) -> HttpResponse:
    """Dial a number, and say whether a human answered."""
    form = TestCallForm(request.POST if request.method == "POST" else None)
    number = access.number_in_force(service)
    problem = "" if number else "Diese Bereitschaft hat noch keine Nummer, die gilt. Schlagen Sie zuerst eine vor."
    if request.method == "POST" and number and form.is_valid():
        answered = form.cleaned_data["answered"]
        by = networks.function(who)
        actions.record_test_call(number, by, was_answered=answered, person=who.person, session=who.session)
        said = "Notiert: Es ging ein Mensch ans Telefon." if answered else NOBODY_ANSWERED
        messages.success(request, said)
        return onward(request, reverse("numbers:list"))
    context = {
        "service": service,
        "phone": phone_of(number) if number else None,
        "form": form,
        "errors": errors_of(form),
        "problem": problem,
        "crumbs": (home(), list_link(), Link("Probeanruf", "")),
    }
    return show(request, "test_call", context, app="jurisdiction")


def list_link() -> Link:
    return Link("Notfallnummern", reverse("numbers:list"))
