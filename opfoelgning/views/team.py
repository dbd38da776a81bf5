"""The leader's page: figures, who needs a decision, and where every number leads."""

from datetime import date, timedelta
from functools import wraps
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from borgere.journal import log_reading
from kalender.dansk import dage, dato_aar
from kommuner.adgang import View
from kommuner.anmodning import Anmodning
from kommuner.forespoergsel import fetch, fetch_all
from kommuner.idag import idag, nu
from kommuner.models import Kommune, Rolle
from kommuner.vikarer import notes_of_team, own_notes
from opfoelgning import team as teamet
from opfoelgning.fakta import EGNE_VAERDIER
from opfoelgning.ledelse import Ledelse
from opfoelgning.models import Sagsstatus
from opfoelgning.natkoersel import asking_night_run, night_run_note
from opfoelgning.passive import Passivsag, asking_cases, cases_of, nearest_to_passive
from opfoelgning.rapporter import Fasemaaned, asking_months, faser_pr_maaned, faseserier, months_of
from opfoelgning.team import Stamme, Tal
from opfoelgning.teamtal import figures_as_rows
from opfoelgning.views.filsvar import file_of

I_PANELET = 20


def only_leaders(view: View) -> View:
    """Answer 403 to people who lead no team today, neither as its teamleder nor in her absence."""

    @wraps(view)
    def guarded(request: Anmodning, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.leads(idag()):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@never_cache
@require_safe
@only_leaders
def team(request: Anmodning) -> HttpResponse:
    """Teamoverblik: four figures, the passive cases, phases over time, caseloads; of one team with ``?team=``."""
    dag, user = idag(), request.user
    valgt = teamet.chosen_team(user, dag, request.GET.get("team", ""))
    pk = valgt.pk if valgt else None
    ledet = teamet.fresh_ledelse(user, dag, nu(), pk)
    tal, stammer, sager, maaneder, natkoersel = _counted(ledet, dag, user.kommune)
    log_reading(user, "team", [sag.raekke.borger_id for sag in sager])
    teams = teamet.led_teams(user, dag)
    navne = valgt.navn if valgt else ", ".join(t.navn for t in teams) or "Uden team"
    context = {
        "dag": dag,
        "kontekst": f"{navne} · opgjort {dato_aar(dag)} kl. {_klokken()}",
        "teams": teams,
        "team": str(pk or ""),
        "q": f"team={pk}&" if pk else "",
        "natkoersel": natkoersel,
        "vaelger_vikar": user.has_role(Rolle.TEAMLEDER),
        "vikarnoter": [*own_notes(user, dag), *notes_of_team([t.pk for t in teams], user, dag)],
        "tal": tal,
        "ufordelte": next((stamme.borgere for stamme in stammer if stamme.noegle == teamet.UDEN), 0),
        "sager": sager,
        "flere_sager": tal.lister["passiv_eller_naer"] - len(sager),
        "ingen_passive": "" if sager else _nearest(teamet.led_statusser(ledet), dag),
        "stammer": stammer,
        "serier": faseserier(maaneder),
    }
    return render(request, "opfoelgning/team.html", context)


class _Opgjort(NamedTuple):
    """What the page counts and names; ``natkoersel`` is what there is to say of the nightly work."""

    tal: Tal
    stammer: list[Stamme]
    sager: list[Passivsag]
    maaneder: list[Fasemaaned]
    natkoersel: str


def _counted(ledet: Ledelse, dag: date, kommune: Kommune) -> _Opgjort:
    """All of it asked for in one turn."""
    talt, sager, maaneder, egne, koersel = fetch_all(
        teamet.asking_figures(ledet),
        asking_cases(ledet, dag, I_PANELET),
        asking_months(ledet, dag),
        EGNE_VAERDIER,
        asking_night_run(kommune),
    )
    tal, stammer = teamet.figures_of(talt)
    return _Opgjort(
        tal,
        teamet.with_ceiling(stammer, dag, egne),
        cases_of(sager, dag),
        months_of(maaneder, dag),
        night_run_note(koersel, timezone.now()),
    )


@never_cache
@require_safe
@only_leaders
def team_fil(request: Anmodning, endelse: str) -> HttpResponse:
    """The page's numbers as a file for a spreadsheet; nobody's name but the jobformidlere's."""
    dag, user = idag(), request.user
    valgt = teamet.chosen_team(user, dag, request.GET.get("team", ""))
    pk = valgt.pk if valgt else None
    tal, stammer = teamet.figures(teamet.fresh_ledelse(user, dag, nu(), pk))
    stammer = teamet.with_ceiling(stammer, dag, fetch(*EGNE_VAERDIER))
    rows = figures_as_rows(tal, stammer, faser_pr_maaned(user, dag, team=pk))
    return file_of(rows, "Teamoverblik", f"teamoverblik-{dag}.{endelse}")


def _klokken() -> str:
    return timezone.localtime().strftime("%H.%M")


def _nearest(statusser: QuerySet[Sagsstatus], dag: date) -> str:
    found = nearest_to_passive(statusser)
    if not found:
        return "Ingen passive borgere."
    navn, frist = found
    return f"Ingen passive borgere. Nærmeste: {navn} om {dage((frist - dag + timedelta(days=1)).days)}."
