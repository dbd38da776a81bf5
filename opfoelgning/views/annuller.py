"""Taking back what was registered, with a reason; what stood there stays readable in the timeline."""

from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from aftaler.forms import keep_with_version
from borgere.journal import log_reading
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist, Konflikt
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.roller import SAGSROLLER
from opfoelgning.actions.annullering import annul_registration
from opfoelgning.jobretform import Annulleringsform
from opfoelgning.views.fleksjobside import tell
from opfoelgning.views.opslag import find_registration, may_write, read_only


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_role(*SAGSROLLER)
def annuller(request: Anmodning, pk: int, model: type[Model], den: str, retur: str) -> HttpResponse:
    """Ask why, and take it back. ``den`` is the kind as a sentence's subject, ``retur`` the page to come back to."""
    dag = idag()
    raekke = find_registration(model, request.user, pk, dag)
    if not may_write(request.user, raekke.forloeb, dag):
        return read_only(request, raekke.forloeb, dag)
    form = Annulleringsform(
        request.POST if request.method == "POST" else None, initial={"version": raekke.version}
    )
    tilbage = f"{reverse(retur, args=[raekke.forloeb.borger_id])}?forloeb={raekke.forloeb_id}"
    if form.is_valid() and _annul(request, raekke, form, den):
        return redirect(tilbage)
    log_reading(request.user, "annuller", [raekke.forloeb.borger_id])
    context = {"form": form, "raekke": raekke, "den": den, "tilbage": tilbage, "forloeb": raekke.forloeb}
    return render(request, "opfoelgning/annuller.html", context, status=422 if form.errors else 200)


def _annul(request: Anmodning, raekke: Any, form: Annulleringsform, den: str) -> bool:
    forloeb = raekke.forloeb
    try:
        skridt = annul_registration(raekke=raekke, by=request.user, dag=idag(), **form.cleaned_data)
    except Konflikt as konflikt:
        nu: Any = konflikt.raekke
        form.add_error(None, f"{den} er rettet, siden du åbnede siden. Nu står der: {nu}. Læs den igen.")
        keep_with_version(form, nu.version)
        return False
    except Afvist as afvist:
        form.add_error(afvist.felt if afvist.felt in form.fields else None, str(afvist))
        return False
    fortalt = [tell(forloeb, skift, idag()) for skift in skridt]
    messages.success(request, " ".join([f"{den} er annulleret.", *fortalt]))
    return True
