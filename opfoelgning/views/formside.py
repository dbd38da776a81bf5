"""A page with one form about a forløb: who may send it, what a refusal looks like, and both texts in a conflict."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from aftaler.forms import keep_with_version
from borgere.journal import log_reading
from forloeb.actions.registrering import show
from forloeb.models import Forloeb
from kalender.dansk import dato_aar, til_og_med
from kommuner.afvist import Afvist, Konflikt, Spoergsmaal
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.models import Medarbejder
from opfoelgning.sidstrettet import who_changed
from opfoelgning.views.fjernedage import saved_unless_far
from opfoelgning.views.opslag import may_write, read_only, written

# What an action calls the day of something that has one day only.
FELTNAVNE = {"start": "dato", "slut": "til"}


class Formside(NamedTuple):
    """What the page is called, what it says when saved, where it leads, and the name in the read log.

    ``fortael`` makes the message of what the action returned instead.
    """

    titel: str
    gemt: str
    tilbage: str
    side: str
    skabelon: str = "opfoelgning/forberedelse_form.html"
    fortael: Callable[[Any], str] | None = None


def form_page(
    request: Anmodning,
    forloeb: Forloeb,
    form: forms.Form,
    gem: Callable[[], Any],
    side: Formside,
    **andre: Any,
) -> HttpResponse:
    """Show the form; once sent, save it by ``gem`` and go back, or say on the form why not.

    ``kan_annulleres`` among ``andre``: the form has a second button, ``annuller``, for which only the reason must be
    right.
    """
    dag = idag()
    if not may_write(request.user, forloeb, dag):
        return read_only(request, forloeb, dag, written(request))
    log_reading(request.user, side.side, [forloeb.borger_id])
    context: dict[str, Any] = {"form": form, "forloeb": forloeb, "side": side, "dag": dag} | andre
    status = 200
    if request.method == "POST":
        if svar := _saved(request, form, gem, side, context):
            return svar
        status = 409 if "konflikt" in context else 422
    return render(request, side.skabelon, context, status=status)


def _saved(
    request: Anmodning,
    form: forms.Form,
    gem: Callable[[], Any],
    side: Formside,
    context: dict[str, Any],
) -> HttpResponse | None:
    # To annul, only the reason must be right.
    annuls = context.get("kan_annulleres") and "annuller" in request.POST
    if not form.is_valid() and (not annuls or "begrundelse" in form.errors):
        return None
    try:
        gemt = saved_unless_far(request, form, gem)
    except Konflikt as konflikt:
        context["konflikt"] = _conflict(form, konflikt, request.user)
    except Afvist as afvist:
        add_refusal(form, afvist)
        context["spoergsmaal"] = isinstance(afvist, Spoergsmaal)
    else:
        messages.success(request, side.fortael(gemt) if side.fortael else side.gemt)
        return redirect(side.tilbage)
    return None


def add_refusal(form: forms.Form, afvist: Afvist) -> None:
    """Show a refusal at its field, or above the form; several questions stand together, each with its answer."""
    if getattr(form, "stillet", None):
        return
    felt = afvist.felt
    if felt not in form.fields:
        felt = FELTNAVNE.get(felt or "")
    form.add_error(felt if felt in form.fields else None, str(afvist))


def _conflict(form: Any, konflikt: Konflikt, user: Medarbejder) -> dict[str, Any]:
    """Who changed it, when, and both texts; the form then knows the version that is there now."""
    raekke = konflikt.raekke
    hvem = who_changed(raekke, user)
    forskelle = [
        (felt.label, nu, mit)
        for felt in form.visible_fields()
        if felt.name != "begrundelse"
        for nu, mit in [(_stored(raekke, felt.name), _typed(form, felt.name))]
        if nu != mit
    ]
    keep_with_version(form, raekke.version)
    return {"hvem": hvem, "forskelle": forskelle}


def _stored(raekke: Any, felt: str) -> str:
    if felt == "til":
        return dato_aar(til_og_med(raekke.slut))
    return show(raekke, felt) if hasattr(raekke, felt) else ""


def _typed(form: Any, felt: str) -> str:
    vaerdi = form.cleaned_data.get(felt) or ""
    if isinstance(vaerdi, date):
        return dato_aar(vaerdi)
    valg = dict(getattr(form.fields[felt], "choices", ()))
    valgte = vaerdi if isinstance(vaerdi, list) else [vaerdi]
    return ", ".join(str(valg.get(en, en)) for en in valgte)
