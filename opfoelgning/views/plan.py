"""The tab «Plan»: what is agreed with the borger, what she has asked, and what is to come."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from aftaler.actions.plan import finish_planaftale
from aftaler.forms import keep_with_version
from aftaler.models import Planaftale
from borgere.journal import log_reading
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist, Konflikt, Spoergsmaal
from kommuner.anmodning import Anmodning
from kommuner.idag import idag, nu
from kommuner.roller import SAGSROLLER
from opfoelgning import vurdering
from opfoelgning.actions.henvendelse import answer_henvendelse
from opfoelgning.dagsforms import Afslutform, Svarform
from opfoelgning.forberedelse import jobmaal_paa
from opfoelgning.models import Henvendelse
from opfoelgning.opfoelgningsliste import followups
from opfoelgning.planliste import agreements, cv_states, messages_of
from opfoelgning.regler.opfoelgning_antal import first_due
from opfoelgning.views.fjernedage import saved_unless_far
from opfoelgning.views.kladdesvar import forget_draft, keep_texts
from opfoelgning.views.opfoelgning import begun_jobs
from opfoelgning.views.opslag import find_forloeb, find_in_case, may_write, read_only

FORM = ("GET", "HEAD", "POST")


@never_cache
@require_safe
@requires_role(*SAGSROLLER)
def plan(request: Anmodning, pk: int) -> HttpResponse:
    """What is agreed, asked and planned in a forløb."""
    dag, tid = idag(), nu()
    forloeb = find_forloeb(request.user, pk, dag, request.GET.get("forloeb"))
    log_reading(request.user, "plan", [pk])
    aaben = forloeb.slut is None or forloeb.slut > dag
    maa_skrive = aaben and may_write(request.user, forloeb, dag)
    skriver = request.user if maa_skrive else None
    billede = vurdering.live(forloeb.pk, dag, tid)
    context = {
        "borger": forloeb.borger,
        "forloeb": forloeb,
        "dag": dag,
        "maa_skrive": maa_skrive,
        "aftaler": agreements(forloeb, dag, skriver),
        "henvendelser": messages_of(forloeb, billede, tid, skriver),
        "jobmaal": jobmaal_paa(forloeb.pk, dag),
        "cv": cv_states(forloeb, skriver),
        "opfoelgninger": followups(forloeb, dag, skriver),
        "jobs": begun_jobs(forloeb, dag),
        "foerste_senest": first_due(billede.sag, billede.regler, dag),
    }
    return render(request, "opfoelgning/plan.html", context)


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def planaftale_afslut(request: Anmodning, pk: int) -> HttpResponse:
    """Say what came of an agreement."""
    aftale: Planaftale = find_in_case(Planaftale, request, pk)
    form = Afslutform(request.POST or None, initial={"version": aftale.version, "resultat": aftale.resultat})

    def gem() -> str:
        finish_planaftale(aftale=aftale, **form.cleaned_data, by=request.user, dag=idag())
        return "Aftalen er afsluttet."

    return _form_page(request, aftale, form, gem, titel=f"Hvordan gik det? {aftale.hvad}")


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def henvendelse_svar(request: Anmodning, pk: int) -> HttpResponse:
    """Say when and how a message was answered."""
    henvendelse: Henvendelse = find_in_case(Henvendelse, request, pk)
    lokal = timezone.localtime(nu())
    start = {"svar_dato": lokal.date(), "svar_klokken": lokal.time(), "version": henvendelse.version}
    form = Svarform(request.POST or None, initial=start)

    def gem() -> str:
        data = form.cleaned_data
        fakta = {"by": request.user, "dag": idag(), "nu": nu(), "version": data["version"]}
        answer_henvendelse(henvendelse=henvendelse, besvaret=form.besvaret, svar=data["svar"], **fakta)
        return "Svaret er gemt."

    return _form_page(request, henvendelse, form, gem, titel=f"Besvar henvendelsen: {henvendelse}")


def _form_page(
    request: Anmodning, raekke: Any, form: Any, gem: Callable[[], str], *, titel: str
) -> HttpResponse:
    """Show the form; once sent, save it, or say on the form why not."""
    forloeb, status = raekke.forloeb, 200
    if not may_write(request.user, forloeb, idag()):
        return read_only(request, forloeb, idag(), request.POST.get("svar", ""))
    formular = f"plan_{raekke._meta.model_name}_{raekke.pk}"
    if svar := keep_texts(request, forloeb, form, formular):
        return svar
    log_reading(request.user, "plan", [forloeb.borger_id])
    context: dict[str, Any] = {"form": form, "forloeb": forloeb, "titel": titel, "raekke": raekke}
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid():
                messages.success(request, saved_unless_far(request, form, gem))
                forget_draft(request, forloeb, formular)
                return redirect(f"{reverse('plan', args=[forloeb.borger_id])}?forloeb={forloeb.pk}")
        except Konflikt as konflikt:
            status = 409
            context["raekke"] = raekke = konflikt.raekke
            keep_with_version(form, raekke.version)
            form.add_error(None, f"{konflikt} Din tekst står her stadig. Nu står der: {raekke.stand}.")
        except Afvist as afvist:
            form.add_error(afvist.felt if afvist.felt in form.fields else None, str(afvist))
            context["spoergsmaal"] = str(afvist) if isinstance(afvist, Spoergsmaal) else ""
    return render(request, "opfoelgning/plan_form.html", context, status=status)
