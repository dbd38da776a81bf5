"""A step-up of a model that has one: its page, the forms of its three parts, and the agreement to print."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from borgere.journal import log_reading
from forloeb.models import Forloeb
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist
from kommuner.anmodning import Anmodning
from kommuner.idag import idag, nu
from kommuner.roller import SAGSROLLER
from kommuner.stepupmodel import Stepupmodel
from opfoelgning.actions import stepup as handlinger
from opfoelgning.fsmforms import SamtykkeForm, SkemaForm, Slutform, StepupaftaleForm, StepupmoedeForm
from opfoelgning.genbehandlingsforms import Moedeform
from opfoelgning.models import Moedestatus, Stepup
from opfoelgning.pdf import make_pdf
from opfoelgning.stepup import Stepupside, stepups_of
from opfoelgning.stepupdokument import agreement_document
from opfoelgning.views.dokumenter import pdf_answer
from opfoelgning.views.opslag import find_forloeb, find_row, may_write, read_only
from opfoelgning.views.sagsform import borger_address, drafted_page

FORM = ("GET", "HEAD", "POST")


@never_cache
@require_safe
@requires_role(*SAGSROLLER)
def stepup(request: Anmodning, pk: int) -> HttpResponse:
    """Every step-up of a forløb in its three parts; 404 for a model that has none."""
    dag = idag()
    forloeb = find_forloeb(request.user, pk, dag, request.GET.get("forloeb"))
    model = _model(forloeb)
    log_reading(request.user, "stepup", [pk])
    aaben = forloeb.slut is None or forloeb.slut > dag
    sider = stepups_of(forloeb, model, dag)
    context = {
        "borger": forloeb.borger,
        "forloeb": forloeb,
        "maa_skrive": aaben and may_write(request.user, forloeb, dag),
        "sider": sider,
        "igang": any(side.aaben for side in sider),
        "dag": dag,
    }
    return render(request, "opfoelgning/stepup.html", context)


@require_POST
@requires_role(*SAGSROLLER)
def stepup_ny(request: Anmodning, pk: int) -> HttpResponse:
    """Begin a step-up."""
    dag = idag()
    forloeb = find_forloeb(request.user, pk, dag, request.POST.get("forloeb"))
    if not may_write(request.user, forloeb, dag):
        return read_only(request, forloeb, dag)
    try:
        handlinger.begin_stepup(forloeb=forloeb, by=request.user, dag=dag)
    except Afvist as afvist:
        messages.warning(request, str(afvist))
        return redirect(borger_address(forloeb))
    messages.success(request, "Step-uppet er begyndt.")
    return redirect(borger_address(forloeb, "stepup"))


@never_cache
@require_safe
@requires_role(*SAGSROLLER)
def stepup_aftale(request: Anmodning, pk: int) -> HttpResponse:
    """The agreement on a page of its own, to be printed and handed out."""
    fundet = _find(request, pk)
    log_reading(request.user, "stepup", [fundet.forloeb.borger_id])
    side = Stepupside(fundet, _model(fundet.forloeb), list(fundet.moeder.order_by("nr")), idag())
    context = {"side": side, "stepup": fundet, "borger": fundet.forloeb.borger, "forloeb": fundet.forloeb}
    return render(request, "opfoelgning/stepup_aftale.html", context)


@never_cache
@require_safe
@requires_role(*SAGSROLLER)
def stepup_pdf(request: Anmodning, pk: int) -> HttpResponse:
    """The agreement as a file; before there is one, back to the tab that says so."""
    fundet = _find(request, pk)
    if fundet.aftalt is None:
        messages.warning(request, "Aftalen er ikke skrevet endnu.")
        return redirect(borger_address(fundet.forloeb, "stepup"))
    log_reading(request.user, "stepup_pdf", [fundet.forloeb.borger_id])
    side = Stepupside(fundet, _model(fundet.forloeb), list(fundet.moeder.order_by("nr")), idag())
    dokument = agreement_document(side, afsender=str(request.user.kommune), dag=idag())
    navn = f"aftaledokument-borger-{fundet.forloeb.borger_id}.pdf"
    return pdf_answer(make_pdf("dokument", dokument.for_pdf(), nu=nu()), navn)


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def stepup_skema(request: Anmodning, pk: int) -> HttpResponse:
    """Part A: the forberedelsesskema."""
    fundet = _find(request, pk)
    form = SkemaForm(request.POST or None, initial=SkemaForm.start_of(fundet), model=_model(fundet.forloeb))

    def gem() -> str:
        version = form.cleaned_data["version"] or 0
        handlinger.save_forberedelse(stepup=fundet, indhold=form.indhold, version=version, **_by(request))
        return "Forberedelsen er gemt."

    return _form(request, fundet, form, gem, "A. Forberedelse")


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def stepup_samtykke(request: Anmodning, pk: int) -> HttpResponse:
    """Part A: the borger's consent, its scope, and its withdrawal."""
    fundet = _find(request, pk)
    model = _model(fundet.forloeb)
    form = SamtykkeForm(request.POST or None, initial=SamtykkeForm.start_of(fundet), model=model)

    def gem() -> str:
        version = form.cleaned_data["version"] or 0
        handlinger.save_samtykke(stepup=fundet, indhold=form.indhold, version=version, **_by(request))
        if form.indhold.samtykke is None:
            return "Samtykket er slettet."
        return "Samtykket er trukket tilbage." if form.indhold.trukket else "Samtykket er gemt."

    return _form(request, fundet, form, gem, "A. Borgerens samtykke")


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def stepup_plan(request: Anmodning, pk: int) -> HttpResponse:
    """Part B: when the next meeting is."""
    fundet = _find(request, pk)
    form = Moedeform(request.POST or None)

    def gem() -> str:
        bekraeftet = "alligevel" in request.POST
        moede = handlinger.plan_stepupmoede(
            stepup=fundet, dato=form.cleaned_data["dato"], bekraeftet=bekraeftet, **_by(request)
        )
        return f"Møde {moede.nr} er planlagt."

    return _form(request, fundet, form, gem, "B. Planlæg møde")


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def stepup_moede(request: Anmodning, pk: int) -> HttpResponse:
    """Part B: that a meeting was held, and what it came to."""
    fundet = _find(request, pk)
    planlagt = fundet.moeder.filter(status=Moedestatus.PLANLAGT).first()
    start = {"dato": min(planlagt.dato, idag()) if planlagt else idag()}
    form = StepupmoedeForm(request.POST or None, initial=start, model=_model(fundet.forloeb))

    def gem() -> str:
        bekraeftet = "alligevel" in request.POST
        moede = handlinger.hold_stepupmoede(
            stepup=fundet, indhold=form.indhold, bekraeftet=bekraeftet, **_by(request)
        )
        return f"Møde {moede.nr} er gemt."

    return _form(request, fundet, form, gem, "B. Mødet er holdt")


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def stepup_aftal(request: Anmodning, pk: int) -> HttpResponse:
    """Part C: what was agreed on, and who follows up."""
    fundet = _find(request, pk)
    start = {felt: getattr(fundet, felt) for felt in StepupaftaleForm.felter} | {"version": fundet.version}
    start["aftalt"] = start["aftalt"] or idag()
    form = StepupaftaleForm(request.POST or None, initial=start, user=request.user)

    def gem() -> str:
        version = form.cleaned_data["version"] or 0
        handlinger.save_aftale(stepup=fundet, indhold=form.indhold, version=version, **_by(request))
        return "Aftalen er gemt."

    return _form(request, fundet, form, gem, "C. Aftale")


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def stepup_slut(request: Anmodning, pk: int) -> HttpResponse:
    """The step-up is over."""
    fundet = _find(request, pk)
    form = Slutform(request.POST or None)

    def gem() -> str:
        handlinger.end_stepup(stepup=fundet, grund=form.cleaned_data["grund"], **_by(request))
        return "Step-uppet er afsluttet."

    return _form(request, fundet, form, gem, "Afslut step-up")


def _by(request: Anmodning) -> dict[str, Any]:
    return {"by": request.user, "dag": idag()}


def _model(forloeb: Forloeb) -> Stepupmodel:
    model = handlinger.model_of(forloeb)
    if model is None:
        raise Http404
    return model


def _find(request: Anmodning, pk: int) -> Stepup:
    """A step-up in a case the person may see; 404 for a foreign or unknown one."""
    fundet = find_row(
        Stepup.objects.select_related("forloeb__borger", "foelger_op"), request.user, pk, idag()
    )
    return fundet


def _form(request: Anmodning, fundet: Stepup, form: Any, gem: Callable[[], str], titel: str) -> HttpResponse:
    formular = f"stepup_{request.path.rpartition('/')[2]}"
    return drafted_page(
        request,
        fundet.forloeb,
        form,
        gem,
        kladde=formular,
        side="stepup",
        videre=borger_address(fundet.forloeb, "stepup"),
        template="opfoelgning/stepupform.html",
        titel=titel,
    )
