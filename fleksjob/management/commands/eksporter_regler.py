"""`manage.py eksporter_regler`: a kommune's rule values, every version and every change, as one document."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from fleksjob.kommandolinje import ensure_prepared, find_kommuner, standard_output, writing_to
from kommuner.tenancy import kommunekontekst
from opfoelgning.regelfil import export_rules


class Command(BaseCommand):
    """Write the document to standard output or to a file."""

    help = "Skriver en kommunes regler med historik som et dokument på standard output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take kommune and file."""
        parser.add_argument("--kommune", required=True, help="kommunekode, fx 0751")
        parser.add_argument("--ud", help="fil, der skrives til, i stedet for standard output")

    def handle(self, *args: object, **options: Any) -> None:
        """Write the document, or say what is wrong and exit with 1."""
        ensure_prepared(self.stderr)
        (kommune,) = find_kommuner(self.stderr, options["kommune"])
        with kommunekontekst(kommune.pk):
            text = json.dumps(export_rules(kommune), ensure_ascii=False, indent=1) + "\n"
        with writing_to(options["ud"] or "standard output", self.stderr):
            if options["ud"]:
                Path(options["ud"]).write_text(text, "utf-8")
            else:
                ud = standard_output(self.stdout)
                ud.write(text)
                ud.flush()
