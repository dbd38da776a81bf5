"""How the demo data are dealt out: quotas instead of dice where a share must hold, and working days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

FASTE_FRIDAGE = {(1, 1), (6, 5), (12, 24), (12, 25), (12, 26), (12, 31)}


def make_rng(*noegle: object) -> Random:
    """A source of dice that always falls the same way for the same key."""
    return Random("/".join(map(str, noegle)))  # noqa: S311 - repeatable on purpose, nothing here is secret


def fordel(
    antal: int, vaegte: Mapping[str, float], mindst: Mapping[str, int] | None = None
) -> dict[str, int]:
    """Split `antal` by weight (largest remainder).

    Keys of `mindst` get at least that many, taken from the largest share.
    """
    samlet = sum(vaegte.values())
    eksakt = {navn: antal * vaegt / samlet for navn, vaegt in vaegte.items()}
    tal = {navn: int(vaerdi) for navn, vaerdi in eksakt.items()}
    rest = sorted(eksakt, key=lambda navn: tal[navn] - eksakt[navn])
    for navn in rest[: antal - sum(tal.values())]:
        tal[navn] += 1
    for navn, graense in (mindst or {}).items():
        while tal[navn] < graense:
            tal[navn] += 1
            tal[max(tal, key=lambda n: tal[n])] -= 1
    return tal


def spred(tal: Mapping[str, int]) -> list[str]:
    """Every key as often as `tal` says, spread evenly: any stretch of the list has the same mixture."""
    pladser = [((i + 0.5) / n, navn) for navn, n in tal.items() for i in range(n)]
    return [navn for _, navn in sorted(pladser)]


def er_hverdag(dag: date) -> bool:
    return dag.weekday() < 5 and (dag.month, dag.day) not in FASTE_FRIDAGE


def draw_hverdag(rng: Random, foerst: date, sidst: date) -> date:
    """A working day in the closed interval; any day of it when it holds none."""
    dage = [foerst + timedelta(days=i) for i in range((sidst - foerst).days + 1)]
    return rng.choice([dag for dag in dage if er_hverdag(dag)] or dage)


def hverdag_foer(dag: date) -> date:
    """The day itself, or the nearest working day before it."""
    while not er_hverdag(dag):
        dag -= timedelta(days=1)
    return dag
