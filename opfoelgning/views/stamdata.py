"""Correcting who a borger is, once she is here."""

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kommuner.adgang import requires_role
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.roller import SAGSROLLER
from opfoelgning.actions.stamdata import correct_stamdata, stamdata_history
from opfoelgning.stamdataform import Stamdataform
from opfoelgning.views.opslag import find_forloeb
from opfoelgning.views.sagsform import borger_address, drafted_page


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
