"""A period in which somebody leads a team in its teamleder's absence, as plain data."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple


class Vikariat(NamedTuple):
    """Who leads the team from ``start`` until the day before ``slut``."""

    team: int  # id
    start: date
    slut: date
    team_navn: str
    hvem: str

    @classmethod
    def of_json(cls, periode: dict[str, Any]) -> Vikariat:
        """From an object with ISO dates, as the database makes it."""
        dage = {felt: date.fromisoformat(periode[felt]) for felt in ("start", "slut")}
        return cls(**periode | dage)
