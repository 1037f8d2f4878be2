"""What every page needs, whichever app draws it."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from schutznetz.ui.components import LanguageLink, Page


def page(_request: HttpRequest) -> dict[str, Page]:
    """Give the frame; a view that puts its own ``page`` into the context wins."""
    return {"page": Page.default(example=settings.IS_DEMO)}


def other_language(request: HttpRequest) -> dict[str, LanguageLink]:
    """Give the way to the same page in the other language: German has no part of the path, English has ``/en/``."""
    path = request.get_full_path()
    if get_language() == "en":
        return {"other_language": LanguageLink("Deutsch", path.removeprefix("/en"), "de")}
    return {"other_language": LanguageLink("English", f"/en{path}", "en")}
