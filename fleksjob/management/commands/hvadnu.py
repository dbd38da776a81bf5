"""`manage.py hvadnu --regel kontakt.interval_dage=10`: what other values would change. Writes nothing."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from difflib import get_close_matches
from itertools import product
from typing import Any

from django.core.management.base import BaseCommand

from fleksjob.kommandolinje import (
    columns,
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
from kommuner.indsatsmodel import Indsatsmodel, indsatsmodeller
from kommuner.models import Kommune
from kommuner.regelsaet import Aendring, AfvisteVaerdier, imagine
from kommuner.tenancy import kommunekontekst
from opfoelgning.hvadnu import HvadNu, Sagsskift, Svar, ask
from opfoelgning.hvadnu_tekst import betydning, numbers, stamme_linje


class Command(BaseCommand):
    """Print one JSON object per kommune, or a table for reading."""

    help = (
        "Viser, hvilke forløb der skifter tilstand i dag under andre værdier, og hvor mange der bliver overskredet "
        "inden for 90 dage. Gemmer intet. Uden --loebende gælder værdierne kun frister, der begynder at løbe på "
        "--gyldig-fra eller senere; tallene for løbende frister vises ved siden af."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the values, and whom, when and how they are meant."""
        parser.add_argument(
            "--regel",
            nargs="+",
            action="extend",
            required=True,
            metavar="REGEL.NAVN=VÆRDI",
            help="en eller flere",
        )
        parser.add_argument("--model", help="indsatsmodel (ellers hver, der har værdierne)")
        parser.add_argument("--dato", help="dagen, der ses fra, som ÅÅÅÅ-MM-DD (ellers i dag)")
        parser.add_argument("--kommune", help="kommunekode, fx 0751 (ellers alle)")
        parser.add_argument("--team", help="kun forløb hos dette teams medarbejdere")
        parser.add_argument("--gyldig-fra", help="dagen, værdierne gælder fra (ellers --dato)")
        parser.add_argument("--loebende", action="store_true", help="værdierne gælder også løbende frister")
        parser.add_argument("--format", choices=["json", "tabel"], default="tabel")

    def handle(self, *args: object, **options: Any) -> None:
        """Answer, or say what is wrong and exit with 1."""
        ensure_prepared(self.stderr)
        dag = find_day(self.stderr, "--dato", options["dato"]) or idag()
        fra = find_day(self.stderr, "--gyldig-fra", options["gyldig_fra"]) or dag
        texts = [self._pair(raa) for raa in options["regel"]]
        models = self._models(self._once([noegle for noegle, _ in texts]), options["model"])
        kommuner = with_team(self.stderr, find_kommuner(self.stderr, options["kommune"]), options["team"])
        ud = standard_output(self.stdout)
        with writing_to("standard output", self.stderr):
            for kommune, model in product(kommuner, models):
                values = {noegle: model.parametre[noegle].fra_tekst(tekst) for noegle, tekst in texts}
                aendring = Aendring(
                    indsatsmodel=model.kode,
                    gyldig_fra=fra,
                    vaerdier=values,
                    gaelder_loebende=options["loebende"],
                )
                ud.writelines(f"{linje}\n" for linje in self._answer(kommune, aendring, dag, options))
            ud.flush()

    def _answer(self, kommune: Kommune, aendring: Aendring, dag: date, options: dict[str, Any]) -> list[str]:
        with kommunekontekst(kommune.pk):
            try:
                version = imagine(aendring)
            except AfvisteVaerdier as afvist:
                stop(self.stderr, *(f"{en.noegle}: {en.besked}" for en in afvist.fejl))
            scope = teams_forloeb(options["team"], dag)
            svar = ask(aendring.indsatsmodel, version, scope, dag, None if options["dato"] else nu())
        if not svar.nye.antal and not options["model"]:
            return []  # nobody follows the model here
        if options["format"] == "json":
            return [_json(kommune, aendring, dag, svar)]
        return list(_table(kommune, aendring, dag, svar))

    def _once(self, noegler: list[str]) -> list[str]:
        if flere := sorted({noegle for noegle in noegler if noegler.count(noegle) > 1}):
            stop(self.stderr, *(f"--regel {noegle}: står mere end én gang." for noegle in flere))
        return noegler

    def _models(self, noegler: list[str], kode: str | None) -> list[Indsatsmodel]:
        alle = indsatsmodeller()
        if kode and kode not in alle:
            stop(self.stderr, f"--model {kode}: der findes {', '.join(alle)}.")
        valgte = [alle[kode]] if kode else list(alle.values())
        fundne = [model for model in valgte if set(noegler) <= model.parametre.keys()]
        if not fundne:
            stop(self.stderr, *(_unknown(noegle, valgte) for noegle in noegler))
        return fundne

    def _pair(self, raa: str) -> tuple[str, str]:
        noegle, skille, tekst = raa.partition("=")
        if not skille:
            stop(self.stderr, f"--regel {raa}: skriv det som REGEL.NAVN=VÆRDI, fx kontakt.interval_dage=10.")
        return noegle.strip(), tekst


def _unknown(noegle: str, models: list[Indsatsmodel]) -> str:
    kendte = sorted({en for model in models for en in model.parametre})
    if noegle in kendte:
        return f"--regel {noegle}: findes, men ikke i samme indsatsmodel som de andre."
    naer = get_close_matches(noegle, kendte, n=1)
    return f"--regel {noegle}: findes ikke." + (f" Mener du {naer[0]}?" if naer else "")


def _json(kommune: Kommune, aendring: Aendring, dag: date, svar: Svar) -> str:
    valgt = svar.loebende if aendring.gaelder_loebende else svar.nye
    return json.dumps(
        {
            "kommune": kommune.kode,
            "indsatsmodel": aendring.indsatsmodel,
            "dato": dag.isoformat(),
            "gyldig_fra": aendring.gyldig_fra.isoformat(),
            "loebende": aendring.gaelder_loebende,
            "vaerdier": aendring.vaerdier,
            "forloeb": valgt.antal,
            "kun_nye_frister": _numbers(svar.nye),
            "ogsaa_loebende_frister": _numbers(svar.loebende),
            "skift": [_change(en) for en in valgt.skift if en.skift.ny_tilstand],
            "sagsstammer": [en._asdict() for en in svar.stammer],
            "fejl": valgt.fejl,
        },
        ensure_ascii=False,
    )


def _numbers(svar: HvadNu) -> dict[str, Any]:
    return asdict(svar.ialt) | {"regler": {kode: asdict(tal) for kode, tal in svar.regler.items()}}


def _change(en: Sagsskift) -> dict[str, Any]:
    frister = (en.skift.frist_foer, en.skift.frist_efter)
    foer, efter = (frist.isoformat() if frist else None for frist in frister)
    return {"forloeb": en.forloeb} | en.skift._asdict() | {"frist_foer": foer, "frist_efter": efter}


def _table(kommune: Kommune, aendring: Aendring, dag: date, svar: Svar) -> Iterator[str]:
    valgt = svar.loebende if aendring.gaelder_loebende else svar.nye
    yield f"{kommune}, {indsatsmodeller()[aendring.indsatsmodel].navn}: {valgt.antal} forløb"
    yield betydning(aendring.gyldig_fra, aendring.gaelder_loebende, dag)
    yield from columns([("", "Nu", "Kun nye frister", "Også løbende"), *numbers(svar)])
    skift = [en for en in valgt.skift if en.skift.ny_tilstand]
    if skift:
        hoved = ("Forløb", "Regel", "Genstand", "Fra", "Til", "Frist før", "Frist efter")
        yield from columns([hoved, *map(_cells, skift)])
    yield from (f"Sagsstamme: {stamme_linje(en)}." for en in svar.stammer)
    for id_ in valgt.fejl:
        yield f"Forløbet {id_} kunne ikke vurderes."


def _cells(en: Sagsskift) -> tuple[str, ...]:
    return (en.forloeb, *(str(felt or "–") for felt in en.skift))
