"""How long things are kept, what must not be deleted yet, and what was deleted."""

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from forloeb.models import Forloeb
from kommuner.felter import KommuneFK, KommuneModel
from kommuner.models import Medarbejder


class Sletteslags(models.TextChoices):
    FORLOEB = "forloeb", "Afsluttede forløb"
    LAESNING = "laesning", "Læselog"
    KLADDE = "kladde", "Kladder"
    KOERSEL = "koersel", "Kørsler af jobbene"
    DATAIMPORT = "dataimport", "Listen over importer"
    MORGENMAIL = "morgenmail", "Morgenmails"


@pghistory.track()
class Opbevaringsregel(KommuneModel):
    """How long a kommune keeps one kind of data, from a day on; ``antal`` in the unit of the kind."""

    slags = models.CharField(max_length=20, choices=Sletteslags)
    gyldig_fra = models.DateField()
    antal = models.PositiveSmallIntegerField()
    kilde = models.CharField(max_length=300)
    af = KommuneFK(Medarbejder, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "slags", "gyldig_fra"],
                name="opbevaringsregel_fra_unik",
                violation_error_message="Der er allerede en regel fra den dag. Vælg en anden dag.",
            )
        ]


@pghistory.track()
class Sletningsstop(KommuneModel):
    """A forløb that must not be deleted before the day ``slut``, and why."""

    forloeb = KommuneFK(Forloeb, related_name="sletningsstop")
    slut = models.DateField()
    begrundelse = models.CharField(max_length=300)
    af = KommuneFK(Medarbejder, related_name="+", db_index=False)
    tidspunkt = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["forloeb"],
                name="sletningsstop_et_pr_forloeb",
                violation_error_message="Sletningen af forløbet er allerede stoppet.",
            ),
            models.CheckConstraint(
                name="sletningsstop_har_begrundelse",
                condition=~Q(begrundelse=""),
                violation_error_message="Skriv, hvorfor forløbet ikke må slettes.",
            ),
        ]


class Sletning(KommuneModel):
    """What was deleted: kind, how much, by which rule. No personal data, and only ever added to.

    ``noegle`` is a keyed digest of a deleted forløb's external id, by which it is deleted again after a restore;
    empty for kinds of which everything older than ``graense`` went.
    """

    slags = models.CharField(max_length=20, choices=Sletteslags)
    noegle = models.CharField(max_length=64, blank=True)
    graense = models.DateField()
    antal = models.IntegerField()
    regel = models.CharField(max_length=200)
    tidspunkt = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["kommune", "-tidspunkt"], name="sletning_tidspunkt_idx")]
