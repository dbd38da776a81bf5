"""Writes to the meeting on rehabilitation and to the decision on fleksjob; phases and benefit follow the decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, Unpack

from django.db import transaction

from forloeb.actions import registrering
from forloeb.actions.registrering import Rettet, Skrevet, lock_forloeb
from forloeb.models import (
    Afgoerelse,
    Forloeb,
    Moedestatus,
    Rehabiliteringsmoede,
    Resultat,
    maaltype_paa,
)
from kalender.dansk import tal
from kommuner.afvist import Afvist, Overlap, Svar, danish_refusal
from kommuner.models import Medarbejder
from kommuner.organ import organ_paa
from kommuner.versioner import lock_version
from opfoelgning.actions.fase import settle
from opfoelgning.actions.visitation import (
    follow_ledighedsydelse,
    follow_visitation,
    take_benefit_back,
    take_phase_back,
)
from opfoelgning.faseskift import Skift


@dataclass(frozen=True, kw_only=True)
class Moedeindhold:
    """What the person wrote of a meeting; ``deltagere`` as ``forloeb.deltagere.to_json`` has them."""

    dato: date
    status: str
    deltagere: list[dict[str, str]]
    jobfunktioner: str = ""
    stoette: str = ""
    hensyn: str = ""
    timer: Decimal | None = None
    progressionsmaal: str = ""
    begrundelse_32: str = ""
    indstilling: str = ""
    indstilling_tekst: str = ""


@dataclass(frozen=True, kw_only=True)
class Afgoerelsesindhold:
    """What the kommune decided; ``slut`` is the first day after a temporary visitation."""

    dato: date
    resultat: str
    varighed: str = ""
    start: date
    slut: date | None = None
    ledighedsydelse_fra: date | None = None
    note: str = ""


@transaction.atomic
def register_moede(
    *, forloeb: Forloeb, indhold: Moedeindhold, **skrevet: Unpack[Skrevet]
) -> Rehabiliteringsmoede:
    """Write down a meeting, planned or held.

    A held one needs its day behind it, who came, and a recommendation; very few hours need a reason in field 3.2.
    """
    tjek = partial(_check_moede, dag=skrevet["dag"])
    return registrering.register(Rehabiliteringsmoede, forloeb, _values(forloeb, indhold), tjek, **skrevet)


@transaction.atomic
def finish_moede(
    *, moede: Rehabiliteringsmoede, indhold: Moedeindhold, version: int, by: Medarbejder, dag: date
) -> Rehabiliteringsmoede:
    """Hold, move or call off a planned meeting; ``Konflikt`` if ``version`` is not the present one."""
    lock_forloeb(moede.forloeb, dag)
    moede = lock_version(moede, version, "Mødet")
    if moede.status == Moedestatus.HOLDT:
        raise Afvist("Mødet er holdt. Ret det med en begrundelse.")
    for felt, vaerdi in _values(moede.forloeb, indhold).items():
        setattr(moede, felt, vaerdi)
    _check_moede(moede, bekraeftet=True, dag=dag)
    moede.registreret_af, moede.version = by, moede.version + 1
    with danish_refusal():
        moede.save()
    return moede


@transaction.atomic
def correct_moede(
    *, raekke: Rehabiliteringsmoede, indhold: Moedeindhold, **rettet: Unpack[Rettet]
) -> Rehabiliteringsmoede:
    """Correct a meeting that was held; see ``registrering.correct``."""
    tjek = partial(_check_moede, dag=rettet["dag"])
    return registrering.correct(raekke, _values(raekke.forloeb, indhold), tjek, **rettet)


@transaction.atomic
def register_afgoerelse(
    *, forloeb: Forloeb, indhold: Afgoerelsesindhold, **skrevet: Unpack[Skrevet]
) -> tuple[Afgoerelse, list[Skift]]:
    """Write down the decision; returns it and the steps the phases took.

    Refuses a decision of a day to come; ``Overlap`` names another visitation of the same days.
    """
    tjek = partial(_check_afgoerelse, dag=skrevet["dag"])
    afgoerelse = registrering.register(Afgoerelse, forloeb, vars(indhold), tjek, **skrevet)
    return afgoerelse, _follow(afgoerelse, skrevet["by"], skrevet["dag"])


@transaction.atomic
def correct_afgoerelse(
    *, raekke: Afgoerelse, indhold: Afgoerelsesindhold, **rettet: Unpack[Rettet]
) -> tuple[Afgoerelse, list[Skift]]:
    """Correct the decision; phase and benefit follow, or it is refused where something came after them."""
    tjek = partial(_check_afgoerelse, dag=rettet["dag"])
    afgoerelse = registrering.correct(raekke, vars(indhold), tjek, **rettet)
    return afgoerelse, _follow(afgoerelse, rettet["by"], rettet["dag"])


@transaction.atomic
def annul_afgoerelse(
    *, raekke: Afgoerelse, begrundelse: str, version: int, by: Medarbejder, dag: date
) -> list[Skift]:
    """Take the decision back as if it had never been, and with it the phase and the benefit it began."""
    forloeb, fase = lock_forloeb(raekke.forloeb, dag), raekke.fase
    take_benefit_back(raekke)
    registrering.annul(raekke=raekke, begrundelse=begrundelse, version=version, by=by, dag=dag)
    if fase:
        take_phase_back(fase)
    return follow_visitation(forloeb, by) + settle(forloeb, by, dag)


def _follow(afgoerelse: Afgoerelse, by: Medarbejder, dag: date) -> list[Skift]:
    forloeb = afgoerelse.forloeb
    follow_ledighedsydelse(afgoerelse, by)
    return follow_visitation(forloeb, by) + settle(forloeb, by, dag)


def _values(forloeb: Forloeb, indhold: Moedeindhold) -> dict[str, Any]:
    maaltype = maaltype_paa(forloeb.borger.progredierende_diagnose_fra, indhold.dato)
    return vars(indhold) | {"maaltype": maaltype}


def _check_moede(moede: Rehabiliteringsmoede, bekraeftet: Svar, *, dag: date) -> None:
    if moede.status == Moedestatus.PLANLAGT and moede.dato < dag:
        raise Afvist("Datoen er passeret. Registrér, at mødet blev holdt, eller vælg en ny dato.", "dato")
    if moede.status != Moedestatus.HOLDT:
        return
    if moede.dato > dag:
        raise Afvist("Datoen er ikke nået endnu. Vælg «Planlagt».", "dato")
    if mangler := _what_lacks(moede):
        foerste, *andre = (Afvist(besked, felt) for felt, besked in mangler.items())
        raise Afvist(str(foerste), foerste.felt, andre)


def _what_lacks(moede: Rehabiliteringsmoede) -> dict[str, str]:
    """What a meeting that was held still has to say, by field."""
    mangler = {}
    if not moede.deltagere:
        mangler["deltagere"] = "Sæt kryds ved dem, der deltog."
    if not moede.indstilling:
        mangler["indstilling"] = "Vælg, hvad der blev indstillet til."
    graense = organ_paa(moede.dato).meget_begraenset
    if moede.timer is not None and moede.timer <= graense and not moede.begrundelse_32.strip():
        skriv = f"Ved højst {tal(graense)} timer om ugen skal felt 3.2 begrundes. Skriv begrundelsen."
        mangler["begrundelse_32"] = skriv
    return mangler


def _check_afgoerelse(afgoerelse: Afgoerelse, bekraeftet: Svar, *, dag: date) -> None:
    if afgoerelse.dato > dag:
        raise Afvist("Afgørelsens dato er ikke nået endnu.", "dato")
    if afgoerelse.resultat != Resultat.VISITERET:
        return
    if not afgoerelse.varighed:
        raise Afvist("Vælg, om visitationen er midlertidig eller permanent.", "varighed")
    if anden := registrering.overlapping(afgoerelse, resultat=Resultat.VISITERET).first():
        raise Overlap(f"Borgeren er allerede {str(anden)[0].lower()}{str(anden)[1:]}.", "start", anden)
