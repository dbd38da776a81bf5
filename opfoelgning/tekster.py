"""What to do next, and by when, in one sentence per rule. Pure; the day is handed in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from kalender.dansk import dato, dato_aar
from opfoelgning.chips import enhed, med_lov
from opfoelgning.ordvalg import Vurderet, detaljer, fyld, mangler, regel_bag
from opfoelgning.regler.typer import Tilstand


def naeste_skridt(v: Vurderet, fornavn: str, seneste_kontakt: date | None, dag: date) -> str:
    """The rule's own proposal, used where the jobformidler has written none."""
    skabelon = regel_bag(v).ord.skridt_i(v.tilstand)
    return fyld(skabelon, v, dag, fornavn=fornavn, talt=seneste_kontakt)


def frist_dag(v: Vurderet) -> date | None:
    """The day shown as next deadline: the frist, or the day after where that is the day that matters."""
    return v.frist + timedelta(days=1) if v.frist and regel_bag(v).ord.foelge else v.frist


def lukkedag(v: Vurderet, dag: date, *, kort: bool = False) -> str:
    """What the deadline has to do with a closed day: «lukkedag: lørdag – i praksis senest 20. nov.»; mostly empty.

    ``kort``: the same for a row of a list, «lørdag – i praksis 20. nov.».
    """
    return lukkedag_ord(detaljer(v), dag, kort=kort)


def lukkedag_ord(d: Mapping[str, Any], dag: date, *, kort: bool = False) -> str:
    """The same of the figures alone; on the closed day itself only what it is called."""
    if "lukket" in d:
        senest = date.fromisoformat(d["senest"])
        hvad = d["lukket"] if kort else f"lukkedag: {d['lukket']}"
        if senest < dag:
            return hvad
        return f"{hvad} – i praksis {'' if kort else 'senest '}{dato(senest, dag)}"
    if "flyttet_fra" in d:
        return f"flyttet til næste arbejdsdag fra {dato(date.fromisoformat(d['flyttet_fra']), dag)}"
    return ""


def frist_saetning(v: Vurderet) -> str:
    """The rule's deadline, and what follows: «Fristen var …. Passiv fra …»."""
    if v.tilstand == Tilstand.PAUSE:
        return "Reglen holder pause i dag."
    if v.frist is None:
        return "Der er ingen frist."
    ord_ = "var" if v.tilstand == Tilstand.OVERSKREDET else "er"
    foelge = regel_bag(v).ord.foelge if v.tilstand != Tilstand.AFVENTER else ""
    fra = f" {foelge} fra {dato_aar(frist_dag(v))}." if foelge else ""
    return f"Fristen {ord_} {dato_aar(v.frist)}.{fra}"


def frist_ord(v: Vurderet, dag: date) -> str:
    """What the deadline is about: «Kontakt (14 dage)», «Passiv», «3. opfølgning», «Revurdering (lov)»."""
    regel = regel_bag(v)
    if "antal" in detaljer(v) and v.tilstand != Tilstand.OVERSKREDET:
        return med_lov(_det_naeste(v, enhed(regel)[0]), regel)
    return med_lov(fyld(regel.ord.frist, v, dag) if v.frist else regel.ord.kort, regel)


def _det_naeste(v: Vurderet, ental: str) -> str:
    antal, fremmoede = mangler(v)
    d = detaljer(v)
    if antal > fremmoede or not fremmoede:
        return f"{d['holdt'] + 1}. {ental}"
    return f"Fremmøde {d['fremmoede'] + 1} af {d['heraf']}"
