"""Every component in its states, shown at ``/ui/``. A new page is first compared with what stands here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """One component: its file in ``ui/components``, and a sentence that says when to use it.

    Drawn by ``ui/gallery/<name>.html``, which an author of a page may copy from.
    """

    name: str
    use: str

    @property
    def template(self) -> str:
        return f"ui/gallery/{self.name}.html"


SECTIONS = (
    Section("help_bar", "Auf jeder Seite unter dem Kopf: Notrufe, zwei jetzt offene Nummern, dahinter alle anderen."),
    Section("search_field", "Suche nach Anliegen und Ort. Das Erste auf der Startseite, oben auf jeder Trefferseite."),
    Section("place_field", "Nur der Ort: der Anfang, wenn noch kein Netzwerk gewählt ist."),
    Section("part", "Hülle um den Teil einer Seite, der allein erneuert wird."),
    Section("action_link", "Ein Weg weiter, als Knopf. Höchstens einer je Seite."),
    Section("suggestions", "Vorschläge beim Tippen: Arten von Hilfe und Orte, nie die Fragen anderer."),
    Section("topic_list", "Einstieg über Lebenslagen: ein Link und ein Satz, für wen er ist."),
    Section("result_card", "Ein Treffer: was, für wen, wo, offen bis, eine Nummer. Mehr nicht."),
    Section("pin", "Ein Angebot merken. Wer es getan hat, kommt hierher zurück und liest es."),
    Section("pager", "Blättern in langen Listen."),
    Section("filter_page", "Die Treffer eingrenzen, als eigene Seite oder neben der Liste. Geht ohne JavaScript."),
    Section("empty_state", "Nichts gefunden: sagt, was jetzt zu tun ist."),
    Section("contact_block", "So ist eine Stelle zu erreichen. Namen nur mit Einwilligung."),
    Section("open_state", "Ob jetzt jemand da ist. „Unbekannt“ gilt nie als offen."),
    Section("phone", "Eine Nummer zum Antippen, groß genug für eine zitternde Hand."),
    Section("freshness", "Wann und von welcher Funktion ein Eintrag zuletzt bestätigt wurde. Überfällig wird gezeigt."),
    Section("facts", "Die Eckdaten eines Angebots."),
    Section("changes", "Ein Eintrag in zwei Fassungen: was anders ist, in Worten."),
    Section("notice", "Ein Hinweis, den niemand übersehen soll. Höchstens einer je Seite; „danger“ nur bei Gefahr."),
    Section("error_summary", "Über einem Formular mit Fehlern: alle auf einmal, jeder führt zu seinem Feld."),
    Section("form_block", "Beschriftung, Hilfe, Fehler und Eingabe als eine Einheit."),
    Section("field", "Dasselbe für ein Feld eines Django-Formulars, auch für Auswahl und Ankreuzen."),
    Section("passkey", "Mit Fingerabdruck, Gesicht oder PIN des Geräts; der Knopf erscheint, wo der Browser es kann."),
    Section("setting", "Eine Zeile einer Liste von Einstellungen: was, wie es steht, was zu tun ist."),
    Section("codes", "Codes zum Abschreiben oder Drucken."),
    Section("picture", "Ein QR-Code, immer auf weißem Grund; was er sagt, steht daneben als Text."),
    Section("post_form", "Ein Formular mit einem Knopf, das etwas ändert. Braucht den Token und eine eigene Seite."),
    Section("entry", "Ein Eintrag einer Liste für Fachkräfte: was er ist, und rechts, was man mit ihm tun kann."),
    Section("log_lines", "Das Protokoll: eine Nummer, ein Satz, ein Zeitpunkt. Nie ein Name."),
    Section("danger", "Auf „Jetzt Hilfe“ zuerst: 110 und 112, mit dem Satz, wann."),
    Section("reach", "Wen man jetzt für einen Ort anruft, bis wann, und wer danach antwortet."),
    Section("choices", "Mehrere Stellen sind möglich: was sie unterscheidet, und die Nummer jeder einzelnen."),
    Section("help_list", "Alle Nummern mit Zeiten: in der Leiste und auf „Jetzt Hilfe“."),
    Section("ask", "Ein kleines Formular, das schon Gesagtes mitnimmt. Ändert nichts, braucht keinen Token."),
    Section("text_field", "Eine Zeile Text ohne Django-Formular."),
    Section("more", "Eine Frage, die nur manche haben: zugeklappt."),
    Section("number_list", "Nummern zum Aufheben, mit den Zeiten einer Woche."),
    Section("age", "Wie alt eine gespeicherte Seite ist."),
    Section("offline", "Die Notfallnummern auf dem Gerät behalten. Erscheint nur, wo der Browser es kann."),
    Section("exit", "Über jeder Seite: schnell weg von hier. Dreimal Esc tut dasselbe."),
    Section("crumbs", "Der Weg hierher. Die letzte Stufe ist die Seite selbst."),
    Section("page_header", "Überschrift, ein Satz dazu, darunter Platz für mehr. Einmal je Seite, wie oben hier."),
    Section("header", "Kopf jeder Seite: Zeichen, Name des Netzwerks, Weg zur Startseite."),
    Section("footer", "Fuß jeder Seite: Rückmeldung und Pflichtangaben."),
)
