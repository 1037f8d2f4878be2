"""Log-in with the account of one's institution (OpenID Connect): to the provider and back, in our frame."""

from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.reauthentication import resume_request
from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as openid
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from schutznetz.accounts import access
from schutznetz.accounts.views.frame import Context, framed, limited, person
from schutznetz.common.doors import personal, public
from schutznetz.ui.components import Link

NONCE = "service_nonce"
SECOND_TRY = "_redir"  # allauth's word for it


class ServiceConverter:
    """In addresses a service has its short name; allauth knows it by the name that depends on the issuer."""

    regex = "[a-z0-9]{1,30}"

    def to_python(self, value: str) -> str:
        if value not in settings.LOGIN_SERVICES:
            raise ValueError
        return str(settings.LOGIN_SERVICES[value].provider_id)

    def to_url(self, value: str) -> str:
        return value.partition("-")[0]


@require_POST
def _leave(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Lead to the provider, with a number that its answer has to repeat. Nothing else of the address is passed on."""
    request.session[NONCE] = nonce = token_urlsafe(24)
    # Whoever is inside already has to show anew who they are: a service would else wave through its own open session.
    asked = {"nonce": nonce, **({"prompt": "login"} if request.user.is_authenticated else {})}
    request.GET = QueryDict(urlencode({"auth_params": urlencode(asked)}))
    answer: HttpResponseBase = openid.login(request, provider_id)
    return answer


@require_GET
def _return(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Take the answer of the provider.

    Coming from another site, the browser keeps our strict session cookie back. A page of ours then asks for the same
    address again: this time the way begins here, and the cookie comes along.
    """
    if request.GET.get("error") == "access_denied":
        return redirect("socialaccount_login_cancelled")
    if settings.SESSION_COOKIE_NAME not in request.COOKIES and SECOND_TRY not in request.GET:
        again = f"{request.get_full_path()}&{SECOND_TRY}="
        page = render(request, "socialaccount/login_redirect.html", {"redirect_to": again})
        page.headers["Refresh"] = f"0; url={again}"
        return page
    answer: HttpResponseBase = openid.callback(request, provider_id)
    return answer


def _services(request: HttpRequest, _context: Context) -> Context:
    bound = access.bound_services(person(request))
    return {
        "bound": [
            {"pk": bound[service.provider_id], "name": service.name}
            for service in settings.LOGIN_SERVICES.values()
            if service.provider_id in bound
        ],
        "unbound": [
            Link(service.name, f"/anmelden/dienst/{service.id}/")
            for service in settings.LOGIN_SERVICES.values()
            if service.provider_id not in bound
        ],
    }


@require_http_methods(["GET", "HEAD", "POST"])
def _again(request: HttpRequest) -> HttpResponse:
    """Ask whoever has no password here to show at their service who they are; the way back leads here as well."""
    ways = [Link(service.name, f"/anmelden/dienst/{service.id}/") for service in access.services_of(person(request))]
    if not ways:
        raise Http404
    if access.proved_recently(request):
        return _go_on(request)
    query = urlencode({"next": get_next_redirect_url(request) or ""})
    context = {"ways": ways, "back": f"{request.path}?{query}", "other_language": None, "errors": ()}
    return render(request, "socialaccount/reauthenticate.html", context)


def _go_on(request: HttpRequest) -> HttpResponse:
    """Do what was interrupted by the question who somebody is.

    A service answers with a link, and a link does nothing (ADR 0023): a form that waits is sent with one more click.
    """
    page = get_next_redirect_url(request) or settings.LOGIN_REDIRECT_URL
    if request.method == "POST":
        return resume_request(request) or redirect(page)
    if not access.form_waits(request, page):
        return redirect(page)
    context = {"next": page, "home": settings.LOGIN_REDIRECT_URL, "other_language": None, "errors": ()}
    return render(request, "socialaccount/go_on.html", context)


def _connections(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    if not settings.LOGIN_SERVICES:
        raise Http404
    answer: HttpResponse = social.connections(request, *args, **kwargs)
    return answer


leave = public(framed(limited(_leave)))
come_back = public(framed(_return))
cancelled = public(framed(social.login_cancelled))
again = personal(framed(_again))
connections = personal(framed(_connections, _services))
