"""Writes to the state of the borger's CV."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Unpack

from forloeb.actions import registrering
from forloeb.actions.registrering import Rettet, Skrevet
from forloeb.models import CvTilstand, Forloeb
from kommuner.afvist import Afvist, Svar


@dataclass(frozen=True, kw_only=True)
class Cvindhold:
    """How far the CV has come from a day on."""

    stand: str
    dato: date
    note: str = ""


def register_cv(*, forloeb: Forloeb, indhold: Cvindhold, **skrevet: Unpack[Skrevet]) -> CvTilstand:
    """Write down how the CV stands; refuses a day to come."""
    return registrering.register(
        CvTilstand, forloeb, vars(indhold), partial(_refuse_ahead, skrevet["dag"]), **skrevet
    )


def correct_cv(*, raekke: CvTilstand, indhold: Cvindhold, **rettet: Unpack[Rettet]) -> CvTilstand:
    """Correct how the CV stood; see ``registrering.correct``."""
    return registrering.correct(raekke, vars(indhold), partial(_refuse_ahead, rettet["dag"]), **rettet)


def _refuse_ahead(dag: date, raekke: CvTilstand, bekraeftet: Svar) -> None:
    if raekke.dato > dag:
        raise Afvist("Datoen er ikke nået endnu.", "dato")
