"""What is agreed with the borger on the way to a job («Min Plan»), and how it goes in a measure under way."""

import pghistory
from django.db import models

from aftaler.models.tilbud import Tilbud
from aftaler.models.virksomhed import Notatform, Virksomhed
from forloeb.models import Forloeb
from forloeb.registreret import Registreret
from kalender.dansk import dato_aar
from kommuner.felter import KommuneFK, by_forloeb, new_ekstern_id


class Planstatus(models.TextChoices):
    AABEN = "aaben", "Åben"
    GJORT = "gjort", "Gjort"
    OPGIVET = "opgivet", "Opgivet"


@pghistory.track()
class Planaftale(Registreret):
    """Who does what by when: which company, who contacts it (``hvem``), how, and what came of it (``resultat``)."""

    ekstern_id = models.CharField(max_length=100, default=new_ekstern_id)
    forloeb = KommuneFK(Forloeb, db_index=False, related_name="planaftaler")
    hvad = models.CharField(max_length=200)
    virksomhed = KommuneFK(Virksomhed, null=True, blank=True, related_name="planaftaler")
    hvem = models.CharField("hvem kontakter", max_length=200, blank=True, default="")
    hvordan = models.CharField(max_length=200, blank=True, default="")
    dato = models.DateField("hvornår")
    status = models.CharField(max_length=10, choices=Planstatus, default=Planstatus.AABEN)
    resultat = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kommune", "ekstern_id"], name="planaftale_ekstern_id_unik")
        ]
        indexes = [by_forloeb("planaftale", "dato")]

    @property
    def stand(self) -> str:
        """How it stands in words, for whoever saved after somebody else."""
        return f"{str(self.get_status_display()).lower()}{f', {self.resultat}' if self.resultat else ''}"

    def __str__(self) -> str:
        return f"Aftale: {self.hvad}, {dato_aar(self.dato)}"


@pghistory.track()
class Tilbudsopfoelgning(Registreret):
    """Follow-up while a measure runs: how it goes, and what was agreed (``aftalt``)."""

    ekstern_id = models.CharField(max_length=100, default=new_ekstern_id)
    forloeb = KommuneFK(Forloeb, db_index=False, related_name="tilbudsopfoelgninger")
    tilbud = KommuneFK(Tilbud, sammen_med=("forloeb",), related_name="opfoelgninger")
    dato = models.DateField()
    form = models.CharField("type", max_length=10, choices=Notatform)
    deltagere = models.CharField(max_length=200, blank=True, default="")
    note = models.TextField("hvordan går det")
    aftalt = models.TextField("hvad er aftalt", blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "ekstern_id"], name="tilbudsopfoelgning_ekstern_id_unik"
            )
        ]
        indexes = [by_forloeb("tilbudsopfoelgning", "dato")]

    def __str__(self) -> str:
        return f"Opfølgning under {self.tilbud.type}, {dato_aar(self.dato)}"
