"""Conditions between two values of a model, as its data file has them. Plain Python: the rules may use it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from kommuner.parametre import Fejl

_DAGE = {"uger": 7, "maaneder": 28}


class Betingelse(NamedTuple):
    """The value of ``noegle`` may be at most the value of ``hoejst``; ``besked`` says so in Danish.

    ``ved_rettelse``: only asked of what somebody changes on screen. Such values judge well enough, but nobody means
    them; their lengths may be of different units.
    """

    noegle: str
    hoejst: str
    besked: str
    ved_rettelse: bool = False


def broken(betingelser: Iterable[Betingelse], vaerdier: Mapping[str, Any]) -> tuple[Fejl, ...]:
    """What no complete set of values may have."""
    return tuple(
        Fejl(noegle, besked)
        for noegle, hoejst, besked, ved_rettelse in betingelser
        if not ved_rettelse and vaerdier[noegle] > vaerdier[hoejst]
    )


def unlikely(
    betingelser: Iterable[Betingelse], vaerdier: Mapping[str, Any], rettede: Iterable[str]
) -> tuple[Fejl, ...]:
    """What nobody can mean by the changed keys of a complete set of values."""
    valgte = set(rettede)
    return tuple(
        Fejl(noegle, besked)
        for noegle, hoejst, besked, ved_rettelse in betingelser
        if ved_rettelse and valgte & {noegle, hoejst} and _dage(vaerdier, noegle) > _dage(vaerdier, hoejst)
    )


def _dage(vaerdier: Mapping[str, Any], noegle: str) -> int:
    """A length in days; its key ends in the unit, and a month is the shortest there is."""
    dage: int = vaerdier[noegle] * _DAGE.get(noegle.replace("_", ".").rpartition(".")[2], 1)
    return dage
