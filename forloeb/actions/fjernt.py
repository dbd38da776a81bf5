"""What is asked about a day before anything is saved on it: whether it is meant, though far away, or too early."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from kalender.dansk import dato_aar
from kommuner.afvist import Spoergsmaal

GAMMEL = timedelta(days=365)


def far(day: date, dag: date, felt: str) -> list[Spoergsmaal]:
    """The question about a day more than a year from today; none about any other."""
    if abs(day - dag) <= GAMMEL:
        return []
    hvor = "tilbage" if day < dag else "frem"
    besked = f"Datoen ligger mere end 1 år {hvor}. Er det rigtigt?"
    return [Spoergsmaal(besked, felt, dato=day, kode=f"langt:{day}")]


def before(raekke: Any, start: date, felt: str) -> list[Spoergsmaal]:
    """The question about a first day before the forløb of what is registered; none where that is as it should be."""
    if start >= raekke.forloeb.start or getattr(raekke, "FOER_FORLOEBET", False):
        return []
    besked = f"Datoen ligger før forløbets start {dato_aar(raekke.forloeb.start)}. Er det rigtigt?"
    return [Spoergsmaal(besked, felt, kode=f"foer:{start}")]
