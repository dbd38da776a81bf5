"""A step-up in three parts: A prepared, B met about, C agreed on. What is asked and who takes part, the model says.

No rule reads any of it: a step-up is begun and ended by people.
"""

from datetime import date

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from forloeb.models import Forloeb
from forloeb.registreret import Registreret
from kalender.dansk import dato_aar
from kommuner.felter import KommuneFK, by_forloeb
from kommuner.models import Medarbejder
from opfoelgning.models.genbehandlingssag import Moedestatus


@pghistory.track()
class Stepup(Registreret):
    """One step-up from ``dato`` until ``afsluttet``.

    ``skema`` are answers by the code of a question, ``dokumenter`` what is enclosed, ``forhold`` the codes of
    conditional participants whose condition holds. ``samtykke`` is the day of consent, ``samtykke_omfang`` the codes
    of those the case may be shared with, ``samtykke_trukket`` the day it was withdrawn. ``aftale`` … ``aftalt`` are
    part C: what was agreed on, the goal, who follows up and when, and the day it was agreed.
    """

    forloeb = KommuneFK(Forloeb, db_index=False, related_name="stepups")
    dato = models.DateField()
    skema = models.JSONField(default=dict, blank=True)
    dokumenter = models.TextField(blank=True)
    forhold = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    samtykke = models.DateField(null=True, blank=True)
    samtykke_omfang = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    samtykke_trukket = models.DateField(null=True, blank=True)
    aftale = models.TextField(blank=True)
    maal = models.TextField(blank=True)
    foelger_op = KommuneFK(Medarbejder, null=True, blank=True, related_name="+", db_index=False)
    foelger_op_dato = models.DateField(null=True, blank=True)
    aftalt = models.DateField(null=True, blank=True)
    afsluttet = models.DateField(null=True, blank=True)
    afslutningsgrund = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["forloeb"],
                condition=Q(afsluttet__isnull=True),
                name="stepup_et_aabent",
                violation_error_message="Borgeren er allerede i et step-up.",
            ),
            models.CheckConstraint(
                name="stepup_samtykke_foer_tilbagetraekning",
                condition=Q(samtykke_trukket__isnull=True)
                | Q(samtykke__isnull=False, samtykke_trukket__gte=F("samtykke")),
                violation_error_message="Et samtykke kan ikke trækkes tilbage, før det er givet.",
            ),
        ]
        indexes = [by_forloeb("stepup", "dato")]

    def __str__(self) -> str:
        return f"Step-up begyndt {dato_aar(self.dato)}"

    def may_share(self, kode: str, dag: date) -> bool:
        """Whether the borger's consent, as it stands on the day, covers a conditional participant."""
        if self.samtykke is None or self.samtykke > dag:
            return False
        trukket = self.samtykke_trukket is not None and self.samtykke_trukket <= dag
        return not trukket and kode in self.samtykke_omfang


@pghistory.track()
class Stepupmoede(Registreret):
    """The first or second meeting (``nr``); ``deltagere`` are codes of those who took part, ``svar`` by question."""

    forloeb = KommuneFK(Forloeb, db_index=False, related_name="stepupmoeder")
    stepup = KommuneFK(Stepup, related_name="moeder")
    nr = models.PositiveSmallIntegerField()
    dato = models.DateField()
    status = models.CharField(max_length=12, choices=Moedestatus, default=Moedestatus.PLANLAGT)
    deltagere = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    andre_deltog = models.CharField(max_length=300, blank=True)
    svar = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stepup", "nr"],
                name="stepupmoede_nr_unikt",
                violation_error_message="Mødet er lige blevet gemt af en anden. Åbn siden igen.",
            )
        ]

    def __str__(self) -> str:
        return f"Møde {self.nr} i step-up {dato_aar(self.dato)}"
