"""The pages behind the links of a campaign's mail, without a log-in. GET shows, only POST acts (ADR 0023)."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from schutznetz.common import rows
from schutznetz.common.doors import View, public
from schutznetz.common.errors import DomainError
from schutznetz.common.pages import form_page
from schutznetz.coordination.access.answers import LinkState, Shown, behind_link, coordination_email
from schutznetz.coordination.actions.answers import confirm_named, report_named, say_named_gone
from schutznetz.coordination.forms.answers import ChangeForm, ChosenForm
from schutznetz.coordination.models import ConfirmationLink
from schutznetz.coordination.presenting import asked as presenting
from schutznetz.directory.enums import MistakeKind
from schutznetz.directory.views.frame import frame
from schutznetz.networks.access import digest
from schutznetz.networks.views.frame import errors_of
from schutznetz.ui.components import Link

# An address that was right once: whoever comes too late is told so, and a search engine lets go of it.
TOO_LATE, UNKNOWN = 410, 404


def behind(page: Callable[[HttpRequest, Shown, ConfirmationLink, str], HttpResponse]) -> View:
    """Make a view of a page that needs a link with something left to answer; all others explain themselves."""

    @public
    @sensitive_post_parameters()
    @cache_control(no_store=True)
    @require_http_methods(["GET", "HEAD", "POST"])
    @form_page
    @wraps(page)
    def entered(request: HttpRequest, token: str) -> HttpResponse:
        with rows.invited(digest(token)):
            shown = behind_link(token, timezone.now())
            if shown.link is None or shown.state is not LinkState.OPEN:
                return _explain(request, shown)
            return page(request, shown, shown.link, token)

    return entered


@behind
def confirm(request: HttpRequest, shown: Shown, link: ConfirmationLink, token: str) -> HttpResponse:
    if request.method == "POST":
        confirm_named(link)
        return redirect("confirming:confirm", token)
    context = _context(shown, link) | {
        "entries": presenting.asked(shown.open, timezone.now()),
        "answers": presenting.answers(shown.over),
        "others": (
            Link("Etwas ändern", reverse("confirming:change", args=[token]), "eine Nummer, die Zeiten, den Text"),
            Link("Gibt es nicht mehr", reverse("confirming:gone", args=[token]), "ein Angebot oder einen Kontakt"),
        ),
    }
    return render(request, "coordination/confirm.html", context)


@behind
def change(request: HttpRequest, shown: Shown, link: ConfirmationLink, token: str) -> HttpResponse:
    form = ChangeForm(request.POST if request.method == "POST" else None, choices=presenting.choices(shown.open))
    problem = ""
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            if not form.is_trapped:
                report_named(link, form.chosen(), kind=MistakeKind(said["kind"]), text=said["text"])
        except DomainError as refused:
            problem = str(refused)
        else:
            return redirect("confirming:confirm", token)
    own = {
        "form": form,
        "errors": errors_of(form),
        "problem": problem,
        "login": f"{reverse('account_login')}?next=/konto/",
    }
    return render(request, "coordination/change.html", _context(shown, link, token) | own)


@behind
def gone(request: HttpRequest, shown: Shown, link: ConfirmationLink, token: str) -> HttpResponse:
    form = ChosenForm(request.POST if request.method == "POST" else None, choices=presenting.choices(shown.open))
    if request.method == "POST" and form.is_valid():
        say_named_gone(link, form.chosen())
        return redirect("confirming:confirm", token)
    own = {"form": form, "errors": errors_of(form)}
    return render(request, "coordination/gone.html", _context(shown, link, token) | own)


def _context(shown: Shown, link: ConfirmationLink, token: str = "") -> dict[str, object]:
    network = link.request.network
    crumbs = (
        (Link("Stimmt das noch?", reverse("confirming:confirm", args=[token])), Link("Antwort", "")) if token else ()
    )
    return {
        "house": link.request.organisation.name,
        "network": network.name,
        "number": len(shown.open),
        "page": frame(network),
        "crumbs": crumbs,
        "other_language": None,  # the mail is German, and so is what it leads to
    }


def _explain(request: HttpRequest, shown: Shown) -> HttpResponse:
    """Say why a link no longer opens anything, and where to go on."""
    network = shown.link.request.network if shown.link else None
    context = {
        "answers": presenting.answers(shown.over),
        "portal": Link(network.name, reverse("network:start", args=[network.slug]))
        if network
        else Link("Startseite", "/"),
        "coordination": coordination_email(network) if network else "",
        "page": frame(network),
        "other_language": None,
    }
    template, status = {
        LinkState.USED: ("answered", 200),
        LinkState.EXPIRED: ("link_expired", TOO_LATE),
    }.get(shown.state, ("link_unknown", UNKNOWN))
    return render(request, f"coordination/{template}.html", context, status=status)
