"""Writes to what a borger lives on: the phases follow, since after a job those on it go back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Unpack

from django.db import transaction

from forloeb.actions import fakta, registrering
from forloeb.actions.fakta import Ydelsesindhold
from forloeb.actions.registrering import Rettet, Skrevet
from forloeb.models import Forloeb, Ydelse
from kommuner.models import Medarbejder
from opfoelgning.actions.fase import settle


@transaction.atomic
def register_ydelse(*, forloeb: Forloeb, indhold: Ydelsesindhold, **skrevet: Unpack[Skrevet]) -> Ydelse:
    """Register a benefit; see ``fakta.register_ydelse``."""
    raekke = fakta.register_ydelse(forloeb=forloeb, indhold=indhold, **skrevet)
    settle(forloeb, skrevet["by"], skrevet["dag"])
    return raekke


@transaction.atomic
def correct_ydelse(*, raekke: Ydelse, indhold: Ydelsesindhold, **rettet: Unpack[Rettet]) -> Ydelse:
    """Correct a benefit; see ``registrering.correct``."""
    rettet_ = fakta.correct_ydelse(raekke=raekke, indhold=indhold, **rettet)
    settle(raekke.forloeb, rettet["by"], rettet["dag"])
    return rettet_


@transaction.atomic
def annul_ydelse(*, raekke: Ydelse, begrundelse: str, version: int, by: Medarbejder, dag: date) -> None:
    """Take a benefit back as if it had never been; see ``registrering.annul``."""
    registrering.annul(raekke=raekke, begrundelse=begrundelse, version=version, by=by, dag=dag)
    settle(raekke.forloeb, by, dag)


@transaction.atomic
def undo_ydelse(*, raekke: Ydelse, by: Medarbejder, dag: date, nu: datetime) -> None:
    """Take back one's own benefit within ten minutes; see ``registrering.undo``."""
    registrering.undo(raekke=raekke, by=by, dag=dag, nu=nu)
    settle(raekke.forloeb, by, dag)
