"""Reviews by the team leader, and genbehandling."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models

from forloeb.models import Forloeb
from forloeb.registreret import Registreret, UdenId
from kalender.dansk import dato_aar
from kommuner.felter import KommuneFK, by_forloeb
from kommuner.maerkning import marks_forloeb


class Gennemgangsresultat(models.TextChoices):
    INDSATS_AFTALT = "indsats_aftalt", "Virksomhedsrettet indsats aftalt"
    GENBEHANDLING = "genbehandling", "Genbehandling"
    LOVLIG_GRUND = "lovlig_grund", "Lovlig grund"


@pghistory.track()
class Sagsgennemgang(UdenId, Registreret):
    """Review of a passive case by leader and jobformidler."""

    forloeb = KommuneFK(Forloeb, db_index=False, related_name="sagsgennemgange")
    dato = models.DateField()
    resultat = models.CharField(max_length=20, choices=Gennemgangsresultat)
    forventet_start = models.DateField(null=True, blank=True)
    begrundelse = models.TextField(blank=True)

    class Meta:
        indexes = [by_forloeb("sagsgennemgang", "dato")]
        triggers = [marks_forloeb()]

    def __str__(self) -> str:
        resultat = str(Gennemgangsresultat(self.resultat).label).lower()
        return f"Sagsgennemgang {dato_aar(self.dato)}: {resultat}"


@pghistory.track()
class Genbehandling(UdenId, Registreret):
    """The case back in the rehabiliteringsteam; ``moede`` is the day the team meeting was held."""

    forloeb = KommuneFK(Forloeb, db_index=False, related_name="genbehandlinger")
    moede = models.DateField()
    indstillede_indsatser = ArrayField(models.CharField(max_length=60), default=list)
    progressionsmaal = models.TextField("progressionsmål", blank=True)

    class Meta:
        indexes = [by_forloeb("genbehandling", "moede")]
        triggers = [marks_forloeb()]
