"""Who leads a team while its teamleder is away: chosen, moved and ended. No case content."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from aftaler.forms import keep_with_version
from kalender.dansk import dato_aar
from kommuner.actions.stedfortraeder import add_stedfortraeder, change_stedfortraeder, remove_stedfortraeder
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist, Konflikt, Spoergsmaal
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.models import Rolle, Stedfortraeder
from kommuner.vikarer import periods_of_teams, teams_to_set
from opfoelgning.vikarform import Stedfortraederform, Vikarretform

may_choose = requires_role(Rolle.TEAMLEDER, Rolle.ADMINISTRATOR)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@may_choose
def stedfortraeder(request: Anmodning) -> HttpResponse:
    """Everybody who stands in, now, later and before; POST chooses one."""
    form = Stedfortraederform(request.POST if request.method == "POST" else None, user=request.user)
    spoergsmaal = ""
    if form.is_valid():
        try:
            ny = add_stedfortraeder(
                by=request.user, dag=idag(), bekraeftet="alligevel" in request.POST, **form.cleaned_data
            )
        except Spoergsmaal as afvist:
            spoergsmaal = str(afvist)
        except Afvist as afvist:
            form.add_error(afvist.felt, str(afvist))
        else:
            messages.success(
                request, f"{ny.medarbejder} er stedfortræder for {ny.team} fra {dato_aar(ny.start)}."
            )
            return redirect("stedfortraeder")
    context = {
        "form": form,
        "spoergsmaal": spoergsmaal,
        "linjer": periods_of_teams(request.user, idag()),
        "har_team": teams_to_set(request.user).exists(),
    }
    status = 422 if form.errors or spoergsmaal else 200
    return render(request, "opfoelgning/stedfortraeder.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@may_choose
def stedfortraeder_ret(request: Anmodning, pk: int) -> HttpResponse:
    """Move the days of one that is not over."""
    raekke = _find(request, pk)
    form = Vikarretform(request.POST) if request.method == "POST" else Vikarretform.of(raekke)
    konflikt = ""
    if request.method == "POST" and form.is_valid():
        try:
            change_stedfortraeder(stedfortraeder=raekke, by=request.user, dag=idag(), **form.cleaned_data)
        except Konflikt as afvist:
            konflikt, raekke = str(afvist), _find(request, pk)
            keep_with_version(form, raekke.version)
        except Afvist as afvist:
            form.add_error(afvist.felt, str(afvist))
        else:
            messages.success(request, "Perioden er rettet.")
            return redirect("stedfortraeder")
    context = {"form": form, "raekke": raekke, "konflikt": konflikt}
    status = 409 if konflikt else 422 if form.errors else 200
    return render(request, "opfoelgning/stedfortraeder_ret.html", context, status=status)


@require_POST
@may_choose
def stedfortraeder_slut(request: Anmodning, pk: int) -> HttpResponse:
    """End one from today on, or take one that has not begun away."""
    raekke = _find(request, pk)
    version = request.POST.get("version", "")
    try:
        begyndt = remove_stedfortraeder(
            stedfortraeder=raekke,
            version=int(version) if version.isdecimal() and len(version) < 9 else raekke.version,
            by=request.user,
            dag=idag(),
        )
    except Afvist as afvist:
        messages.warning(request, str(afvist))
    else:
        hvad = "er ikke længere stedfortræder" if begyndt else "bliver ikke stedfortræder"
        messages.success(request, f"{raekke.medarbejder} {hvad} for {raekke.team}.")
    return redirect("stedfortraeder")


def _find(request: Anmodning, pk: int) -> Stedfortraeder:
    """One of a team whose stedfortræder the person chooses; 404 for any other."""
    alle = Stedfortraeder.objects.select_related("team", "medarbejder")
    return get_object_or_404(alle, pk=pk, team__in=teams_to_set(request.user))
