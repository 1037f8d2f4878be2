"""Setting up a network: what is open, which unit is responsible where, who answers when."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schutznetz.common.errors import DomainError
from schutznetz.coordination.access import setting_up as access
from schutznetz.coordination.actions import setting_up as actions
from schutznetz.coordination.forms.setting_up import PlacesForm, ServiceForm, UnitForm
from schutznetz.coordination.presenting import setting_up as presenting
from schutznetz.jurisdiction import access as jurisdiction
from schutznetz.jurisdiction.models import DutyService
from schutznetz.networks import access as networks
from schutznetz.networks.doors import acting
from schutznetz.networks.models import Network
from schutznetz.networks.policy import Acting
from schutznetz.networks.presenting.ways_back import and_back
from schutznetz.networks.roles import Act
from schutznetz.networks.views.frame import came_from, errors_of, home, onward, show
from schutznetz.ui.components import Link

FORM_METHODS = ["GET", "HEAD", "POST"]
APP = "coordination"


@acting(Act.SEE_TODO, networks.own_network)
@require_safe
def overview(request: HttpRequest, who: Acting, network: Network) -> HttpResponse:
    steps = presenting.steps_of(access.set_up_state(network, timezone.now()))
    done = sum(step.is_done for step in steps)
    context = {
        "network": network,
        "summary": f"Fertig: {done} von {len(steps)} Schritten.",
        "cards": presenting.cards(steps, network, access.office_of(network)),
        "portal": Link("Im Portal ansehen", reverse("network:start", args=[network.slug]), "was alle sehen"),
        "crumbs": (home(), Link("Einrichten", "")),
    }
    return show(request, "setting_up", context, app=APP)


@acting(Act.EDIT_RESPONSIBILITY, networks.own_network)
@require_POST
def unit(request: HttpRequest, who: Acting, network: Network) -> HttpResponse:
    form = UnitForm(request.POST)
    if form.is_valid():
        try:
            made = actions.add_unit(network, form.cleaned_data["name"], who)
        except DomainError as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"Angelegt: {made.name}.")
    else:
        messages.error(request, str(form.errors["name"][0]))
    return redirect(and_back(reverse("coordination:places"), came_from(request)))


@acting(Act.EDIT_RESPONSIBILITY, networks.own_network)
@require_http_methods(FORM_METHODS)
def places(request: HttpRequest, who: Acting, network: Network) -> HttpResponse:
    today = timezone.localdate()
    units = access.assignable_units(network)
    whole, mine = access.whole_gemeinden(network, today), {unit.pk for unit in units}
    elsewhere = {ags for ags, rows in whole.items() if access.is_elsewhere(rows, mine)}
    stored = {f"ort_{ags}": str(rows[0].unit_id) for ags, rows in whole.items()}
    gemeinden = [row for row in access.gemeinden_of(network, today) if row.pk not in elsewhere]
    form = PlacesForm(
        request.POST if request.method == "POST" else None, initial=stored, units=units,
        gemeinden=gemeinden, finer=access.finer_rules(network, today),
    )  # fmt: skip
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.assign(network, form.said(), who)
        except DomainError as refused:
            problem = str(refused)
        else:
            messages.success(request, f"Gespeichert: {changed} geändert.")
            return onward(request, reverse("coordination:places"))
    context = {
        "form": form if units else None,
        "unit_form": UnitForm(),
        "unit_href": and_back(reverse("coordination:unit"), came_from(request)),
        "errors": errors_of(form),
        "problem": problem,
        "open": sum(form[f"ort_{row.pk}"].value() not in form.units for row in form.gemeinden),
        "total": len(form.gemeinden),
        "elsewhere": len(elsewhere),
        "for_the_rest": " und ".join(access.for_the_rest(network, today)),
        "crumbs": crumbs("Wer ist wo zuständig?"),
    }
    return show(request, "places", context, app=APP)


@acting(Act.EDIT_RESPONSIBILITY, networks.own_network)
@require_safe
def times(request: HttpRequest, who: Acting, network: Network) -> HttpResponse:
    services = access.duty_services(network)
    known = {service.unit_id for service in services}
    context = {
        "rows": presenting.service_rows(services),
        "silent": [row.name for row in access.assignable_units(network) if row.pk not in known],
        "new": Link("Einen Dienst eintragen", reverse("coordination:new_service")),
        "pages": (Link("Notfallnummern", reverse("numbers:list"), "ansehen, vorschlagen, bestätigen"),),
        "crumbs": crumbs("Wer antwortet wann?"),
    }
    return show(request, "times", context, app=APP)


@acting(Act.EDIT_RESPONSIBILITY, networks.own_network)
@require_http_methods(FORM_METHODS)
def new_service(request: HttpRequest, who: Acting, network: Network) -> HttpResponse:
    services = access.duty_services(network)
    known = {service.unit_id for service in services}
    silent = [row for row in access.assignable_units(network) if row.pk not in known]
    form = ServiceForm(request.POST or None, services=services, units=silent, is_new=True)
    return _keep(request, form, "Wer geht ans Telefon?", lambda said: actions.add_service(network, said, who))


@acting(Act.EDIT_RESPONSIBILITY, jurisdiction.service_of)
@require_http_methods(FORM_METHODS)
def service(request: HttpRequest, who: Acting, service: DutyService) -> HttpResponse:
    others = [row for row in access.duty_services(service.network) if row.pk != service.pk] if service.network else []
    stored = {"hours": service.hours, "successor": service.successor_id, "note": service.note}
    form = ServiceForm(request.POST or None, initial=stored, services=others, units=(), is_new=False)
    return _keep(request, form, service.name, lambda said: actions.change_service(service, said, who))


def _keep(
    request: HttpRequest, form: ServiceForm, title: str, write: Callable[[actions.Answering], Any]
) -> HttpResponse:
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            write(form.answering())
        except DomainError as refused:
            problem = str(refused)
        else:
            messages.success(request, "Gespeichert.")
            return redirect("coordination:times")
    times_link = Link("Wer antwortet wann?", reverse("coordination:times"))
    context = {
        "title": title,
        "form": form,
        "errors": errors_of(form),
        "problem": problem,
        "crumbs": (home(), setting_up_link(), times_link, Link(title, "")),
    }
    return show(request, "service", context, app=APP)


def setting_up_link() -> Link:
    return Link("Einrichten", reverse("coordination:setting_up"))


def crumbs(last: str) -> tuple[Link, ...]:
    return home(), setting_up_link(), Link(last, "")
