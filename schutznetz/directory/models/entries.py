"""Sites, offers and how to reach them: what the portal shows.

A confidential place (R50) has no address here at all, so that no page, feed, export or index can leak one; the
constraint ``site_confidential_has_no_address`` keeps it so.
"""

from django.db import models
from django.db.models import F, Q

from schutznetz.common.fields import has_length, is_plz, public_id
from schutznetz.directory.enums import (
    Access,
    Area,
    Barrier,
    Cost,
    Flag,
    LoadFactor,
    OfferGroup,
    PhoneKind,
    TargetGroup,
)
from schutznetz.networks.enums import Visibility
from schutznetz.networks.models import Confirmed, Function, Organisation, Provenance, of_home
from schutznetz.networks.policy import Where
from schutznetz.regions.models import Gemeinde, Kreis, Land

# Ages are months of the child's age, both ends included; pregnancy is a flag of its own and stands before month 0.
OLDEST_MONTHS = 27 * 12


NO_ADDRESS = {
    **dict.fromkeys(("name", "street", "house_number", "plz", "town", "ortsteil", "directions"), ""),
    **dict.fromkeys(("gemeinde", "lat", "lon")),
}


class OfferType(models.Model):
    """One of the 85 types of ``data/kategorien.json``; the id never changes its meaning."""

    id = models.SlugField("Kennung", max_length=60, primary_key=True)
    label = models.CharField("Bezeichnung", max_length=120)
    group = models.CharField("Gruppe", max_length=60, choices=[(name, name) for name in OfferGroup.values])
    description = models.CharField("Beschreibung", max_length=300)
    legal_basis = models.CharField("Rechtsgrundlage", max_length=120, blank=True)
    position = models.PositiveSmallIntegerField("Reihenfolge")
    version = models.PositiveSmallIntegerField("Fassung", default=1)

    class Meta:
        verbose_name = "Angebotstyp"
        verbose_name_plural = "Angebotstypen"

    def __str__(self) -> str:
        return self.label


class OfferTypeSynonym(models.Model):
    """Other words for an offer type, as people or offices say it (thesaurus).

    A question means the type if all words of ``text`` occur in it, in any order; a word may end in ``*``. What the
    project ships is renewed by ``load_catalogue``; what a network added itself (``is_own``) stays.
    """

    offer_type = models.ForeignKey(OfferType, on_delete=models.CASCADE, related_name="synonyms")
    text = models.CharField("Wörter", max_length=120)
    words = models.CharField(
        "Wortstämme", max_length=200, help_text="aus dem Text, damit die Suche sie nicht jedes Mal bildet"
    )
    is_main = models.BooleanField("meint vor allem diesen Typ", default=True)
    is_own = models.BooleanField("vor Ort ergänzt", default=False)

    class Meta:
        verbose_name = "Synonym"
        verbose_name_plural = "Synonyme"
        constraints = [
            models.UniqueConstraint(fields=["offer_type", "text"], name="synonym_once"),
            models.CheckConstraint(name="synonym_has_words", condition=~Q(words="")),
        ]

    def __str__(self) -> str:
        return self.text


class Site(Provenance):
    """Standort: where an organisation works. Coordinates are WGS 84, degrees."""

    id = public_id()
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="sites")
    name = models.CharField("Name", max_length=200, blank=True)
    is_confidential = models.BooleanField("vertraulicher Ort", default=False)
    street = models.CharField("Straße", max_length=120, blank=True)
    house_number = models.CharField("Hausnummer", max_length=30, blank=True)
    plz = models.CharField("PLZ", max_length=5, blank=True)
    town = models.CharField("Ort", max_length=100, blank=True)
    ortsteil = models.CharField("Ortsteil", max_length=100, blank=True)
    gemeinde = models.ForeignKey(Gemeinde, on_delete=models.PROTECT, null=True, blank=True, related_name="sites")
    kreis = models.ForeignKey(Kreis, on_delete=models.PROTECT, null=True, blank=True, related_name="sites")
    lat = models.FloatField("Breite", null=True, blank=True)
    lon = models.FloatField("Länge", null=True, blank=True)
    barrier = models.CharField("Barrierefreiheit", max_length=10, choices=Barrier.choices, default=Barrier.UNKNOWN)
    directions = models.CharField("So finden Sie hin", max_length=120, blank=True)

    class Meta:
        verbose_name = "Standort"
        verbose_name_plural = "Standorte"
        constraints = [
            models.CheckConstraint(
                name="site_confidential_has_no_address",
                condition=Q(is_confidential=False) | Q(**NO_ADDRESS),
                violation_error_message="Ein vertraulicher Ort darf keine Adresse tragen.",
            ),
            models.CheckConstraint(
                name="site_coordinates_together_and_on_earth",
                # a comparison with NULL alone would let half a position pass
                condition=Q(lat=None, lon=None)
                | Q(lat__isnull=False, lon__isnull=False, lat__range=(-90, 90), lon__range=(-180, 180)),
            ),
            models.CheckConstraint(name="site_plz_five_digits", condition=Q(plz="") | is_plz("plz")),
        ]
        # the few whose offers are left out of lists of places
        indexes = [
            models.Index(fields=["id"], name="site_confidential", condition=Q(is_confidential=True)),
            models.Index(fields=["lat", "lon"], name="site_around"),
            of_home("site"),
        ]

    def __str__(self) -> str:
        if self.is_confidential:
            return "vertraulicher Ort"
        return self.name or f"{self.street} {self.house_number}".strip() or self.town or "Standort ohne Anschrift"

    def where(self) -> Where:
        return self.organisation.where()


class ContactPoint(Provenance, Confirmed):
    """How one function is reached. Hours are OpenStreetMap ``opening_hours``; empty means not known."""

    id = public_id()
    function = models.OneToOneField(Function, on_delete=models.CASCADE, related_name="contact_point")
    site = models.ForeignKey(Site, on_delete=models.SET_NULL, null=True, blank=True, related_name="contact_points")
    email = models.EmailField("E-Mail", blank=True)
    url = models.URLField("Internetseite", blank=True)
    hours = models.CharField("Zeiten", max_length=500, blank=True)
    visibility = models.CharField("sichtbar", max_length=12, choices=Visibility.choices, default=Visibility.PUBLIC)
    audience = models.CharField("für wen", max_length=80, blank=True)
    is_emergency = models.BooleanField("Notruf", default=False)
    stand = models.DateField("Stand", null=True, blank=True)
    is_checked = models.BooleanField("an der Quelle geprüft", default=True)

    class Meta(Confirmed.Meta):
        abstract = False
        verbose_name = "Kontaktstelle"
        verbose_name_plural = "Kontaktstellen"
        indexes = [of_home("contact_point")]

    def __str__(self) -> str:
        return f"Kontakt: {self.function}"

    def where(self) -> Where:
        return self.function.organisation.where()


class PhoneNumber(models.Model):
    """A number of a contact point: E.164, or a short number as it is dialled (110, 116111)."""

    contact_point = models.ForeignKey(ContactPoint, on_delete=models.CASCADE, related_name="phone_numbers")
    number = models.CharField("Nummer", max_length=20)
    kind = models.CharField("Art", max_length=6, choices=PhoneKind.choices, default=PhoneKind.PHONE)
    note = models.CharField("Hinweis", max_length=60, blank=True)
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    class Meta:
        verbose_name = "Telefonnummer"
        verbose_name_plural = "Telefonnummern"
        constraints = [
            models.UniqueConstraint(fields=["contact_point", "number", "kind"], name="phone_number_once"),
            models.CheckConstraint(
                name="phone_number_dialable",
                condition=(Q(number__startswith="+") & has_length("number", 7, 16))
                | (Q(number__startswith="1") & has_length("number", 3, 6)),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class OfferQuerySet(models.QuerySet["Offer"]):
    def public(self) -> "OfferQuerySet":
        return self.filter(visibility=Visibility.PUBLIC)

    def at_home(self) -> "OfferQuerySet":
        """Those that are kept here, and not only shown."""
        return self.filter(home=None)

    def for_cards(self) -> "OfferQuerySet":
        """With everything that a result card shows, in a constant number of queries."""
        related = ("offer_type", "organisation", "site", "contact_point__site")
        return self.select_related(*related).prefetch_related("traits", "contact_point__phone_numbers")


class Offer(Provenance, Confirmed):
    """What a family or a professional can get, and how."""

    id = public_id()
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="offers")
    offer_type = models.ForeignKey(OfferType, on_delete=models.PROTECT, related_name="offers")
    site = models.ForeignKey(Site, on_delete=models.SET_NULL, null=True, blank=True, related_name="offers")
    contact_point = models.ForeignKey(
        ContactPoint, on_delete=models.SET_NULL, null=True, blank=True, related_name="offers"
    )
    title = models.CharField("Titel", max_length=200)
    summary = models.CharField("In einem Satz", max_length=300, blank=True)
    description = models.TextField("Beschreibung", blank=True)
    visibility = models.CharField("sichtbar", max_length=12, choices=Visibility.choices, default=Visibility.PUBLIC)
    area = models.CharField("Reichweite", max_length=6, choices=Area.choices, default=Area.LOCAL)
    land = models.ForeignKey(Land, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    for_pregnancy = models.BooleanField("schon in der Schwangerschaft", default=False)
    age_from = models.PositiveSmallIntegerField("ab Monat", null=True, blank=True)
    age_to = models.PositiveSmallIntegerField("bis Monat", null=True, blank=True)
    access = models.CharField("Zugang", max_length=14, choices=Access.choices, default=Access.UNKNOWN)
    access_note = models.CharField("Hinweis zum Zugang", max_length=120, blank=True)
    cost = models.CharField("Kosten", max_length=14, choices=Cost.choices, default=Cost.UNKNOWN)
    cost_note = models.CharField("Hinweis zu den Kosten", max_length=120, blank=True)
    legal_basis = models.CharField("Rechtsgrundlage", max_length=120, blank=True)
    free_places = models.PositiveSmallIntegerField("freie Plätze", null=True, blank=True)
    waiting_weeks = models.PositiveSmallIntegerField("Wartezeit in Wochen", null=True, blank=True)
    capacity_on = models.DateField("Stand der Plätze", null=True, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta(Confirmed.Meta):
        abstract = False
        verbose_name = "Angebot"
        verbose_name_plural = "Angebote"
        indexes = [
            of_home("offer"),
            # nearly all offers are local; the few that are not stand on every page
            models.Index(fields=["area"], name="offer_area"),
            # whoever turns through all of them, page by page; begun with the visibility, which nearly all share, SQLite
            # would take it where it knows the keys, and read it from end to end
            models.Index(
                fields=["created_at", "id", "visibility", "site", "home"],
                name="offer_in_order",
                condition=Q(home=None),
            ),
        ]
        constraints = [
            *Confirmed.Meta.constraints,
            models.CheckConstraint(name="offer_has_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="offer_age_range",
                condition=Q(age_from=None) | Q(age_to=None) | Q(age_to__gte=F("age_from")),
                violation_error_message="Das Höchstalter liegt unter dem Mindestalter.",
            ),
            models.CheckConstraint(
                name="offer_age_in_months",
                condition=(Q(age_from=None) | Q(age_from__lte=OLDEST_MONTHS))
                & (Q(age_to=None) | Q(age_to__lte=OLDEST_MONTHS)),
            ),
            models.CheckConstraint(
                name="offer_capacity_has_a_date",
                condition=Q(free_places=None, waiting_weeks=None) | Q(capacity_on__isnull=False),
                violation_error_message="Zu freien Plätzen und Wartezeit gehört ein Datum.",
            ),
            models.CheckConstraint(
                name="offer_area_land_names_the_land",
                condition=(Q(area=Area.LAND) & Q(land__isnull=False)) | (~Q(area=Area.LAND) & Q(land=None)),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def where(self) -> Where:
        return self.organisation.where()


class OfferLanguage(models.Model):
    """A language in which an offer is given: ISO 639 code, ``de-ls`` for Leichte Sprache, ``gsg`` for signing."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="languages")
    code = models.CharField("Sprache", max_length=8)

    class Meta:
        verbose_name = "Sprache eines Angebots"
        verbose_name_plural = "Sprachen der Angebote"
        constraints = [models.UniqueConstraint(fields=["offer", "code"], name="offer_language_once")]

    def __str__(self) -> str:
        return self.code


class OfferTrait(models.Model):
    """A yes-or-no property of an offer: for whom it is, which load it eases, how it works."""

    class Kind(models.TextChoices):
        TARGET = "target", "für wen"
        LOAD = "load", "hilft bei"
        FLAG = "flag", "Eigenschaft"

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="traits")
    kind = models.CharField("Art", max_length=6, choices=Kind.choices)
    code = models.CharField("Wert", max_length=20)

    class Meta:
        verbose_name = "Eigenschaft eines Angebots"
        verbose_name_plural = "Eigenschaften der Angebote"
        constraints = [
            models.UniqueConstraint(fields=["offer", "kind", "code"], name="offer_trait_once"),
            models.CheckConstraint(
                name="offer_trait_known",
                condition=Q(kind="target", code__in=TargetGroup.values)
                | Q(kind="load", code__in=LoadFactor.values)
                | Q(kind="flag", code__in=Flag.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.code}"

    @property
    def label(self) -> str:
        choices: dict[str, type[models.TextChoices]] = {"target": TargetGroup, "load": LoadFactor, "flag": Flag}
        return str(choices[self.kind](self.code).label)


class Catchment(models.Model):
    """Einzugsgebiet: a Gemeinde or a whole Kreis from which people may come. None means: from everywhere."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="catchments")
    kreis = models.ForeignKey(Kreis, on_delete=models.PROTECT, related_name="+")
    gemeinde = models.ForeignKey(Gemeinde, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "Einzugsgebiet"
        verbose_name_plural = "Einzugsgebiete"
        constraints = [
            models.UniqueConstraint(fields=["offer", "gemeinde"], name="catchment_gemeinde_once"),
            models.UniqueConstraint(
                fields=["offer", "kreis"], condition=Q(gemeinde=None), name="catchment_whole_kreis_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.gemeinde or self.kreis)
