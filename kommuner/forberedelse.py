"""The list of sections of the forberedende del, and of what a borger is told: the model's, or the kommune's own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from kommuner import indsatsmodel as modeller
from kommuner.models import Forberedelsesskema
from kommuner.tenancy import current_kommune_id


class Skemaafsnit(NamedTuple):
    """One section of the list. ``genbehandling``: it is among the least that a genbehandling needs."""

    nr: str
    titel: str
    hjaelp: str = ""
    genbehandling: bool = False

    @property
    def del_nr(self) -> str:
        """The number of the part it stands in: «2» of «2.1»."""
        return self.nr.partition(".")[0]


class Skema(NamedTuple):
    """A list valid from a day on. ``dele`` are titles of the parts by number; ``eget``: the kommune's own list."""

    gyldig_fra: date
    dele: Mapping[str, str]
    afsnit: tuple[Skemaafsnit, ...]
    orientering: tuple[str, ...]
    kilde: str = ""
    eget: bool = False


class Maalgruppe(NamedTuple):
    """Where a new borger comes from: the phase she begins in, and the benefit she has, empty when it is not known."""

    kode: str
    navn: str
    hjaelp: str
    fase: int
    ydelse: str = ""


INTET_SKEMA = Skema(date.min, {}, (), ())


def gaeldende_skema(indsatsmodel: str, dag: date) -> Skema:
    """The present kommune's list on the day, else the model's own; empty for a model without a forberedende del."""
    egne = Forberedelsesskema.objects.filter(kommune=current_kommune_id(), indsatsmodel=indsatsmodel)
    eget = egne.filter(gyldig_fra__lte=dag).order_by("-gyldig_fra").first()
    return skema_of(eget) if eget else modellens_skema(indsatsmodel)


def skema_of(raekke: Forberedelsesskema) -> Skema:
    """A kommune's own version as a list."""
    return laes(raekke.indhold, raekke.gyldig_fra, raekke.kilde, eget=True)


@cache
def modellens_skema(indsatsmodel: str) -> Skema:
    """The list that the model's data file ships; empty if it has none."""
    raa = _datafil(indsatsmodel).get("forberedelse")
    return laes(raa, date.fromisoformat(raa["gyldig_fra"]), raa["kilde"]) if raa else INTET_SKEMA


@cache
def maalgrupper(indsatsmodel: str) -> tuple[Maalgruppe, ...]:
    """Where the model's new borgere come from, in the order of its data file; without any, one for all of them."""
    fundne = tuple(Maalgruppe(**raa) for raa in _datafil(indsatsmodel).get("maalgrupper", ()))
    model = modeller.indsatsmodeller()[indsatsmodel]
    return fundne or (Maalgruppe("ny", f"Begynder i {model.navn}", "", model.faser[0].nr),)


def laes(indhold: Mapping[str, Any], gyldig_fra: date, kilde: str = "", *, eget: bool = False) -> Skema:
    """A list from its stored form."""
    return Skema(
        gyldig_fra,
        {del_["nr"]: del_["titel"] for del_ in indhold["dele"]},
        tuple(Skemaafsnit(**afsnit) for afsnit in indhold["afsnit"]),
        tuple(indhold["orientering"]),
        kilde,
        eget,
    )


def _datafil(indsatsmodel: str) -> dict[str, Any]:
    fil = modeller.MAPPE / f"{indsatsmodel}.json"
    return json.loads(fil.read_text("utf-8")) if fil.is_file() else {}
