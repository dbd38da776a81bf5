"""Writes to what a borger lives on, and corrections of phases and marks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Unpack

from forloeb.actions import registrering
from forloeb.actions.registrering import Rettet, Skrevet
from forloeb.models import Fase, Forloeb, Persongruppemarkering, Ydelse
from kalender.dansk import dato_aar, periode_lang
from kommuner.afvist import Afvist, Overlap, Svar
from kommuner.indsatsmodel import indsatsmodeller


@dataclass(frozen=True, kw_only=True)
class Ydelsesindhold:
    """What the borger lives on; ``slut`` is the first day after it, None while it runs."""

    type: str
    start: date
    slut: date | None = None


@dataclass(frozen=True, kw_only=True)
class Faseindhold:
    """A phase of the forløb's model by its number."""

    nr: int
    start: date
    slut: date | None = None


@dataclass(frozen=True, kw_only=True)
class Markeringsperiode:
    """The days on which the borger has the mark of the target group."""

    start: date
    slut: date | None = None


def register_ydelse(*, forloeb: Forloeb, indhold: Ydelsesindhold, **skrevet: Unpack[Skrevet]) -> Ydelse:
    """Register what the borger lives on; ``Overlap`` names one that has some of the days."""
    return registrering.register(Ydelse, forloeb, vars(indhold), _refuse_two_benefits, **skrevet)


def correct_ydelse(*, raekke: Ydelse, indhold: Ydelsesindhold, **rettet: Unpack[Rettet]) -> Ydelse:
    """Correct what the borger lives on; see ``registrering.correct``."""
    return registrering.correct(raekke, vars(indhold), _refuse_two_benefits, **rettet)


def correct_fase(*, raekke: Fase, indhold: Faseindhold, **rettet: Unpack[Rettet]) -> Fase:
    """Correct a phase; see ``registrering.correct``. Refuses one the model does not have, and days of another phase."""
    return registrering.correct(raekke, vars(indhold), _check_phase, **rettet)


def correct_markering(
    *, raekke: Persongruppemarkering, indhold: Markeringsperiode, **rettet: Unpack[Rettet]
) -> Persongruppemarkering:
    """Correct the days of a mark; see ``registrering.correct``."""
    return registrering.correct(raekke, vars(indhold), _anything, **rettet)


def _refuse_two_benefits(raekke: Ydelse, bekraeftet: Svar) -> None:
    if anden := registrering.overlapping(raekke).first():
        navn = f"«{anden.get_type_display()}» {periode_lang(anden.start, anden.slut)}"
        raise Overlap(f"Overlapper {navn}.", "start", anden)


def _check_phase(raekke: Fase, bekraeftet: Svar) -> None:
    if raekke.nr not in {fase.nr for fase in indsatsmodeller()[raekke.forloeb.indsatsmodel].faser}:
        raise Afvist("Vælg en fase.", "nr")
    if raekke.start < raekke.forloeb.start:
        raise Afvist(f"Forløbet begyndte først {dato_aar(raekke.forloeb.start)}.", "start")
    if anden := registrering.overlapping(raekke).first():
        raise Overlap(f"Overlapper fase {anden.nr} {periode_lang(anden.start, anden.slut)}.", "start", anden)


def _anything(raekke: Any, bekraeftet: Svar) -> None:
    return None
