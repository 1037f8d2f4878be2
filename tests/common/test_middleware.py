"""Who may keep a page, and the headers that every page carries."""

import pytest
from django.http import HttpResponse, HttpResponseNotFound, HttpResponseRedirect
from django.test import RequestFactory

from schutznetz.common.middleware import CachePolicy, NoBodyForHead, SecurityHeaders

PUBLIC = {"public", "max-age=60"}
OF_ONE_VISITOR = {"private", "no-cache"}
NOBODY = {"no-store"}


def cache_control(response, method="get", **meta):
    request = getattr(RequestFactory(), method)("/", **meta)
    answer = CachePolicy(lambda _request: response)(request)
    return set(answer["Cache-Control"].split(", "))


def with_cookie():
    response = HttpResponse()
    response.set_cookie("ort", "1")
    return response


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("status", [200, 301, 304])
def test_public_page_may_be_kept_for_a_minute(method, status):
    assert cache_control(HttpResponse(status=status), method) == PUBLIC


def test_page_that_sets_a_cookie_belongs_to_one_visitor():
    response = with_cookie()

    assert cache_control(response) == OF_ONE_VISITOR
    assert response["Vary"] == "Cookie"


@pytest.mark.parametrize("vary", ["Cookie", "HX-Request, Cookie"])
def test_page_that_was_read_with_a_cookie_belongs_to_one_visitor(vary):
    response = HttpResponse(headers={"Vary": vary})

    assert cache_control(response) == OF_ONE_VISITOR
    assert response["Vary"] == vary


def test_page_with_a_new_form_token_belongs_to_one_visitor():
    assert cache_control(HttpResponse(), CSRF_COOKIE_NEEDS_UPDATE=True) == OF_ONE_VISITOR


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_answer_to_a_form_is_kept_by_nobody(method):
    assert cache_control(HttpResponse(), method) == NOBODY


@pytest.mark.parametrize("response", [HttpResponseNotFound(), HttpResponse(status=500), HttpResponseRedirect("/x/")])
def test_error_and_detour_are_kept_by_nobody(response):
    assert cache_control(response) == NOBODY


def test_view_that_has_decided_itself_is_obeyed():
    response = HttpResponse(headers={"Cache-Control": "no-store"})

    assert cache_control(response) == NOBODY


def test_security_headers_are_added_and_never_overwritten():
    def answer(_request):
        return HttpResponse(headers={"Cross-Origin-Resource-Policy": "cross-origin"})

    response = SecurityHeaders(answer)(RequestFactory().get("/"))

    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert response["Permissions-Policy"] == (
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"
    )


@pytest.mark.parametrize(("method", "body"), [("get", b"Hallo"), ("head", b"")])
def test_head_gets_the_headers_and_no_body(method, body):
    request = getattr(RequestFactory(), method)("/")
    response = NoBodyForHead(lambda _request: HttpResponse(b"Hallo", headers={"Content-Length": "5"}))(request)

    assert (response.content, response["Content-Length"]) == (body, "5")
