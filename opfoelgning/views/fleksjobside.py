"""A page with one form about a fleksjob: draft, save, conflict, undo, and what the phases made of it."""

from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse

from aftaler.forms import keep_with_version
from aftaler.models import Ansaettelse
from borgere.journal import log_reading
from forloeb.models import Afslutningsaarsag, Forloeb
from kommuner.afvist import Afvist, Konflikt, Spoergsmaal
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.models import Medarbejder
from opfoelgning.actions.jobkrav import Forlader
from opfoelgning.actions.kladde import drop_kladde
from opfoelgning.faseskift import Skift
from opfoelgning.jobforms import Timerform
from opfoelgning.sidstrettet import who_changed
from opfoelgning.skiftetekst import tell
from opfoelgning.views.fjernedage import saved_unless_far
from opfoelgning.views.fleksjobkladde import open_draft, written_in
from opfoelgning.views.kladdesvar import keep_draft
from opfoelgning.views.opslag import may_write, read_only, written

SVAR = ("alligevel", "forlader")  # questions answered with yes


def address(forloeb: Forloeb) -> str:
    """The tab of a forløb."""
    return f"{reverse('fleksjob', args=[forloeb.borger_id])}?forloeb={forloeb.pk}"


def form_page(
    request: Anmodning,
    forloeb: Forloeb,
    form: forms.Form,
    gem: Callable[[], list[Skift]],
    *,
    titel: str,
    gemt: str,
    kladde: str = "",
    fortryd: Callable[[], str] | None = None,
    **andre: Any,
) -> HttpResponse:
    """Show the form; once sent, save it and tell what the phases made of it, or say on the form why not.

    ``kladde`` names its draft, empty for none; ``fortryd`` gives the address that takes back what was saved.
    """
    if not may_write(request.user, forloeb, idag()):
        return read_only(request, forloeb, idag(), written(request))
    if "kladde" in request.POST:
        return keep_draft(request, forloeb, kladde, written_in(form, request.POST), Ansaettelse)
    log_reading(request.user, "fleksjob", [forloeb.borger_id])
    context = _context(request, forloeb, form, kladde) | {"titel": titel}
    status = 200
    if request.method == "POST":
        if svar := _saved(request, forloeb, form, Gemmer(gem, gemt, fortryd, kladde), context):
            return svar
        status = 409 if "konflikt" in context else 422
    return render(request, "opfoelgning/fleksjob_form.html", context | andre, status=status)


def _context(request: Anmodning, forloeb: Forloeb, form: forms.Form, kladde: str) -> dict[str, Any]:
    """What the template needs of every form; the form learns where its draft and its picture come from."""
    if isinstance(form, Timerform):
        form.show_effect_at(reverse("effektive_timer"))
    gemt = open_draft(request, forloeb, form, kladde)
    svaret = [svar for svar in SVAR if request.POST.get(svar) == "1"]
    felter = {"form": form, "forloeb": forloeb, "tilbage": address(forloeb), "kladde": gemt}
    return felter | {"dag": idag(), "svaret": svaret}


class Gemmer(NamedTuple):
    """How a form is saved: by what, what is said then, how it is taken back, and which draft it makes needless."""

    gem: Callable[[], list[Skift]]
    gemt: str
    fortryd: Callable[[], str] | None
    kladde: str


def _saved(
    request: Anmodning, forloeb: Forloeb, form: Any, gemmer: Gemmer, context: dict[str, Any]
) -> HttpResponse | None:
    if not form.is_valid():
        return None
    try:
        skridt = saved_unless_far(request, form, gemmer.gem)
    except Konflikt as konflikt:
        context["konflikt"] = _conflict(form, konflikt, request.user)
    except Afvist as afvist:
        # Several questions stand above the fields, each with its own yes.
        context["spoergsmaal"] = isinstance(afvist, Spoergsmaal) and not form.stillet
        if not isinstance(afvist, Spoergsmaal) or context["spoergsmaal"]:
            form.add_error(afvist.felt if afvist.felt in form.fields else None, str(afvist))
        if isinstance(afvist, Forlader):
            context["forlader"] = _close_instead(forloeb)
    else:
        tekst = " ".join([gemmer.gemt, *(tell(forloeb, skift, idag()) for skift in skridt)])
        besked = {"tekst": tekst, "fortryd": gemmer.fortryd and gemmer.fortryd()}
        messages.success(request, render_to_string("opfoelgning/_fleksjob_gemt.html", besked, request))
        if gemmer.kladde:
            drop_kladde(forloeb=forloeb, by=request.user, formular=gemmer.kladde)
        return redirect(address(forloeb))
    return None


def _close_instead(forloeb: Forloeb) -> str:
    query = urlencode({"forloeb": forloeb.pk, "aarsag": Afslutningsaarsag.OVER_TIMEGRAENSE})
    return f"{reverse('afslut', args=[forloeb.borger_id])}?{query}"


def _conflict(form: Any, konflikt: Konflikt, user: Medarbejder) -> dict[str, Any]:
    hvem = who_changed(konflikt.raekke, user)
    raekke: Any = konflikt.raekke
    if hasattr(form, "take_over"):
        form.take_over(raekke)
    if hasattr(form, "differences"):
        forskelle = form.differences(raekke)
    else:
        felter = [(f"{form.fields[felt].label}", felt) for felt in ("timer", "intensitet")]
        forskelle = [(label, getattr(raekke, felt), form.cleaned_data[felt]) for label, felt in felter]
    keep_with_version(form, raekke.version)
    return {"hvem": hvem, "forskelle": forskelle}
