"""Writes to a forløb: absence and exemption, other providers, and who may read what is not her own."""

from dataclasses import dataclass
from datetime import date
from typing import Unpack

from django.db import transaction

from borgere.journal import log_reading
from borgere.models import Borger
from forloeb.actions import registrering
from forloeb.actions.registrering import BEGRUNDELSE_HOEJST, Rettet, Skrevet
from forloeb.models import Adgang, AndenAktoer, Forloeb, Fravaer
from kalender.dansk import periode_lang
from kommuner.afvist import Afvist, Overlap, Spoergsmaal, Svar, ask, danish_refusal
from kommuner.models import Fravaerstype, Medarbejder


@dataclass(frozen=True, kw_only=True)
class Fravaersindhold:
    """What the person wrote of an absence; ``slut`` is the first day after it, None while it runs."""

    type: Fravaerstype
    start: date
    slut: date | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class AndenAktoerindhold:
    """What the person wrote of a period with another provider."""

    hjemmel: str
    start: date
    slut: date | None = None


@transaction.atomic
def open_adgang(*, borger: Borger, begrundelse: str, by: Medarbejder, dag: date) -> Adgang:
    """Let a person read a borger of another team on one day; the reason goes into the read log too.

    Refuses an empty reason, one over 300 characters, and a second access on the same day.
    """
    begrundelse = " ".join(begrundelse.split())
    if len(begrundelse) > BEGRUNDELSE_HOEJST:
        for_meget = len(begrundelse) - BEGRUNDELSE_HOEJST
        raise Afvist(f"Skriv højst {BEGRUNDELSE_HOEJST} tegn. Der er {for_meget} for meget.", "begrundelse")
    with danish_refusal():
        adgang = Adgang.objects.create(medarbejder=by, borger=borger, dato=dag, begrundelse=begrundelse)
    log_reading(by, "bed_om_adgang", [borger.pk], begrundelse)
    return adgang


def register_fravaer(*, forloeb: Forloeb, indhold: Fravaersindhold, **skrevet: Unpack[Skrevet]) -> Fravaer:
    """Register an absence or exemption, past, present or planned.

    ``Overlap`` names one of the same type that has some of the days; ``Spoergsmaal`` asks about one of another type,
    and about days before the forløb or more than a year away.
    """
    return registrering.register(Fravaer, forloeb, vars(indhold), _refuse_same_absence, **skrevet)


def correct_fravaer(*, raekke: Fravaer, indhold: Fravaersindhold, **rettet: Unpack[Rettet]) -> Fravaer:
    """Correct an absence; see ``registrering.correct``."""
    return registrering.correct(raekke, vars(indhold), _refuse_same_absence, **rettet)


def register_anden_aktoer(
    *, forloeb: Forloeb, indhold: AndenAktoerindhold, **skrevet: Unpack[Skrevet]
) -> AndenAktoer:
    """Register a period with another provider; ``Overlap`` names one that has some of the days."""
    return registrering.register(AndenAktoer, forloeb, vars(indhold), _refuse_two_providers, **skrevet)


def correct_anden_aktoer(
    *, raekke: AndenAktoer, indhold: AndenAktoerindhold, **rettet: Unpack[Rettet]
) -> AndenAktoer:
    """Correct a period with another provider; see ``registrering.correct``."""
    return registrering.correct(raekke, vars(indhold), _refuse_two_providers, **rettet)


def _refuse_same_absence(raekke: Fravaer, bekraeftet: Svar) -> None:
    if anden := registrering.overlapping(raekke, type=raekke.type_id).first():
        raise Overlap(f"Overlapper «{anden.type}» {periode_lang(anden.start, anden.slut)}.", "start", anden)
    if anden := registrering.overlapping(raekke).first():
        hvad = f"«{anden.type}» {periode_lang(anden.start, anden.slut)}"
        besked = f"Overlapper {hvad}. Er begge rigtige?"
        ask([Spoergsmaal(besked, "start", anden, kode=f"overlap:{anden.pk}")], bekraeftet)


def _refuse_two_providers(raekke: AndenAktoer, bekraeftet: Svar) -> None:
    if anden := registrering.overlapping(raekke).first():
        raise Overlap(f"Overlapper anden aktør {periode_lang(anden.start, anden.slut)}.", "start", anden)
