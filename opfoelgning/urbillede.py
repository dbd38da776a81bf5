"""What the passivity clock shows of one forløb on one day: plain facts, ready to be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from opfoelgning.regler.typer import Effekt


class Segment(NamedTuple):
    """One stretch ``[start, slut)`` of the clock; ``grund`` is Danish and fit for the screen."""

    start: date
    slut: date
    effekt: Effekt
    grund: str


@dataclass(frozen=True, slots=True)
class Urbillede:
    """The passivity clock on the day ``idag``.

    ``segmenter`` are sorted, gapless and half-open (any 4-tuple shaped like ``Segment`` will do),
    ``antal`` the days counted before ``idag``, ``dage_i_alt`` the days that make a borger passive,
    ``frist`` the last day in time (None: no date can be given, for instance during an open absence).
    """

    segmenter: Sequence[tuple[date, date, Effekt, str]]
    idag: date
    antal: int
    dage_i_alt: int
    frist: date | None

    @property
    def er_passiv(self) -> bool:
        return self.antal >= self.dage_i_alt

    @property
    def passiv_dag(self) -> date | None:
        """The first passive day, past or expected; None when no date can be given."""
        return None if self.frist is None else self.frist + timedelta(days=1)
