"""What an indsatsmodel says of its step-up: what is prepared, who takes part, and what the meetings ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class Spoergsmaal(NamedTuple):
    """A question of the forberedelsesskema or of the meetings, by its code."""

    kode: str
    tekst: str


class Deltager(NamedTuple):
    """Somebody who takes part; ``naar`` says when, empty for one who always does."""

    kode: str
    navn: str
    naar: str = ""


class Stepupmodel(NamedTuple):
    """Part A's questions, who takes part in part B and what is asked there, and how many meetings there are at most."""

    skema: tuple[Spoergsmaal, ...]
    deltagere: tuple[Deltager, ...]
    spoergsmaal: tuple[Spoergsmaal, ...]
    moeder: int

    @property
    def betingede(self) -> tuple[Deltager, ...]:
        """Those who only take part when their condition holds."""
        return tuple(d for d in self.deltagere if d.naar)

    def kraevede(self, forhold: list[str]) -> list[Deltager]:
        """Those who must take part when these conditions hold."""
        return [d for d in self.deltagere if not d.naar or d.kode in forhold]


def laes_stepup(raa: Mapping[str, Any] | None) -> Stepupmodel | None:
    """The step-up a data file describes; None for a model that has none."""
    if raa is None:
        return None
    return Stepupmodel(
        skema=tuple(Spoergsmaal(**post) for post in raa["skema"]),
        deltagere=tuple(Deltager(**post) for post in raa["deltagere"]),
        spoergsmaal=tuple(Spoergsmaal(**post) for post in raa["spoergsmaal"]),
        moeder=raa["moeder"],
    )
