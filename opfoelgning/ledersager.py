"""What the leader's page «Beslutninger» lists: what waits, and what is on its way to the team."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from kalender.dansk import dato
from opfoelgning.chips import WARNING, Chip
from opfoelgning.models import (
    Forslag,
    Genbehandling,
    Genbehandlingsmoede,
    Genbehandlingssag,
    Gennemgangsresultat,
    Moedestatus,
    Sagsgennemgang,
    Sagsstatus,
)
from opfoelgning.raekker import Raekke, fresh_rows
from opfoelgning.regler.passivitet import KODE
from opfoelgning.regler.typer import Tilstand
from opfoelgning.skemaafsnit import Afsnit, in_words, missing, needed_of
from opfoelgning.team import page_of

PR_SIDE = 50
IGEN = Chip("Passiv igen efter genbehandling", WARNING, False, 0)
Brudt = dict[int, date]  # forløb to the day on which a measure agreed should have begun


class Ventende(NamedTuple):
    """A case that waits for a decision, with the proposal if one was sent."""

    raekke: Raekke
    chips: list[Chip]
    forslag: Forslag | None


class Paavej(NamedTuple):
    """A case on its way to the rehabiliteringsteam, and in words what is missing."""

    sag: Genbehandlingssag
    jobformidler: str
    moede: date | None
    mangler: list[str]


def waiting(found: QuerySet[Sagsstatus]) -> QuerySet[Sagsstatus]:
    """Those of the list that wait for the leader: passive, or proposed something about; not those on their way."""
    forslag = Forslag.objects.filter(forloeb=OuterRef("pk"), afgjort__isnull=True)
    uden = found.filter(~Exists(open_sager().filter(forloeb=OuterRef("pk"))) | Exists(forslag))
    return uden.filter(Q(passivitet=Tilstand.OVERSKREDET) | Exists(forslag))


def open_sager() -> QuerySet[Genbehandlingssag]:
    """Genbehandlinger decided on whose meeting is not held."""
    return Genbehandlingssag.objects.filter(afsluttet__isnull=True, genbehandling__isnull=True)


def waiting_cases(
    found: QuerySet[Sagsstatus], dag: date, efter: str = "", antal: int = PR_SIDE
) -> tuple[list[Ventende], str]:
    """A page of what waits for a decision, most urgent first, in a fixed number of queries, and the next page's key.

    ``efter`` is such a key.
    """
    ids, naeste = page_of(waiting(found), efter, antal)
    forslag = {
        f.forloeb_id: f
        for f in Forslag.objects.filter(forloeb__in=ids, afgjort__isnull=True).select_related(
            "registreret_af"
        )
    }
    igen, brudt = _again(ids), _broken(ids, dag)
    ventende = [
        Ventende(
            r, _chips(r, igen.get(r.forloeb_id, set()), brudt.get(r.forloeb_id)), forslag.get(r.forloeb_id)
        )
        for r in fresh_rows(ids, dag)
    ]
    return ventende, naeste


def _broken(ids: list[int], dag: date) -> Brudt:
    """Where the latest review agreed on a measure whose day has come."""
    alle = Sagsgennemgang.objects.filter(forloeb__in=ids, dato__lte=dag).order_by("dato", "pk")
    seneste = {g.forloeb_id: g for g in alle}
    return {
        pk: g.forventet_start
        for pk, g in seneste.items()
        if g.resultat == Gennemgangsresultat.INDSATS_AFTALT and g.forventet_start and g.forventet_start < dag
    }


def _again(ids: list[int]) -> dict[int, set[date]]:
    """The days on which the team met about each case."""
    fundne: dict[int, set[date]] = {}
    moeder = Genbehandling.objects.filter(forloeb__in=ids).values_list("forloeb_id", "moede")
    for forloeb_id, moede in moeder:
        fundne.setdefault(forloeb_id, set()).add(moede)
    return fundne


def _chips(r: Raekke, moeder: set[date], brudt: date | None) -> list[Chip]:
    """The chips of passivity; one more for a clock that a meeting of the team had started again, or that went on
    because the measure agreed did not begin."""
    dom = next((v for v in r.vurderinger if v.regel == KODE), None)
    if dom is None or dom.tilstand != Tilstand.OVERSKREDET:
        return r.passivitetschips
    if brudt and brudt >= dom.anker:
        tekst = f"Aftalt indsats {dato(brudt, r.dag)} begyndte ikke"
        return [Chip(tekst, WARNING, False, 0), *r.passivitetschips]
    return [*([IGEN] if dom.anker in moeder else []), *r.passivitetschips]


def cases_on_their_way(
    found: QuerySet[Sagsstatus], dag: date, efter: str = ""
) -> tuple[list[Paavej], int, str]:
    """A page of the cases on their way to the rehabiliteringsteam, those without a day or past it first.

    With it, how many there are in all, and the next page's key; ``efter`` is such a key.
    """
    statusser = {s.pk: s for s in found.select_related("jobformidler").filter(pk__in=_on_their_way())}
    sager = list(open_sager().filter(forloeb__in=statusser).select_related("forloeb__borger"))
    planlagt = {m.sag_id: m.dato for m in _planned(sager)}
    afsnit = needed_of(sager, dag)
    linjer = [
        _line(sag, statusser[sag.forloeb_id], planlagt.get(sag.pk), afsnit[sag.pk], dag) for sag in sager
    ]
    linjer.sort(key=lambda li: (li.moede or date.min, li.sag.forloeb.borger.navn_sortering, li.sag.pk))
    fra = next((nr + 1 for nr, li in enumerate(linjer) if str(li.sag.pk) == efter), 0)
    side = linjer[fra : fra + PR_SIDE]
    return side, len(linjer), str(side[-1].sag.pk) if fra + PR_SIDE < len(linjer) else ""


def _on_their_way() -> QuerySet[Genbehandlingssag, int]:
    return open_sager().values_list("forloeb_id", flat=True)


def _planned(sager: Iterable[Genbehandlingssag]) -> QuerySet[Genbehandlingsmoede]:
    return Genbehandlingsmoede.objects.filter(sag__in=sager, status=Moedestatus.PLANLAGT)


def _line(
    sag: Genbehandlingssag, status: Sagsstatus, moede: date | None, afsnit: list[Afsnit], dag: date
) -> Paavej:
    navn = status.jobformidler.navn if status.jobformidler else ""
    return Paavej(sag, navn, moede, what_is_missing(sag, moede, afsnit, dag))


def what_is_missing(sag: Genbehandlingssag, moede: date | None, alle: list[Afsnit], dag: date) -> list[str]:
    """In sentences, what a genbehandling needs before, or after, its meeting."""
    fundne = []
    if moede is None:
        fundne.append("Mødedatoen er ikke sat.")
    elif moede < dag:
        fundne.append("Mødedatoen er passeret. Registrér resultatet eller en ny dato.")
    if afsnit := missing(alle):
        fundne.append(f"Afsnit {in_words(afsnit)} i det forberedende skema.")
    if sag.helbred_aendret is None:
        fundne.append("Svar på, om helbredet har ændret sig.")
    elif sag.helbred_aendret and sag.laege_indhentet is None:
        fundne.append("Lægeoplysninger, fordi helbredet har ændret sig.")
    return fundne
