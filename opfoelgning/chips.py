"""Chips: what a status is called, how urgent it looks, and whether it asks for action today.

Pure; the day is handed in. The words of a rule are its model's (``kommuner.regelord``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple, Protocol

from kalender.dansk import dato
from kommuner.indsatsmodel import Regel
from kommuner.regelord import ALTID, GRUPPER
from opfoelgning.ordvalg import Vurderet, detaljer, fyld, mangler, regel_bag
from opfoelgning.regler.typer import Tilstand

DANGER, WARNING, INFO, SUCCESS, NEUTRAL = "danger", "warning", "info", "success", "neutral"
HOEJST = 2  # chips per row
FREMMOEDE_DAGE = 30  # days before the frist from which missing personal attendance is shown


class Chip(NamedTuple):
    """``niveau`` is danger, warning, info, success or neutral; ``i_dag``: it puts the borger in *I dag*.

    ``orden`` sorts chips, and rows by their first chip, most important first. ``regel``, ``genstand`` and
    ``frist`` say which judgement speaks; they are empty for calm chips.
    """

    tekst: str
    niveau: str
    i_dag: bool
    orden: int
    regel: str = ""
    genstand: str = ""
    frist: date | None = None


class Status(Protocol):
    """The part of ``Sagsstatus`` that chips need."""

    @property
    def tilstand_nu(self) -> str: ...
    @property
    def tilstand_til(self) -> date | None: ...


def chips(vurderinger: Iterable[Vurderet], status: Status | None, dag: date) -> list[Chip]:
    """All chips of a forløb on a day, the most important first.

    Takes stored judgements (``models.Vurdering``) or those just made (``typer.Vurdering``), whose missing
    ``detaljer`` count as empty. «Passiv om 12 dage» counts the days until the first passive day, frist + 1:
    that day is ``dag`` + 12. «overskredet 3 dage» counts the days after the frist.
    """
    fundne = [chip for vurdering in vurderinger for chip in _vurdering_chips(vurdering, dag)]
    # That somebody with a deadline in her job is in a job goes without saying.
    if status is not None and not (fundne and status.tilstand_nu == "fleksjob"):
        fundne += _rolige(status.tilstand_nu, status.tilstand_til, dag)
    return sorted(dict.fromkeys(fundne), key=lambda chip: (chip.orden, chip.frist or date.max))


def viste(alle: list[Chip]) -> tuple[list[Chip], int]:
    """The chips a row shows, at most two, and how many more there are («+1»)."""
    return alle[:HOEJST], max(len(alle) - HOEJST, 0)


def _vurdering_chips(v: Vurderet, dag: date) -> Iterator[Chip]:
    regel = regel_bag(v)
    for tekst, niveau, i_dag, orden in _ord(regel, v, dag):
        genstand = getattr(v, "genstand", None) or ""
        yield Chip(med_lov(tekst, regel), niveau, i_dag, orden, v.regel, genstand, v.frist)


_Ord = tuple[str, str, bool, int]
_ORDEN = {"kontakt": 6, "passivitet": 7, "opfoelgning": 8, "varighed": 10, "andet": 11}
_UDEN_HAST = 12  # a warning that asks for nothing today
_BLAA = 20


def _ord(regel: Regel, v: Vurderet, dag: date) -> list[_Ord]:
    match v.tilstand:
        case Tilstand.OVERSKREDET:
            orden = GRUPPER.index(regel.ord.gruppe) + 1
            return [(fyld(regel.ord.chip["overskredet"], v, dag), DANGER, True, orden)]
        case Tilstand.VARSEL if regel.ord.chip.get("varsel"):
            return _mangler(regel, v, dag) if "antal" in detaljer(v) else _varsel(regel, v, dag)
        case Tilstand.AFVENTER if "afventer" in regel.ord.chip:
            return [(fyld(regel.ord.chip["afventer"], v, dag), INFO, False, _BLAA + 1)]
    return []


def _varsel(regel: Regel, v: Vurderet, dag: date) -> list[_Ord]:
    tekst = fyld(regel.ord.chip["varsel"], v, dag)
    if _i_dag(regel, v, dag):
        return [(tekst, WARNING, True, _ORDEN[regel.ord.gruppe])]
    return [(tekst, regel.ord.niveau, False, _UDEN_HAST if regel.ord.niveau == WARNING else _BLAA)]


def _i_dag(regel: Regel, v: Vurderet, dag: date) -> bool:
    """Whether a warning asks for action today."""
    if isinstance(regel.ord.i_dag, str):
        return regel.ord.i_dag == ALTID
    return v.frist is not None and (v.frist - dag).days <= regel.ord.i_dag


def _mangler(regel: Regel, v: Vurderet, dag: date) -> list[_Ord]:
    """What a rule that counts still misses, and in person from a month before the frist."""
    antal, fremmoede = mangler(v)
    fundne: list[_Ord] = []
    if antal:
        tekst = f"Mangler {antal} af {detaljer(v)['antal']} {enhed(regel)[1]}"
        i_dag = _i_dag(regel, v, dag)
        fundne.append((tekst, WARNING if i_dag else regel.ord.niveau, i_dag, _ORDEN["opfoelgning"]))
    if fremmoede and v.frist and (v.frist - dag).days <= FREMMOEDE_DAGE:
        ord_ = "personligt fremmøde" if fremmoede == 1 else "personlige fremmøder"
        fundne.append((f"Mangler {fremmoede} {ord_}", WARNING, True, _ORDEN["opfoelgning"] + 1))
    return fundne


def enhed(regel: Regel) -> tuple[str, str]:
    """What a rule that counts counts, one and several: the unit of its parameter ``antal``."""
    return next((p.enhed for p in regel.parametre if p.noegle == regel.noegle("antal")), ("", ""))


def med_lov(tekst: str, regel: Regel) -> str:
    """The text with the mark that the duty is the law's."""
    return f"{tekst} (lov)" if regel.er_lov else tekst


_I_TILBUD = {"virksomhedspraktik": "I virksomhedspraktik", "loentilskud": "I løntilskud"}


def _rolige(kode: str, til: date | None, dag: date) -> list[Chip]:
    """Calm chips; ``til`` is the last day. An absence that ends is told the day before and on the day."""
    if not kode:
        return []
    if kode in ("fravaer", "fritaget"):
        if til is not None and (til - dag).days in (0, 1):
            naar = "i dag" if til == dag else "i morgen"
            ord_ = "Fravær" if kode == "fravaer" else "Fritagelse"
            return [Chip(f"{ord_} slutter {naar}", WARNING, False, 13)]
        tekst = (
            f"Lovligt fravær{f' til {dato(til, dag)}' if til else ''}" if kode == "fravaer" else "Fritaget"
        )
        return [Chip(tekst, NEUTRAL, False, 31)]
    if kode == "genbehandling":
        return [Chip(f"Genbehandling {dato(til, dag)}", INFO, False, 22)]
    if kode == "anden_aktoer":
        return [Chip("Anden aktør (§ 73 c)", NEUTRAL, False, 32)]
    tekst = "I fleksjob" if kode == "fleksjob" else _I_TILBUD.get(kode, "I virksomhedsrettet tilbud")
    return [Chip(tekst, SUCCESS, False, 30)]
