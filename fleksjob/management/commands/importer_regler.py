"""`manage.py importer_regler FIL`: a kommune's rule values into the database, in one piece or not at all."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from fleksjob.kommandolinje import columns, ensure_prepared, stop, why
from kommuner.idag import idag, nu
from kommuner.kommunedata import find_kommune, why_no_kommune
from opfoelgning.hvadnu_side import headline
from opfoelgning.hvadnu_tekst import before_and_after
from opfoelgning.regelfil import import_rules
from opfoelgning.regelproeve import Proeve, try_rules
from opfoelgning.sagsdata.dokument import Fildokument
from opfoelgning.sagsdata.fejl import MANGLER, Fejl, ImportFejl


class Command(BaseCommand):
    """Import one document. All output goes to standard error; exit code 1 means that nothing was stored."""

    help = "Indlæser en kommunes regler fra et dokument. Er der fejl i det, gemmes intet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("fil", help="filen, der skal indlæses")
        parser.add_argument("--proev", action="store_true", help="vis, hvad filen ville ændre, og gem intet")

    def handle(self, *args: object, **options: Any) -> None:
        """Import, or say what is wrong and exit with 1."""
        ensure_prepared(self.stderr)
        try:
            with Path(options["fil"]).open("rb") as fil:
                hoved = Fildokument(fil).hoved
            kode = hoved.get("kommune", MANGLER)
            kommune = find_kommune(str(kode))
            if kommune is None:
                stop(self.stderr, str(Fejl("/kommune", kode, why_no_kommune(kode))))
            if options["proev"]:
                return self._try(try_rules(hoved, kommune, idag(), nu()))
            self.stderr.write(str(import_rules(hoved, kommune, idag(), timezone.now())))
        except ImportFejl as fejl:
            stop(self.stderr, *map(str, fejl.fejl), "Intet er gemt.")
        except OSError as fejl:
            stop(self.stderr, f"Kan ikke læse {options['fil']}: {why(fejl)}.")

    def _try(self, proeve: Proeve) -> None:
        self.stderr.write(f"Filen ville give {proeve.resultat.tal}. Intet er gemt.")
        self.stderr.writelines(f"  {linje}" for linje in proeve.resultat.versioner)
        for model, svar in proeve.virkninger:
            self.stderr.write(f"{model.navn}: {headline(svar)}")
            self.stderr.writelines(columns([("", "Nu", "Med filen"), *before_and_after(svar.ialt)]))
            for en in svar.skift:
                if en.skift.ny_tilstand:
                    fra, til = (tilstand or "–" for tilstand in (en.skift.fra, en.skift.til))
                    self.stderr.write(f"{en.forloeb}: {en.skift.regel}, {fra} → {til}")
