"""What every page needs, whichever app draws it."""

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from schutznetz.ui.components import LOG_OUT_HREF, OWN_HREF, LanguageLink, Link, Page


def page(request: HttpRequest) -> dict[str, Page]:
    """Give the frame; a view that puts its own ``page`` into the context wins.

    Behind the door it leads to the own functions and out; on every other page nobody asks who is there.
    """
    frame = Page.default(example=settings.IS_DEMO)
    # A request that was refused at once, for its host, never got as far as to have somebody.
    who = getattr(request, "user", None) if request.path.startswith(OWN_HREF) else None
    if who is not None and who.is_authenticated:
        own = (Link("Meine Funktionen", OWN_HREF), Link("Abmelden", LOG_OUT_HREF))
        frame = replace(frame, home=OWN_HREF, account=own)
    return {"page": frame}


def other_language(request: HttpRequest) -> dict[str, LanguageLink]:
    """Give the way to the same page in the other language: German has no part of the path, English has ``/en/``."""
    path = request.get_full_path()
    if get_language() == "en":
        return {"other_language": LanguageLink("Deutsch", path.removeprefix("/en"), "de")}
    return {"other_language": LanguageLink("English", f"/en{path}", "en")}
