"""Registrér kontakt: the form inline or as a page, its draft, and taking back what was saved."""

import json
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from borgere.journal import log_reading
from forloeb.models import Forloeb
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist, Spoergsmaal
from kommuner.anmodning import Anmodning
from kommuner.idag import idag, nu
from kommuner.roller import SAGSROLLER
from opfoelgning.actions import kladde as kladde_actions
from opfoelgning.actions import kontakt as actions
from opfoelgning.forms import KontaktForm, draft_from
from opfoelgning.models import Kladde, Kontakt
from opfoelgning.raekker import raekker
from opfoelgning.views.besked import saved_message
from opfoelgning.views.fjernedage import answers, remember
from opfoelgning.views.gemt import Gemt
from opfoelgning.views.kladdesvar import keep_draft
from opfoelgning.views.mine import VISNINGER, render_row
from opfoelgning.views.opslag import find_forloeb, find_own_kontakt, may_write, read_only


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_role(*SAGSROLLER)
def kontakt_ny(request: Anmodning, pk: int) -> HttpResponse:
    """Log one contact with a borger; ``?vis=idag|tabel`` asks for the form inside that row."""
    dag = idag()
    data = request.POST if request.method == "POST" else request.GET
    forloeb = find_forloeb(request.user, pk, dag, data.get("forloeb"))
    if not may_write(request.user, forloeb, dag):
        return read_only(request, forloeb, dag, request.POST.get("note", ""))
    vis = data.get("vis", "") if data.get("vis") in VISNINGER else ""
    prefix = f"{vis}{forloeb.pk}" if vis else ""
    if request.method != "POST":
        kladde = _kladde(request, forloeb)
        return _show(request, forloeb, KontaktForm.blank(forloeb.pk, dag, kladde, prefix), vis, kladde=kladde)
    form = KontaktForm.filled(request.POST, prefix)
    kontakt = _save(request, forloeb, form)
    if kontakt is None:
        return _show(request, forloeb, form, vis, status=422)
    return _saved(request, kontakt, vis)


def _save(request: Anmodning, forloeb: Forloeb, form: KontaktForm) -> Kontakt | None:
    """The contact, or None with what was wrong on the form."""
    if not form.is_valid():
        return None
    fakta: dict[str, Any] = {"forloeb": forloeb, "indhold": form.indhold, "by": request.user, "dag": idag()}
    fakta["noegle"] = form.cleaned_data["noegle"]
    try:
        if "aftale" in request.POST:
            return actions.plan_kontakt(**fakta)
        return actions.register_kontakt(
            **fakta,
            nu=timezone.now(),
            udeblevet=form.cleaned_data["udeblevet"],
            bekraeftet=answers(request, form),
        )
    except Afvist as afvist:
        if isinstance(afvist, Spoergsmaal):
            remember(form, afvist)
        form.add_refusal(afvist)
        return None


def _show(
    request: Anmodning,
    forloeb: Forloeb,
    form: KontaktForm,
    vis: str,
    *,
    status: int = 200,
    kladde: Kladde | None = None,
) -> HttpResponse:
    log_reading(request.user, "kontakt_ny", [forloeb.borger_id])
    dag = idag()
    seneste = Kontakt.objects.filter(forloeb=forloeb, dato__lte=dag).order_by("-dato", "-pk")[:2]
    form.save_drafts_to(reverse("kontakt_kladde", args=[forloeb.borger_id]))
    context = {
        "forloeb": forloeb,
        "form": form,
        "vis": vis,
        "fra": (request.POST or request.GET).get("fra", ""),
        "dag": dag,
        "i_gaar": dag - timedelta(days=1),
        "kladde": kladde,
        "raekke": raekker([forloeb.pk], dag, nu=nu())[0],
        "seneste": [(k, actions.may_correct(k.registreret_af_id, k.status, request.user)) for k in seneste],
    }
    template = "opfoelgning/_kontaktform.html" if request.htmx else "opfoelgning/kontakt_ny.html"
    return render(request, template, context, status=status)


def _saved(request: Anmodning, kontakt: Kontakt, vis: str) -> HttpResponse:
    """The greyed row to htmx; a page that says so to everybody else."""
    if request.htmx and vis:
        gemt = Gemt(kontakt)
        return _row(request, kontakt.forloeb_id, vis, {"gemt": {"tekst": f"{gemt.hvad}."}})
    saved_message(request, kontakt)
    return _go(request, request.POST.get("fra", ""), kontakt)


def _go(request: Anmodning, fra: str, kontakt: Kontakt) -> HttpResponse:
    """To the borger if she was the start, else to the list."""
    url = reverse("borger", args=[kontakt.forloeb.borger_id]) if fra == "borger" else reverse("mine")
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": url})
    return redirect(url)


def _row(request: Anmodning, forloeb_id: int, vis: str, events: dict[str, Any]) -> HttpResponse:
    """The row in its place; the borger's other place on the page is told to look again."""
    response = render_row(request, forloeb_id, vis)
    response["HX-Retarget"] = f"#{vis}-{forloeb_id}"
    response["HX-Reswap"] = "outerHTML"
    response["HX-Trigger-After-Settle" if "fortrudt" in events else "HX-Trigger"] = json.dumps(events)
    anden = next(v for v in VISNINGER if v != vis)
    response["HX-Trigger-After-Swap"] = json.dumps({f"opdater-{anden}-{forloeb_id}": ""})
    return response


@require_POST
@requires_role(*SAGSROLLER)
def kontakt_kladde(request: Anmodning, pk: int) -> HttpResponse:
    """Keep what is being written; answers when, or nothing when there is nothing to keep."""
    dag = idag()
    forloeb = find_forloeb(request.user, pk, dag, request.POST.get("forloeb"))
    if not may_write(request.user, forloeb, dag):
        return read_only(request, forloeb, dag, request.POST.get("note", ""))
    return keep_draft(request, forloeb, kladde_actions.KONTAKT, draft_from(request.POST), Kontakt)


@require_POST
@requires_role(*SAGSROLLER)
def kontakt_fortryd(request: Anmodning, pk: int) -> HttpResponse:
    """Take one's own contact back within ten minutes; the text becomes the draft again."""
    dag = idag()
    kontakt = find_own_kontakt(request.user, pk, dag)
    forloeb = kontakt.forloeb
    if not may_write(request.user, forloeb, dag):
        return read_only(request, forloeb, dag)
    vis = request.POST.get("vis", "")
    try:
        kladde = actions.undo_kontakt(kontakt=kontakt, by=request.user, dag=dag, nu=timezone.now())
        tekst = "Kontakten er fortrudt." + (" Teksten ligger som kladde." if kladde else "")
        niveau = messages.SUCCESS
    except Afvist as afvist:
        tekst, niveau = str(afvist), messages.WARNING
    if request.htmx and vis in VISNINGER:
        return _row(request, forloeb.pk, vis, {"fortrudt": {"tekst": tekst, "id": f"{vis}-{forloeb.pk}"}})
    messages.add_message(request, niveau, tekst)
    return _go(request, request.POST.get("fra", ""), kontakt)


def _kladde(request: Anmodning, forloeb: Forloeb) -> Kladde | None:
    return Kladde.objects.filter(medarbejder=request.user, forloeb=forloeb, formular=actions.KONTAKT).first()
