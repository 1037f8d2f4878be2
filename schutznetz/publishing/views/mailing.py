"""The pinboard by mail to oneself: a page of its own, as a form needs a token (see ``directory/views/pinning``)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from schutznetz.common.doors import public
from schutznetz.common.errors import DomainError
from schutznetz.common.pages import form_page
from schutznetz.directory import access
from schutznetz.directory.presenting.entries import portal_url
from schutznetz.directory.views.frame import frame, home
from schutznetz.directory.views.pinning import Pinboard
from schutznetz.networks.models import Network
from schutznetz.publishing.actions.mailing import mail_pinboard
from schutznetz.publishing.forms import MailForm
from schutznetz.publishing.presenting.ways import taking_url
from schutznetz.ui.components import FormError, Link


@public
@sensitive_post_parameters()
@cache_control(no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
@form_page
def mail(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Ask for an address, and send there what is kept in a cookie of this browser."""
    network = access.get_network(slug) if slug else None
    offers = access.offers_whole(Pinboard.of(request).offer_ids)
    form = MailForm(request.POST or None)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            # Who filled the trap is thanked like everybody else, and nothing is sent.
            if not form.is_trapped:
                mail_pinboard(offers, form.cleaned_data["email"], request.META.get("REMOTE_ADDR", ""))
        except DomainError as refused:
            problem = str(refused)
        else:
            return redirect(taking_url(network, "mailed"))
    context = {
        "form": form,
        "number": len(offers),
        "errors": [FormError(str(form[name].auto_id), str(found[0])) for name, found in form.errors.items()],
        "problem": problem,
        "action": taking_url(network, "mail"),
        "results_href": portal_url(network, "results"),
        "crumbs": (home(network), _pinboard(network), Link("Per E-Mail", "")),
        "page": frame(network),
    }
    return render(request, "publishing/mail.html", context)


@public
@cache_control(no_store=True)
@require_safe
@form_page
def mailed(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    network = access.get_network(slug) if slug else None
    return render(request, "publishing/mailed.html", {"back": _pinboard(network), "page": frame(network)})


def _pinboard(network: Network | None) -> Link:
    return Link("Merkliste", portal_url(network, "pinboard"))
