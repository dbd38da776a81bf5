"""Fleksjob with dated hours and their agreement."""

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from aftaler.models.tilbud import TIMER_0_37
from aftaler.models.virksomhed import Kontaktperson, Virksomhed
from forloeb.models import Forloeb, ForloebFakta
from forloeb.registreret import Registreret, UdenId
from kalender.dansk import dato_aar, periode_lang, tal
from kommuner.felter import KommuneFK, KommuneModel, by_forloeb, new_ekstern_id
from kommuner.maerkning import marks_forloeb
from kommuner.perioder import ends_after_start

INTENSITET_1_100 = "Arbejdsintensitet er et helt tal mellem 1 og 100 procent."


@pghistory.track()
class Ansaettelse(ForloebFakta):
    """A fleksjob."""

    ekstern_id = models.CharField(max_length=100, default=new_ekstern_id)
    virksomhed = KommuneFK(Virksomhed, null=True, blank=True)
    slutaarsag = models.CharField(max_length=300, blank=True)

    class Meta:
        default_related_name = "ansaettelser"
        constraints = [
            models.UniqueConstraint(fields=["kommune", "ekstern_id"], name="ansaettelse_ekstern_id_unik"),
            ends_after_start("ansaettelse"),
        ]
        triggers = [marks_forloeb()]

    def __str__(self) -> str:
        sted = f" hos {self.virksomhed}" if self.virksomhed else ""
        return f"Fleksjob{sted}, {periode_lang(self.start, self.slut)}"


@pghistory.track()
class Timer(UdenId, Registreret):
    """Hours per week of a job from a day on, until the next entry."""

    forloeb = KommuneFK(Forloeb, db_index=False, related_name="timer")
    ansaettelse = KommuneFK(Ansaettelse, sammen_med=("forloeb",), related_name="timer")
    fra = models.DateField()
    timer = models.DecimalField(
        "timer pr. uge",
        max_digits=4,
        decimal_places=2,
        validators=[MinValueValidator(0, TIMER_0_37), MaxValueValidator(37, TIMER_0_37)],
    )
    intensitet = models.PositiveSmallIntegerField(
        "arbejdsintensitet i procent",
        default=100,
        validators=[MinValueValidator(1, INTENSITET_1_100), MaxValueValidator(100, INTENSITET_1_100)],
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ansaettelse", "fra"],
                name="timer_fra_unik",
                violation_error_message="Timerne er allerede registreret fra den dag.",
            ),
            models.CheckConstraint(
                name="timer_mellem_0_og_37",
                condition=Q(timer__gte=0, timer__lte=37),
                violation_error_message=TIMER_0_37,
            ),
            models.CheckConstraint(
                name="timer_intensitet_1_100",
                condition=Q(intensitet__gte=1, intensitet__lte=100),
                violation_error_message=INTENSITET_1_100,
            ),
        ]
        indexes = [by_forloeb("timer", "fra")]
        triggers = [marks_forloeb()]

    def __str__(self) -> str:
        return (
            f"{tal(self.timer)} timer om ugen fra {dato_aar(self.fra)}, arbejdsintensitet {self.intensitet} %"
        )


@pghistory.track()
class Fleksjobaftale(KommuneModel):
    """The written agreement on a fleksjob; ``udfyldt`` is the day it was completed and agreed on.

    ``hensyn_deles``: the borger has agreed that the company reads ``hensyn``. Earlier versions stand in the history.
    """

    forloeb = KommuneFK(Forloeb, db_index=False, related_name="fleksjobaftaler")
    ansaettelse = KommuneFK(Ansaettelse, sammen_med=("forloeb",), related_name="aftaler", db_index=False)
    udfyldt = models.DateField(null=True, blank=True)
    vitas = models.DateField("registreret i VITAS", null=True, blank=True)
    kontaktperson = KommuneFK(Kontaktperson, null=True, blank=True)
    arbejdsopgaver = models.TextField(blank=True)
    hensyn = models.TextField(blank=True)
    hensyn_deles = models.BooleanField(default=False)
    progressionsmaal = models.TextField("progressionsmål", blank=True)
    indsatser = models.TextField(blank=True)
    opfoelgning_hvornaar = models.CharField(max_length=300, blank=True)
    aftalt_mellem = models.CharField(max_length=300, blank=True)
    parallel_praktik = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    # Written by everybody on the case: who may write there may correct it.
    registreret_af_id = None

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ansaettelse"], name="fleksjobaftale_en_pr_job")]
        indexes = [by_forloeb("fleksjobaftale", "ansaettelse")]
        triggers = [marks_forloeb()]

    def __str__(self) -> str:
        udfyldt = f"udfyldt {dato_aar(self.udfyldt)}" if self.udfyldt else "ikke udfyldt"
        return f"Fleksjobaftale, {udfyldt}"
