"""Situations of life: how people describe why they come, and the question each one asks of the search."""

from urllib.parse import urlencode

from schutznetz.directory.presenting.entries import portal_url
from schutznetz.networks.models import Network
from schutznetz.ui.components import Link

# What people say, one line more, and what is searched for them.
SITUATIONS = (
    ("Ich bin schwanger", "Beratung, Hebamme, Geburt", {"q": "Schwangerschaft", "alter": "-1"}),
    ("Unser Baby schreit und schläft nicht", "Schreiambulanz, Hebamme, Frühe Hilfen", {"q": "Schreibaby"}),
    ("Ich brauche Entlastung im Alltag", "Familienpaten, Haushaltshilfe, Treffpunkte", {"q": "Entlastung im Alltag"}),
    ("Fragen zur Erziehung", "Beratung, Kurse, Gespräche", {"q": "Erziehungsberatung"}),
    ("Wir trennen uns", "Beratung, Umgang, Unterhalt", {"q": "Trennung"}),
    ("Mein Kind entwickelt sich anders", "Frühförderung, Kinderarzt, SPZ", {"q": "Entwicklung Frühförderung"}),
    ("Es gibt Gewalt zu Hause", "Schutz, Beratung, Frauenhaus", {"q": "Häusliche Gewalt"}),
    ("Sucht oder seelische Krise", "Beratung für Sie und Ihre Kinder", {"q": "Suchtberatung"}),
    ("Das Geld reicht nicht", "Leistungen, Schulden, Sachspenden", {"q": "Familienleistungen Geld"}),
    ("Kita, Schule, Betreuung", "Plätze, Beiträge, Hilfe in der Schule", {"q": "Kita Betreuung"}),
    ("Für Jugendliche", "Treffs, Beratung, Ausbildung", {"q": "Jugendliche"}),
    ("Ich mache mir Sorgen um ein Kind", "Wen Sie anrufen können", {"q": "Kinderschutz Gefährdung"}),
)


def links(network: Network | None, *, place: str) -> tuple[Link, ...]:
    """Return the situations as links into the search, for the chosen place."""
    base = portal_url(network, "results")
    return tuple(
        Link(text, f"{base}?{urlencode({**question, **({'ort': place} if place else {})})}", description)
        for text, description, question in SITUATIONS
    )
