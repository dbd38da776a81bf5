"""What a report read of one case, in a few words: why the borger is behind a figure, and how much she counts. Pure."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import singledispatch
from typing import Any

from kalender.dansk import dage, dato_aar, tal, til_og_med
from opfoelgning.rapport.fase1 import Ophold
from opfoelgning.rapport.flow import AFSLUTTET, NY, Skridt, Staar
from opfoelgning.rapport.kontakt import Kontakter
from opfoelgning.rapport.kontinuitet import Skift
from opfoelgning.rapport.ledighed import Job, Venter
from opfoelgning.rapport.opfoelgninger import FOR_SENT, HOLDT, MANGLER, VENTER, Nu, Vindue
from opfoelgning.rapport.passive import UDFALD, Passivitet
from opfoelgning.rapport.progression import Timetal
from opfoelgning.regler.typer import Tilstand

KOLONNER = {
    "fase1": "Tid i fase 1",
    "kontakt": "Kontakt i perioden",
    "opfoelgning": "Opfølgning",
    "passivitet": "Passivitet",
    "progression": "Effektive timer",
    "flow": "Faser",
    "ledighed": "Tid på ledighedsydelse",
    "kontinuitet": "Jobformidler",
}
"""What the column of these words is called, by report."""

_STATUSMOEDE = {
    HOLDT: "statusmøde holdt til tiden",
    FOR_SENT: "statusmøde holdt for sent",
    MANGLER: "statusmøde mangler",
    VENTER: "statusmøde venter",
}
_OPFOELGNING = {Tilstand.VARSEL: "bagud på dagen", Tilstand.OVERSKREDET: "overskredet på dagen"}
_PASSIV = {
    Tilstand.OVERSKREDET: "passiv på dagen",
    Tilstand.VARSEL: "bliver snart passiv",
    Tilstand.AFVENTER: "afventer aftalt indsats",
}


@singledispatch
def in_words(en: Any, dag: date) -> str:
    """What was observed of one case, as it stood on the day of the report; empty when there is nothing to add."""
    raise TypeError(type(en).__name__)


@in_words.register
def _ophold(en: Ophold, dag: date) -> str:
    hvornaar = f", til og med {dato_aar(til_og_med(en.slut))}" if en.slut else " indtil dagen"
    return f"{dage(en.dage)}{hvornaar}{', over fristen' if en.over else ''}"


@in_words.register
def _kontakter(en: Kontakter, dag: date) -> str:
    sene = [antal for antal in en.moedt if antal]
    dele = [f"{len(en.moedt)} {'kontakt' if len(en.moedt) == 1 else 'kontakter'}"]
    if sene:
        dele.append(f"heraf {len(sene)} for sent, højst {dage(max(sene))}")
    if en.registreret:
        dele.append(f"registreret {dage(max(en.registreret))} efter")
    if (dag, True) in en.tilstande:
        dele.append("overskredet på dagen")
    return ", ".join(dele)


@in_words.register
def _vindue(en: Vindue, dag: date) -> str:
    holdt = "alle opfølgninger holdt" if en.opfyldt else "noget mangler"
    return f"Seks måneder til og med {dato_aar(til_og_med(en.slut))}: {holdt}, {_STATUSMOEDE[en.statusmoede]}"


@in_words.register
def _nu(en: Nu, dag: date) -> str:
    return _OPFOELGNING.get(en.tilstand, "i de seks måneder på dagen")


@in_words.register
def _passivitet(en: Passivitet, dag: date) -> str:
    dele = [f"stod som passiv fra {dato_aar(foerste)}" for foerste in en.blev_passiv]
    dele += [f"ventede {dage(antal)} på beslutning" for antal in en.ventede]
    dele += [_times(UDFALD[udfald].lower(), antal) for udfald, antal in Counter(en.beslutninger).items()]
    nu = dict(en.tilstande).get(dag)
    dele += [_PASSIV[nu]] if nu in _PASSIV else []
    return ", ".join(dele)


def _times(hvad: str, antal: int) -> str:
    return f"besluttet: {hvad}" if antal == 1 else f"besluttet {antal} gange: {hvad}"


@in_words.register
def _timetal(en: Timetal, dag: date) -> str:
    aftalt = f"aftalt {tal(en.aftalt_start)} → {tal(en.aftalt_nu)}"
    return f"{tal(en.effektiv_start)} → {tal(en.effektiv_nu)} ({aftalt})"


@in_words.register
def _skridt(en: Skridt, dag: date) -> str:
    if en.fra == NY:
        return f"begyndte i fase {en.til} {dato_aar(en.dag)}"
    efter = f"efter {dage(en.dage)} i fase {en.fra}"
    if en.til == AFSLUTTET:
        return f"afsluttet {dato_aar(til_og_med(en.dag))} {efter}"
    return f"til fase {en.til} {dato_aar(en.dag)} {efter}"


@in_words.register
def _staar(en: Staar, dag: date) -> str:
    return f"{dage(en.dage)} i fase {en.fase}"


@in_words.register
def _job(en: Job, dag: date) -> str:
    return f"{dage(en.dage)} før jobbet {dato_aar(en.start)}"


@in_words.register
def _venter(en: Venter, dag: date) -> str:
    return f"{dage(en.dage)} indtil dagen"


@in_words.register
def _skift(en: Skift, dag: date) -> str:
    dele = [f"skiftede {dato_aar(skiftet)}" for skiftet in en.dage] or ["ingen skift"] * en.havde
    return ", ".join([*dele, *["ingen på dagen"] * en.uden])
