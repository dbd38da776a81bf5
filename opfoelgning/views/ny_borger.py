"""Ny borger, and a new forløb of one who is known."""

from __future__ import annotations

from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from borgere import cpr
from borgere.journal import log_reading
from borgere.models import Borger
from forloeb.models import Forloeb
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist, Spoergsmaal
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.models import Medarbejder
from kommuner.roller import SAGSROLLER
from opfoelgning.actions.borger import Findes, create_borger, create_forloeb, find_by_cpr, open_forloeb
from opfoelgning.actions.kladde import drop_kladde, save_ny_borger
from opfoelgning.borgerforms import Borgerform, Forloebsform
from opfoelgning.models import NY_BORGER, Kladde
from opfoelgning.soegning import UDEN_JOBFORMIDLER, find_borger
from opfoelgning.views.kladdesvar import answer_draft
from opfoelgning.views.opslag import may_write

FORM = ("GET", "HEAD", "POST")


class Kendt(NamedTuple):
    """A borger who is here already: ``hos`` is a sentence; whether the person may open her page, or begin anew."""

    hos: str
    borger_id: int
    aaben_side: bool = False
    nyt_forloeb: bool = False


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def borger_ny(request: Anmodning) -> HttpResponse:
    """Make a borger and her forløb; POST with ``tjek`` only looks the CPR number up, with ``kladde`` keeps a draft."""
    form = Borgerform(request.POST if request.method == "POST" else None, user=request.user, dag=idag())
    if "tjek" in request.POST:
        return _checked(request)
    if "kladde" in request.POST:
        return answer_draft(save_ny_borger(indhold=Borgerform.draft_from(request.POST), by=request.user))
    context: dict[str, Any] = {"form": form, "titel": "Ny borger", "og_ny": _and_another(request)}
    context["kladde"] = _drafted(request, form)
    if request.method == "POST" and form.is_valid():
        try:
            return _created(request, form)
        except Findes as findes:
            context["kendt"] = kendt = _known(request, findes.borger_id)
            form.add_error("cpr", kendt.hos)
        except Afvist as afvist:
            _refuse(form, afvist, context)
    return render(request, "opfoelgning/borger_ny.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def forloeb_ny(request: Anmodning, pk: int) -> HttpResponse:
    """A new forløb of a borger who has none that runs."""
    dag = idag()
    borger = get_object_or_404(Borger, pk=pk, kommune=request.user.kommune_id)
    if not may_begin(request.user, pk):
        raise Http404
    log_reading(request.user, "forloeb_ny", [pk])
    form = Forloebsform(request.POST if request.method == "POST" else None, user=request.user, dag=dag)
    context: dict[str, Any] = {"form": form, "borger": borger, "titel": "Nyt forløb"}
    context["i_forloeb"] = open_forloeb(pk, dag) is not None
    if request.method == "POST" and form.is_valid():
        try:
            forloeb = create_forloeb(borger=borger, indhold=form.indhold, **_by(request, form))
            messages.success(request, f"{borger.navn} har fået et nyt forløb.")
            return _onward(request, forloeb)
        except Afvist as afvist:
            _refuse(form, afvist, context)
    return render(request, "opfoelgning/borger_ny.html", context, status=422 if form.errors else 200)


def may_begin(user: Medarbejder, borger_id: int) -> bool:
    """Whether the person may give the borger a new forløb: she is the team's business, or has never had one."""
    egne = Forloeb.objects.filter(borger=borger_id)
    return not egne.exists() or Forloeb.objects.teamets(user, idag()).filter(borger=borger_id).exists()


def _drafted(request: Anmodning, form: Borgerform) -> Kladde | None:
    """Let the form look up and keep what is typed, and open with the person's draft, which is returned."""
    form.check_while_typing(reverse("borger_ny"))
    form.save_drafts_to(reverse("borger_ny"))
    kladde = Kladde.objects.filter(medarbejder=request.user, formular=NY_BORGER).first()
    if kladde and not form.is_bound:
        form.open_with(kladde)
    return kladde


def _created(request: Anmodning, form: Borgerform) -> HttpResponse:
    forloeb = create_borger(stamdata=form.stamdata, indhold=form.indhold, **_by(request, form))
    drop_kladde(forloeb=None, by=request.user, formular=NY_BORGER)
    navn = forloeb.borger.navn
    synlig = Forloeb.objects.synlig_for(request.user, idag()).filter(pk=forloeb.pk).exists()
    if _and_another(request) or not synlig:
        url = reverse("borger", args=[forloeb.borger_id])
        link = format_html('. <a href="{}">Åbn borgeren</a>', url) if synlig else "."
        messages.success(request, format_html("{} er oprettet{}", navn, link))
        return redirect("borger_ny" if _and_another(request) else "mine")
    messages.success(request, f"{navn} er oprettet.")
    return _onward(request, forloeb)


def _and_another(request: Anmodning) -> bool:
    """Whether an empty form comes next, also when a question came in between."""
    return "og_ny" in request.POST or request.POST.get("alligevel") == "og_ny"


def _onward(request: Anmodning, forloeb: Forloeb) -> HttpResponse:
    """To what comes next: the job of somebody who has one, else the borger."""
    har_job = forloeb.ydelser.filter(type="fleksloentilskud").exists()
    navn = "fleksjob_ny" if har_job and may_write(request.user, forloeb, idag()) else "borger"
    return redirect(f"{reverse(navn, args=[forloeb.borger_id])}?forloeb={forloeb.pk}")


def _by(request: Anmodning, form: forms.Form) -> dict[str, Any]:
    return {
        "by": request.user,
        "dag": idag(),
        "noegle": form.cleaned_data["noegle"],
        "bekraeftet": "alligevel" in request.POST,
    }


def _refuse(form: forms.Form, afvist: Afvist, context: dict[str, Any]) -> None:
    form.add_error(afvist.felt if afvist.felt in form.fields else None, str(afvist))
    context["spoergsmaal"] = isinstance(afvist, Spoergsmaal)


def _checked(request: Anmodning) -> HttpResponse:
    """What is wrong with the number, or who has the borger; nothing for a number nobody has."""
    context: dict[str, Any] = {}
    try:
        borger_id = find_by_cpr(cpr.parse(request.POST.get("cpr", "")), request.user)
        context["kendt"] = _known(request, borger_id) if borger_id else None
    except cpr.UgyldigtCpr as ugyldigt:
        context["fejl"] = str(ugyldigt)
    return render(request, "opfoelgning/_cpr_svar.html", context)


def _known(request: Anmodning, borger_id: int) -> Kendt:
    """Who has the borger, as far as the person may know; the look is logged."""
    log_reading(request.user, "borger_ny", [borger_id])
    fund = find_borger(request.user, borger_id, idag())
    if fund is None:
        return Kendt("Findes allerede, men har aldrig været i forløb.", borger_id, nyt_forloeb=True)
    if not fund.aaben_side:
        hos = f"Findes allerede hos {fund.team}. Søg på CPR-nummeret for at bede om adgang."
        return Kendt(hos, borger_id)
    if open_forloeb(borger_id, idag()) is None:
        nyt = may_begin(request.user, borger_id)
        return Kendt("Findes allerede, men er ikke i forløb nu.", borger_id, True, nyt)
    if not fund.jobformidler:
        return Kendt("Findes allerede i et forløb, der ikke er begyndt endnu.", borger_id, True)
    hos = "" if fund.jobformidler == UDEN_JOBFORMIDLER else "hos "
    return Kendt(f"Findes allerede {hos}{fund.jobformidler}.", borger_id, True)
