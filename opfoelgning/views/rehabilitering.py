"""The meeting on rehabilitation, and the kommune's decision after it."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from borgere.journal import log_reading
from forloeb.models import Forloeb, Moedestatus, Rehabiliteringsmoede, Tildeling, maaltype_paa
from kommuner.adgang import requires_role
from kommuner.afvist import Konflikt
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.organ import organ_paa
from kommuner.roller import SAGSROLLER
from opfoelgning.actions.kladde import drop_kladde
from opfoelgning.actions.rehabilitering import correct_moede, finish_moede, register_moede
from opfoelgning.models import Kladde
from opfoelgning.rehabforms import Moedeform, blank
from opfoelgning.views.fjernedage import answers
from opfoelgning.views.opslag import find_forloeb, find_in_case, may_write
from opfoelgning.views.sagsform import borger_address, form_page, keep_draft
from opfoelgning.views.sagsfortryd import with_undo
from opfoelgning.visitation import visitation

FORM = ("GET", "HEAD", "POST")
FORMULAR = "rehabiliteringsmoede"  # the form's name on drafts


@never_cache
@require_safe
@requires_role(*SAGSROLLER)
def rehabilitering(request: Anmodning, pk: int) -> HttpResponse:
    """Meetings and decisions of a forløb, and what is still needed before fase 2."""
    dag = idag()
    forloeb = find_forloeb(request.user, pk, dag, request.GET.get("forloeb"))
    log_reading(request.user, "rehabilitering", [pk])
    aaben = forloeb.slut is None or forloeb.slut > dag
    maa_skrive = aaben and may_write(request.user, forloeb, dag)
    har = Tildeling.objects.filter(forloeb=forloeb).select_related("medarbejder").order_by("start")
    context = {
        "jobformidler": next((t for t in har if t.slut is None or t.slut > dag), None),
        "borger": forloeb.borger,
        "forloeb": forloeb,
        "dag": dag,
        "maa_skrive": maa_skrive,
        "v": visitation(forloeb, dag, request.user if maa_skrive else None),
    }
    return render(request, "opfoelgning/rehabilitering.html", context)


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def moede_ny(request: Anmodning, pk: int) -> HttpResponse:
    """Plan a meeting, or write down one that was held; POST with ``kladde`` keeps what is written."""
    dag = idag()
    forloeb = find_forloeb(request.user, pk, dag, (request.POST or request.GET).get("forloeb"))
    if "kladde" in request.POST:
        felter = (*Moedeform.kladdefelter, "noegle")
        return keep_draft(request, forloeb, FORMULAR, felter, Rehabiliteringsmoede)
    kladde = Kladde.objects.filter(medarbejder=request.user, forloeb=forloeb, formular=FORMULAR).first()
    start = blank(dag) | (kladde.indhold if kladde else {})
    form = Moedeform(request.POST or None, initial=start, **_formvalg(forloeb, dag))
    form.save_drafts_to(reverse("rehabiliteringsmoede_ny", args=[pk]))

    def gem() -> str:
        svar = {"noegle": form.cleaned_data["noegle"], "bekraeftet": answers(request, form)}
        moede = register_moede(forloeb=forloeb, indhold=form.indhold, by=request.user, dag=dag, **svar)
        drop_kladde(forloeb=forloeb, by=request.user, formular=FORMULAR)
        return with_undo(request, _saved(moede), "moede_fortryd", moede.pk)

    titel = organ_paa(dag).moede
    return _moede_page(
        request, forloeb, form, gem, titel=titel, side="rehabiliteringsmoede_ny", kladde=kladde
    )


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def moede_ret(request: Anmodning, pk: int) -> HttpResponse:
    """Hold, move or call off a planned meeting; correct one that was held, with a reason."""
    moede, dag = find_in_case(Rehabiliteringsmoede, request, pk), idag()
    holdt = moede.status == Moedestatus.HOLDT
    valg = _formvalg(moede.forloeb, moede.dato)
    form = Moedeform(request.POST or None, initial=Moedeform.values_of(moede), **valg)
    if holdt and (not form.is_bound or "begrundelse" in request.POST):
        form.ask_why()
    fakta: dict[str, Any] = {"by": request.user, "dag": dag}

    def gem() -> str:
        if holdt:
            rettet = _corrected(request, moede, form, fakta)
        else:
            version = form.rettet["version"]
            rettet = finish_moede(moede=moede, indhold=form.indhold, version=version, **fakta)
        return with_undo(request, _saved(rettet), "moede_fortryd", rettet.pk)

    titel = f"Ret: {organ_paa(moede.dato).moede}" if holdt else organ_paa(moede.dato).moede
    return _moede_page(
        request, moede.forloeb, form, gem, titel=titel, side="rehabiliteringsmoede_ret", moede=moede
    )


def _corrected(
    request: Anmodning, moede: Rehabiliteringsmoede, form: Moedeform, fakta: dict[str, Any]
) -> Rehabiliteringsmoede:
    """Correct a meeting; whoever opened it before it was held sees both texts first, and is then asked why."""
    ja = answers(request, form)
    try:
        return correct_moede(raekke=moede, indhold=form.indhold, bekraeftet=ja, **form.rettet, **fakta)
    except Konflikt:
        if "begrundelse" not in form.fields:
            form.ask_why()
        raise


def _moede_page(
    request: Anmodning, forloeb: Forloeb, form: Moedeform, gem: Any, **andre: Any
) -> HttpResponse:
    videre, template = borger_address(forloeb, "rehabilitering"), "opfoelgning/moede_form.html"
    return form_page(request, forloeb, form, gem, videre=videre, template=template, **andre)


def _formvalg(forloeb: Forloeb, dag: date) -> dict[str, Any]:
    """What the form says differently on a day: what goals are about, and what very few hours are."""
    maaltype = maaltype_paa(forloeb.borger.progredierende_diagnose_fra, dag)
    return {"maaltype": maaltype, "graense": organ_paa(dag).meget_begraenset}


def _saved(moede: Rehabiliteringsmoede) -> str:
    hvad = {Moedestatus.PLANLAGT: "planlagt", Moedestatus.HOLDT: "gemt", Moedestatus.AFLYST: "aflyst"}
    return f"Mødet er {hvad[Moedestatus(moede.status)]}."
