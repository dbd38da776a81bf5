"""Small cases for tests of pages and actions: one call makes a borger with a course. Fixed dates, invented people."""

from datetime import date, timedelta

from aftaler.models import Ansaettelse, Timer, Virksomhed, name_fields
from forloeb.models import Fase, Forloeb, Tildeling, Ydelse
from kommuner.models import Medarbejder
from opfoelgning.models import Kontakt
from tests.raekker import make_borger, make_forloeb, make_medarbejder

__all__ = ["DAG", "START", "days", "make_job", "make_kontakt", "make_medarbejder", "make_sag"]

DAG = date(2026, 11, 23)
START = date(2026, 10, 1)


def days(antal: int) -> date:
    """A day so many days before ``DAG``."""
    return DAG - timedelta(days=antal)


def make_sag(
    medarbejder: Medarbejder | None,
    navn: str = "Åse Ørsted",
    *,
    nr: int = 1,
    fase: int = 2,
    start: date = START,
    kontakt: date | None = None,
    ydelse: bool = False,
) -> Forloeb:
    """A borger's forløb in one phase since its start, assigned to somebody, with at most one telephone contact.

    ``nr`` tells borgere of one test apart; ``ydelse`` puts her on ledighedsydelse, so that passivity counts.
    """
    borger = make_borger(navn, f"{61 + nr % 28}0180{1000 + nr}")
    forloeb = make_forloeb(borger, start)
    Fase.objects.create(forloeb=forloeb, nr=fase, start=start)
    if medarbejder:
        Tildeling.objects.create(forloeb=forloeb, medarbejder=medarbejder, start=start)
    if ydelse:
        Ydelse.objects.create(forloeb=forloeb, type="ledighedsydelse", start=start)
    if kontakt:
        make_kontakt(forloeb, kontakt)
    return forloeb


def make_kontakt(forloeb: Forloeb, dato: date, **fields) -> Kontakt:
    """A telephone contact that was held, unless said otherwise."""
    return Kontakt.objects.create(
        **{"forloeb": forloeb, "dato": dato, "form": "telefon", "status": "gennemfoert"} | fields
    )


def make_job(forloeb: Forloeb, start: date = START, timer: int = 6) -> Ansaettelse:
    """A fleksjob with its hours."""
    virksomhed = Virksomhed.objects.create(cvr="13585628", **name_fields("Vestby Planteskole"))
    job = Ansaettelse.objects.create(forloeb=forloeb, virksomhed=virksomhed, start=start)
    Timer.objects.create(forloeb=forloeb, ansaettelse=job, fra=start, timer=timer)
    return job
