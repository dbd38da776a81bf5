"""Runs of the jobs, and drafts."""

from django.db import models
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


class Kladde(KommuneModel):
    """Unsaved text of one person in one form about one forløb; nobody else can see it."""

    medarbejder = KommuneFK(Medarbejder, models.CASCADE, related_name="kladder")
    forloeb = KommuneFK(Forloeb, models.CASCADE, related_name="+", db_index=False)
    formular = models.CharField(max_length=40)
    indhold = models.JSONField()
    gemt = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["medarbejder", "forloeb", "formular"], name="kladde_en_pr_formular"
            )
        ]
