"""What stands in the columns of a file: its first lines, for whoever says which column is which."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from kommuner.afvist import Afvist
from opfoelgning.dataimport.fil import Tabel, as_text, shown
from opfoelgning.dataimport.kolonner import letter

ANTAL = 3


class Eksempel(NamedTuple):
    """A column: its letter in a spreadsheet, its heading, and what stands in it in the first lines."""

    bogstav: str
    hoved: str
    vaerdier: list[str]


def examples(tabel: Tabel) -> list[Eksempel]:
    """Every column with the values of the first lines, short and without whole CPR numbers; reads those lines."""
    try:
        raekker = [celler for _, celler in islice(tabel.raekker, ANTAL)]
    except Afvist:
        raekker = []  # what is wrong with them is told when the file is tried
    return [
        Eksempel(letter(nr + tabel.udeladt), hoved, [shown(as_text(_cell(celler, nr))) for celler in raekker])
        for nr, hoved in enumerate(tabel.hoveder)
    ]


def _cell(celler: list[object], nr: int) -> object:
    return celler[nr] if nr < len(celler) else None
