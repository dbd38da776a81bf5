"""Follow-ups in a fleksjob that were held: registered with the hours told there, corrected, taken back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any, Unpack

from django.db import transaction
from django.db.models.functions import Now

from aftaler.models import Ansaettelse, Timer
from forloeb.actions import registrering
from forloeb.actions.registrering import FORTRYD, Rettet, lock_forloeb, saved_before
from kalender.dansk import dato_aar
from kommuner.afvist import Afvist, Spoergsmaal, Svar
from kommuner.models import Medarbejder
from kommuner.versioner import save_changes
from opfoelgning import vurdering
from opfoelgning.actions.fase import phases_of_file, resettle
from opfoelgning.actions.job import change_timer
from opfoelgning.actions.jobkrav import Forlader
from opfoelgning.actions.kladde import drop_kladde, put_kladde
from opfoelgning.actions.opfoelgningsplan import (
    OPFOELGNING,
    IkkeNaaet,
    Opfoelgningsindhold,
    check_dato,
    check_plan,
    save_new,
)
from opfoelgning.fakta import fetch_fakta, regelvaerdier
from opfoelgning.faseskift import Skift
from opfoelgning.models import HOLDT_ELLER_FORSOEGT, Kladde, Opfoelgning, Status
from opfoelgning.regler import statusmoede


@dataclass(frozen=True, kw_only=True)
class Timetal:
    """Hours a week and how much is done in them, as said at a follow-up."""

    timer: Decimal
    intensitet: int


@dataclass(frozen=True)
class Holdt:
    """A follow-up that was saved, and the steps the phases took because of its hours."""

    opfoelgning: Opfoelgning
    skridt: list[Skift] = field(default_factory=list)


@transaction.atomic
def register_opfoelgning(
    *,
    job: Ansaettelse,
    indhold: Opfoelgningsindhold,
    by: Medarbejder,
    dag: date,
    status: Status = Status.GENNEMFOERT,
    timetal: Timetal | None = None,
    planlagt: Opfoelgning | None = None,
    naeste: date | None = None,
    noegle: str = "",
    bekraeftet: bool = False,
    forlader: bool = False,
) -> Holdt:
    """A follow-up that was held, or tried; ``planlagt`` is the planned one whose place it takes.

    ``timetal`` other than the job's are new hours from that day; ``naeste`` is the next one's day. Raises ``IkkeNaaet``
    for a day to come, asks about one a year back, an early status meeting, and (``forlader``) leaving the model.
    """
    forloeb = lock_forloeb(job.forloeb, dag)
    if saved := saved_before(Opfoelgning, forloeb, by, noegle) or _held_already(planlagt, by):
        return Holdt(saved)
    _check_new(job, indhold, status, dag, bekraeftet)
    sagt = vars(indhold) | (vars(timetal) if timetal else {})
    raekke = _hold(planlagt, sagt, status, by) if planlagt else save_new(job, sagt, status, by, noegle)
    drop_kladde(forloeb=forloeb, by=by, formular=OPFOELGNING)
    skridt = _change_hours(raekke, timetal, by, dag, forlader) if timetal else []
    _plan_next(raekke, naeste, by, dag)
    vurdering.refresh([forloeb.pk], dag)
    return Holdt(raekke, skridt)


@transaction.atomic
def correct_opfoelgning(
    *, opfoelgning: Opfoelgning, indhold: Opfoelgningsindhold, status: Status, **rettet: Unpack[Rettet]
) -> Opfoelgning:
    """Set a follow-up right that was held, tried or called off; see ``registrering.correct``."""
    vaerdier = vars(indhold) | {"status": status}
    raekke = registrering.correct(opfoelgning, vaerdier, partial(_check_row, rettet["dag"]), **rettet)
    vurdering.refresh([raekke.forloeb_id], rettet["dag"])
    return raekke


@transaction.atomic
def annul_opfoelgning(
    *, opfoelgning: Opfoelgning, begrundelse: str, version: int, by: Medarbejder, dag: date
) -> None:
    """Take a follow-up back as if it had never been; what it said, who did it and why is kept."""
    registrering.annul(raekke=opfoelgning, begrundelse=begrundelse, version=version, by=by, dag=dag)
    vurdering.refresh([opfoelgning.forloeb_id], dag)


@transaction.atomic
def undo_opfoelgning(*, opfoelgning: Opfoelgning, by: Medarbejder, dag: date, nu: datetime) -> Kladde | None:
    """Take one's own follow-up back within ten minutes, with the hours it changed.

    What was planned is planned again; what was written becomes the draft again.
    """
    indhold = draft_of(opfoelgning)
    forloeb = lock_forloeb(opfoelgning.forloeb, dag)
    if opfoelgning.planlagt_til and opfoelgning.status != Status.PLANLAGT:
        _plan_again(opfoelgning, by, nu)
    else:
        registrering.undo(raekke=opfoelgning, by=by, dag=dag, nu=nu)
    bundet = phases_of_file(forloeb)
    _undo_hours(opfoelgning, by)
    kladde = None
    if indhold["note"] or indhold["plan"]:
        kladde = put_kladde(forloeb=forloeb, indhold=indhold, by=by, formular=OPFOELGNING)
    resettle(forloeb, by, dag, bundet)
    return kladde


def draft_of(opfoelgning: Opfoelgning) -> dict[str, Any]:
    """A follow-up as the form's fields, as they are kept in a draft."""
    felter = ("sted", "maalstatus", "plan", "note", "statusmoede")
    return {felt: getattr(opfoelgning, felt) for felt in felter} | {
        "dato": opfoelgning.dato.isoformat(),
        "hvordan": "virksomhed" if opfoelgning.fremmoede_virksomhed else opfoelgning.form,
        "deltog": opfoelgning.deltagere,
        "job": opfoelgning.ansaettelse_id,
    }


def _check_held(job: Ansaettelse, dato: date, dag: date, bekraeftet: Svar) -> None:
    if dato > dag:
        raise IkkeNaaet("Datoen er ikke nået endnu.", "dato")
    check_dato(job, dato, dag, bekraeftet)


def _check_row(dag: date, raekke: Opfoelgning, bekraeftet: Svar) -> None:
    if raekke.status in HOLDT_ELLER_FORSOEGT:
        _check_held(raekke.ansaettelse, raekke.dato, dag, bekraeftet)


def _held_already(planlagt: Opfoelgning | None, by: Medarbejder) -> Opfoelgning | None:
    """The planned one, when the same person has registered it already: sent twice, it is saved once."""
    if planlagt is None:
        return None
    holdt = Opfoelgning.objects.filter(pk=planlagt.pk, registreret_af=by, status__in=HOLDT_ELLER_FORSOEGT)
    return holdt.first()


def _hold(planlagt: Opfoelgning, sagt: dict[str, Any], status: Status, by: Medarbejder) -> Opfoelgning:
    raekke = Opfoelgning.objects.select_for_update(no_key=True, of=("self",)).filter(pk=planlagt.pk).first()
    if raekke is None or raekke.status != Status.PLANLAGT:
        raise Afvist("Den planlagte opfølgning er registreret eller aflyst af en anden.")
    nyt = sagt | {"status": status, "planlagt_til": raekke.dato, "registreret_af": by, "foreslaaet": False}
    save_changes(raekke, nyt | {"registreret_tidspunkt": Now()})
    raekke.refresh_from_db()
    return raekke


def _plan_next(holdt: Opfoelgning, naeste: date | None, by: Medarbejder, dag: date) -> None:
    """Plan the next one, if any, as this one was held, unless that day has one already."""
    job = holdt.ansaettelse
    if (
        naeste is None
        or Opfoelgning.objects.filter(ansaettelse=job, dato=naeste, status=Status.PLANLAGT).exists()
    ):
        return
    check_plan(job, naeste, dag, "naeste")
    ens = {"form": holdt.form, "fremmoede_virksomhed": holdt.fremmoede_virksomhed}
    save_new(job, {"dato": naeste, **ens}, Status.PLANLAGT, by)


def _check_new(
    job: Ansaettelse, indhold: Opfoelgningsindhold, status: Status, dag: date, bekraeftet: bool
) -> None:
    _check_held(job, indhold.dato, dag, bekraeftet)
    if indhold.statusmoede and status == Status.GENNEMFOERT and not bekraeftet:
        _ask_about_early(job, indhold.dato)


def _ask_about_early(job: Ansaettelse, dato: date) -> None:
    """Ask about a status meeting held before the rule takes it for one."""
    sag = fetch_fakta([job.forloeb_id])[job.forloeb_id]
    tidligst = statusmoede.earliest(sag, regelvaerdier(job.forloeb.indsatsmodel), job.ekstern_id, dato)
    if tidligst and dato < tidligst:
        raise Spoergsmaal(
            f"Statusmødet gælder tidligst {dato_aar(tidligst)}. Før det tæller mødet med blandt opfølgningerne, "
            "men ikke som statusmøde. Er det rigtigt?",
            "statusmoede",
        )


def _change_hours(
    opfoelgning: Opfoelgning, timetal: Timetal, by: Medarbejder, dag: date, forlader: bool
) -> list[Skift]:
    """Hours other than the job's on the day are new ones from that day."""
    job = opfoelgning.ansaettelse
    nu = Timer.objects.filter(ansaettelse=job, fra__lte=opfoelgning.dato).order_by("-fra").first()
    if nu and (nu.timer, nu.intensitet) == (timetal.timer, timetal.intensitet):
        return []
    try:
        nye: dict[str, Any] = {
            "fra": opfoelgning.dato,
            **vars(timetal),
            "bekraeftet": True,
            "forlader": forlader,
        }
        return change_timer(job=job, by=by, dag=dag, **nye)
    except Forlader:
        raise
    except Afvist as afvist:
        raise Afvist(f"Timerne kan ikke ændres fra den dag: {afvist}", "timer") from afvist


def _undo_hours(opfoelgning: Opfoelgning, by: Medarbejder) -> None:
    if opfoelgning.timer is None:
        return
    skiftet = Timer.objects.filter(
        ansaettelse=opfoelgning.ansaettelse_id,
        fra=opfoelgning.dato,
        registreret_af=by,
        registreret_tidspunkt__gte=opfoelgning.registreret_tidspunkt,
        version=1,
    )
    skiftet.delete()


def _plan_again(opfoelgning: Opfoelgning, by: Medarbejder, nu: datetime) -> None:
    raekke = Opfoelgning.objects.select_for_update(no_key=True).get(pk=opfoelgning.pk)
    if raekke.registreret_af_id != by.pk:
        raise Afvist("Kun den, der har registreret det, kan fortryde det.")
    if nu - raekke.registreret_tidspunkt > FORTRYD:
        raise Afvist("Det kan kun fortrydes i 10 minutter. Ret eller annullér i stedet.")
    tomt = dict.fromkeys(("deltagere", "sted", "maalstatus", "plan", "note"), "")
    nyt = tomt | {"dato": raekke.planlagt_til, "planlagt_til": None, "timer": None, "intensitet": None}
    save_changes(raekke, nyt | {"status": Status.PLANLAGT})
