"""The tab «Indsats og fravær»: what is and was going on, and what may be registered."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from borgere.journal import log_reading
from forloeb.models import Forloeb
from kommuner.adgang import requires_role
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.roller import SAGSROLLER
from opfoelgning.indsatslister import lister, rettelser, underway
from opfoelgning.slags import SLAGS, YDELSE
from opfoelgning.views.opslag import find_forloeb, may_write


@never_cache
@require_safe
@requires_role(*SAGSROLLER)
def indsats(request: Anmodning, pk: int) -> HttpResponse:
    """Absence, other providers and what was corrected, of one forløb; ``?forloeb=`` chooses among several."""
    dag = idag()
    forloeb = find_forloeb(request.user, pk, dag, request.GET.get("forloeb"))
    log_reading(request.user, "indsats", [pk])
    skriver = request.user if may_write(request.user, forloeb, dag) and runs(forloeb) else None
    context = {
        "borger": forloeb.borger,
        "forloeb": forloeb,
        "maa_skrive": skriver is not None,
        "undervejs": underway(forloeb, dag, skriver),
        "lister": lister(forloeb, dag, skriver),
        "rettelser": rettelser(forloeb),
        "knapper": buttons(forloeb, "indsats") if skriver else [],
    }
    return render(request, "opfoelgning/indsats.html", context)


def runs(forloeb: Forloeb) -> bool:
    """Whether something may still be registered on the forløb today."""
    return forloeb.slut is None or forloeb.slut > idag()


def buttons(forloeb: Forloeb, retur: str) -> list[dict[str, Any]]:
    """What may be registered, with the address of each form; ``retur`` is the page to come back to."""
    return [
        {
            "kode": slags.kode,
            "titel": slags.titel,
            "url": f"{reverse(f'{slags.kode}_ny', args=[forloeb.borger_id])}?forloeb={forloeb.pk}&retur={retur}",
        }
        for slags in SLAGS.values()
        if slags is not YDELSE or retur == "indsats"
    ]
