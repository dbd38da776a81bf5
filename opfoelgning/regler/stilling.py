"""How every rule turns its reading of single days into a judgement with the first day of its state."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from kommuner.indsatsmodel import Version
from opfoelgning.regler.typer import AABEN, Sagsfakta, Tilstand, Udfald, Vurdering

EN_DAG = timedelta(days=1)


class Stilling(NamedTuple):
    """A rule's reading of one day, made from what is seen on that day.

    The state has been the same at least since ``fra`` and stays so until ``naeste`` unless a record begins or ends.
    """

    tilstand: Tilstand
    fra: date
    frist: date | None
    anker: date
    version: Version
    naeste: date = AABEN


class Skel(NamedTuple):
    """The two days nearest to a day on which an answer may change: on or before it, and after it."""

    fra: date
    naeste: date


def skel_om(dag: date, dage: Iterable[date]) -> Skel:
    """Return the last of the days on or before ``dag`` and the first after it."""
    fra, naeste = date.min, AABEN
    for skel in dage:
        if fra < skel <= dag:
            fra = skel
        elif dag < skel < naeste:
            naeste = skel
    return Skel(fra, naeste)


def nedtaelling(dag: date, frist: date, varsel_dage: int) -> Tilstand:
    """Return the state of a running deadline; ``frist`` is the last day in time."""
    if dag > frist:
        return Tilstand.OVERSKREDET
    return Tilstand.VARSEL if (frist - dag).days <= varsel_dage else Tilstand.LOEBER


def udfald(
    regel: str,
    sag: Sagsfakta,
    dag: date,
    stilling_paa: Callable[[date], Stilling | None],
    genstand: str | None = None,
) -> Udfald:
    """Return the rule's answer for one genstand; ``stilling_paa`` reads any day on or before ``dag``, None: ingen."""
    stilling = stilling_paa(dag) if sag.start <= dag < sag.slut else None
    if stilling is None:
        return Udfald()
    siden = _siden(stilling, stilling_paa, sag.start)
    tilstand, _, frist, anker, version, naeste = stilling
    return Udfald((Vurdering(regel, tilstand, frist, siden, anker, version.label, genstand),), naeste)


def _siden(stilling: Stilling, stilling_paa: Callable[[date], Stilling | None], tidligst: date) -> date:
    """Walk back from one stretch of equal readings to the one before while the state is the same."""
    fra = stilling.fra
    while fra > tidligst:
        foer = stilling_paa(fra - EN_DAG)
        if foer is None or foer.tilstand is not stilling.tilstand:
            return fra
        fra = foer.fra
    return tidligst


def saml(flere: Iterable[Udfald]) -> Udfald:
    """Return the answers for several genstande as one, in the order of the genstande."""
    vurderinger: list[Vurdering] = []
    naeste = AABEN
    for et in flere:
        vurderinger += et.vurderinger
        naeste = min(naeste, et.naeste)
    return Udfald(tuple(sorted(vurderinger, key=lambda v: v.genstand or "")), naeste)
