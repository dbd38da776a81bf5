"""Why a judgement is what it is: rule, source, values in force, and the days stretch by stretch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from kalender.dansk import dato_aar
from kommuner.indsatsmodel import Indsatsmodel, Regel, Version
from kommuner.parametre import Parameter
from kommuner.vaerditekst import ophav_tekst, vaerdi_tekst
from opfoelgning.chips import enhed
from opfoelgning.detaljer import detaljer
from opfoelgning.regler import kadence, typer
from opfoelgning.regler.motor import forklar
from opfoelgning.regler.saetning import i_alt, linjer, saetning
from opfoelgning.regler.typer import Tilstand
from opfoelgning.tekster import lukkedag
from opfoelgning.vurdering import Sagsbillede


class Begrundelse(NamedTuple):
    """Danish texts, the same on page, print and command.

    ``saetning`` says what was judged and its source, ``figurer`` what has been counted, ``linjer`` the days behind it,
    ``i_alt`` their sum, ``vaerdier`` each value with where it comes from.
    """

    anker: str  # of the rule on the page of rules
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
        anker=place_of(regler.model, regel),
        regel=regel.navn,
        er_lov=regel.er_lov,
        saetning=saetning(vurdering, dag, regler.model, egne=regler.model.has_own(regel, version)),
        figurer=_figurer(billede, vurdering, dag),
        linjer=linjer(regel, straekninger, dag),
        i_alt=i_alt(regel, straekninger),
        vaerdier=values(regler.model, regel, version),
        regelsaet=version_tekst(regler.model.navn, version),
    )


class _Dom(NamedTuple):
    """A judgement just made, with its figures."""

    regel: str
    tilstand: str
    frist: date | None
    anker: date
    regelsaet: str
    detaljer: Mapping[str, Any]


def _figurer(billede: Sagsbillede, v: typer.Vurdering, dag: date) -> str:
    """What a rule has counted, the hour where it counts hours, the day after its frist, closed days; mostly empty."""
    d = detaljer(billede.sag, billede.regler, dag, v)
    fundne = [_talt(billede, v, d), _interval(billede, v, dag)]
    if lukket := lukkedag(_Dom(v.regel, v.tilstand, v.frist, v.anker, v.regelsaet, d), dag):
        fundne.append(f"{lukket[:1].upper()}{lukket[1:]}".removesuffix(".") + ".")
    return " ".join(filter(None, fundne))


def _talt(billede: Sagsbillede, v: typer.Vurdering, d: Mapping[str, Any]) -> str:
    regel = billede.regler.model.koder[v.regel]
    if regel.ord.foelge and v.frist and v.tilstand is not Tilstand.AFVENTER:
        return f"{regel.ord.foelge} fra {dato_aar(v.frist + timedelta(days=1))}."
    if "klokken" in d:
        return f"Svaret skal gives senest {dato_aar(v.frist)} kl. {d['klokken']}."
    if "antal" not in d:
        return ""
    heraf = f", og {d['fremmoede']} af {d['heraf']} ved fremmøde på virksomheden" if "heraf" in d else ""
    return f"{d['holdt']} af {d['antal']} {enhed(regel)[1]} er holdt{heraf}."


def _interval(billede: Sagsbillede, v: typer.Vurdering, dag: date) -> str:
    """Which of its two intervals a rule with a switch goes by, and why; empty for every other."""
    regel = billede.regler.model.koder[v.regel]
    if "skift" not in regel.opsaetning or v.frist is None:
        return ""
    siden = kadence.at_company_since(regel, billede.sag, dag)
    efter = regel.noegle("interval_efter_")
    to = [p for p in regel.parametre if p.noegle.startswith(regel.noegle("interval_"))]
    parameter = next(p for p in to if p.noegle.startswith(efter) is bool(siden))
    laengde = vaerdi_tekst(parameter, billede.regler.gaeldende(v.anker, dag).vaerdier[parameter.noegle])
    hvor = f"Borgeren kom på en virksomhed {dato_aar(siden)}" if siden else _IKKE_PAA_VIRKSOMHED
    return f"{hvor}, så der må højst gå {laengde} mellem to kontakter."


_IKKE_PAA_VIRKSOMHED = "Borgeren har ikke været på en virksomhed endnu"


def place_of(model: Indsatsmodel, regel: Regel) -> str:
    """Where the rule stands on the page of rules."""
    return f"{model.kode}-{regel.kode}"


def values(model: Indsatsmodel, regel: Regel, version: Version) -> list[str]:
    """Each value of the rule in words, with where it comes from."""
    standard = model.standard_paa(version.gyldig_fra)
    return [_vaerdi(parameter, version, standard) for parameter in regel.parametre]


def version_tekst(modelnavn: str, version: Version) -> str:
    """``Udvikling i fleksjob II, kommunens værdier fra 1. april 2020 (Byrådet 12. marts)``."""
    hvis = "modellens" if "/standard/" in version.label else "kommunens"
    kilde = version.kilde.strip().removesuffix(".")
    fra = f"{hvis} værdier fra {dato_aar(version.gyldig_fra)}"
    return f"{modelnavn}, {fra}{f' ({kilde})' if kilde else ''}"


def _vaerdi(parameter: Parameter, version: Version, standard: Version) -> str:
    vaerdi = version.vaerdier[parameter.noegle]
    ophav = ophav_tekst(parameter, vaerdi, standard.vaerdier[parameter.noegle])
    return f"{parameter.etiket}: {vaerdi_tekst(parameter, vaerdi)} ({ophav})"
