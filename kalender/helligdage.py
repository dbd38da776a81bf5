"""Days on which a municipality is closed: weekends, Danish public holidays and its own closing days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache

from holidays import country_holidays

from kalender.dansk import UGEDAGE

LOERDAG = 5


@cache
def _helligdage(aar: int) -> Mapping[date, str]:
    return dict(country_holidays("DK", years=aar, language="da"))


def is_public_holiday(dag: date) -> bool:
    """Tell whether the day is a Danish public holiday by the law of its year (Store bededag until 2023)."""
    return dag in _helligdage(dag.year)


def public_holidays(aar: int) -> list[tuple[date, str]]:
    """Return the public holidays of a year with their names, in order."""
    return sorted((dag, navn[:1].lower() + navn[1:]) for dag, navn in _helligdage(aar).items())


class Arbejdskalender:
    """The working days of one municipality; ``lukkedage`` are its own closing days, with their names where known.

    Grundlovsdag, 24 and 31 December are not public holidays by law: a municipality that is closed then names them.
    """

    __slots__ = ("lukkedage",)

    def __init__(self, lukkedage: Mapping[date, str] | Iterable[date] = ()) -> None:
        kendt = isinstance(lukkedage, Mapping)
        self.lukkedage: Mapping[date, str] = (
            dict(lukkedage) if kendt else dict.fromkeys(lukkedage, "lukkedag")  # type: ignore[arg-type]  # told apart
        )

    def is_closed(self, dag: date) -> bool:
        """Tell whether nobody is at work on the day."""
        return dag.weekday() >= LOERDAG or dag in self.lukkedage or is_public_holiday(dag)

    def name(self, dag: date) -> str:
        """Return what a closed day is called: the municipality's own word, the holiday or the day of the week."""
        if dag in self.lukkedage:
            return self.lukkedage[dag]
        navn = _helligdage(dag.year).get(dag) or UGEDAGE[dag.weekday()]
        return navn[:1].lower() + navn[1:]

    def next_working_day(self, dag: date) -> date:
        """Return the day itself when it is a working day, otherwise the first one after it.

        Without any before the end of the calendar, the calendar's last day.
        """
        while dag < date.max and self.is_closed(dag):
            dag += timedelta(days=1)
        return dag

    def last_working_day(self, dag: date) -> date:
        """Return the day itself when it is a working day, otherwise the last one before it."""
        while dag > date.min and self.is_closed(dag):
            dag -= timedelta(days=1)
        return dag


class AltidAabent(Arbejdskalender):
    """A calendar without closed days: what deadlines would be if none were moved."""

    __slots__ = ()

    def is_closed(self, dag: date) -> bool:
        """Tell that the day is open."""
        return False
