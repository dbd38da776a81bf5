"""How far the borger's CV has come, day by day."""

import pghistory
from django.db import models

from forloeb.models.forloeb import Forloeb
from forloeb.registreret import Registreret
from kalender.dansk import dato_aar
from kommuner.felter import KommuneFK, by_forloeb, new_ekstern_id


class CvStand(models.TextChoices):
    MANGLER = "mangler", "Mangler"
    I_GANG = "i_gang", "Er i gang"
    KLAR = "klar", "Klar til brug"
    OPDATERES = "opdateres", "Skal opdateres"


@pghistory.track()
class CvTilstand(Registreret):
    """The state of the CV from a day on, until the next one."""

    ekstern_id = models.CharField(max_length=100, default=new_ekstern_id)
    forloeb = KommuneFK(Forloeb, db_index=False, related_name="cv_tilstande")
    dato = models.DateField()
    stand = models.CharField("CV'et", max_length=10, choices=CvStand)
    note = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kommune", "ekstern_id"], name="cvtilstand_ekstern_id_unik")
        ]
        indexes = [by_forloeb("cvtilstand", "dato")]

    def __str__(self) -> str:
        return f"CV: {str(self.get_stand_display()).lower()}, {dato_aar(self.dato)}"
