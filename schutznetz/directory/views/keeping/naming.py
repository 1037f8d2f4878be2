"""Whose name stands in a function, and for whom to see."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from schutznetz.common.errors import DomainError
from schutznetz.directory import actions
from schutznetz.directory.access import keeping as access
from schutznetz.directory.forms.naming import NameForm
from schutznetz.directory.presenting.entries import contact_block
from schutznetz.directory.presenting.overview import name_of
from schutznetz.directory.views.keeping.frame import APP, FORM_METHODS, crumbs, entries_href
from schutznetz.networks.doors import acting
from schutznetz.networks.models import Function, Holder
from schutznetz.networks.policy import Acting
from schutznetz.networks.presenting.ways_back import and_back
from schutznetz.networks.roles import Act
from schutznetz.networks.views.frame import came_from, errors_of, onward, show
from schutznetz.ui.components import ContactBlock


@acting(Act.EDIT_ENTRY, access.function_of)
@sensitive_post_parameters()
@require_http_methods(FORM_METHODS)
def name(request: HttpRequest, who: Acting, function: Function) -> HttpResponse:
    holder = access.holder_of(function)
    form = NameForm(request.POST if request.method == "POST" else None, initial=_initial(holder))
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.name_holder(function, form.cleaned_data["name"], _consent(form), who)
        except DomainError as refused:
            problem = str(refused)
        else:
            messages.success(request, f"Gespeichert: {function.title}.")
            return onward(request, entries_href(function.organisation_id))
    context = {
        "title": function.title,
        "state": name_of(holder),
        "form": form,
        "errors": errors_of(form),
        "problem": problem,
        "remove_href": and_back(reverse("keeping:remove_name", args=[function.pk]), came_from(request))
        if holder
        else "",
        "contact": _contact(function, who),
        "crumbs": crumbs(function.organisation_id, "Name"),
    }
    return show(request, "keeping/name", context, app=APP)


@acting(Act.EDIT_ENTRY, access.function_of)
@require_POST
def remove(request: HttpRequest, who: Acting, function: Function) -> HttpResponse:
    actions.remove_names(function, who)
    messages.success(request, f"Der Name ist entfernt. Erreichbar bleibt: {function.title}.")
    return onward(request, entries_href(function.organisation_id))


def _contact(function: Function, who: Acting) -> ContactBlock | None:
    """Say to the coordination, which asks for a consent, how the function is reached; a house knows itself."""
    point = access.contact_point_at(function) if function.organisation_id != who.organisation else None
    return contact_block(point, now=timezone.now()) if point else None


def _initial(holder: Holder | None) -> dict[str, object]:
    """Fill in what holds; a consent is asked for anew each time, because it is one for this name and this time."""
    return {"name": holder.name if holder else "", "consent_on": timezone.localdate(), "years": "1"}


def _consent(form: NameForm) -> actions.Consent | None:
    said = form.cleaned_data
    if not said["is_public"]:
        return None
    return actions.Consent(said["consent_on"], _years_later(said["consent_on"], int(said["years"])))


def _years_later(day: date, years: int) -> date:
    """Return the same day of a later year; 29 February becomes 28 February."""
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year + years, day=last)
