"""What the coordination remembers when people go: houses that nobody keeps any more, and its own handover."""

from django.db import models
from django.db.models import F, Q

from schutznetz.common.fields import public_id
from schutznetz.networks.models import Function, Network, Organisation


class KeeperGap(models.Model):
    """A house whose last keeper has gone. It is written to after a while, then the coordination takes it over.

    The row goes as soon as somebody keeps the entries again. A house that never had a keeper has none.
    """

    id = public_id()
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="keeper_gaps")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="keeper_gaps")
    since = models.DateField("seit")
    written_on = models.DateField("angeschrieben am", null=True, blank=True)
    adopted_on = models.DateField("übernommen am", null=True, blank=True)

    class Meta:
        verbose_name = "Lücke in der Eintragspflege"
        verbose_name_plural = "Lücken in der Eintragspflege"
        constraints = [
            models.UniqueConstraint(name="keeper_gap_once", fields=["network", "organisation"]),
            models.CheckConstraint(
                name="keeper_gap_adopted_after_it_was_written",
                condition=Q(adopted_on=None) | Q(written_on__isnull=False, adopted_on__gte=F("written_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: niemand pflegt die Einträge"


class HandoverMark(models.Model):
    """One line of the coordination's handover that is done; which lines there are stands in ``data/uebergabe.toml``."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="handover_marks")
    line = models.SlugField("Zeile", max_length=40)
    done_on = models.DateField("erledigt am")
    function = models.ForeignKey(
        Function, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="durch"
    )

    class Meta:
        verbose_name = "Erledigte Zeile der Übergabe"
        verbose_name_plural = "Erledigte Zeilen der Übergabe"
        constraints = [models.UniqueConstraint(name="handover_mark_once", fields=["network", "line"])]

    def __str__(self) -> str:
        return self.line
