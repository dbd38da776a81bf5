"""Cases as they stood on a day gone by: judged live from the facts of that day, nothing stored.

What was registered later about that day counts; what began later is left out, though it is known today.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from forloeb.models import Forloeb
from kommuner.indsatsmodel import Regelvaerdier, indsatsmodeller
from kommuner.models import Medarbejder
from opfoelgning.detaljer import detaljer
from opfoelgning.fakta import Sagsraekke, fetch_sager, regelvaerdier
from opfoelgning.models import Sagsstatus, Vurdering
from opfoelgning.poster import Sag, fremskriv
from opfoelgning.raekker import Raekke
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
    forloeb = Forloeb.objects.select_related("borger").in_bulk([status.forloeb_id for status, _ in fundne])
    ejere = Medarbejder.objects.in_bulk({s.jobformidler_id for s, _ in fundne if s.jobformidler_id})
    raekker = []
    for status, domme in fundne:
        status.forloeb = forloeb[status.forloeb_id]
        status.borger = status.forloeb.borger
        status.jobformidler = ejere.get(status.jobformidler_id)
        raekker.append(Raekke(status, domme, "", dag))
    return sorted(
        raekker, key=lambda r: (r.status.hast, r.status.hast_frist or date.max, r.status.navn_sortering)
    )


def _judged(ids: list[int], dag: date) -> Iterator[tuple[Sagsstatus, list[Vurdering]]]:
    values = cache(regelvaerdier)
    for raekke in fetch_sager(ids):
        if raekke.sag.indsatsmodel in indsatsmodeller():
            yield _status(raekke, values(raekke.sag.indsatsmodel), dag)


def _status(raekke: Sagsraekke, regler: Regelvaerdier, dag: date) -> tuple[Sagsstatus, list[Vurdering]]:
    sag, dengang, bedoemmelse = _billede(raekke.sag, regler, dag)
    values = status_values(raekke._replace(sag=sag), bedoemmelse, dengang, dag)
    status = Sagsstatus(forloeb_id=raekke.forloeb_id, vurderet_dag=dag, **values)
    return status, [_row(sag, dengang, dag, v) for v in bedoemmelse.vurderinger]


def _row(sag: Sagsfakta, regler: Regelvaerdier, dag: date, v: Bedoemt) -> Vurdering:
    felter = v._asdict() | {"genstand": v.genstand or ""}
    return Vurdering(**felter, detaljer=detaljer(sag, regler, dag, v))
