"""Writes to fleksjob, their hours and agreements. Each lets the phases follow, and refreshes the judgements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from aftaler.models import Ansaettelse, Fleksjobaftale, Kontaktperson, Timer, Virksomhed
from forloeb.actions.fjernt import GAMMEL
from forloeb.actions.registrering import clean_begrundelse, lock_forloeb, may_correct
from forloeb.models import Forloeb, Rettelse
from kalender.dansk import dato, dato_aar, tal, til_og_med
from kommuner.afvist import Afvist, Konflikt, Spoergsmaal, danish_refusal
from kommuner.models import Medarbejder
from kommuner.versioner import save_changes
from opfoelgning.actions.fase import phases_of_file, resettle, settle
from opfoelgning.actions.jobkrav import MINDST, ask_about_leaving, check_contents, few_hours
from opfoelgning.actions.jobparallel import end_parallel
from opfoelgning.actions.jobydelse import begin_benefit, end_benefit, move_benefit
from opfoelgning.faseskift import Skift


@dataclass(frozen=True, kw_only=True)
class Jobindhold:
    """A fleksjob as it begins. ``udfyldt`` is the day the agreement was completed, None while it is not.

    A completed agreement says the tasks and who agreed. ``afslut_ydelse``: ledighedsydelse ends when the job begins.
    """

    virksomhed: Virksomhed
    start: date
    timer: Decimal
    intensitet: int = 100
    udfyldt: date | None = None
    arbejdsopgaver: str = ""
    aftalt_mellem: str = ""
    afslut_ydelse: bool = False


@dataclass(frozen=True, kw_only=True)
class Aftaleindhold:
    """What a fleksjobaftale says; ``hensyn_deles``: the borger lets the company read ``hensyn``."""

    udfyldt: date | None = None
    vitas: date | None = None
    kontaktperson: Kontaktperson | None = None
    arbejdsopgaver: str = ""
    hensyn: str = ""
    hensyn_deles: bool = False
    progressionsmaal: str = ""
    indsatser: str = ""
    opfoelgning_hvornaar: str = ""
    aftalt_mellem: str = ""
    parallel_praktik: bool = False


@transaction.atomic
def register_fleksjob(
    *,
    forloeb: Forloeb,
    indhold: Jobindhold,
    by: Medarbejder,
    dag: date,
    noegle: str = "",
    bekraeftet: bool = False,
    forlader: bool = False,
) -> tuple[Ansaettelse, list[Skift]]:
    """A fleksjob with its first hours and its agreement; returns it and the steps its phases took.

    ``noegle`` identifies one filling-in of the form: sent twice, it is one job. Asks about a start more than a year
    away, and, unless ``forlader``, about hours with which the borger leaves the model; refuses a start after the
    forløb's end, impossible hours, and a completed agreement that says too little.
    """
    forloeb = lock_forloeb(forloeb, dag)
    if noegle and (job := Ansaettelse.objects.filter(forloeb=forloeb, ekstern_id=noegle).first()):
        return job, []
    _check_day(indhold.start, forloeb, dag, bekraeftet)
    job = _begin(forloeb, indhold, noegle, by)
    skridt = settle(forloeb, by, dag)
    if not forlader:
        ask_about_leaving(job, indhold.start)
    return job, skridt


def _begin(forloeb: Forloeb, indhold: Jobindhold, noegle: str, by: Medarbejder) -> Ansaettelse:
    aftale = {felt: getattr(indhold, felt) for felt in ("udfyldt", *MINDST)}
    check_contents(aftale)
    egen = {"ekstern_id": noegle} if noegle else {}
    begyndt = {"virksomhed": indhold.virksomhed, "start": indhold.start, "registreret_af": by}
    with danish_refusal():
        job = Ansaettelse.objects.create(forloeb=forloeb, **begyndt, **egen)
        _add_timer(job, indhold.start, indhold.timer, indhold.intensitet, by)
        Fleksjobaftale.objects.create(forloeb=forloeb, ansaettelse=job, **aftale)
    if indhold.afslut_ydelse:
        end_benefit(forloeb, indhold.start)
    return job


@transaction.atomic
def change_timer(
    *,
    job: Ansaettelse,
    fra: date,
    timer: Decimal,
    intensitet: int,
    by: Medarbejder,
    dag: date,
    bekraeftet: bool = False,
    forlader: bool = False,
) -> list[Skift]:
    """Other hours from a day on; what was before stays. Returns the steps the phases took.

    Refuses a day on or before the latest change: that one is corrected instead. Asks (``Forlader``) about hours with
    which the borger leaves the model.
    """
    forloeb = lock_forloeb(job.forloeb, dag)
    _check_day(fra, forloeb, dag, bekraeftet, "fra")
    _check_change(job, fra, dag)
    spoerg = not forlader and few_hours(job, fra)
    with danish_refusal():
        _add_timer(job, fra, timer, intensitet, by)
    skridt = settle(forloeb, by, dag)
    if spoerg:
        ask_about_leaving(job, fra)
    return skridt


def _check_change(job: Ansaettelse, fra: date, dag: date) -> None:
    if job.slut and fra >= job.slut:
        raise Afvist(f"Fleksjobbet er slut {dato_aar(til_og_med(job.slut))}.", "fra")
    seneste = Timer.objects.filter(ansaettelse=job).order_by("-fra").first()
    if seneste and fra <= seneste.fra:
        raise Afvist(f"Fra-dato ligger før seneste ændring {dato(seneste.fra, dag)}", "fra")
    if fra < job.start:
        raise Afvist(f"Fleksjobbet begynder først {dato_aar(job.start)}.", "fra")


@transaction.atomic
def correct_timer(
    *,
    entry: Timer,
    timer: Decimal,
    intensitet: int,
    begrundelse: str,
    version: int,
    by: Medarbejder,
    dag: date,
    forlader: bool = False,
) -> list[Skift]:
    """Set an entry right that was wrong from the start; what it said, who did it and why is kept.

    For its author and a teamleder, and anybody on the case for one from a file. ``Konflikt`` if ``version`` is not the
    present one; asks (``Forlader``) about hours with which the borger leaves the model. Returns the phases' steps.
    """
    forloeb = lock_forloeb(entry.forloeb, dag)
    entry = _lock_entry(entry, version, by)
    begrundelse = clean_begrundelse(begrundelse)
    aendringer = _changes(entry, timer, intensitet)
    if not aendringer:
        raise Afvist("Der er ikke ændret noget.")
    bundet = phases_of_file(forloeb)
    spoerg = not forlader and few_hours(entry.ansaettelse, entry.fra)
    save_changes(entry, {"timer": timer, "intensitet": intensitet, "fra_fil": False})
    _trace(entry, aendringer, begrundelse, by)
    skridt = resettle(forloeb, by, dag, bundet)
    if spoerg:
        ask_about_leaving(entry.ansaettelse, entry.fra)
    return skridt


def _lock_entry(entry: Timer, version: int, by: Medarbejder) -> Timer:
    entry = Timer.objects.select_for_update(no_key=True).get(pk=entry.pk)
    if entry.version != version:
        raise Konflikt("Timerne er rettet, siden du åbnede dem.", entry)
    if not may_correct(entry.registreret_af_id, by):
        raise Afvist("Kun den, der har registreret timerne, og en teamleder kan rette dem.")
    return entry


def _trace(entry: Timer, aendringer: list[list[str]], begrundelse: str, by: Medarbejder) -> None:
    Rettelse.objects.create(
        forloeb_id=entry.forloeb_id,
        slags="timer",
        genstand=entry.pk,
        tekst=f"Timer fra {dato_aar(entry.fra)}",
        annulleret=False,
        aendringer=aendringer,
        begrundelse=begrundelse,
        registreret_af=by,
    )


def _changes(entry: Timer, timer: Decimal, intensitet: int) -> list[list[str]]:
    par = [
        ["Timer pr. uge", tal(entry.timer), tal(timer)],
        ["Arbejdsintensitet", f"{entry.intensitet} %", f"{intensitet} %"],
    ]
    return [linje for linje in par if linje[1] != linje[2]]


@transaction.atomic
def end_fleksjob(
    *,
    job: Ansaettelse,
    sidste_dag: date,
    aarsag: str,
    by: Medarbejder,
    dag: date,
    ledighedsydelse: bool = False,
    parallel_slut: bool = False,
    bekraeftet: bool = False,
) -> list[Skift]:
    """The job ends with a last day and a reason, and by ``parallel_slut`` the praktik beside it; returns phases' steps.

    ``ledighedsydelse``: the borger is back on it the day after.
    """
    forloeb = lock_forloeb(job.forloeb, dag)
    job = Ansaettelse.objects.select_for_update(no_key=True).get(pk=job.pk)
    _check_end(job, sidste_dag, aarsag, dag)
    _check_day(sidste_dag, forloeb, dag, bekraeftet, "sidste_dag")
    bundet, foer, slut = phases_of_file(forloeb), (job.start, job.slut), sidste_dag + timedelta(days=1)
    save_changes(job, {"slut": slut, "slutaarsag": aarsag.strip()})
    move_benefit(job, foer)
    if parallel_slut:
        end_parallel(job)
    if ledighedsydelse:
        begin_benefit(forloeb, slut, by)
    return resettle(forloeb, by, dag, bundet)


def _check_end(job: Ansaettelse, sidste_dag: date, aarsag: str, dag: date) -> None:
    if job.slut and job.slut <= dag:
        raise Afvist(f"Fleksjobbet er slut {dato_aar(til_og_med(job.slut))}.")
    if sidste_dag < job.start:
        raise Afvist(f"Fleksjobbet begynder først {dato_aar(job.start)}.", "sidste_dag")
    if not aarsag.strip():
        raise Afvist("Skriv, hvorfor fleksjobbet slutter.", "aarsag")


@transaction.atomic
def save_aftale(
    *,
    job: Ansaettelse,
    indhold: Aftaleindhold,
    version: int,
    by: Medarbejder,
    dag: date,
    afslut_ydelse: bool = False,
) -> list[Skift]:
    """Write the agreement of a job: its first version (0) or the next; ``Konflikt`` if ``version`` is not the present.

    Refuses a day of completion or registration still to come, and a completed agreement that says too little.
    ``afslut_ydelse``: the ledighedsydelse ends when the job begins. Returns the steps the phases took.
    """
    forloeb = lock_forloeb(job.forloeb, dag)
    _refuse_days_to_come(indhold, dag)
    aftale = Fleksjobaftale.objects.select_for_update(no_key=True).filter(ansaettelse=job).first()
    if aftale and aftale.version != version:
        raise Konflikt("Fleksjobaftalen er rettet, siden du åbnede den.", aftale)
    check_contents(vars(indhold), aftale)
    bundet = phases_of_file(forloeb)
    if aftale:
        save_changes(aftale, vars(indhold))
    else:
        with danish_refusal():
            Fleksjobaftale.objects.create(forloeb=forloeb, ansaettelse=job, **vars(indhold))
    if afslut_ydelse and indhold.udfyldt:
        end_benefit(forloeb, job.start)
    return resettle(forloeb, by, dag, bundet)


def _refuse_days_to_come(indhold: Aftaleindhold, dag: date) -> None:
    for felt, vaerdi in (("udfyldt", indhold.udfyldt), ("vitas", indhold.vitas)):
        if vaerdi and vaerdi > dag:
            raise Afvist("Datoen er ikke nået endnu.", felt)


def _check_day(day: date, forloeb: Forloeb, dag: date, bekraeftet: bool, felt: str = "start") -> None:
    if forloeb.slut and day >= forloeb.slut:
        raise Afvist("Datoen ligger efter forløbets slutning.", felt)
    if abs(day - dag) > GAMMEL and not bekraeftet:
        hvor = "tilbage" if day < dag else "frem"
        raise Spoergsmaal(f"Datoen ligger mere end 1 år {hvor}. Er det rigtigt?", felt, dato=day)


def _add_timer(job: Ansaettelse, fra: date, timer: Decimal, intensitet: int, by: Medarbejder) -> None:
    Timer.objects.create(
        forloeb_id=job.forloeb_id,
        ansaettelse=job,
        fra=fra,
        timer=timer,
        intensitet=intensitet,
        registreret_af=by,
    )
