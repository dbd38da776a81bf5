"""The morning mail: who wants it, and the outbox."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kommuner.felter import KommuneFK, KommuneModel
from kommuner.models import Medarbejder


class Mailoenske(KommuneModel):
    """That a person wants the morning mail; without the row she gets none."""

    medarbejder = KommuneFK(Medarbejder, models.CASCADE, related_name="mailoensker")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["medarbejder"], name="mailoenske_et_pr_medarbejder")]


class Morgenmail(KommuneModel):
    """One person's mail of one day, as counted that morning: ``egne`` of her own list, ``teamets`` for her decision.

    Nothing of both: no mail is sent. ``sendt`` is set after it was handed over; ``fejl`` is what the last of the
    ``forsoeg`` attempts met.
    """

    medarbejder = KommuneFK(Medarbejder, models.CASCADE, related_name="+")
    dag = models.DateField()
    egne = models.PositiveIntegerField(default=0)
    teamets = models.PositiveIntegerField(default=0)
    oprettet = models.DateTimeField(db_default=Now())
    sendt = models.DateTimeField(null=True)
    forsoeg = models.PositiveSmallIntegerField(default=0)
    fejl = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["medarbejder", "dag"], name="morgenmail_en_pr_dag"),
        ]
        indexes = [
            models.Index(
                fields=["kommune", "dag"], condition=Q(sendt__isnull=True), name="morgenmail_venter_idx"
            )
        ]
