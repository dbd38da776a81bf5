"""`manage.py prognose`: who becomes passive or overdue in the days to come. Writes nothing to the database."""

import json
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
    teams_forloeb,
    with_team,
    writing_to,
)
from kommuner.idag import idag, nu
from kommuner.models import Kommune
from kommuner.tenancy import kommunekontekst
from opfoelgning.prognose import LAENGST
from opfoelgning.prognoselinjer import Linje, prognoselinjer

HOVED = (
    "Kommune",
    "Forløb",
    "Borger",
    "Regel",
    "Hvis intet sker",
    "Med planer",
    "Plan",
    "Hvad der standser det",
)


class Command(BaseCommand):
    """Print one JSON object per line and missed duty, or a table for reading."""

    help = "Viser, hvem der bliver passive eller får en overskredet frist de næste dage. Gemmer intet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take day, number of days, kommune, team, rule and form of the answer, all optional."""
        parser.add_argument("--dato", help="dagen, der ses fra, som ÅÅÅÅ-MM-DD (ellers i dag)")
        parser.add_argument("--dage", default="90", help=f"dage frem, 1-{LAENGST} (ellers 90)")
        parser.add_argument("--kommune", help="kommunekode, fx 0751 (ellers alle)")
        parser.add_argument("--team", help="kun forløb hos dette teams medarbejdere")
        parser.add_argument("--regel", default="", help="kun denne regel, fx passivitet (ellers alle)")
        parser.add_argument(
            "--format", choices=["json", "tabel"], default="json", help="json-linjer eller tabel"
        )

    def handle(self, *args: object, **options: Any) -> None:
        """Foresee and print, or say what is wrong and exit with 1."""
        ensure_prepared(self.stderr)
        dag = find_day(self.stderr, "--dato", options["dato"]) or idag()
        dage, regel, team = self._dage(str(options["dage"])), options["regel"], options["team"]
        check_rule(self.stderr, regel)
        kommuner = with_team(self.stderr, find_kommuner(self.stderr, options["kommune"]), team)
        svar = _foresee(kommuner, team, dag, dage, regel)
        ud = standard_output(self.stdout)
        with writing_to("standard output", self.stderr):
            for linje in _table(svar) if options["format"] == "tabel" else _json_lines(svar):
                ud.write(f"{linje}\n")
            ud.flush()

    def _dage(self, raa: str) -> int:
        if not raa.isdecimal() or not 1 <= int(raa) <= LAENGST:
            stop(self.stderr, f"--dage {raa}: skriv et helt tal fra 1 til {LAENGST}.")
        return int(raa)


def _foresee(
    kommuner: Iterable[Kommune], team: str | None, dag: date, dage: int, regel: str
) -> Iterator[tuple[Kommune, Linje]]:
    for kommune in kommuner:
        with kommunekontekst(kommune.pk):
            aabne = list(teams_forloeb(team, dag).aabne(dag).values_list("pk", flat=True))
            linjer = prognoselinjer(aabne, dag, dage, regel, nu=nu() if dag == idag() else None)
        yield from ((kommune, linje) for linje in linjer)


def _json_lines(svar: Iterable[tuple[Kommune, Linje]]) -> Iterator[str]:
    for kommune, linje in svar:
        vurdering = linje.udsigt.foerst.vurdering
        yield json.dumps(
            {
                "kommune": kommune.kode,
                "forloeb": linje.forloeb.ekstern_id,
                "borger": linje.forloeb.borger.navn,
                "regel": vurdering.regel,
                "genstand": vurdering.genstand,
                "frist": vurdering.frist.isoformat() if vurdering.frist else None,
                "hvis_intet_sker": linje.uden.isoformat() if linje.uden else None,
                "med_planer": linje.med.isoformat() if linje.med else None,
                "planer": linje.med_planer,
                "standser": linje.standser,
            },
            ensure_ascii=False,
        )


def _table(svar: Iterable[tuple[Kommune, Linje]]) -> Iterator[str]:
    raekker = [HOVED, *(_cells(kommune, linje) for kommune, linje in svar)]
    bredder = [max(len(raekke[nr]) for raekke in raekker) for nr in range(len(HOVED))]
    for raekke in raekker:
        yield "  ".join(celle.ljust(bredde) for celle, bredde in zip(raekke, bredder, strict=True)).rstrip()


def _cells(kommune: Kommune, linje: Linje) -> tuple[str, ...]:
    uden, med = (dag.isoformat() if dag else "–" for dag in (linje.uden, linje.med))
    borger = linje.forloeb.borger.navn
    fra = (kommune.kode, linje.forloeb.ekstern_id, borger, linje.regel.navn)
    return (*fra, uden, med, linje.med_planer or "–", linje.standser)
