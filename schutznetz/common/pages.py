"""What every page with a form has in common."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.http.response import HttpResponseBase

Given = ParamSpec("Given")
Answer = TypeVar("Answer", bound=HttpResponseBase)


def form_page(view: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Let a page send its form, and keep it out of search engines.

    Under ``no-referrer``, which all other pages have, browsers send a form with ``Origin: null``, and Django refuses
    it. ``strict-origin`` names our host and nothing of the address; such a page has no links to other hosts.
    """

    @wraps(view)
    def answer(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        response = view(*args, **kwargs)
        response.headers["Referrer-Policy"] = "strict-origin"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return answer
