"""What every page needs, whichever app draws it."""

from django.conf import settings
from django.http import HttpRequest

from schutznetz.ui.components import Page


def page(_request: HttpRequest) -> dict[str, Page]:
    """Give the frame; a view that puts its own ``page`` into the context wins."""
    return {"page": Page.default(example=settings.IS_DEMO)}
