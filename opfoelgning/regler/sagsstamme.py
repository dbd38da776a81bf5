"""How many cases one employee may have; judged per employee from a count, never per forløb.

Source: a local choice, no source gives a number; an empty ``loft`` switches the rule off.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from kommuner.indsatsmodel import Regel, Regelvaerdier
from opfoelgning.regler.typer import Tilstand


class Stamme(NamedTuple):
    """The judgement of one employee's caseload: ``antal`` open forløb against ``loft``."""

    tilstand: Tilstand
    antal: int
    loft: int
    regelsaet: str


def vurder_stamme(regel: Regel, regler: Regelvaerdier, dag: date, antal: int) -> Stamme | None:
    """Return the judgement of ``antal`` open forløb on the day: overskredet above the ceiling; None without one."""
    version = regler.gaeldende(dag, dag)
    loft = version.tal_hvis_sat(regel.noegle("loft"))
    if loft is None:
        return None
    tilstand = Tilstand.OVERSKREDET if antal > loft else Tilstand.LOEBER
    return Stamme(tilstand, antal, loft, version.label)
