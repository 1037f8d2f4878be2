"""People who log in. A person has no rights: they hang on functions, which a person holds for a time (networks)."""

from datetime import datetime
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from schutznetz.common.fields import public_id


class UserQuerySet(models.QuerySet["User"]):
    def open(self) -> "UserQuerySet":
        return self.filter(closed_at__isnull=True)

    def silent_since(self, moment: datetime) -> "UserQuerySet":
        """Whose last log-in, or the invitation if there was none, is longer ago."""
        return self.filter(Q(last_login__lt=moment) | Q(last_login__isnull=True, created_at__lt=moment))


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def make(self, *, email: str, name: str, password: str | None) -> "User":
        """Make an account; without ``password`` only single sign-on or a passkey leads in."""
        user = self.model(email=email.strip().lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """One person with one account, in however many networks and functions.

    ``closed_at`` ends an account for good; its row stays, so that the audit log's numbers never mean somebody else.
    """

    id = public_id()
    email = models.EmailField("E-Mail-Adresse", unique=True)
    name = models.CharField("Name", max_length=120)
    session_mark = models.UUIDField("Kennung der Anmeldungen", default=uuid4, editable=False)
    """Part of what a session proves; a new one ends all sessions of the person at once."""
    created_at = models.DateTimeField("angelegt am", auto_now_add=True)
    warned_at = models.DateTimeField("an die Schließung erinnert am", null=True, blank=True)
    closed_at = models.DateTimeField("geschlossen am", null=True, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "Konto"
        verbose_name_plural = "Konten"
        constraints = [
            models.CheckConstraint(name="user_email_in_lower_case", condition=Q(email=Lower(F("email")))),
            models.CheckConstraint(name="user_has_a_name", condition=~Q(name="") | Q(closed_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # Django reads an attribute; here it follows from the date
        return self.closed_at is None

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        proof = f"{self.password}{self.session_mark}"
        return salted_hmac("schutznetz.accounts.session", proof, secret=secret, algorithm="sha256").hexdigest()

    def clean(self) -> None:
        self.email = self.email.strip().lower()


class Count(models.Model):
    """How often something was tried at the door. ``key`` is a keyed hash: nobody reads from it who or what it was."""

    key = models.CharField("Kennung", max_length=64, primary_key=True)
    number = models.PositiveIntegerField("Anzahl", default=0)
    last_at = models.DateTimeField("zuletzt", db_index=True)

    class Meta:
        verbose_name = "Zählung"
        verbose_name_plural = "Zählungen"

    def __str__(self) -> str:
        return self.key[:8]
