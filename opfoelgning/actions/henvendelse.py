"""Messages from the borger: received, answered within the hours the rule gives, corrected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Unpack

from django.db import transaction
from django.utils import timezone

from forloeb.actions import registrering
from forloeb.actions.registrering import Rettet, Skrevet, lock_forloeb
from forloeb.models import Forloeb
from kommuner.afvist import Afvist, Svar
from kommuner.models import Medarbejder
from kommuner.versioner import lock_version, save_changes
from opfoelgning import vurdering
from opfoelgning.models import Henvendelse


@dataclass(frozen=True, kw_only=True)
class Henvendelsesindhold:
    """A message: when it came in, how, what it said; and the answer, if there was one."""

    modtaget: datetime
    form: str = ""
    note: str = ""
    besvaret: datetime | None = None
    svar: str = ""


@transaction.atomic
def register_henvendelse(
    *, forloeb: Forloeb, indhold: Henvendelsesindhold, nu: datetime, **skrevet: Unpack[Skrevet]
) -> Henvendelse:
    """Write a message down, answered or not; refuses an instant still to come, and an answer before the question."""
    vaerdier = vars(indhold) | {"besvaret_af": skrevet["by"] if indhold.besvaret else None}
    raekke = registrering.register(Henvendelse, forloeb, vaerdier, partial(_look_at, nu), **skrevet)
    vurdering.refresh([forloeb.pk], skrevet["dag"])
    return raekke


@transaction.atomic
def correct_henvendelse(
    *, raekke: Henvendelse, indhold: Henvendelsesindhold, nu: datetime, **rettet: Unpack[Rettet]
) -> Henvendelse:
    """Correct a message or its answer; see ``registrering.correct``."""
    raekke = registrering.correct(raekke, vars(indhold), partial(_look_at, nu), **rettet)
    vurdering.refresh([raekke.forloeb_id], rettet["dag"])
    return raekke


@transaction.atomic
def answer_henvendelse(
    *,
    henvendelse: Henvendelse,
    besvaret: datetime,
    svar: str,
    version: int,
    by: Medarbejder,
    dag: date,
    nu: datetime,
) -> Henvendelse:
    """Say when and how a message was answered; anybody who may write on the forløb can.

    ``version`` is the one the person read: ``Konflikt`` if it is not the present one.
    """
    forloeb = lock_forloeb(henvendelse.forloeb, dag)
    raekke = lock_version(henvendelse, version, "Henvendelsen")
    if raekke.besvaret:
        raise Afvist("Henvendelsen er allerede besvaret.")
    raekke.besvaret = besvaret
    _look_at(nu, raekke, bekraeftet=True)
    raekke.besvaret = None
    save_changes(raekke, {"besvaret": besvaret, "svar": svar, "besvaret_af": by})
    vurdering.refresh([forloeb.pk], dag)
    return raekke


def _look_at(nu: datetime, raekke: Henvendelse, bekraeftet: Svar) -> None:
    if raekke.modtaget > nu:
        raise Afvist("Tidspunktet er ikke nået endnu.", "klokken")
    if timezone.localdate(raekke.modtaget) < raekke.forloeb.start:
        raise Afvist("Datoen ligger før forløbets start.", "dato")
    if raekke.besvaret is None:
        return
    if raekke.besvaret > nu:
        raise Afvist("Tidspunktet er ikke nået endnu.", "svar_klokken")
    if raekke.besvaret < raekke.modtaget:
        raise Afvist("Svaret kan ikke ligge før henvendelsen.", "svar_klokken")
