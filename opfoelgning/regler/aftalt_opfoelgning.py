"""A planned follow-up in a running job was not held.

Source: Udvikling i fleksjob II, indsatsmodel: follow-ups are held as agreed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from kommuner.indsatsmodel import Regel, Regelvaerdier
from opfoelgning.regler.forklaring import ensartet
from opfoelgning.regler.stilling import EN_DAG, INTET, Stilling, saml, udfald
from opfoelgning.regler.typer import Ansaettelse, Sagsfakta, Straekning, Tilstand, Udfald, Vurdering


def vurder(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Udfald:
    """Return one judgement for each follow-up still planned on a day that has passed."""
    if not sag.ansaettelser:
        return INTET
    return saml(
        udfald_
        for job in sag.ansaettelser
        if job.start <= dag < job.slut
        for udfald_ in _i_job(regel, sag, job, regler, dag)
    )


def _i_job(
    regel: Regel, sag: Sagsfakta, job: Ansaettelse, regler: Regelvaerdier, dag: date
) -> Iterator[Udfald]:
    for opfoelgning in job.opfoelgninger:
        if opfoelgning.status != "planlagt" or opfoelgning.dato > dag:
            continue
        if opfoelgning.dato == dag:
            yield Udfald(naeste=dag + EN_DAG)
        else:
            yield udfald(
                regel,
                sag,
                regler,
                dag,
                partial(_stilling, job, opfoelgning.dato, regler),
                genstand=opfoelgning.id,
            )


def _stilling(job: Ansaettelse, dato: date, regler: Regelvaerdier, dag: date) -> Stilling | None:
    fra = max(dato + EN_DAG, job.start)
    if dag < fra:
        return None
    return Stilling(Tilstand.OVERSKREDET, fra, dato, dato, regler.gaeldende(dato, dag))


def forklar(
    regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date, vurdering: Vurdering
) -> tuple[Straekning, ...]:
    """Return the days since the planned day as one stretch ``[anker, dag)``."""
    return ensartet(vurdering.anker, dag, "Planlagt opfølgning er ikke holdt", vurdering.genstand)
