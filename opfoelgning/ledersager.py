"""What the leader's page «Beslutninger» lists: what waits, what is on its way to the team, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from kommuner.organ import organnavne
from opfoelgning.chips import WARNING, Chip
from opfoelgning.models import (
    Beslutning,
    Forslag,
    Genbehandling,
    Genbehandlingsmoede,
    Genbehandlingssag,
    Moedestatus,
    Sagsstatus,
)
from opfoelgning.raekker import Raekke, fresh_rows
from opfoelgning.regler.passivitet import KODE
from opfoelgning.regler.typer import Tilstand
from opfoelgning.skemaafsnit import Afsnit, in_words, missing, needed_of

PR_SIDE = 50
IGEN = Chip("Passiv igen efter genbehandling", WARNING, False, 0)


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


def waiting_cases(found: QuerySet[Sagsstatus], dag: date) -> list[Ventende]:
    """What waits for a decision, most urgent first, in a fixed number of queries."""
    ids = list(waiting(found).order_by("hast", "hast_frist").values_list("pk", flat=True)[:PR_SIDE])
    forslag = {
        f.forloeb_id: f
        for f in Forslag.objects.filter(forloeb__in=ids, afgjort__isnull=True).select_related(
            "registreret_af"
        )
    }
    igen = _again(ids)
    return [
        Ventende(r, _chips(r, igen.get(r.forloeb_id, set())), forslag.get(r.forloeb_id))
        for r in fresh_rows(ids, dag)
    ]


def _again(ids: list[int]) -> dict[int, set[date]]:
    """The days on which the team met about each case."""
    fundne: dict[int, set[date]] = {}
    moeder = Genbehandling.objects.filter(forloeb__in=ids).values_list("forloeb_id", "moede")
    for forloeb_id, moede in moeder:
        fundne.setdefault(forloeb_id, set()).add(moede)
    return fundne


def _chips(r: Raekke, moeder: set[date]) -> list[Chip]:
    """The chips of passivity; one more for a clock that a meeting of the team had started again."""
    dom = next((v for v in r.vurderinger if v.regel == KODE), None)
    er_igen = dom is not None and dom.tilstand == Tilstand.OVERSKREDET and dom.anker in moeder
    return [*([IGEN] if er_igen else []), *r.passivitetschips]


def cases_on_their_way(found: QuerySet[Sagsstatus], dag: date) -> list[Paavej]:
    """The team's cases on their way to the rehabiliteringsteam, those without a day or past it first."""
    statusser = {s.pk: s for s in found.select_related("jobformidler").filter(pk__in=_on_their_way())}
    sager = list(open_sager().filter(forloeb__in=statusser).select_related("forloeb__borger"))
    planlagt = {m.sag_id: m.dato for m in _planned(sager)}
    afsnit = needed_of(sager, dag)
    linjer = [
        _line(sag, statusser[sag.forloeb_id], planlagt.get(sag.pk), afsnit[sag.pk], dag) for sag in sager
    ]
    return sorted(linjer, key=lambda li: (li.moede or date.min, li.sag.forloeb.borger.navn_sortering))


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


def decided(found: QuerySet[Sagsstatus], side: int = 1) -> tuple[list[tuple[Beslutning, str]], bool]:
    """A page of the team's decisions, newest first, each with its outcome in words, and whether there are more."""
    alle = Beslutning.objects.filter(forloeb__in=found.values("pk")).select_related(
        "forloeb__borger", "registreret_af", "sammen_med", "virksomhed"
    )
    fra = (side - 1) * PR_SIDE
    rows = list(alle.order_by("-dato", "-pk")[fra : fra + PR_SIDE + 1])
    paa = organnavne()
    return [(b, b.udfald_ord(paa(b.dato).navn)) for b in rows[:PR_SIDE]], len(rows) > PR_SIDE
