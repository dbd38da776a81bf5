"""A judgement in one Danish sentence, the same on page, print and command."""

from __future__ import annotations

from datetime import date

from kalender.dansk import dage, dato_aar
from kommuner.indsatsmodel import Indsatsmodel, indsatsmodeller
from opfoelgning.regler.typer import Tilstand, Vurdering


def saetning(vurdering: Vurdering, dag: date, model: Indsatsmodel | None = None) -> str:
    """Return what was judged on ``dag``, with the rule's name and source.

    ``model``: the one the forløb follows; by default the shipped model that the judgement's regelsæt names.
    """
    model = model or indsatsmodeller()[vurdering.regelsaet.partition("/")[0]]
    regel = model.koder[vurdering.regel]
    return f"{regel.navn}: {_svar(vurdering, dag)} (kilde: {regel.kilde.removesuffix('.')})."


def _svar(vurdering: Vurdering, dag: date) -> str:
    siden, frist = dato_aar(vurdering.siden), vurdering.frist
    match vurdering.tilstand:
        case Tilstand.OVERSKREDET:
            return _overskredet(siden, frist, dag)
        case Tilstand.PAUSE:
            ellers = f", og fristen er nu {dato_aar(frist)}" if frist else ""
            return f"borgeren er undtaget siden {siden}{ellers}"
        case Tilstand.AFVENTER:
            skridt = f"et aftalt skridt ventes siden {siden}"
            return (
                f"{skridt}, og fristen {'er' if frist >= dag else 'var'} {dato_aar(frist)}"
                if frist
                else skridt
            )
        case Tilstand.VARSEL if frist is None:
            return f"der er noget at tage stilling til siden {siden}"
    return _loebende(frist, dag)


def _overskredet(siden: str, frist: date | None, dag: date) -> str:
    if frist is None:
        return f"overskredet siden {siden}"
    if frist >= dag:
        return f"fristen udløb i dag, {dato_aar(frist)}"
    forbi = dage((dag - frist).days)
    return f"fristen var {dato_aar(frist)} og er overskredet med {forbi}, siden {siden}"


def _loebende(frist: date | None, dag: date) -> str:
    if frist is None:
        return "der er ingen frist lige nu"
    if frist == dag:
        return f"fristen er i dag, {dato_aar(frist)}"
    return f"fristen er {dato_aar(frist)}, om {dage((frist - dag).days)}"
