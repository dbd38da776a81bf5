"""The first person who may log in, and a kommune ready to work."""

from django.core.management.base import BaseCommand, CommandError

from kommuner.actions.konto import create_administrator
from kommuner.afvist import Afvist
from kommuner.kommunedata import find_kommune
from kommuner.tenancy import kommunekontekst


class Command(BaseCommand):
    """Prints a one-time password, once; the administrator chooses her own when she logs in."""

    help = "Opretter en administrator i en kommune og udskriver en engangskode."

    def add_arguments(self, parser):
        parser.add_argument("--kommune", required=True, help="kommunekode, fx 0751")
        parser.add_argument("--brugernavn", required=True)
        parser.add_argument("--navn", required=True)

    def handle(self, *args, **options):
        kommune = find_kommune(options["kommune"])
        if kommune is None:
            raise CommandError(f"Der findes ingen kommune med koden {options['kommune']}.")
        try:
            with kommunekontekst(kommune.pk):
                password = create_administrator(navn=options["navn"], brugernavn=options["brugernavn"])
        except Afvist as afvist:
            raise CommandError(str(afvist)) from afvist
        self.stdout.write(f"{options['brugernavn']} kan nu logge på i {kommune}.")
        self.stdout.write(f"Engangskode: {password}")
