"""Hvorfor? – why a judgement is what it is, stretch by stretch, with source and values."""

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
from opfoelgning.regler.typer import Vurdering
from opfoelgning.views.mine import VISNINGER
from opfoelgning.views.opslag import find_forloeb


@never_cache
@require_safe
@requires_role(*SAGSROLLER)
def hvorfor(request: Anmodning, pk: int, regel: str) -> HttpResponse:
    """The explanation of a rule's judgement (``?genstand=``) today: inside a row (``?vis=``), or as a page."""
    dag = idag()
    forloeb = find_forloeb(request.user, pk, dag, request.GET.get("forloeb"))
    billede = vurdering.live(forloeb.pk, dag, nu())
    dom = _find(billede.bedoemmelse.vurderinger, regel, request.GET.get("genstand", ""))
    log_reading(request.user, "hvorfor", [pk])
    context = {
        "forloeb": forloeb,
        "vis": request.GET.get("vis", "") if request.GET.get("vis") in VISNINGER else "",
        "dag": dag,
        "dom": dom,
        "grund": begrundelse(billede, dom, dag),
    }
    template = "opfoelgning/_hvorfor.html" if request.htmx else "opfoelgning/hvorfor.html"
    return render(request, template, context)


def _find(domme: tuple[Vurdering, ...], regel: str, genstand: str) -> Vurdering:
    for dom in domme:
        if dom.regel == regel and (dom.genstand or "") == genstand:
            return dom
    raise Http404
