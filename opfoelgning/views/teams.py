"""The kommune's teams, for administrators: made, called something else, closed and opened again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from forloeb.actions.fratraedelse import close_team
from kommuner.actions.team import create_team, rename_team, reopen_team
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist, Konflikt
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.models import Rolle, Team
from opfoelgning.administrationshistorik import steps
from opfoelgning.brugerforms import TeamForm
from opfoelgning.views.adminform import conflict

only_administrators = requires_role(Rolle.ADMINISTRATOR)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_administrators
def team_ny(request: Anmodning) -> HttpResponse:
    """A new team."""
    form = TeamForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            team = create_team(navn=form.cleaned_data["navn"], by=request.user)
        except Afvist as afvist:
            form.add_refusal(afvist)
        else:
            messages.success(request, f"{team.navn} er oprettet.")
            return redirect("brugere")
    return _show(request, None, form, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_administrators
def team_ret(request: Anmodning, pk: int) -> HttpResponse:
    """Call a team something else, or close it."""
    team = _find(request, pk)
    if request.method != "POST":
        return _show(request, team, TeamForm.of(team))
    form = TeamForm(request.POST)
    if not form.is_valid():
        return _show(request, team, form, status=422)
    version = form.cleaned_data["version"] or 0
    try:
        rename_team(team=team, navn=form.cleaned_data["navn"], version=version, by=request.user)
    except Konflikt as konflikt:
        return _show(request, team, form, status=409, konflikt=conflict(form, konflikt, request.user))
    except Afvist as afvist:
        form.add_refusal(afvist)
        return _show(request, team, form, status=422)
    messages.success(request, f"Teamet hedder nu {form.cleaned_data['navn']}.")
    return redirect("brugere")


@require_POST
@only_administrators
def team_luk(request: Anmodning, pk: int) -> HttpResponse:
    """Offer a team no longer."""
    team = _find(request, pk)
    try:
        close_team(team=team, by=request.user, dag=idag())
    except Afvist as afvist:
        messages.error(request, str(afvist))
        return redirect("team_ret", pk)
    messages.success(request, f"{team.navn} er lukket.")
    return redirect("brugere")


@require_POST
@only_administrators
def team_aabn(request: Anmodning, pk: int) -> HttpResponse:
    """Offer a closed team again."""
    team = _find(request, pk)
    reopen_team(team=team, by=request.user)
    messages.success(request, f"{team.navn} er åbnet igen.")
    return redirect("brugere")


def _find(request: Anmodning, pk: int) -> Team:
    return get_object_or_404(Team, pk=pk, kommune=request.user.kommune_id)


def _show(
    request: Anmodning, team: Team | None, form: Any, status: int = 200, **context: Any
) -> HttpResponse:
    alt: dict[str, Any] = {"team": team, "form": form} | context
    if team:
        personer = team.medarbejdere.order_by("-is_active", "navn", "pk")
        alt |= {"personer": personer[:50], "antal": personer.count(), "historik": steps(Team, team.pk)}
    return render(request, "administration/team_form.html", alt, status=status)
