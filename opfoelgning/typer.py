"""The kommune's types of absence and measures: what they do to the clocks, who uses them, what another effect changes.

Pure but for the counting and gathering: nothing here writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Count

from aftaler.models import Tilbud
from forloeb.models import Forloeb, Fravaer
from kommuner.indsatsmodel import Indsatsmodel, Regelvaerdier
from kommuner.kommunedata import FRAVAERSTYPER, TILBUDSTYPER
from kommuner.models import Fravaerstype, Tilbudstype
from opfoelgning.fakta import Sagsraekke, fetch_sager, regelvaerdier
from opfoelgning.hvadnu import HvadNu, Tal, add_case, look_ahead
from opfoelgning.models import Genbehandling
from opfoelgning.regler.svar import start_of_day
from opfoelgning.regler.typer import Sagsfakta
from opfoelgning.vurdering import BATCH

Type = Fravaerstype | Tilbudstype
Effekter = Mapping[str, bool]


class Virkning(NamedTuple):
    """One thing a type can do: its word, what it means, and the columns that say so."""

    navn: str
    betyder: str
    effekter: Effekter


def _absence(kontakt: bool, passivitet: bool, sygdom: bool = False) -> Effekter:
    return {"pauser_kontakt": kontakt, "pauser_passivitet": passivitet, "er_sygdom": sygdom}


VIRKNINGER: Mapping[Any, Mapping[str, Virkning]] = {
    Fravaerstype: {
        "fritager": Virkning(
            "Fritager", "dagene tæller ikke med, og borgeren skal ikke kontaktes", _absence(True, True)
        ),
        "taeller_ikke": Virkning(
            "Tæller ikke med",
            "passivitetsuret holder pause, men borgeren skal kontaktes",
            _absence(False, True),
        ),
        "fritager_kontakt": Virkning(
            "Fritager kun for kontakt", "dagene tæller med i passivitetsuret", _absence(True, False)
        ),
        "nulstiller": Virkning(
            "Nulstiller", "som fritager, og varer den længe, begynder uret forfra", _absence(True, True, True)
        ),
        "ingen": Virkning(
            "Ingen virkning", "dagene tæller med, og borgeren skal kontaktes", _absence(False, False)
        ),
    },
    Tilbudstype: {
        "nulstiller": Virkning(
            "Nulstiller",
            "virksomhedsrettet: passivitetsuret begynder forfra bagefter",
            {"virksomhedsrettet": True},
        ),
        "ingen": Virkning("Ingen virkning", "dagene tæller med som passive", {"virksomhedsrettet": False}),
    },
}
_STANDARD: Mapping[Any, Mapping[str, Any]] = {Fravaerstype: FRAVAERSTYPER, Tilbudstype: TILBUDSTYPER}
_RAEKKER: Mapping[Any, Any] = {Fravaerstype: Fravaer, Tilbudstype: Tilbud}


def effect_of(type_: Type) -> str:
    """The key of what a type does; empty for a mixture that has no word."""
    har = {
        kolonne: getattr(type_, kolonne) for kolonne in next(iter(VIRKNINGER[type(type_)].values())).effekter
    }
    return next((k for k, v in VIRKNINGER[type(type_)].items() if v.effekter == har), "")


def is_standard(type_: Type) -> bool:
    """Whether the type's code is one of those every file may use."""
    return type_.kode in _STANDARD[type(type_)]


def lacks_standard_types(model: Any, kommune_id: int | None) -> bool:
    """Whether the kommune has none of the shipped types, so that files cannot be read."""
    return not model._default_manager.filter(kommune=kommune_id, kode__in=_STANDARD[model]).exists()


def borgere_pr_type(model: Any, kommune_id: int | None) -> dict[int, int]:
    """How many borgere have a row of each type, ever."""
    rows = _RAEKKER[model]._default_manager.filter(kommune=kommune_id).values_list("type_id")
    return dict(rows.annotate(Count("forloeb__borger", distinct=True)))


def count_borgere(type_: Type) -> int:
    """How many borgere have a row of the type, ever, or were recommended it by a rehabiliteringsteam."""
    forloeb = set(_RAEKKER[type(type_)]._default_manager.filter(type=type_).values_list("forloeb", flat=True))
    if isinstance(type_, Tilbudstype):
        indstillet = Genbehandling.objects.filter(
            kommune=type_.kommune_id, indstillede_indsatser__contains=[type_.kode]
        )
        forloeb |= set(indstillet.values_list("forloeb", flat=True))
    return Forloeb.objects.filter(pk__in=forloeb).values("borger").distinct().count()


class Modelskift(NamedTuple):
    """What another effect does to the open forløb of one model."""

    model: Indsatsmodel
    svar: HvadNu


def try_effect(type_: Type, effekter: Effekter, dag: date, nu: datetime | None = None) -> list[Modelskift]:
    """Judge every open forløb that has a row of the type as it is, and with the other effect; writes nothing."""
    raekker = _RAEKKER[type(type_)]._default_manager.filter(type=type_)
    aabne = Forloeb.objects.aabne(dag).filter(pk__in=raekker.values("forloeb"))
    ids: dict[str, list[int]] = {}
    for model, pk in aabne.order_by("pk").values_list("indsatsmodel", "pk"):
        ids.setdefault(model, []).append(pk)
    return [
        _try(type_, effekter, regelvaerdier(model), ids[model], (dag, nu or start_of_day(dag)))
        for model in sorted(ids)
    ]


def _try(
    type_: Type, effekter: Effekter, regler: Regelvaerdier, ids: list[int], naar: tuple[date, datetime]
) -> Modelskift:
    svar = HvadNu(len(ids), regler={kode: Tal() for kode in regler.model.koder})
    for nr in range(0, len(ids), BATCH):
        for raekke in fetch_sager(ids[nr : nr + BATCH]):
            _add(svar, raekke, with_effect(raekke.sag, type_, effekter), regler, naar)
    return Modelskift(regler.model, svar)


def _add(
    svar: HvadNu, raekke: Sagsraekke, ny: Sagsfakta, regler: Regelvaerdier, naar: tuple[date, datetime]
) -> None:
    (foer,), (efter,) = look_ahead(raekke.sag, [regler], *naar), look_ahead(ny, [regler], *naar)
    add_case(svar, raekke, foer, efter)


def with_effect(sag: Sagsfakta, type_: Type, effekter: Effekter) -> Sagsfakta:
    """The facts as they would be if the type had these effects."""
    liste = "fravaer" if isinstance(type_, Fravaerstype) else "tilbud"
    poster = tuple(
        post._replace(**effekter) if post.type == type_.kode else post for post in getattr(sag, liste)
    )
    nye: Any = {liste: poster}
    return replace(sag, **nye)
