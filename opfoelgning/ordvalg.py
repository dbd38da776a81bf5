"""The words a model's data file has for a judgement, with its days and figures filled in.

Pure; the day is handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from string import Formatter
from typing import Any, Protocol

from kalender.dansk import dage, dato
from kommuner.indsatsmodel import Regel, indsatsmodeller
from kommuner.regelord import Ord

EN_DAG = timedelta(days=1)
UKENDT = Ord("Frist", "Frist", chip={"overskredet": "Frist {over}"})


class Vurderet(Protocol):
    """A judgement, stored (``models.Vurdering``) or just made (``typer.Vurdering``).

    Stored ones also have ``detaljer``: what is missing for a rule that counts, the clock time where hours run out.
    """

    @property
    def regel(self) -> str: ...
    @property
    def tilstand(self) -> str: ...
    @property
    def frist(self) -> date | None: ...
    @property
    def anker(self) -> date: ...
    @property
    def regelsaet(self) -> str: ...


def regel_bag(v: Vurderet) -> Regel:
    """The rule that judged, as its model describes it; a nameless one when the model has it no more."""
    return _regel(v.regelsaet.partition("/")[0], v.regel)


@cache
def _regel(model: str, kode: str) -> Regel:
    kendt = indsatsmodeller().get(model)
    return (
        kendt.koder[kode] if kendt and kode in kendt.koder else Regel(kode, "", "Frist", "", (), ord=UKENDT)
    )


def detaljer(v: Vurderet) -> Mapping[str, Any]:
    """The figures beside a judgement; empty for one just made."""
    return getattr(v, "detaljer", None) or {}


def mangler(v: Vurderet) -> tuple[int, int]:
    """How many are still missing for a rule that counts and, of those, how many in person."""
    d = detaljer(v)
    antal = max(d.get("antal", 0) - d.get("holdt", 0), 0)
    return antal, max(d.get("heraf", 0) - d.get("fremmoede", 0), 0)


def fyld(skabelon: str, v: Vurderet, dag: date, *, fornavn: str = "", talt: date | None = None) -> str:
    """Return a text of the data file with its places filled in; ``talt``: the day of the latest contact."""
    pladser = _pladser(skabelon)
    if not pladser:
        return skabelon
    fundet = {"fornavn": fornavn, "sidst_talt": _sidst_talt(talt, dag)}
    vaerdier = {plads: _BYGGERE[plads](v, dag) if plads in _BYGGERE else fundet[plads] for plads in pladser}
    return _pudset(skabelon.format_map(vaerdier))


@cache
def _pladser(skabelon: str) -> tuple[str, ...]:
    return tuple(felt for _, felt, _, _ in Formatter().parse(skabelon) if felt is not None)


def _pudset(tekst: str) -> str:
    """Without the traces of a place that had nothing to say, or of a date that ends in a full stop itself."""
    tekst = " ".join(tekst.split()).replace("..", ".").replace(" .", ".").replace(" ,", ",")
    return tekst.removesuffix(":").removesuffix(" –")


def _over(v: Vurderet, dag: date) -> str:
    if v.frist is None:
        return "overskredet"
    return f"overskredet {dage((dag - v.frist).days)}" if v.frist < dag else "overskredet i dag"


def _senest(v: Vurderet, dag: date) -> str:
    if v.frist is None:
        return ""
    klokken = f" kl. {kl}" if (kl := detaljer(v).get("klokken")) else ""
    if v.frist == dag:
        return f"senest{klokken}" if klokken else "i dag"
    return f"senest {'i morgen' if v.frist == dag + EN_DAG else dato(v.frist, dag)}{klokken}"


def _om(v: Vurderet, dag: date) -> str:
    if v.frist is None:
        return ""
    om = (v.frist - dag).days + 1
    return "i morgen" if om == 1 else f"om {dage(om)}"


def _tilbage(v: Vurderet, dag: date) -> str:
    if v.frist is None:
        return ""
    return f"{dage((v.frist - dag).days)} tilbage" if v.frist > dag else "sidste dag"


def _fristen(v: Vurderet, dag: date) -> str:
    if v.frist is None:
        return ""
    return f"fristen {'var' if v.frist < dag else 'er'} {dato(v.frist, dag)}"


def _sidst_talt(talt: date | None, dag: date) -> str:
    return f"sidst talt {dato(talt, dag)}" if talt else "I har ikke talt sammen endnu"


_BYGGERE: Mapping[str, Callable[[Vurderet, date], str]] = {
    "over": _over,
    "senest": _senest,
    "om": _om,
    "siden": lambda v, dag: f"siden {dato(v.frist + EN_DAG, dag)}" if v.frist else "",
    "tilbage": _tilbage,
    "frist": lambda v, dag: dato(v.frist, dag),
    "fristen": _fristen,
    "anker": lambda v, dag: dato(v.anker, dag),
    "laengde": lambda v, dag: dage((v.frist - v.anker).days) if v.frist else "",
    "sted": lambda v, dag: "på virksomheden" if mangler(v)[1] else "",
}
