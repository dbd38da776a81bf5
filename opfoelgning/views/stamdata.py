"""Correcting who a borger is, and when her forløb began, once she is here."""

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forloeb.models import Forloeb
from kommuner.adgang import requires_role
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.roller import SAGSROLLER
from opfoelgning.actions.forloebsstart import move_start
from opfoelgning.actions.stamdata import correct_stamdata, stamdata_history
from opfoelgning.stamdataform import Forloebsstartform, Stamdataform
from opfoelgning.views.fjernedage import answers
from opfoelgning.views.formside import Formside, form_page
from opfoelgning.views.opslag import find_forloeb
from opfoelgning.views.sagsform import borger_address, drafted_page

_START = "Fase, jobformidler, myndighedssagsbehandler og ydelse flytter med, når de begyndte samme dag som forløbet."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_role(*SAGSROLLER)
def borger_ret(request: Anmodning, pk: int) -> HttpResponse:
    """Name, phone and documented diagnosis of a borger the person may write about, and what was corrected before."""
    dag = idag()
    forloeb = find_forloeb(request.user, pk, dag, (request.POST or request.GET).get("forloeb"))
    data = request.POST if request.method == "POST" else None
    form = Stamdataform(data, initial=Stamdataform.start_of(forloeb.borger), dag=dag)

    def gem() -> str:
        data = form.cleaned_data
        rettet = {"begrundelse": data["begrundelse"], "version": data["version"] or 0}
        correct_stamdata(forloeb=forloeb, nye=form.indhold, by=request.user, dag=dag, **rettet)
        return "Borgerens oplysninger er rettet."

    return drafted_page(
        request,
        forloeb,
        form,
        gem,
        kladde="borger_ret",
        side="borger_ret",
        videre=borger_address(forloeb),
        template="opfoelgning/borger_ret.html",
        titel="Ret borgerens oplysninger",
        forklaring="CPR-nummeret kan ikke rettes her.",
        historik=stamdata_history(forloeb.borger),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_role(*SAGSROLLER)
def forloebsstart(request: Anmodning, pk: int) -> HttpResponse:
    """Another first day of a forløb, with what began on it."""
    dag = idag()
    forloeb = find_forloeb(request.user, pk, dag, (request.POST or request.GET).get("forloeb"))
    data = request.POST if request.method == "POST" else None
    form = Forloebsstartform(data, initial={"start": forloeb.start})

    def gem() -> Forloeb:
        ja = answers(request, form)
        return move_start(forloeb=forloeb, **form.cleaned_data, by=request.user, dag=dag, bekraeftet=ja)

    gemt = "Startdatoen er rettet. Fristerne følger med."
    side = Formside("Ret forløbets start", gemt, borger_address(forloeb), "borger_ret")
    return form_page(request, forloeb, form, gem, side, forklaring=_START)
