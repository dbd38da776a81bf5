"""Why a judgement is what it is: rule, source, values in force, and the days stretch by stretch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from kalender.dansk import dato_aar, tal
from kommuner.indsatsmodel import Version
from kommuner.parametre import Parameter
from opfoelgning.regler import typer
from opfoelgning.regler.motor import forklar
from opfoelgning.tekster import frist_saetning
from opfoelgning.vurdering import Sagsbillede

_OPHAV = {"model": "modellen", "lov": "loven", "lokal": "lokalt valg"}


class Begrundelse(NamedTuple):
    """Danish texts for the screen. ``frist`` is a sentence, ``vaerdier`` each value with where it comes from."""

    regel: str
    frist: str
    kilde: str
    regelsaet: str
    vaerdier: Sequence[str]
    straekninger: Sequence[typer.Straekning]


def begrundelse(billede: Sagsbillede, vurdering: typer.Vurdering, dag: date) -> Begrundelse:
    """Explain one of the judgements of a case computed live on the same day."""
    model = billede.regler.model
    regel = next(r for r in model.regler if r.kode == vurdering.regel)
    version = billede.regler.gaeldende(vurdering.anker, dag)
    return Begrundelse(
        regel.navn,
        frist_saetning(vurdering),
        regel.kilde.removesuffix("."),
        version_tekst(model.navn, version),
        [_vaerdi(parameter, version) for parameter in regel.parametre],
        forklar(billede.sag, billede.regler, dag, vurdering),
    )


def version_tekst(modelnavn: str, version: Version) -> str:
    """``Udvikling i fleksjob II, kommunens værdier fra 1. april 2020``."""
    hvis = "modellens" if "/standard/" in version.label else "kommunens"
    return f"{modelnavn}, {hvis} værdier fra {dato_aar(version.gyldig_fra)}"


def _vaerdi(parameter: Parameter, version: Version) -> str:
    raa = version.vaerdier[parameter.noegle]
    ental, flertal = parameter.enhed
    if isinstance(raa, date):
        tekst = dato_aar(raa)
    elif isinstance(raa, tuple):
        tekst = ", ".join(raa)
    elif isinstance(raa, int):
        tekst = f"{tal(raa)} {ental if raa == 1 else flertal}".strip()
    else:
        tekst = str(raa)
    return f"{parameter.etiket}: {tekst} ({_OPHAV[parameter.ophav]})"
