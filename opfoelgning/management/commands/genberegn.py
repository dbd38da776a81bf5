"""`manage.py genberegn`: check every stored judgement and put right what is wrong; always allowed."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from kommuner.idag import idag, nu
from kommuner.kommunedata import find_kommune
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
        parser.add_argument(
            "--dato", type=date.fromisoformat, help="dagen, der regnes på (ÅÅÅÅ-MM-DD); i dag"
        )
        omfang = parser.add_mutually_exclusive_group()
        omfang.add_argument(
            "--kun-manglende", action="store_true", help="kun det, der er ændret eller forfaldet"
        )
        omfang.add_argument("--alle", action="store_true", help="beregn alle forløb på ny")
        omfang.add_argument(
            "--forfra", action="store_true", help="slet alle gemte vurderinger, og beregn dem på ny"
        )

    def handle(self, *args, **options):
        dag, tidspunkt = (options["dato"], None) if options["dato"] else (idag(), nu())
        for kommune in _kommuner(options["kommune"]):
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


def _kommuner(kode: str | None) -> list[Kommune]:
    if kode is None:
        return list(Kommune.objects.all())
    kommune = find_kommune(kode)
    if kommune is None:
        raise CommandError(f"Kommunen {kode} findes ikke.")
    return [kommune]
