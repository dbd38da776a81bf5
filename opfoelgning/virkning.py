"""What a registration would do to each deadline, judged with it and without it. Pure; nothing is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from kalender.dansk import dato_aar
from kalender.perioder import HarPeriode
from kommuner.indsatsmodel import Regel, Regelvaerdier
from opfoelgning.ordvalg import regel_bag
from opfoelgning.regler.motor import bedoem
from opfoelgning.regler.typer import Sagsfakta, Tilstand, Vurdering
from opfoelgning.tekster import frist_dag


class Linje(NamedTuple):
    """One duty before and after, in Danish: «Passiv», «5. december 2026», «29. december 2026»."""

    navn: str
    foer: str
    efter: str

    @property
    def aendret(self) -> bool:
        return self.foer != self.efter


class Virkning(NamedTuple):
    """What changes on ``paa``: the day itself, or the day the registration begins, when that lies ahead."""

    paa: date
    linjer: list[Linje]

    @property
    def aendrede(self) -> list[Linje]:
        return [linje for linje in self.linjer if linje.aendret]

    @property
    def uaendrede(self) -> list[Linje]:
        return [linje for linje in self.linjer if not linje.aendret]


def with_record(sag: Sagsfakta, liste: str, ny: Any | None, gammel: Any | None = None) -> Sagsfakta:
    """The facts with one record more in a list, less, or another in its place."""
    poster = list(getattr(sag, liste))
    if gammel in poster:
        poster.remove(gammel)
    if ny is not None:
        poster.append(ny)
    nye: Any = {liste: tuple(sorted(poster, key=lambda post: post.start))}
    return replace(sag, **nye)


def virkning(
    sag: Sagsfakta, ny_sag: Sagsfakta, regler: Regelvaerdier, dag: date, periode: HarPeriode
) -> Virkning:
    """Judge a case without and with a registration that runs over ``periode``."""
    start, slut = periode.start, periode.slut
    paa = max(dag, start) if start < sag.slut else dag
    foer = _domme(sag, regler, paa)
    efter = _domme(ny_sag, regler, paa)
    derefter = _domme(ny_sag, regler, slut) if paa < slut < ny_sag.slut else {}
    linjer = []
    for kode, genstand in dict.fromkeys([*foer, *efter]):
        regel, pligt = regler.model.koder[kode], (kode, genstand)
        nyt = _efter(regel, efter.get(pligt), derefter.get(pligt))
        linjer.append(Linje(regel.ord.kort, _stand(foer.get(pligt)), nyt))
    return Virkning(paa, linjer)


def _domme(sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> dict[tuple[str, str | None], Vurdering]:
    return {(v.regel, v.genstand): v for v in bedoem(sag, regler, dag).vurderinger}


def _stand(v: Vurdering | None) -> str:
    if v is None:
        return "ingen frist"
    frist = dato_aar(frist_dag(v))
    if regel_bag(v).ord.foelge:
        return _ur(v, frist)
    match v.tilstand:
        case Tilstand.PAUSE:
            return f"pause, senest {frist}" if frist else "pause"
        case Tilstand.OVERSKREDET:
            return f"overskredet siden {dato_aar(v.siden)}"
    return f"senest {frist}" if frist else "løber"


def _ur(v: Vurdering, frist: str) -> str:
    """The state of a duty of which the day after the frist is the one to show."""
    match v.tilstand:
        case Tilstand.OVERSKREDET:
            return f"siden {frist}"
        case Tilstand.AFVENTER:
            return "afventer aftalt indsats"
    return frist or "uret holder pause"


def _efter(regel: Regel, v: Vurdering | None, derefter: Vurdering | None) -> str:
    """The state with the registration; where it gives no deadline, the one that follows when it is over."""
    nu = "uret nulstilles" if v is None and regel.slags == "ur" else _stand(v)
    uden_frist = v is None or v.frist is None
    if uden_frist and derefter and derefter.frist and derefter.tilstand is not Tilstand.OVERSKREDET:
        return f"{nu}, derefter {_stand(derefter)}"
    return nu
