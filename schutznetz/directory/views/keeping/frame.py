"""What the pages of those who keep entries have in common."""

from uuid import UUID

from django.urls import reverse

from schutznetz.networks.views.frame import home
from schutznetz.ui.components import Link

FORM_METHODS = ["GET", "HEAD", "POST"]
APP = "directory"


def entries_href(organisation: UUID) -> str:
    return reverse("keeping:entries", args=[organisation])


def crumbs(organisation: UUID, *more: Link | str) -> tuple[Link, ...]:
    """Return the way to a page of a house; a mere text is the page itself."""
    here = [Link(each, "") if isinstance(each, str) else each for each in more]
    return home(), Link("Einträge", entries_href(organisation)), *here
