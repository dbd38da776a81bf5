"""Teamets borgere: the people behind every number, filtered, with filters kept under names, and as a file."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from borgere.journal import log_reading
from kommuner.afvist import Afvist
from kommuner.anmodning import Anmodning
from kommuner.idag import idag, nu
from kommuner.tenancy import current_kommune_id, kommunekontekst
from opfoelgning import team as teamet
from opfoelgning.actions.filter import delete_filter, save_filter
from opfoelgning.datovalg import Datovalg
from opfoelgning.ledelse import teams_of
from opfoelgning.models import Gemtfilter
from opfoelgning.overdrag import Kommende, coming, latest_undoable
from opfoelgning.raekker import Raekke, fresh_rows, raekker
from opfoelgning.regneark import Celle
from opfoelgning.views.filsvar import stream_of
from opfoelgning.views.fortid import team_dengang
from opfoelgning.views.team import only_leaders

BUNDT = 500  # rows of the file read at a time
KOLONNER = (
    *("Borger", "Født", "Jobformidler", "Fase", "Status", "Seneste kontakt", "Næste frist", "Frist"),
    *("Timer pr. uge", "Tællende dage", "Dage i alt", "Næste jobformidler", "Fra"),
)


@never_cache
@require_safe
@only_leaders
def team_borgere(request: Anmodning) -> HttpResponse:
    """The people behind a number, a page at a time."""
    dag = idag()
    datovalg = Datovalg(request.GET, dag)
    if datovalg.fortid:
        return team_dengang(request, datovalg)
    return _list(request, datovalg)


def _list(request: Anmodning, datovalg: Datovalg, fejl: str = "", status: int = 0) -> HttpResponse:
    dag = idag()
    valg = _chosen(request.POST if fejl else request.GET)
    valgt = teamet.chosen_team(request.user, dag, valg["team"])
    ledet = teamet.fresh_ledelse(request.user, dag, nu(), valgt.pk if valgt else None)
    found = teamet.statusser(teamet.led_statusser(ledet), valg)
    tal, stammer = teamet.figures(ledet)
    side, naeste = teamet.page_of(found, request.GET.get("efter", ""))
    liste = fresh_rows(side, dag)
    log_reading(request.user, "team_borgere", [raekke.borger_id for raekke in liste])
    context = {
        "dag": dag,
        "liste": liste,
        "skift": {pk: en.tekst(dag) for pk, en in coming(side, dag).items()},
        "antal": found.count(),
        "valg": valg,
        "filtreret": any(valg.values()),
        "datovalg": datovalg,
        "lister": [(kode, navn) for kode, (navn, _) in teamet.LISTER.items()],
        "teams": teamet.led_teams(request.user, dag) if len(teams_of(request.user, dag)) > 1 else [],
        "stammer": stammer,
        "stamme": next((s for s in stammer if s.noegle == valg["jobformidler"]), None),
        "faser": tal.faser,
        "efter": request.GET.get("efter", ""),
        "adresse": _query(valg),
        "naeste": naeste,
        "filterfejl": fejl,
        **_beside(request),
    }
    return render(request, "opfoelgning/team_borgere.html", context, status=status or datovalg.status)


@require_POST
@only_leaders
def filter_gem(request: Anmodning) -> HttpResponse:
    """Keep the present filters under a name of the person's own."""
    valg = _chosen(request.POST)
    try:
        gemt = save_filter(navn=request.POST.get("filternavn", ""), valg=valg, by=request.user)
    except Afvist as afvist:
        return _list(request, Datovalg({}, idag()), str(afvist), 422)
    messages.success(request, f"Filteret «{gemt.navn}» er gemt.")
    return redirect(f"{reverse('team_borgere')}?{_query(gemt.valg)}")


@require_POST
@only_leaders
def filter_slet(request: Anmodning, pk: int) -> HttpResponse:
    """Remove one of the person's own filters."""
    gemt = get_object_or_404(Gemtfilter, pk=pk, medarbejder=request.user)
    delete_filter(gemtfilter=gemt, by=request.user)
    messages.success(request, f"Filteret «{gemt.navn}» er slettet.")
    return redirect(f"{reverse('team_borgere')}?{_query(_chosen(request.POST))}")


@never_cache
@require_safe
@only_leaders
def team_borgere_fil(request: Anmodning, endelse: str) -> StreamingHttpResponse:
    """The same list as a file for a spreadsheet, without CPR numbers."""
    dag = idag()
    valgt = teamet.chosen_team(request.user, dag, request.GET.get("team", ""))
    alle = teamet.team_statusser(request.user, dag, nu(), valgt.pk if valgt else None)
    found = teamet.statusser(alle, request.GET)
    log_reading(request.user, "team_borgere_csv", found.values_list("borger_id", flat=True))
    ids, _ = teamet.page_of(found, antal=found.count())
    return stream_of(_rows(current_kommune_id(), ids, dag), "Borgere", f"borgere-{dag}.{endelse}")


def _rows(kommune_id: int | None, ids: list[int], dag: date) -> Iterator[list[Celle]]:
    """Runs after the request's transaction has ended, so it enters the kommune itself."""
    assert kommune_id is not None
    yield list(KOLONNER)
    for nr in range(0, len(ids), BUNDT):
        with kommunekontekst(kommune_id):
            bundt = ids[nr : nr + BUNDT]
            naeste = coming(bundt, dag)
            rows = [_cells(r, naeste.get(r.forloeb_id)) for r in raekker(bundt, dag)]
        yield from rows


def _cells(r: Raekke, naeste: Kommende | None) -> list[Celle]:
    ejer = r.jobformidler or "Uden jobformidler"
    status = ", ".join(chip.tekst for chip in r.chips)
    kontakt = r.status.seneste_kontakt or ""
    frist = (r.naeste_frist and r.naeste_frist.frist) or ""
    ur = (r.ur.antal, r.ur.dage_i_alt) if r.ur else ("", "")
    skift = (naeste.navn, naeste.fra) if naeste else ("", "")
    timer = "" if r.status.timer is None else r.status.timer
    return [r.navn, r.foedt, ejer, r.fase, status, kontakt, r.frist_ord, frist, timer, *ur, *skift]


def _chosen(data: QueryDict) -> dict[str, str]:
    """The filters in an address or a form, each at most as long as a name."""
    return {navn: data.get(navn, "").strip()[:100] for navn in teamet.FILTRE}


def _beside(request: Anmodning) -> dict[str, Any]:
    """What the person kept, and what she can take back."""
    return {
        "filtre": _saved(request),
        "filternavn": request.POST.get("filternavn", ""),
        "overdrag": latest_undoable(request.user, timezone.now()),
    }


def _saved(request: Anmodning) -> list[dict[str, Any]]:
    egne = Gemtfilter.objects.filter(medarbejder=request.user).order_by("navn", "pk")
    return [{"pk": gemt.pk, "navn": gemt.navn, "adresse": _query(gemt.valg)} for gemt in egne]


def _query(valg: dict[str, str]) -> str:
    given = QueryDict(mutable=True)
    given.update({navn: vaerdi for navn, vaerdi in valg.items() if vaerdi})
    return given.urlencode()
