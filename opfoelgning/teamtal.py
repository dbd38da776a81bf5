"""Teamoverblik's numbers as rows of a spreadsheet: what they are part of, their name, and the number."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from opfoelgning.rapporter import Fasemaaned
from opfoelgning.regneark import Celle
from opfoelgning.team import LISTER, Stamme, Tal

KOLONNER: list[Celle] = ["Del", "Navn", "Tal"]


def figures_as_rows(tal: Tal, stammer: list[Stamme], maaneder: list[Fasemaaned]) -> Iterator[list[Celle]]:
    """The header, the key figures, the caseloads and the phases month by month."""
    yield KOLONNER
    for navn, vaerdi in _key_figures(tal):
        yield ["Nøgletal", navn, vaerdi]
    for stamme in stammer:
        yield ["Sagsstamme: borgere", stamme.navn, stamme.borgere]
        yield ["Sagsstamme: noget overskredet", stamme.navn, stamme.overskredet]
        yield ["Sagsstamme: kontakt til tiden, procent", stamme.navn, _or_nothing(stamme.til_tiden)]
        yield ["Sagsstamme: over loftet på", stamme.navn, _or_nothing(stamme.over_loft)]
    for maaned in maaneder:
        for nr, antal in maaned.faser.items():
            yield [f"Borgere i fase {nr}", maaned.dag, antal]


def _key_figures(tal: Tal) -> Iterator[tuple[str, Celle]]:
    yield "Borgere i indsatsen", tal.borgere
    for nr, antal in tal.faser.items():
        yield f"Fase {nr}", antal
    for kode, (navn, _) in LISTER.items():
        yield navn, tal.lister[kode]
    yield "Kontakt til tiden, procent", _or_nothing(tal.til_tiden)
    yield "Timer pr. uge i fleksjob nu, gennemsnit", _or_nothing(tal.timer_nu)
    yield "Timer pr. uge ved start, gennemsnit", _or_nothing(tal.timer_ved_start)


def _or_nothing(tal: int | Decimal | None) -> Celle:
    return "" if tal is None else tal
