"""The leader's pages: figures, who needs a decision, and the lists behind every number."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from borgere.journal import log_reading
from kalender.dansk import dage, dato_aar
from kommuner.adgang import requires_role
from kommuner.anmodning import Anmodning
from kommuner.idag import idag, nu
from kommuner.models import Rolle
from kommuner.tenancy import current_kommune_id, kommunekontekst
from opfoelgning import team as teamet
from opfoelgning.datovalg import Datovalg
from opfoelgning.models import Sagsstatus
from opfoelgning.passive import nearest_to_passive, passive_cases
from opfoelgning.raekker import Raekke, fresh_rows, raekker
from opfoelgning.rapporter import faser_pr_maaned, faseserier
from opfoelgning.regneark import csv_lines
from opfoelgning.views.fortid import team_dengang

I_PANELET = 30
KOLONNER = (
    *("Borger", "Født", "Jobformidler", "Fase", "Status", "Seneste kontakt", "Næste frist", "Frist"),
    *("Timer pr. uge", "Tællende dage", "Dage i alt"),
)

only_leaders = requires_role(Rolle.TEAMLEDER)


@never_cache
@require_safe
@only_leaders
def team(request: Anmodning) -> HttpResponse:
    """Teamoverblik: four figures, the passive cases, phases over time, caseloads."""
    dag = idag()
    found = teamet.team_statusser(request.user, dag, nu())
    tal, stammer = teamet.figures(found)
    sager = passive_cases(found, dag, I_PANELET)
    log_reading(request.user, "team", [sag.raekke.borger_id for sag in sager])
    context = {
        "dag": dag,
        "kontekst": f"{request.user.team or 'Uden team'} · opgjort {dato_aar(dag)} kl. {_klokken()}",
        "tal": tal,
        "sager": sager,
        "flere_sager": tal.lister["passiv_eller_naer"] - len(sager),
        "ingen_passive": "" if sager else _nearest(found, dag),
        "stammer": teamet.with_ceiling(stammer, dag),
        "serier": faseserier(faser_pr_maaned(request.user, dag)),
    }
    return render(request, "opfoelgning/team.html", context)


@never_cache
@require_safe
@only_leaders
def team_borgere(request: Anmodning) -> HttpResponse:
    """The people behind a number, a page at a time."""
    dag = idag()
    datovalg = Datovalg(request.GET, dag)
    if datovalg.fortid:
        return team_dengang(request, datovalg)
    alle = teamet.team_statusser(request.user, dag, nu())
    found = teamet.statusser(alle, request.GET)
    tal, stammer = teamet.figures(alle)
    side, naeste = teamet.page_of(found, request.GET.get("efter", ""))
    liste = fresh_rows(side, dag)
    log_reading(request.user, "team_borgere", [raekke.borger_id for raekke in liste])
    valg = {navn: request.GET.get(navn, "") for navn in ("fase", "status", "jobformidler")}
    context = {
        "dag": dag,
        "liste": liste,
        "antal": found.count(),
        "valg": valg,
        "datovalg": datovalg,
        "lister": [(kode, navn) for kode, (navn, _) in teamet.LISTER.items()],
        "stammer": stammer,
        "faser": tal.faser,
        "efter": request.GET.get("efter", ""),
        "adresse": _query(valg),
        "naeste": naeste,
    }
    return render(request, "opfoelgning/team_borgere.html", context, status=datovalg.status)


@never_cache
@require_safe
@only_leaders
def team_borgere_csv(request: Anmodning) -> StreamingHttpResponse:
    """The same list as a file for a spreadsheet, without CPR numbers."""
    dag = idag()
    found = teamet.statusser(teamet.team_statusser(request.user, dag, nu()), request.GET)
    log_reading(request.user, "team_borgere_csv", found.values_list("borger_id", flat=True))
    ids = list(found.values_list("pk", flat=True))
    lines = csv_lines(_rows(current_kommune_id(), ids, dag))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="borgere-{dag}.csv"'
    return response


def _rows(kommune_id: int | None, ids: list[int], dag: date) -> Iterator[list[str]]:
    """Runs after the request's transaction has ended, so it enters the kommune itself."""
    assert kommune_id is not None
    yield list(KOLONNER)
    efter = ""
    while True:
        with kommunekontekst(kommune_id):
            side, efter = teamet.page_of(Sagsstatus.objects.filter(pk__in=ids), efter, antal=200)
            rows = [_cells(r) for r in raekker(side, dag)]
        yield from rows
        if not efter:
            return


def _cells(r: Raekke) -> list[str]:
    ejer = r.jobformidler or "Uden jobformidler"
    status = ", ".join(chip.tekst for chip in r.chips)
    kontakt = r.status.seneste_kontakt.isoformat() if r.status.seneste_kontakt else ""
    frist = r.naeste_frist.frist.isoformat() if r.naeste_frist and r.naeste_frist.frist else ""
    ur = (str(r.ur.antal), str(r.ur.dage_i_alt)) if r.ur else ("", "")
    timer = r.timer if r.status.timer is not None else ""
    return [r.navn, str(r.foedt), ejer, r.fase, status, kontakt, r.frist_ord, frist, timer, *ur]


def _klokken() -> str:
    return timezone.localtime().strftime("%H.%M")


def _nearest(statusser: QuerySet[Sagsstatus], dag: date) -> str:
    found = nearest_to_passive(statusser)
    if not found:
        return "Ingen passive borgere."
    navn, frist = found
    return f"Ingen passive borgere. Nærmeste: {navn} om {dage((frist - dag + timedelta(days=1)).days)}."


def _query(valg: dict[str, str]) -> str:
    given = QueryDict(mutable=True)
    given.update({navn: vaerdi for navn, vaerdi in valg.items() if vaerdi})
    return given.urlencode()
