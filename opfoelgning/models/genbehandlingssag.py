"""A borger's way back to the rehabiliteringsteam: what is prepared, when the meeting is, and what was started after.

The meeting that was held is a ``Genbehandling``, the fact the rules read; everything here is the process around it.
"""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from forloeb.models import Forloeb
from forloeb.registreret import Registreret
from kommuner.felter import KommuneFK, by_forloeb
from opfoelgning.models.beslutning import Genbehandling
from opfoelgning.models.ledersag import Beslutning


@pghistory.track()
class Genbehandlingssag(Registreret):
    """One genbehandling from the day it was decided (``dato``) until its meeting was held (``genbehandling``).

    ``afsnit`` are the sections of the forberedende skema filled in another system. ``helbred_aendret`` is None until
    somebody has asked; only a yes lets medical information be obtained (``laege_indhentet``). ``igangsat`` is what was
    started after the meeting and ``igangsat_dato`` when. One given up before a meeting has ``afsluttet`` and says why.
    """

    forloeb = KommuneFK(Forloeb, db_index=False, related_name="genbehandlingssager")
    beslutning = KommuneFK(Beslutning, null=True, blank=True, related_name="genbehandlingssager")
    dato = models.DateField()
    afsnit = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    helbred_aendret = models.BooleanField(null=True, blank=True)
    laege_indhentet = models.DateField(null=True, blank=True)
    genbehandling = KommuneFK(Genbehandling, null=True, blank=True, related_name="sager")
    igangsat = models.TextField(blank=True)
    igangsat_dato = models.DateField(null=True, blank=True)
    afsluttet = models.DateField(null=True, blank=True)
    afslutningsgrund = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["forloeb"],
                condition=Q(afsluttet__isnull=True, genbehandling__isnull=True),
                name="genbehandlingssag_en_aaben",
                violation_error_message="Borgerens sag er allerede på vej til genbehandling.",
            ),
            models.CheckConstraint(
                name="genbehandlingssag_laege_ved_aendring",
                condition=Q(laege_indhentet__isnull=True) | Q(helbred_aendret=True),
                violation_error_message="Lægeoplysninger indhentes kun, når helbredet har ændret sig.",
            ),
        ]
        indexes = [by_forloeb("genbehandlingssag", "dato")]


class Moedestatus(models.TextChoices):
    PLANLAGT = "planlagt", "Planlagt"
    HOLDT = "holdt", "Holdt"
    IKKE_HOLDT = "ikke_holdt", "Ikke holdt"


@pghistory.track()
class Genbehandlingsmoede(Registreret):
    """A meeting of the rehabiliteringsteam that was planned: held, or not, and then why (``grund``)."""

    forloeb = KommuneFK(Forloeb, db_index=False, related_name="genbehandlingsmoeder")
    sag = KommuneFK(Genbehandlingssag, related_name="moeder")
    dato = models.DateField()
    status = models.CharField(max_length=12, choices=Moedestatus, default=Moedestatus.PLANLAGT)
    grund = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sag"],
                condition=Q(status="planlagt"),
                name="genbehandlingsmoede_et_planlagt",
                violation_error_message="Der er allerede planlagt et møde.",
            ),
            models.CheckConstraint(
                name="genbehandlingsmoede_grund",
                condition=~Q(status="ikke_holdt") | ~Q(grund=""),
                violation_error_message="Skriv, hvorfor mødet ikke blev holdt.",
            ),
        ]
