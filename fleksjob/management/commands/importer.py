"""`manage.py importer FIL`: a sagsdata document into the database, in one piece or not at all."""

import shutil
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand

from fleksjob.kommandolinje import ensure_prepared, stop, why
from opfoelgning.sagsdata.dokument import Fildokument
from opfoelgning.sagsdata.fejl import Fejl, ImportFejl
from opfoelgning.sagsdata.importer import Resultat, import_from
from opfoelgning.sagsdata.restfil import Restfil

VISTE_FEJL = 100


class Command(BaseCommand):
    """Import one document. All output goes to standard error; exit code 1 means that nothing was stored."""

    help = "Indlæser et sagsdata-dokument. Er der fejl i det, gemmes intet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file and what to do about faulty forløb."""
        parser.add_argument("fil", help="filen, der skal indlæses; - læser standard input")
        parser.add_argument(
            "--spring-over-fejl",
            action="store_true",
            help="gem forløb uden fejl, og skriv resten til en fil",
        )
        parser.add_argument(
            "--fejlfil", help="filen, som forløb med fejl skrives til (ellers ved siden af FIL)"
        )

    def handle(self, *args: object, **options: Any) -> None:
        """Import, or say what is wrong and exit with 1."""
        ensure_prepared(self.stderr)
        try:
            with _source(options["fil"]) as fil:
                self._import(fil, options)
        except ImportFejl as fejl:
            stop(self.stderr, *_lines(fejl.fejl, fejl.antal), "Intet er gemt.")
        except OSError as fejl:
            stop(self.stderr, f"Kan ikke læse eller skrive {fejl.filename or options['fil']}: {why(fejl)}.")

    def _import(self, fil: BinaryIO, options: dict[str, Any]) -> None:
        vis = _progress(self.stderr, options["verbosity"])
        dokument = Fildokument(fil)
        if options["spring_over_fejl"]:
            self._import_faultless(dokument, Restfil(_rest_path(options), dokument.hoved), vis)
        else:
            self._report(import_from(dokument, fremdrift=vis))

    def _import_faultless(self, dokument: Fildokument, rest: Restfil, vis: Callable[[int], None]) -> None:
        try:
            resultat = import_from(dokument, skip_faulty=True, rest=rest, fremdrift=vis)
        except BaseException:
            rest.discard()
            raise
        skrevet = rest.finish()
        self._report(resultat)
        if skrevet:
            self.stderr.write(f"{resultat.fejlramte} forløb med fejl er skrevet til {rest.sti}.")

    def _report(self, resultat: Resultat) -> None:
        for linje in _lines(resultat.fejl.fejl, resultat.fejl.antal):
            self.stderr.write(linje)
        self.stderr.write(
            f"{resultat.forloeb} forløb er indlæst i kommune {resultat.kommune}: "
            f"{resultat.antal.nye} nye, {resultat.antal.aendrede} ændrede og "
            f"{resultat.antal.slettede} slettede oplysninger."
        )


def _lines(fejl: list[Fejl], antal: int) -> Iterator[str]:
    yield from map(str, fejl[:VISTE_FEJL])
    if antal > VISTE_FEJL:
        yield f"… og {antal - VISTE_FEJL} fejl mere."


@contextmanager
def _source(navn: str) -> Iterator[BinaryIO]:
    """The document as a file that can be read twice."""
    if navn != "-":
        with Path(navn).open("rb") as fil:
            yield fil
        return
    with tempfile.TemporaryFile() as kopi:
        shutil.copyfileobj(sys.stdin.buffer, kopi)
        yield kopi


def _rest_path(options: dict[str, Any]) -> Path:
    if options["fejlfil"]:
        return Path(options["fejlfil"])
    if options["fil"] == "-":
        return Path("fejl.json")
    fil = Path(options["fil"])
    return fil.with_name(f"{fil.stem}-fejl.json")


def _progress(stderr: Any, verbosity: int) -> Callable[[int], None]:
    """A line that counts on a terminal; nothing in a log file."""
    if verbosity == 0 or not stderr.isatty():
        return lambda antal: None

    def vis(antal: int) -> None:
        stderr.write(f"{antal} forløb læst …", ending="\r")
        stderr.flush()

    return vis
