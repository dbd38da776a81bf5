"""Calendar months on whole days."""

from __future__ import annotations

from calendar import isleap
from datetime import date

DAGE_I_ALLE_MAANEDER = 28
FEBRUAR = 1
LAENGDER = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def add_months(dag: date, antal: int) -> date:
    """Return the same day of the month ``antal`` calendar months later (earlier when negative).

    A day the month does not have is clipped to the month's last: 31 August + 6 is 28 or 29 February.
    """
    aar, maaned = divmod(dag.year * 12 + dag.month - 1 + antal, 12)
    if dag.day <= DAGE_I_ALLE_MAANEDER:
        return date(aar, maaned + 1, dag.day)
    laengde = LAENGDER[maaned] + (maaned == FEBRUAR and isleap(aar))
    return date(aar, maaned + 1, min(dag.day, laengde))
