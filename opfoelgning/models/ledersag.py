"""What the leader is asked and decides: proposals of the jobformidler, and decisions with their reason.

No rule reads them: a decision that a rule must know is a ``Sagsgennemgang`` beside it.
"""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from aftaler.models import Virksomhed
from forloeb.models import Forloeb
from forloeb.registreret import Registreret
from kommuner.felter import KommuneFK, by_forloeb, new_ekstern_id
from kommuner.models import Medarbejder
from opfoelgning.models.beslutning import Sagsgennemgang


class Forslagstype(models.TextChoices):
    GENBEHANDLING = "genbehandling", "Genbehandling"
    AKTIVITET = "aktivitet", "Konkret aktivitet er aftalt"
    FRAVAER = "fravaer", "Fravær mangler at blive registreret"


@pghistory.track()
class Forslag(Registreret):
    """What a jobformidler proposes to the leader about a passive or nearly passive borger.

    ``dato`` is the day wished for: of the meeting, of the activity's start, of the absence's. ``afsnit`` are the
    sections of the forberedende skema she has seen to. Waits for the leader until ``afgjort``, the day it was
    decided on or withdrawn.
    """

    ekstern_id = models.CharField(max_length=100, default=new_ekstern_id)
    forloeb = KommuneFK(Forloeb, db_index=False, related_name="forslag")
    type = models.CharField("forslag", max_length=20, choices=Forslagstype)
    begrundelse = models.CharField(max_length=300)
    dato = models.DateField()
    afsnit = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    afgjort = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kommune", "ekstern_id"], name="forslag_ekstern_id_unik"),
            models.UniqueConstraint(
                fields=["forloeb"],
                condition=Q(afgjort__isnull=True),
                name="forslag_et_hos_lederen",
                violation_error_message="Der ligger allerede et forslag om borgeren hos teamlederen.",
            ),
            models.CheckConstraint(
                name="forslag_har_begrundelse",
                condition=~Q(begrundelse=""),
                violation_error_message="Skriv en sætning om, hvorfor du foreslår det.",
            ),
        ]


class Udfald(models.TextChoices):
    GENBEHANDLING = "genbehandling", "Genbehandling i rehabiliteringsteamet"
    INDSATS_AFTALT = "indsats_aftalt", "Konkret virksomhedsrettet indsats eller fleksjob er aftalt"
    LOVLIG_GRUND = "lovlig_grund", "Lovligt fravær eller fritagelse"
    UDEN_FOR = "uden_for", "Ikke længere i målgruppen"


@pghistory.track()
class Beslutning(Registreret):
    """What was decided about a borger, why, and by whom together.

    ``sammen_med`` is the colleague it was decided with: never the person who wrote it down. ``sagsgennemgang`` is
    the fact the rules read; None for a borger who leaves the target group, and for a decision that was ``annulleret``.
    """

    ekstern_id = models.CharField(max_length=100, default=new_ekstern_id)
    forloeb = KommuneFK(Forloeb, db_index=False, related_name="beslutninger")
    forslag = KommuneFK(Forslag, null=True, blank=True, related_name="beslutninger")
    dato = models.DateField()
    udfald = models.CharField(max_length=20, choices=Udfald)
    begrundelse = models.TextField()
    jobformidler_deltog = models.BooleanField(default=True)
    andre_deltog = models.CharField(max_length=300, blank=True)
    sammen_med = KommuneFK(Medarbejder, null=True, blank=True, related_name="+", db_index=False)
    virksomhed = KommuneFK(Virksomhed, null=True, blank=True, related_name="beslutninger", db_index=False)
    forventet_start = models.DateField(null=True, blank=True)
    sagsgennemgang = KommuneFK(Sagsgennemgang, null=True, blank=True, related_name="beslutninger")
    annulleret = models.DateField(null=True, blank=True)
    annulleret_grund = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kommune", "ekstern_id"], name="beslutning_ekstern_id_unik"),
            models.CheckConstraint(
                name="beslutning_har_begrundelse",
                condition=~Q(begrundelse=""),
                violation_error_message="Skriv en begrundelse.",
            ),
            models.CheckConstraint(
                name="beslutning_sammen_med_en_anden",
                condition=Q(sammen_med__isnull=True) | ~Q(sammen_med=F("registreret_af")),
                violation_error_message="Vælg en anden end dig selv.",
            ),
            models.CheckConstraint(
                name="beslutning_indsats_med_sted_og_start",
                condition=~Q(udfald="indsats_aftalt")
                | Q(virksomhed__isnull=False, forventet_start__isnull=False),
                violation_error_message="Skriv, hvilken virksomhed indsatsen er aftalt med, og hvornår den begynder.",
            ),
        ]
        indexes = [by_forloeb("beslutning", "dato")]

    def udfald_ord(self, organ: str) -> str:
        """What was decided, in words; ``organ`` is what the body was called that day."""
        if self.udfald == Udfald.GENBEHANDLING:
            return f"Genbehandling i {organ}"
        return str(Udfald(self.udfald).label)
