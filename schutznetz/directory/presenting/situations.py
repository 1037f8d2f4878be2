"""Situations of life: how people describe why they come, and the question each one asks of the search."""

from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from schutznetz.directory.presenting.entries import portal_url
from schutznetz.networks.models import Network
from schutznetz.ui.components import Link

# What people say, one line more, and what is searched for them: in German, as the entries are.
SITUATIONS = (
    (_("Ich bin schwanger"), _("Beratung, Hebamme, Geburt"), {"q": "Schwangerschaft", "alter": "-1"}),
    (_("Unser Baby schreit und schläft nicht"), _("Schreiambulanz, Hebamme, Frühe Hilfen"), {"q": "Schreibaby"}),
    (
        _("Ich brauche Entlastung im Alltag"),
        _("Familienpaten, Haushaltshilfe, Treffpunkte"),
        {"q": "Entlastung im Alltag"},
    ),
    (_("Fragen zur Erziehung"), _("Beratung, Kurse, Gespräche"), {"q": "Erziehungsberatung"}),
    (_("Wir trennen uns"), _("Beratung, Umgang, Unterhalt"), {"q": "Trennung"}),
    (_("Mein Kind entwickelt sich anders"), _("Frühförderung, Kinderarzt, SPZ"), {"q": "Entwicklung Frühförderung"}),
    (_("Es gibt Gewalt zu Hause"), _("Schutz, Beratung, Frauenhaus"), {"q": "Häusliche Gewalt"}),
    (_("Sucht oder seelische Krise"), _("Beratung für Sie und Ihre Kinder"), {"q": "Suchtberatung"}),
    (_("Das Geld reicht nicht"), _("Leistungen, Schulden, Sachspenden"), {"q": "Familienleistungen Geld"}),
    (_("Kita, Schule, Betreuung"), _("Plätze, Beiträge, Hilfe in der Schule"), {"q": "Kita Betreuung"}),
    (_("Für Jugendliche"), _("Treffs, Beratung, Ausbildung"), {"q": "Jugendliche"}),
    (_("Ich mache mir Sorgen um ein Kind"), _("Wen Sie anrufen können"), {"q": "Kinderschutz Gefährdung"}),
)


def links(network: Network | None, *, place: str) -> tuple[Link, ...]:
    """Return the situations as links into the search, for the chosen place."""
    base = portal_url(network, "results")
    return tuple(
        Link(str(text), f"{base}?{urlencode({**question, **({'ort': place} if place else {})})}", str(description))
        for text, description, question in SITUATIONS
    )
