"""The page about a borger's genbehandling, and the forms that carry it on."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from borgere.journal import log_reading
from forloeb.models import Forloeb
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist, Konflikt, Spoergsmaal
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.roller import SAGSROLLER
from opfoelgning import vurdering
from opfoelgning.actions import genbehandling as handlinger
from opfoelgning.actions import lederrettelse as rettelser
from opfoelgning.genbehandlinger import earlier_meetings, processes_of
from opfoelgning.genbehandlingsforms import (
    Aflysningsform,
    Annullerform,
    Forberedelsesform,
    Igangsatform,
    Moedeform,
    Opgivform,
    Resultatform,
    RetResultatform,
)
from opfoelgning.hos_lederen import hos_lederen
from opfoelgning.models import Genbehandlingssag
from opfoelgning.overblik import Overblik
from opfoelgning.skemaafsnit import needed
from opfoelgning.views.opslag import find_forloeb, may_write, read_only
from opfoelgning.virksomhedshistorik import changed_last


class Trin(NamedTuple):
    """One form of the process: its title, what is told when it is saved, how it opens, and what it does."""

    titel: str
    gemt: str
    form: type[forms.Form]
    start: Callable[[Genbehandlingssag], dict[str, Any]]
    gem: Callable[[Genbehandlingssag, Any, dict[str, Any]], object]


def _held_on(sag: Genbehandlingssag) -> dict[str, Any]:
    """The day planned, where it is not still to come."""
    moede = handlinger.planned(sag)
    return {"dato": min(moede.dato, idag()) if moede else idag()}


def _prepared(sag: Genbehandlingssag) -> dict[str, Any]:
    return Forberedelsesform.values_of(sag) | {"version": sag.version}


def _started(sag: Genbehandlingssag) -> dict[str, Any]:
    start = {"igangsat": sag.igangsat, "igangsat_dato": sag.igangsat_dato or idag()}
    return start | {"version": sag.version}


def _nothing(sag: Genbehandlingssag) -> dict[str, Any]:
    return {}


def _without_question(andre: dict[str, Any]) -> dict[str, Any]:
    return {navn: vaerdi for navn, vaerdi in andre.items() if navn != "bekraeftet"}


TRIN = {
    "forberedelse": Trin(
        "Forberedelse til rehabiliteringsteamet",
        "Forberedelsen er gemt.",
        Forberedelsesform,
        _prepared,
        lambda sag, form, andre: handlinger.save_forberedelse(
            sag=sag, **form.indhold, **_without_question(andre)
        ),
    ),
    "moede": Trin(
        "Planlæg møde i rehabiliteringsteamet",
        "Mødet er planlagt.",
        Moedeform,
        _nothing,
        lambda sag, form, andre: handlinger.plan_moede(sag=sag, **form.cleaned_data, **andre),
    ),
    "resultat": Trin(
        "Mødet er holdt",
        "Mødet er registreret. Passivitetsuret begynder forfra fra mødedagen.",
        Resultatform,
        _held_on,
        lambda sag, form, andre: handlinger.hold_moede(sag=sag, resultat=form.resultat, **andre),
    ),
    "aflyst": Trin(
        "Mødet blev ikke holdt",
        "Det er gemt, at mødet ikke blev holdt.",
        Aflysningsform,
        _nothing,
        lambda sag, form, andre: handlinger.miss_moede(sag=sag, **form.cleaned_data, **andre),
    ),
    "igangsat": Trin(
        "Sat i gang efter genbehandling",
        "Det er gemt, hvad der er sat i gang.",
        Igangsatform,
        _started,
        lambda sag, form, andre: handlinger.register_igangsat(
            sag=sag, **form.indhold, **_without_question(andre)
        ),
    ),
    "ret": Trin(
        "Ret mødet i rehabiliteringsteamet",
        "Mødet er rettet.",
        RetResultatform,
        lambda sag: RetResultatform.start_of(sag.genbehandling),
        lambda sag, form, andre: rettelser.correct_moede(
            sag=sag,
            resultat=form.resultat,
            begrundelse=form.cleaned_data["begrundelse"],
            version=form.cleaned_data["version"] or 0,
            **_without_question(andre),
        ),
    ),
    "annuller": Trin(
        "Annullér mødet i rehabiliteringsteamet",
        "Mødet er annulleret.",
        Annullerform,
        _nothing,
        lambda sag, form, andre: rettelser.annul_moede(
            sag=sag, **form.cleaned_data, **_without_question(andre)
        ),
    ),
    "opgivet": Trin(
        "Opgiv genbehandlingen",
        "Genbehandlingen er opgivet.",
        Opgivform,
        _nothing,
        lambda sag, form, andre: handlinger.give_up_sag(
            sag=sag, **form.cleaned_data, **_without_question(andre)
        ),
    ),
}


@never_cache
@require_safe
@requires_role(*SAGSROLLER)
def genbehandling(request: Anmodning, pk: int) -> HttpResponse:
    """Each genbehandling of a forløb: decided, prepared, met about, what was started, and when passivity returns."""
    dag = idag()
    forloeb = find_forloeb(request.user, pk, dag, request.GET.get("forloeb"))
    log_reading(request.user, "genbehandling", [pk])
    aaben = forloeb.slut is None or forloeb.slut > dag
    billede = vurdering.live(forloeb.pk, dag)
    context = {
        "borger": forloeb.borger,
        "forloeb": forloeb,
        "maa_skrive": aaben and may_write(request.user, forloeb, dag),
        "sager": processes_of(forloeb, dag),
        "tidligere": earlier_meetings(forloeb),
        "hos": hos_lederen(forloeb.pk),
        "overblik": Overblik(billede, dag),
        "dag": dag,
    }
    return render(request, "opfoelgning/genbehandling.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_role(*SAGSROLLER)
def genbehandling_trin(request: Anmodning, pk: int, trin: str) -> HttpResponse:
    """One form of the process; ``trin`` is a key of ``TRIN``."""
    dag = idag()
    sag = get_object_or_404(Genbehandlingssag.objects.select_related("forloeb__borger"), pk=pk)
    get_object_or_404(Forloeb.objects.synlig_for(request.user, dag), pk=sag.forloeb_id)
    if not may_write(request.user, sag.forloeb, dag):
        skrevet = request.POST.get("progressionsmaal", "") or request.POST.get("igangsat", "")
        return read_only(request, sag.forloeb, dag, skrevet)
    valgt = TRIN[trin]
    log_reading(request.user, "genbehandling", [sag.forloeb.borger_id])
    form = valgt.form(request.POST) if request.method == "POST" else valgt.form(initial=valgt.start(sag))
    if isinstance(form, Forberedelsesform):
        form.offer(needed(sag.forloeb, (), dag))
    context = {"form": form, "forloeb": sag.forloeb, "titel": valgt.titel, "tilbage": _address(sag.forloeb)}
    status = 200
    if request.method == "POST":
        if form.is_valid() and (svar := _saved(request, sag, valgt, form, context)):
            return svar
        status = 409 if "konflikt" in context else 422
    return render(request, "opfoelgning/fleksjob_form.html", context, status=status)


def _saved(
    request: Anmodning, sag: Genbehandlingssag, trin: Trin, form: forms.Form, context: dict[str, Any]
) -> HttpResponse | None:
    andre = {"by": request.user, "dag": idag(), "bekraeftet": "alligevel" in request.POST}
    try:
        trin.gem(sag, form, andre)
    except Konflikt as konflikt:
        context["konflikt"] = _conflict(form, konflikt)
    except Afvist as afvist:
        form.add_error(afvist.felt if afvist.felt in form.fields else None, str(afvist))
        context["spoergsmaal"] = isinstance(afvist, Spoergsmaal)
    else:
        messages.success(request, trin.gemt)
        return redirect(_address(sag.forloeb))
    return None


def _conflict(form: Any, konflikt: Konflikt) -> dict[str, Any]:
    navn, hvornaar = changed_last(konflikt.raekke) or ("", None)
    forskelle = form.differences(konflikt.raekke)
    form.accept_version(konflikt.raekke.version)
    return {"navn": navn, "hvornaar": hvornaar, "forskelle": forskelle}


def _address(forloeb: Forloeb) -> str:
    return f"{reverse('genbehandling', args=[forloeb.borger_id])}?forloeb={forloeb.pk}"
