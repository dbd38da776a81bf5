"""Why a judgement is what it is: rule, source, values in force, and the days stretch by stretch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from kalender.dansk import dato_aar
from kommuner.indsatsmodel import Version
from kommuner.parametre import Parameter
from kommuner.vaerditekst import OPHAV, vaerdi_tekst
from opfoelgning.chips import enhed
from opfoelgning.detaljer import detaljer
from opfoelgning.regler import typer
from opfoelgning.regler.motor import forklar
from opfoelgning.regler.saetning import i_alt, linjer, saetning
from opfoelgning.regler.typer import Tilstand
from opfoelgning.vurdering import Sagsbillede


class Begrundelse(NamedTuple):
    """Danish texts, the same on page, print and command.

    ``saetning`` says what was judged and its source, ``figurer`` what has been counted, ``linjer`` the days behind it,
    ``i_alt`` their sum, ``vaerdier`` each value with where it comes from.
    """

    kode: str
    regel: str
    er_lov: bool
    saetning: str
    figurer: str
    linjer: Sequence[str]
    i_alt: str
    vaerdier: Sequence[str]
    regelsaet: str

    def tekst(self) -> Iterator[str]:
        """The whole explanation line by line, the days indented."""
        yield " ".join(filter(None, (self.saetning, self.figurer)))
        yield from (f"  {linje}" for linje in (*self.linjer, self.i_alt) if linje)
        yield f"  {self.regelsaet}."


def begrundelse(billede: Sagsbillede, vurdering: typer.Vurdering, dag: date) -> Begrundelse:
    """Explain one of the judgements of a case computed on the same day."""
    sag, regler = billede.sag, billede.regler
    regel = regler.model.koder[vurdering.regel]
    version = regler.gaeldende(vurdering.anker, dag)
    straekninger = forklar(sag, regler, dag, vurdering)
    return Begrundelse(
        kode=regel.kode,
        regel=regel.navn,
        er_lov=regel.er_lov,
        saetning=saetning(vurdering, dag, regler.model),
        figurer=_figurer(billede, vurdering, dag),
        linjer=linjer(regel, straekninger, dag),
        i_alt=i_alt(regel, straekninger),
        vaerdier=[_vaerdi(parameter, version) for parameter in regel.parametre],
        regelsaet=version_tekst(regler.model.navn, version),
    )


def _figurer(billede: Sagsbillede, vurdering: typer.Vurdering, dag: date) -> str:
    """What a rule has counted, the clock time where it counts hours, the day after its frist; empty for most."""
    regel = billede.regler.model.koder[vurdering.regel]
    if regel.ord.foelge and vurdering.frist and vurdering.tilstand is not Tilstand.AFVENTER:
        return f"{regel.ord.foelge} fra {dato_aar(vurdering.frist + timedelta(days=1))}."
    d = detaljer(billede.sag, billede.regler, dag, vurdering)
    if "klokken" in d:
        return f"Svaret skal gives senest {dato_aar(vurdering.frist)} kl. {d['klokken']}."
    if "antal" not in d:
        return ""
    flertal = enhed(regel)[1]
    heraf = f", og {d['fremmoede']} af {d['heraf']} ved fremmøde på virksomheden" if "heraf" in d else ""
    return f"{d['holdt']} af {d['antal']} {flertal} er holdt{heraf}."


def version_tekst(modelnavn: str, version: Version) -> str:
    """``Udvikling i fleksjob II, kommunens værdier fra 1. april 2020``."""
    hvis = "modellens" if "/standard/" in version.label else "kommunens"
    return f"{modelnavn}, {hvis} værdier fra {dato_aar(version.gyldig_fra)}"


def _vaerdi(parameter: Parameter, version: Version) -> str:
    tekst = vaerdi_tekst(parameter, version.vaerdier[parameter.noegle])
    return f"{parameter.etiket}: {tekst} ({OPHAV[parameter.ophav]})"
