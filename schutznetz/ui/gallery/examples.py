"""Invented content of the gallery. Local numbers come from the range that is kept free for media."""

from django import forms

from schutznetz.ui.components import (
    Change,
    Choice,
    ContactBlock,
    Fact,
    FilterGroup,
    FilterOption,
    FormError,
    Freshness,
    HelpBar,
    HelpLine,
    Hidden,
    HoursRow,
    LanguageLink,
    Link,
    ListedNumber,
    LogLine,
    NextReach,
    Pager,
    Phone,
    Pin,
    Reach,
    ResultCard,
)

POLICE = HelpLine(
    "Polizei", Phone("110", "tel:110"), "wenn jemand in Gefahr ist", "rund um die Uhr", "open", "jederzeit", True
)
RESCUE = HelpLine(
    "Rettung und Feuerwehr",
    Phone("112", "tel:112"),
    "bei Verletzung, Vergiftung, Lebensgefahr",
    "rund um die Uhr",
    "open",
    "jederzeit",
    True,
)
YOUTH_OFFICE = HelpLine(
    "Jugendamt, Bereitschaft",
    Phone("030 23125-110", "tel:+493023125110"),
    "wenn ein Kind heute Schutz braucht",
    "rund um die Uhr",
    "open",
    "jederzeit",
)
CHILDREN_DAY = HelpLine(
    "Nummer gegen Kummer",
    Phone("116 111", "tel:116111"),
    "für Kinder und Jugendliche",
    "Montag bis Samstag 14–20 Uhr",
    "open",
    "heute bis 20 Uhr",
)
CHILDREN_NIGHT = HelpLine(
    "Nummer gegen Kummer",
    Phone("116 111", "tel:116111"),
    "für Kinder und Jugendliche",
    "Montag bis Samstag 14–20 Uhr",
    "closed",
    "wieder ab Montag, 14 Uhr",
)
PARENTS = HelpLine(
    "Elterntelefon",
    Phone("0800 111 0550", "tel:08001110550"),
    "für Mütter, Väter, Großeltern",
    "Montag bis Freitag 9–17 Uhr, Dienstag und Donnerstag bis 19 Uhr",
    "closed",
    "wieder ab Montag, 9 Uhr",
)
LOCAL = HelpLine(
    "Beratung am Nordhang",
    Phone("030 23125-124", "tel:+493023125124"),
    "für Schwangere und Familien",
    "Zeiten nicht bekannt",
    "unknown",
    "Zeiten nicht bekannt",
    checked=False,
)
HELP_LINES = (POLICE, RESCUE, CHILDREN_DAY, YOUTH_OFFICE, PARENTS, LOCAL)
YOUR_PLACE = Link("Für Ihren Ort", "#help_bar")
HELP_BAR = {
    "tag": HelpBar(HELP_LINES, "Wer hilft jetzt?", YOUR_PLACE),
    "nacht": HelpBar((POLICE, RESCUE, YOUTH_OFFICE, CHILDREN_NIGHT, PARENTS), "Wer hilft jetzt?", YOUR_PLACE),
    "nur-notruf": HelpBar((POLICE, RESCUE, CHILDREN_NIGHT, PARENTS), "Wer hilft jetzt?", YOUR_PLACE),
    "ort": HelpBar(
        (POLICE, RESCUE, YOUTH_OFFICE, CHILDREN_DAY),
        "Jetzt in 00101 Musterstadt",
        Link("mehr, oder anderer Ort", "#help_bar"),
    ),
}
TEAM = Phone("030 23125-111", "tel:+493023125111")
REACHES = (
    Reach(
        "ASD Nord",
        "Jugendamt Musterkreis",
        "ASD Nord",
        TEAM,
        "heute bis 16 Uhr",
        (NextReach("heute ab 16 Uhr", "Bereitschaft", Phone("030 23125-110", "tel:+493023125110")),),
        tested="Zuletzt zur Probe angerufen am 03.11.2026.",
        example=True,
    ),
    Reach("Jugendamt Landkreis Auental", "", "", None, "", note="Seine Nummer kennen wir noch nicht."),
)
CHOICES = (
    Choice("Stadt Auental", "ASD Nord", "#choices", REACHES[0]),
    Choice("Landkreis Auental", "Jugendamt Landkreis Auental", "#choices", REACHES[1]),
)
LISTED = (ListedNumber("ASD Nord", TEAM, "Mo, Di 8–16 Uhr"),)
HIDDEN = (Hidden("ort", "00101"),)

TOPICS = (
    Link("Ich bin schwanger", "#lebenslage", "Hebamme finden, Geld und Anträge, Beratung vor der Geburt"),
    Link("Mein Baby schreit viel", "#lebenslage", "Hilfe beim Schreien, Schlafen und Füttern"),
    Link("Mir wächst alles über den Kopf", "#lebenslage", "Entlastung im Alltag, Familienhebamme, Patenschaft"),
    Link("Streit und Trennung", "#lebenslage", "Beratung für Eltern, Hilfe für Kinder"),
    Link("Mir oder einem Kind wird wehgetan", "#lebenslage", "Schutz und Beratung, auch ohne Namen"),
    Link("Ich mache mir Sorgen um ein Kind", "#lebenslage", "Was Nachbarn, Verwandte und Fachkräfte tun können"),
)

PIN = Pin("gemerkt-beispiel", "Schreibaby-Sprechstunde", "#pin", "#pin")
PIN_BUTTON = Pin("gemerkt-knopf", "Schreibaby-Sprechstunde", "#pin", "#pin")
RESULT_CARDS = (
    ResultCard(
        "Schreibaby-Sprechstunde",
        "#treffer",
        "Kinderzentrum Brückenhof",
        "Für Eltern mit Kindern bis 3 Jahre",
        "Musterstadt, Altstadt",
        "900 m",
        "open",
        "heute bis 16 Uhr geöffnet",
        Phone("030 23125-147", "tel:+493023125147"),
        "Passt zu „Baby schreit“.",
        Pin("gemerkt-treffer", "Schreibaby-Sprechstunde", "#result_card", "#result_card"),
    ),
    ResultCard(
        "Schwangerschaftskonfliktberatung",
        "#treffer",
        "Beratungsstelle Lindenring",
        "Für Schwangere und ihre Partner",
        "Auenrode, Gewerkschaftssiedlung",
        "12 km",
        "closed",
        "wieder ab Montag, 8 Uhr",
        Phone("030 23125-152", "tel:+493023125152", "auch ohne Namen"),
    ),
    ResultCard(
        "Familienpaten",
        "#treffer",
        "Nachbarschaftshaus Talwiese",
        "Für Familien mit kleinen Kindern",
        "kommt nach Hause",
        "",
        "unknown",
        "nach Vereinbarung",
        None,
    ),
)
PAGERS = (Pager("Seite 1 von 3", "", "#seite-2"), Pager("Seite 2 von 3", "#seite-1", "#seite-3"))

FILTERS = (
    FilterGroup(
        "lebensphase",
        "Für wen?",
        (
            FilterOption("", "alle", None, True),
            FilterOption("schwanger", "Schwangere", 14, False),
            FilterOption("0-3", "Kinder bis 3 Jahre", 38, False),
        ),
    ),
    FilterGroup(
        "zeit",
        "Wann?",
        (FilterOption("", "egal", None, True), FilterOption("jetzt", "jetzt geöffnet", 9, False)),
        "radio",
    ),
    FilterGroup(
        "merkmal",
        "Wichtig ist mir",
        (
            FilterOption("barrierefrei", "barrierefrei", 21, True),
            FilterOption("anonym", "ohne Namen", 7, False),
            FilterOption("kommt", "kommt nach Hause", 5, False),
        ),
        "checkbox",
    ),
)

CONTACTS = (
    ContactBlock(
        "Anmeldung",
        (Phone("030 23125-147", "tel:+493023125147"), Phone("030 23125-148", "tel:+493023125148", "Anrufbeantworter")),
        "anmeldung@kinderzentrum-brueckenhof.example",
        Link("kinderzentrum-brueckenhof.example", "https://kinderzentrum-brueckenhof.example"),
        "open",
        "heute bis 16 Uhr geöffnet",
        (
            HoursRow("Montag", "8–12 und 13–16 Uhr"),
            HoursRow("Dienstag", "8–12 und 13–18 Uhr", is_today=True),
            HoursRow("Donnerstag", "8–12 Uhr"),
        ),
        "An Feiertagen geschlossen. Andere Zeiten nach Vereinbarung.",
        "Frau Beispiel",
        "Leitung des Kinderzentrums",
    ),
    ContactBlock(
        "Koordination der Familienpaten",
        (),
        "paten@talwiese.example",
        None,
        "unknown",
        "nach Vereinbarung",
        (),
    ),
)
OPEN_STATES = (
    ("open", "heute bis 16 Uhr geöffnet"),
    ("closed", "wieder ab Montag, 8 Uhr"),
    ("unknown", "nach Vereinbarung"),
)
FRESHNESS = (
    Freshness("confirmed", "Vor 3 Tagen bestätigt", "am 18. November 2026", "Anmeldung"),
    Freshness("overdue", "Seit 8 Monaten nicht bestätigt", "zuletzt am 12. März 2026", "Anmeldung"),
    Freshness("never", "Noch nie bestätigt", ""),
)
CHANGES = (
    Change("Zeiten", "Mo, Di, Do 8–16 Uhr", "Mo, Di, Do 8–17 Uhr; Fr 8–12 Uhr"),
    Change("Telefon", "keine Angabe", "030 23125100"),
)
FACTS = (
    Fact("Für wen", "Eltern mit Kindern bis 3 Jahre"),
    Fact("Kosten", "kostenlos"),
    Fact("Anmeldung", "Bitte rufen Sie vorher an. Ein Termin ist meist in derselben Woche frei."),
    Fact("Sprachen", "Deutsch, Ukrainisch, Arabisch"),
)
SUGGESTIONS = ("Schreibabyambulanz", "Schulsozialarbeit")
ENGLISH = LanguageLink("English", "#header", "en")
LOG_LINES = (
    LogLine(
        42, "Netzwerkkoordination hat eine Mitgliedschaft freigegeben.", "3. März 2026, 9:12 Uhr", "2026-03-03T09:12"
    ),
    LogLine(
        41, "Der Betrieb hat eine Person in eine Funktion eingeladen.", "2. März 2026, 16:40 Uhr", "2026-03-02T16:40"
    ),
)
CRUMBS = (Link("Musterkreis", "#"), Link("Angebote", "#"), Link("Schreibaby-Sprechstunde", ""))
ERRORS = (
    FormError("id_block_fehler", "Geben Sie eine Postleitzahl mit fünf Ziffern an."),
    FormError("fehler_topic", "Wählen Sie aus, worum es geht."),
)


class ExampleForm(forms.Form):
    """One field of each kind; bound to nothing, so that the required ones show their error."""

    name = forms.CharField(label="Name der Stelle", help_text="So, wie er an der Tür steht.")
    kind = forms.ChoiceField(label="Art der Stelle", choices=[("kita", "Kita"), ("praxis", "Praxis")], required=False)
    topic = forms.ChoiceField(
        label="Worum geht es?",
        choices=[("falsch", "Eine Angabe stimmt nicht"), ("neu", "Ein Angebot fehlt")],
        widget=forms.RadioSelect,
    )
    message = forms.CharField(label="Ihre Nachricht", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    agree = forms.BooleanField(label="Sie dürfen mich zurückrufen", required=False)


class FileForm(forms.Form):
    file = forms.FileField(label="Ihre Liste", help_text="Excel oder CSV, bis 5 MB.")


CODES = ("12345678", "23456789", "34567890", "45678901")
PICTURE = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'%3E"
    "%3Cpath d='M1 1h2v2H1zM5 1h2v2H5zM1 5h2v2H1zM4 4h1v1H4zM6 6h1v1H6z'/%3E%3C/svg%3E"
)
