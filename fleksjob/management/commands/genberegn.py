"""`manage.py genberegn`: check every stored judgement and put right what is wrong; always allowed."""

from django.core.management.base import BaseCommand
from django.db import transaction

from fleksjob.kommandolinje import find_day, find_kommuner
from kommuner.idag import idag, nu
from kommuner.models import Kommune
from kommuner.tenancy import kommunekontekst
from opfoelgning.sweep import Omfang, forget_judgements, sweep


class Command(BaseCommand):
    help = (
        "Kontrollerer alle gemte vurderinger og beregner dem på ny, der er ændret, forfaldne eller ikke stemmer"
        " med deres grundlag."
    )

    def add_arguments(self, parser):
        parser.add_argument("--kommune", help="kommunekode; alle, hvis den udelades")
        parser.add_argument("--dato", help="dagen, der regnes på (ÅÅÅÅ-MM-DD); i dag")
        omfang = parser.add_mutually_exclusive_group()
        omfang.add_argument(
            "--kun-manglende", action="store_true", help="kun det, der er ændret eller forfaldet"
        )
        omfang.add_argument("--alle", action="store_true", help="beregn alle forløb på ny")
        omfang.add_argument(
            "--forfra", action="store_true", help="slet alle gemte vurderinger, og beregn dem på ny"
        )

    def handle(self, *args, **options):
        valgt = find_day(self.stderr, "--dato", options["dato"])
        dag, tidspunkt = (valgt, None) if valgt else (idag(), nu())
        kode = options["kommune"]
        for kommune in find_kommuner(self.stderr, kode) if kode else Kommune.objects.all():
            if options["forfra"]:
                with transaction.atomic(), kommunekontekst(kommune.pk):
                    forget_judgements()
            resultat = sweep(kommune.pk, dag, tidspunkt, omfang=_omfang(options))
            if resultat is None:
                self.stderr.write(f"{kommune}: en anden beregning er i gang.")
            elif resultat.antal:
                self.stderr.write(
                    f"{kommune}: {resultat.antal} forløb vurderet, {resultat.skrevet} ændret, "
                    f"{len(resultat.fejl)} med fejl."
                )


def _omfang(options) -> Omfang:
    if options["alle"] or options["forfra"]:
        return Omfang.ALLE
    return Omfang.FORFALDNE if options["kun_manglende"] else Omfang.AFVIGENDE
