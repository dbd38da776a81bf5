"""Dated facts of a forløb. ``slut`` is always the first day that no longer counts."""

import pghistory
from django.db import models

from forloeb.models.forloeb import ForloebFakta
from forloeb.registreret import UdenId
from kalender.dansk import periode_lang
from kommuner.bevaegelse import moves
from kommuner.felter import KommuneFK, by_forloeb
from kommuner.maerkning import marks_forloeb
from kommuner.models import Fravaerstype
from kommuner.perioder import ends_after_start, no_overlap


@pghistory.track()
class Fase(UdenId, ForloebFakta):
    nr = models.PositiveSmallIntegerField()

    class Meta:
        default_related_name = "faser"
        constraints = [
            ends_after_start("fase"),
            no_overlap("fase", "Faserne overlapper hinanden.", "forloeb"),
        ]
        indexes = [by_forloeb("fase", "start", "slut", "nr")]
        triggers = [marks_forloeb(), *moves("faser", "forloeb_id", "nr", "start", "slut")]

    def __str__(self) -> str:
        return f"Fase {self.nr}, {periode_lang(self.start, self.slut)}"


class Ydelsestype(models.TextChoices):
    LEDIGHEDSYDELSE = "ledighedsydelse", "Ledighedsydelse"
    SYGEDAGPENGE = "sygedagpenge", "Sygedagpenge"
    KONTANTHJAELP = "kontanthjaelp", "Kontanthjælp"
    UDDANNELSESHJAELP = "uddannelseshjaelp", "Uddannelseshjælp"
    RESSOURCEFORLOEBSYDELSE = "ressourceforloebsydelse", "Ressourceforløbsydelse"
    FOERTIDSPENSION = "foertidspension", "Førtidspension"
    FLEKSLOENTILSKUD = "fleksloentilskud", "Fleksløntilskud"
    SELVFORSOERGELSE = "selvforsoergelse", "Selvforsørgelse"


@pghistory.track()
class Ydelse(UdenId, ForloebFakta):
    # What somebody lives on began, as a rule, before her forløb did.
    FOER_FORLOEBET = True

    type = models.CharField(max_length=40, choices=Ydelsestype)

    class Meta:
        default_related_name = "ydelser"
        constraints = [
            ends_after_start("ydelse"),
            no_overlap("ydelse", "Ydelserne overlapper hinanden.", "forloeb"),
        ]
        indexes = [by_forloeb("ydelse", "start")]
        triggers = [marks_forloeb()]

    def __str__(self) -> str:
        return f"{self.get_type_display()}, {periode_lang(self.start, self.slut)}"


@pghistory.track()
class Fravaer(UdenId, ForloebFakta):
    """Lawful absence, exemption or unlawful absence; the type tells what it does."""

    type = KommuneFK(Fravaerstype)
    note = models.TextField(blank=True)

    class Meta:
        default_related_name = "fravaer"
        constraints = [
            ends_after_start("fravaer"),
            no_overlap("fravaer", "Fravær af samme type overlapper.", "forloeb", "type"),
        ]
        indexes = [by_forloeb("fravaer", "start")]
        triggers = [marks_forloeb()]

    def __str__(self) -> str:
        return f"{self.type}, {periode_lang(self.start, self.slut)}"


class Hjemmel(models.TextChoices):
    STK1 = "stk1", "stk. 1 (ret)"
    STK2 = "stk2", "stk. 2 (pligt)"


@pghistory.track()
class AndenAktoer(UdenId, ForloebFakta):
    """A period with another provider, by right (stk. 1) or by duty (stk. 2)."""

    hjemmel = models.CharField(max_length=4, choices=Hjemmel)

    class Meta:
        default_related_name = "anden_aktoer"
        constraints = [
            ends_after_start("anden_aktoer"),
            no_overlap("anden_aktoer", "Perioderne hos anden aktør overlapper hinanden.", "forloeb"),
        ]
        indexes = [by_forloeb("anden_aktoer", "start")]
        triggers = [marks_forloeb()]

    def __str__(self) -> str:
        return f"Anden aktør, {self.get_hjemmel_display()}, {periode_lang(self.start, self.slut)}"


@pghistory.track()
class Persongruppemarkering(UdenId, ForloebFakta):
    navn = models.CharField(max_length=100)

    class Meta:
        default_related_name = "persongruppemarkeringer"
        constraints = [ends_after_start("persongruppemarkering")]
        indexes = [by_forloeb("persongruppemarkering", "start")]
        triggers = [marks_forloeb()]

    def __str__(self) -> str:
        return f"Persongruppemarkering «{self.navn}», {periode_lang(self.start, self.slut)}"
