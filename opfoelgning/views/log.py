"""The log: who saw and changed what, and why. Numbers of borgere, no names of theirs and no case content."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kommuner.adgang import requires_role
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.models import Rolle
from kommuner.tenancy import kommunekontekst
from opfoelgning.haendelseslog import Udvalg, haendelser
from opfoelgning.logform import Logform
from opfoelgning.views.filsvar import stream_of

AD_GANGEN = 50
I_FILEN = 1000

only_administrators = requires_role(Rolle.ADMINISTRATOR)


@never_cache
@require_safe
@only_administrators
def log(request: Anmodning) -> HttpResponse:
    """A page of the log, newest first."""
    form = Logform(request.GET, user=request.user, dag=idag())
    context = {"form": form, "query": _without(request, "efter")}
    if form.is_valid():
        udvalg = form.udvalg
        linjer, mere = haendelser(udvalg, request.user.kommune.pk, request.GET.get("efter", ""), AD_GANGEN)
        context |= {"udvalg": udvalg, "linjer": linjer, "mere": mere}
    return render(request, "administration/log.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
@only_administrators
def log_fil(request: Anmodning, endelse: str) -> HttpResponseBase:
    """The whole selection as a file for a spreadsheet."""
    form = Logform(request.GET, user=request.user, dag=idag())
    if not form.is_valid():
        return render(request, "administration/log.html", {"form": form}, status=422)
    raekker = _rows(request.user.kommune.pk, form.udvalg)
    return stream_of(raekker, "Log", f"log-{form.udvalg.fra}-{form.udvalg.til}.{endelse}")


def _rows(kommune_id: int, udvalg: Udvalg) -> Iterator[list[str]]:
    """Runs after the request's transaction has ended, so it enters the kommune itself."""
    yield ["Tidspunkt", "Hvem", "Borger", "Forløb", "Hvad", "Hvorfor"]
    efter = ""
    while True:
        with kommunekontekst(kommune_id):
            linjer, efter = haendelser(udvalg, kommune_id, efter, I_FILEN)
        for en in linjer:
            hvem = " ".join(map(str, en.borgere))
            tid = f"{en.tidspunkt:%Y-%m-%d %H.%M.%S}"
            yield [tid, en.hvem, hvem, str(en.sag or ""), en.hvad, en.hvorfor]
        if not efter:
            return


def _without(request: Anmodning, navn: str) -> str:
    query = request.GET.copy()
    query.pop(navn, None)
    return query.urlencode()
