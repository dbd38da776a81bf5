"""A fleksjob runs and is not registered in VITAS.

Source: Udvikling i fleksjob II, indsatsmodel.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from kommuner.indsatsmodel import Regel, Regelvaerdier
from opfoelgning.regler.forklaring import ensartet
from opfoelgning.regler.stilling import INTET, Stilling, saml, udfald
from opfoelgning.regler.typer import AABEN, Ansaettelse, Sagsfakta, Straekning, Tilstand, Udfald, Vurdering


def vurder(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Udfald:
    """Return one judgement for each job that runs on the day without being registered; never overskredet."""
    if not sag.ansaettelser:
        return INTET
    return saml(
        udfald(regel, sag, regler, dag, partial(_stilling, job, regler), genstand=job.id)
        for job in sag.ansaettelser
        if job.start <= dag < min(job.slut, job.vitas or AABEN)
    )


def _stilling(job: Ansaettelse, regler: Regelvaerdier, dag: date) -> Stilling | None:
    if dag < job.start:
        return None
    return Stilling(Tilstand.VARSEL, job.start, None, job.start, regler.gaeldende(job.start, dag))


def forklar(
    regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date, vurdering: Vurdering
) -> tuple[Straekning, ...]:
    """Return the days in the job without a registration as one stretch ``[anker, dag)``."""
    return ensartet(vurdering.anker, dag, "Fleksjob uden registrering i VITAS", vurdering.genstand)
