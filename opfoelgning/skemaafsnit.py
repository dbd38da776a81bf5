"""The sections that a genbehandling needs at least, and which of them are filled: here, or in another system."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from forloeb.models import Forberedelsesafsnit, Forloeb
from kommuner.forberedelse import Skemaafsnit, gaeldende_skema
from opfoelgning.models import Genbehandlingssag


class Afsnit(NamedTuple):
    """One section needed. ``dato`` is the day its text here tells of, ``andetsteds``: somebody filled it elsewhere."""

    nr: str
    titel: str
    dato: date | None
    andetsteds: bool = False

    @property
    def udfyldt(self) -> bool:
        return self.dato is not None or self.andetsteds


def needed(forloeb: Forloeb, andetsteds: Iterable[str], dag: date) -> list[Afsnit]:
    """Every section a genbehandling of the forløb needs on the day, in order."""
    return _sections(
        _of_list(forloeb.indsatsmodel, dag), _written([forloeb.pk]).get(forloeb.pk, {}), andetsteds
    )


def needed_of(sager: Iterable[Genbehandlingssag], dag: date) -> dict[int, list[Afsnit]]:
    """The same of many genbehandlinger, by id, in a fixed number of queries."""
    sager = list(sager)
    lister = {model: _of_list(model, dag) for model in {sag.forloeb.indsatsmodel for sag in sager}}
    skrevet = _written([sag.forloeb_id for sag in sager])
    return {
        sag.pk: _sections(lister[sag.forloeb.indsatsmodel], skrevet.get(sag.forloeb_id, {}), sag.afsnit)
        for sag in sager
    }


def missing(afsnit: Iterable[Afsnit]) -> list[str]:
    """Numbers of the sections still to be filled."""
    return [en.nr for en in afsnit if not en.udfyldt]


def in_words(numre: list[str]) -> str:
    """``1.4``, ``2.1 og 3.2``, ``1.4, 2.1 og 3.2``."""
    *foerste, sidste = numre
    return f"{', '.join(foerste)} og {sidste}" if foerste else sidste


def _of_list(indsatsmodel: str, dag: date) -> list[Skemaafsnit]:
    return [en for en in gaeldende_skema(indsatsmodel, dag).afsnit if en.genbehandling]


def _written(forloeb_ids: list[int]) -> dict[int, dict[str, date]]:
    """Number and day of every section with a text, by forløb."""
    fundne: dict[int, dict[str, date]] = {}
    rows = Forberedelsesafsnit.objects.filter(forloeb__in=forloeb_ids).exclude(tekst="")
    for forloeb_id, nr, dato in rows.values_list("forloeb_id", "nr", "dato"):
        fundne.setdefault(forloeb_id, {})[nr] = dato
    return fundne


def _sections(liste: list[Skemaafsnit], skrevet: dict[str, date], andetsteds: Iterable[str]) -> list[Afsnit]:
    andre = set(andetsteds)
    return [Afsnit(en.nr, en.titel, skrevet.get(en.nr), en.nr in andre) for en in liste]
