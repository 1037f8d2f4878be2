"""The bar "wer hilft jetzt", which the base page leaves room for."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from schutznetz.directory import access as directory
from schutznetz.directory.presenting.entries import help_line
from schutznetz.jurisdiction import access
from schutznetz.jurisdiction.answering.answers import Question
from schutznetz.jurisdiction.forms import address_of
from schutznetz.jurisdiction.presenting import pages
from schutznetz.jurisdiction.presenting.addresses import answer_url
from schutznetz.ui.components import HelpBar, Link


def help_bar(request: HttpRequest) -> dict[str, object]:
    """Give the numbers that answer now, for the chosen place where there is one; read only by pages that show them."""
    return {"help_bar": SimpleLazyObject(lambda: _bar(request))}


def _bar(request: HttpRequest) -> HelpBar:
    now = timezone.now()
    nationwide = tuple(filter(None, (help_line(offer, now=now) for offer in directory.help_lines())))
    here = answer_url(request)
    place = access.chosen_place(request.COOKIES)
    if not place:
        return HelpBar(nationwide, _("Wer hilft jetzt?"), Link(_("Für Ihren Ort"), here))
    found = pages.parts(access.answer(Question(address_of(place), now)), now)
    local = pages.local_lines(found, place)
    emergency = [line for line in nationwide if line.is_emergency]
    others = [line for line in nationwide if not line.is_emergency]
    text = _("mehr, oder anderer Ort") if local else _("Stelle auswählen")
    return HelpBar((*emergency, *local, *others), _("Jetzt in %(place)s") % {"place": place}, Link(text, here))
