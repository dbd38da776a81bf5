"""What the commands for cases share: which kommuner, days and rules are meant, and how an error ends the run."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from io import TextIOWrapper
from typing import Any, NoReturn, TextIO

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.models import Exists

from forloeb.models import Forloeb, ForloebQuerySet, Tildeling
from kommuner.indsatsmodel import indsatsmodeller
from kommuner.kommunedata import find_kommune
from kommuner.models import Kommune, Team
from kommuner.tenancy import kommunekontekst
from opfoelgning.sagsdata.fejl import Forkert
from opfoelgning.sagsdata.vaerdier import read_day


def stop(stderr: Any, *linjer: str) -> NoReturn:
    """Say what is wrong in Danish on standard error and end with exit code 1."""
    for linje in linjer:
        stderr.write(linje)
    raise SystemExit(1)


def ensure_prepared(stderr: Any) -> None:
    """Make the tables of an empty database when the owner's connection is at hand, as with the embedded server.

    Elsewhere that is for the operator to do; then this ends the run.
    """
    if Kommune._meta.db_table in connection.introspection.table_names():
        return
    if "ejer" not in settings.DATABASES:
        stop(stderr, "Databasen er ikke gjort klar. Kør først: manage.py migrate")
    stderr.write("Gør databasen klar …")
    call_command("migrate", verbosity=0)


def why(fejl: OSError) -> str:
    """Why a file could not be read or written, in Danish for the usual reasons."""
    kendte = {
        FileNotFoundError: "filen eller mappen findes ikke",
        IsADirectoryError: "det er en mappe",
        PermissionError: "der er ikke adgang til filen",
        BrokenPipeError: "modtageren har lukket",
    }
    return kendte.get(type(fejl), fejl.strerror or str(fejl))


def standard_output(stdout: Any) -> TextIO:
    """The command's standard output as UTF-8 whatever the machine's language, with line feeds only."""
    ud = getattr(stdout, "_out", stdout)
    if isinstance(ud, TextIOWrapper):
        ud.reconfigure(encoding="utf-8", newline="\n")
    return ud


def columns(raekker: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows of equal length as lines in which every column begins at the same place."""
    bredder = [max(len(raekke[nr]) for raekke in raekker) for nr in range(len(raekker[0]))]
    for raekke in raekker:
        yield "  ".join(celle.ljust(bredde) for celle, bredde in zip(raekke, bredder, strict=True)).rstrip()


@contextmanager
def writing_to(maal: object, stderr: Any) -> Iterator[None]:
    """End the run with one sentence when ``maal`` takes no more: ``| head`` has seen enough, the disk is full."""
    try:
        yield
    except OSError as fejl:
        stop(stderr, f"Kan ikke skrive til {maal}: {why(fejl)}.")


def find_kommuner(stderr: Any, kode: object) -> list[Kommune]:
    """The kommune with the code, or without a code all that have forløb, in order of code."""
    if not kode:
        return [kommune for kommune in Kommune.objects.order_by("kode") if _has_cases(kommune)]
    kommune = find_kommune(str(kode))
    if kommune is None:
        stop(stderr, f"Kommunen «{kode}» findes ikke. Skriv en kommunekode med fire cifre, fx 0751.")
    return [kommune]


def _has_cases(kommune: Kommune) -> bool:
    with kommunekontekst(kommune.pk):
        return Forloeb.objects.exists()


def find_day(stderr: Any, navn: str, raa: str | None) -> date | None:
    """The day given for an option such as ``--dato``; None when none is."""
    try:
        return read_day(raa) if raa else None
    except Forkert as fejl:
        stop(stderr, f"{navn} {raa}: {fejl}")


def check_rule(stderr: Any, kode: str | None) -> None:
    """End the run when a rule is asked for that no model has."""
    kendte = sorted({kode for model in indsatsmodeller().values() for kode in model.koder})
    if kode and kode not in kendte:
        stop(stderr, f"Reglen «{kode}» findes ikke. Vælg en af: {', '.join(kendte)}.")


def with_team(stderr: Any, kommuner: Iterable[Kommune], navn: str | None) -> list[Kommune]:
    """Those that have the team, all of them when none is asked for."""
    fundne = [kommune for kommune in kommuner if navn is None or _has_team(kommune, navn)]
    if navn is not None and not fundne:
        stop(stderr, f"Teamet «{navn}» findes ikke i nogen af kommunerne.")
    return fundne


def _has_team(kommune: Kommune, navn: str) -> bool:
    with kommunekontekst(kommune.pk):
        return Team.objects.filter(navn=navn).exists()


def teams_forloeb(navn: str | None, dag: date) -> ForloebQuerySet:
    """The present kommune's forløb that somebody of the team has on the day; all when no team is asked for."""
    if navn is None:
        return Forloeb.objects.all()
    tildelt = Tildeling.objects.covering_forloeb(dag).filter(medarbejder__team__navn=navn)
    return Forloeb.objects.filter(Exists(tildelt))
