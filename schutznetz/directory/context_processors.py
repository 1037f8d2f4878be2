"""The bar "wer hilft jetzt", which the base page leaves room for."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from schutznetz.directory import access
from schutznetz.directory.presenting.entries import help_line
from schutznetz.ui.components import HelpLine


def _lines() -> tuple[HelpLine, ...]:
    now = timezone.now()
    return tuple(filter(None, (help_line(offer, now=now) for offer in access.help_lines())))


def help_bar(_request: HttpRequest) -> dict[str, object]:
    """Give the nationwide numbers, read only by pages that show them."""
    return {"help_bar": SimpleLazyObject(_lines)}
