"""Figures that a chip or a box shows beside a judgement.

They change with the facts only, never with the day alone: how many days a clock has counted is in the clock itself.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from kalender.helligdage import AltidAabent, Arbejdskalender
from kalender.maaneder import add_months
from kommuner.indsatsmodel import Regel, Regelvaerdier
from opfoelgning.regler import samtaler, svar
from opfoelgning.regler.jobvindue import holdte, job_med_id
from opfoelgning.regler.motor import bedoem
from opfoelgning.regler.stilling import EN_DAG, moves
from opfoelgning.regler.typer import Sagsfakta, Tilstand, Vurdering


def detaljer(sag: Sagsfakta, regler: Regelvaerdier, dag: date, vurdering: Vurdering) -> dict[str, Any]:
    """Figures for one judgement, empty for most rules.

    A rule that counts: ``holdt`` of ``antal``, and of follow-ups ``fremmoede`` of ``heraf`` in person. A rule of hours:
    ``klokken``, the time of day at which they run out. A running deadline on a closed day: ``lukket``, what the day is
    called, and ``senest``, the last working day before it; ``flyttet_fra``, where it lay before it was moved.
    """
    regel = regler.model.koder[vurdering.regel]
    figurer = _FIGURER.get((regel.slags, regel.hvad))
    fundne = figurer(regel, sag, regler, dag, vurdering) if figurer else {}
    runs = vurdering.frist and vurdering.tilstand in (Tilstand.LOEBER, Tilstand.VARSEL)
    # Hours run on, whether anybody is at work or not.
    if runs and "klokken" not in fundne:
        fundne |= _lukket(regel, sag, regler, dag, vurdering)
    return fundne


def closed_day(kalender: Arbejdskalender, dag: date) -> dict[str, Any]:
    """``lukket`` and ``senest`` of a day, as in ``detaljer``; empty for a working day."""
    if not kalender.is_closed(dag):
        return {}
    return {"lukket": kalender.name(dag), "senest": kalender.last_working_day(dag).isoformat()}


def _lukket(
    regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date, vurdering: Vurdering
) -> dict[str, Any]:
    """What a running deadline has to do with closed days."""
    frist, kalender = vurdering.frist, regler.kalender
    assert frist is not None
    if lukket := closed_day(kalender, frist):
        return lukket
    version = regler.gaeldende(vurdering.anker, dag)
    if not moves(regel, version) or not kalender.is_closed(frist - EN_DAG):
        return {}
    uden = bedoem(sag, Regelvaerdier(regler.model, regler.versioner, AltidAabent()), dag)
    foer = next((v.frist for v in uden.vurderinger if v[:1] + v[6:] == vurdering[:1] + vurdering[6:]), frist)
    return {"flyttet_fra": foer.isoformat()} if foer and foer < frist else {}


def _opfoelgninger(
    regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date, vurdering: Vurdering
) -> dict[str, Any]:
    version = regler.gaeldende(vurdering.anker, dag)
    slut = add_months(vurdering.anker, version.tal(regel.noegle("maaneder")))
    sidste = vurdering.frist or slut - timedelta(days=1)
    holdt = holdte(job_med_id(sag, vurdering.genstand), vurdering.anker, min(dag, sidste))
    return {
        "holdt": len(holdt),
        "antal": version.tal(regel.noegle("antal")),
        "fremmoede": sum(o.fremmoede_virksomhed for o in holdt),
        "heraf": version.tal(regel.noegle("heraf_fremmoede")),
    }


def _samtaler(
    regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date, vurdering: Vurdering
) -> dict[str, Any]:
    version = regler.gaeldende(vurdering.anker, dag)
    holdt = samtaler.holdte(regel, sag, regler, vurdering.anker, dag)
    return {"holdt": sum(1 for _ in holdt), "antal": version.tal(regel.noegle("antal"))}


def _klokken(
    regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date, vurdering: Vurdering
) -> dict[str, Any]:
    henvendelse = next(h for h in sag.henvendelser if h.id == vurdering.genstand)
    udloeb = svar.runs_out(regel, henvendelse, regler, dag).astimezone(svar.DANSK_TID)
    return {"klokken": f"{udloeb.hour}.{udloeb.minute:02}"}


_FIGURER: dict[
    tuple[str, str], Callable[[Regel, Sagsfakta, Regelvaerdier, date, Vurdering], dict[str, Any]]
] = {
    ("antal", "opfoelgning"): _opfoelgninger,
    ("antal", "samtale"): _samtaler,
    ("svartid", "henvendelse"): _klokken,
}
