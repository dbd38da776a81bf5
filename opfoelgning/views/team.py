"""The leader's page: figures, who needs a decision, and where every number leads."""

from datetime import date, timedelta
from functools import wraps
from typing import Any

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
from kommuner.idag import idag, nu
from kommuner.models import Rolle
from kommuner.vikarer import notes_of_team, own_notes
from opfoelgning import team as teamet
from opfoelgning.friske import teams_of
from opfoelgning.models import Sagsstatus
from opfoelgning.passive import nearest_to_passive, passive_cases
from opfoelgning.rapporter import faser_pr_maaned, faseserier

I_PANELET = 30


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
    """Teamoverblik: four figures, the passive cases, phases over time, caseloads."""
    dag = idag()
    found = teamet.team_statusser(request.user, dag, nu())
    tal, stammer = teamet.figures(found)
    sager = passive_cases(found, dag, I_PANELET)
    log_reading(request.user, "team", [sag.raekke.borger_id for sag in sager])
    context = {
        "dag": dag,
        "kontekst": f"{request.user.team or 'Uden team'} · opgjort {dato_aar(dag)} kl. {_klokken()}",
        "vaelger_vikar": request.user.has_role(Rolle.TEAMLEDER),
        "vikarnoter": [
            *own_notes(request.user, dag),
            *notes_of_team(teams_of(request.user, dag), request.user, dag),
        ],
        "tal": tal,
        "ufordelte": next((stamme.borgere for stamme in stammer if stamme.noegle == teamet.UDEN), 0),
        "sager": sager,
        "flere_sager": tal.lister["passiv_eller_naer"] - len(sager),
        "ingen_passive": "" if sager else _nearest(found, dag),
        "stammer": teamet.with_ceiling(stammer, dag),
        "serier": faseserier(faser_pr_maaned(request.user, dag)),
    }
    return render(request, "opfoelgning/team.html", context)


def _klokken() -> str:
    return timezone.localtime().strftime("%H.%M")


def _nearest(statusser: QuerySet[Sagsstatus], dag: date) -> str:
    found = nearest_to_passive(statusser)
    if not found:
        return "Ingen passive borgere."
    navn, frist = found
    return f"Ingen passive borgere. Nærmeste: {navn} om {dage((frist - dag + timedelta(days=1)).days)}."
