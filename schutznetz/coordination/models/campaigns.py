"""Who was asked to confirm what, by which mail, and what came back (R49).

``keeper`` is a function, as everywhere: no table here names a person or an address.
"""

from hashlib import sha256

from django.db import models
from django.db.models import F, Q

from schutznetz.common.fields import public_id
from schutznetz.coordination.enums import Answer, Reason, Step
from schutznetz.directory.models import ContactPoint, Offer
from schutznetz.networks.models import Function, Network, Organisation
from schutznetz.networks.policy import Where

LONGEST_CODE = 60
DIGEST_LENGTH = 64


def digest(address: str) -> str:
    """Return what is kept of an address."""
    return sha256(address.strip().casefold().encode()).hexdigest()


class ConfirmationRequest(models.Model):
    """One round of asking a keeping function of a network, from its first mail until nothing is left to answer.

    ``keeper`` is empty where nobody keeps an entry. ``stepped_at`` is when ``step`` was reached, ``stuck`` why the
    coordination has it although not everybody was asked.
    """

    id = public_id()
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    keeper = models.ForeignKey(
        Function, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name="pflegt"
    )
    step = models.PositiveSmallIntegerField("Stufe", choices=Step.choices)
    stuck = models.CharField("Hindernis", max_length=12, choices=Reason.choices, blank=True)
    started_at = models.DateTimeField("begonnen am")
    stepped_at = models.DateTimeField("auf dieser Stufe seit")
    closed_at = models.DateTimeField("beendet am", null=True, blank=True)

    class Meta:
        verbose_name = "Bitte um Bestätigung"
        verbose_name_plural = "Bitten um Bestätigung"
        indexes = [models.Index(fields=["network", "step"], name="request_open", condition=Q(closed_at=None))]
        constraints = [
            models.CheckConstraint(name="request_step_known", condition=Q(step__in=Step.values)),
            models.UniqueConstraint(
                name="request_one_open_for_a_keeper",
                fields=["network", "keeper"],
                condition=Q(closed_at=None, keeper__isnull=False),
            ),
            models.UniqueConstraint(
                name="request_one_open_without_keeper",
                fields=["network", "organisation"],
                condition=Q(closed_at=None, keeper=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {Step(self.step).label}"

    def where(self) -> Where:
        return Where(self.organisation_id, frozenset({self.network_id}))


class RequestedEntryQuerySet(models.QuerySet["RequestedEntry"]):
    def waiting(self) -> "RequestedEntryQuerySet":
        return self.filter(answer="")

    def as_named(self) -> "RequestedEntryQuerySet":
        """Those that nobody has confirmed or changed since they were named; ``is_as_named`` says it of one."""
        since = F("named_at")
        offer = Q(offer__changed_at__gt=since) | Q(offer__confirmed_at__gt=since)
        contact = Q(contact_point__changed_at__gt=since) | Q(contact_point__confirmed_at__gt=since)
        return self.exclude(offer | contact)


class RequestedEntry(models.Model):
    """One entry of a request: an offer or a contact point, as it was at ``named_at``."""

    id = public_id()
    request = models.ForeignKey(ConfirmationRequest, on_delete=models.CASCADE, related_name="entries")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    contact_point = models.ForeignKey(ContactPoint, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    named_at = models.DateTimeField("genannt am")
    answer = models.CharField("Antwort", max_length=10, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField("beantwortet am", null=True, blank=True)

    objects = RequestedEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "Erbetener Eintrag"
        verbose_name_plural = "Erbetene Einträge"
        constraints = [
            models.CheckConstraint(
                name="requested_one_entry",
                condition=Q(offer=None, contact_point__isnull=False) | Q(offer__isnull=False, contact_point=None),
            ),
            models.CheckConstraint(
                name="requested_answer_has_a_date",
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
            ),
            models.UniqueConstraint(
                name="requested_offer_once", fields=["request", "offer"], condition=Q(answer="", offer__isnull=False)
            ),
            models.UniqueConstraint(
                name="requested_contact_once",
                fields=["request", "contact_point"],
                condition=Q(answer="", contact_point__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.entry)

    @property
    def entry(self) -> Offer | ContactPoint:
        entry = self.offer or self.contact_point
        if entry is None:
            raise ValueError("The table holds that one of both is there.")
        return entry

    def is_as_named(self) -> bool:
        """Tell whether nobody has confirmed or changed the entry since it was named."""
        moments = (self.entry.changed_at, self.entry.confirmed_at)
        return all(moment is None or moment <= self.named_at for moment in moments)


class ConfirmationLink(models.Model):
    """The link of one mail. Only its hash is stored; it speaks for what its request had named by ``sent_at``."""

    id = public_id()
    request = models.ForeignKey(ConfirmationRequest, on_delete=models.CASCADE, related_name="links")
    function = models.ForeignKey(Function, on_delete=models.CASCADE, related_name="+", verbose_name="angeschrieben")
    step = models.PositiveSmallIntegerField("Stufe", choices=Step.choices)
    token_hash = models.CharField("Prüfwert des Links", max_length=DIGEST_LENGTH, unique=True)
    sent_at = models.DateTimeField("gesendet am")
    expires_at = models.DateTimeField("gilt bis")

    class Meta:
        verbose_name = "Link zur Bestätigung"
        verbose_name_plural = "Links zur Bestätigung"
        constraints = [
            models.CheckConstraint(name="confirmation_link_expires_later", condition=Q(expires_at__gt=F("sent_at"))),
            models.UniqueConstraint(name="confirmation_link_once_a_step", fields=["request", "step"]),
        ]

    def __str__(self) -> str:
        return f"Link: {Step(self.step).label}"


class FunctionMail(models.Model):
    """One mail to the address of a function, and whether it came back.

    The address is kept as a hash only: once it is corrected, what came back to the old one no longer counts.
    ``mail`` is the key of a row of the outbox that goes earlier than this one.
    """

    mail = models.UUIDField("Mail", primary_key=True)
    function = models.ForeignKey(Function, on_delete=models.CASCADE, related_name="+")
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="+")
    address_digest = models.CharField("Prüfwert der Adresse", max_length=DIGEST_LENGTH)
    posted_at = models.DateTimeField("geschrieben am")
    returned_at = models.DateTimeField("zurückgekommen am", null=True, blank=True)
    code = models.CharField("Grund", max_length=LONGEST_CODE, blank=True)

    class Meta:
        verbose_name = "Mail an eine Funktion"
        verbose_name_plural = "Mails an Funktionen"
        indexes = [
            models.Index(
                fields=["network", "function"], name="function_mail_back", condition=Q(returned_at__isnull=False)
            )
        ]
        constraints = [
            models.CheckConstraint(name="function_mail_back_says_why", condition=Q(returned_at=None) | ~Q(code="")),
        ]

    def __str__(self) -> str:
        return f"Mail: {self.function}"
