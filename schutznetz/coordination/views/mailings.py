"""Rundschreiben: write, look at it, send; and the way out for whoever gets it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schutznetz.common.doors import public
from schutznetz.common.errors import DomainError
from schutznetz.coordination import access, actions
from schutznetz.coordination.enums import MailingState
from schutznetz.coordination.forms.mailings import MailingForm
from schutznetz.coordination.mails.mailings import SHOWN_KEY, SUBJECT, text_of
from schutznetz.coordination.models import Mailing
from schutznetz.coordination.presenting import mailings as presenting
from schutznetz.directory.access import gemeinden_of
from schutznetz.networks import access as networks
from schutznetz.networks.doors import acting
from schutznetz.networks.models import Network
from schutznetz.networks.policy import Acting
from schutznetz.networks.roles import Act
from schutznetz.networks.views.frame import errors_of, home, show
from schutznetz.ui.components import Link

APP = "coordination"
LISTED = 50


@acting(Act.WRITE_MAILING, networks.own_network)
@require_safe
def mailings(request: HttpRequest, who: Acting, network: Network) -> HttpResponse:
    context = {
        "network": network,
        "write": Link("Neues Rundschreiben", reverse("coordination:write_mailing")),
        "rows": presenting.rows(access.mailings_of(network, limit=LISTED)),
        "crumbs": (home(), Link("Rundschreiben", "")),
    }
    return show(request, "mailings", context, app=APP)


@acting(Act.WRITE_MAILING, networks.own_network)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, who: Acting, network: Network) -> HttpResponse:
    form = MailingForm(request.POST if request.method == "POST" else None, gemeinden=gemeinden_of(network))
    if request.method == "POST" and form.is_valid():
        return redirect("coordination:mailing", actions.draft_mailing(network, who, **form.said()).pk)
    context = {
        "network": network,
        "form": form,
        "errors": errors_of(form),
        "crumbs": (home(), list_link(), Link("Schreiben", "")),
    }
    return show(request, "mailing_write", context, app=APP)


@acting(Act.WRITE_MAILING, access.mailing_of)
@require_safe
def mailing(request: HttpRequest, who: Acting, mailing: Mailing) -> HttpResponse:
    """What will go out, or what went out."""
    is_draft = mailing.state == MailingState.DRAFT
    to = access.recipients(mailing) if is_draft else None
    context = {
        "is_draft": is_draft,
        "facts": presenting.facts(mailing, to),
        "houses": presenting.first_houses(to) if to else [],
        "subject": SUBJECT,
        "text": text_of(mailing, SHOWN_KEY),
        "key": mailing.pk,
        "send_href": reverse("coordination:send_mailing") if to and to.functions else "",
        "crumbs": (home(), list_link(), Link("Ansehen", "")),
    }
    return show(request, "mailing", context, app=APP)


@acting(Act.SEND_MAILING, networks.own_network)
@require_POST
def send(request: HttpRequest, who: Acting, network: Network) -> HttpResponse:
    mailing = access.mailing_named(who, request.POST.get("mailing", ""))
    if mailing is None:
        raise Http404
    try:
        to = actions.send_mailing(mailing, who)
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Ihr Rundschreiben geht an {presenting.addresses(len(to.functions))}.")
    return redirect("coordination:mailings")


@public
@cache_control(no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows what will happen, only POST does it; nobody logs in for that (design.md 6a)."""
    subscription = access.subscription_of(token)
    if subscription is None:
        return show(request, "unsubscribe_unknown", {}, status=404, app=APP)
    if request.method == "POST":
        actions.unsubscribe(subscription)
    context = {
        "network": subscription.network,
        "facts": presenting.facts_of_subscription(subscription),
        "is_done": request.method == "POST" or access.is_unsubscribed(subscription),
    }
    return show(request, "unsubscribe", context, app=APP)


def list_link() -> Link:
    return Link("Rundschreiben", reverse("coordination:mailings"))
