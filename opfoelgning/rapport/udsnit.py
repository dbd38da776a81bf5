"""Which days and which cases a report is about, and how the rules judged them over those days. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from kalender.dansk import KORTE_MAANEDER
from kalender.maaneder import add_months
from kommuner.indsatsmodel import Regel, Regelvaerdier
from opfoelgning.regler import SLAGS, passivitet
from opfoelgning.regler.motor import next_record
from opfoelgning.regler.typer import Sagsfakta, Tilstand, Vurdering

EN_DAG = timedelta(days=1)
MANGE_MAANEDER = 18


class Sag(NamedTuple):
    """One case: the id of its forløb, its facts, and the values it is judged by.

    ``sene``: (day a flag was closed, days until registered) of contacts that were in time and written down too late.
    ``uden_for``: days on which the borger was decided out of the target group. Rules read neither.
    """

    pk: int
    fakta: Sagsfakta
    regler: Regelvaerdier
    sene: tuple[tuple[date, int], ...] = ()
    uden_for: tuple[date, ...] = ()


class Maaned(NamedTuple):
    """A month or quarter of the period, or the part of it that lies within; both days included."""

    navn: str
    foerste: date
    sidste: date

    def har(self, dag: date) -> bool:
        """Whether the day lies in it."""
        return self.foerste <= dag <= self.sidste


@dataclass(frozen=True)
class Udsnit:
    """The period ``fra`` to ``til``, both days included, as it stood on ``dag``; ``til`` is not after ``dag``."""

    fra: date
    til: date
    dag: date

    def har(self, dag: date) -> bool:
        """Whether the day lies in the period."""
        return self.fra <= dag <= self.til

    @cached_property
    def maaneder(self) -> list[Maaned]:
        """The months of the period, oldest first; of a long one, its quarters."""
        antal = (self.til.year - self.fra.year) * 12 + self.til.month - self.fra.month
        skridt = 3 if antal > MANGE_MAANEDER else 1
        fundne, foerste = [], self.fra
        while foerste <= self.til:
            naeste = add_months(foerste.replace(day=1), skridt)
            fundne.append(Maaned(_navn(foerste), foerste, min(naeste - EN_DAG, self.til)))
            foerste = naeste
        return fundne


def _navn(dag: date) -> str:
    return f"{KORTE_MAANEDER[dag.month - 1]} {dag.year % 100:02}"


class Stykke(NamedTuple):
    """Days ``[start, slut)`` over which the passivity clock is in one state; None where it stands still."""

    start: date
    slut: date
    tilstand: Tilstand | None


def regler_om(sag: Sag, slags: str, hvad: str) -> list[Regel]:
    """The rules of the case's model that are of this kind."""
    return [regel for regel in sag.regler.model.regler if (regel.slags, regel.hvad) == (slags, hvad)]


def doem(sag: Sag, regel: Regel, dag: date) -> tuple[Vurdering, ...]:
    """What one rule says of the case on the day, as the lists of that day had it."""
    modul = SLAGS[regel.slags, regel.hvad].modul
    if not sag.fakta.start <= dag < sag.fakta.slut:
        return ()
    return modul.vurder(regel, sag.fakta, sag.regler, dag).vurderinger


def passivitetsstykker(sag: Sag, regel: Regel, fra: date, til: date) -> Iterator[Stykke]:
    """The state of the passivity clock from ``fra`` to ``til``, stretch by stretch, without gaps within the forløb."""
    dag, slut = max(fra, sag.fakta.start), min(til + EN_DAG, sag.fakta.slut)
    while dag < slut:
        stilling = passivitet.laes(regel, sag.fakta, sag.regler, dag)
        egen = stilling.naeste if stilling else passivitet.vurder(regel, sag.fakta, sag.regler, dag).naeste
        naeste = min(egen, next_record(sag.fakta, sag.regler, dag), slut)
        yield Stykke(dag, naeste, stilling.tilstand if stilling else None)
        dag = naeste
