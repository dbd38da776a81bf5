"""A message from the borger is answered within 24 hours, by the clock.

Source: Udvikling i fleksjob II, indsatsmodel. Age is time that has passed, so a night with or without the extra hour of
summer time changes nothing. A judgement on a day without a clock time looks from the end of that day in
Europe/Copenhagen; ``nu`` looks from an instant of the day instead. A message is seen from when it came in until it was
answered: by the day's end, or to the minute of ``nu``. ``frist`` is the day on which the hours run out; on that very
day the state is overskredet once they have.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import NamedTuple
from zoneinfo import ZoneInfo

from kommuner.indsatsmodel import Regel, Regelvaerdier
from opfoelgning.regler.forklaring import ensartet
from opfoelgning.regler.stilling import EN_DAG, INTET, Stilling, saml, skel_om, udfald
from opfoelgning.regler.typer import AABEN, Henvendelse, Sagsfakta, Straekning, Tilstand, Udfald, Vurdering

DANSK_TID = ZoneInfo("Europe/Copenhagen")
KORTEST = timedelta(microseconds=1)


def vurder(
    regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date, nu: datetime | None = None
) -> Udfald:
    """Return one judgement for each message that waits on the day; ``nu``: the instant of the day to look from."""
    if not sag.henvendelser:
        return INTET
    syn = Syn(dag, nu)
    fundne = saml(
        udfald(
            regel,
            sag,
            regler,
            dag,
            partial(_stilling, regel, henvendelse, regler, syn),
            genstand=henvendelse.id,
        )
        for henvendelse in sag.henvendelser
        if not _before(henvendelse.besvaret, dag) and syn.venter(henvendelse)
    )
    if syn.sees_more_later(sag):
        return fundne._replace(naeste=min(fundne.naeste, dag + EN_DAG))
    return fundne


def days_after(sag: Sagsfakta, dag: date) -> list[date]:
    """Return the later days on which a message comes in or is answered."""
    tider = (tid for henvendelse in sag.henvendelser for tid in (henvendelse.modtaget, henvendelse.besvaret))
    return [en_dag for tid in tider if tid and not _before(tid, dag) and (en_dag := local_day(tid)) > dag]


def _before(tidspunkt: datetime | None, dag: date) -> bool:
    """Tell cheaply, whatever its offset from UTC, that an instant lies on a day before ``dag``; False: unknown."""
    return tidspunkt is not None and (dag - tidspunkt.date()).days > 1


def local_day(tidspunkt: datetime) -> date:
    """Return the day of an instant in Denmark, at the ends of the calendar the nearest day there is."""
    try:
        return tidspunkt.astimezone(DANSK_TID).date()
    except OverflowError:
        return AABEN if tidspunkt.year > 1 else date.min


def start_of_day(dag: date) -> datetime:
    """Return the instant at which the day begins in Denmark."""
    return datetime.combine(dag, time(), DANSK_TID).astimezone(UTC)


def _instants(henvendelse: Henvendelse) -> tuple[datetime, ...]:
    """Return when the message came in and, if it was, when it was answered."""
    modtaget, besvaret = henvendelse.modtaget, henvendelse.besvaret
    return (modtaget, besvaret) if besvaret else (modtaget,)


class Syn(NamedTuple):
    """Where a judgement looks from: its day, and the instant of it (None: the day's end)."""

    dag: date
    nu: datetime | None

    def fra(self, dag: date) -> datetime:
        """Return the instant from which a day is seen; earlier days from their end, whatever the hour of the last."""
        return self.nu if self.nu and dag == self.dag else start_of_day(dag + EN_DAG) - KORTEST

    def har_set(self, tidspunkt: datetime) -> bool:
        """Tell whether an instant has come."""
        return tidspunkt <= self.nu if self.nu else local_day(tidspunkt) <= self.dag

    def venter(self, henvendelse: Henvendelse) -> bool:
        """Tell whether a message has come in and not been answered."""
        besvaret = henvendelse.besvaret
        return self.har_set(henvendelse.modtaget) and not (besvaret and self.har_set(besvaret))

    def sees_more_later(self, sag: Sagsfakta) -> bool:
        """Tell whether a message comes in or is answered on the day itself, but after the instant."""
        return self.nu is not None and any(
            tid > self.nu and local_day(tid) == self.dag
            for henvendelse in sag.henvendelser
            for tid in _instants(henvendelse)
        )


def _stilling(
    regel: Regel, henvendelse: Henvendelse, regler: Regelvaerdier, syn: Syn, dag: date
) -> Stilling | None:
    modtaget = local_day(henvendelse.modtaget)
    if dag < modtaget:
        return None
    version = regler.gaeldende(modtaget, dag)
    varsel = henvendelse.modtaget + timedelta(hours=version.tal(regel.noegle("varsel_timer")))
    udloeb = henvendelse.modtaget + timedelta(hours=version.tal(regel.noegle("timer")))
    # The first days that end after the hours have run out, not on the instant itself.
    skift = [local_day(tid + KORTEST) for tid in (varsel, udloeb)]
    fra, naeste = skel_om(dag, (modtaget, *skift, regler.seneste_loebende_skift(dag)))
    if syn.nu and dag == syn.dag and dag in skift:
        naeste = dag + EN_DAG
    return Stilling(
        _tilstand(syn.fra(dag), varsel, udloeb), fra, local_day(udloeb), modtaget, version, naeste
    )


def _tilstand(tidspunkt: datetime, varsel: datetime, udloeb: datetime) -> Tilstand:
    if tidspunkt > udloeb:
        return Tilstand.OVERSKREDET
    return Tilstand.VARSEL if tidspunkt > varsel else Tilstand.LOEBER


def runs_out(regel: Regel, henvendelse: Henvendelse, regler: Regelvaerdier, dag: date) -> datetime:
    """Return the last instant at which an answer is in time, by the values that hold on ``dag``."""
    version = regler.gaeldende(local_day(henvendelse.modtaget), dag)
    return henvendelse.modtaget + timedelta(hours=version.tal(regel.noegle("timer")))


def next_instant(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, nu: datetime) -> datetime | None:
    """Return the first instant after ``nu`` at which a message comes, ages or is answered; None: no more."""
    tider: list[datetime] = []
    for henvendelse in sag.henvendelser:
        if henvendelse.besvaret is None or henvendelse.besvaret > nu:
            version = regler.gaeldende(local_day(henvendelse.modtaget), local_day(nu))
            tider += _instants(henvendelse)
            tider += (
                henvendelse.modtaget + timedelta(hours=version.tal(regel.noegle(navn))) + KORTEST
                for navn in ("varsel_timer", "timer")
            )
    return min((tid for tid in tider if tid > nu), default=None)


def forklar(
    regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date, vurdering: Vurdering
) -> tuple[Straekning, ...]:
    """Return the days since the message came in as one stretch ``[anker, dag)``."""
    return ensartet(vurdering.anker, dag, "Henvendelsen er ikke besvaret", vurdering.genstand)
