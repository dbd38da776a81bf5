"""The list of sections as an administrator writes it: one line each, «2.1* Uddannelse | Hjælpetekst».

A line with a whole number is the title of a part; the star says that a genbehandling needs the section.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from kommuner.forberedelse import Skema

_LINJE = re.compile(
    r"(?P<nr>\d{1,2}(?:\.\d{1,2})?)(?P<stjerne>\*?)\s+(?P<titel>[^|]+?)\s*(?:\|\s*(?P<hjaelp>.*))?"
)
TITEL_HOEJST, HJAELP_HOEJST, FORTALT_HOEJST = 200, 500, 300  # characters


class Forkert(ValueError):
    """The text is no list; ``fejl`` are Danish sentences, each with its line."""

    def __init__(self, fejl: list[str]):
        super().__init__(" ".join(fejl))
        self.fejl = fejl


class _Linje(NamedTuple):
    plads: int
    nr: str
    titel: str
    hjaelp: str
    genbehandling: bool


def as_text(skema: Skema) -> str:
    """A list as its text."""
    linjer = []
    for nr, titel in skema.dele.items():
        linjer.append(f"{nr} {titel}")
        for en in skema.afsnit:
            if en.del_nr == nr:
                hjaelp = f" | {en.hjaelp}" if en.hjaelp else ""
                linjer.append(f"{en.nr}{'*' if en.genbehandling else ''} {en.titel}{hjaelp}")
    return "\n".join(linjer)


def parse(tekst: str) -> dict[str, list[dict[str, Any]]]:
    """``dele`` and ``afsnit`` of a text, in order of their numbers. Raises ``Forkert`` with every fault."""
    fejl: list[str] = []
    linjer = list(_lines(tekst, fejl))
    dele = {linje.nr: linje.titel for linje in linjer if "." not in linje.nr}
    afsnit = [linje for linje in linjer if "." in linje.nr]
    fejl += _faults(linjer, dele)
    if not afsnit and not fejl:
        fejl.append("Skriv mindst ét afsnit, fx 2.1 Uddannelse.")
    if fejl:
        raise Forkert(fejl)
    return {
        "dele": [{"nr": nr, "titel": dele[nr]} for nr in sorted(dele, key=_order)],
        "afsnit": [
            {"nr": en.nr, "titel": en.titel, "hjaelp": en.hjaelp, "genbehandling": en.genbehandling}
            for en in sorted(afsnit, key=lambda linje: _order(linje.nr))
        ],
    }


def told(tekst: str) -> list[str]:
    """What a borger is to be told, one thing a line, each once. Raises ``Forkert`` for one that is too long."""
    linjer = list(dict.fromkeys(linje.strip() for linje in tekst.splitlines() if linje.strip()))
    for_lange = [linje for linje in linjer if len(linje) > FORTALT_HOEJST]
    if for_lange:
        raise Forkert(
            [f"«{linje[:40]} …» er for lang. Skriv højst {FORTALT_HOEJST} tegn." for linje in for_lange]
        )
    return linjer


def _lines(tekst: str, fejl: list[str]) -> Iterator[_Linje]:
    for plads, raa in enumerate(tekst.splitlines(), 1):
        linje = raa.strip()
        if not linje:
            continue
        fundet = _LINJE.fullmatch(linje)
        if fundet is None:
            fejl.append(f"Linje {plads}: Begynd med et nummer og en overskrift, fx 2.1 Uddannelse.")
            continue
        hjaelp = (fundet["hjaelp"] or "").strip()
        if len(fundet["titel"]) > TITEL_HOEJST or len(hjaelp) > HJAELP_HOEJST:
            fejl.append(f"Linje {plads}: Teksten er for lang.")
        yield _Linje(plads, fundet["nr"], fundet["titel"], hjaelp, bool(fundet["stjerne"]))


def _faults(linjer: Iterable[_Linje], dele: dict[str, str]) -> Iterator[str]:
    set_foer: set[str] = set()
    for linje in linjer:
        if linje.nr in set_foer:
            yield f"Linje {linje.plads}: {linje.nr} står der allerede."
        set_foer.add(linje.nr)
        del_nr = linje.nr.partition(".")[0]
        if del_nr not in dele:
            hvordan = "Skriv den på en linje for sig, fx 2 Mit CV."
            yield f"Linje {linje.plads}: Del {del_nr} mangler en overskrift. {hvordan}"


def _order(nr: str) -> tuple[int, ...]:
    return tuple(int(led) for led in nr.split("."))
