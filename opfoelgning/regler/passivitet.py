"""Six months' passivity on ledighedsydelse.

Source: Udvikling i fleksjob II, indsatsmodel and Spørgsmål og svar (6 November 2019). What long illness is, the days of
warning and the grace after an agreed start are local choices.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from kalender.dansk import dato_aar
from kalender.maaneder import add_months
from kalender.perioder import daekkende
from kommuner.indsatsmodel import Regel, Regelvaerdier, Version
from opfoelgning.regler.dagsvirkning import foer_ankeret, uret, virkning
from opfoelgning.regler.husk import husket
from opfoelgning.regler.passivitetsgrundlag import LEDIGHEDSYDELSE, Grundlag, grundlag, skaeringsdato
from opfoelgning.regler.stilling import EN_DAG, INTET, Stilling, reading, skel_om, udfald
from opfoelgning.regler.typer import Effekt, Sagsfakta, Straekning, Tilstand, Udfald, Vurdering

KODE = "passivitet"

__all__ = ["KODE", "Ur", "forklar", "med_gennemgange", "passivitetsur", "skaeringsdato", "vurder"]


def vurder(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Udfald:
    """Return the judgement of passivity; none on a day that itself stops the clock."""
    if not _paa_ydelsen(sag, dag):
        return INTET
    g = grundlag(sag, regler)
    if dag < g.start:
        return Udfald(naeste=g.start)
    return udfald(regel, sag, regler, dag, partial(_stilling, sag, regler))


def laes(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Stilling | None:
    """Return the reading of the day behind ``vurder``, for whoever asks about many; None: the clock stands still."""
    if not _paa_ydelsen(sag, dag):
        return None
    g = grundlag(sag, regler)
    return None if dag < g.start else reading(regel, sag, regler, dag, partial(_stilling, sag, regler))


def _paa_ydelsen(sag: Sagsfakta, dag: date) -> bool:
    """Tell cheaply that the clock may run: on the benefit and in no job."""
    ydelser = [ydelse for ydelse in sag.ydelser if ydelse.type == LEDIGHEDSYDELSE]
    return daekkende(ydelser, dag) is not None and daekkende(sag.ansaettelser, dag) is None


@husket
def _stilling(sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Stilling | None:
    g = grundlag(sag, regler)
    anker = g.anker(dag)
    if anker is None:
        return None
    version = regler.gaeldende(anker, dag)
    passiv = _passiv_fra(g, anker, version, dag)
    frist = passiv - EN_DAG if passiv else None
    ventetider = _ventetider(g, version)
    tilstand = _tilstand(g, frist, version, ventetider, dag)
    kendt = [anker, *g.skel(), *[udloebet for _, udloebet in ventetider], regler.seneste_loebende_skift(dag)]
    egne = [passiv, frist - timedelta(days=version.tal("passivitet.varsel_dage"))] if passiv and frist else []
    fra, naeste = skel_om(dag, [*kendt, *egne])
    # Begun by the frist alone: the day before saw the same one, not yet so near, or none.
    skiftet = tilstand in (Tilstand.VARSEL, Tilstand.OVERSKREDET) and fra not in kendt
    return Stilling(tilstand, fra, frist, anker, version, naeste, skiftet)


def _passiv_fra(g: Grundlag, anker: date, version: Version, dag: date) -> date | None:
    """Return the first passive day, past or expected; None when something known stops the clock before it."""
    passiv = g.opfyldt(anker, _dage_i_alt(anker, version), dag)
    return passiv if passiv and (passiv <= dag or passiv < g.uret_slutter(dag)) else None


def _dage_i_alt(anker: date, version: Version) -> int:
    return (add_months(anker, version.tal("passivitet.maaneder")) - anker).days


def _tilstand(
    g: Grundlag, frist: date | None, version: Version, ventetider: list[tuple[date, date]], dag: date
) -> Tilstand:
    if frist and dag > frist:
        tilstand = Tilstand.OVERSKREDET
    elif daekkende(g.pauser, dag):
        return Tilstand.PAUSE
    elif frist and (frist - dag).days <= version.tal("passivitet.varsel_dage"):
        tilstand = Tilstand.VARSEL
    else:
        return Tilstand.LOEBER
    afventer = any(begynder <= dag < udloebet for begynder, udloebet in ventetider)
    return Tilstand.AFVENTER if afventer else tilstand


def _ventetider(g: Grundlag, version: Version) -> list[tuple[date, date]]:
    """Return the half-open times during which an agreed measure is waited for."""
    if not g.aftaler:
        return []
    inden = timedelta(days=version.tal("passivitet.aftalt_inden_dage"))
    frist = timedelta(days=version.tal("passivitet.aftalt_frist_dage"))
    return [
        (gennemgang.dato, forventet + frist + EN_DAG)
        for gennemgang, forventet in g.aftaler
        if forventet - gennemgang.dato <= inden
    ]


def forklar(
    regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date, vurdering: Vurdering
) -> tuple[Straekning, ...]:
    """Return ``[anker, dag)`` with the effect of every day; the counting days add up to the count."""
    g, anker = grundlag(sag, regler), vurdering.anker
    alle = uret(g, anker, dag, _brudte_aftaler(g, regler.gaeldende(anker, dag), dag))
    return med_gennemgange(sag, regler, dag, anker, alle)


def med_gennemgange(
    sag: Sagsfakta, regler: Regelvaerdier, dag: date, anker: date, straekninger: tuple[Straekning, ...]
) -> tuple[Straekning, ...]:
    """Return the same stretches of the clock, their reasons with each review and how long its measure is waited for.

    The days stay as they are: waiting changes the state, not what a day does to the clock.
    """
    ventetider = _ventetider(grundlag(sag, regler), regler.gaeldende(anker, dag))

    def fortalt(en: Straekning) -> Straekning:
        for fra, udloebet in ventetider:
            if anker < udloebet and en.start <= max(fra, anker) < en.slut:
                en = en._replace(grund=f"{en.grund} ({_gennemgaaet(fra, udloebet)})")
        return en

    return tuple(map(fortalt, straekninger))


def _gennemgaaet(fra: date, udloebet: date) -> str:
    return f"sagen gennemgået {dato_aar(fra)}, ventetid på den aftalte indsats til og med {dato_aar(udloebet - EN_DAG)}"


def _brudte_aftaler(g: Grundlag, version: Version, dag: date) -> list[date]:
    frist = timedelta(days=version.tal("passivitet.aftalt_frist_dage"))
    return [udloebet - frist - EN_DAG for _, udloebet in _ventetider(g, version) if udloebet <= dag]


class Ur(NamedTuple):
    """The passivity clock on one day, also when the rule has no state.

    ``antal`` of ``dage_i_alt`` days count in ``[anker, dag)``, which ``straekninger`` cover without gaps. ``effekt``,
    ``grund`` and ``post`` tell what the day itself does. When the day stops the clock, ``tilstand`` is None and
    ``anker`` is the day after. ``foer`` is the last stretch that stopped the clock, up to the anchor and at most the
    rule's months long; None when a genbehandling started the clock. ``frist`` is None when no date can be given.
    """

    anker: date
    dage_i_alt: int
    antal: int
    frist: date | None
    tilstand: Tilstand | None
    effekt: Effekt
    grund: str
    post: str | None
    regelsaet: str
    straekninger: tuple[Straekning, ...]
    foer: Straekning | None


def passivitetsur(sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Ur | None:
    """Return the passivity clock on the day; None outside the forløb, or without the rule."""
    if not sag.start <= dag < sag.slut or KODE not in regler.model.koder:
        return None
    g = grundlag(sag, regler)
    stilling = _stilling(sag, regler, dag)
    anker = stilling.anker if stilling else dag + EN_DAG
    version = stilling.version if stilling else regler.gaeldende(anker, dag)
    virker = virkning(g, dag, dag)
    return Ur(
        anker=anker,
        dage_i_alt=_dage_i_alt(anker, version),
        antal=g.talte_dage(anker, dag) if stilling else 0,
        frist=stilling.frist if stilling else None,
        tilstand=stilling.tilstand if stilling else None,
        effekt=virker.effekt,
        grund=virker.grund,
        post=virker.post,
        regelsaet=version.label,
        straekninger=uret(g, anker, dag, _brudte_aftaler(g, version, dag)),
        foer=foer_ankeret(g, anker, dag, version.tal("passivitet.maaneder")),
    )
