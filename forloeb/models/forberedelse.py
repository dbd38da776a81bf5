"""What fase 1 leaves behind: sections of the forberedende del, jobmål, who took part, what was told and asked for.

No rule reads any of it, so no trigger marks the forløb.
"""

from datetime import date, timedelta

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from forloeb.models.forloeb import Forloeb, ForloebFakta
from forloeb.registreret import Registreret
from kalender.dansk import dato_aar, periode_lang
from kommuner.felter import KommuneFK, by_forloeb, new_ekstern_id
from kommuner.perioder import ends_after_start


@pghistory.track()
class Forberedelsesafsnit(Registreret):
    """The text of one section; ``dato`` is the day it tells of, ``titel`` what the list called it then.

    The history keeps every version before.
    """

    forloeb = KommuneFK(Forloeb, db_index=False)
    nr = models.CharField(max_length=10)
    titel = models.CharField(max_length=200)
    tekst = models.TextField(blank=True)
    dato = models.DateField()

    class Meta:
        default_related_name = "forberedelsesafsnit"
        constraints = [
            models.UniqueConstraint(
                fields=["forloeb", "nr"],
                name="forberedelsesafsnit_nr_unikt",
                violation_error_message="Afsnittet er lige blevet udfyldt af en anden. Åbn det igen.",
            )
        ]

    def __str__(self) -> str:
        return f"Afsnit {self.nr} {self.titel}"


class Forslagsstiller(models.TextChoices):
    BORGER = "borger", "Borgeren"
    JOBFORMIDLER = "jobformidler", "Jobformidleren"
    SAGSBEHANDLER = "sagsbehandler", "Sagsbehandleren"
    VIRKSOMHEDSKONSULENT = "virksomhedskonsulent", "Virksomhedskonsulenten"
    REHABILITERINGSTEAM = "rehabiliteringsteam", "Rehabiliteringsteamet"
    VIRKSOMHED = "virksomhed", "En virksomhed"
    ANDEN = "anden", "En anden"


@pghistory.track()
class Jobmaal(ForloebFakta):
    """A jobfunktion the borger goes for, over a period; several may run at once."""

    ekstern_id = models.CharField(max_length=100, default=new_ekstern_id)
    jobfunktion = models.CharField(max_length=200)
    foreslaaet_af = models.CharField("foreslået af", max_length=30, choices=Forslagsstiller)
    note = models.TextField(blank=True)
    slutaarsag = models.CharField("hvorfor det sluttede", max_length=300, blank=True)

    class Meta:
        default_related_name = "jobmaal"
        constraints = [
            ends_after_start("jobmaal"),
            models.UniqueConstraint(fields=["kommune", "ekstern_id"], name="jobmaal_ekstern_id_unik"),
        ]
        indexes = [by_forloeb("jobmaal", "start")]

    def __str__(self) -> str:
        return f"{self.jobfunktion}, {periode_lang(self.start, self.slut)}"


class Enkeltdag(Registreret):
    """Something written down about one day of a forløb."""

    ekstern_id = models.CharField(max_length=100, default=new_ekstern_id)
    forloeb = KommuneFK(Forloeb, db_index=False)
    dato = models.DateField()
    note = models.TextField(blank=True)

    # A registration has a first day and may have a last; here the two are one.
    slut: date | None = None

    class Meta:
        abstract = True

    @property
    def start(self) -> date:
        """The day."""
        return self.dato


@pghistory.track()
class Konsulentdeltagelse(Enkeltdag):
    """That a virksomhedskonsulent took part in fase 1; ``note`` says with what."""

    navn = models.CharField(max_length=200)

    class Meta:
        default_related_name = "konsulentdeltagelser"
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "ekstern_id"], name="konsulentdeltagelse_ekstern_id_unik"
            )
        ]
        indexes = [by_forloeb("konsulentdeltagelse", "dato")]

    def __str__(self) -> str:
        return f"{self.navn}, {dato_aar(self.dato)}"


@pghistory.track()
class Orientering(Enkeltdag):
    """That the borger was told something, in the words of the list at the time."""

    tekst = models.CharField(max_length=300)

    class Meta:
        default_related_name = "orienteringer"
        constraints = [
            models.UniqueConstraint(fields=["kommune", "ekstern_id"], name="orientering_ekstern_id_unik")
        ]
        indexes = [by_forloeb("orientering", "dato")]

    def __str__(self) -> str:
        return f"{self.tekst}, {dato_aar(self.dato)}"


@pghistory.track()
class Dokumentanmodning(Enkeltdag):
    """A document asked for on ``dato``: due by ``frist``, reminded of on the days ``rykket``, come on ``modtaget``."""

    dokument = models.CharField(max_length=200)
    hos = models.CharField("bedt hos", max_length=200)
    frist = models.DateField()
    rykket = ArrayField(models.DateField(), default=list, blank=True)
    modtaget = models.DateField(null=True, blank=True)

    class Meta:
        default_related_name = "dokumentanmodninger"
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "ekstern_id"], name="dokumentanmodning_ekstern_id_unik"
            ),
            models.CheckConstraint(
                name="dokumentanmodning_frist_efter",
                condition=Q(frist__gte=F("dato")),
                violation_error_message="Fristen ligger før den dag, der blev bedt om dokumentet.",
            ),
            models.CheckConstraint(
                name="dokumentanmodning_modtaget_efter",
                condition=Q(modtaget__isnull=True) | Q(modtaget__gte=F("dato")),
                violation_error_message="Dokumentet kan ikke være modtaget, før der blev bedt om det.",
            ),
        ]
        indexes = [by_forloeb("dokumentanmodning", "dato")]

    def __str__(self) -> str:
        return f"{self.dokument} fra {self.hos}, {dato_aar(self.dato)}"

    def overskredet(self, dag: date) -> int:
        """Days since the frist passed without the document; 0 while it has not, or when the document is here."""
        return 0 if self.modtaget else max((dag - self.frist) // timedelta(days=1), 0)
