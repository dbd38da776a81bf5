"""The meeting on rehabilitation, and the kommune's decision after it."""

from __future__ import annotations

from datetime import date

import pghistory
from django.db import models
from django.db.models import Q

from forloeb.deltagere import Deltager, from_json
from forloeb.models.fakta import Fase, Ydelse
from forloeb.models.forloeb import Forloeb
from forloeb.registreret import Registreret, UdenId
from kalender.dansk import dato_aar, periode_lang
from kommuner.felter import KommuneFK, by_forloeb
from kommuner.perioder import ends_after_start


class Moedestatus(models.TextChoices):
    PLANLAGT = "planlagt", "Planlagt"
    HOLDT = "holdt", "Holdt"
    AFLYST = "aflyst", "Aflyst"


class Maaltype(models.TextChoices):
    PROGRESSION = "progression", "Progressionsmål"
    FASTHOLDELSE = "fastholdelse", "Mål for fastholdelse og indhold"


def maaltype_paa(progredierende_fra: date | None, dag: date) -> Maaltype:
    """What goals are about on a day: more hours, or, with a documented progressive diagnosis, staying and content."""
    dokumenteret = progredierende_fra is not None and progredierende_fra <= dag
    return Maaltype.FASTHOLDELSE if dokumenteret else Maaltype.PROGRESSION


class Indstilling(models.TextChoices):
    FLEKSJOB_MIDLERTIDIGT = "fleksjob_midlertidigt", "Midlertidigt fleksjob"
    FLEKSJOB_PERMANENT = "fleksjob_permanent", "Permanent fleksjob"
    RESSOURCEFORLOEB = "ressourceforloeb", "Ressourceforløb"
    FOERTIDSPENSION = "foertidspension", "Førtidspension"
    ANDET = "andet", "Anden indsats"


@pghistory.track()
class Rehabiliteringsmoede(UdenId, Registreret):
    """A meeting on rehabilitation, planned or held: who came, what was talked about, and what is recommended.

    ``timer`` are the hours a week the borger is thought able to work, ``begrundelse_32`` what field 3.2 of the
    rehabiliteringsplan says where these are very few.
    """

    forloeb = KommuneFK(Forloeb, db_index=False, related_name="rehabiliteringsmoeder")
    dato = models.DateField()
    status = models.CharField(max_length=10, choices=Moedestatus)
    deltagere = models.JSONField(default=list)
    jobfunktioner = models.TextField("drøftede jobfunktioner", blank=True)
    stoette = models.TextField("støtte", blank=True)
    hensyn = models.TextField(blank=True)
    timer = models.DecimalField("timer pr. uge", max_digits=4, decimal_places=2, null=True, blank=True)
    maaltype = models.CharField("måltype", max_length=12, choices=Maaltype, default=Maaltype.PROGRESSION)
    progressionsmaal = models.TextField("mål", blank=True)
    begrundelse_32 = models.TextField("begrundelse i felt 3.2", blank=True)
    indstilling = models.CharField(max_length=25, choices=Indstilling, blank=True)
    indstilling_tekst = models.TextField("begrundelse for indstillingen", blank=True)

    class Meta:
        indexes = [by_forloeb("rehabiliteringsmoede", "dato")]

    def __str__(self) -> str:
        return f"Møde {dato_aar(self.dato)}, {self.get_status_display().lower()}"

    @property
    def start(self) -> date:
        """The day, as every registration's first."""
        return self.dato

    @property
    def slut(self) -> None:
        """A meeting is but a day."""

    @property
    def deltagerliste(self) -> list[Deltager]:
        """Who takes part."""
        return from_json(self.deltagere)

    @property
    def vis_deltagere(self) -> str:
        """Who takes part, in one line."""
        return ", ".join(en.tekst for en in self.deltagerliste)


class Resultat(models.TextChoices):
    VISITERET = "visiteret", "Visiteret til fleksjob"
    IKKE_VISITERET = "ikke_visiteret", "Ikke visiteret til fleksjob"


class Varighed(models.TextChoices):
    MIDLERTIDIG = "midlertidig", "Midlertidigt"
    PERMANENT = "permanent", "Permanent"


@pghistory.track()
class Afgoerelse(UdenId, Registreret):
    """The kommune's decision on fleksjob: made on ``dato``, in force from ``start``.

    ``fase`` and ``ydelse`` are the rows it began, and ``forrige_ydelse`` the benefit it ended: they follow it when it
    is corrected or annulled.
    """

    forloeb = KommuneFK(Forloeb, db_index=False, related_name="afgoerelser")
    dato = models.DateField("afgørelsens dato")
    resultat = models.CharField("afgørelse", max_length=15, choices=Resultat)
    varighed = models.CharField(max_length=12, choices=Varighed, blank=True)
    start = models.DateField()
    slut = models.DateField(null=True, blank=True)
    ledighedsydelse_fra = models.DateField("ledighedsydelse fra", null=True, blank=True)
    note = models.TextField(blank=True)
    fase = KommuneFK(Fase, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False)
    ydelse = KommuneFK(Ydelse, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False)
    forrige_ydelse = KommuneFK(
        Ydelse, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            ends_after_start("afgoerelse"),
            models.CheckConstraint(
                name="afgoerelse_visiteret_har_varighed",
                condition=~Q(resultat=Resultat.VISITERET) | ~Q(varighed=""),
                violation_error_message="Vælg, om visitationen er midlertidig eller permanent.",
            ),
        ]
        indexes = [by_forloeb("afgoerelse", "start")]

    def __str__(self) -> str:
        if self.resultat != Resultat.VISITERET:
            return f"{self.get_resultat_display()}, {dato_aar(self.dato)}"
        return f"Visiteret {self.get_varighed_display().lower()}, {periode_lang(self.start, self.slut)}"
