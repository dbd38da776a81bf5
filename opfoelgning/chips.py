"""The words of a judgement: chips, next step, next deadline (ux.md 5.3). Pure; the day is handed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple, Protocol

from kalender.dansk import dage, dato
from opfoelgning.hast import Vurderet
from opfoelgning.regler.typer import Tilstand

DANGER, WARNING, INFO, SUCCESS, NEUTRAL = "danger", "warning", "info", "success", "neutral"
HOEJST = 2  # chips per row
ANTAL_I_DAG = 14  # days before the frist from which missing follow-ups ask for action today
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
    byg = _BYGGERE.get((v.regel, str(v.tilstand)))
    for tekst, niveau, i_dag, orden in byg(v, dag) if byg else _ukendt(v, dag):
        yield Chip(tekst, niveau, i_dag, orden, v.regel, getattr(v, "genstand", None) or "", v.frist)


_Ord = tuple[str, str, bool, int]


def _over(v: Vurderet, dag: date) -> str:
    return f"overskredet {dage((dag - v.frist).days)}" if v.frist else "overskredet"


def _detaljer(v: Vurderet) -> Mapping[str, Any]:
    return getattr(v, "detaljer", None) or {}


def mangler(v: Vurderet) -> tuple[int, int]:
    """Follow-ups and, of those, personal attendances still missing for ``opfoelgning_antal``."""
    d = _detaljer(v)
    antal = max(d.get("antal", 0) - d.get("holdt", 0), 0)
    return antal, max(d.get("heraf", 0) - d.get("fremmoede", 0), 0)


def _passiv(v: Vurderet, dag: date) -> list[_Ord]:
    siden = f" siden {dato(v.frist + timedelta(days=1), dag)}" if v.frist else ""
    return [(f"Passiv{siden}", DANGER, True, 1)]


def _snart_passiv(v: Vurderet, dag: date) -> list[_Ord]:
    if v.frist is None:
        return []
    om = (v.frist - dag).days + 1
    return [("Passiv i morgen" if om == 1 else f"Passiv om {dage(om)}", WARNING, True, 7)]


def _kontakt_varsel(v: Vurderet, dag: date) -> list[_Ord]:
    if v.frist is None:
        return []
    if v.frist == dag:
        return [("Kontakt i dag", WARNING, True, 6)]
    hvornaar = "i morgen" if v.frist == dag + timedelta(days=1) else dato(v.frist, dag)
    return [(f"Kontakt senest {hvornaar}", INFO, False, 20)]


def _opfoelgninger(v: Vurderet, dag: date) -> list[_Ord]:
    antal, fremmoede = mangler(v)
    tilbage = (v.frist - dag).days if v.frist else 0
    fundne: list[_Ord] = []
    if antal:
        tekst = f"Mangler {antal} af {_detaljer(v)['antal']} opfølgninger"
        fundne.append((tekst, WARNING, tilbage <= ANTAL_I_DAG, 8))
    if fremmoede and tilbage <= FREMMOEDE_DAGE:
        ord_ = "personligt fremmøde" if fremmoede == 1 else "personlige fremmøder"
        fundne.append((f"Mangler {fremmoede} {ord_}", WARNING, True, 9))
    return fundne


def _fase1(v: Vurderet, dag: date) -> list[_Ord]:
    rest = (v.frist - dag).days if v.frist else 0
    return [(f"Fase 1: {dage(rest)} tilbage" if rest else "Fase 1: sidste dag", WARNING, True, 10)]


def _ukendt(v: Vurderet, dag: date) -> list[_Ord]:
    """A rule without words of its own here must not be invisible when it is broken."""
    return [(f"Frist {_over(v, dag)}", DANGER, True, 5)] if v.tilstand == Tilstand.OVERSKREDET else []


def _fast(tekst: str, niveau: str, i_dag: bool, orden: int) -> Callable[[Vurderet, date], list[_Ord]]:
    return lambda v, dag: [(tekst, niveau, i_dag, orden)]


def _fremskreden(ord_: str, orden: int) -> Callable[[Vurderet, date], list[_Ord]]:
    return lambda v, dag: [(f"{ord_} {_over(v, dag)}", DANGER, True, orden)]


_BYGGERE: dict[tuple[str, str], Callable[[Vurderet, date], list[_Ord]]] = {
    ("passivitet", "overskredet"): _passiv,
    ("passivitet", "varsel"): _snart_passiv,
    ("passivitet", "afventer"): _fast("Afventer aftalt indsats", INFO, False, 21),
    ("kontakt", "overskredet"): _fremskreden("Kontakt", 2),
    ("kontakt", "varsel"): _kontakt_varsel,
    ("aftalt_kontakt", "overskredet"): _fremskreden("Aftalt kontakt", 2),
    ("opfoelgning_antal", "overskredet"): _fremskreden("Opfølgning", 3),
    ("opfoelgning_antal", "varsel"): _opfoelgninger,
    ("aftalt_opfoelgning", "overskredet"): _fremskreden("Opfølgning", 3),
    ("fase1_varighed", "overskredet"): _fremskreden("Fase 1", 4),
    ("fase1_varighed", "varsel"): _fase1,
    ("statusmoede", "overskredet"): _fast("Statusmøde mangler (6 mdr.)", DANGER, True, 5),
    ("statusmoede", "varsel"): _fast("Statusmøde mangler (6 mdr.)", WARNING, True, 11),
    ("jobformidler", "overskredet"): _fast("Mangler jobformidler", DANGER, True, 5),
    ("fleksjobaftale", "overskredet"): _fast("Fleksjobaftale mangler", DANGER, True, 5),
    ("vitas", "varsel"): _fast("Mangler i VITAS", WARNING, False, 12),
    ("persongruppe", "overskredet"): _fast("Persongruppemarkering mangler", DANGER, True, 5),
    ("persongruppe", "varsel"): _fast("Skal ikke markeres", WARNING, False, 12),
}

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
