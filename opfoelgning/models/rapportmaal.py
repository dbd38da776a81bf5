"""What a kommune aims at: one dated number per report."""

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kommuner.felter import KommuneFK, KommuneModel
from kommuner.models import Medarbejder


@pghistory.track()
class Rapportmaal(KommuneModel):
    """The kommune's own target for the figure of one report, from a day on until the next."""

    rapport = models.CharField(max_length=20)
    gyldig_fra = models.DateField()
    maal = models.PositiveSmallIntegerField("mål", validators=[MinValueValidator(0), MaxValueValidator(3650)])
    af = KommuneFK(Medarbejder, null=True, related_name="+", db_index=False)
    tidspunkt = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["rapport", "-gyldig_fra"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "rapport", "gyldig_fra"],
                name="rapportmaal_fra_unik",
                violation_error_message="Der er allerede et mål fra den dag. Fjern det først.",
            ),
            models.CheckConstraint(
                name="rapportmaal_hoejst_ti_aar",
                condition=Q(maal__lte=3650),
                violation_error_message="Skriv et mindre tal.",
            ),
        ]

    def __str__(self) -> str:
        return f"Mål for {self.rapport}: {self.maal}"
