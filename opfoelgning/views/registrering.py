"""Registering what runs over a period: the form inline or as a page, its draft, its effect before it is saved, undo."""

from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from borgere.journal import log_reading
from forloeb.actions import registrering
from forloeb.models import Forloeb
from kalender.dansk import til_og_med
from kalender.perioder import Periode
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist
from kommuner.anmodning import Anmodning
from kommuner.idag import idag, nu
from kommuner.models import Medarbejder
from kommuner.roller import SAGSROLLER
from opfoelgning import vurdering
from opfoelgning.actions import kladde as kladde_actions
from opfoelgning.models import Kladde
from opfoelgning.registreringsforms import Registreringsform
from opfoelgning.slags import Slags
from opfoelgning.views.fjernedage import answers, saved_unless_far
from opfoelgning.views.kladdesvar import draft_of, keep_draft
from opfoelgning.views.opslag import find_forloeb, find_own, may_write, read_only
from opfoelgning.virkning import Virkning, virkning, with_record


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_role(*SAGSROLLER)
def ny(request: Anmodning, pk: int, slags: Slags) -> HttpResponse:
    """Register one; ``?vis=1`` asks for the form inside another page, ``?retur=mine`` says where to go afterwards.

    POST with ``virkning`` shows what it would do, with ``kladde`` keeps what is written; neither saves.
    """
    dag = idag()
    data = request.POST if request.method == "POST" else request.GET
    forloeb = find_forloeb(request.user, pk, dag, data.get("forloeb"))
    if not may_write(request.user, forloeb, dag):
        return read_only(request, forloeb, dag, data.get("note", ""))
    prefix = slags.kode if data.get("vis") else ""
    if request.method != "POST":
        kladde = draft_of(request, forloeb, slags.kode)
        form = slags.form.blank(forloeb, dag, kladde, prefix)
        form.about(forloeb, dag)
        return _show(request, forloeb, slags, form, kladde=kladde)
    if "kladde" in request.POST:
        indhold = slags.form.draft_from(request.POST)
        return keep_draft(request, forloeb, slags.kode, indhold, slags.model)
    form = slags.form.filled(request.POST, prefix)
    form.about(forloeb, dag)
    if "virkning" in request.POST:
        return _preview(request, forloeb, slags, form)
    raekke = _save(request, forloeb, slags, form)
    if raekke is None:
        return _show(request, forloeb, slags, form, status=422)
    kladde_actions.drop_kladde(forloeb=forloeb, by=request.user, formular=slags.kode)
    saved_message(request, raekke, slags)
    return go(request, forloeb, slags.side)


def _save(request: Anmodning, forloeb: Forloeb, slags: Slags, form: Registreringsform) -> Any:
    """The row, or None with what was wrong on the form."""
    if not form.is_valid():
        return None
    indhold = form.indhold
    assert slags.register is not None
    try:
        gem = partial(slags.register, forloeb=forloeb, indhold=indhold, **form.andet, **the_instant(slags))
        skrevet = {"by": request.user, "dag": idag(), "noegle": form.cleaned_data["noegle"]}
        bekraeftet = answers(request, form)
        return saved_unless_far(request, form, partial(gem, **skrevet, bekraeftet=bekraeftet))
    except Afvist as afvist:
        form.add_refusal(afvist)
        offer_other(form, slags, indhold, request.user)
        return None


def the_instant(slags: Slags) -> dict[str, datetime]:
    """The present instant, for actions that count hours."""
    return {"nu": nu()} if slags.paa_klokken else {}


def offer_other(form: Registreringsform, slags: Slags, indhold: Any, user: Medarbejder) -> None:
    """Where another registration is in the way: the address that extends it over the days of both."""
    anden = form.i_vejen
    if not anden or not registrering.may_correct(anden.registreret_af_id, user):
        return
    slut = None if None in (anden.slut, indhold.slut) else max(anden.slut, indhold.slut)
    start = min(anden.start, indhold.start)
    forslag = {"start": start, "til": til_og_med(slut) or "", "begrundelse": "Forlænget"}
    form.ret_anden = f"{reverse(f'{slags.kode}_ret', args=[anden.pk])}?{urlencode(forslag)}"


def _show(
    request: Anmodning,
    forloeb: Forloeb,
    slags: Slags,
    form: Registreringsform,
    *,
    status: int = 200,
    kladde: Kladde | None = None,
) -> HttpResponse:
    log_reading(request.user, f"{slags.kode}_ny", [forloeb.borger_id])
    url = reverse(f"{slags.kode}_ny", args=[forloeb.borger_id])
    form.save_drafts_to(url)
    context = form_context(request, forloeb, slags, form) | {
        "url": url,
        "kladde": kladde,
        "virkning": effect(forloeb, slags, form) if form.is_bound else None,
    }
    template = "opfoelgning/_registrering.html" if request.htmx else "opfoelgning/registrering_ny.html"
    return render(request, template, context, status=status)


def form_context(
    request: Anmodning, forloeb: Forloeb, slags: Slags, form: Registreringsform
) -> dict[str, Any]:
    """What the form's template needs, whether it registers or corrects."""
    data = request.POST or request.GET
    return {
        "forloeb": forloeb,
        "slags": slags,
        "form": form,
        "felter": f"opfoelgning/_{slags.kode}felter.html",
        "vis": data.get("vis", ""),
        "retur": data.get("retur", "") or ("" if slags.side == "borger" else slags.side),
        "dag": idag(),
    }


def _preview(request: Anmodning, forloeb: Forloeb, slags: Slags, form: Registreringsform) -> HttpResponse:
    if not request.htmx:
        return _show(request, forloeb, slags, form)
    log_reading(request.user, f"{slags.kode}_ny", [forloeb.borger_id])
    return render(
        request, "opfoelgning/_virkning.html", {"virkning": effect(forloeb, slags, form), "dag": idag()}
    )


def effect(forloeb: Forloeb, slags: Slags, form: Registreringsform, gammel: Any = None) -> Virkning | None:
    """What saving the form would do to each deadline; None while the form cannot say. ``gammel``: the row corrected."""
    if slags.fakta is None or not form.siger_nok:
        return None
    billede = vurdering.live(forloeb.pk, idag())
    ny_fakta = slags.fakta(form.raekke(forloeb))
    ny_sag = with_record(billede.sag, slags.liste, ny_fakta, gammel and slags.fakta(gammel))
    periode = Periode(ny_fakta.start, ny_fakta.slut)
    return virkning(billede.sag, ny_sag, billede.regler, idag(), periode)


@require_POST
@requires_role(*SAGSROLLER)
def fortryd(request: Anmodning, pk: int, slags: Slags) -> HttpResponse:
    """Take one's own registration back within ten minutes; what was written becomes the draft again."""
    dag = idag()
    raekke = find_own(slags.model, request.user, pk, dag)
    if not may_write(request.user, raekke.forloeb, dag):
        return read_only(request, raekke.forloeb, dag)
    indhold = slags.form.draft_of(raekke)
    try:
        slags.undo(raekke=raekke, by=request.user, dag=dag, nu=timezone.now())
        if any(indhold.get(felt) for felt in kladde_actions.KLADDETEKST):
            kladde_actions.put_kladde(
                forloeb=raekke.forloeb, indhold=indhold, by=request.user, formular=slags.kode
            )
        messages.success(request, f"{slags.den} er fortrudt.")
    except Afvist as afvist:
        messages.warning(request, str(afvist))
    return go(request, raekke.forloeb, slags.side)


def saved_message(request: Anmodning, raekke: Any, slags: Slags) -> None:
    """Queue «Fraværet er gemt» with a working «Fortryd» for the next page."""
    context = {
        "raekke": raekke,
        "slags": slags,
        "fortryd": reverse(f"{slags.kode}_fortryd", args=[raekke.pk]),
        "retur": request.POST.get("retur", ""),
    }
    messages.success(request, render_to_string("opfoelgning/_registrering_gemt.html", context, request))


def go(request: Anmodning, forloeb: Forloeb, side: str = "borger") -> HttpResponse:
    """To the page the person came from: her list, the borger's tab, else ``side``."""
    retur = request.POST.get("retur", "") or side
    if retur == "mine":
        url = reverse("mine")
    else:
        navn = retur if retur in ("indsats", "plan") else "borger"
        url = f"{reverse(navn, args=[forloeb.borger_id])}?forloeb={forloeb.pk}"
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": url})
    return redirect(url)
