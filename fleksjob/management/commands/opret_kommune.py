"""`manage.py opret_kommune 0751 --administrator "Agnete Admin"`: a kommune that is ready to work."""

import re
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.core.validators import validate_email

from fleksjob.kommandolinje import ensure_prepared, stop
from kommuner.actions.kommune import setup_kommune
from kommuner.afvist import Afvist
from kommuner.forms import BRUGERNAVN
from kommuner.indsatsmodel import indsatsmodeller
from kommuner.kommunedata import find_kommune, why_no_kommune
from kommuner.models import Fravaerstype, Kommune, Tilbudstype
from kommuner.tenancy import kommunekontekst


class Command(BaseCommand):
    """Prints the administrator's one-time password, once; repeated, it changes nothing and prints none."""

    help = (
        "Gør en kommune klar: den første administrator, standardtyperne for fravær og indsatser, og modellernes "
        "regler. Kører du den igen med samme administrator, ændrer den intet."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kommune", help="kommunekode fra kommuner.csv, fx 0751")
        parser.add_argument(
            "--administrator", required=True, metavar="NAVN", help="den første administrators navn"
        )
        parser.add_argument("--brugernavn", default="", help="uden det laves et af navnet")
        parser.add_argument("--email", default="", help="administratorens e-mail")

    def handle(self, *args: Any, **options: Any) -> None:
        ensure_prepared(self.stderr)
        kode = options["kommune"]
        kommune = find_kommune(kode)
        if kommune is None:
            stop(self.stderr, f"«{kode}»: {why_no_kommune(kode)}")
        self._check(options)
        try:
            opsat = setup_kommune(
                kommune=kommune,
                navn=options["administrator"],
                brugernavn=options["brugernavn"],
                email=options["email"],
            )
        except Afvist as afvist:
            stop(self.stderr, str(afvist))
        self._tell(kommune, *opsat)

    def _check(self, options: dict[str, Any]) -> None:
        """End the run when user name or e-mail is no such thing."""
        moenster, besked = BRUGERNAVN
        if options["brugernavn"] and not re.fullmatch(moenster, options["brugernavn"]):
            stop(self.stderr, f"--brugernavn {options['brugernavn']}: {besked}")
        try:
            if options["email"]:
                validate_email(options["email"])
        except ValidationError:
            stop(self.stderr, f"--email {options['email']}: skriv den som mette@example.dk.")

    def _tell(self, kommune: Kommune, brugernavn: str, adgangskode: str) -> None:
        with kommunekontekst(kommune.pk):
            fravaer, indsatser = Fravaerstype.objects.count(), Tilbudstype.objects.count()
        modeller = ", ".join(model.navn for model in indsatsmodeller().values())
        self.stdout.write(f"{kommune} ({kommune.kode}) er klar.")
        self.stdout.write(f"Regler og forberedende del: modellernes egne ({modeller}).")
        self.stdout.write(f"Typer: {fravaer} slags fravær og {indsatser} indsatser.")
        if adgangskode:
            self.stdout.write(f"{brugernavn} kan nu logge på som administrator.")
            self.stdout.write(f"Engangskode: {adgangskode}")
        else:
            self.stdout.write(f"{brugernavn} er administrator i forvejen. Intet er ændret.")
