"""A new offer: typed, read once more as it will stand, then proposed or live at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from schutznetz.common.errors import DomainError
from schutznetz.directory import access as directory
from schutznetz.directory import actions
from schutznetz.directory.access import keeping as access
from schutznetz.directory.enums import Access, Cost
from schutznetz.directory.forms.offers import NewOfferForm
from schutznetz.directory.presenting import keeping as presenting
from schutznetz.directory.views.keeping.frame import APP, FORM_METHODS, crumbs, entries_href
from schutznetz.networks import access as networks
from schutznetz.networks.doors import acting
from schutznetz.networks.models import Organisation
from schutznetz.networks.policy import Acting
from schutznetz.networks.roles import Act
from schutznetz.networks.views.frame import errors_of, show

NOTHING_YET = {"access": Access.UNKNOWN.value, "cost": Cost.UNKNOWN.value}


@acting(Act.EDIT_ENTRY, networks.organisation_of)
@sensitive_post_parameters()
@require_http_methods(FORM_METHODS)
def new_offer(request: HttpRequest, who: Acting, organisation: Organisation) -> HttpResponse:
    form = _form(request, organisation)
    preview = problem = ""
    if request.method == "POST" and form.is_valid():
        if form.looks_different():
            preview = presenting.preview(form.values())
            form.show_understood()
        else:
            try:
                return _add(request, who, organisation, form)
            except DomainError as refused:
                problem = str(refused)
    context = {
        "organisation": organisation,
        "form": form,
        "errors": errors_of(form),
        "preview": preview,
        "problem": problem,
        "is_live": access.decides(organisation, who),
        "crumbs": crumbs(organisation.pk, "Neues Angebot"),
    }
    return show(request, "keeping/new_offer", context, app=APP)


def _form(request: HttpRequest, organisation: Organisation) -> NewOfferForm:
    sites, points = access.choices_of(organisation.pk)
    given = request.POST if request.method == "POST" else None
    return NewOfferForm(given, before=NOTHING_YET, types=directory.offer_types(), sites=sites, contact_points=points)


def _add(request: HttpRequest, who: Acting, organisation: Organisation, form: NewOfferForm) -> HttpResponse:
    proposal = actions.add_offer(organisation, form.values(), who)
    if proposal is None:
        messages.success(request, "Das Angebot steht jetzt im Portal.")
        return redirect(entries_href(organisation.pk))
    messages.success(request, "Danke! Ihr Vorschlag liegt bei der Koordination.")
    return redirect(reverse("keeping:proposal", args=[proposal.pk]))
