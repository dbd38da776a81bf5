"""A page with one form about a case: shown, saved by an action, or told at its fields why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from borgere.journal import log_reading
from forloeb.models import Forloeb
from kalender.dansk import dato_aar
from kommuner.afvist import Afvist, Konflikt, Spoergsmaal
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from opfoelgning.faser import fase_tekst
from opfoelgning.faseskift import Skift
from opfoelgning.views.opslag import may_write, read_only
from opfoelgning.virksomhedshistorik import changed_last

LANG = 20  # characters


def form_page(
    request: Anmodning,
    forloeb: Forloeb,
    form: Any,
    gem: Callable[[], str],
    *,
    side: str,
    videre: str,
    template: str = "opfoelgning/sagsform.html",
    **andre: Any,
) -> HttpResponse:
    """Show the form; once sent, call ``gem`` and go to ``videre`` with the sentence it returns, or say why not.

    The template gets ``spoergsmaal``, a question that sending again with ``alligevel`` answers with yes, and
    ``konflikt`` where somebody else saved meanwhile. ``side`` is the page's name in the read log.
    """
    dag = idag()
    if not may_write(request.user, forloeb, dag):
        return read_only(request, forloeb, dag, _written(request))
    log_reading(request.user, side, [forloeb.borger_id])
    context: dict[str, Any] = {"form": form, "forloeb": forloeb, "tilbage": videre, "dag": dag, **andre}
    status = 200
    if request.method == "POST":
        if form.is_valid() and (svar := _saved(request, form, gem, videre, context)):
            return svar
        status = 409 if "konflikt" in context else 422
    return render(request, template, context, status=status)


def borger_address(forloeb: Forloeb, navn: str = "borger") -> str:
    """A page about the borger, of this forløb."""
    return f"{reverse(navn, args=[forloeb.borger_id])}?forloeb={forloeb.pk}"


def tell_steps(forloeb: Forloeb, skridt: list[Skift]) -> str:
    """What the phases did and why, in sentences."""
    return " ".join(_tell(forloeb, skift) for skift in skridt)


def _tell(forloeb: Forloeb, skift: Skift) -> str:
    dagen = dato_aar(skift.dato)
    if skift.fase is None:
        return f"Fasen slutter {dagen}: {skift.grund}."
    ord_ = "begynder" if skift.dato > idag() else "er begyndt"
    return f"Fase {fase_tekst(forloeb.indsatsmodel, skift.fase)} {ord_} {dagen}: {skift.grund}."


def _written(request: Anmodning) -> str:
    """The longer texts somebody typed, so that they are not lost with a form she may not send."""
    felter = ((felt, str(tekst)) for felt, tekst in request.POST.items() if felt != "csrfmiddlewaretoken")
    return "\n".join(tekst for _, tekst in felter if len(tekst) > LANG)


def _saved(
    request: Anmodning, form: forms.Form, gem: Callable[[], str], videre: str, context: dict[str, Any]
) -> HttpResponse | None:
    try:
        messages.success(request, gem())
    except Konflikt as konflikt:
        context["konflikt"] = _conflict(form, konflikt)
    except Spoergsmaal as spoergsmaal:
        context["spoergsmaal"] = str(spoergsmaal)
    except Afvist as afvist:
        form.add_error(afvist.felt if afvist.felt in form.fields else None, str(afvist))
    else:
        return redirect(videre)
    return None


def _conflict(form: Any, konflikt: Konflikt) -> dict[str, Any]:
    """Who saved meanwhile, when, and both texts; the form takes the present version."""
    navn, hvornaar = changed_last(konflikt.raekke) or ("", None)
    form.data = dict(form.data.items()) | {"version": str(konflikt.raekke.version)}
    return {"navn": navn, "hvornaar": hvornaar, "forskelle": form.differences(konflikt.raekke)}
