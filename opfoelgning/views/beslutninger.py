"""The leader's list: what waits for a decision, what is on its way to the rehabiliteringsteam, what was decided."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from borgere.journal import log_reading
from kommuner.anmodning import Anmodning
from kommuner.idag import idag, nu
from kommuner.organ import Organ, organ_paa
from opfoelgning import ledersager
from opfoelgning.team import team_statusser
from opfoelgning.trufne import Truffet, decided
from opfoelgning.views.team import only_leaders

FANER = {"afventer": "Afventer", "team": "Til {organ}", "truffet": "Truffet"}


@never_cache
@require_safe
@only_leaders
def beslutninger(request: Anmodning) -> HttpResponse:
    """One of three tabs (``?fane=``), each with how many stand in it."""
    dag = idag()
    found = team_statusser(request.user, dag, nu())
    fane = request.GET.get("fane", "")
    fane = fane if fane in FANER else "afventer"
    efter = request.GET.get("efter", "")
    paa_vej, antal_paa_vej, naeste = ledersager.cases_on_their_way(found, dag, efter)
    ventende: list[ledersager.Ventende] = []
    truffet: list[Truffet] = []
    if fane == "afventer":
        ventende, naeste = ledersager.waiting_cases(found, dag, efter)
    if fane == "truffet":
        truffet, naeste = decided(found, dag, efter)
    antal = {"afventer": ledersager.waiting(found).count(), "team": antal_paa_vej}
    organ = organ_paa(dag).navn
    context = {
        "faner": [(kode, _name(navn, organ), antal.get(kode)) for kode, navn in FANER.items()],
        "organ": organ,
        "fane": fane,
        "ventende": ventende,
        "paa_vej": paa_vej,
        "truffet": truffet,
        "efter": efter,
        "naeste": naeste,
        "dag": dag,
    }
    log_reading(request.user, "beslutninger", _shown(context))
    return render(request, "opfoelgning/beslutninger.html", context)


def _name(fane: str, organ: str) -> str:
    """The law's name reads better without its article here."""
    return fane.format(organ=organ.removesuffix("et") if organ == Organ().navn else organ)


def _shown(context: dict) -> list[int]:
    """Whose cases stand on the tab."""
    if context["fane"] == "afventer":
        return [v.raekke.borger_id for v in context["ventende"]]
    if context["fane"] == "team":
        return [p.sag.forloeb.borger_id for p in context["paa_vej"]]
    return [t.forloeb.borger_id for t in context["truffet"]]
