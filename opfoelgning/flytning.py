"""Which deadlines a planned follow-up would no longer meet on another day. Pure: the rules judge the case with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kalender.dansk import dato_aar
from kommuner.indsatsmodel import Regelvaerdier
from opfoelgning.regler.motor import bedoem
from opfoelgning.regler.typer import Ansaettelse, Sagsfakta, Tilstand, Vurdering
from opfoelgning.tekster import frist_dag

PLANLAGT, GENNEMFOERT = "planlagt", "gennemfoert"


def missed(sag: Sagsfakta, regler: Regelvaerdier, id_: str, fra: date, til: date) -> list[str]:
    """The deadlines, in words, that the follow-up with this id can meet on ``fra`` and not on ``til``.

    The case is judged on ``til`` as if everything planned before had been held: with the follow-up held on ``fra``,
    and with it still to come.
    """
    job = next((job for job in sag.ansaettelser if any(o.id == id_ for o in job.opfoelgninger)), None)
    if job is None or til <= fra:
        return []
    foer = {v.regel for v in _late(_with(sag, job, id_, fra, til), regler, job.id, til)}
    return [
        f"{regler.model.koder[v.regel].ord.kort} senest {dato_aar(frist_dag(v))}"
        for v in _late(_with(sag, job, id_, til, til), regler, job.id, til)
        if v.regel not in foer
    ]


def _late(sag: Sagsfakta, regler: Regelvaerdier, job: str, dag: date) -> list[Vurdering]:
    """What is overdue about the job on a day."""
    domme = bedoem(sag, regler, dag).vurderinger
    return [v for v in domme if v.genstand == job and v.tilstand is Tilstand.OVERSKREDET]


def _with(sag: Sagsfakta, job: Ansaettelse, id_: str, ny: date, dag: date) -> Sagsfakta:
    """The case with the follow-up on a day, and all that is planned before ``dag`` held."""
    flyttede = (o._replace(dato=ny) if o.id == id_ else o for o in job.opfoelgninger)
    alle = [o._replace(status=GENNEMFOERT) if o.status == PLANLAGT and o.dato < dag else o for o in flyttede]
    nyt = job._replace(opfoelgninger=tuple(sorted(alle, key=lambda o: o.dato)))
    return replace(sag, ansaettelser=tuple(nyt if j is job else j for j in sag.ansaettelser))
