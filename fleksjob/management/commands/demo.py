"""`manage.py demo`: the whole system with invented data, until Ctrl-C."""

import os
import signal
from argparse import ArgumentParser

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from fleksjob import demodata
from fleksjob.demo.koersel import KoererAllerede, alene, koer
from fleksjob.demo.opsyn import GivetOp
from fleksjob.indlejret.steder import er_ledig
from kommuner.idag import idag
from opfoelgning import sundhed


class Command(BaseCommand):
    """Prepare the database, start web, worker and beat, and keep them running."""

    help = "Starter demoen: database, opdigtede sager, web og job. Stop med Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the port, from PORT when not given."""
        parser.add_argument("--port", type=int, default=os.environ.get("PORT", "8000"))

    def handle(self, *args: object, **options: int) -> None:
        """Run until Ctrl-C or SIGTERM."""
        # SIGINT too: a shell that starts us in the background has switched it off.
        for tegn in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(tegn, signal.default_int_handler)
        port = options["port"]
        try:
            with alene(settings.DATA_DIR):
                if not er_ledig(port):
                    raise CommandError(f"Port {port} er optaget. Vælg en anden: make demo PORT={port + 1}")
                self._klargoer()
                koer(settings.DATA_DIR, port, idag=idag(), logins=demodata.logins(), klar=self._byd_velkommen)
        except KoererAllerede as fejl:
            raise CommandError(f"Demoen kører allerede på mappen {settings.DATA_DIR}.") from fejl
        except GivetOp as fejl:
            raise CommandError(str(fejl)) from fejl
        except KeyboardInterrupt:
            self.stdout.write("Demoen er stoppet.")

    def _klargoer(self) -> None:
        (settings.DATA_DIR / "mail").mkdir(exist_ok=True)
        self.stdout.write("Gør databasen klar …")
        call_command("migrate", verbosity=0)
        if not sundhed.is_set_up():
            self.stdout.write("Lægger opdigtede sager ind …")
            demodata.indlaes(idag())
            # The server would look at what is new within a minute or two; until then it plans as for empty tables.
            with connections["ejer"].cursor() as cursor:
                cursor.execute("VACUUM (ANALYZE)")
        connections.close_all()

    def _byd_velkommen(self, url: str) -> None:
        self.stdout.write(f"\nUdvikling i fleksjob kører på {url}\nLog ind som:")
        vist: set[str] = set()
        for login in demodata.logins():
            if login["rolle"] not in vist:
                vist.add(login["rolle"])
                self.stdout.write(f"  {login['rolle']:<15} {login['brugernavn']}  {login['adgangskode']}")
        self.stdout.write("Stop med Ctrl-C.")
        self.stdout.flush()
