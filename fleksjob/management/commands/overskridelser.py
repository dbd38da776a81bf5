"""`manage.py overskridelser`: every flag that was raised, what closed it, and how late that was. Writes nothing."""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from fleksjob.kommandolinje import (
    check_rule,
    ensure_prepared,
    find_day,
    find_kommuner,
    standard_output,
    stop,
    writing_to,
)
from kommuner.models import Kommune
from kommuner.tenancy import kommunekontekst
from opfoelgning.advishistorik import Overskridelse, fetch_cases, overskridelser
from opfoelgning.models import Advis
from opfoelgning.regneark import csv_lines

HOVED = (
    *("Kommune", "Forløb", "Regel", "Genstand", "Frist", "Regnet fra", "Åbnet", "Lukket", "Lukket af"),
    *("Endte som", "Dage for sent", "Registreret", "Dage til registrering"),
)
AD_GANGEN = 1000


class Command(BaseCommand):
    """Print a file for a spreadsheet: one line per flag, in order of kommune and day."""

    help = "Skriver alle overskridelser, åbne og lukkede, som et regneark (CSV)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take kommune, rule and days, all optional."""
        parser.add_argument("--kommune", help="kommunekode, fx 0751 (ellers alle)")
        parser.add_argument("--regel", help="kun denne regel, fx kontakt (ellers alle)")
        parser.add_argument("--fra", help="åbnet fra og med denne dag, ÅÅÅÅ-MM-DD")
        parser.add_argument("--til", help="åbnet til og med denne dag, ÅÅÅÅ-MM-DD")

    def handle(self, *args: object, **options: Any) -> None:
        """Print the file, or say what is wrong and exit with 1."""
        ensure_prepared(self.stderr)
        check_rule(self.stderr, options["regel"])
        fra, til = (find_day(self.stderr, f"--{navn}", options[navn]) for navn in ("fra", "til"))
        if fra and til and til < fra:
            stop(self.stderr, f"--til {til} ligger før --fra {fra}.")
        valg = {"regel": options["regel"], "aabnet_dag__gte": fra, "aabnet_dag__lte": til}
        kommuner = find_kommuner(self.stderr, options["kommune"])
        rows = _rows(kommuner, {navn: vaerdi for navn, vaerdi in valg.items() if vaerdi})
        ud = standard_output(self.stdout)
        with writing_to("standard output", self.stderr):
            for linje in csv_lines([HOVED, *rows]):
                ud.write(linje)
            ud.flush()


def _rows(kommuner: Iterable[Kommune], valg: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    for kommune in kommuner:
        with kommunekontekst(kommune.pk):
            alle = list(Advis.objects.filter(**valg).select_related("forloeb").order_by("aabnet_dag", "pk"))
            for nr in range(0, len(alle), AD_GANGEN):
                side = alle[nr : nr + AD_GANGEN]
                for en in overskridelser(side, fetch_cases(side)):
                    yield _cells(kommune, en)


def _cells(kommune: Kommune, en: Overskridelse) -> tuple[str, ...]:
    advis = en.advis
    frist, anker, lukket = _iso(advis.frist), _iso(advis.anker), _iso(advis.lukket_dag)
    hvad = (kommune.kode, advis.forloeb.ekstern_id, advis.regel, advis.genstand)
    dage = ("" if tal is None else str(tal) for tal in (en.dage_for_sent, en.dage_til_registrering))
    for_sent, til_registrering = dage
    fra_til = (frist, anker, _iso(advis.aabnet_dag), lukket)
    return (*hvad, *fra_til, en.lukket, en.art, for_sent, _iso(en.registreret), til_registrering)


def _iso(dag: date | None) -> str:
    return dag.isoformat() if dag else ""
