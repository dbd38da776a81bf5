"""The ledighedsydelse around a fleksjob: it ends when the job begins, and begins again when the job is over."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from aftaler.models import Ansaettelse, Fleksjobaftale
from forloeb.models import Forloeb, Ydelse, Ydelsestype
from kalender.dansk import dato_aar, periode_lang
from kommuner.afvist import Afvist, danish_refusal
from kommuner.models import Medarbejder
from kommuner.versioner import save_changes


def unemployed_on(forloeb: Forloeb, dag: date) -> Ydelse | None:
    """The ledighedsydelse that runs on a day."""
    fundet = _around(forloeb, dag)
    return fundet if fundet and fundet.type == Ydelsestype.LEDIGHEDSYDELSE else None


def end_benefit(forloeb: Forloeb, start: date) -> None:
    """Let the ledighedsydelse end when a fleksjob begins; nothing when none runs. The forløb is locked."""
    ydelse = unemployed_on(forloeb, start)
    if ydelse is None:
        return
    if ydelse.start == start:
        raise Afvist("Ledighedsydelsen begynder samme dag som fleksjobbet. Ret den først.", "afslut_ydelse")
    save_changes(ydelse, {"slut": start, "fra_fil": False})


def begin_benefit(forloeb: Forloeb, fra: date, by: Medarbejder) -> None:
    """Let ledighedsydelse begin when a fleksjob is over; nothing when it runs already. The forløb is locked.

    Another benefit that runs without an end, as fleksløntilskud does, ends then.
    """
    nu = _around(forloeb, fra)
    if nu and nu.type == Ydelsestype.LEDIGHEDSYDELSE:
        return
    if nu and (nu.slut or nu.start == fra):
        hvad = f"{nu.get_type_display().lower()} {periode_lang(nu.start, nu.slut)}"
        raise Afvist(f"Borgeren får {hvad}. Ret den ydelse først.", "ledighedsydelse")
    if nu:
        save_changes(nu, {"slut": fra, "fra_fil": False})
    naeste = Ydelse.objects.filter(forloeb=forloeb, start__gt=fra).order_by("start").first()
    with danish_refusal():
        Ydelse.objects.create(
            forloeb=forloeb,
            type=Ydelsestype.LEDIGHEDSYDELSE,
            start=fra,
            slut=naeste.start if naeste else None,
            registreret_af=by,
        )


def move_benefit(job: Ansaettelse, foer: tuple[date, date | None]) -> None:
    """Let the ledighedsydelse that ended or began with a job follow its corrected days; ``foer`` is first day and end.

    An end of the job that is taken away takes the ledighedsydelse after it along.
    """
    start, slut = foer
    if job.start != start and (ydelse := _ledig(job.forloeb, slut=start)):
        if job.start <= ydelse.start:
            raise Afvist(f"Ledighedsydelsen begyndte {dato_aar(ydelse.start)}. Ret den først.", "start")
        save_changes(ydelse, {"slut": job.start, "fra_fil": False})
    if slut and job.slut != slut and (ydelse := _ledig(job.forloeb, start=slut)):
        _move_start(ydelse, job.slut)


def _move_start(ydelse: Ydelse, ny: date | None) -> None:
    """Let it begin on another day, or never; the benefit right before it follows."""
    foer = Ydelse.objects.filter(forloeb=ydelse.forloeb_id, slut=ydelse.start).first()
    if ny and ydelse.slut and ny >= ydelse.slut:
        raise Afvist(f"Ledighedsydelsen sluttede {dato_aar(ydelse.slut)}. Ret den først.", "til")
    if ny is None:
        ydelse.delete()
    elif ny > ydelse.start:
        save_changes(ydelse, {"start": ny, "fra_fil": False})
    if foer:
        save_changes(foer, {"slut": ny, "fra_fil": False})
    if ny and ny < ydelse.start:
        save_changes(ydelse, {"start": ny, "fra_fil": False})


def restore_benefit(job: Ansaettelse) -> None:
    """Take back what this job did to the ledighedsydelse: for a job that is annulled or undone.

    Only what was written in the same save as the job, its agreement or its end.
    """
    efter = job.slut and _ledig(job.forloeb, start=job.slut)
    if efter and _saved_in(efter, _saves(job)):
        efter.delete()
    _open_again(job, set().union(_saves(job), *map(_saves, Fleksjobaftale.objects.filter(ansaettelse=job))))


def restore_end(aftale: Fleksjobaftale) -> None:
    """Take back the end of ledighedsydelse that the latest save of an agreement made."""
    _open_again(aftale.ansaettelse, {max(_saves(aftale))})


def _open_again(job: Ansaettelse, gemt: set[datetime]) -> None:
    ydelse = _ledig(job.forloeb, slut=job.start)
    if ydelse and _saved_in(ydelse, gemt):
        naeste = Ydelse.objects.filter(forloeb=job.forloeb_id, start__gte=job.start).order_by("start").first()
        save_changes(ydelse, {"slut": naeste.start if naeste else None})


def _saves(raekke: Any) -> set[datetime]:
    return set(raekke.historik.values_list("pgh_created_at", flat=True))


def _saved_in(ydelse: Ydelse, gemt: set[datetime]) -> bool:
    ende = ydelse.historik.filter(pgh_created_at__in=gemt, slut=ydelse.slut)  # type: ignore[attr-defined]
    return ende.exists()


def _ledig(forloeb: Forloeb, **dage: date) -> Ydelse | None:
    return Ydelse.objects.filter(forloeb=forloeb, type=Ydelsestype.LEDIGHEDSYDELSE, **dage).first()


def _around(forloeb: Forloeb, dag: date) -> Ydelse | None:
    ydelser = Ydelse.objects.filter(forloeb=forloeb, start__lte=dag).order_by("-start")
    return next((y for y in ydelser if y.slut is None or y.slut > dag), None)
