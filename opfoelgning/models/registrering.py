"""Contacts, follow-ups and enquiries."""

from datetime import date

import pghistory
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from aftaler.models import Ansaettelse
from forloeb.models import Forloeb
from forloeb.registreret import Registreret
from kalender.dansk import dato_aar
from kommuner.felter import KommuneFK, KommuneModel, by_forloeb, new_ekstern_id
from kommuner.maerkning import marks_forloeb
from kommuner.models import Medarbejder


class Form(models.TextChoices):
    TELEFON = "telefon", "Telefon"
    FYSISK = "fysisk", "Fysisk"
    VIDEO = "video", "Video"
    BREV = "brev", "Brev"
    SMS = "sms", "Sms"
    EMAIL = "email", "E-mail"


class Status(models.TextChoices):
    PLANLAGT = "planlagt", "Planlagt"
    GENNEMFOERT = "gennemfoert", "Gennemført"
    UDEBLEVET = "udeblevet", "Borgeren mødte ikke"
    AFLYST = "aflyst", "Aflyst"


HOLDT_ELLER_FORSOEGT = (Status.GENNEMFOERT, Status.UDEBLEVET)


class Maalstatus(models.TextChoices):
    """How it goes with the progressionsmål, as told at a follow-up."""

    PAA_VEJ = "paa_vej", "På vej"
    NAAET = "naaet", "Nået"
    IKKE_LIGE_NU = "ikke_lige_nu", "Ikke realistisk lige nu"


class Registrering(KommuneModel):
    """Something that happened, or is planned, on one day, and who wrote it down when."""

    ekstern_id = models.CharField(max_length=100, default=new_ekstern_id)
    dato = models.DateField()
    form = models.CharField("type", max_length=10, choices=Form)
    status = models.CharField(max_length=12, choices=Status)
    registreret_af = KommuneFK(Medarbejder, null=True, related_name="+", db_index=False)
    registreret_tidspunkt = models.DateTimeField(db_default=Now())
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


@pghistory.track()
class Kontakt(Registrering):
    """Contact between jobformidler and borger."""

    forloeb = KommuneFK(Forloeb, related_name="kontakter", db_index=False)
    note = models.TextField(blank=True)
    naeste_skridt = models.CharField("næste skridt", max_length=200, blank=True)
    sted = models.CharField(max_length=200, blank=True)
    deltagere = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kommune", "ekstern_id"], name="kontakt_ekstern_id_unik")
        ]
        indexes = [
            models.Index(
                fields=["kommune", "forloeb", "dato", "id"],
                include=["form", "status", "ekstern_id"],
                name="kontakt_sag_idx",
            ),
        ]
        triggers = [marks_forloeb()]

    def __str__(self) -> str:
        return f"Kontakt {dato_aar(self.dato)}, {str(self.get_form_display()).lower()}"


@pghistory.track()
class Opfoelgning(Registrering):
    """Follow-up in a fleksjob; ``fremmoede_virksomhed`` when it was held in person at the company.

    ``timer`` and ``intensitet`` are the hours as told there, ``plan`` what follows the status meeting. ``planlagt_til``
    is the day one that was held had been planned for; ``foreslaaet``: the system planned it and nobody has touched it.
    """

    forloeb = KommuneFK(Forloeb, db_index=False, related_name="opfoelgninger")
    ansaettelse = KommuneFK(Ansaettelse, sammen_med=("forloeb",), related_name="opfoelgninger")
    fremmoede_virksomhed = models.BooleanField("fremmøde på virksomheden", default=False)
    statusmoede = models.BooleanField("statusmøde", default=False)
    note = models.TextField(blank=True)
    deltagere = models.CharField(max_length=200, blank=True, db_default="", default="")
    sted = models.CharField(max_length=200, blank=True, db_default="", default="")
    maalstatus = models.CharField(
        "status på progressionsmål",
        max_length=12,
        choices=Maalstatus,
        blank=True,
        db_default="",
        default="",
    )
    stoette = models.CharField("støtte", max_length=200, blank=True, db_default="", default="")
    plan = models.TextField("plan for det, der følger", blank=True, db_default="", default="")
    timer = models.DecimalField("timer pr. uge", max_digits=4, decimal_places=2, null=True, blank=True)
    intensitet = models.PositiveSmallIntegerField("arbejdsintensitet i procent", null=True, blank=True)
    planlagt_til = models.DateField(null=True, blank=True)
    foreslaaet = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kommune", "ekstern_id"], name="opfoelgning_ekstern_id_unik")
        ]
        indexes = [by_forloeb("opfoelgning", "dato")]
        triggers = [marks_forloeb()]

    def __str__(self) -> str:
        hvad = "Statusmøde" if self.statusmoede else "Opfølgning"
        sted = " på virksomheden" if self.fremmoede_virksomhed else ""
        return f"{hvad} {dato_aar(self.dato)}, {str(self.get_form_display()).lower()}{sted}"


@pghistory.track()
class Henvendelse(Registreret):
    """A message from the borger that must be answered within 24 hours; ``note`` is what she wanted."""

    ekstern_id = models.CharField(max_length=100, default=new_ekstern_id)
    forloeb = KommuneFK(Forloeb, db_index=False, related_name="henvendelser")
    modtaget = models.DateTimeField()
    besvaret = models.DateTimeField(null=True, blank=True)
    form = models.CharField("type", max_length=10, choices=Form, blank=True, db_default="", default="")
    note = models.TextField("besked", blank=True, db_default="", default="")
    svar = models.TextField(blank=True, db_default="", default="")
    besvaret_af = KommuneFK(Medarbejder, null=True, blank=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kommune", "ekstern_id"], name="henvendelse_ekstern_id_unik"),
            models.CheckConstraint(
                name="henvendelse_besvaret_efter_modtaget",
                condition=Q(besvaret__isnull=True) | Q(besvaret__gte=F("modtaget")),
                violation_error_message="En henvendelse kan ikke være besvaret, før den er modtaget.",
            ),
        ]
        indexes = [by_forloeb("henvendelse", "modtaget")]
        triggers = [marks_forloeb()]

    @property
    def dato(self) -> date:
        """The day it came in, in Denmark."""
        return timezone.localdate(self.modtaget)

    @property
    def stand(self) -> str:
        """How it stands in words, for whoever saved after somebody else."""
        if self.besvaret is None:
            return "ikke besvaret"
        return (
            f"besvaret {dato_aar(timezone.localdate(self.besvaret))}{f', {self.svar}' if self.svar else ''}"
        )

    def __str__(self) -> str:
        return f"Henvendelse {dato_aar(self.dato)}"
