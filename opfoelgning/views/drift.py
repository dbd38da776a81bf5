"""Driftsstatus for an administrator: runs of the jobs, queue, mail, version, and cases put aside. No case content."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from forloeb.models import Forloeb
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.models import Rolle
from opfoelgning.actions import drift as actions
from opfoelgning.driftsbillede import OPGAVER, driftsbillede, failed
from opfoelgning.models import Koersel

AD_GANGEN = 25
VISTE_FEJL = 200

only_administrators = requires_role(Rolle.ADMINISTRATOR)


@never_cache
@require_safe
@only_administrators
def drift(request: Anmodning) -> HttpResponse:
    """The state of the jobs, and the runs so far."""
    nu = timezone.now()
    rows = Koersel.objects.filter(kommune=request.user.kommune_id).order_by("-pk")
    foer = request.GET.get("foer", "")
    if foer.isdecimal() and len(foer) < 19:
        rows = rows.filter(pk__lt=foer)
    fundne = list(rows[: AD_GANGEN + 1])
    koersler = fundne[:AD_GANGEN]
    for koersel in koersler:
        koersel.navn = OPGAVER.get(koersel.opgave, koersel.opgave)  # type: ignore[attr-defined]
        koersel.fejlede = failed(koersel, nu)  # type: ignore[attr-defined]
    context = {"billede": driftsbillede(request.user.kommune.pk, idag(), nu), "koersler": koersler}
    context["flere"] = koersler[-1].pk if len(fundne) > AD_GANGEN else None
    return render(request, "administration/drift.html", context)


@never_cache
@require_safe
@only_administrators
def koersel(request: Anmodning, pk: int) -> HttpResponse:
    """One run, with what went wrong in it."""
    if pk >= 2**63:
        raise Http404
    row = get_object_or_404(Koersel, pk=pk, kommune=request.user.kommune_id)
    context = {"k": row, "navn": OPGAVER.get(row.opgave, row.opgave), "fejl": row.fejl[:VISTE_FEJL]}
    context["flere"] = max(len(row.fejl) - VISTE_FEJL, 0)
    context["uafsluttet"] = row.sluttet is None and failed(row, timezone.now())
    return render(request, "administration/koersel.html", context)


@require_POST
@only_administrators
def koer_igen(request: Anmodning) -> HttpResponse:
    """Let the refresh run again."""
    try:
        messages.success(request, actions.run_again(by=request.user, dag=idag(), nu=timezone.now()))
    except Afvist as afvist:
        messages.error(request, str(afvist))
    return redirect("drift")


@require_POST
@only_administrators
def sag_proev_igen(request: Anmodning, pk: int) -> HttpResponse:
    """Judge a case that was put aside once more."""
    sager = Forloeb.objects.filter(kommune=request.user.kommune_id).exclude(sagsstatus__fejl="")
    forloeb = get_object_or_404(sager, pk=pk, sagsstatus__isnull=False) if pk < 2**63 else None
    if forloeb is None:
        raise Http404
    if actions.retry_case(forloeb=forloeb, by=request.user, dag=idag(), nu=timezone.now()):
        messages.success(request, f"Forløb {forloeb.pk} er beregnet.")
    else:
        messages.error(request, f"Forløb {forloeb.pk} kunne stadig ikke beregnes.")
    return redirect("drift")
