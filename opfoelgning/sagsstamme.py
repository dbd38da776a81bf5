"""Who has a borger, who had her before, and how many borgere each colleague has: for the pages that assign."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Q

from borgere import navne
from forloeb.models import Forloeb, Sagsbehandling, Tildeling
from kommuner.indsatsmodel import Regelvaerdier, indsatsmodeller
from kommuner.models import Medarbejder, Rolle
from kommuner.roller import SAGSROLLER
from opfoelgning.fakta import values_of
from opfoelgning.hvadnu_stamme import over_loft
from opfoelgning.regler import PR_MEDARBEJDER

ROLLER: dict[str, tuple[type[Any], str]] = {
    "jobformidler": (Tildeling, "Jobformidler"),
    "sagsbehandler": (Sagsbehandling, "Myndighedssagsbehandler"),
}


class Kollega(NamedTuple):
    """A colleague, how many borgere she has on the day, and how many she would have."""

    medarbejder: Medarbejder
    nu: int
    efter: int
    har_borgeren: bool

    @property
    def hvem(self) -> str:
        """«sagsbehandler · Team Nord»: what she is, and where."""
        roller = ", ".join(str(Rolle(rolle).label).lower() for rolle in self.medarbejder.roller)
        return " · ".join(filter(None, (roller, str(self.medarbejder.team or ""))))


@dataclass(frozen=True)
class Makker:
    """One half of the makkerpar: who is it now, and everybody who was, newest first."""

    kode: str
    navn: str
    nu: Any
    perioder: list[Any]

    @property
    def antal(self) -> int:
        """How many different people it has been, up to now."""
        return len({raekke.medarbejder_id for raekke in self.perioder})


def makkerpar(forloeb: Forloeb, dag: date) -> list[Makker]:
    """The two who have the borger, jobformidler first; over all her forløb."""
    return [_makker(kode, forloeb, dag) for kode in ROLLER]


def _makker(kode: str, forloeb: Forloeb, dag: date) -> Makker:
    model, navn = ROLLER[kode]
    raekker = model.objects.filter(forloeb__borger=forloeb.borger_id).select_related("medarbejder")
    perioder = list(raekker.order_by("-start", "-pk"))
    egne = (r for r in perioder if r.forloeb_id == forloeb.pk and r.start <= dag)
    nu = next((r for r in egne if r.slut is None or r.slut > dag), None)
    return Makker(kode, navn, nu, perioder)


def caseloads(model: type[Any], ids: Iterable[int], dag: date) -> dict[int, int]:
    """How many running forløb each of these people has on the day, as jobformidler or as sagsbehandler."""
    aaben = Q(slut=None) | Q(slut__gt=dag)
    forloeb = Q(forloeb__slut=None) | Q(forloeb__slut__gt=dag)
    raekker = model.objects.filter(
        aaben, forloeb, start__lte=dag, forloeb__start__lte=dag, medarbejder__in=ids
    )
    return dict(raekker.order_by().values_list("medarbejder").annotate(Count("forloeb", distinct=True)))


def stammeregler(svar: list[tuple]) -> list[Regelvaerdier]:
    """The values of every model that has a rule on caseloads, by the answer to ``fakta.EGNE_VAERDIER``."""
    return [
        values_of(svar, model.kode)
        for model in indsatsmodeller().values()
        if any((regel.slags, regel.hvad) in PR_MEDARBEJDER for regel in model.regler)
    ]


def ceiling_passed(values: list[Regelvaerdier], dag: date, antal: int) -> int | None:
    """The lowest ceiling that so many forløb are above on the day, as the rules judge it; None above none."""
    return min((loft for regler in values if (loft := over_loft(regler, dag, antal))), default=None)


def colleagues(user: Medarbejder, kode: str, forloeb: Forloeb, dag: date) -> list[Kollega]:
    """Everybody who could have the borger, with the numbers before and after.

    Those who are what the borger needs come first, among them the person's own team.
    """
    model = ROLLER[kode][0]
    nu = _makker(kode, forloeb, dag).nu
    alle = list(Medarbejder.objects.kolleger(user).select_related("team").filter(roller__overlap=SAGSROLLER))
    alle.sort(key=lambda m: (kode not in m.roller, m.team_id != user.team_id, navne.sort_key(m.navn)))
    tal = caseloads(model, [m.pk for m in alle], dag)
    har = nu.medarbejder_id if nu else None
    return [_kollega(m, tal.get(m.pk, 0), m.pk == har) for m in alle]


def _kollega(medarbejder: Medarbejder, nu: int, har: bool) -> Kollega:
    return Kollega(medarbejder, nu, nu - 1 if har else nu + 1, har)


def change_in_words(kolleger: Iterable[Kollega], ny_id: int) -> str:
    """What the change does to the caseloads of both: «Mette 25 → 24, Dan 29 → 30»."""
    beroert = [k for k in kolleger if k.har_borgeren or k.medarbejder.pk == ny_id]
    beroert.sort(key=lambda k: not k.har_borgeren)
    return ", ".join(f"{k.medarbejder.navn} {k.nu} → {k.efter}" for k in beroert)
