"""Writes to what is agreed with the borger («Min Plan»), and to follow-up while a measure runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Unpack

from django.db import transaction

from aftaler.actions.tilbud import Sted, place
from aftaler.models import Planaftale, Planstatus, Tilbud, Tilbudsopfoelgning
from forloeb.actions import registrering
from forloeb.actions.registrering import Rettet, Skrevet
from forloeb.models import Forloeb
from kalender.dansk import dato_aar
from kommuner.afvist import Afvist, Svar
from kommuner.models import Medarbejder
from kommuner.versioner import lock_version, save_changes


@dataclass(frozen=True, kw_only=True)
class Planindhold:
    """What was agreed: who contacts whom, how, and when; ``resultat`` is what came of it."""

    hvad: str
    dato: date
    hvem: str = ""
    hvordan: str = ""
    status: str = Planstatus.AABEN
    resultat: str = ""


@dataclass(frozen=True, kw_only=True)
class Tilbudsopfoelgningsindhold:
    """How a measure goes on a day, and what was agreed."""

    tilbud: Tilbud
    dato: date
    form: str
    note: str
    deltagere: str = ""
    aftalt: str = ""


@transaction.atomic
def register_planaftale(
    *, forloeb: Forloeb, indhold: Planindhold, sted: Sted | None, **skrevet: Unpack[Skrevet]
) -> Planaftale:
    """Write an agreement down, with its company, found or made; asks about days more than a year away."""
    vaerdier = _values(indhold, sted, skrevet["by"])
    return registrering.register(Planaftale, forloeb, vaerdier, _look_at, **skrevet)


@transaction.atomic
def correct_planaftale(
    *, raekke: Planaftale, indhold: Planindhold, sted: Sted | None, **rettet: Unpack[Rettet]
) -> Planaftale:
    """Correct an agreement, or say what came of it; see ``registrering.correct``."""
    return registrering.correct(raekke, _values(indhold, sted, rettet["by"]), _look_at, **rettet)


@transaction.atomic
def finish_planaftale(
    *, aftale: Planaftale, status: str, resultat: str, version: int, by: Medarbejder, dag: date
) -> Planaftale:
    """Say what came of an agreement: done or given up. Anybody who may write on the forløb can.

    ``version`` is the one the person read: ``Konflikt`` if it is not the present one.
    """
    registrering.lock_forloeb(aftale.forloeb, dag)
    raekke = lock_version(aftale, version, "Aftalen")
    if status == Planstatus.OPGIVET and not resultat:
        raise Afvist("Skriv, hvorfor aftalen er opgivet.", "resultat")
    return save_changes(raekke, {"status": status, "resultat": resultat})


def register_tilbudsopfoelgning(
    *, forloeb: Forloeb, indhold: Tilbudsopfoelgningsindhold, **skrevet: Unpack[Skrevet]
) -> Tilbudsopfoelgning:
    """Write down how a measure goes; refuses a day to come, and one before the measure began."""
    tjek = partial(_refuse_outside, skrevet["dag"])
    return registrering.register(Tilbudsopfoelgning, forloeb, vars(indhold), tjek, **skrevet)


def correct_tilbudsopfoelgning(
    *, raekke: Tilbudsopfoelgning, indhold: Tilbudsopfoelgningsindhold, **rettet: Unpack[Rettet]
) -> Tilbudsopfoelgning:
    """Correct a follow-up in a measure; see ``registrering.correct``."""
    return registrering.correct(raekke, vars(indhold), partial(_refuse_outside, rettet["dag"]), **rettet)


def _values(indhold: Planindhold, sted: Sted | None, by: Medarbejder) -> dict[str, Any]:
    virksomhed = place(sted, by)["virksomhed"] if sted else None
    return vars(indhold) | {"virksomhed": virksomhed}


def _look_at(raekke: Planaftale, bekraeftet: Svar) -> None:
    if raekke.status == Planstatus.OPGIVET and not raekke.resultat:
        raise Afvist("Skriv, hvorfor aftalen er opgivet.", "resultat")


def _refuse_outside(dag: date, raekke: Tilbudsopfoelgning, bekraeftet: Svar) -> None:
    if raekke.dato > dag:
        raise Afvist("Datoen er ikke nået endnu.", "dato")
    if raekke.dato < raekke.tilbud.start:
        raise Afvist(f"Aktiviteten begynder først {dato_aar(raekke.tilbud.start)}.", "dato")
