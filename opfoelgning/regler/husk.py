"""What is worked out of the facts once, and asked for again by other rules, on other days or by the stored status.

It lies with the facts and goes with them: nothing lives on from one forløb to the next.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, TypeVarTuple

from opfoelgning.regler.typer import Sagsfakta

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


def husket(beregn: Callable[[Sagsfakta, *Ts], T]) -> Callable[[Sagsfakta, *Ts], T]:
    """Return the same pure function of the facts and more, all hashable, computed once for the same ones.

    Its answers must not hold the facts themselves: in such a ring they would stay until garbage is collected.
    """

    @wraps(beregn)
    def slaa_op(sag: Sagsfakta, *af: *Ts) -> T:
        noegle, udregnet = (beregn, af), sag.udregnet
        fundet: T
        if noegle in udregnet:
            fundet = udregnet[noegle]
        else:
            fundet = udregnet[noegle] = beregn(sag, *af)
        return fundet

    return slaa_op
