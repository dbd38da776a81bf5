"""What was decided about a list of cases, on screen and in files, newest first."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from forloeb.models import Forloeb
from kalender.dansk import dato
from kommuner.organ import organnavne
from opfoelgning.models import Beslutning, Sagsgennemgang, Sagsstatus

PR_SIDE = 50
_BESLUTNING, _GENNEMGANG = "b", "g"  # of one day decisions come before reviews that are no decision


class Truffet(NamedTuple):
    """One decision: the day, whose, what in words, why, by whom (empty: it came with a file), and its note's id."""

    dato: date
    forloeb: Forloeb
    udfald: str
    begrundelse: str
    af: str
    notat: int | None
    annulleret: bool
    noegle: str


def decided(found: QuerySet[Sagsstatus], dag: date, efter: str = "") -> tuple[list[Truffet], str]:
    """A page of what was decided about the cases, in a fixed number of queries, and the next page's key.

    Reviews that came with a file stand among the decisions made here. ``efter`` is such a key.
    """
    sager, paa = found.values("pk"), organnavne()
    beslutninger = Beslutning.objects.filter(forloeb__in=sager).select_related(
        "forloeb__borger", "registreret_af", "sammen_med", "virksomhed"
    )
    andre = Sagsgennemgang.objects.filter(forloeb__in=sager, beslutninger__isnull=True).select_related(
        "forloeb__borger", "registreret_af"
    )
    alle = [_of_decision(b, paa(b.dato).navn, dag) for b in _page(beslutninger, _BESLUTNING, efter)]
    alle += [_of_review(g, paa(g.dato).navn, dag) for g in _page(andre, _GENNEMGANG, efter)]
    # Both come newest first, and a sort keeps that order within one day and kind.
    alle.sort(key=lambda truffet: truffet.noegle.split(".")[1])
    alle.sort(key=lambda truffet: truffet.dato, reverse=True)
    side = alle[:PR_SIDE]
    return side, side[-1].noegle if len(alle) > PR_SIDE else ""


def _page(rows: QuerySet[Any], slags: str, efter: str) -> list[Any]:
    """The newest rows after a key, one more than a page."""
    noegle = re.fullmatch(r"(\d{4}-\d\d-\d\d)\.([bg])\.(\d{1,18})", efter)
    if noegle and (sidste := _day(noegle[1])):
        samme_dag = {"<": Q(pk__in=[]), "=": Q(pk__lt=int(noegle[3])), ">": Q()}[_order(slags, noegle[2])]
        rows = rows.filter(Q(dato__lt=sidste) | Q(samme_dag, dato=sidste))
    return list(rows.order_by("-dato", "-pk")[: PR_SIDE + 1])


def _order(slags: str, anden: str) -> str:
    return "=" if slags == anden else "<" if slags < anden else ">"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _of_decision(b: Beslutning, organ: str, dag: date) -> Truffet:
    hvad = b.udfald_ord(organ)
    if b.virksomhed and b.forventet_start:
        hvad += f": {b.virksomhed.navn} fra {dato(b.forventet_start, dag)}"
    folk = " og ".join(en.navn for en in (b.registreret_af, b.sammen_med) if en)
    noegle = f"{b.dato}.{_BESLUTNING}.{b.pk}"
    return Truffet(b.dato, b.forloeb, hvad, b.begrundelse, folk, b.pk, b.annulleret is not None, noegle)


def _of_review(g: Sagsgennemgang, organ: str, dag: date) -> Truffet:
    hvad = Beslutning(udfald=g.resultat).udfald_ord(organ)  # of a review the words are a decision's too
    if g.forventet_start:
        hvad += f" fra {dato(g.forventet_start, dag)}"
    af = g.registreret_af.navn if g.registreret_af else ""
    return Truffet(g.dato, g.forloeb, hvad, g.begrundelse, af, None, False, f"{g.dato}.{_GENNEMGANG}.{g.pk}")
