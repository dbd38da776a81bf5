"""Gathering a report's cases in a fixed set of queries: who had them, their facts, and what rules do not read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple

from django.db.models import Q, Subquery
from django.utils import timezone

from forloeb.models import Forloeb, Tildeling
from kommuner.forespoergsel import fetch
from kommuner.indsatsmodel import indsatsmodeller
from opfoelgning.aarsag import RETTELSE
from opfoelgning.fakta import fetch_sager, regelvaerdier
from opfoelgning.models import Beslutning, Udfald
from opfoelgning.rapport.udsnit import Sag, Udsnit

BUNDT = 1000
UDEN_TEAM = 0

# The team that everybody was in at an instant; before anything is known of her, the first one known; if no history is,
# as after a load straight into the database, the present one.
_TEAM = """
SELECT DISTINCT ON (id) id, COALESCE(team_id, 0) FROM (
  SELECT id, team_id, pgh_id, pgh_created_at >= %(til)s AS efter FROM kommuner_medarbejderevent
  WHERE kommune_id = %(kommune)s
  UNION ALL
  SELECT id, team_id, 9223372036854775807, true FROM kommuner_medarbejder WHERE kommune_id = %(kommune)s
) kendt ORDER BY id, efter, CASE WHEN efter THEN pgh_id ELSE -pgh_id END
"""

# Contacts that showed a flag to have been raised in vain: held in time, written down later.
_SENE = """
SELECT a.forloeb_id, a.lukket_dag,
  GREATEST((k.registreret_tidspunkt AT TIME ZONE 'Europe/Copenhagen')::date - k.dato, 0)
FROM opfoelgning_advis a
JOIN opfoelgning_kontakt k ON k.forloeb_id = a.forloeb_id AND k.ekstern_id = a.lukket_af ->> 'post'
WHERE a.kommune_id = %(kommune)s AND k.kommune_id = %(kommune)s AND a.regel = ANY(%(regler)s)
  AND a.lukket_dag BETWEEN %(fra)s AND %(dag)s
  AND a.lukket_af ->> 'maade' = %(maade)s AND a.lukket_af ->> 'slags' = 'kontakter'
"""


class Ejerskab(NamedTuple):
    """The forløb of a kommune in a period with the team that had each on the day; ``None``: nobody had it."""

    team: dict[int, int | None]

    def hos(self, team_id: int | None) -> list[int]:
        """Those the team had, and those nobody had; of everybody without a team id."""
        if team_id is None:
            return sorted(self.team)
        return sorted(pk for pk, team in self.team.items() if team in (team_id, None))


def teams_on(kommune_id: int, dag: date, idag: date) -> dict[int, int]:
    """The team (``UDEN_TEAM``: none) of each medarbejder at the end of a day."""
    # In demo and tests today may be any day: then it is the present that counts.
    til = datetime.combine(dag + timedelta(days=1), time(), timezone.get_current_timezone())
    til = datetime.max.replace(tzinfo=til.tzinfo) if dag >= idag else til
    return dict(fetch(_TEAM, {"kommune": kommune_id, "til": til}))


def ejerskab(kommune_id: int, u: Udsnit, idag: date) -> Ejerskab:
    """Who had the forløb of the period on its day: as jobformidler then, or last if the forløb had ended."""
    teams = teams_on(kommune_id, u.dag, idag)
    havde = Tildeling.objects.covering_forloeb(u.dag).order_by().values("medarbejder")[:1]
    alle = Forloeb.objects.filter(
        Q(slut__isnull=True) | Q(slut__gte=u.fra), kommune=kommune_id, start__lte=u.dag
    )
    par = alle.annotate(ejer=Subquery(havde)).values_list("pk", "ejer")
    return Ejerskab({pk: None if ejer is None else teams.get(ejer, UDEN_TEAM) for pk, ejer in par})


def hent(kommune_id: int, forloeb_ids: Iterable[int], u: Udsnit, *, kontakter: bool) -> Iterator[Sag]:
    """The cases with what reports need of them, with contacts only if they are asked for; a bundle at a time."""
    ids = list(forloeb_ids)
    sene, uden_for = _sene(kommune_id, u), _uden_for(kommune_id, u)
    values = cache(regelvaerdier)
    for nr in range(0, len(ids), BUNDT):
        for raekke in fetch_sager(ids[nr : nr + BUNDT], kontakter=kontakter):
            pk, fakta = raekke.forloeb_id, raekke.sag
            if fakta.indsatsmodel in indsatsmodeller():
                yield Sag(pk, fakta, values(fakta.indsatsmodel), tuple(sene[pk]), tuple(uden_for[pk]))


def _sene(kommune_id: int, u: Udsnit) -> dict[int, list[tuple[date, int]]]:
    koder = {
        regel.kode
        for model in indsatsmodeller().values()
        for regel in model.regler
        if (regel.slags, regel.hvad) == ("kadence", "kontakt")
    }
    values = {"kommune": kommune_id, "regler": sorted(koder), "fra": u.fra, "dag": u.dag, "maade": RETTELSE}
    fundne: dict[int, list[tuple[date, int]]] = defaultdict(list)
    for pk, lukket, dage in fetch(_SENE, values):
        fundne[pk].append((lukket, dage))
    return fundne


def _uden_for(kommune_id: int, u: Udsnit) -> dict[int, list[date]]:
    truffet = Beslutning.objects.filter(
        Q(annulleret__isnull=True) | Q(annulleret__gt=u.dag),
        kommune=kommune_id,
        udfald=Udfald.UDEN_FOR,
        dato__range=(u.fra, u.dag),
    )
    fundne: dict[int, list[date]] = defaultdict(list)
    for pk, dato in truffet.values_list("forloeb_id", "dato"):
        fundne[pk].append(dato)
    return fundne
