"""What a report is made of: figures that know the people behind them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

MINDST = 5
"""The smallest group that leaves the team, and the fewest that give a median."""


class Antal(NamedTuple):
    """How many: the ids of the forløb counted."""

    borgere: frozenset[int]


class Andel(NamedTuple):
    """How many of how many, in whole percent."""

    borgere: frozenset[int]
    af: frozenset[int]

    @property
    def procent(self) -> int | None:
        """Rounded down, so that 100 means everybody; None of nobody."""
        return len(self.borgere) * 100 // len(self.af) if self.af else None


class Midt(NamedTuple):
    """The middle of one value per borger: half have at most so much. None of nobody, or of too few."""

    vaerdi: float | None
    enhed: str
    borgere: frozenset[int]

    @property
    def for_faa(self) -> bool:
        """Whether there are values, and too few of them to tell a middle."""
        return 0 < len(self.borgere) < MINDST


class Snit(NamedTuple):
    """An average, or a sum that is no count of people, over the forløb it was made from."""

    vaerdi: float | None
    enhed: str
    borgere: frozenset[int]


Celle = Antal | Andel | Midt | Snit


class Noegletal(NamedTuple):
    """One figure of a report, what it is called, and how it is counted."""

    navn: str
    celle: Celle
    forklaring: str = ""


class Raekke(NamedTuple):
    """One line of a table."""

    navn: str
    celler: tuple[Celle, ...]


@dataclass(frozen=True)
class Tabel:
    """Figures in lines and columns. ``kun_i_teamet``: a table of pairs, from which single people could be told."""

    titel: str
    hoved: tuple[str, ...]
    raekker: tuple[Raekke, ...]
    kun_i_teamet: bool = False


@dataclass(frozen=True)
class Diagram:
    """A picture of a report's first table: which columns are drawn, as ``soejler``, ``kurve`` or ``bjaelker``."""

    slags: str
    titel: str
    kolonner: tuple[int, ...] = (0,)


class Saetning(NamedTuple):
    """The finding: words with ``{}`` where the figures stand."""

    ord: str
    celler: tuple[Celle, ...] = ()


@dataclass(frozen=True)
class Rapport:
    """One report: the finding, figures, tables (the first is drawn), and the figure that a target is set for."""

    fund: Saetning
    noegletal: tuple[Noegletal, ...]
    tabeller: tuple[Tabel, ...]
    diagram: Diagram
    maalt: Andel | Midt
    tom: str = ""

    def alle_celler(self) -> list[tuple[str, Celle]]:
        """Every figure with the name that it has in addresses: ``n0``, ``t0r2k1``."""
        fundne: list[tuple[str, Celle]] = [(f"n{nr}", n.celle) for nr, n in enumerate(self.noegletal)]
        for t, tabel in enumerate(self.tabeller):
            for r, raekke in enumerate(tabel.raekker):
                fundne += [(f"t{t}r{r}k{k}", celle) for k, celle in enumerate(raekke.celler)]
        return fundne


def antal(borgere: Iterable[int]) -> Antal:
    """A count of these forløb, each once."""
    return Antal(frozenset(borgere))


def andel(borgere: Iterable[int], af: Iterable[int]) -> Andel:
    """These forløb among all of those; one that is not among them is not counted."""
    alle = frozenset(af)
    return Andel(frozenset(borgere) & alle, alle)


def midt(vaerdier: Sequence[tuple[int, float]], enhed: str = "dage") -> Midt:
    """The median of (forløb, value); without a value when there are fewer than ``MINDST``."""
    borgere = frozenset(pk for pk, _ in vaerdier)
    nok = len(borgere) >= MINDST
    return Midt(float(median(v for _, v in vaerdier)) if nok else None, enhed, borgere)


def snit(vaerdier: Sequence[tuple[int, float]], enhed: str) -> Snit:
    """The average of (forløb, value); None of nobody."""
    borgere = frozenset(pk for pk, _ in vaerdier)
    return Snit(sum(v for _, v in vaerdier) / len(vaerdier) if vaerdier else None, enhed, borgere)
