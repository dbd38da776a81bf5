"""Writes to what fase 1 leaves behind: sections, jobmål, who took part, what was told, documents asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Unpack

from django.db import transaction

from forloeb.actions import registrering
from forloeb.actions.registrering import Rettet, Skrevet, lock_forloeb
from forloeb.forberedelse import skema_for
from forloeb.models import (
    Dokumentanmodning,
    Forberedelsesafsnit,
    Forloeb,
    Jobmaal,
    Konsulentdeltagelse,
    Orientering,
)
from kalender.dansk import dato_aar
from kommuner.afvist import Afvist, Konflikt, Svar, danish_refusal
from kommuner.models import Medarbejder
from kommuner.versioner import lock_version, save_changes

IKKE_NAAET = "Datoen er ikke nået endnu."


@dataclass(frozen=True, kw_only=True)
class Jobmaalindhold:
    """A jobfunktion to go for; ``slut`` is the first day it no longer is, None while it is."""

    jobfunktion: str
    foreslaaet_af: str
    start: date
    slut: date | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Deltagelsesindhold:
    """Which virksomhedskonsulent took part on a day, and with what."""

    navn: str
    dato: date
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Orienteringsindhold:
    """What the borger was told on a day."""

    tekst: str
    dato: date
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Dokumentindhold:
    """A document asked for: of whom, on what day, and the last day it may come."""

    dokument: str
    hos: str
    dato: date
    frist: date
    note: str = ""


@transaction.atomic
def save_afsnit(
    *, forloeb: Forloeb, nr: str, tekst: str, dato: date, version: int, by: Medarbejder, dag: date
) -> Forberedelsesafsnit:
    """Write the section with a number: its first text (``version`` 0) or the next.

    ``Konflikt`` if ``version`` is not the present one. Refuses a number that is not in the list of the day, an empty
    first text, and a day to come.
    """
    forloeb = lock_forloeb(forloeb, dag)
    if dato > dag:
        raise Afvist(IKKE_NAAET, "dato")
    raekke = Forberedelsesafsnit.objects.filter(forloeb=forloeb, nr=nr).first()
    if raekke and raekke.version != version:
        raise Konflikt("Afsnittet er rettet, siden du åbnede det.", raekke)
    titel = next((en.titel for en in skema_for(forloeb, dag).afsnit if en.nr == nr), None)
    if titel is None:
        raise Afvist("Afsnittet er ikke længere på kommunens liste.")
    vaerdier = {"titel": titel, "tekst": tekst.strip(), "dato": dato, "registreret_af": by}
    if raekke:
        return save_changes(raekke, vaerdier)
    if not vaerdier["tekst"]:
        raise Afvist("Skriv en tekst.", "tekst")
    with danish_refusal():
        return Forberedelsesafsnit.objects.create(forloeb=forloeb, nr=nr, **vaerdier)


def register_jobmaal(*, forloeb: Forloeb, indhold: Jobmaalindhold, **skrevet: Unpack[Skrevet]) -> Jobmaal:
    """Register a jobfunktion to go for; refuses one that is a goal already on the day."""
    return registrering.register(Jobmaal, forloeb, vars(indhold), _refuse_same_goal, **skrevet)


def correct_jobmaal(*, raekke: Jobmaal, indhold: Jobmaalindhold, **rettet: Unpack[Rettet]) -> Jobmaal:
    """Correct a jobmål; see ``registrering.correct``."""
    return registrering.correct(raekke, vars(indhold), _refuse_same_goal, **rettet)


@transaction.atomic
def end_jobmaal(
    *, raekke: Jobmaal, sidste_dag: date, slutaarsag: str, version: int, by: Medarbejder, dag: date
) -> Jobmaal:
    """The borger no longer goes for it after a last day, and why."""
    lock_forloeb(raekke.forloeb, dag)
    raekke = lock_version(raekke, version, "Jobmålet")
    if sidste_dag < raekke.start:
        raise Afvist(f"Jobmålet begynder først {dato_aar(raekke.start)}.", "sidste_dag")
    if sidste_dag > dag:
        raise Afvist(IKKE_NAAET, "sidste_dag")
    return save_changes(raekke, {"slut": sidste_dag + timedelta(days=1), "slutaarsag": slutaarsag.strip()})


def register_deltagelse(
    *, forloeb: Forloeb, indhold: Deltagelsesindhold, **skrevet: Unpack[Skrevet]
) -> Konsulentdeltagelse:
    """Register that a virksomhedskonsulent took part, or will."""
    return registrering.register(Konsulentdeltagelse, forloeb, vars(indhold), _accept, **skrevet)


def correct_deltagelse(
    *, raekke: Konsulentdeltagelse, indhold: Deltagelsesindhold, **rettet: Unpack[Rettet]
) -> Konsulentdeltagelse:
    """Correct who took part, when, or with what."""
    return registrering.correct(raekke, vars(indhold), _accept, **rettet)


@transaction.atomic
def register_orienteringer(
    *,
    forloeb: Forloeb,
    tekster: Iterable[str],
    dato: date,
    note: str = "",
    by: Medarbejder,
    dag: date,
    bekraeftet: Svar = False,
) -> list[Orientering]:
    """Write down that the borger was told these things on a day; what is there for the day already is not doubled."""
    fortalt = set(
        Orientering.objects.filter(forloeb=forloeb, dato=dato).values_list("tekst", flat=True).order_by()
    )
    skrevet: Skrevet = {"by": by, "dag": dag, "bekraeftet": bekraeftet}
    return [
        registrering.register(
            Orientering,
            forloeb,
            {"tekst": tekst, "dato": dato, "note": note},
            _refuse_to_come(dag),
            **skrevet,
        )
        for tekst in tekster
        if tekst not in fortalt
    ]


def correct_orientering(
    *, raekke: Orientering, indhold: Orienteringsindhold, **rettet: Unpack[Rettet]
) -> Orientering:
    """Correct when the borger was told, or what was noted about it."""
    return registrering.correct(raekke, vars(indhold), _refuse_to_come(rettet["dag"]), **rettet)


def register_dokument(
    *, forloeb: Forloeb, indhold: Dokumentindhold, **skrevet: Unpack[Skrevet]
) -> Dokumentanmodning:
    """Write down that a document was asked for."""
    return registrering.register(
        Dokumentanmodning, forloeb, vars(indhold), _refuse_to_come(skrevet["dag"]), **skrevet
    )


def correct_dokument(
    *, raekke: Dokumentanmodning, indhold: Dokumentindhold, **rettet: Unpack[Rettet]
) -> Dokumentanmodning:
    """Correct what was asked for, of whom, or when it is due."""
    return registrering.correct(raekke, vars(indhold), _refuse_to_come(rettet["dag"]), **rettet)


@transaction.atomic
def remind_dokument(
    *, raekke: Dokumentanmodning, dato: date, version: int, by: Medarbejder, dag: date
) -> Dokumentanmodning:
    """Write down a reminder; refuses one before the request, on a day to come, or when the document is here."""
    raekke = _waiting(raekke, dato, version, dag)
    if dato in raekke.rykket:
        raise Afvist("Der er allerede registreret en rykker den dag.", "dato")
    return save_changes(raekke, {"rykket": sorted([*raekke.rykket, dato])})


@transaction.atomic
def receive_dokument(
    *, raekke: Dokumentanmodning, dato: date, version: int, by: Medarbejder, dag: date
) -> Dokumentanmodning:
    """Write down that the document came; refuses a day before the request or to come."""
    return save_changes(_waiting(raekke, dato, version, dag), {"modtaget": dato})


def _waiting(raekke: Dokumentanmodning, dato: date, version: int, dag: date) -> Dokumentanmodning:
    lock_forloeb(raekke.forloeb, dag)
    raekke = lock_version(raekke, version, "Anmodningen")
    if raekke.modtaget:
        raise Afvist(f"Dokumentet er modtaget {dato_aar(raekke.modtaget)}.")
    if dato > dag:
        raise Afvist(IKKE_NAAET, "dato")
    if dato < raekke.dato:
        raise Afvist(f"Datoen ligger før anmodningen {dato_aar(raekke.dato)}.", "dato")
    return raekke


def _accept(raekke: Any, bekraeftet: Svar) -> None:
    """Nothing stands in the way."""


def _refuse_to_come(dag: date) -> registrering.Tjek:
    def refuse(raekke: Any, bekraeftet: Svar) -> None:
        if raekke.dato > dag:
            raise Afvist(IKKE_NAAET, "dato")

    return refuse


def _refuse_same_goal(raekke: Jobmaal, bekraeftet: Svar) -> None:
    samme = registrering.overlapping(raekke, jobfunktion__iexact=raekke.jobfunktion)
    if anden := samme.first():
        raise Afvist(f"{anden.jobfunktion} er allerede jobmål siden {dato_aar(anden.start)}.", "jobfunktion")
