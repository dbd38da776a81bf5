"""A status meeting when the six months in a fleksjob of few hours have passed.

Source: Udvikling i fleksjob II, indsatsmodel. How early it counts and how late it may be are local choices.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from kalender.maaneder import add_months
from kommuner.indsatsmodel import Regel, Regelvaerdier
from opfoelgning.regler.forklaring import Virkning, straekninger
from opfoelgning.regler.jobvindue import Jobvindue, jobvinduer, statusmoede_holdt, window_end
from opfoelgning.regler.stilling import INTET, Stilling, nedtaelling, saml, udfald
from opfoelgning.regler.typer import Effekt, Sagsfakta, Straekning, Udfald, Vurdering

I_JOBBET = "Fleksjob med få timer"
UDEN_MOEDE = "Statusmøde mangler"


def vurder(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Udfald:
    """Return one judgement for each job of few hours that waits for its status meeting."""
    if not sag.ansaettelser:
        return INTET
    return saml(_udfald(regel, sag, vindue, regler, dag) for vindue in jobvinduer(sag, regler, dag))


def _udfald(regel: Regel, sag: Sagsfakta, vindue: Jobvindue, regler: Regelvaerdier, dag: date) -> Udfald:
    forfalden = window_end(vindue, regler, dag)
    if dag < forfalden:
        return Udfald(naeste=forfalden)
    return udfald(regel, sag, regler, dag, partial(_stilling, regel, vindue, regler), genstand=vindue.job.id)


def earliest(sag: Sagsfakta, regler: Regelvaerdier, job_id: str, dag: date) -> date | None:
    """The first day on which a status meeting counts in a job, as seen on a day; None where none is asked for."""
    regel = regler.model.koder.get("statusmoede")
    vindue = next((v for v in jobvinduer(sag, regler, dag) if v.job.id == job_id), None)
    return _tidligst(regel, vindue, regler, dag) if regel and vindue else None


def _tidligst(regel: Regel, vindue: Jobvindue, regler: Regelvaerdier, dag: date) -> date:
    version = regler.gaeldende(vindue.start, dag)
    return window_end(vindue, regler, dag) - timedelta(days=version.tal(regel.noegle("tidligst_dage_foer")))


def _stilling(regel: Regel, vindue: Jobvindue, regler: Regelvaerdier, dag: date) -> Stilling | None:
    forfalden = window_end(vindue, regler, dag)
    if dag < forfalden:
        return None
    version = regler.gaeldende(vindue.start, dag)
    if statusmoede_holdt(vindue.job, _tidligst(regel, vindue, regler, dag), dag):
        return None
    inden_dage = version.tal(regel.noegle("inden_dage"))
    frist = forfalden + timedelta(days=inden_dage)
    skel = (forfalden, regler.seneste_loebende_skift(dag))
    return nedtaelling(dag, frist, inden_dage, skel, anker=vindue.start, version=version)


def forklar(
    regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date, vurdering: Vurdering
) -> tuple[Straekning, ...]:
    """Return ``[anker, dag)``: the months in the job, and the days since then without a status meeting."""
    version = regler.gaeldende(vurdering.anker, dag)
    forfalden = add_months(vurdering.anker, version.tal("opfoelgning_antal.maaneder"))

    def virkning_paa(dato: date) -> Virkning:
        return Virkning(Effekt.TAELLER, I_JOBBET if dato < forfalden else UDEN_MOEDE, vurdering.genstand)

    return straekninger(vurdering.anker, dag, (forfalden,), virkning_paa)
