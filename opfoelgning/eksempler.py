"""The worked examples of the page of rules: facts from a model's data file, the outcome from the rule itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from kommuner.indsatsmodel import Regel, Regelvaerdier
from kommuner.kommunedata import FRAVAERSTYPER, TILBUDSTYPER
from opfoelgning.begrundelse import begrundelse
from opfoelgning.regler import PR_MEDARBEJDER, typer
from opfoelgning.regler.motor import bedoem
from opfoelgning.regler.sagsstamme import vurder_stamme
from opfoelgning.regler.typer import AABEN, Sagsfakta
from opfoelgning.vurdering import Sagsbillede

T = TypeVar("T")
INTET = "Reglen siger intet den dag med de værdier, der gælder nu."


def outcome(regel: Regel, regler: Regelvaerdier) -> Sequence[str]:
    """What the rule says of its own example, line by line; empty for a rule without one."""
    raa = regel.side.get("eksempel")
    if raa is None:
        return ()
    dag = date.fromisoformat(raa["dag"])
    if (regel.slags, regel.hvad) in PR_MEDARBEJDER:
        return (_of_caseload(regel, regler, dag, raa["antal"]),)
    sag = sagsfakta(raa["forloeb"], regler.model.kode)
    billede = Sagsbillede(sag, regler, bedoem(sag, regler, dag))
    domme = [v for v in billede.bedoemmelse.vurderinger if v.regel == regel.kode]
    if not domme:
        return (INTET,)
    grund = begrundelse(billede, domme[0], dag)
    return (*filter(None, (grund.saetning, grund.figurer)), *grund.linjer, *filter(None, (grund.i_alt,)))


def _of_caseload(regel: Regel, regler: Regelvaerdier, dag: date, antal: int) -> str:
    svar = vurder_stamme(regel, regler, dag, antal)
    if svar is None:
        return INTET
    over = "er overskredet" if svar.tilstand is typer.Tilstand.OVERSKREDET else "er overholdt"
    return f"Loftet på {svar.loft} {over}: medarbejderen har {antal}."


def sagsfakta(raa: Mapping[str, Any], model: str) -> Sagsfakta:
    """Facts written as in the format for cases (`til` is the last day), as the rules see them."""

    def alle(navn: str, byg: Callable[[Mapping[str, Any]], T]) -> tuple[T, ...]:
        return tuple(byg(post) for post in raa.get(navn, ()))

    return Sagsfakta(
        "eksempel",
        model,
        *_period(raa),
        faser=alle("faser", lambda p: typer.Fase(p["nr"], *_period(p))),
        tildelinger=alle("tildelinger", lambda p: typer.Tildeling(p["medarbejder"], *_period(p))),
        ydelser=alle("ydelser", lambda p: typer.Ydelse(p["type"], *_period(p))),
        fravaer=alle("fravaer", _absence),
        tilbud=alle("tilbud", _offer),
        ansaettelser=alle("ansaettelser", _job),
        kontakter=alle(
            "kontakter", lambda p: typer.Kontakt(p["dato"], _day(p["dato"]), p["form"], p["status"])
        ),
        henvendelser=alle(
            "henvendelser", lambda p: typer.Henvendelse(p["id"], datetime.fromisoformat(p["modtaget"]))
        ),
    )


def _day(raa: str) -> date:
    return date.fromisoformat(raa)


def _period(raa: Mapping[str, Any]) -> tuple[date, date]:
    return _day(raa["fra"]), _day(raa["til"]) + timedelta(days=1) if raa.get("til") else AABEN


def _absence(raa: Mapping[str, Any]) -> typer.Fravaer:
    type_: Mapping[str, Any] = FRAVAERSTYPER[raa["type"]]
    virkning = {felt: type_[felt] for felt in ("pauser_kontakt", "pauser_passivitet")}
    return typer.Fravaer(
        raa["type"], type_["navn"], *_period(raa), **virkning, er_sygdom=type_.get("er_sygdom", False)
    )


def _offer(raa: Mapping[str, Any]) -> typer.Tilbud:
    rettet = bool(TILBUDSTYPER[raa["type"]]["virksomhedsrettet"])
    return typer.Tilbud(raa["id"], raa["type"], *_period(raa), virksomhedsrettet=rettet)


def _job(raa: Mapping[str, Any]) -> typer.Ansaettelse:
    return typer.Ansaettelse(
        raa["id"],
        *_period(raa),
        timer=tuple(typer.Timer(_day(t["fra"]), Decimal(t["timer"])) for t in raa["timer"]),
        aftale_udfyldt=_day(raa["udfyldt"]) if raa["udfyldt"] else None,
        vitas=_day(raa["vitas"]) if raa["vitas"] else None,
        opfoelgninger=tuple(_follow_up(post) for post in raa.get("opfoelgninger", ())),
    )


def _follow_up(raa: Mapping[str, Any]) -> typer.Opfoelgning:
    kryds = (raa.get("fremmoede_virksomhed", False), raa.get("statusmoede", False))
    return typer.Opfoelgning(raa["dato"], _day(raa["dato"]), raa["form"], raa["status"], *kryds)
