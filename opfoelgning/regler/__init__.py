"""The rules, one module per kind: pure functions from facts, dated values and a day to judgements.

A model's data file names its rules as instances of these kinds, each with its own code, setup and parameters.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple, Protocol

from kommuner.indsatsmodel import Indsatsmodel, Regel, Regelvaerdier
from opfoelgning.regler import (
    aftalt_kontakt,
    aftalt_opfoelgning,
    fleksjobaftale,
    jobformidler,
    jobopfoelgning,
    jobstatus,
    kadence,
    opfoelgning_antal,
    opfoelgningsplan,
    optjening,
    passivitet,
    persongruppe,
    progression,
    samtaler,
    statusmoede,
    svar,
    varighed,
    vitas,
)
from opfoelgning.regler.typer import Sagsfakta, Straekning, Udfald, Vurdering


class Regelmodul(Protocol):
    """What every kind of rule offers; ``regel`` is the instance of it in the model's file."""

    def vurder(self, regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Udfald:
        """Return the rule's judgements on the day and the day its own thresholds can next change them."""

    def forklar(
        self, regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date, vurdering: Vurdering
    ) -> tuple[Straekning, ...]:
        """Return why: a gapless row of stretches ``[anker, dag)``, empty when they are the same day."""


class Slags(NamedTuple):
    """A kind of rule: its module, the setup and the parameters that an instance in a model's file must have.

    ``parametre`` with a dot are another rule's; ``laengder`` are prefixes of a length given in dage, uger or maaneder.
    """

    modul: Regelmodul
    opsaetning: tuple[str, ...] = ()
    parametre: tuple[str, ...] = ()
    laengder: tuple[str, ...] = ()


_JOBVINDUE = ("opfoelgning_antal.timegraense", "opfoelgning_antal.timegrundlag")
_SEKS_MAANEDER = (*_JOBVINDUE, "opfoelgning_antal.maaneder", "passivitet.skaeringsdato")

SLAGS: Mapping[tuple[str, str], Slags] = MappingProxyType(
    {
        ("ur", "passivitet"): Slags(
            passivitet,
            parametre=(
                *("passivitet.maaneder", "passivitet.skaeringsdato", "passivitet.langvarig_sygdom_dage"),
                *("passivitet.varsel_dage", "passivitet.aftalt_inden_dage", "passivitet.aftalt_frist_dage"),
            ),
        ),
        ("kadence", "kontakt"): Slags(kadence, ("faser",), ("former", "varsel_dage"), ("interval_",)),
        ("kadence", "opfoelgning"): Slags(jobopfoelgning, (), ("varsel_dage",), ("",)),
        ("kadence", "timer"): Slags(progression, (), _JOBVINDUE, ("",)),
        ("varighed", "fase"): Slags(varighed, ("fase", "ord"), ("varsel_dage",), ("",)),
        ("antal", "opfoelgning"): Slags(
            opfoelgning_antal,
            parametre=(
                *_SEKS_MAANEDER,
                *(
                    "opfoelgning_antal.antal",
                    "opfoelgning_antal.heraf_fremmoede",
                    "opfoelgning_antal.varsel_dage",
                ),
            ),
        ),
        ("antal", "samtale"): Slags(samtaler, ("ydelse",), ("antal", "former", "varsel_dage"), ("",)),
        ("planlagt", "kontakt"): Slags(aftalt_kontakt),
        ("planlagt", "opfoelgning"): Slags(aftalt_opfoelgning),
        ("mangler", "statusmoede"): Slags(
            statusmoede, (), ("tidligst_dage_foer", "inden_dage", *_SEKS_MAANEDER)
        ),
        ("mangler", "opfoelgningsplan"): Slags(opfoelgningsplan, (), ("inden_dage", *_JOBVINDUE)),
        ("mangler", "jobformidler"): Slags(jobformidler, ("faser",)),
        ("mangler", "fleksjobaftale"): Slags(fleksjobaftale),
        ("mangler", "vitas"): Slags(vitas),
        ("mangler", "persongruppe"): Slags(persongruppe, ("faser",), ("navn", *_JOBVINDUE)),
        ("mangler", "jobstatus"): Slags(jobstatus, (), ("tidligst_dage_foer", "varsel_dage"), ("",)),
        ("svartid", "henvendelse"): Slags(svar, (), ("timer", "varsel_timer")),
        ("optjening", "ydelse"): Slags(optjening, ("ydelse", "tael_ikke", "hjemmel"), (), ("", "vindue_")),
    }
)

PR_MEDARBEJDER = frozenset({("loft", "sagsstamme")})
"""Kinds judged per employee, not per forløb."""

ENHEDER = ("dage", "uger", "maaneder")


@lru_cache(maxsize=32)
def modelregler(model: Indsatsmodel) -> tuple[tuple[Regel, Regelmodul], ...]:
    """Return the model's rules for one forløb, in order, each with its module.

    Raises ``ValueError``, in Danish, when the model's file names a kind that is not there or lacks what it needs.
    """
    fejl = [fejl for regel in model.regler for fejl in mangler(model, regel)]
    if fejl:
        raise ValueError(" ".join(fejl))
    pr_forloeb = (regel for regel in model.regler if (regel.slags, regel.hvad) not in PR_MEDARBEJDER)
    return tuple((regel, SLAGS[regel.slags, regel.hvad].modul) for regel in pr_forloeb)


def mangler(model: Indsatsmodel, regel: Regel) -> list[str]:
    """Return, in Danish, what the rule's kind needs and the model's file does not give."""
    if (regel.slags, regel.hvad) in PR_MEDARBEJDER:
        return []
    slags = SLAGS.get((regel.slags, regel.hvad))
    if slags is None:
        return [f"Reglen {regel.kode} har slagsen {regel.slags}/{regel.hvad}, som ikke findes."]
    savnet = [navn for navn in slags.opsaetning if navn not in regel.opsaetning]
    noegler = [navn if "." in navn else regel.noegle(navn) for navn in slags.parametre]
    savnet += [noegle for noegle in noegler if noegle not in model.parametre]
    for navn in slags.laengder:
        if not any(regel.noegle(f"{navn}{enhed}") in model.parametre for enhed in ENHEDER):
            savnet.append(regel.noegle(f"{navn}dage"))
    return [f"Reglen {regel.kode} mangler {navn}." for navn in savnet]
