"""Lists of borgere as they stood on a day gone by: to read, with no way to change anything."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from borgere.journal import log_reading
from forloeb.models import Forloeb
from kommuner.anmodning import Anmodning
from opfoelgning.datovalg import Datovalg
from opfoelgning.filtre import Filterform
from opfoelgning.fortid import raekker_paa
from opfoelgning.raekker import Raekke

PR_SIDE = 50


def mine_dengang(request: Anmodning, valg: Datovalg) -> HttpResponse:
    """The borgere the person had on the day, as far as she may see them today."""
    return _liste(request, valg, Forloeb.objects.mine(request.user, valg.dag), ("mine", "Mine borgere"))


def team_dengang(request: Anmodning, valg: Datovalg) -> HttpResponse:
    """The borgere the team had on the day, as far as the person may see them today."""
    dengang = Forloeb.objects.teamets(request.user, valg.dag).aabne(valg.dag)
    return _liste(request, valg, dengang, ("team_borgere", "Teamets borgere"))


def _liste(
    request: Anmodning, valg: Datovalg, dengang: QuerySet[Forloeb], side: tuple[str, str]
) -> HttpResponse:
    # What somebody may see is decided by today, also when she looks back.
    synlige = Forloeb.objects.synlig_for(request.user, valg.idag)
    ids = list(dengang.filter(pk__in=synlige.values("pk")).values_list("pk", flat=True))
    alle = raekker_paa(ids, valg.dag)
    filtre = Filterform(request.GET, _phases(alle))
    fundne = filtre.apply(alle)
    vist, naeste = _page_of(fundne, request.GET.get("efter", ""))
    log_reading(request.user, f"{side[0]}_dengang", [raekke.borger_id for raekke in vist])
    context = {
        "adresse": _address(request),
        "antal": len(fundne),
        "dag": valg.dag,
        "datovalg": valg,
        "efter": request.GET.get("efter", ""),
        "filter": filtre,
        "liste": vist,
        "naeste": naeste,
        "side": side[0],
        "skjulte": [],
        "skjulte_antal": dengang.count() - len(ids),
        "tilbage": reverse(side[0]),
        "titel": side[1],
    }
    return render(request, "opfoelgning/borgere_dengang.html", context)


def _phases(alle: list[Raekke]) -> list[tuple[int, str]]:
    return sorted({(raekke.status.fase, raekke.fase) for raekke in alle if raekke.status.fase})


def _page_of(fundne: list[Raekke], efter: str) -> tuple[list[Raekke], str]:
    """A page of the list behind the row with this id, and the key of the next page."""
    fra = next((nr + 1 for nr, raekke in enumerate(fundne) if str(raekke.forloeb_id) == efter), 0)
    side = fundne[fra : fra + PR_SIDE]
    return side, str(side[-1].forloeb_id) if fra + PR_SIDE < len(fundne) else ""


def _address(request: Anmodning) -> str:
    valgt = request.GET.copy()
    valgt.pop("efter", None)
    return valgt.urlencode()
