"""A page with one form about a case: shown, saved by an action, or told at its fields why not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from aftaler.forms import keep_with_version
from borgere.journal import log_reading
from forloeb.models import Forloeb
from kommuner.afvist import Afvist, Konflikt, Spoergsmaal
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.models import Medarbejder
from opfoelgning.faseskift import Skift
from opfoelgning.sidstrettet import who_changed
from opfoelgning.skiftetekst import tell
from opfoelgning.views import kladdesvar
from opfoelgning.views.fjernedage import saved_unless_far
from opfoelgning.views.opslag import may_reopen, may_write, read_only, written


def form_page(
    request: Anmodning,
    forloeb: Forloeb,
    form: Any,
    gem: Callable[[], str],
    *,
    side: str,
    videre: str,
    template: str,
    efter: Callable[[], str] | None = None,
    lukket: bool = False,
    **andre: Any,
) -> HttpResponse:
    """Show the form; once sent, call ``gem`` and go to ``videre`` with the sentence it returns, or say why not.

    ``efter`` is asked afterwards for another address. ``lukket``: the form is about a closed forløb. The template gets
    ``spoergsmaal``, which sending again with ``alligevel`` answers with yes, and ``konflikt`` where somebody else saved
    meanwhile. ``side`` is the page's name in the read log.
    """
    dag = idag()
    if not (may_reopen if lukket else may_write)(request.user, forloeb, dag):
        return read_only(request, forloeb, dag, written(request))
    log_reading(request.user, side, [forloeb.borger_id])
    context: dict[str, Any] = {"form": form, "forloeb": forloeb, "tilbage": videre, "dag": dag, **andre}
    status = 200
    if request.method == "POST":
        if form.is_valid() and (svar := _saved(request, form, gem, efter or (lambda: videre), context)):
            return svar
        status = 409 if "konflikt" in context else 422
    return render(request, template, context, status=status)


def drafted_page(
    request: Anmodning, forloeb: Forloeb, form: Any, gem: Callable[[], str], *, kladde: str, **andre: Any
) -> HttpResponse:
    """As ``form_page``, for a form whose texts are kept as a draft of this name until it is saved."""
    lukket = andre.get("lukket", False)
    if (may_reopen if lukket else may_write)(request.user, forloeb, idag()):
        if svar := kladdesvar.keep_texts(request, forloeb, form, kladde, lukket=lukket):
            return svar
        andre["kladde"] = kladdesvar.draft_of(request, forloeb, kladde)

    def save_and_forget() -> str:
        gemt = gem()
        kladdesvar.forget_draft(request, forloeb, kladde)
        return gemt

    return form_page(request, forloeb, form, save_and_forget, **andre)


def keep_draft(
    request: Anmodning, forloeb: Forloeb, formular: str, felter: Iterable[str], model: type[Model]
) -> HttpResponse:
    """Keep what is being written in these fields; answers when, or nothing when there is nothing to keep."""
    if not may_write(request.user, forloeb, idag()):
        return read_only(request, forloeb, idag(), written(request))
    indhold = {felt: str(request.POST[felt])[:10_000] for felt in felter if request.POST.get(felt)}
    return kladdesvar.keep_draft(request, forloeb, formular, indhold, model)


def borger_address(forloeb: Forloeb, navn: str = "borger") -> str:
    """A page about the borger, of this forløb."""
    return f"{reverse(navn, args=[forloeb.borger_id])}?forloeb={forloeb.pk}"


def tell_steps(forloeb: Forloeb, skridt: list[Skift]) -> str:
    """What the phases did and why, in sentences."""
    return " ".join(tell(forloeb, skift, idag()) for skift in skridt)


def _saved(
    request: Anmodning,
    form: Any,
    gem: Callable[[], str],
    videre: Callable[[], str],
    context: dict[str, Any],
) -> HttpResponse | None:
    try:
        messages.success(request, saved_unless_far(request, form, gem))
    except Konflikt as konflikt:
        context["konflikt"] = _conflict(form, konflikt, request.user)
    except Spoergsmaal as spoergsmaal:
        # Several stand above the fields, each with its own yes.
        context["spoergsmaal"] = "" if form.stillet else str(spoergsmaal)
    except Afvist as afvist:
        for en in (afvist, *afvist.andre):
            felt = getattr(form, "feltnavne", {}).get(en.felt, en.felt)
            form.add_error(felt if felt in form.fields else None, str(en))
    else:
        return redirect(videre())
    return None


def _conflict(form: Any, konflikt: Konflikt, user: Medarbejder) -> dict[str, Any]:
    """Who saved meanwhile, when, and both texts; the form takes the present version."""
    hvem = who_changed(konflikt.raekke, user)
    forskelle = form.differences(konflikt.raekke)
    keep_with_version(form, konflikt.raekke.version)
    return {"hvem": hvem, "forskelle": forskelle}
