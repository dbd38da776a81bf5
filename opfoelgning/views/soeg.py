"""Search: a short list under the field while typing, a page on Enter. CPR numbers never stand in an address."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from borgere.journal import log_reading
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from opfoelgning.soegning import MINDST, looks_like_cpr, search

UNDER_FELTET = 8
PAA_SIDEN = 100


@never_cache
@require_http_methods(["GET", "POST"])
def soeg(request: Anmodning) -> HttpResponse:
    """POST for everything, GET for names only: addresses are kept in histories and logs."""
    text = (
        (request.POST.get("q") or "").strip()
        if request.method == "POST"
        else request.GET.get("q", "").strip()
    )
    if request.method == "GET" and text and looks_like_cpr(text):
        return redirect("soeg")
    if request.htmx and len(text) < MINDST:
        return render(request, "opfoelgning/soeg_liste.html")
    vist = UNDER_FELTET if request.htmx else PAA_SIDEN
    context: dict[str, Any] = {"q": text, "resultat": None, "vist": vist}
    if text:
        resultat = search(request.user, text, idag(), vist)
        log_reading(request.user, "soeg", resultat.borger_ids)
        context |= {"resultat": resultat, "q": "" if resultat.er_cpr else text}
        only = resultat.fund[0] if resultat.antal == 1 and not resultat.virksomheder else None
        if only and only.aaben_side and not request.htmx and request.method == "POST":
            return redirect("borger", only.borger_id)
    template = "opfoelgning/soeg_liste.html" if request.htmx else "opfoelgning/soeg.html"
    return render(request, template, context)
