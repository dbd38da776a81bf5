"""Hvorfor? – why a judgement is what it is, stretch by stretch, with source and values."""

from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from borgere.journal import log_reading
from kommuner.adgang import requires_role
from kommuner.anmodning import Anmodning
from kommuner.idag import idag, nu
from kommuner.roller import SAGSROLLER
from opfoelgning import vurdering
from opfoelgning.begrundelse import begrundelse
from opfoelgning.datovalg import Datovalg
from opfoelgning.fortid import billede_paa
from opfoelgning.regler.typer import Vurdering
from opfoelgning.views.mine import VISNINGER
from opfoelgning.views.opslag import find_forloeb


@never_cache
@require_safe
@requires_role(*SAGSROLLER)
def hvorfor(request: Anmodning, pk: int, regel: str) -> HttpResponse:
    """The explanation of a rule's judgement (``?genstand=``) on ``?dato=`` or today, in a row (``?vis=``) or a page."""
    datovalg = Datovalg(request.GET, idag())
    dag = datovalg.dag
    forloeb = find_forloeb(request.user, pk, idag(), request.GET.get("forloeb"))
    billede = billede_paa(forloeb.pk, dag) if datovalg.fortid else vurdering.live(forloeb.pk, dag, nu())
    genstand = request.GET.get("genstand", "")
    dom = _find(billede.bedoemmelse.vurderinger, regel, genstand)
    if dom is None and not datovalg.fortid:
        raise Http404
    log_reading(request.user, "hvorfor", [pk])
    context = {
        "forloeb": forloeb,
        "vis": request.GET.get("vis", "") if request.GET.get("vis") in VISNINGER else "",
        "dag": dag,
        "datovalg": datovalg,
        "dom": dom,
        "grund": begrundelse(billede, dom, dag) if dom else None,
        "skjulte": [("forloeb", forloeb.pk), ("genstand", genstand)],
        "tilbage": f"{request.path}?forloeb={forloeb.pk}&genstand={quote(genstand)}",
    }
    template = "opfoelgning/_hvorfor.html" if request.htmx else "opfoelgning/hvorfor.html"
    return render(request, template, context, status=datovalg.status)


def _find(domme: tuple[Vurdering, ...], regel: str, genstand: str) -> Vurdering | None:
    return next((dom for dom in domme if dom.regel == regel and (dom.genstand or "") == genstand), None)
