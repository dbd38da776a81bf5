"""A report in words: what each figure says on screen, and what it says outside the team. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kalender.dansk import tal
from opfoelgning.rapport.celler import MINDST, Andel, Antal, Celle, Midt, Rapport, Tabel
from opfoelgning.rapport.katalog import Rapportslags
from opfoelgning.rapport.skjul import Gruppe, er_skjult, lille, skjulte

_AARSTAL = re.compile(r" \d\d$")
UNDER, SKJULT = f"under {MINDST}", "skjult"
FUND_SKJULT = (
    "Fundet er skjult uden for teamet: det handler om færre end 5, eller så få kunne regnes ud af det."
)


class Serie(NamedTuple):
    """One column of the drawn table; None where nothing may be shown."""

    navn: str
    tal: list[float | None]


class Vist(NamedTuple):
    """One figure as it is shown: its words, and the name of the list of people behind it (empty: no list).

    ``tal`` is the number the words tell, in ``enhed``; None where they tell none.
    """

    tekst: str
    gruppe: str = ""
    navn: str = ""
    forklaring: str = ""
    note: str = ""
    tal: float | None = None
    enhed: str = ""

    def __str__(self) -> str:
        return self.tekst


class Linje(NamedTuple):
    """One line of a table as it is shown."""

    navn: str
    celler: list[Vist]


class Vistabel(NamedTuple):
    """One table as it is shown."""

    titel: str
    hoved: tuple[str, ...]
    linjer: list[Linje]


@dataclass(frozen=True)
class Visning:
    """One report for one reader. ``skjult``: the groups whose numbers she may not see; None inside the team."""

    slags: Rapportslags
    rapport: Rapport
    skjult: frozenset[Gruppe] | None = None

    @property
    def fund(self) -> str:
        """The finding in one sentence."""
        if self.rapport.tom:
            return self.rapport.tom
        ord_, celler = self.rapport.fund
        if any(self._skjult(celle) and not isinstance(celle, Antal) for celle in celler):
            return FUND_SKJULT
        tekst = ord_.format(*("et skjult antal" if t == SKJULT else t for t in map(self.tekst, celler)))
        return (tekst[:1].upper() + tekst[1:]).replace(". et skjult", ". Et skjult")

    def tekst(self, celle: Celle) -> str:
        """«12», «85 %», «63 dage», «under 5», «skjult»; a dash of nobody."""
        if self._skjult(celle):
            return UNDER if isinstance(celle, Antal) and lille(celle.borgere) else SKJULT
        if isinstance(celle, Antal):
            return tal(len(celle.borgere))
        if isinstance(celle, Andel):
            return "–" if celle.procent is None else f"{celle.procent} %"
        if isinstance(celle, Midt) and celle.for_faa:
            return "–" if self.skjult is None else SKJULT
        return "–" if celle.vaerdi is None else f"{tal(round(celle.vaerdi, 1))} {celle.enhed}"

    def _skjult(self, celle: Celle) -> bool:
        return self.skjult is not None and er_skjult(celle, self.skjult)

    @property
    def noegletal(self) -> list[Vist]:
        """The figures, each with its name and how it is counted."""
        return [
            self._vist(f"n{nr}", n.celle)._replace(
                navn=n.navn, forklaring=n.forklaring, note=self._note(n.celle)
            )
            for nr, n in enumerate(self.rapport.noegletal)
        ]

    def _note(self, celle: Celle) -> str:
        if self.skjult is not None or not isinstance(celle, Midt) or not celle.for_faa:
            return ""
        antal = len(celle.borgere)
        return f"Perioden er for kort til en median ({antal} {'borger' if antal == 1 else 'borgere'})."

    @property
    def tabeller(self) -> list[Vistabel]:
        """The tables; outside the team without those of pairs."""
        return [self._tabel(nr, t) for nr, t in enumerate(self.rapport.tabeller) if self._med(t)]

    def navn_paa(self, gruppe: str) -> str:
        """What a figure is called by the name it has in addresses; empty for one that is not there."""
        navne = {f"n{nr}": n.navn for nr, n in enumerate(self.rapport.noegletal)}
        for t, tabel in enumerate(self.rapport.tabeller):
            for r, raekke in enumerate(tabel.raekker):
                for k, kolonne in enumerate(tabel.hoved[: len(raekke.celler)]):
                    navne[f"t{t}r{r}k{k}"] = f"{kolonne}: {raekke.navn}"
        return navne.get(gruppe, "")

    def _med(self, tabel: Tabel) -> bool:
        return self.skjult is None or not tabel.kun_i_teamet

    def _tabel(self, nr: int, tabel: Tabel) -> Vistabel:
        linjer = [
            Linje(r.navn, [self._vist(f"t{nr}r{i}k{k}", celle) for k, celle in enumerate(r.celler)])
            for i, r in enumerate(tabel.raekker)
        ]
        return Vistabel(tabel.titel, tabel.hoved, linjer)

    def _vist(self, gruppe: str, celle: Celle) -> Vist:
        har_liste = self.skjult is None and celle.borgere and isinstance(celle, Antal | Andel)
        return Vist(self.tekst(celle), gruppe if har_liste else "", tal=self._tal(celle), enhed=_unit(celle))

    @property
    def etiketter(self) -> list[str]:
        """The names along the picture's foot: the year of a month with the first, the last, and where one begins."""
        navne = [raekke.navn for raekke in self.rapport.tabeller[0].raekker]
        foer = [None, *(navn[-2:] for navn in navne)]
        sidste = len(navne) - 1
        return [
            navn if nr == sidste or navn[-2:] != foer[nr] else _AARSTAL.sub("", navn)
            for nr, navn in enumerate(navne)
        ]

    @property
    def serier(self) -> list[Serie]:
        """What the picture draws."""
        tabel = self.rapport.tabeller[0]
        return [
            Serie(tabel.hoved[k], [self._tal(raekke.celler[k]) for raekke in tabel.raekker])
            for k in self.rapport.diagram.kolonner
        ]

    @property
    def bjaelker(self) -> list[tuple[str, float]]:
        """The bars of a picture of one column; what is hidden has none."""
        return [
            (navn, v) for navn, v in zip(self.etiketter, self.serier[0].tal, strict=True) if v is not None
        ]

    def _tal(self, celle: Celle) -> float | None:
        if self._skjult(celle) or (isinstance(celle, Midt) and celle.for_faa):
            return None
        if isinstance(celle, Antal):
            return len(celle.borgere)
        return celle.procent if isinstance(celle, Andel) else celle.vaerdi


def _unit(celle: Celle) -> str:
    return "%" if isinstance(celle, Andel) else "" if isinstance(celle, Antal) else celle.enhed


def udadtil(slags: Rapportslags, rapport: Rapport, team: Mapping[int, int | None] | None) -> Visning:
    """The report as it may leave the team; ``team`` for the whole kommune, as in ``skjulte``."""
    return Visning(slags, rapport, skjulte(rapport, team))


def regneark(visning: Visning, om: list[tuple[str, str]]) -> Iterator[Sequence[str | Vist]]:
    """Lines for a spreadsheet: what the report is about, the finding, the figures, the tables."""
    yield [visning.slags.navn]
    yield from ([navn, vaerdi] for navn, vaerdi in om)
    yield ["Fund", visning.fund]
    yield []
    yield ["Nøgletal", "Værdi"]
    yield from (_row(n.navn, n) for n in visning.noegletal)
    for tabel in visning.tabeller:
        yield []
        yield [tabel.titel, *tabel.hoved]
        yield from (_row(linje.navn, *linje.celler) for linje in tabel.linjer)


def _row(navn: str, *celler: Vist) -> list[str | Vist]:
    return [navn, *celler]
