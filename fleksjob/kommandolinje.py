"""What the commands for cases share: which kommuner are meant, and how an error ends the run."""

from io import TextIOWrapper
from typing import Any, NoReturn, TextIO

from forloeb.models import Forloeb
from kommuner.kommunedata import find_kommune
from kommuner.models import Kommune
from kommuner.tenancy import kommunekontekst


def stop(stderr: Any, *linjer: str) -> NoReturn:
    """Say what is wrong in Danish on standard error and end with exit code 1."""
    for linje in linjer:
        stderr.write(linje)
    raise SystemExit(1)


def standard_output(stdout: Any) -> TextIO:
    """The command's standard output as UTF-8 whatever the machine's language, with line feeds only."""
    ud = getattr(stdout, "_out", stdout)
    if isinstance(ud, TextIOWrapper):
        ud.reconfigure(encoding="utf-8", newline="\n")
    return ud


def find_kommuner(stderr: Any, kode: object) -> list[Kommune]:
    """The kommune with the code, or without a code all that have forløb, in order of code."""
    if not kode:
        return [kommune for kommune in Kommune.objects.order_by("kode") if _has_cases(kommune)]
    kommune = find_kommune(str(kode))
    if kommune is None:
        stop(stderr, f"Kommunen “{kode}” findes ikke. Skriv en kommunekode med fire cifre, fx 0751.")
    return [kommune]


def _has_cases(kommune: Kommune) -> bool:
    with kommunekontekst(kommune.pk):
        return Forloeb.objects.exists()
