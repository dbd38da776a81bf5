"""Contact at least every 14th day in phase 2.

Source: Udvikling i fleksjob II, indsatsmodel. Forms that count and the days of warning are local choices.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from functools import partial
from itertools import chain
from operator import attrgetter

from kalender.perioder import HarPeriode, daekkende, foren, sidste_dag_senest
from kommuner.indsatsmodel import Regelvaerdier
from opfoelgning.regler.forklaring import Virkning, straekninger
from opfoelgning.regler.stilling import EN_DAG, Stilling, nedtaelling, skel_om, udfald
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

KODE = "kontakt"
JOBSOEGNING = 2

FORMER = {
    "fysisk": "fysisk møde",
    "telefon": "telefon",
    "video": "video",
    "brev": "brev",
    "sms": "sms",
    "email": "e-mail",
}
FORSOEG = {"udeblevet": "Borgeren udeblev", "aflyst": "Aflyst kontakt", "planlagt": "Planlagt kontakt"}


def vurder(sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Udfald:
    """Return the judgement of contact on the day; none outside phase 2."""
    return udfald(KODE, sag, dag, partial(_stilling, sag, regler))


def _stilling(sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Stilling | None:
    fase = _jobsoegning(sag, dag)
    if fase is None:
        return None
    fritagelser = _fritagelser(sag)
    sidste_fritaget = sidste_dag_senest(fritagelser, dag - EN_DAG) or date.min
    anker = max(fase.start, sidste_fritaget, _sidste_kontakt(sag, regler, dag, fase.start))
    if daekkende(fritagelser, dag):
        return _pause(fase, fritagelser, regler, anker, dag)
    foerste_dag = anker + EN_DAG if anker == sidste_fritaget else anker
    return _loebende(regler, anker, foerste_dag, dag)


def _loebende(regler: Regelvaerdier, anker: date, foerste_dag: date, dag: date) -> Stilling:
    version = regler.gaeldende(anker, dag)
    frist = anker + timedelta(days=version.tal("kontakt.interval_dage"))
    varsel_dage = version.tal("kontakt.varsel_dage")
    varsel_fra = frist - timedelta(days=varsel_dage)
    loebende_skift = regler.seneste_loebende_skift(dag)
    skel = skel_om(dag, (foerste_dag, varsel_fra, frist + EN_DAG, loebende_skift))
    return Stilling(nedtaelling(dag, frist, varsel_dage), skel.fra, frist, anker, version, skel.naeste)


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


def _jobsoegning(sag: Sagsfakta, dag: date) -> Fase | None:
    fase = daekkende(sag.faser, dag)
    return fase if fase and fase.nr == JOBSOEGNING else None


def _fritagelser(sag: Sagsfakta) -> list[Fravaer | AndenAktoer]:
    return [*(fravaer for fravaer in sag.fravaer if fravaer.pauser_kontakt), *sag.anden_aktoer]


def _sidste_kontakt(sag: Sagsfakta, regler: Regelvaerdier, dag: date, tidligst: date) -> date:
    """Return the day of the last contact that counts, or ``tidligst`` when there is none on or after it."""
    for nr in range(bisect_right(sag.kontakter, dag, key=attrgetter("dato")) - 1, -1, -1):
        kontakt = sag.kontakter[nr]
        if kontakt.dato <= tidligst:
            break
        if _taeller(kontakt, regler):
            return kontakt.dato
    return tidligst


def _taeller(kontakt: Kontakt, regler: Regelvaerdier) -> bool:
    former = regler.gaeldende(kontakt.dato, kontakt.dato).liste("kontakt.former")
    return kontakt.status == "gennemfoert" and kontakt.form in former


def forklar(sag: Sagsfakta, regler: Regelvaerdier, dag: date, vurdering: Vurdering) -> tuple[Straekning, ...]:
    """Return ``[anker, dag)``: the last contact, exempt days, attempts, and the days without contact."""
    paa_dagen: dict[date, list[Kontakt]] = {}
    for kontakt in sag.kontakter:
        if kontakt.dato < dag:
            paa_dagen.setdefault(kontakt.dato, []).append(kontakt)
    perioder: chain[HarPeriode] = chain(sag.fravaer, sag.anden_aktoer)
    skel = {graense for periode in perioder for graense in (periode.start, periode.slut)}
    skel |= {graense for dato in paa_dagen for graense in (dato, dato + EN_DAG)}

    def virkning_paa(dato: date) -> Virkning:
        return _kontaktdag(paa_dagen.get(dato, []), regler) or _fritaget_dag(sag, dato) or UDEN_KONTAKT

    return straekninger(vurdering.anker, dag, skel, virkning_paa)


UDEN_KONTAKT = Virkning(Effekt.TAELLER, "Ingen kontakt")


def _kontaktdag(kontakter: list[Kontakt], regler: Regelvaerdier) -> Virkning | None:
    for kontakt in kontakter:
        if _taeller(kontakt, regler):
            return Virkning(Effekt.NULSTILLER, f"Kontakt gennemført ({FORMER[kontakt.form]})", kontakt.id)
    if not kontakter:
        return None
    forsoeg = "; ".join(_forsoeg(kontakt) for kontakt in kontakter)
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
