"""A rule's value in Danish words, the same wherever it is shown."""

from __future__ import annotations

from datetime import date

from kalender.dansk import dato_aar, tal
from kommuner.parametre import Parameter, Vaerdi

OPHAV = {"model": "modellen", "lov": "loven", "lokal": "lokalt valg"}
_ELLERS = {"model": "modellen:", "lov": "loven:", "lokal": "ellers"}
_ORD = {"email": "e-mail", "fysisk": "fysisk møde"}


def vaerdi_tekst(parameter: Parameter, vaerdi: Vaerdi) -> str:
    """``14 dage``, ``1. april 2020``, ``fysisk møde, telefon``; «ingen» for an empty one."""
    if vaerdi is None:
        return "ingen"
    if isinstance(vaerdi, date):
        return dato_aar(vaerdi)
    if isinstance(vaerdi, tuple):
        return ", ".join(map(ord_tekst, vaerdi))
    if isinstance(vaerdi, int):
        ental, flertal = parameter.enhed
        return f"{tal(vaerdi)} {ental if vaerdi == 1 else flertal}".strip()
    return ord_tekst(vaerdi)


def ophav_tekst(parameter: Parameter, vaerdi: Vaerdi, standard: Vaerdi) -> str:
    """Where a value comes from: ``modellen``, or ``kommunen; modellen: 14 dage`` where the kommune has its own."""
    if vaerdi == standard:
        return OPHAV[parameter.ophav]
    return f"kommunen; {_ELLERS[parameter.ophav]} {vaerdi_tekst(parameter, standard)}"


def ord_tekst(ord_: str) -> str:
    """A choice as the screen has it."""
    return _ORD.get(ord_, ord_)
