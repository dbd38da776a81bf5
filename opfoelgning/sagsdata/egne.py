"""What was made on screen beside what a document says: an equal one is the same, anything else that overlaps is not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from aftaler.models import Timer
from forloeb.models import Fravaer, Persongruppemarkering
from kalender.dansk import dato_aar, periode_lang
from opfoelgning.models import Genbehandling, Sagsgennemgang
from opfoelgning.sagsdata.fejl import MANGLER, Fejlliste, under
from opfoelgning.sagsdata.perioder import has_period, period, share_days
from opfoelgning.sagsdata.skema import Felt, Post

# Facts of one day, by the attribute that holds it; all others are periods.
_DAG: dict[type[Model], str] = {Timer: "fra", Sagsgennemgang: "dato", Genbehandling: "moede"}
# Periods that may overlap unless this is the same too.
_SAMME: dict[type[Model], str] = {Fravaer: "type_id", Persongruppemarkering: "navn"}


def check_clashes(poster: Iterable[Post], egne: Iterable[Any], fejl: Fejlliste) -> None:
    """Refuse posts that overlap rows made on screen (``egne``) of the same parent, each at its place."""
    for row in egne:
        for post in poster:
            if _clash(post, row):
                felt = _day_key(post)
                besked = f"Der er registreret noget andet på skærmen {_when(row)}. Ret det dér, eller ret dokumentet."
                fejl.add(under(post.sted, felt), post.raa.get(felt, MANGLER), besked)


def _clash(post: Post, row: Any) -> bool:
    if dag := _DAG.get(type(row)):
        return post.data.get(dag) == getattr(row, dag)
    samme = _SAMME.get(type(row))
    if samme and post.data.get(samme) != getattr(row, samme):
        return False
    return has_period(post) and share_days(period(post), (row.start, row.slut))


def _day_key(post: Post) -> str:
    attr = _DAG.get(post.objekt.model, "start")
    return next(en.navn for en in post.objekt.dele if isinstance(en, Felt) and en.attr == attr)


def _when(row: Any) -> str:
    if dag := _DAG.get(type(row)):
        return dato_aar(getattr(row, dag))
    return periode_lang(row.start, row.slut)
