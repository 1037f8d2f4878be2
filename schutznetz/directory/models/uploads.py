"""Lists on their way into the directory, and what became of them."""

from datetime import timedelta

from django.db import models
from django.db.models import Q

from schutznetz.common.fields import public_id
from schutznetz.directory.enums import UploadState
from schutznetz.networks.models import Function, Network
from schutznetz.networks.policy import Where

KEPT = timedelta(hours=24)
LONGEST_FILE_NAME = 120


class ListImport(models.Model):
    """That a list was read in: when, in which function, how many. Nothing of what stood in it."""

    id = public_id()
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="list_imports")
    function = models.ForeignKey(Function, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField("Liste", max_length=200)
    at = models.DateTimeField("am")
    created = models.PositiveIntegerField("neu")
    updated = models.PositiveIntegerField("geändert")
    unchanged = models.PositiveIntegerField("unverändert")
    kept = models.PositiveIntegerField("selbst geändert, geblieben")
    refused = models.PositiveIntegerField("nicht übernommen")

    class Meta:
        verbose_name = "Eingelesene Liste"
        verbose_name_plural = "Eingelesene Listen"

    def __str__(self) -> str:
        return self.name


class ListUpload(models.Model):
    """A list that somebody has sent, for a day at most, sealed: it may name persons and protected places.

    ``content`` are the bytes, ``answers`` what its columns mean, ``report`` what a check or the reading in has said
    (``directory.sealing``). The bytes go as soon as the list is taken in.
    """

    id = public_id()
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="list_uploads")
    function = models.ForeignKey(Function, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    person = models.UUIDField("Person", null=True, blank=True, editable=False)
    name = models.CharField("Datei", max_length=LONGEST_FILE_NAME)
    rows = models.PositiveIntegerField("Zeilen")
    state = models.CharField("Stand", max_length=8, choices=UploadState.choices, default=UploadState.SENT)
    sent_at = models.DateTimeField("hochgeladen am")
    content = models.BinaryField("Inhalt", null=True)
    answers = models.BinaryField("Zuordnung", null=True)
    report = models.BinaryField("Bericht", null=True)
    became = models.OneToOneField(
        ListImport, on_delete=models.CASCADE, null=True, blank=True, related_name="upload", verbose_name="wurde"
    )

    class Meta:
        verbose_name = "Hochgeladene Liste"
        verbose_name_plural = "Hochgeladene Listen"
        constraints = [
            models.CheckConstraint(
                name="listupload_done_keeps_no_list",
                condition=Q(state=UploadState.DONE, content=None, became__isnull=False)
                | (~Q(state=UploadState.DONE) & Q(content__isnull=False, became=None)),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def where(self) -> Where:
        return Where(None, frozenset({self.network_id}))
