"""Forløb handed over together, so that all of it can be taken back together."""

import pghistory
from django.db import models
from django.db.models import Q

from forloeb.registreret import Registreret
from kommuner.felter import KommuneFK, new_ekstern_id
from kommuner.models import Medarbejder


@pghistory.track()
class Overdrag(Registreret):
    """That forløb were given to one jobformidler at once: from when, and why.

    ``foer`` is what taking it back needs, a list of one object per forløb (``opfoelgning.actions.overdrag``);
    ``fortrudt`` is when that was done.
    """

    ekstern_id = models.CharField(max_length=100, default=new_ekstern_id)
    medarbejder = KommuneFK(Medarbejder, related_name="overdrag", db_index=False)
    fra = models.DateField()
    begrundelse = models.CharField(max_length=300)
    foer = models.JSONField(default=list)
    fortrudt = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kommune", "ekstern_id"], name="overdrag_ekstern_id_unik"),
            models.CheckConstraint(
                name="overdrag_har_begrundelse",
                condition=~Q(begrundelse=""),
                violation_error_message="Skriv, hvorfor borgerne skifter.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["kommune", "registreret_af", "registreret_tidspunkt"], name="overdrag_af_idx"
            )
        ]
