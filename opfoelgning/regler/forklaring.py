"""Explanations: a gapless row of stretches, cut where something changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from opfoelgning.regler.typer import Effekt, Straekning


class Virkning(NamedTuple):
    """What a day does to a clock, why (in Danish), and the record behind it."""

    effekt: Effekt
    grund: str
    post: str | None = None


def straekninger(
    start: date, slut: date, skel: Iterable[date], virkning_paa: Callable[[date], Virkning]
) -> tuple[Straekning, ...]:
    """Return ``[start, slut)`` as stretches of equal effect; ``skel`` are the days on which it may change."""
    if slut <= start:
        return ()
    graenser = sorted({start, slut, *(dag for dag in skel if start < dag < slut)})
    samlet: list[Straekning] = []
    for fra, til in pairwise(graenser):
        virkning = virkning_paa(fra)
        if samlet and samlet[-1][2:] == virkning:
            samlet[-1] = samlet[-1]._replace(slut=til)
        else:
            samlet.append(Straekning(fra, til, *virkning))
    return tuple(samlet)


def ensartet(start: date, slut: date, grund: str, post: str | None = None) -> tuple[Straekning, ...]:
    """Return ``[start, slut)`` as one counting stretch."""
    return straekninger(start, slut, (), lambda _: Virkning(Effekt.TAELLER, grund, post))
