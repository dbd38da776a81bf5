"""Handing over one, several or all of a jobformidler's borgere: the page that shows what it does, and its undoing."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from borgere.journal import log_reading
from forloeb.models import Overdrag
from kalender.dansk import dato_aar
from kommuner.afvist import Afvist, Konflikt, Spoergsmaal
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from opfoelgning.actions.overdrag import HOEJST, hand_over, undo_overdrag
from opfoelgning.overdrag import (
    Valgt,
    chosen_cases,
    effect,
    in_words,
    recipients,
    whole_caseload,
)
from opfoelgning.overdragsform import Overdragsform
from opfoelgning.team import UDEN
from opfoelgning.views.team import only_leaders

SIDER = ("team_borgere", "ufordelte")  # where the page may have been opened from


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_leaders
def overdrag(request: Anmodning) -> HttpResponse:
    """Choose who gets the borgere of ``?valgt=`` (forløb) or ``?alle=`` (a jobformidler, or «uden»)."""
    valgte = _chosen(request)
    if request.method != "POST":
        return _show(request, valgte, Overdragsform(user=request.user, initial={"fra": idag()}))
    form = Overdragsform(request.POST, user=request.user)
    if "virkning" in request.POST:
        return _show_effect(request, valgte, form)
    if not form.is_valid() or not valgte:
        return _show(request, valgte, form, status=422)
    tal = effect(_ids(valgte), form.overdragelse.medarbejder, form.overdragelse.fra)
    try:
        gemt = _save(request, form)
    except Spoergsmaal as spoergsmaal:
        return _show(request, valgte, form, status=422, spoergsmaal=str(spoergsmaal))
    except Konflikt as konflikt:
        return _show(request, _chosen(request), form, status=409, konflikt=str(konflikt))
    except Afvist as afvist:
        form.add_error(afvist.felt if afvist.felt in form.fields else None, str(afvist))
        return _show(request, valgte, form, status=422)
    antal = "1 borger" if len(gemt.foer) == 1 else f"{len(gemt.foer)} borgere"
    til = f"{gemt.medarbejder.navn} fra {dato_aar(gemt.fra)}"
    messages.success(request, f"{antal} overdraget til {til}. {in_words(tal)}.")
    return redirect(_retur(request))


@require_POST
@only_leaders
def overdrag_fortryd(request: Anmodning, pk: int) -> HttpResponse:
    """Take one's own overdrag back, all of it."""
    fundet = get_object_or_404(Overdrag, pk=pk, registreret_af=request.user)
    try:
        undo_overdrag(overdrag=fundet, by=request.user, dag=idag(), nu=timezone.now())
    except Afvist as afvist:
        messages.warning(request, str(afvist))
    else:
        messages.success(request, "Overdragelsen er fortrudt. Alle har de borgere, de havde før.")
    return redirect(_retur(request))


def _chosen(request: Anmodning) -> list[Valgt]:
    """The borgere chosen; 404 for one that is foreign, unknown or not the person's to hand over."""
    data = request.POST if request.method == "POST" else request.GET
    if alle := data.get("alle", ""):
        if alle != UDEN and not (alle.isdecimal() and len(alle) < 18):
            raise Http404
        return whole_caseload(request.user, alle, idag())
    ids = [noegle.partition(":")[0] for noegle in data.getlist("valgt")]
    if not all(pk.isdecimal() and len(pk) < 18 for pk in ids):
        raise Http404
    valgte = chosen_cases(request.user, [int(pk) for pk in ids], idag())
    if len(valgte) < len(set(ids)):
        raise Http404
    return valgte


def _ids(valgte: list[Valgt]) -> list[int]:
    return [valgt.forloeb.pk for valgt in valgte]


def _save(request: Anmodning, form: Overdragsform) -> Overdrag:
    laest = dict(noegle.partition(":")[::2] for noegle in request.POST.getlist("valgt"))
    return hand_over(
        laest={int(pk): stand for pk, stand in laest.items()},
        overdragelse=form.overdragelse,
        by=request.user,
        dag=idag(),
        noegle=form.cleaned_data["noegle"],
        bekraeftet="alligevel" in request.POST,
    )


def _show(
    request: Anmodning, valgte: list[Valgt], form: Overdragsform, status: int = 200, **andre: Any
) -> HttpResponse:
    log_reading(request.user, "overdrag", [valgt.forloeb.borger_id for valgt in valgte])
    fra = _day(form)
    modtagere = recipients(request.user, _ids(valgte), fra, idag())
    context = {
        "form": form,
        "valgte": valgte,
        "fra": fra,
        "egne": [m for m in modtagere if m.eget_team],
        "andre": [m for m in modtagere if not m.eget_team],
        "hoejst": HOEJST if len(valgte) >= HOEJST else None,
        "skift": max((valgt.antal_foer for valgt in valgte), default=0),
        "retur": _retur(request),
        "dag": idag(),
        **_effect(valgte, form),
    }
    return render(request, "opfoelgning/overdrag.html", context | andre, status=status)


def _show_effect(request: Anmodning, valgte: list[Valgt], form: Overdragsform) -> HttpResponse:
    if not request.htmx:
        return _show(request, valgte, _unjudged(request, form))
    return render(request, "opfoelgning/_overdrag_virkning.html", _effect(valgte, form))


def _unjudged(request: Anmodning, form: Overdragsform) -> Overdragsform:
    """What was typed, before anything is said about it."""
    return Overdragsform(user=request.user, initial={felt: form.data.get(felt) for felt in form.fields})


def _effect(valgte: list[Valgt], form: Overdragsform) -> dict[str, Any]:
    """Both caseloads before and after, as far as the form says who and when."""
    valg = form.data.get("medarbejder") or form.initial.get("medarbejder")
    felt = form.fields["medarbejder"]
    til = felt.queryset.filter(pk=valg).first() if str(valg or "").isdecimal() else None  # type: ignore[attr-defined]
    fra = _day(form)
    return {"tal": effect(_ids(valgte), til, fra), "til": til, "fra": fra}


def _day(form: Overdragsform) -> date:
    """The day the form names; today while it names none."""
    try:
        valgt = form.fields["fra"].clean(form.data.get("fra") or form.initial.get("fra"))
    except ValidationError:
        valgt = None
    return valgt or idag()


def _retur(request: Anmodning) -> str:
    retur = (request.POST or request.GET).get("retur", "")
    return retur if retur in SIDER else SIDER[0]
