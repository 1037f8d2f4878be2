"""Networks, the organisations in them, and the functions through which they are reached.

An organisation exists once and may be partner in several networks. Everything that can be reached, decided or
signed hangs on a function; a person fills it for a time (design.md 3).
"""

from datetime import date

from django.db import models
from django.db.models import F, Q

from schutznetz.common.fields import public_id
from schutznetz.networks.enums import Accent, FunctionRole, PartnershipState, PartnerType, ProviderKind, Visibility
from schutznetz.networks.policy import Where
from schutznetz.regions.models import Kreis

# First parts of addresses that belong to pages; a network cannot be called so (tests/house/test_urls.py).
RESERVED_SLUGS = frozenset({
    "ort", "suche", "angebot", "einrichtung", "jetzt", "impressum", "datenschutz", "barrierefreiheit", "lizenzen",
    "ui", "static", "einbetten", "api", "anmelden", "konto", "koordination", "land", "verlassen", "healthz", "readyz",
    "netze", "hilfe", "einladung", "leicht", "leichte-sprache", "en", "merkliste", "mitmachen", "csp",
    "abbestellen", "bestaetigen",
})  # fmt: skip


class Network(models.Model):
    """Tenant: the network of one Jugendamt. It has a public portal under its slug."""

    id = public_id()
    slug = models.SlugField("Adresse im Portal", max_length=40, unique=True)
    name = models.CharField("Name", max_length=100)
    kreis = models.ForeignKey(Kreis, on_delete=models.PROTECT, related_name="networks")
    accent = models.CharField("Farbe", max_length=10, choices=Accent.choices, default=Accent.PETROL)
    confirm_every_days = models.PositiveSmallIntegerField("Einträge bestätigen alle … Tage", default=180)

    class Meta:
        verbose_name = "Netzwerk"
        verbose_name_plural = "Netzwerke"
        constraints = [
            models.CheckConstraint(
                name="network_interval_sane", condition=Q(confirm_every_days__gte=30, confirm_every_days__lte=730)
            ),
            models.CheckConstraint(name="network_slug_not_reserved", condition=~Q(slug__in=sorted(RESERVED_SLUGS))),
        ]

    def __str__(self) -> str:
        return self.name

    def where(self) -> Where:
        return Where(None, frozenset({self.pk}))


class Home(models.Model):
    """Heimat: another directory whose entries a network shows. They are kept there and nowhere else (ADR 0030).

    ``address`` is where people visit it, empty for one that is no place in the web. ``takes_hints``: it is a
    Schutznetz too, so its pages stand under the same paths as ours. ``heard_at``: when we last heard all of it.
    """

    id = public_id()
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="homes")
    name = models.CharField("Name", max_length=120)
    address = models.URLField("Adresse", max_length=300, blank=True)
    takes_hints = models.BooleanField("nimmt Hinweise zu Einträgen an", default=False)
    heard_at = models.DateTimeField("zuletzt abgeglichen am", null=True, blank=True)

    class Meta:
        verbose_name = "Heimat"
        verbose_name_plural = "Heimaten"
        constraints = [
            models.CheckConstraint(name="home_has_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="home_takes_hints_at_an_address", condition=Q(takes_hints=False) | ~Q(address="")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def where(self) -> Where:
        return Where(None, frozenset({self.network_id}))


class Provenance(models.Model):
    """Where an entry came from: which network holds the list, what the list calls itself, and whose entry it is.

    An entry with a ``home`` is only shown here; nothing but the comparison with its home changes it.
    """

    # Without an index of all rows: nearly all have no home, and SQLite, which does not know that, would read them all
    # where it is given the keys of a few. Each table has one of those that have a home (``of_home``).
    home = models.ForeignKey(
        Home, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Heimat", db_index=False
    )
    held_by = models.ForeignKey(Network, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    source = models.CharField("Quelle", max_length=200, blank=True)
    created_at = models.DateTimeField("angelegt am", auto_now_add=True)
    changed_at = models.DateTimeField("geändert am", auto_now=True)

    class Meta:
        abstract = True


def of_home(table: str) -> models.Index:
    """Return the index of those rows that are kept elsewhere."""
    return models.Index(fields=["home"], name=f"{table}_of_home", condition=Q(home__isnull=False))


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def at_home(self) -> "OrganisationQuerySet":
        """Those that are kept here, and not only shown."""
        return self.filter(home=None)

    def partners_of(self, network: Network) -> "OrganisationQuerySet":
        active = Partnership.objects.active().filter(network=network)
        return self.filter(pk__in=active.values("organisation"))


class Organisation(Provenance):
    """Träger or Einrichtung; a Träger is the ``parent`` of its Einrichtungen. A single practice is one too (R77)."""

    id = public_id()
    name = models.CharField("Name", max_length=200)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    profile = models.CharField("Kurzprofil", max_length=300, blank=True)
    provider_kind = models.CharField("Art des Trägers", max_length=10, choices=ProviderKind.choices, blank=True)
    url = models.URLField("Internetseite", blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "Organisation"
        verbose_name_plural = "Organisationen"
        indexes = [
            # whoever turns through all of them, page by page; with the home, which SQLite would look up in each row
            models.Index(fields=["created_at", "id", "home"], name="organisation_in_order", condition=Q(home=None)),
            of_home("organisation"),
        ]
        constraints = [
            models.CheckConstraint(name="organisation_not_its_own_parent", condition=~Q(parent=F("id"))),
            models.CheckConstraint(name="organisation_has_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="organisation_provider_kind_known", condition=Q(provider_kind__in=["", *ProviderKind.values])
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def where(self) -> Where:
        active = self.partnerships.filter(state=PartnershipState.ACTIVE)
        return Where(self.pk, frozenset(active.values_list("network_id", flat=True)))


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    def active(self) -> "PartnershipQuerySet":
        """Those that are shown to the public and have rights."""
        return self.filter(state=PartnershipState.ACTIVE)

    def inactive(self) -> "PartnershipQuerySet":
        """The few others, by name: an index finds these, and not what somebody is not."""
        return self.filter(state__in=[state for state in PartnershipState if state != PartnershipState.ACTIVE])

    def standing(self) -> "PartnershipQuerySet":
        """Everybody who has not left, also who is only invited or rests; one for each organisation of a network."""
        return self.exclude(state=PartnershipState.LEFT)


class Partnership(models.Model):
    """An organisation works in a network, as one of the statutory or practice types, for a time.

    Its life: invited, agreed, active, dormant, left. Who comes back after leaving gets a new row; the old one says
    until when it was.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="partnerships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="partnerships")
    partner_type = models.CharField("Partnertyp", max_length=30, choices=PartnerType.choices)
    state = models.CharField("Stand", max_length=10, choices=PartnershipState.choices, default=PartnershipState.ACTIVE)
    valid_from = models.DateField("seit", default=date.today)
    valid_until = models.DateField("bis", null=True, blank=True)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        verbose_name = "Partnerschaft"
        verbose_name_plural = "Partnerschaften"
        # the few that are not active, whose houses stand in no list
        indexes = [models.Index(fields=["state", "organisation"], name="partnership_state")]
        constraints = [
            models.CheckConstraint(name="partnership_state_known", condition=Q(state__in=PartnershipState.values)),
            models.UniqueConstraint(
                name="partnership_once_until_it_left",
                fields=["network", "organisation"],
                condition=~Q(state=PartnershipState.LEFT),
            ),
            models.CheckConstraint(
                name="partnership_ends_after_it_began",
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="partnership_left_has_an_end",
                condition=~Q(state=PartnershipState.LEFT) | Q(valid_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} in {self.network}"

    @property
    def is_active(self) -> bool:
        return self.state == PartnershipState.ACTIVE

    def where(self) -> Where:
        return Where(self.organisation_id, frozenset({self.network_id}))


class Unit(models.Model):
    """A part of an organisation with functions of its own: team, district office, ward."""

    id = public_id()
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="units")
    name = models.CharField("Name", max_length=120)

    class Meta:
        verbose_name = "Einheit"
        verbose_name_plural = "Einheiten"
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="unit_name_once")]

    def __str__(self) -> str:
        return self.name


class Function(models.Model):
    """What somebody does for an organisation, whoever it is today. The one anchor of everything."""

    id = public_id()
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="functions")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, blank=True, related_name="functions")
    role = models.CharField("Rolle", max_length=20, choices=FunctionRole.choices)
    title = models.CharField("Bezeichnung", max_length=120)
    substitute = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="stands_in_for"
    )

    class Meta:
        verbose_name = "Funktion"
        verbose_name_plural = "Funktionen"
        constraints = [
            models.CheckConstraint(name="function_not_its_own_substitute", condition=~Q(substitute=F("id"))),
            models.CheckConstraint(name="function_has_title", condition=~Q(title="")),
        ]

    def __str__(self) -> str:
        return self.title

    def where(self) -> Where:
        return self.organisation.where()


class HolderQuerySet(models.QuerySet["Holder"]):
    def public_on(self, day: date) -> "HolderQuerySet":
        """Holders whose name may stand on a public page: in office, with consent that has not expired (R82)."""
        in_office = Q(valid_from__lte=day) & (Q(valid_until=None) | Q(valid_until__gte=day))
        return self.filter(in_office, visibility=Visibility.PUBLIC, consent_on__lte=day, consent_expires_on__gte=day)


class Holder(models.Model):
    """The shown name of whoever fills a function, with dates and consent. Removing it leaves the function reachable."""

    id = public_id()
    function = models.ForeignKey(Function, on_delete=models.CASCADE, related_name="holders")
    name = models.CharField("Name", max_length=120)
    visibility = models.CharField("sichtbar", max_length=12, choices=Visibility.choices, default=Visibility.NETWORK)
    valid_from = models.DateField("von")
    valid_until = models.DateField("bis", null=True, blank=True)
    consent_on = models.DateField("Einwilligung vom", null=True, blank=True)
    consent_expires_on = models.DateField("Einwilligung gilt bis", null=True, blank=True)

    objects = HolderQuerySet.as_manager()

    class Meta:
        verbose_name = "Besetzung"
        verbose_name_plural = "Besetzungen"
        constraints = [
            models.CheckConstraint(
                name="holder_ends_after_it_began",
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="holder_consent_has_both_dates",
                # a comparison with NULL alone would let a consent without an end pass
                condition=Q(consent_on=None, consent_expires_on=None)
                | Q(consent_on__isnull=False, consent_expires_on__isnull=False, consent_expires_on__gt=F("consent_on")),
            ),
            models.CheckConstraint(
                name="holder_public_only_with_consent",
                condition=~Q(visibility=Visibility.PUBLIC) | Q(consent_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_public_on(self, day: date) -> bool:
        """Say the same as ``HolderQuerySet.public_on`` for a row that is already loaded."""
        in_office = self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)
        if self.visibility != Visibility.PUBLIC or self.consent_on is None or self.consent_expires_on is None:
            return False
        return in_office and self.consent_on <= day <= self.consent_expires_on


class Confirmed(models.Model):
    """Freshness: when an entry was last confirmed, and by which function (promise 4)."""

    confirmed_at = models.DateTimeField("zuletzt bestätigt am", null=True, blank=True)
    confirmed_by_function = models.ForeignKey(
        Function, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="bestätigt durch"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_confirmed_by_needs_a_date",
                condition=Q(confirmed_by_function=None) | Q(confirmed_at__isnull=False),
            )
        ]
