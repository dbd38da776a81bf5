"""How every rule turns its reading of single days into a judgement with the first day of its state."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from kalender.maaneder import add_months
from kommuner.indsatsmodel import Regel, Regelvaerdier, Version
from opfoelgning.regler.typer import AABEN, Sagsfakta, Tilstand, Udfald, Vurdering

EN_DAG = timedelta(days=1)
INTET = Udfald()

AKTIV = "aktiv"
FLYT = "flyt_til_arbejdsdag"


class Stilling(NamedTuple):
    """A rule's reading of one day, made from what is seen on that day.

    The state has been the same at least since ``fra`` and stays so until ``naeste`` unless a record begins or ends.
    ``skiftet``: it is known, without reading the day before ``fra``, that the state was another then.
    """

    tilstand: Tilstand
    fra: date
    frist: date | None
    anker: date
    version: Version
    naeste: date = AABEN
    skiftet: bool = False


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


def nedtaelling(
    dag: date, frist: date, varsel_dage: int, skel: Iterable[date], *, anker: date, version: Version
) -> Stilling:
    """Return the reading of a day under a running deadline; ``frist`` is the last day in time.

    ``skel`` are the days on which the anchor or the values became what they are, and those on which they may change.
    """
    fra, naeste = skel_om(dag, skel)
    varsel_fra, forbi = frist - timedelta(days=varsel_dage), frist + EN_DAG
    if dag >= forbi:
        tilstand, begyndt = Tilstand.OVERSKREDET, forbi
    elif dag >= varsel_fra:
        tilstand, begyndt, naeste = Tilstand.VARSEL, varsel_fra, min(naeste, forbi)
    else:
        tilstand, begyndt, naeste = Tilstand.LOEBER, date.min, min(naeste, varsel_fra)
    # Begun by the deadline itself, after anything else had changed: the day before had the same one, not yet so near.
    return Stilling(tilstand, max(fra, begyndt), frist, anker, version, naeste, skiftet=fra < begyndt)


def frem(fra: date, version: Version, regel: Regel, navn: str = "") -> date:
    """Return the day a length after ``fra``: the parameter ``<navn>dage``, ``<navn>uger`` or ``<navn>maaneder``.

    The model's file decides which of the three a rule has.
    """
    if f"{navn}maaneder" in regel.navne:
        return add_months(fra, version.tal(f"{regel.kode}.{navn}maaneder"))
    if f"{navn}uger" in regel.navne:
        return fra + timedelta(weeks=version.tal(f"{regel.kode}.{navn}uger"))
    return fra + timedelta(days=version.tal(f"{regel.kode}.{navn}dage"))


def flyt(frist: date, regel: Regel, regler: Regelvaerdier, version: Version) -> date:
    """Return the frist, moved to the next working day when the rule's values say so and the day is a closed one."""
    return regler.kalender.next_working_day(frist) if moves(regel, version) else frist


def moves(regel: Regel, version: Version) -> bool:
    """Tell whether the rule's values move a frist on a closed day to the next working day."""
    return FLYT in regel.navne and version.tekst(f"{regel.kode}.{FLYT}") == "ja"


def udfald(
    regel: Regel,
    sag: Sagsfakta,
    regler: Regelvaerdier,
    dag: date,
    stilling_paa: Callable[[date], Stilling | None],
    *,
    genstand: str | None = None,
) -> Udfald:
    """Return the rule's answer for one genstand; ``stilling_paa`` reads any day on or before ``dag``, None: ingen.

    The one place where a rule is switched off, and where a frist on a closed day moves.
    """
    if not sag.start <= dag < sag.slut:
        return INTET

    def laes(paa: date) -> Stilling | None:
        return _med_lokale_valg(stilling_paa(paa), regel, regler, paa)

    stilling = laes(dag)
    if stilling is None:
        return INTET
    siden = _siden(stilling, laes, sag.start)
    tilstand, _, frist, anker, version, naeste, _ = stilling
    return Udfald((Vurdering(regel.kode, tilstand, frist, siden, anker, version.label, genstand),), naeste)


def reading(
    regel: Regel,
    sag: Sagsfakta,
    regler: Regelvaerdier,
    dag: date,
    stilling_paa: Callable[[date], Stilling | None],
) -> Stilling | None:
    """Return what ``udfald`` judges from: the reading of one day with the kommune's switches, without since when."""
    if not sag.start <= dag < sag.slut:
        return None
    return _med_lokale_valg(stilling_paa(dag), regel, regler, dag)


def aktiv(regel: Regel, regler: Regelvaerdier, dag: date) -> bool:
    """Tell whether a rule that can be switched off is on, by the values valid on the day itself."""
    return AKTIV not in regel.navne or regler.gaeldende(dag, dag).tekst(f"{regel.kode}.{AKTIV}") == "ja"


def _med_lokale_valg(
    stilling: Stilling | None, regel: Regel, regler: Regelvaerdier, dag: date
) -> Stilling | None:
    """Return the reading as the kommune's switches leave it."""
    if stilling is None:
        return None
    if AKTIV in regel.navne:
        if not aktiv(regel, regler, dag):
            return None
        skift = regler.seneste_skift(dag)
        if skift > stilling.fra:
            stilling = stilling._replace(fra=skift, skiftet=False)
    if stilling.frist is None or not moves(regel, stilling.version):
        return stilling
    frist = regler.kalender.next_working_day(stilling.frist)
    return stilling if frist == stilling.frist else _flyttet(stilling, frist, dag)


def _flyttet(stilling: Stilling, frist: date, dag: date) -> Stilling:
    """Return the reading with a later frist; the warning begins when it would have begun without the move."""
    if stilling.tilstand is not Tilstand.OVERSKREDET:
        return stilling._replace(frist=frist)
    if dag <= frist:
        naeste = min(stilling.naeste, frist + EN_DAG)
        return stilling._replace(tilstand=Tilstand.VARSEL, frist=frist, naeste=naeste, skiftet=False)
    return stilling._replace(fra=max(stilling.fra, frist + EN_DAG), frist=frist)


def _siden(stilling: Stilling, stilling_paa: Callable[[date], Stilling | None], tidligst: date) -> date:
    """Walk back from one stretch of equal readings to the one before while the state is the same."""
    while stilling.fra > tidligst:
        if stilling.skiftet:
            return stilling.fra
        foer = stilling_paa(stilling.fra - EN_DAG)
        if foer is None or foer.tilstand is not stilling.tilstand:
            return stilling.fra
        stilling = foer
    return tidligst


def saml(flere: Iterable[Udfald]) -> Udfald:
    """Return the answers for several genstande as one, in the order of the genstande."""
    alle = [et for et in flere if et is not INTET]
    if len(alle) <= 1:
        return alle[0] if alle else INTET
    vurderinger: list[Vurdering] = []
    naeste = AABEN
    for et in alle:
        vurderinger += et.vurderinger
        naeste = min(naeste, et.naeste)
    return Udfald(tuple(sorted(vurderinger, key=lambda v: v.genstand or "")), naeste)
