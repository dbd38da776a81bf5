"""The steps of a configuration's history in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils import timezone

from kommuner.indsatsmodel import Indsatsmodel
from kommuner.regeloversigt import values_in_words

ORD = {"oprettet": "Gemt", "rettet": "Rettet", "slettet": "Trukket tilbage"}


class Trin(NamedTuple):
    """One step: what was done with which version, by whom and why, and the values it left."""

    tidspunkt: datetime
    handling: str
    gyldig_fra: date
    af: str
    begrundelse: str
    kilde: str
    loebende: bool
    vaerdier: list[str]


def steps(model: Indsatsmodel, poster: Iterable[Mapping[str, Any]]) -> list[Trin]:
    """The steps of a model's history, the latest first; values whose parameters are gone are left out."""
    return [_step(model, post) for post in reversed(list(poster))]


def _step(model: Indsatsmodel, post: Mapping[str, Any]) -> Trin:
    kendte = {noegle: v for noegle, v in post["vaerdier"].items() if noegle in model.parametre}
    return Trin(
        timezone.localtime(datetime.fromisoformat(post["tidspunkt"])),
        ORD[post["handling"]],
        date.fromisoformat(post["gyldig_fra"]),
        post["af"],
        post["begrundelse"],
        post["kilde"],
        post["gaelder_loebende_frister"],
        values_in_words(model, kendte),
    )
