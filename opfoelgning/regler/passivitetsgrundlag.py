"""The records the passivity clock runs on, as seen on any day of the forløb.

A judgement at a day sees the records that have begun by then, each with its whole known end. The effect of one day
therefore depends on the day it is seen from: illness turns into long illness, for all its days, only when its length
up to the day of the judgement reaches the limit.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from kalender.perioder import HarPeriode, Periode, daekkende, foren, sidste_dag_senest
from kommuner.indsatsmodel import Regelvaerdier
from opfoelgning.regler.husk import husket
from opfoelgning.regler.stilling import EN_DAG
from opfoelgning.regler.typer import (
    AABEN,
    AndenAktoer,
    Ansaettelse,
    Fravaer,
    Sagsfakta,
    Sagsgennemgang,
    Tilbud,
    Ydelse,
)

LEDIGHEDSYDELSE = "ledighedsydelse"
RET = "stk1"
PLIGT = "stk2"


class Sygdom(NamedTuple):
    """One uninterrupted illness and the day ``lang_fra`` on which its length reaches the limit."""

    start: date
    slut: date
    lang_fra: date


class Grundlag(NamedTuple):
    """The records of one forløb sorted by what they do to the clock; made by ``grundlag``."""

    regler: Regelvaerdier
    forloeb: Periode
    start: date  # no day before it counts
    ledighedsydelser: list[Ydelse]
    paa_ledighedsydelse: list[Periode]
    ansaettelser: tuple[Ansaettelse, ...]
    genbehandlinger: tuple[date, ...]
    tilbud: list[Tilbud]  # virksomhedsrettede
    andre_tilbud: list[Tilbud]
    pligt: list[AndenAktoer]
    ret: list[AndenAktoer]
    fravaer: tuple[Fravaer, ...]
    sygeperioder: list[Fravaer]
    sygdomme: list[Sygdom]  # only those that become long, at their full length
    pauser: list[Fravaer]
    aftaler: list[tuple[Sagsgennemgang, date]]  # reviews with an agreed measure, and its expected start

    def anker(self, dag: date) -> date | None:
        """Return the day the clock started running, seen from ``dag``; None when the day itself stops it."""
        ydelse = daekkende(self.paa_ledighedsydelse, dag)
        if ydelse is None or dag < self.start:
            return None
        lange = [sygdom for sygdom in self.sygdomme if sygdom.lang_fra <= dag]
        nulstillende: list[HarPeriode] = [*self.ansaettelser, *self.tilbud, *self.pligt, *lange]
        sidste = sidste_dag_senest(nulstillende, dag) or date.min
        if sidste == dag:
            return None
        anker = max(self.start, ydelse.start, sidste + EN_DAG)
        return max([anker, *[moede for moede in self.genbehandlinger if moede <= dag]])

    def uret_slutter(self, dag: date) -> date:
        """Return the first later day on which what is known on ``dag`` stops the clock (``AABEN``: never)."""
        ydelse = daekkende(self.ledighedsydelser, dag)
        slut = min(self.forloeb.slut, ydelse.slut if ydelse else dag)
        if not self.sygeperioder:
            return slut
        sygdom = daekkende(foren([s for s in self.sygeperioder if s.start <= dag]), dag)
        if sygdom:
            lang_fra = sygdom_lang_fra(sygdom.start, self.regler)
            if lang_fra < sygdom.slut:
                slut = min(slut, lang_fra)
        return slut

    def opfyldt(self, anker: date, antal: int, dag: date) -> date | None:
        """Return the first day before which ``antal`` days have counted since ``anker``, past or to come.

        Pauses begun by ``dag`` run as recorded and every other day counts; None when an open pause runs first.
        """
        fremme = anker
        for pause in foren([pause for pause in self.pauser if pause.start <= dag]):
            if (pause.start - fremme).days >= antal:
                break
            antal -= max((pause.start - fremme).days, 0)
            fremme = max(fremme, pause.slut)
        return fremme + timedelta(days=antal) if antal < (AABEN - fremme).days else None

    def talte_dage(self, anker: date, dag: date) -> int:
        """Return the number of days in ``[anker, dag)`` that count."""
        pauserede = sum(max((min(p.slut, dag) - max(p.start, anker)).days, 0) for p in foren(self.pauser))
        return (dag - anker).days - pauserede

    def skel(self) -> list[date]:
        """Return every day on which a record changes what the clock shows of a day it runs on."""
        perioder: list[HarPeriode] = [*self.ledighedsydelser, *self.sygeperioder, *self.pauser]
        return [
            *[periode.start for periode in perioder],
            *[pause.slut for pause in self.pauser],
            *[sygdom.lang_fra for sygdom in self.sygdomme],
            *[gennemgang.dato for gennemgang, _ in self.aftaler],
        ]


@husket
def grundlag(sag: Sagsfakta, regler: Regelvaerdier) -> Grundlag:
    """Return what the passivity clock of a forløb runs on."""
    ydelser = [ydelse for ydelse in sag.ydelser if ydelse.type == LEDIGHEDSYDELSE]
    sygeperioder = [fravaer for fravaer in sag.fravaer if fravaer.er_sygdom]
    return Grundlag(
        regler=regler,
        forloeb=Periode(sag.start, sag.slut),
        start=max(sag.start, skaeringsdato(sag, regler)),
        ledighedsydelser=ydelser,
        paa_ledighedsydelse=foren(ydelser),
        ansaettelser=sag.ansaettelser,
        genbehandlinger=sag.genbehandlinger,
        tilbud=[tilbud for tilbud in sag.tilbud if tilbud.virksomhedsrettet],
        andre_tilbud=[tilbud for tilbud in sag.tilbud if not tilbud.virksomhedsrettet],
        pligt=[aktoer for aktoer in sag.anden_aktoer if aktoer.hjemmel == PLIGT],
        ret=[aktoer for aktoer in sag.anden_aktoer if aktoer.hjemmel == RET],
        fravaer=sag.fravaer,
        sygeperioder=sygeperioder,
        sygdomme=_lange_sygdomme(sygeperioder, regler),
        pauser=[fravaer for fravaer in sag.fravaer if fravaer.pauser_passivitet],
        aftaler=[
            (gennemgang, gennemgang.forventet_start)
            for gennemgang in sag.sagsgennemgange
            if gennemgang.resultat == "indsats_aftalt" and gennemgang.forventet_start
        ],
    )


def skaeringsdato(sag: Sagsfakta, regler: Regelvaerdier) -> date:
    """Return the day before which no day counts, from the version valid when the forløb began."""
    return regler.gaeldende(sag.start, sag.start).dato("passivitet.skaeringsdato")


def sygdom_lang_fra(start: date, regler: Regelvaerdier) -> date:
    """Return the day on which an illness reaches the limit of the version valid on its first day."""
    graense = regler.gaeldende(start, start).tal("passivitet.langvarig_sygdom_dage")
    return start + timedelta(days=min(graense - 1, (AABEN - start).days))


def _lange_sygdomme(sygeperioder: list[Fravaer], regler: Regelvaerdier) -> list[Sygdom]:
    alle = [Sygdom(p.start, p.slut, sygdom_lang_fra(p.start, regler)) for p in foren(sygeperioder)]
    return [sygdom for sygdom in alle if sygdom.lang_fra < sygdom.slut]
