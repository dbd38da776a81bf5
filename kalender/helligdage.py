"""Days on which a municipality is closed: weekends, Danish public holidays and its own closing days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from holidays import country_holidays

LOERDAG = 5


@cache
def _helligdage(aar: int) -> frozenset[date]:
    return frozenset(country_holidays("DK", years=aar))


def is_public_holiday(dag: date) -> bool:
    """Tell whether the day is a Danish public holiday by the law of its year (Store bededag until 2023)."""
    return dag in _helligdage(dag.year)


class Arbejdskalender:
    """The working days of one municipality; ``lukkedage`` are its own closing days.

    Grundlovsdag, 24 and 31 December are not public holidays by law: a municipality that is closed then names them.
    """

    __slots__ = ("lukkedage",)

    def __init__(self, lukkedage: Iterable[date] = ()) -> None:
        self.lukkedage = frozenset(lukkedage)

    def is_closed(self, dag: date) -> bool:
        """Tell whether nobody is at work on the day."""
        return dag.weekday() >= LOERDAG or dag in self.lukkedage or is_public_holiday(dag)

    def next_working_day(self, dag: date) -> date:
        """Return the day itself when it is a working day, otherwise the first one after it.

        Without any before the end of the calendar, the calendar's last day.
        """
        while dag < date.max and self.is_closed(dag):
            dag += timedelta(days=1)
        return dag
