"""Follow-ups to come: proposed by the system when a job of few hours begins, planned, moved and called off."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import zip_longest
from typing import Any

from django.db import transaction

from aftaler.models import Ansaettelse
from forloeb.actions.fjernt import far
from forloeb.actions.registrering import clean_begrundelse, lock_forloeb, saved_before
from forloeb.models import Forloeb, Rettelse
from kalender.dansk import dato_aar, til_og_med
from kalender.perioder import daekkende
from kommuner.afvist import Afvist, Konflikt, Spoergsmaal, Svar, ask, danish_refusal
from kommuner.indsatsmodel import Regelvaerdier
from kommuner.models import Medarbejder
from kommuner.versioner import save_changes
from opfoelgning import vurdering
from opfoelgning.actions.kladde import drop_kladde
from opfoelgning.actions.sidstegemt import as_before, own_save
from opfoelgning.flytning import missed
from opfoelgning.models import Form, Opfoelgning, Status
from opfoelgning.opfoelgningsforslag import Forslag, forslag
from opfoelgning.regler.jobvindue import faa_timer
from opfoelgning.regler.typer import Sagsfakta

OPFOELGNING = "opfoelgning"  # the form's name on drafts
FJERNT = timedelta(days=3 * 365)


class IkkeNaaet(Afvist):
    """The day of the follow-up lies ahead: it can be planned, not registered as held."""


@dataclass(frozen=True, kw_only=True)
class Opfoelgningsindhold:
    """What was written of a follow-up.

    ``maalstatus`` is how it goes with the progressionsmål, ``stoette`` the support talked about, ``plan`` what follows.
    """

    dato: date
    form: str
    fremmoede_virksomhed: bool = False
    statusmoede: bool = False
    deltagere: str = ""
    sted: str = ""
    maalstatus: str = ""
    stoette: str = ""
    plan: str = ""
    note: str = ""


@transaction.atomic
def plan_opfoelgning(
    *, job: Ansaettelse, indhold: Opfoelgningsindhold, by: Medarbejder, dag: date, noegle: str = ""
) -> Opfoelgning:
    """A follow-up agreed for today or later, in a job that runs that day. Drops the draft."""
    forloeb = lock_forloeb(job.forloeb, dag)
    if saved := saved_before(Opfoelgning, forloeb, by, noegle):
        return saved
    check_plan(job, indhold.dato, dag)
    raekke = save_new(job, vars(indhold), Status.PLANLAGT, by, noegle)
    drop_kladde(forloeb=forloeb, by=by, formular=OPFOELGNING)
    vurdering.refresh([forloeb.pk], dag)
    return raekke


@transaction.atomic
def move_opfoelgning(
    *,
    opfoelgning: Opfoelgning,
    dato: date,
    form: str,
    fremmoede_virksomhed: bool,
    statusmoede: bool,
    version: int,
    by: Medarbejder,
    dag: date,
    bekraeftet: Svar = False,
) -> Opfoelgning:
    """Give a planned follow-up another day or form; anybody who may write on the forløb can.

    ``version`` is the one the person read: ``Konflikt`` if it is not the present one. Asks once where a deadline
    would be missed by it.
    """
    opfoelgning = _lock_planned(opfoelgning, version, dag)
    check_plan(opfoelgning.ansaettelse, dato, dag)
    ask(_about_deadlines(opfoelgning, dato, dag), bekraeftet)
    nyt = {
        "dato": dato,
        "form": form,
        "fremmoede_virksomhed": fremmoede_virksomhed,
        "statusmoede": statusmoede,
        "foreslaaet": False,
    }
    save_changes(opfoelgning, nyt)
    vurdering.refresh([opfoelgning.forloeb_id], dag)
    return opfoelgning


def _about_deadlines(opfoelgning: Opfoelgning, dato: date, dag: date) -> list[Spoergsmaal]:
    billede = vurdering.live(opfoelgning.forloeb_id, dag)
    mistet = missed(billede.sag, billede.regler, opfoelgning.ekstern_id, opfoelgning.dato, dato)
    if not mistet:
        return []
    besked = f"Den nye dag ligger efter fristen: {', '.join(mistet)}. Skal den flyttes alligevel?"
    return [Spoergsmaal(besked, "dato", kode=f"frist:{dato}")]


@transaction.atomic
def undo_move(*, opfoelgning: Opfoelgning, by: Medarbejder, dag: date, nu: datetime) -> None:
    """Put a planned follow-up back to where it was before one's own move of the last ten minutes."""
    opfoelgning = _lock_planned(opfoelgning, opfoelgning.version, dag)
    gemt = own_save(opfoelgning, by, nu)
    if gemt.foer is None or gemt.foer.status != Status.PLANLAGT:
        raise Afvist("Opfølgningen er ikke flyttet.")
    as_before(opfoelgning, gemt)
    vurdering.refresh([opfoelgning.forloeb_id], dag)


@transaction.atomic
def cancel_opfoelgning(
    *, opfoelgning: Opfoelgning, begrundelse: str, version: int, by: Medarbejder, dag: date
) -> None:
    """Call a planned follow-up off, with a reason that stays on the case."""
    opfoelgning = _lock_planned(opfoelgning, version, dag)
    _trace(opfoelgning, [["Status", "Planlagt", "Aflyst"]], clean_begrundelse(begrundelse), by)
    save_changes(opfoelgning, {"status": Status.AFLYST, "foreslaaet": False})
    vurdering.refresh([opfoelgning.forloeb_id], dag)


def settle_opfoelgninger(
    forloeb: Forloeb, sag: Sagsfakta, regler: Regelvaerdier, by: Medarbejder, dag: date
) -> int:
    """Let the plan follow the jobs: propose what is missing, call off what the job no longer asks for.

    Called inside the action that changed a job or its hours. Returns how many follow-ups were proposed.
    """
    _call_off(forloeb, sag, regler, dag)
    aflyste = _called_off(forloeb, sag, regler, dag)
    fundne = forslag(_without(sag, aflyste), regler, dag)
    ledige = defaultdict(list)
    for raekke in aflyste:
        ledige[raekke.ansaettelse.ekstern_id].append(raekke)
    for job in Ansaettelse.objects.filter(forloeb=forloeb):
        _plan([en for en in fundne if en.job == job.ekstern_id], ledige[job.ekstern_id], job, by)
    return len(fundne)


def _plan(fundne: list[Forslag], aflyste: list[Opfoelgning], job: Ansaettelse, by: Medarbejder) -> None:
    """Plan what is proposed, in the rows called off before as far as they go; those stand again where nothing is."""
    for raekke, en in zip_longest(aflyste, fundne):
        if raekke is None:
            ny = {"forloeb_id": job.forloeb_id, "ansaettelse": job, "registreret_af": by}
            Opfoelgning.objects.create(**ny, **_proposed(en))
        elif en:
            save_changes(raekke, _proposed(en))
        else:
            save_changes(raekke, {"foreslaaet": False} if fundne else {"status": Status.PLANLAGT})


def _proposed(en: Forslag) -> dict[str, Any]:
    return {
        "dato": en.dato,
        "form": Form.FYSISK if en.fremmoede else Form.TELEFON,
        "status": Status.PLANLAGT,
        "fremmoede_virksomhed": en.fremmoede,
        "statusmoede": en.statusmoede,
        "foreslaaet": True,
    }


def _called_off(forloeb: Forloeb, sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> list[Opfoelgning]:
    """What was proposed and called off with the job or its hours, though by now the hours are few again."""
    perioder = {job.id: faa_timer(job, regler) for job in sag.ansaettelser}
    aflyste = Opfoelgning.objects.filter(
        forloeb=forloeb, status=Status.AFLYST, foreslaaet=True, dato__gte=dag
    ).select_related("ansaettelse")
    return [en for en in aflyste.order_by("dato") if daekkende(perioder[en.ansaettelse.ekstern_id], en.dato)]


def _without(sag: Sagsfakta, aflyste: list[Opfoelgning]) -> Sagsfakta:
    vaek = {en.ekstern_id for en in aflyste}
    jobs = (
        job._replace(opfoelgninger=tuple(en for en in job.opfoelgninger if en.id not in vaek))
        for job in sag.ansaettelser
    )
    return replace(sag, ansaettelser=tuple(jobs))


def _call_off(forloeb: Forloeb, sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> None:
    """What lies after the job's end is called off, and what was only proposed when the hours are no longer few."""
    for job in sag.ansaettelser:
        planlagte = Opfoelgning.objects.filter(
            forloeb=forloeb, ansaettelse__ekstern_id=job.id, status=Status.PLANLAGT, dato__gte=dag
        )
        perioder = faa_timer(job, regler)
        for raekke in planlagte:
            if raekke.dato >= job.slut or (raekke.foreslaaet and not daekkende(perioder, raekke.dato)):
                save_changes(raekke, {"status": Status.AFLYST})


def _lock_row(opfoelgning: Opfoelgning, version: int) -> Opfoelgning:
    found = Opfoelgning.objects.select_for_update(no_key=True, of=("self",)).select_related("ansaettelse")
    raekke = found.filter(pk=opfoelgning.pk).first()
    if raekke is None:
        raise Afvist("Opfølgningen er allerede taget tilbage.")
    if raekke.version != version:
        raise Konflikt("Opfølgningen er rettet, siden du åbnede den.", raekke)
    return raekke


def _lock_planned(opfoelgning: Opfoelgning, version: int, dag: date) -> Opfoelgning:
    lock_forloeb(opfoelgning.forloeb, dag)
    raekke = _lock_row(opfoelgning, version)
    if raekke.status != Status.PLANLAGT:
        raise Afvist("Opfølgningen er ikke planlagt længere.")
    return raekke


def check_dato(job: Ansaettelse, dato: date, dag: date, bekraeftet: Svar, felt: str = "dato") -> None:
    """Refuse a day outside the job; ask about one more than a year back."""
    if dato < job.start:
        raise Afvist(f"Fleksjobbet begynder først {dato_aar(job.start)}.", felt)
    if job.slut and dato >= job.slut:
        raise Afvist(f"Fleksjobbet slutter {dato_aar(til_og_med(job.slut))}.", felt)
    if dato < dag:
        ask(far(dato, dag, felt), bekraeftet)


def check_plan(job: Ansaettelse, dato: date, dag: date, felt: str = "dato") -> None:
    """Refuse a day for a follow-up to come that has passed, lies years ahead, or outside the job."""
    if dato < dag:
        raise Afvist("En aftale skal ligge i dag eller senere.", felt)
    if dato - dag > FJERNT:
        raise Afvist("En aftale kan højst ligge 3 år frem.", felt)
    check_dato(job, dato, dag, bekraeftet=True, felt=felt)


def save_new(
    job: Ansaettelse, sagt: dict[str, Any], status: Status, by: Medarbejder, noegle: str = ""
) -> Opfoelgning:
    """Make a follow-up in the job out of its columns.

    ``noegle`` identifies one filling-in of the form.
    """
    egen = {"ekstern_id": noegle} if noegle else {}
    with danish_refusal():
        raekke = Opfoelgning.objects.create(
            forloeb_id=job.forloeb_id, ansaettelse=job, status=status, registreret_af=by, **egen, **sagt
        )
    # The database gave the moment.
    raekke.refresh_from_db(fields=["registreret_tidspunkt"])
    return raekke


def _trace(
    opfoelgning: Opfoelgning,
    aendringer: list[list[str]],
    begrundelse: str,
    by: Medarbejder,
    *,
    tekst: str = "",
) -> None:
    Rettelse.objects.create(
        forloeb_id=opfoelgning.forloeb_id,
        slags="opfoelgning",
        genstand=opfoelgning.pk,
        tekst=tekst or str(opfoelgning),
        annulleret=False,
        aendringer=aendringer,
        begrundelse=begrundelse,
        registreret_af=by,
    )
