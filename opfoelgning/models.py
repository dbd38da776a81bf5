"""Contacts and follow-ups, decisions on passive cases, and what the rules made of all facts."""

from datetime import date

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Now

from aftaler.models import Ansaettelse
from borgere.models import Borger
from forloeb.models import Forloeb
from forloeb.registreret import Registreret, UdenId
from kommuner.felter import KommuneFK, KommuneModel, by_forloeb, new_ekstern_id
from kommuner.maerkning import marks_forloeb, marks_when_forgotten
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


SIDST = Value(date.max, models.DateField())  # where a frist sorts that is not there


class Sagsstatus(KommuneModel):
    """What lists need of a forløb, as judged on ``vurderet_dag``. Derived, may be dropped.

    Valid until the day ``naeste``, and where hours count until the instant ``naeste_tidspunkt``. ``kontakt`` and
    ``passivitet`` are the states of these two rules, empty where they judge nothing.
    """

    forloeb = models.OneToOneField(
        Forloeb, models.CASCADE, primary_key=True, db_constraint=False, related_name="sagsstatus"
    )
    borger = KommuneFK(Borger, related_name="+", db_index=False)
    jobformidler = KommuneFK(Medarbejder, null=True, related_name="+", db_index=False)
    aaben = models.BooleanField()
    fase = models.PositiveSmallIntegerField(null=True)
    fase_start = models.DateField(null=True)
    timer = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    timer_ved_start = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    seneste_kontakt = models.DateField(null=True)
    seneste_form = models.CharField(max_length=10, blank=True)
    ur = models.JSONField(null=True)
    tilstand_nu = models.CharField(max_length=60, blank=True)
    tilstand_til = models.DateField(null=True)
    kontakt = models.CharField(max_length=12, blank=True)
    passivitet = models.CharField(max_length=12, blank=True)
    hast = models.PositiveSmallIntegerField()
    hast_frist = models.DateField(null=True)
    navn_sortering = models.CharField(max_length=250)
    vurderet_dag = models.DateField()
    naeste = models.DateField()
    naeste_tidspunkt = models.DateTimeField(null=True)
    fejl = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["kommune", "naeste"], name="sagsstatus_naeste_idx"),
            models.Index(
                fields=["kommune", "naeste_tidspunkt"],
                condition=Q(naeste_tidspunkt__isnull=False),
                name="sagsstatus_tidspunkt_idx",
            ),
            models.Index(fields=["kommune", "vurderet_dag"], name="sagsstatus_vurderet_idx"),
            models.Index(fields=["jobformidler", "hast", "hast_frist"], name="sagsstatus_jobformidler_idx"),
            # The order of the team's list, in which it is read a page at a time.
            models.Index(
                "kommune",
                "aaben",
                "hast",
                Coalesce("hast_frist", SIDST),
                "navn_sortering",
                "forloeb",
                name="sagsstatus_orden_idx",
            ),
        ]
        triggers = [marks_when_forgotten()]


class Vurdering(KommuneModel):
    """A rule's judgement of a forløb in force from ``siden`` and, facts unchanged, until the status' ``naeste``."""

    forloeb = KommuneFK(Forloeb, models.CASCADE, related_name="vurderinger", db_index=False)
    regel = models.CharField(max_length=40)
    genstand = models.CharField(max_length=100, blank=True)
    tilstand = models.CharField(max_length=12)
    frist = models.DateField(null=True)
    siden = models.DateField()
    anker = models.DateField()
    regelsaet = models.CharField(max_length=80)
    detaljer = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["forloeb", "regel", "genstand"], name="vurdering_unik")
        ]
        indexes = [models.Index(fields=["kommune", "regel", "tilstand", "frist"], name="vurdering_regel_idx")]


class Aftryk(KommuneModel):
    """What a forløb's stored judgements were made from, as one number (``opfoelgning.aftryk``). Derived."""

    forloeb = models.OneToOneField(
        Forloeb, models.CASCADE, primary_key=True, db_constraint=False, related_name="aftryk"
    )
    tal = models.BigIntegerField()


class Advis(KommuneModel):
    """A flag: a duty was missed. Stays as history after ``lukket_dag``.

    ``anker`` is the day the missed deadline was counted from, ``lukket_af`` by which fact the flag was closed.
    """

    forloeb = KommuneFK(Forloeb, related_name="advis")
    regel = models.CharField(max_length=40)
    genstand = models.CharField(max_length=100, blank=True)
    frist = models.DateField(null=True)
    aabnet_dag = models.DateField()
    lukket_dag = models.DateField(null=True)
    anker = models.DateField(null=True)
    lukket_af = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["forloeb", "regel", "genstand", "frist"], nulls_distinct=False, name="advis_unikt"
            )
        ]
        indexes = [
            models.Index(
                fields=["kommune", "regel"], condition=Q(lukket_dag__isnull=True), name="advis_aabne_idx"
            )
        ]


class Koersel(KommuneModel):
    """One run of the refresh job for one kommune."""

    opgave = models.CharField(max_length=40)
    dag = models.DateField()
    startet = models.DateTimeField(db_default=Now())
    sluttet = models.DateTimeField(null=True)
    antal = models.IntegerField(default=0)
    aabnet = models.IntegerField(default=0)
    lukket = models.IntegerField(default=0)
    fejl = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["kommune", "-startet"], name="koersel_startet_idx")]


class Kladde(KommuneModel):
    """Unsaved text of one person in one form about one forløb; nobody else can see it."""

    medarbejder = KommuneFK(Medarbejder, models.CASCADE, related_name="kladder")
    forloeb = KommuneFK(Forloeb, models.CASCADE, related_name="+", db_index=False)
    formular = models.CharField(max_length=40)
    indhold = models.JSONField()
    gemt = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["medarbejder", "forloeb", "formular"], name="kladde_en_pr_formular"
            )
        ]
