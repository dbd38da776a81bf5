"""`manage.py gentag_sletninger FIL`: after a restore, delete again what the log of deletions says was deleted."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from fleksjob.kommandolinje import ensure_prepared, stop, why
from kommuner.models import Kommune
from opfoelgning.actions.opbevaring import repeat_deletions
from opfoelgning.slettelog import UlaeseligLog, read


class Command(BaseCommand):
    """Read a log kept outside the database; safe to run twice. Exit code 1 means that the file could not be read."""

    help = "Sletter igen det, der ifølge sletteloggen var slettet, da sikkerhedskopien blev taget."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument(
            "fil", nargs="?", default=settings.SLETTELOG, help="sletteloggen (ellers FLEKSJOB_SLETTELOG)"
        )

    def handle(self, *args: object, **options: Any) -> None:
        """Delete again, kommune by kommune, and say how much was there."""
        ensure_prepared(self.stderr)
        if not options["fil"]:
            stop(self.stderr, "Angiv sletteloggen, eller sæt FLEKSJOB_SLETTELOG.")
        try:
            with Path(options["fil"]).open(encoding="utf-8") as fil:
                log = read(fil)
        except (OSError, UnicodeDecodeError) as fejl:
            stop(
                self.stderr,
                f"Kan ikke læse {options['fil']}: {why(fejl) if isinstance(fejl, OSError) else fejl}.",
            )
        except UlaeseligLog as fejl:
            stop(self.stderr, str(fejl), "Intet er slettet.")
        for kommune in Kommune.objects.filter(kode__in=log).order_by("kode"):
            igen = repeat_deletions(kommune, log[kommune.kode])
            self.stderr.write(
                f"{kommune.kode}: {len(log[kommune.kode])} sletninger i loggen, {igen} forløb slettet igen."
            )
