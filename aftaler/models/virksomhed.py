"""Companies, the people there, their openings, and notes about them."""

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from stdnum.dk import cvr
from stdnum.exceptions import ValidationError as StdnumError

from borgere import navne
from kommuner.felter import KommuneFK, KommuneModel, new_ekstern_id
from kommuner.models import Medarbejder
from kommuner.perioder import ends_after_start


def valid_cvr(text: str) -> bool:
    """Whether the text is a CVR number with a right check digit."""
    try:
        cvr.validate(text)
    except StdnumError:
        return False
    return True


class VirksomhedQuerySet(models.QuerySet["Virksomhed"]):
    def egne(self, user: Medarbejder) -> "VirksomhedQuerySet":
        """The companies of the person's kommune, duplicates that were merged into another left out."""
        return self.filter(kommune=user.kommune_id, lagt_ind_under__isnull=True)


@pghistory.track()
class Virksomhed(KommuneModel):
    """A company, known to everybody in the kommune; nothing about a borger stands here.

    ``lagt_ind_under`` is the company a duplicate was merged into: the row stays, so that its external key still
    leads somewhere, and is shown nowhere.
    """

    ekstern_id = models.CharField(max_length=100, default=new_ekstern_id)
    navn = models.CharField(max_length=200)
    navn_sortering = models.CharField(max_length=250, editable=False, default="")
    navn_soegning = models.CharField(max_length=250, editable=False, default="")
    cvr = models.CharField("CVR-nr.", max_length=8, blank=True)
    adresse = models.CharField(max_length=200, blank=True)
    postnr = models.CharField("postnr.", max_length=4, blank=True)
    bynavn = models.CharField("by", max_length=100, blank=True)
    lagt_ind_under = KommuneFK("self", null=True, blank=True, related_name="dubletter")
    version = models.PositiveIntegerField(default=1)

    objects = VirksomhedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kommune", "ekstern_id"], name="virksomhed_ekstern_id_unik"),
            models.CheckConstraint(
                name="virksomhed_ikke_under_sig_selv",
                condition=Q(lagt_ind_under__isnull=True) | ~Q(lagt_ind_under=models.F("id")),
                violation_error_message="En virksomhed kan ikke lægges sammen med sig selv.",
            ),
            # Without it the company would be found by no search and stand first in every list.
            models.CheckConstraint(name="virksomhed_navn_soegeligt", condition=~Q(navn_soegning="")),
        ]
        indexes = [models.Index(fields=["kommune", "navn_sortering"], name="virksomhed_navn_idx")]

    def __str__(self) -> str:
        return self.navn

    def set_navn(self, navn: str) -> None:
        """Set the name together with its sort and search forms."""
        for felt, vaerdi in name_fields(navn).items():
            setattr(self, felt, vaerdi)


def name_fields(navn: str) -> dict[str, str]:
    """A company's name with the forms it is sorted and searched by, by column."""
    return {
        "navn": navn,
        "navn_sortering": navne.sort_key(navn)[:250],
        "navn_soegning": navne.search_text(navn)[:250],
    }


@pghistory.track()
class Kontaktperson(KommuneModel):
    ekstern_id = models.CharField(max_length=100, default=new_ekstern_id)
    virksomhed = KommuneFK(Virksomhed, related_name="kontaktpersoner")
    navn = models.CharField(max_length=200)
    funktion = models.CharField(max_length=100, blank=True)
    telefon = models.CharField(max_length=40, blank=True)
    email = models.CharField("e-mail", max_length=254, blank=True)
    aktiv = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kommune", "ekstern_id"], name="kontaktperson_ekstern_id_unik")
        ]

    def __str__(self) -> str:
        return self.navn


AABNING_TIMER = "Timer pr. uge er et tal over 0 og højst 37, fx 4,5."


@pghistory.track()
class Aabning(KommuneModel):
    """What a company would give somebody to do: tasks, at most so many hours a week, and what it can allow for.

    It says nothing about a borger. ``slut`` is the first day it no longer stands open, None for open-ended.
    """

    virksomhed = KommuneFK(Virksomhed, related_name="aabninger")
    opgaver = models.TextField()
    timer = models.DecimalField("timer pr. uge", max_digits=4, decimal_places=2, null=True, blank=True)
    hensyn = models.TextField(blank=True)
    start = models.DateField()
    slut = models.DateField(null=True, blank=True)
    registreret_af = KommuneFK(Medarbejder, null=True, related_name="+", db_index=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            ends_after_start("aabning"),
            models.CheckConstraint(
                name="aabning_timer_1_37",
                condition=Q(timer__isnull=True) | Q(timer__gt=0, timer__lte=37),
                violation_error_message=AABNING_TIMER,
            ),
        ]


class Notatform(models.TextChoices):
    BESOEG = "besoeg", "Besøg"
    TELEFON = "telefon", "Telefon"
    VIDEO = "video", "Video"
    EMAIL = "email", "E-mail"


@pghistory.track()
class Virksomhedsnotat(KommuneModel):
    """What was talked about with a company on a day; read by everybody in the kommune, so never about a borger."""

    virksomhed = KommuneFK(Virksomhed, related_name="notater", db_index=False)
    dato = models.DateField()
    form = models.CharField("type", max_length=10, choices=Notatform)
    note = models.TextField()
    registreret_af = KommuneFK(Medarbejder, null=True, related_name="+", db_index=False)
    registreret_tidspunkt = models.DateTimeField(db_default=Now())
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["virksomhed", "dato"], name="virksomhedsnotat_dato_idx")]
