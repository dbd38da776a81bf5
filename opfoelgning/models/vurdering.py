"""Stored judgements: all of it derived from facts, and rebuilt from them at any time."""

from datetime import date

from django.db import models
from django.db.models import Case, Q, Value, When

from borgere.models import Borger
from forloeb.models import Forloeb
from kommuner.bevaegelse import moves
from kommuner.felter import KommuneFK, KommuneModel
from kommuner.maerkning import marks_when_forgotten
from kommuner.models import Medarbejder
from opfoelgning.regler.typer import Tilstand

# Where a status sorts by its frist: last without one. A CASE, since the database would not look into a COALESCE before
# it knows that the row may be seen, and so could not begin in the middle of an index.
FRISTORDEN = Case(
    When(hast_frist__isnull=True, then=Value(date.max)), default="hast_frist", output_field=models.DateField()
)

# The states of passivity that a leader must know of, in the order in which she does.
PASSIVITETSORDEN = tuple(str(t) for t in (Tilstand.OVERSKREDET, Tilstand.AFVENTER, Tilstand.VARSEL))
PASSIVITETSRANG = Case(
    *(When(passivitet=tilstand, then=Value(nr)) for nr, tilstand in enumerate(PASSIVITETSORDEN)),
    output_field=models.IntegerField(),
)

# What a leader's figures count of a status, by jobformidler.
TAELLER = ("jobformidler_id", "aaben", "fase", "kontakt", "passivitet", "hast", "timer", "timer_ved_start")


class Sagsstatus(KommuneModel):
    """What lists need of a forløb, as judged on ``vurderet_dag``. Derived, may be dropped.

    Valid until the day ``naeste``, and where hours count until the instant ``naeste_tidspunkt``. ``kontakt`` and
    ``passivitet`` are the states of these two rules, empty where they judge nothing; ``passivitet_frist`` is the
    latter's frist.
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
    passivitet_frist = models.DateField(null=True)
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
            # A jobformidler's caseload; with it what a leader's figures count, so that they are read from here alone.
            models.Index(
                fields=["kommune", "jobformidler", "hast", "hast_frist"],
                include=["aaben", "fase", "kontakt", "passivitet", "timer", "timer_ved_start"],
                name="sagsstatus_jobformidler_idx",
            ),
            # The order of the leader's panel, of which only the first are read.
            models.Index(
                "kommune",
                PASSIVITETSRANG,
                "passivitet_frist",
                "navn_sortering",
                "forloeb",
                include=["jobformidler"],
                condition=Q(aaben=True, passivitet__in=PASSIVITETSORDEN),
                name="sagsstatus_passivitet_idx",
            ),
            # The order of the team's list, in which it is read a page at a time.
            models.Index(
                "kommune",
                "aaben",
                "hast",
                FRISTORDEN,
                "navn_sortering",
                "forloeb",
                name="sagsstatus_orden_idx",
            ),
        ]
        triggers = [
            marks_when_forgotten(),
            *moves("stamme", "forloeb_id", *TAELLER, noegle="COALESCE(jobformidler_id::text, '')"),
        ]


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
