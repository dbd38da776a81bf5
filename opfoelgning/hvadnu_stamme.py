"""What if the ceiling of caseloads were another: which jobformidlere would be above it, or no longer."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q

from forloeb.models import ForloebQuerySet, Tildeling
from kommuner.indsatsmodel import Regelvaerdier
from opfoelgning.regler import PR_MEDARBEJDER
from opfoelgning.regler.sagsstamme import vurder_stamme
from opfoelgning.regler.typer import Tilstand


class Stammeskift(NamedTuple):
    """One jobformidler with ``antal`` open forløb; the ceiling she is above, before and after, None for neither."""

    medarbejder: str
    navn: str
    antal: int
    over_foer: int | None
    over_efter: int | None


def shifted(
    forloeb: ForloebQuerySet, foer: Regelvaerdier, efter: Regelvaerdier, dag: date
) -> list[Stammeskift]:
    """Return those for whom the answer differs on the day, by name; ``forloeb`` says whose cases are counted."""
    if _ceilings(foer, dag) == _ceilings(efter, dag):
        return []
    skift = (
        Stammeskift(kode, navn, antal, over_loft(foer, dag, antal), over_loft(efter, dag, antal))
        for kode, navn, antal in _caseloads(forloeb, dag)
    )
    return [en for en in skift if en.over_foer != en.over_efter]


def over_loft(regler: Regelvaerdier, dag: date, antal: int) -> int | None:
    """Return the lowest ceiling that so many open forløb are above on the day; None when they are above none."""
    domme = (
        vurder_stamme(regel, regler, dag, antal)
        for regel in regler.model.regler
        if (regel.slags, regel.hvad) in PR_MEDARBEJDER
    )
    return min((dom.loft for dom in domme if dom and dom.tilstand is Tilstand.OVERSKREDET), default=None)


def _ceilings(regler: Regelvaerdier, dag: date) -> list[object]:
    vaerdier = regler.gaeldende(dag, dag).vaerdier
    return [
        vaerdier[regel.noegle("loft")]
        for regel in regler.model.regler
        if (regel.slags, regel.hvad) in PR_MEDARBEJDER
    ]


def _caseloads(forloeb: ForloebQuerySet, dag: date) -> list[tuple[str, str, int]]:
    daekker = Tildeling.objects.filter(Q(slut__isnull=True) | Q(slut__gt=dag), start__lte=dag)
    mine = daekker.filter(forloeb__in=forloeb.aabne(dag).values("pk"))
    talt = mine.values_list("medarbejder__ekstern_id", "medarbejder__navn").annotate(antal=Count("forloeb"))
    return list(talt.order_by("medarbejder__navn", "medarbejder__ekstern_id"))
