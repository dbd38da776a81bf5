"""Changing the phase by hand."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kommuner.adgang import requires_role
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.roller import SAGSROLLER
from opfoelgning import vurdering
from opfoelgning.actions.fase import change_fase
from opfoelgning.fasekrav import phases_to_choose
from opfoelgning.faser import fase_tekst
from opfoelgning.sagsforms import Faseform
from opfoelgning.views.opslag import find_forloeb
from opfoelgning.views.sagsform import borger_address, form_page, tell_steps


@never_cache
@require_http_methods(("GET", "HEAD", "POST"))
@requires_role(*SAGSROLLER)
def skift_fase(request: Anmodning, pk: int) -> HttpResponse:
    """What each phase that can follow asks for and begins, and a form that begins it."""
    dag = idag()
    forloeb = find_forloeb(request.user, pk, dag, (request.POST or request.GET).get("forloeb"))
    billede = vurdering.live(forloeb.pk, dag)
    valg = phases_to_choose(forloeb, billede, dag)
    form = Faseform(request.POST or None, initial={"fra": dag}, valg=[(v.nr, v.navn) for v in valg])

    def gem() -> str:
        ja = "alligevel" in request.POST
        skridt = change_fase(forloeb=forloeb, by=request.user, dag=dag, bekraeftet=ja, **form.cleaned_data)
        return tell_steps(forloeb, skridt)

    sidste = billede.sag.faser[-1] if billede.sag.faser else None
    andre: dict[str, Any] = {
        "valg": valg,
        "nu": fase_tekst(forloeb.indsatsmodel, sidste.nr) if sidste else "",
        "template": "opfoelgning/skift_fase.html",
    }
    videre = borger_address(forloeb)
    return form_page(request, forloeb, form, gem, side="skift_fase", videre=videre, **andre)
