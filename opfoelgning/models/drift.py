"""Runs of the jobs, and drafts."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from forloeb.models import Forloeb
from kommuner.felter import KommuneFK, KommuneModel
from kommuner.models import Medarbejder


class Koersel(KommuneModel):
    """One run of the refresh job for one kommune."""

    opgave = models.CharField(max_length=40)
    dag = models.DateField()
    startet = models.DateTimeField(db_default=Now())
    sluttet = models.DateTimeField(null=True)
    antal = models.IntegerField(default=0)
    aabnet = models.IntegerField(default=0)
    lukket = models.IntegerField(default=0)
    fejl = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["kommune", "-startet"], name="koersel_startet_idx")]


NY_BORGER = "borger_ny"  # the one form whose forløb is still to be made


class Kladde(KommuneModel):
    """Unsaved text of one person in one form about one forløb, or of a new borger; nobody else can see it."""

    medarbejder = KommuneFK(Medarbejder, models.CASCADE, related_name="kladder")
    forloeb = KommuneFK(Forloeb, models.CASCADE, related_name="+", db_index=False, null=True)
    formular = models.CharField(max_length=40)
    indhold = models.JSONField()
    gemt = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["medarbejder", "forloeb", "formular"], name="kladde_en_pr_formular"
            ),
            models.UniqueConstraint(
                fields=["medarbejder"], condition=Q(forloeb__isnull=True), name="kladde_en_ny_borger"
            ),
            models.CheckConstraint(
                name="kladde_forloeb_undtagen_ny_borger",
                condition=Q(forloeb__isnull=True, formular=NY_BORGER)
                | (Q(forloeb__isnull=False) & ~Q(formular=NY_BORGER)),
                violation_error_message="En kladde hører til et forløb, medmindre den er til en ny borger.",
            ),
        ]
