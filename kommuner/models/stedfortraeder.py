"""Who leads a team while its teamleder is away."""

from datetime import date, timedelta

import pghistory
from django.db import models
from django.db.models.functions import Now

from kommuner.felter import KommuneFK, KommuneModel
from kommuner.models.folk import Medarbejder, Team
from kommuner.perioder import ends_after_start, no_overlap


@pghistory.track()
class Stedfortraeder(KommuneModel):
    """One person sees and decides as teamleder for a team from ``start`` until the day before ``slut``.

    She keeps what she may besides; the teamleder keeps hers.
    """

    team = KommuneFK(Team, related_name="stedfortraedere")
    medarbejder = KommuneFK(Medarbejder, related_name="stedfortraederperioder")
    start = models.DateField()
    slut = models.DateField()
    af = KommuneFK(Medarbejder, null=True, related_name="+", db_index=False)
    oprettet = models.DateTimeField(db_default=Now())
    version = models.PositiveIntegerField(db_default=1, default=1)

    class Meta:
        constraints = [
            ends_after_start("stedfortraeder"),
            no_overlap("stedfortraeder", "Teamet har allerede en stedfortræder i perioden.", "team"),
        ]

    @property
    def sidste_dag(self) -> date:
        """The last day included."""
        return self.slut - timedelta(days=1)

    def __str__(self) -> str:
        return f"{self.medarbejder} for {self.team}"
