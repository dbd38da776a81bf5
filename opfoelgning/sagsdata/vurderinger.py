"""The rules' judgements of any day as the format has them; computed from the facts, nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from forloeb.models import Forloeb
from kommuner.indsatsmodel import Regelvaerdier
from kommuner.models import Kommune
from kommuner.tenancy import kommunekontekst
from opfoelgning.fakta import fetch_fakta, regelvaerdier
from opfoelgning.regler.motor import bedoem, forklar
from opfoelgning.regler.typer import Sagsfakta, Straekning, Vurdering

AD_GANGEN = 500


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
    for nr in range(0, len(udpegede), AD_GANGEN):
        batch = udpegede[nr : nr + AD_GANGEN]
        svar: dict[int, dict[str, Any]] = {}
        for kommune_id, gruppe in groupby(
            sorted(batch, key=lambda en: en.kommune_id), lambda en: en.kommune_id
        ):
            with kommunekontekst(kommune_id):
                svar |= _judge_kommune([en.pk for en in gruppe], dag, nu)
        yield from (svar[en.pk] for en in batch)


def _judge_kommune(pks: list[int], dag: date, nu: datetime | None) -> dict[int, dict[str, Any]]:
    regler = cache(regelvaerdier)
    return {pk: _forloeb(sag, regler(sag.indsatsmodel), dag, nu) for pk, sag in fetch_fakta(pks).items()}


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
