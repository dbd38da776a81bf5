"""Reading a borger of another team: asked for in writing, open for the day, and never for writing."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from borgere.journal import log_reading
from borgere.models import Borger
from forloeb.actions.fravaer import open_adgang
from kommuner.afvist import Afvist
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from opfoelgning.forms import BegrundelseForm
from opfoelgning.soegning import find_borger


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bed_om_adgang(request: Anmodning, pk: int) -> HttpResponse:
    """Name and team, as in the search, and a field for the reason; then on to the borger's page."""
    fund = find_borger(request.user, pk, idag())
    if fund is None:
        raise Http404
    if fund.aaben_side:
        return redirect("borger", pk)
    form = BegrundelseForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _open(request, pk, form):
        return redirect("borger", pk)
    log_reading(request.user, "bed_om_adgang", [pk])
    context = {"fund": fund, "form": form}
    return render(request, "opfoelgning/bed_om_adgang.html", context, status=422 if form.errors else 200)


def _open(request: Anmodning, pk: int, form: BegrundelseForm) -> bool:
    borger = get_object_or_404(Borger, pk=pk, kommune=request.user.kommune_id)
    try:
        open_adgang(borger=borger, by=request.user, dag=idag(), **form.cleaned_data)
    except Afvist as afvist:
        form.add_error(afvist.felt, str(afvist))
    return not form.errors
