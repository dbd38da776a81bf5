"""`manage.py vurder`: what the rules say of every forløb on a day. Writes nothing to the database."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand

from fleksjob.kommandolinje import columns, ensure_prepared, find_kommuner, standard_output, stop, writing_to
from kommuner.idag import idag, nu
from opfoelgning.sagsdata.fejl import Forkert
from opfoelgning.sagsdata.vaerdier import read_day_or_instant
from opfoelgning.sagsdata.vurderinger import Udpeget, explain, find_forloeb, judge

HOVED = ("Forløb", "Regel", "Genstand", "Tilstand", "Frist", "Siden", "Regelsæt")


def _json_lines(forloeb: list[Udpeget], dag: date, nu: datetime | None) -> Iterator[str]:
    return (json.dumps(en, ensure_ascii=False) for en in judge(forloeb, dag, nu))


def _table(forloeb: list[Udpeget], dag: date, nu: datetime | None) -> Iterator[str]:
    yield from columns([HOVED, *(raekke for en in judge(forloeb, dag, nu) for raekke in _rows(en))])


def _text(forloeb: list[Udpeget], dag: date, nu: datetime | None) -> Iterator[str]:
    return chain.from_iterable(explain(forloeb, dag, nu))


def _rows(en: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    if not en["vurderinger"]:
        yield (en["forloeb"], "–", *[""] * (len(HOVED) - 2))
    for v in en["vurderinger"]:
        felter = ("regel", "genstand", "tilstand", "frist", "siden", "regelsaet")
        yield (en["forloeb"], *(v[felt] or "–" for felt in felter))


FORMATER = {"json": _json_lines, "tabel": _table, "tekst": _text}


class Command(BaseCommand):
    """Print one JSON object per line and forløb, or a table or sentences for reading."""

    help = "Viser reglernes vurdering af hvert forløb på en dag. Gemmer intet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take day, kommune, forløb and form of the answer, all optional."""
        parser.add_argument(
            "--dato", help="dagen som ÅÅÅÅ-MM-DD, eller tidspunktet som ÅÅÅÅ-MM-DDTTT:MM (ellers nu)"
        )
        parser.add_argument("--kommune", help="kommunekode, fx 0751 (ellers alle)")
        parser.add_argument("--forloeb", nargs="+", action="extend", help="id på forløb (ellers alle)")
        parser.add_argument(
            "--format", choices=list(FORMATER), default="json", help="json-linjer, tabel eller hele sætninger"
        )

    def handle(self, *args: object, **options: Any) -> None:
        """Judge and print, or say what is wrong and exit with 1."""
        ensure_prepared(self.stderr)
        dag, tidspunkt = self._day(options["dato"])
        forloeb = find_forloeb(find_kommuner(self.stderr, options["kommune"]), options["forloeb"])
        ukendte = set(options["forloeb"] or ()) - {en.ekstern_id for en in forloeb}
        if ukendte:
            stop(self.stderr, *(f"Forløbet «{id_}» findes ikke." for id_ in sorted(ukendte)))
        if not forloeb:
            self.stderr.write("Der er ingen forløb at vurdere.")
        ud = standard_output(self.stdout)
        with writing_to("standard output", self.stderr):
            for linje in FORMATER[options["format"]](forloeb, dag, tidspunkt):
                ud.write(f"{linje}\n")
            ud.flush()

    def _day(self, raa: str | None) -> tuple[date, datetime | None]:
        """The day to judge, and the instant of it; a day without a time is judged from its end."""
        try:
            return (idag(), nu()) if raa is None else read_day_or_instant(raa)
        except Forkert as fejl:
            stop(self.stderr, f"--dato {raa}: {fejl}")
