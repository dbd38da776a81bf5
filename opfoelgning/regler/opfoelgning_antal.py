"""Four follow-ups, two of them in person, in the first six months of a fleksjob of few hours.

Source: Udvikling i fleksjob II, indsatsmodel. The days of warning are a local choice.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from kalender.maaneder import add_months
from kommuner.indsatsmodel import Regel, Regelvaerdier, Version
from opfoelgning.regler.forklaring import Virkning, straekninger
from opfoelgning.regler.jobvindue import (
    Jobvindue,
    holdte,
    job_med_id,
    jobvinduer,
    statusmoede_holdt,
)
from opfoelgning.regler.stilling import EN_DAG, INTET, Stilling, flyt, saml, skel_om, udfald
from opfoelgning.regler.typer import Effekt, Opfoelgning, Sagsfakta, Straekning, Tilstand, Udfald, Vurdering

KODE = "opfoelgning_antal"


def vurder(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Udfald:
    """Return one judgement for each job of few hours whose six months run, or ended incomplete."""
    if not sag.ansaettelser:
        return INTET
    return saml(
        udfald(regel, sag, regler, dag, partial(_stilling, regel, vindue, regler), genstand=vindue.job.id)
        for vindue in jobvinduer(sag, regler, dag)
    )


def _stilling(regel: Regel, vindue: Jobvindue, regler: Regelvaerdier, dag: date) -> Stilling | None:
    job, start = vindue
    if dag < start:
        return None
    version = regler.gaeldende(start, dag)
    slut = add_months(start, version.tal("opfoelgning_antal.maaneder"))
    sidste = flyt(slut - EN_DAG, regel, regler, version)
    holdt = holdte(job, start, dag)
    mangler = _mangler([opfoelgning for opfoelgning in holdt if opfoelgning.dato <= sidste], version)
    if dag >= slut and (not mangler or statusmoede_holdt(job, slut, dag)):
        return None
    varsel_fra = slut - EN_DAG - timedelta(days=version.tal("opfoelgning_antal.varsel_dage"))
    trin = _trin(start, slut, version.tal("opfoelgning_antal.antal"))
    holdt_paa = [opfoelgning.dato for opfoelgning in job.opfoelgninger]
    skel = skel_om(dag, (start, slut, varsel_fra, *trin, *holdt_paa, regler.seneste_loebende_skift(dag)))
    if dag >= slut:
        tilstand = Tilstand.OVERSKREDET
    else:
        bagud = len(holdt) < sum(dato <= dag for dato in trin)
        tilstand = Tilstand.VARSEL if bagud or (mangler and dag >= varsel_fra) else Tilstand.LOEBER
    frist = slut - EN_DAG if mangler else None
    return Stilling(tilstand, skel.fra, frist, start, version, skel.naeste)


def first_due(sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> date | None:
    """The day by which the first follow-up should be held, in a job of few hours where none is; None elsewhere."""
    if KODE not in regler.model.koder:
        return None
    for job, start in jobvinduer(sag, regler, dag):
        if not holdte(job, start, dag):
            version = regler.gaeldende(start, dag)
            slut = add_months(start, version.tal("opfoelgning_antal.maaneder"))
            return _trin(start, slut, version.tal("opfoelgning_antal.antal"))[0] if dag < slut else None
    return None


def _mangler(holdt: list[Opfoelgning], version: Version) -> bool:
    fremmoeder = sum(opfoelgning.fremmoede_virksomhed for opfoelgning in holdt)
    antal, heraf = version.tal("opfoelgning_antal.antal"), version.tal("opfoelgning_antal.heraf_fremmoede")
    return len(holdt) < antal or fremmoeder < heraf


def _trin(start: date, slut: date, antal: int) -> list[date]:
    """Return the days by which the first, second … follow-up but the last should be held."""
    laengde = (slut - start).days
    return [start + timedelta(days=nr * laengde // antal) for nr in range(1, antal)]


def forklar(
    regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date, vurdering: Vurdering
) -> tuple[Straekning, ...]:
    """Return ``[anker, dag)``: each follow-up on its own day, held or not, and the days between them."""
    version = regler.gaeldende(vurdering.anker, dag)
    slut = add_months(vurdering.anker, version.tal("opfoelgning_antal.maaneder"))
    paa_dagen: dict[date, list[Opfoelgning]] = {}
    for opfoelgning in job_med_id(sag, vurdering.genstand).opfoelgninger:
        if opfoelgning.dato < dag:
            paa_dagen.setdefault(opfoelgning.dato, []).append(opfoelgning)
    skel = {slut, *(graense for dato in paa_dagen for graense in (dato, dato + EN_DAG))}

    def virkning_paa(dato: date) -> Virkning:
        if dagens := paa_dagen.get(dato):
            return Virkning(Effekt.TAELLER, "; ".join(_hvad(en) for en in dagens), dagens[0].id)
        return Virkning(Effekt.TAELLER, "Ingen opfølgning" if dato < slut else FOR_FAA)

    return straekninger(vurdering.anker, dag, skel, virkning_paa)


FOR_FAA = "Perioden er gået uden opfølgninger nok"


def _hvad(opfoelgning: Opfoelgning) -> str:
    navn = "Statusmøde" if opfoelgning.statusmoede else "Opfølgning"
    if opfoelgning.status != "gennemfoert":
        hvordan = {"udeblevet": "borgeren udeblev", "aflyst": "aflyst", "planlagt": "planlagt, ikke holdt"}
        return f"{navn}: {hvordan[opfoelgning.status]} – tæller ikke"
    return (
        f"{navn} holdt ved fremmøde på virksomheden" if opfoelgning.fremmoede_virksomhed else f"{navn} holdt"
    )
