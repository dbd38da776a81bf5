"""The queue of borgere whom nobody has: who they are, and giving them to somebody there and then."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from borgere.journal import log_reading
from kommuner.afvist import Afvist, Spoergsmaal
from kommuner.anmodning import Anmodning
from kommuner.idag import idag, nu
from opfoelgning import team as teamet
from opfoelgning.actions.overdrag import hand_over
from opfoelgning.overdrag import chosen_cases, coming, effect, in_words, latest_undoable, recipients
from opfoelgning.overdragsform import Fordelingsform
from opfoelgning.raekker import fresh_rows
from opfoelgning.views.team import only_leaders


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_leaders
def ufordelte(request: Anmodning) -> HttpResponse:
    """The queue, most urgent first; POST gives the chosen ones to somebody."""
    if request.method != "POST":
        return _show(request, Fordelingsform(user=request.user, initial={"fra": idag()}))
    form = Fordelingsform(request.POST, user=request.user)
    valgte = _chosen(request)
    if not valgte:
        form.add_error(None, "Vælg mindst én borger.")
    if not form.is_valid():
        return _show(request, form, 422)
    til = form.overdragelse
    tal = effect(list(valgte), til.medarbejder, til.fra)
    try:
        hand_over(
            laest=valgte,
            overdragelse=til,
            by=request.user,
            dag=idag(),
            noegle=form.cleaned_data["noegle"],
            bekraeftet="alligevel" in request.POST,
        )
    except Afvist as afvist:
        form.add_error(afvist.felt if afvist.felt in form.fields else None, str(afvist))
        return _show(request, form, 422, isinstance(afvist, Spoergsmaal))
    messages.success(request, f"Fordelt: {in_words(tal)}.")
    return redirect("ufordelte")


def _chosen(request: Anmodning) -> dict[int, str]:
    """The forløb ticked, each with how it stood on the page; 404 for what is foreign or unknown."""
    valgt = dict(noegle.partition(":")[::2] for noegle in request.POST.getlist("valgt"))
    if not all(pk.isdecimal() and len(pk) < 18 for pk in valgt):
        raise Http404
    ids = {int(pk): stand for pk, stand in valgt.items()}
    if len(chosen_cases(request.user, list(ids), idag())) < len(ids):
        raise Http404
    return ids


def _show(
    request: Anmodning, form: Fordelingsform, status: int = 200, spoergsmaal: bool = False
) -> HttpResponse:
    dag = idag()
    alle = teamet.team_statusser(request.user, dag, nu()).filter(jobformidler__isnull=True)
    side, naeste = teamet.page_of(alle, request.GET.get("efter", ""))
    liste = fresh_rows(side, dag)
    log_reading(request.user, "ufordelte", [raekke.borger_id for raekke in liste])
    context = {
        "form": form,
        "liste": liste,
        "skift": {pk: en.tekst(dag) for pk, en in coming(side, dag).items()},
        "antal": alle.count(),
        "stand": {valgt.forloeb.pk: valgt.noegle for valgt in chosen_cases(request.user, side, dag)},
        "modtagere": recipients(request.user, [], dag, dag),
        "valgte": {noegle.partition(":")[0] for noegle in request.POST.getlist("valgt")},
        "efter": request.GET.get("efter", ""),
        "naeste": naeste,
        "dag": dag,
        "spoergsmaal": spoergsmaal,
        "overdrag": latest_undoable(request.user, timezone.now()),
    }
    return render(request, "opfoelgning/ufordelte.html", context, status=status)
