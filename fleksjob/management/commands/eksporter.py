"""`manage.py eksporter`: the cases of a kommune as one sagsdata document."""

import os
from argparse import ArgumentParser
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand

from fleksjob.kommandolinje import ensure_prepared, find_kommuner, standard_output, stop, writing_to
from kommuner.models import Kommune
from opfoelgning.sagsdata.eksporter import UkendtForloeb, export_document


class Command(BaseCommand):
    """Write a document to standard output or to a file; everything else goes to standard error."""

    help = "Skriver sager som et sagsdata-dokument på standard output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take kommune, forløb and file, all optional."""
        parser.add_argument(
            "--kommune", help="kommunekode, fx 0751; kan undværes, når kun én kommune har sager"
        )
        parser.add_argument(
            "--forloeb", nargs="+", action="extend", help="id på de forløb, der skal med (ellers alle)"
        )
        parser.add_argument("--ud", help="fil, der skrives til, i stedet for standard output")

    def handle(self, *args: object, **options: Any) -> None:
        """Write the document, or say what is wrong and exit with 1."""
        ensure_prepared(self.stderr)
        kommune = self._kommune(options["kommune"])
        try:
            dele = iter(export_document(kommune, options["forloeb"]))
            foerste = next(dele)
            maal = options["ud"] or "standard output"
            with writing_to(maal, self.stderr), _destination(options["ud"], self.stdout) as ud:
                _write(ud, foerste, dele)
        except UkendtForloeb as fejl:
            stop(self.stderr, f"Forløbet «{fejl}» findes ikke i {kommune}.")

    def _kommune(self, kode: object) -> Kommune:
        kommuner = find_kommuner(self.stderr, kode)
        if len(kommuner) == 1:
            return kommuner[0]
        if not kommuner:
            return stop(
                self.stderr, "Ingen kommune har sager. Vælg en kommune med --kommune, fx --kommune 0751."
            )
        koder = ", ".join(f"{k.kode} ({k.navn})" for k in kommuner)
        return stop(self.stderr, f"Flere kommuner har sager: {koder}. Vælg en med --kommune.")


def _destination(fil: object, stdout: Any) -> AbstractContextManager[TextIO]:
    if fil:
        # The document holds CPR numbers: readable for its owner only.
        nummer = os.open(Path(str(fil)), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        return os.fdopen(nummer, "w", encoding="utf-8", newline="\n")
    return nullcontext(standard_output(stdout))


def _write(ud: TextIO, foerste: str, dele: Iterable[str]) -> None:
    ud.write(foerste)
    for del_ in dele:
        ud.write(del_)
    ud.flush()
