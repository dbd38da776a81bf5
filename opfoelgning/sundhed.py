"""Is the system well? Asked by `/healthz`, the status page and the start page."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection

from opfoelgning import koe

_LATE = timedelta(minutes=40)


def report(nu: datetime) -> dict:
    """State of the parts: ``status`` is ok, advarsel (jobs or queue need a look) or fejl (no pages)."""
    database = _database()
    jobs, seneste = _jobs(nu) if database == "ok" else ("ukendt", None)
    queue = _queue()
    status = "fejl" if database != "ok" else "ok" if (jobs, queue) == ("ok", "ok") else "advarsel"
    return {
        "status": status,
        "database": database,
        "koe": queue,
        "job": jobs,
        "seneste_koersel": seneste and seneste.isoformat(timespec="seconds"),
        "version": settings.VERSION,
    }


def is_set_up() -> bool:
    """Whether anybody can log in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nogen_kan_logge_paa()")
        return cursor.fetchone()[0]


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
        return "ok"
    except DatabaseError:
        return "nede"


def _jobs(nu: datetime) -> tuple[str, datetime | None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM seneste_koersel()")
        seneste, med_fejl = cursor.fetchone()
    if seneste is None:
        return "ikke kørt endnu", None
    if nu - seneste > _LATE:
        return "forsinket", seneste
    return ("fejl" if med_fejl else "ok"), seneste


def _queue() -> str:
    return "ok" if koe.answers() else "nede"
