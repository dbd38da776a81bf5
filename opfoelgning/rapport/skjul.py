"""Which figures may leave the team: groups of one to four are hidden, and what they could be computed from. Pure.

A cell is known by the people behind it, so that the same number is hidden wherever it stands. Beside every cell that is
hidden because it is small, others of its line and column are, until what is hidden there is together no small group.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from opfoelgning.rapport.celler import MINDST, Andel, Antal, Celle, Midt, Rapport, Snit

Gruppe = frozenset[int]


def lille(gruppe: Gruppe) -> bool:
    """Whether single people could be told from the number."""
    return 0 < len(gruppe) < MINDST


def skjulte(rapport: Rapport, team: Mapping[int, int | None] | None = None) -> frozenset[Gruppe]:
    """The groups whose numbers are hidden.

    ``team``, for the whole kommune: the team of each forløb. A number is then hidden too when taking one team's from
    it, which that team knows, would leave a small group.
    """
    alle = {g for _, celle in rapport.alle_celler() for g in _grupper(celle)}
    skjult = {g for g in alle if lille(g) or (team is not None and _kan_skilles_ud(g, team))}
    foer = -1
    while foer != len(skjult):
        foer = len(skjult)
        for linje in _linjer(rapport):
            _skjul_flere(linje, skjult)
        _skjul_hvad_der_gaar_op(_noegletal(rapport), skjult)
    return frozenset(skjult)


def er_skjult(celle: Celle, skjult: frozenset[Gruppe]) -> bool:
    """Whether a figure, or what it was made from, is hidden."""
    if isinstance(celle, Andel):
        return any(g in skjult for g in (celle.borgere, celle.af, celle.af - celle.borgere))
    return celle.borgere in skjult


def _grupper(celle: Celle) -> Iterator[Gruppe]:
    yield celle.borgere
    if isinstance(celle, Andel):
        yield celle.af
        yield celle.af - celle.borgere


def _kan_skilles_ud(gruppe: Gruppe, team: Mapping[int, int | None]) -> bool:
    """Whether a team that knows its own number could tell a small group among the others."""
    pr_team = Counter(team.get(pk) for pk in gruppe)
    # Those nobody has are in every team's numbers: no team's own number gives them away.
    ingens = pr_team.pop(None, 0)
    smaa = [antal for antal in pr_team.values() if antal < MINDST]
    if smaa and sum(smaa) - max(smaa) < MINDST:
        return True
    return any(0 < len(gruppe) - ingens - antal < MINDST for antal in pr_team.values())


def _linjer(rapport: Rapport) -> Iterator[list[Gruppe]]:
    """Lines and columns of counts that may add up: of each table, and of each share."""
    for n in rapport.noegletal:
        if isinstance(n.celle, Andel):
            yield [n.celle.borgere, n.celle.af - n.celle.borgere, n.celle.af]
    for tabel in rapport.tabeller:
        if not tabel.kun_i_teamet:
            yield from (_antal(raekke.celler) for raekke in tabel.raekker)
            yield from (_antal(kolonne) for kolonne in zip(*(r.celler for r in tabel.raekker), strict=True))


def _noegletal(rapport: Rapport) -> list[Gruppe]:
    return [
        g for n in rapport.noegletal if not isinstance(n.celle, Midt | Snit) for g in _grupper(n.celle) if g
    ]


def _skjul_hvad_der_gaar_op(grupper: list[Gruppe], skjult: set[Gruppe]) -> None:
    """Where a whole, its other parts and a single hidden part, or few people, add up: hide the smallest other part."""
    for hele in grupper:
        dele = {g for g in grupper if g < hele}
        skjulte_dele = dele & skjult
        rest = frozenset().union(*skjulte_dele)
        vist = [g for g in dele - skjult if not g & rest]
        gaar_op = rest | frozenset().union(*vist) == hele
        if hele not in skjult and rest and gaar_op and (len(skjulte_dele) == 1 or lille(rest)):
            skjult.add(min(vist or [hele], key=len))


def _antal(celler: Iterable[Celle]) -> list[Gruppe]:
    return [celle.borgere for celle in celler if isinstance(celle, Antal)]


def _skjul_flere(linje: list[Gruppe], skjult: set[Gruppe]) -> None:
    """Hide the smallest others of a line until the hidden ones are together no small group, nor one alone."""
    skjulte_her = [g for g in linje if g in skjult]
    if not skjulte_her:
        return
    andre = sorted((g for g in set(linje) - skjult if g), key=len)
    while andre and (len(skjulte_her) < 2 or sum(map(len, skjulte_her)) < MINDST):
        skjulte_her.append(andre.pop(0))
        skjult.add(skjulte_her[-1])
