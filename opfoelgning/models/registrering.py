"""Contacts, follow-ups and enquiries."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from aftaler.models import Ansaettelse
from forloeb.models import Forloeb
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


@pghistory.track()
class Opfoelgning(Registrering):
    """Follow-up in a fleksjob; ``fremmoede_virksomhed`` when it was held in person at the company."""

    forloeb = KommuneFK(Forloeb, db_index=False, related_name="opfoelgninger")
    ansaettelse = KommuneFK(Ansaettelse, sammen_med=("forloeb",), related_name="opfoelgninger")
    fremmoede_virksomhed = models.BooleanField("fremmøde på virksomheden", default=False)
    statusmoede = models.BooleanField("statusmøde", default=False)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kommune", "ekstern_id"], name="opfoelgning_ekstern_id_unik")
        ]
        indexes = [by_forloeb("opfoelgning", "dato")]
        triggers = [marks_forloeb()]


@pghistory.track()
class Henvendelse(KommuneModel):
    """A message from the borger that must be answered within 24 hours."""

    ekstern_id = models.CharField(max_length=100, default=new_ekstern_id)
    forloeb = KommuneFK(Forloeb, db_index=False, related_name="henvendelser")
    modtaget = models.DateTimeField()
    besvaret = models.DateTimeField(null=True, blank=True)

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
