"""Cases as they stood on a day gone by: judged live from the facts of that day, nothing stored.

What was registered later about that day counts; what began later is left out, though it is known today.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any

from borgere.models import Borger
from kommuner.indsatsmodel import Regelvaerdier, indsatsmodeller
from kommuner.models import Medarbejder
from opfoelgning.detaljer import detaljer
from opfoelgning.fakta import Sagsraekke, fetch_sager, regelvaerdier
from opfoelgning.poster import Sag, fremskriv
from opfoelgning.raekker import Dom, Linje, Raekke
from opfoelgning.regler.motor import bedoem
from opfoelgning.regler.typer import Sagsfakta
from opfoelgning.regler.typer import Vurdering as Bedoemt
from opfoelgning.tilstand import status_values
from opfoelgning.vurdering import Sagsbillede


def billede_paa(forloeb_id: int, dag: date) -> Sagsbillede:
    """One case with its judgements as they stood at the end of a day gone by."""
    raekke = next(fetch_sager([forloeb_id]))
    return _billede(raekke.sag, regelvaerdier(raekke.sag.indsatsmodel), dag)


def _billede(sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Sagsbillede:
    set_dengang, regler = fremskriv(Sag(sag, regler), dag, ())
    return Sagsbillede(set_dengang, regler, bedoem(set_dengang, regler, dag))


def raekker_paa(forloeb_ids: Iterable[int], dag: date) -> list[Raekke]:
    """Rows of the forløb as a list of the day would have shown them, most urgent first; a fixed number of queries."""
    fundne = list(_judged(list(forloeb_ids), dag))
    borgere = Borger.objects.in_bulk({values["borger_id"] for values, _ in fundne})
    ejere = Medarbejder.objects.in_bulk({values["jobformidler_id"] for values, _ in fundne} - {None})
    raekker = [
        Raekke(_linje(values, borgere[values["borger_id"]], ejere), domme, "", dag)
        for values, domme in fundne
    ]
    return sorted(
        raekker, key=lambda r: (r.status.hast, r.status.hast_frist or date.max, r.status.navn_sortering)
    )


def _linje(values: dict[str, Any], borger: Borger, ejere: dict[int, Medarbejder]) -> Linje:
    ejer = ejere.get(values["jobformidler_id"])
    names = {
        "navn": borger.navn,
        "navn_soegning": borger.navn_soegning,
        "foedselsdato": borger.foedselsdato,
        "jobformidler": ejer.navn if ejer else None,
    }
    return Linje(**{felt: (values | names)[felt] for felt in Linje._fields})


def _judged(ids: list[int], dag: date) -> Iterator[tuple[dict[str, Any], list[Dom]]]:
    rules = cache(regelvaerdier)
    for raekke in fetch_sager(ids):
        if raekke.sag.indsatsmodel in indsatsmodeller():
            yield _status(raekke, rules(raekke.sag.indsatsmodel), dag)


def _status(raekke: Sagsraekke, regler: Regelvaerdier, dag: date) -> tuple[dict[str, Any], list[Dom]]:
    sag, dengang, bedoemmelse = _billede(raekke.sag, regler, dag)
    values = status_values(raekke._replace(sag=sag), bedoemmelse, dengang, dag)
    values |= {"forloeb_id": raekke.forloeb_id, "indsatsmodel": sag.indsatsmodel}
    return values, [_dom(sag, dengang, dag, v) for v in bedoemmelse.vurderinger]


def _dom(sag: Sagsfakta, regler: Regelvaerdier, dag: date, v: Bedoemt) -> Dom:
    figures = detaljer(sag, regler, dag, v)
    return Dom(v.regel, v.genstand or "", v.tilstand, v.frist, v.anker, v.regelsaet, figures)
