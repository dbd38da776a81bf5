"""Every rule of every model as the page of rules shows it, with the values the kommune has on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from kalender.dansk import dato_aar
from kommuner.indsatsmodel import Indsatsmodel, Regel, Regelvaerdier, Version
from kommuner.models import Regelsaet
from kommuner.parametre import Vaerdi
from kommuner.regeloversigt import Linje, rules_today
from kommuner.vaerditekst import vaerdi_tekst
from opfoelgning.begrundelse import place_of, values, version_tekst
from opfoelgning.eksempler import outcome
from opfoelgning.regler import PR_MEDARBEJDER
from opfoelgning.regler.stilling import AKTIV


class Regelkort(NamedTuple):
    """One rule in Danish; ``slaaet_fra``: the kommune does not use it on the day.

    ``kommunens`` are the sources of the kommune's own values, one for each.
    """

    anker: str
    navn: str
    er_lov: bool
    slaaet_fra: bool
    betyder: str
    gaelder: str
    vaerdier: Sequence[str]
    kilde: str
    kommunens: Sequence[str]
    eksempel: str
    udfald: Sequence[str]


class Modelkort(NamedTuple):
    """One model, the version in force, and its rules in order."""

    kode: str
    navn: str
    regelsaet: str
    regler: Sequence[Regelkort]


def model_card(regler: Regelvaerdier, dag: date, rows: Sequence[Regelsaet] = ()) -> Modelkort:
    """The rules of a model with the kommune's values on the day; examples are judged by those same values.

    ``rows``: the kommune's versions as they are stored, oldest first, which know their sources.
    """
    version = regler.gaeldende(dag, dag)
    model = regler.model
    kilder = _own_sources(model, rows, dag)
    kort = list(_cards(model, regler, version, kilder))
    return Modelkort(model.kode, model.navn, version_tekst(model.navn, version), kort)


def _own_sources(model: Indsatsmodel, rows: Sequence[Regelsaet], dag: date) -> Mapping[str, Sequence[str]]:
    """By rule: where each value that is not the model's comes from, and since when."""
    if not rows:
        return {}
    kode = rows[0].kommune.kode
    return {
        raekke.regel.kode: [_own_source(linje) for linje in raekke.linjer if linje.model]
        for raekke in rules_today(model, rows, kode, dag)
    }


def _own_source(linje: Linje) -> str:
    kilde = linje.kilde.strip().removesuffix(".") or "ingen kilde er skrevet"
    return f"{linje.etiket}: {kilde} (gælder fra {dato_aar(linje.gaelder_fra)})"


def _cards(
    model: Indsatsmodel, regler: Regelvaerdier, version: Version, kilder: Mapping[str, Sequence[str]]
) -> Iterator[Regelkort]:
    altid = Version(version.label, date.min, _switched_on(model, version))
    nutidens = Regelvaerdier(model, [altid], regler.kalender)
    for regel in model.regler:
        yield Regelkort(
            anker=place_of(model, regel),
            navn=regel.navn,
            er_lov=regel.er_lov,
            slaaet_fra=_is_off(regel, version),
            betyder=_with_values(regel.side.get("betyder", regel.kilde), regel, version),
            gaelder=_with_values(regel.side.get("gaelder", ""), regel, version),
            vaerdier=values(model, regel, version),
            kilde=regel.kilde,
            kommunens=kilder.get(regel.kode, ()),
            eksempel=regel.side.get("eksempel", {}).get("tekst", ""),
            udfald=outcome(regel, nutidens),
        )


def _with_values(tekst: str, regel: Regel, version: Version) -> str:
    """The text with the rule's own values in the places named after its parameters: ``{interval_dage}``."""
    return tekst.format_map(
        {p.noegle.partition(".")[2]: vaerdi_tekst(p, version.vaerdier[p.noegle]) for p in regel.parametre}
    )


def _switched_on(model: Indsatsmodel, version: Version) -> Mapping[str, Vaerdi]:
    """The values with every rule in use, so that one that is switched off still shows what it would say."""
    taendt = {regel.noegle(AKTIV): "ja" for regel in model.regler if AKTIV in regel.navne}
    return MappingProxyType({**version.vaerdier, **taendt})


def _is_off(regel: Regel, version: Version) -> bool:
    if (regel.slags, regel.hvad) in PR_MEDARBEJDER:
        return version.tal_hvis_sat(regel.noegle("loft")) is None
    return AKTIV in regel.navne and version.tekst(regel.noegle(AKTIV)) != "ja"
