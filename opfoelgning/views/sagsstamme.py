"""Who has a borger: the makkerpar, everybody before them, and a change of either."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from borgere.journal import log_reading
from forloeb.models import Forloeb, Sagsbehandling, Tildeling
from kommuner.adgang import requires_role
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.roller import SAGSROLLER
from opfoelgning.actions.tildeling import assign_jobformidler, assign_sagsbehandler
from opfoelgning.sagsforms import Tildelingsform
from opfoelgning.sagsstamme import ROLLER, change_in_words, colleagues, makkerpar
from opfoelgning.views.opslag import find_forloeb, may_write
from opfoelgning.views.sagsform import borger_address, drafted_page, tell_steps
from opfoelgning.views.sagsfortryd import with_undo


@never_cache
@require_safe
@requires_role(*SAGSROLLER)
def sagsstamme(request: Anmodning, pk: int) -> HttpResponse:
    """The makkerpar of a borger, and how many jobformidlere she has had."""
    dag = idag()
    forloeb = find_forloeb(request.user, pk, dag, request.GET.get("forloeb"))
    log_reading(request.user, "sagsstamme", [pk])
    aaben = forloeb.slut is None or forloeb.slut > dag
    context = {
        "borger": forloeb.borger,
        "forloeb": forloeb,
        "dag": dag,
        "maa_skrive": aaben and may_write(request.user, forloeb, dag),
        "par": makkerpar(forloeb, dag),
    }
    return render(request, "opfoelgning/sagsstamme.html", context)


@never_cache
@require_http_methods(("GET", "HEAD", "POST"))
@requires_role(*SAGSROLLER)
def tildel(request: Anmodning, pk: int, rolle: str) -> HttpResponse:
    """Give the borger to somebody; the numbers before and after stand beside every name."""
    dag = idag()
    if rolle not in ROLLER:
        raise Http404
    forloeb = find_forloeb(request.user, pk, dag, (request.POST or request.GET).get("forloeb"))
    makker = next(m for m in makkerpar(forloeb, dag) if m.kode == rolle)
    kolleger = colleagues(request.user, rolle, forloeb, dag)
    form = Tildelingsform(
        request.POST or None, initial={"fra": dag}, user=request.user, skift=bool(makker.nu)
    )

    def gem() -> str:
        assign = assign_jobformidler if rolle == "jobformidler" else assign_sagsbehandler
        ja = "alligevel" in request.POST
        skridt = assign(forloeb=forloeb, by=request.user, dag=dag, bekraeftet=ja, **form.cleaned_data)
        ny = form.cleaned_data["medarbejder"]
        tal = change_in_words(kolleger, ny.pk)
        sagt = f"{makker.navn}: {ny.navn}. Borgere: {tal}. {tell_steps(forloeb, skridt or [])}".strip()
        return with_undo(request, sagt, *_undo(forloeb, rolle, form.cleaned_data["fra"]))

    andre: dict[str, Any] = {"makker": makker, "kolleger": kolleger, "template": "opfoelgning/tildel.html"}
    side, videre = f"tildel_{rolle}", borger_address(forloeb, "sagsstamme")
    andre |= {"side": side, "videre": videre, "efter": _efter(request, forloeb)}
    return drafted_page(request, forloeb, form, gem, kladde=f"sagsstamme_{rolle}", **andre)


def _undo(forloeb: Forloeb, rolle: str, fra: date) -> tuple[str, int]:
    """Name and id of the address that takes the row back which begins on the day."""
    model: Any = Tildeling if rolle == "jobformidler" else Sagsbehandling
    navn = "tildeling_fortryd" if model is Tildeling else "sagsbehandling_fortryd"
    return navn, model.objects.get(forloeb=forloeb, start=fra).pk


def _efter(request: Anmodning, forloeb: Forloeb) -> Callable[[], str]:
    """Where to go once saved: back, unless the borger is no longer the person's to see."""

    def adresse() -> str:
        synlig = Forloeb.objects.synlig_for(request.user, idag()).filter(pk=forloeb.pk).exists()
        return borger_address(forloeb, "sagsstamme") if synlig else reverse("forside")

    return adresse
