"""That a forløb was closed, and opened again."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from forloeb.models.forloeb import Forloeb
from kommuner.felter import KommuneFK, KommuneModel, by_forloeb
from kommuner.models import Medarbejder


@pghistory.track()
class Afslutning(KommuneModel):
    """One closing of a forløb: its last day, and why; and, where it was, the day on which it was opened again.

    Stays when the forløb is opened, so that the course can be read with its gaps.
    """

    forloeb = KommuneFK(Forloeb, related_name="afslutninger", db_index=False)
    sidste_dag = models.DateField()
    aarsag = models.CharField(max_length=100)
    note = models.TextField(blank=True)
    registreret_af = KommuneFK(Medarbejder, null=True, related_name="+", db_index=False)
    registreret_tidspunkt = models.DateTimeField(db_default=Now())
    genaabnet = models.DateField(null=True, blank=True)
    genaabnet_grund = models.CharField(max_length=300, blank=True)
    genaabnet_af = KommuneFK(Medarbejder, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="afslutning_genaabnet_senere",
                condition=Q(genaabnet__isnull=True) | Q(genaabnet__gt=F("sidste_dag")),
                violation_error_message="Forløbet kan først åbnes dagen efter, at det sluttede.",
            )
        ]
        indexes = [by_forloeb("afslutning", "sidste_dag")]
