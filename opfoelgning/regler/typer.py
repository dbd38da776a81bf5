"""The facts a rule may see and the answers it gives: plain, immutable, without Django.

All periods are half-open: ``slut`` is the first day that no longer counts and ``AABEN``
(``date.max``) when nothing is known of an end. Every tuple of records is sorted by its
first day. Ids are the external keys of `sagsdata`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

AABEN = date.max


class Tilstand(StrEnum):
    """State of one rule for one forløb on one day; ``ingen`` is never reported."""

    LOEBER = "loeber"
    VARSEL = "varsel"
    OVERSKREDET = "overskredet"
    PAUSE = "pause"
    AFVENTER = "afventer"


class Effekt(StrEnum):
    """What one day, or one stretch of days, does to a clock."""

    NULSTILLER = "nulstiller"
    PAUSER = "pauser"
    TAELLER = "taeller"


class Fase(NamedTuple):
    nr: int
    start: date
    slut: date = AABEN


class Ydelse(NamedTuple):
    type: str
    start: date
    slut: date = AABEN


class Fravaer(NamedTuple):
    """Absence or exemption with the effects its type had in the kommune's code table."""

    type: str
    navn: str
    start: date
    slut: date = AABEN
    pauser_kontakt: bool = True
    pauser_passivitet: bool = True
    er_sygdom: bool = False


class AndenAktoer(NamedTuple):
    hjemmel: str  # "stk1" (the borger's right) or "stk2" (the borger's duty)
    start: date
    slut: date = AABEN


class Tilbud(NamedTuple):
    id: str
    type: str
    start: date
    slut: date = AABEN
    virksomhedsrettet: bool = False
    parallel: bool = False


class Timer(NamedTuple):
    """Hours of a job from a day on, until the next entry."""

    fra: date
    timer: Decimal  # agreed hours per week
    intensitet: int = 100  # arbejdsintensitet, percent


class Opfoelgning(NamedTuple):
    id: str
    dato: date
    form: str
    status: str
    fremmoede_virksomhed: bool = False
    statusmoede: bool = False


class Ansaettelse(NamedTuple):
    """A fleksjob. ``aftale_udfyldt``/``vitas`` are the days of completion and registration, or None."""

    id: str
    start: date
    slut: date = AABEN
    timer: tuple[Timer, ...] = ()
    aftale_udfyldt: date | None = None
    vitas: date | None = None
    opfoelgninger: tuple[Opfoelgning, ...] = ()


class Kontakt(NamedTuple):
    id: str
    dato: date
    form: str
    status: str


class Sagsgennemgang(NamedTuple):
    dato: date
    resultat: str  # indsats_aftalt, genbehandling, lovlig_grund
    forventet_start: date | None = None


class Tildeling(NamedTuple):
    medarbejder: str
    start: date
    slut: date = AABEN


class Markering(NamedTuple):
    navn: str
    start: date
    slut: date = AABEN


class Henvendelse(NamedTuple):
    id: str
    modtaget: datetime
    besvaret: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sagsfakta:
    """Everything known of one forløb, past and planned; rules themselves leave out what begins after the day.

    ``udregnet`` is no fact: it keeps what ``regler.husk`` has worked out of the facts, as long as they are there.
    """

    id: str
    indsatsmodel: str
    start: date
    slut: date = AABEN
    progredierende_fra: date | None = None
    faser: tuple[Fase, ...] = ()
    tildelinger: tuple[Tildeling, ...] = ()
    ydelser: tuple[Ydelse, ...] = ()
    fravaer: tuple[Fravaer, ...] = ()
    anden_aktoer: tuple[AndenAktoer, ...] = ()
    tilbud: tuple[Tilbud, ...] = ()
    ansaettelser: tuple[Ansaettelse, ...] = ()
    kontakter: tuple[Kontakt, ...] = ()
    sagsgennemgange: tuple[Sagsgennemgang, ...] = ()
    genbehandlinger: tuple[date, ...] = ()
    markeringer: tuple[Markering, ...] = ()
    henvendelser: tuple[Henvendelse, ...] = ()
    udregnet: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)


class Straekning(NamedTuple):
    """One stretch ``[start, slut)`` of an explanation."""

    start: date
    slut: date
    effekt: Effekt
    grund: str  # Danish, fit for the screen
    post: str | None = None  # the record behind it: its external id or "type fra"

    @property
    def dage(self) -> int:
        return (self.slut - self.start).days


class Vurdering(NamedTuple):
    """The judgement of one rule on one forløb (and one job, follow-up …: ``genstand``) on one day.

    ``frist`` is the last day in time, ``siden`` the first day of the present state, ``anker`` the day the clock
    started running, ``regelsaet`` the label of the version whose values were used.
    """

    regel: str
    tilstand: Tilstand
    frist: date | None
    siden: date
    anker: date
    regelsaet: str
    genstand: str | None = None


class Udfald(NamedTuple):
    """What a rule answers for a day: its judgements, and the first later day on which the rule's own
    thresholds can change them while the facts stay as they are (``AABEN``: never). Days on which known records
    begin or end are added by the engine and need not be repeated here."""

    vurderinger: tuple[Vurdering, ...] = ()
    naeste: date = AABEN
