"""«Fortryd» after a meeting, a decision, a tildeling or a closing was saved."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from forloeb.models import Afgoerelse, Afslutning, Forloeb, Rehabiliteringsmoede, Sagsbehandling, Tildeling
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.roller import SAGSROLLER
from opfoelgning.actions.sagsfortrydelse import (
    undo_afgoerelse,
    undo_afslutning,
    undo_moede,
    undo_tildeling,
)
from opfoelgning.faseskift import Skift
from opfoelgning.views.opslag import find_own
from opfoelgning.views.sagsform import borger_address, tell_steps


def with_undo(request: Anmodning, tekst: str, navn: str, pk: int) -> str:
    """What was saved, with a button that takes it back; ``navn`` is the name of that address."""
    besked = {"tekst": tekst, "fortryd": reverse(navn, args=[pk])}
    return render_to_string("opfoelgning/_fleksjob_gemt.html", besked, request)


@require_POST
@requires_role(*SAGSROLLER)
def moede_fortryd(request: Anmodning, pk: int) -> HttpResponse:
    """The meeting as it was before one's latest save."""
    moede = find_own(Rehabiliteringsmoede, request.user, pk, idag())
    return undo(
        request, moede.forloeb, "Mødet er fortrudt.", lambda: undo_moede(moede=moede, **by_now(request))
    )


@require_POST
@requires_role(*SAGSROLLER)
def afgoerelse_fortryd(request: Anmodning, pk: int) -> HttpResponse:
    """The decision as if it had not been saved."""
    raekke = find_own(Afgoerelse, request.user, pk, idag())
    fortryd = partial(undo_afgoerelse, afgoerelse=raekke, **by_now(request))
    return undo(request, raekke.forloeb, "Afgørelsen er fortrudt.", fortryd)


@require_POST
@requires_role(*SAGSROLLER)
def afslut_fortryd(request: Anmodning, pk: int) -> HttpResponse:
    """The forløb goes on as if it had not been closed."""
    raekke = find_own(Afslutning, request.user, pk, idag())
    fortryd = partial(undo_afslutning, afslutning=raekke, **by_now(request))
    return undo(request, raekke.forloeb, "Afslutningen er fortrudt.", fortryd, "borger")


@require_POST
@requires_role(*SAGSROLLER)
def tildeling_fortryd(request: Anmodning, pk: int) -> HttpResponse:
    """Whoever had the borger keeps her."""
    return _undo_tildeling(request, Tildeling, pk)


@require_POST
@requires_role(*SAGSROLLER)
def sagsbehandling_fortryd(request: Anmodning, pk: int) -> HttpResponse:
    """Whoever had the myndighed part keeps it."""
    return _undo_tildeling(request, Sagsbehandling, pk)


def _undo_tildeling(request: Anmodning, model: Any, pk: int) -> HttpResponse:
    # Whoever gives a borger away may not see her any more, and can still take it back.
    egne = model.objects.filter(registreret_af=request.user, forloeb__kommune=request.user.kommune_id)
    raekke = get_object_or_404(egne.select_related("forloeb__borger"), pk=pk)

    def fortryd() -> list[Skift]:
        return undo_tildeling(raekke=raekke, **by_now(request))

    return undo(request, raekke.forloeb, "Tildelingen er fortrudt.", fortryd, "sagsstamme")


def by_now(request: Anmodning) -> dict[str, Any]:
    """Who takes something back, and when, as the actions take it."""
    return {"by": request.user, "dag": idag(), "nu": timezone.now()}


def undo(
    request: Anmodning,
    forloeb: Forloeb,
    sagt: str,
    fortryd: Callable[[], list[Skift] | None],
    side: str = "rehabilitering",
) -> HttpResponse:
    """Take back what was saved and tell what the phases made of it, or why not; then the borger's page ``side``."""
    try:
        skridt = fortryd() or []
    except Afvist as afvist:
        messages.warning(request, str(afvist))
    else:
        messages.success(request, f"{sagt} {tell_steps(forloeb, skridt)}".strip())
    if not Forloeb.objects.synlig_for(request.user, idag()).filter(pk=forloeb.pk).exists():
        return redirect("forside")
    return redirect(borger_address(forloeb, side))
