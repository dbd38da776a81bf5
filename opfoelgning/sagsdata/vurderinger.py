"""The rules' judgements of any day as the format has them; computed from the facts, nothing is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple, TypeVar

from forloeb.models import Forloeb
from kalender.dansk import dato_aar
from kommuner.indsatsmodel import Regelvaerdier
from kommuner.models import Kommune
from kommuner.tenancy import kommunekontekst
from opfoelgning.begrundelse import begrundelse
from opfoelgning.fakta import fetch_fakta, regelvaerdier
from opfoelgning.regler.motor import bedoem, forklar
from opfoelgning.regler.typer import Sagsfakta, Straekning, Vurdering
from opfoelgning.vurdering import Sagsbillede

AD_GANGEN = 500
T = TypeVar("T")


class Udpeget(NamedTuple):
    """A forløb to judge: its external id and where it lies."""

    ekstern_id: str
    kommunekode: str
    kommune_id: int
    pk: int

    @property
    def orden(self) -> tuple[bytes, str]:
        return self.ekstern_id.encode(), self.kommunekode


def find_forloeb(kommuner: Iterable[Kommune], ider: list[str] | None = None) -> list[Udpeget]:
    """All forløb of the kommuner, or those with these external ids, in order of id (bytewise)."""
    fundne = []
    for kommune in kommuner:
        with kommunekontekst(kommune.pk):
            forloeb = Forloeb.objects.all() if ider is None else Forloeb.objects.filter(ekstern_id__in=ider)
            fundne += [
                Udpeget(id_, kommune.kode, kommune.pk, pk)
                for id_, pk in forloeb.values_list("ekstern_id", "pk")
            ]
    return sorted(fundne, key=lambda en: en.orden)


def judge(udpegede: list[Udpeget], dag: date, nu: datetime | None = None) -> Iterator[dict[str, Any]]:
    """Yield one object per forløb in the order given, with every judgement of the day and its explanation.

    ``nu``: the instant of the day from which rules that count hours look; without it, the day's end.
    """
    return _each(udpegede, lambda sag, regler: _forloeb(sag, regler, dag, nu))


def explain(udpegede: list[Udpeget], dag: date, nu: datetime | None = None) -> Iterator[list[str]]:
    """Yield the lines of each forløb in the order given: the same judgements in the words of the pages."""
    return _each(udpegede, lambda sag, regler: _tekst(sag, regler, dag, nu))


def _each(udpegede: list[Udpeget], besvar: Callable[[Sagsfakta, Regelvaerdier], T]) -> Iterator[T]:
    for nr in range(0, len(udpegede), AD_GANGEN):
        batch = udpegede[nr : nr + AD_GANGEN]
        svar: dict[int, T] = {}
        for kommune_id, gruppe in groupby(
            sorted(batch, key=lambda en: en.kommune_id), lambda en: en.kommune_id
        ):
            with kommunekontekst(kommune_id):
                regler = cache(regelvaerdier)
                sager = fetch_fakta([en.pk for en in gruppe])
                svar |= {pk: besvar(sag, regler(sag.indsatsmodel)) for pk, sag in sager.items()}
        yield from (svar[en.pk] for en in batch)


def _tekst(sag: Sagsfakta, regler: Regelvaerdier, dag: date, nu: datetime | None) -> list[str]:
    billede = Sagsbillede(sag, regler, bedoem(sag, regler, dag, nu))
    linjer = [f"Forløb {sag.id}, {dato_aar(dag)}"]
    for vurdering in billede.bedoemmelse.vurderinger:
        om = f"  ({vurdering.genstand})" if vurdering.genstand else ""
        foerste, *resten = begrundelse(billede, vurdering, dag).tekst()
        linjer += [f"  {foerste}{om}", *(f"  {linje}" for linje in resten)]
    return linjer if billede.bedoemmelse.vurderinger else [*linjer, "  Ingen frister."]


def _forloeb(sag: Sagsfakta, regler: Regelvaerdier, dag: date, nu: datetime | None) -> dict[str, Any]:
    vurderinger = bedoem(sag, regler, dag, nu).vurderinger
    return {
        "forloeb": sag.id,
        "dato": dag.isoformat(),
        "vurderinger": [_vurdering(v, forklar(sag, regler, dag, v)) for v in vurderinger],
    }


def _vurdering(v: Vurdering, straekninger: Iterable[Straekning]) -> dict[str, Any]:
    return {
        "regel": v.regel,
        "genstand": v.genstand,
        "tilstand": str(v.tilstand),
        "frist": v.frist.isoformat() if v.frist else None,
        "siden": v.siden.isoformat(),
        "regelsaet": v.regelsaet,
        "forklaring": [_straekning(en) for en in straekninger],
    }


def _straekning(en: Straekning) -> dict[str, Any]:
    return {
        "fra": en.start.isoformat(),
        "til": (en.slut - timedelta(days=1)).isoformat(),
        "effekt": str(en.effekt),
        "dage": en.dage,
        "grund": en.grund,
    }
