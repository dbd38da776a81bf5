"""Continuity: how many kept their jobformidler through the period, and how often the others changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from opfoelgning.rapport.celler import Diagram, Noegletal, Raekke, Rapport, Saetning, Tabel, andel, antal
from opfoelgning.rapport.udsnit import Sag, Udsnit

INGEN = "Ingen har haft en jobformidler i perioden."
SKIFT = (
    "Et skift er, at en anden end den forrige fik borgeren. At den samme fik borgeren igen efter en pause, er ikke et "
    "skift. Borgere, der havde en jobformidler på mindst én dag i perioden, er med."
)
UDEN = "Alle åbne forløb, som ingen jobformidler har den dag, også dem, ingen har haft endnu."


class Skift(NamedTuple):
    """The days on which a case changed jobformidler within the period; whether anybody had it in the period, and
    whether nobody has it on the day."""

    pk: int
    dage: tuple[date, ...]
    havde: bool
    uden: bool


def observer(sag: Sag, u: Udsnit) -> Iterator[Skift]:
    """The case's changes; nothing for one that nobody had in the period and that nobody lacks on the day."""
    alle = [t for t in sag.fakta.tildelinger if t.start <= u.dag]
    havde = any(t.start <= u.til and t.slut > u.fra for t in alle)
    aaben = sag.fakta.start <= u.dag < sag.fakta.slut
    uden = aaben and not any(t.start <= u.dag < t.slut for t in alle)
    if havde or uden:
        dage = (nu.start for foer, nu in pairwise(alle) if foer.medarbejder != nu.medarbejder)
        yield Skift(sag.pk, tuple(d for d in dage if u.har(d)) if havde else (), havde, uden)


def saml(alle: Iterable[Skift], u: Udsnit) -> Rapport:
    """Who kept their jobformidler; how many changed once, twice, more."""
    sete = list(alle)
    sager = [s for s in sete if s.havde]
    samme = andel((s.pk for s in sager if not s.dage), (s.pk for s in sager))
    tal = (
        Noegletal("Havde en jobformidler i perioden", antal(s.pk for s in sager), SKIFT),
        Noegletal("Havde den samme hele perioden", samme, SKIFT),
        Noegletal("Skiftede jobformidler", antal(s.pk for s in sager if s.dage), SKIFT),
        Noegletal("Uden jobformidler på dagen", antal(s.pk for s in sete if s.uden), UDEN),
    )
    return Rapport(
        fund=Saetning(
            "{} af de {}, der havde en jobformidler, havde den samme hele perioden. {} skiftede.",
            (samme, tal[0].celle, tal[2].celle),
        ),
        noegletal=tal,
        tabeller=(_antal_skift(sager), _maaneder(sager, u)),
        diagram=Diagram("bjaelker", "Skift af jobformidler pr. borger"),
        maalt=samme,
        tom="" if sete else INGEN,
    )


def _antal_skift(sager: list[Skift]) -> Tabel:
    navne = ("Ingen skift", "1 skift", "2 skift", "3 eller flere")
    raekker = tuple(
        Raekke(navn, (antal(s.pk for s in sager if min(len(s.dage), 3) == nr),))
        for nr, navn in enumerate(navne)
    )
    return Tabel("Skift pr. borger", ("Borgere",), raekker)


def _maaneder(sager: list[Skift], u: Udsnit) -> Tabel:
    raekker = tuple(
        Raekke(m.navn, (antal(s.pk for s in sager if any(m.har(d) for d in s.dage)),)) for m in u.maaneder
    )
    return Tabel("Måned for måned", ("Skiftede jobformidler",), raekker)
