"""Measures that a forløb may hold, at a company or not."""

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from aftaler.models.virksomhed import Kontaktperson, Virksomhed
from forloeb.models import ForloebFakta
from kalender.dansk import periode_lang
from kommuner.felter import KommuneFK, by_forloeb, new_ekstern_id
from kommuner.maerkning import marks_forloeb
from kommuner.models import Tilbudstype
from kommuner.perioder import ends_after_start

TIMER_0_37 = "Timer pr. uge er et tal mellem 0 og 37, fx 4,5."


@pghistory.track()
class Tilbud(ForloebFakta):
    """Virksomhedspraktik and other measures; the type tells whether it is virksomhedsrettet."""

    ekstern_id = models.CharField(max_length=100, default=new_ekstern_id)
    type = KommuneFK(Tilbudstype)
    virksomhed = KommuneFK(Virksomhed, null=True, blank=True)
    parallel = models.BooleanField(default=False)
    timer = models.DecimalField(
        "timer pr. uge",
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0, TIMER_0_37), MaxValueValidator(37, TIMER_0_37)],
    )
    formaal = models.CharField("formål", max_length=300, blank=True, db_default="", default="")
    maal = models.TextField("mål", blank=True, db_default="", default="")
    opgaver = models.TextField(blank=True, db_default="", default="")
    kontaktperson = KommuneFK(Kontaktperson, null=True, blank=True, db_index=False)
    samtykke = models.DateField("borgerens samtykke", null=True, blank=True)
    vitas = models.DateField("registreret i VITAS", null=True, blank=True)
    vitas_reference = models.CharField("VITAS-nummer", max_length=40, blank=True, db_default="", default="")
    resultat = models.TextField(blank=True, db_default="", default="")

    class Meta:
        default_related_name = "tilbud"
        constraints = [
            models.UniqueConstraint(fields=["kommune", "ekstern_id"], name="tilbud_ekstern_id_unik"),
            ends_after_start("tilbud"),
            models.CheckConstraint(
                name="tilbud_timer_mellem_0_og_37",
                condition=Q(timer__isnull=True) | Q(timer__gte=0, timer__lte=37),
                violation_error_message=TIMER_0_37,
            ),
        ]
        indexes = [by_forloeb("tilbud", "start")]
        triggers = [marks_forloeb()]

    def __str__(self) -> str:
        sted = f", {self.virksomhed}" if self.virksomhed else ""
        return f"{self.type}{sted}, {periode_lang(self.start, self.slut)}"
