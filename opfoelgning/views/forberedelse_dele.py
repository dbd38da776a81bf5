"""The forms of fase 1 about one thing each: register it, correct or annul it, and what becomes of it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from forloeb.actions import forberedelse as actions
from forloeb.actions import registrering
from forloeb.forberedelse import skema_for
from forloeb.models import Dokumentanmodning, Jobmaal
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.roller import SAGSROLLER
from opfoelgning.forberedelsesdele import Fasedel
from opfoelgning.forberedelsesforms import Datoform, Jobmaalslutform, Orienteringerform
from opfoelgning.views.fjernedage import answers
from opfoelgning.views.forberedelse import FORM, address, by
from opfoelgning.views.formside import Formside, form_page
from opfoelgning.views.opslag import (
    find_forloeb,
    find_in_case,
    find_own,
    find_registration,
    may_write,
    read_only,
)


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def ny(request: Anmodning, pk: int, slags: Fasedel) -> HttpResponse:
    """Register one thing of a kind."""
    dag = idag()
    forloeb = find_forloeb(request.user, pk, dag, (request.POST or request.GET).get("forloeb"))
    form: Any = slags.form(request.POST) if request.method == "POST" else slags.form.blank(dag)
    register = slags.register
    assert register is not None

    def gem() -> Any:
        ekstra = {"noegle": form.cleaned_data["noegle"], "bekraeftet": answers(request, form)}
        return register(forloeb=forloeb, indhold=form.indhold, **ekstra, **by(request))

    def fortael(raekke: Any) -> str:
        adresse = reverse(f"{slags.kode}_fortryd", args=[raekke.pk])
        gemt = {"raekke": raekke, "slags": slags, "fortryd": adresse}
        return render_to_string("opfoelgning/_registrering_gemt.html", gemt, request)

    tilbage = f"{address(forloeb)}#{slags.kode}"
    side = Formside(slags.titel, "", tilbage, "forberedelse", fortael=fortael)
    return form_page(request, forloeb, form, gem, side)


@require_POST
@requires_role(*SAGSROLLER)
def fortryd(request: Anmodning, pk: int, slags: Fasedel) -> HttpResponse:
    """Take one's own registration back within ten minutes."""
    raekke = find_own(slags.model, request.user, pk, idag())
    if not may_write(request.user, raekke.forloeb, idag()):
        return read_only(request, raekke.forloeb, idag())
    try:
        registrering.undo(raekke=raekke, nu=timezone.now(), **by(request))
        messages.success(request, f"{slags.den} er fortrudt.")
    except Afvist as afvist:
        messages.warning(request, str(afvist))
    return redirect(f"{address(raekke.forloeb)}#{slags.kode}")


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def ret(request: Anmodning, pk: int, slags: Fasedel) -> HttpResponse:
    """Correct a registration; POST with ``annuller`` takes it back."""
    raekke = find_registration(slags.model, request.user, pk, idag())
    form: Any = slags.form(request.POST) if request.method == "POST" else slags.form.of(raekke)
    form.ask_why()
    annuller = "annuller" in request.POST

    def gem() -> Any:
        if annuller:
            return _annul(request, raekke, form)
        hvorfor = {felt: form.cleaned_data[felt] for felt in ("begrundelse", "version")}
        hvorfor["bekraeftet"] = answers(request, form)
        return slags.correct(raekke=raekke, indhold=form.indhold, **hvorfor, **by(request))

    gemt = f"{slags.den} er {'annulleret' if annuller else 'rettet'}."
    side = Formside(slags.ret_titel, gemt, f"{address(raekke.forloeb)}#{slags.kode}", "forberedelse")
    return form_page(request, raekke.forloeb, form, gem, side, kan_annulleres=True)


def _annul(request: Anmodning, raekke: Any, form: forms.Form) -> None:
    """Take it back; only the reason and the version must be right for it."""
    hvorfor = {
        "begrundelse": form.cleaned_data.get("begrundelse", ""),
        "version": form.cleaned_data.get("version", 0),
    }
    registrering.annul(raekke=raekke, **hvorfor, **by(request))


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def orientering_ny(request: Anmodning, pk: int) -> HttpResponse:
    """Tick off what the borger was told on a day."""
    dag = idag()
    forloeb = find_forloeb(request.user, pk, dag, (request.POST or request.GET).get("forloeb"))
    tekster = skema_for(forloeb, dag).orientering
    form = Orienteringerform(request.POST or None, tekster=tekster, dag=dag)

    def gem() -> Any:
        alligevel = answers(request, form)
        return actions.register_orienteringer(
            forloeb=forloeb, bekraeftet=alligevel, **form.cleaned_data, **by(request)
        )

    gemt = "Det er gemt, hvad borgeren har fået at vide."
    side = Formside("Borgeren har fået at vide", gemt, f"{address(forloeb)}#orientering", "forberedelse")
    return form_page(request, forloeb, form, gem, side)


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def jobmaal_slut(request: Anmodning, pk: int) -> HttpResponse:
    """The borger no longer goes for a jobfunktion."""
    maal = find_in_case(Jobmaal, request, pk)
    start = {"sidste_dag": idag(), "version": maal.version}
    form = Jobmaalslutform(request.POST) if request.method == "POST" else Jobmaalslutform(initial=start)

    def gem() -> Any:
        return actions.end_jobmaal(raekke=maal, **form.cleaned_data, **by(request))

    titel = f"{maal.jobfunktion} er ikke længere et jobmål"
    side = Formside(titel, "Jobmålet er afsluttet.", f"{address(maal.forloeb)}#jobmaal", "forberedelse")
    return form_page(request, maal.forloeb, form, gem, side)


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def dokument_rykket(request: Anmodning, pk: int) -> HttpResponse:
    """A reminder was sent."""
    return _dokument(request, pk, actions.remind_dokument, "Rykket for {}", "Rykkeren er gemt.")


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def dokument_modtaget(request: Anmodning, pk: int) -> HttpResponse:
    """The document came."""
    return _dokument(request, pk, actions.receive_dokument, "{} er modtaget", "Dokumentet er modtaget.")


def _dokument(request: Anmodning, pk: int, action: Callable[..., Any], titel: str, gemt: str) -> HttpResponse:
    anmodning = find_in_case(Dokumentanmodning, request, pk)
    start = {"dato": idag(), "version": anmodning.version}
    form = Datoform(request.POST) if request.method == "POST" else Datoform(initial=start)

    def gem() -> Any:
        return action(raekke=anmodning, **form.cleaned_data, **by(request))

    tilbage = f"{address(anmodning.forloeb)}#dokument"
    side = Formside(titel.format(anmodning.dokument), gemt, tilbage, "forberedelse")
    return form_page(request, anmodning.forloeb, form, gem, side)
