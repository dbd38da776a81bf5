"""Contact at least so often in certain phases.

Setup: ``faser``, the numbers of the phases, and ``skift`` = ``virksomhed`` when another interval holds from the first
day in the phase on which the borger is at a company. Parameters: the interval (``interval_dage``, ``interval_uger``
or ``interval_maaneder``, after the switch ``interval_efter_…``), the forms that count, the days of warning.
Source: Udvikling i fleksjob II and Flere skal med 2, indsatsmodel. Forms and days of warning are local choices.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from functools import partial
from itertools import chain
from operator import attrgetter

from kalender.perioder import HarPeriode, daekkende, foren, sidste_dag_senest
from kommuner.indsatsmodel import Regel, Regelvaerdier
from opfoelgning.regler.forklaring import Virkning, straekninger
from opfoelgning.regler.stilling import EN_DAG, INTET, Stilling, frem, nedtaelling, reading, udfald
from opfoelgning.regler.typer import (
    AABEN,
    AndenAktoer,
    Effekt,
    Fase,
    Fravaer,
    Kontakt,
    Sagsfakta,
    Straekning,
    Tilstand,
    Udfald,
    Vurdering,
)

FORMER = {
    "fysisk": "fysisk møde",
    "telefon": "telefon",
    "video": "video",
    "brev": "brev",
    "sms": "sms",
    "email": "e-mail",
}
FORSOEG = {"udeblevet": "Borgeren udeblev", "aflyst": "Aflyst kontakt", "planlagt": "Planlagt kontakt"}


def vurder(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Udfald:
    """Return the judgement of contact on the day; none outside the phases."""
    if _fase(regel, sag, dag) is None:
        return INTET
    return udfald(regel, sag, regler, dag, partial(_stilling, regel, sag, regler))


def laes(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Stilling | None:
    """Return the reading of the day behind ``vurder``, for whoever asks about many days; None: no duty."""
    return reading(regel, sag, regler, dag, partial(_stilling, regel, sag, regler))


def counting_days(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier) -> list[date]:
    """Return the days of contacts that count, in order."""
    return [kontakt.dato for kontakt in sag.kontakter if _taeller(regel, kontakt, regler)]


def in_phase(regel: Regel, sag: Sagsfakta, dag: date) -> bool:
    """Tell whether the day lies in a phase in which the rule asks for contact."""
    return _fase(regel, sag, dag) is not None


def at_company_since(regel: Regel, sag: Sagsfakta, dag: date) -> date | None:
    """Return the first day in the phase at a company, from which a rule with a switch has its other interval."""
    fase = _fase(regel, sag, dag)
    return _paa_virksomhed_fra(sag, fase, dag) if fase and "skift" in regel.opsaetning else None


def earliest_frist(regel: Regel, regler: Regelvaerdier, fra: date) -> date:
    """Return a day before which no deadline counted from ``fra`` or later falls, whatever version governs it."""
    praefikser = ("interval_", "interval_efter_") if "skift" in regel.opsaetning else ("interval_",)
    versioner = (*regler.model.standard, *regler.versioner)
    return min(frem(fra, version, regel, praefiks) for version in versioner for praefiks in praefikser)


def _stilling(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Stilling | None:
    fase = _fase(regel, sag, dag)
    if fase is None:
        return None
    fritagelser = _fritagelser(sag)
    sidste_fritaget = sidste_dag_senest(fritagelser, dag - EN_DAG) or date.min
    anker = max(fase.start, sidste_fritaget, _sidste_kontakt(regel, sag, regler, dag, fase.start))
    if daekkende(fritagelser, dag):
        return _pause(fase, fritagelser, regler, anker, dag)
    foerste_dag = anker + EN_DAG if anker == sidste_fritaget else anker
    skift = _paa_virksomhed_fra(sag, fase, dag) if "skift" in regel.opsaetning else None
    return _loebende(regel, regler, anker, (foerste_dag, skift), dag)


def _loebende(
    regel: Regel, regler: Regelvaerdier, anker: date, begyndt: tuple[date, date | None], dag: date
) -> Stilling:
    """Return the reading of a day without exemption; ``begyndt``: since when the anchor, and the switch, hold."""
    foerste_dag, skift = begyndt
    version = regler.gaeldende(anker, dag)
    frist = frem(anker, version, regel, "interval_efter_" if skift else "interval_")
    skel = (foerste_dag, skift or foerste_dag, regler.seneste_loebende_skift(dag))
    return nedtaelling(
        dag, frist, version.tal(regel.noegle("varsel_dage")), skel, anker=anker, version=version
    )


def _pause(
    fase: Fase, fritagelser: list[Fravaer | AndenAktoer], regler: Regelvaerdier, anker: date, dag: date
) -> Stilling:
    version = regler.gaeldende(anker, dag)
    fritaget = daekkende(foren(fritagelser), dag) or fase
    # The anchor follows one day behind an exemption, and may meet a new version there.
    skift = [gyldig_fra + EN_DAG for gyldig_fra in regler.skift()]
    if regler.gaeldende(dag, dag) is not version:
        skift.append(dag + EN_DAG)
    naeste = min((dato for dato in skift if dato > dag), default=AABEN)
    return Stilling(Tilstand.PAUSE, max(fase.start, fritaget.start), None, anker, version, naeste)


def _fase(regel: Regel, sag: Sagsfakta, dag: date) -> Fase | None:
    fase = daekkende(sag.faser, dag)
    return fase if fase and fase.nr in regel.opsaetning["faser"] else None


def _paa_virksomhed_fra(sag: Sagsfakta, fase: Fase, dag: date) -> date | None:
    """Return the first day in the phase, up to ``dag``, in a job or a virksomhedsrettet tilbud."""
    perioder: chain[HarPeriode] = chain(sag.ansaettelser, (t for t in sag.tilbud if t.virksomhedsrettet))
    dage = (max(p.start, fase.start) for p in perioder if p.start <= dag and fase.start < p.slut)
    return min(dage, default=None)


def _fritagelser(sag: Sagsfakta) -> list[Fravaer | AndenAktoer]:
    return [*(fravaer for fravaer in sag.fravaer if fravaer.pauser_kontakt), *sag.anden_aktoer]


def _sidste_kontakt(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date, tidligst: date) -> date:
    """Return the day of the last contact that counts, or ``tidligst`` when there is none on or after it."""
    for nr in range(bisect_right(sag.kontakter, dag, key=attrgetter("dato")) - 1, -1, -1):
        kontakt = sag.kontakter[nr]
        if kontakt.dato <= tidligst:
            break
        if _taeller(regel, kontakt, regler):
            return kontakt.dato
    return tidligst


def _taeller(regel: Regel, kontakt: Kontakt, regler: Regelvaerdier) -> bool:
    if kontakt.status != "gennemfoert":
        return False
    return kontakt.form in regler.gaeldende(kontakt.dato, kontakt.dato).liste(regel.noegle("former"))


def forklar(
    regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date, vurdering: Vurdering
) -> tuple[Straekning, ...]:
    """Return ``[anker, dag)``: the last contact, exempt days, attempts, and the days without contact."""
    paa_dagen: dict[date, list[Kontakt]] = {}
    for kontakt in sag.kontakter:
        if kontakt.dato < dag:
            paa_dagen.setdefault(kontakt.dato, []).append(kontakt)
    perioder: chain[HarPeriode] = chain(sag.fravaer, sag.anden_aktoer)
    skel = {graense for periode in perioder for graense in (periode.start, periode.slut)}
    skel |= {graense for dato in paa_dagen for graense in (dato, dato + EN_DAG)}

    def virkning_paa(dato: date) -> Virkning:
        kontakter = paa_dagen.get(dato, [])
        return _holdt(regel, kontakter, regler) or _forsoegt(_fritaget_dag(sag, dato), kontakter)

    return straekninger(vurdering.anker, dag, skel, virkning_paa)


UDEN_KONTAKT = Virkning(Effekt.TAELLER, "Ingen kontakt")


def _holdt(regel: Regel, kontakter: list[Kontakt], regler: Regelvaerdier) -> Virkning | None:
    for kontakt in kontakter:
        if _taeller(regel, kontakt, regler):
            return Virkning(Effekt.NULSTILLER, f"Kontakt gennemført ({FORMER[kontakt.form]})", kontakt.id)
    return None


def _forsoegt(fritaget: Virkning | None, kontakter: list[Kontakt]) -> Virkning:
    """Return the effect of a day without contact; attempts are told, but only an exemption stops the days."""
    if not kontakter:
        return fritaget or UDEN_KONTAKT
    forsoeg = "; ".join(_forsoeg(kontakt) for kontakt in kontakter)
    if fritaget:
        return fritaget._replace(grund=f"{fritaget.grund}; {forsoeg}")
    return Virkning(Effekt.TAELLER, f"{forsoeg} – tæller ikke som kontakt", kontakter[0].id)


def _forsoeg(kontakt: Kontakt) -> str:
    hvad = FORSOEG.get(kontakt.status, "Kontakt gennemført")
    return f"{hvad} ({FORMER[kontakt.form]})"


def _fritaget_dag(sag: Sagsfakta, dag: date) -> Virkning | None:
    fravaer = daekkende((f for f in sag.fravaer if f.pauser_kontakt), dag)
    if fravaer:
        post = f"{fravaer.type} {fravaer.start}"
        return Virkning(Effekt.PAUSER, f"{fravaer.navn} – fritaget for kontakt", post)
    aktoer = daekkende(sag.anden_aktoer, dag)
    if aktoer:
        grund = f"Hos anden aktør efter stk. {aktoer.hjemmel[-1]} – fritaget for kontakt"
        return Virkning(Effekt.PAUSER, grund, f"{aktoer.hjemmel} {aktoer.start}")
    return None
