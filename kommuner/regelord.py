"""The words of a rule, as its model's data file has them; plain Python.

A text may hold places in braces that the screen fills in for one judgement:

========================  =======================================================================
``{over}``                «overskredet 3 dage», «overskredet i dag», «overskredet»
``{senest}``              «i dag», «senest i morgen», «senest 26. nov.», with a clock time where the rule has one
``{om}``, ``{siden}``     the day after the frist: «i morgen», «om 12 dage»; «siden 14. nov.»
``{tilbage}``             «7 dage tilbage», «sidste dag»
``{frist}``, ``{anker}``  the last day in time, the day the clock started: «26. nov.»
``{fristen}``             «fristen er 26. nov.», «fristen var 26. nov.»
``{laengde}``             days from the clock's start to the frist: «14 dage»
``{fornavn}``             the borger's first name
``{sidst_talt}``          «sidst talt 6. nov.», «I har ikke talt sammen endnu»
``{sted}``                «på virksomheden» when a follow-up there is missing, else nothing
========================  =======================================================================
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from types import MappingProxyType
from typing import Any, NamedTuple

PLADSER = frozenset(
    (
        *("over", "senest", "om", "siden", "tilbage", "frist", "anker", "fristen", "laengde"),
        *("fornavn", "sidst_talt", "sted"),
    )
)
GRUPPER = ("passivitet", "kontakt", "opfoelgning", "varighed", "andet")
"""The order of rules that are equally urgent in lists."""

ALTID, ALDRIG = "altid", "aldrig"
_TILSTANDE = ("overskredet", "varsel", "loeber", "pause", "afventer")
_NOEGLER = {"kort", "frist", "gruppe", "chip", "skridt", "i_dag", "niveau", "foelge"}


class Ord(NamedTuple):
    """What lists and pages call a rule's judgements.

    ``kort`` is the duty in a word or two and ``frist`` the same as a list's next deadline; ``gruppe`` one of
    ``GRUPPER``; ``chip`` and ``skridt`` the status and the next step by state, «ellers» for every other state. A
    warning with an empty ``chip`` is told on the borger's page and in no list.
    ``i_dag``: a warning asks for action today «altid», «aldrig» or so many days before the frist; until then its chip
    has the level ``niveau``. ``foelge``: what the borger is from the day after the frist, when that is the day to show.
    """

    kort: str
    frist: str
    gruppe: str = "andet"
    chip: Mapping[str, str] = MappingProxyType({})
    skridt: Mapping[str, str] = MappingProxyType({})
    i_dag: str | int = ALTID
    niveau: str = "warning"
    foelge: str = ""

    def skridt_i(self, tilstand: str) -> str:
        """Return the next step's text in a state."""
        return self.skridt.get(tilstand) or self.skridt.get("ellers", "")


def laes_ord(kode: str, navn: str, raa: Mapping[str, Any]) -> Ord:
    """Return a rule's words; those its file leaves out are made from its name.

    Raises ``ValueError``, in Danish, for a key, a state or a place that does not exist.
    """
    kort = raa.get("kort", navn)
    ord_ = Ord(
        kort=kort,
        frist=raa.get("frist", kort),
        gruppe=raa.get("gruppe", "andet"),
        chip={"overskredet": f"{kort}: {{over}}", "varsel": f"{kort}: {{senest}}", **raa.get("chip", {})},
        skridt={"ellers": f"{kort}: {{fristen}}.", **raa.get("skridt", {})},
        i_dag=raa.get("i_dag", ALTID),
        niveau=raa.get("niveau", "warning"),
        foelge=raa.get("foelge", ""),
    )
    if fejl := [*_ukendte(raa, ord_), *_ukendte_pladser(ord_)]:
        raise ValueError(" ".join(f"Reglen {kode}: {en}" for en in fejl))
    return ord_


def _ukendte(raa: Mapping[str, Any], ord_: Ord) -> list[str]:
    fejl = [f"ord.{noegle} findes ikke." for noegle in raa if noegle not in _NOEGLER]
    if ord_.gruppe not in GRUPPER:
        fejl.append(f"gruppen {ord_.gruppe} findes ikke.")
    if ord_.niveau not in ("warning", "info"):
        fejl.append(f"niveauet {ord_.niveau} findes ikke.")
    if isinstance(ord_.i_dag, str) and ord_.i_dag not in (ALTID, ALDRIG):
        fejl.append(f"i_dag skal være {ALTID}, {ALDRIG} eller et antal dage.")
    tilstande = [t for t in ord_.chip if t not in _TILSTANDE]
    tilstande += [t for t in ord_.skridt if t not in (*_TILSTANDE, "ellers")]
    return [*fejl, *(f"tilstanden {tilstand} findes ikke." for tilstand in tilstande)]


def _ukendte_pladser(ord_: Ord) -> list[str]:
    tekster = (ord_.frist, *ord_.chip.values(), *ord_.skridt.values())
    felter = {felt for tekst in tekster for _, felt, _, _ in Formatter().parse(tekst) if felt is not None}
    return [f"pladsen {{{felt}}} findes ikke." for felt in sorted(felter - PLADSER)]
