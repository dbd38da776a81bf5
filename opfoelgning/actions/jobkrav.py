"""What a fleksjob is asked before it is saved: what its agreement says, and whether its hours leave the model."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from aftaler.models import Ansaettelse, Fleksjobaftale
from kalender.dansk import tal
from kalender.perioder import daekkende
from kommuner.afvist import Afvist, Spoergsmaal
from opfoelgning.fakta import fetch_fakta, regelvaerdier
from opfoelgning.faseskift import phase_of_job
from opfoelgning.regler import typer
from opfoelgning.regler.jobvindue import faa_timer, job_med_id

MINDST = {
    "arbejdsopgaver": "Skriv arbejdsopgaver og arbejdstid. Før det gælder aftalen ikke.",
    "aftalt_mellem": "Skriv, hvem der har aftalt det. Før det gælder aftalen ikke.",
}
"""What an agreement says before it counts, beside its day and the job's hours; and the refusal of one that does not."""


class Forlader(Spoergsmaal):
    """Hours with which the borger leaves the model: she may be closed instead."""


def check_contents(indhold: Mapping[str, Any], gemt: Fleksjobaftale | None = None) -> None:
    """Refuse a completed agreement that says too little; one that was so when it came from a file may stay so."""
    if not indhold["udfyldt"]:
        return
    fra_foer = gemt is not None and gemt.udfyldt == indhold["udfyldt"]
    for felt, mangler in MINDST.items():
        if not indhold[felt].strip() and not (fra_foer and not getattr(gemt, felt)):
            raise Afvist(mangler, felt)


def few_hours(job: Ansaettelse, dag: date) -> bool:
    """Whether a job keeps within the model's hours on a day; so does every job in a model without a limit."""
    regler = regelvaerdier(job.forloeb.indsatsmodel)
    if phase_of_job(regler) is None:
        return True
    return daekkende(faa_timer(_fakta(job), regler), dag) is not None


def ask_about_leaving(job: Ansaettelse, fra: date) -> None:
    """Ask (``Forlader``) when the job's hours, as just written, are too many for the model from a day on."""
    if few_hours(job, fra):
        return
    fakta, regler = _fakta(job), regelvaerdier(job.forloeb.indsatsmodel)
    graense = tal(regler.gaeldende(fakta.start, fakta.start).tal("opfoelgning_antal.timegraense"))
    besked = f"Timer er over {graense}: borgeren forlader indsatsen. Vil du afslutte i stedet?"
    raise Forlader(besked, "timer")


def _fakta(job: Ansaettelse) -> typer.Ansaettelse:
    return job_med_id(fetch_fakta([job.forloeb_id])[job.forloeb_id], job.ekstern_id)
