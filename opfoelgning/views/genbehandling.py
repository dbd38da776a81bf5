"""The page about a borger's genbehandling, and the forms that carry it on."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from borgere.journal import log_reading
from kommuner.adgang import requires_role
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.organ import organ_paa
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
from opfoelgning.hos_lederen import with_proposal
from opfoelgning.models import Genbehandlingssag
from opfoelgning.overblik import Overblik
from opfoelgning.skemaafsnit import needed
from opfoelgning.views.kladdesvar import forget_draft, keep_texts
from opfoelgning.views.opslag import find_forloeb, find_in_case, may_write, read_only
from opfoelgning.views.sagsform import borger_address, form_page


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
        "Forberedelse til {organ}",
        "Forberedelsen er gemt.",
        Forberedelsesform,
        _prepared,
        lambda sag, form, andre: handlinger.save_forberedelse(
            sag=sag, **form.indhold, **_without_question(andre)
        ),
    ),
    "moede": Trin(
        "Planlæg møde i {organ}",
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
        "Ret mødet i {organ}",
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
        "Annullér mødet i {organ}",
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
        **with_proposal(forloeb),
        "overblik": Overblik(billede, dag),
        "organ": organ_paa(dag),
        "dag": dag,
    }
    return render(request, "opfoelgning/genbehandling.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_role(*SAGSROLLER)
def genbehandling_trin(request: Anmodning, pk: int, trin: str) -> HttpResponse:
    """One form of the process; ``trin`` is a key of ``TRIN``."""
    dag = idag()
    sag = find_in_case(Genbehandlingssag, request, pk)
    if not may_write(request.user, sag.forloeb, dag):
        skrevet = request.POST.get("progressionsmaal", "") or request.POST.get("igangsat", "")
        return read_only(request, sag.forloeb, dag, skrevet)
    valgt, formular = TRIN[trin], f"genbehandling_{trin}"
    form = valgt.form(request.POST) if request.method == "POST" else valgt.form(initial=valgt.start(sag))
    if svar := keep_texts(request, sag.forloeb, form, formular):
        return svar
    if isinstance(form, Forberedelsesform):
        form.offer(needed(sag.forloeb, (), dag))

    def gem() -> str:
        andre = {"by": request.user, "dag": dag, "bekraeftet": "alligevel" in request.POST}
        valgt.gem(sag, form, andre)
        forget_draft(request, sag.forloeb, formular)
        return valgt.gemt

    return form_page(
        request,
        sag.forloeb,
        form,
        gem,
        side="genbehandling",
        videre=borger_address(sag.forloeb, "genbehandling"),
        template="opfoelgning/stepupform.html",
        **_heading(valgt, sag),
    )


def _heading(trin: Trin, sag: Genbehandlingssag) -> dict[str, Any]:
    """The form's title, and what one may rather do first where it asks about something that is missing."""
    forberedelse = reverse("genbehandling_forberedelse", args=[sag.pk]) if trin.form is Resultatform else ""
    return {"titel": trin.titel.format(organ=organ_paa(idag()).navn), "foerst": forberedelse}
