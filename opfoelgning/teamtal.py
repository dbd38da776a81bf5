"""Teamoverblik's numbers as rows of a spreadsheet: what they are part of, their name, and the number."""

from __future__ import annotations

from collections.abc import Iterator

from kalender.dansk import timer
from opfoelgning.rapporter import Fasemaaned
from opfoelgning.team import LISTER, Stamme, Tal

KOLONNER = ["Del", "Navn", "Tal"]


def figures_as_rows(tal: Tal, stammer: list[Stamme], maaneder: list[Fasemaaned]) -> Iterator[list[str]]:
    """The header, the key figures, the caseloads and the phases month by month."""
    yield KOLONNER
    for navn, vaerdi in _key_figures(tal):
        yield ["Nøgletal", navn, vaerdi]
    for stamme in stammer:
        yield ["Sagsstamme: borgere", stamme.navn, str(stamme.borgere)]
        yield ["Sagsstamme: noget overskredet", stamme.navn, str(stamme.overskredet)]
        yield ["Sagsstamme: kontakt til tiden, procent", stamme.navn, _or_nothing(stamme.til_tiden)]
        yield ["Sagsstamme: over loftet på", stamme.navn, _or_nothing(stamme.over_loft)]
    for maaned in maaneder:
        for nr, antal in maaned.faser.items():
            yield [f"Borgere i fase {nr}", maaned.dag.isoformat(), str(antal)]


def _key_figures(tal: Tal) -> Iterator[tuple[str, str]]:
    yield "Borgere i indsatsen", str(tal.borgere)
    for nr, antal in tal.faser.items():
        yield f"Fase {nr}", str(antal)
    for kode, (navn, _) in LISTER.items():
        yield navn, str(tal.lister[kode])
    yield "Kontakt til tiden, procent", _or_nothing(tal.til_tiden)
    yield "Timer pr. uge i fleksjob nu, gennemsnit", "" if tal.timer_nu is None else timer(tal.timer_nu)
    ved_start = "" if tal.timer_ved_start is None else timer(tal.timer_ved_start)
    yield "Timer pr. uge ved start, gennemsnit", ved_start


def _or_nothing(tal: int | None) -> str:
    return "" if tal is None else str(tal)
