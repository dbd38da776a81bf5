"""Half-open periods ``[start, slut)``: ``slut`` is the first day that no longer counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple, Protocol, TypeVar

EN_DAG = timedelta(days=1)


class HarPeriode(Protocol):
    """Anything with a first day and a first day that no longer counts."""

    @property
    def start(self) -> date: ...

    @property
    def slut(self) -> date: ...


class Periode(NamedTuple):
    """The days from ``start`` up to, not including, ``slut``; empty when ``slut <= start``."""

    start: date
    slut: date


P = TypeVar("P", bound=HarPeriode)


def daekkende(perioder: Iterable[P], dag: date) -> P | None:
    """Return the first of the periods that covers the day, or None."""
    for periode in perioder:
        if periode.start <= dag < periode.slut:
            return periode
    return None


def foren(perioder: Iterable[HarPeriode]) -> list[Periode]:
    """Return the days covered by any of the periods as sorted, separate periods; touching ones become one."""
    samlet: list[Periode] = []
    for start, slut in sorted([(p.start, p.slut) for p in perioder]):
        if slut <= start:
            continue
        if samlet and start <= samlet[-1].slut:
            if slut > samlet[-1].slut:
                samlet[-1] = Periode(samlet[-1].start, slut)
        else:
            samlet.append(Periode(start, slut))
    return samlet


def faelles(a: Iterable[HarPeriode], b: Iterable[HarPeriode]) -> list[Periode]:
    """Return the days covered by both, as sorted, separate periods."""
    andre = list(b)
    return foren(Periode(max(p.start, q.start), min(p.slut, q.slut)) for p in a for q in andre)


def fratraek(a: Iterable[HarPeriode], b: Iterable[HarPeriode]) -> list[Periode]:
    """Return the days covered by ``a`` and not by ``b``, as sorted, separate periods."""
    rest = foren(a)
    for hul in foren(b):
        rest = [stykke for periode in rest for stykke in _uden(periode, hul)]
    return rest


def _uden(periode: Periode, hul: Periode) -> Iterator[Periode]:
    foer = Periode(periode.start, min(periode.slut, hul.start))
    efter = Periode(max(periode.start, hul.slut), periode.slut)
    return (stykke for stykke in (foer, efter) if stykke.start < stykke.slut)


def sidste_dag_senest(perioder: Iterable[HarPeriode], dag: date) -> date | None:
    """Return the last day on or before ``dag`` that any of the periods covers, or None."""
    dage = [min(p.slut - EN_DAG, dag) for p in perioder if p.start <= dag and p.start < p.slut]
    return max(dage, default=None)
