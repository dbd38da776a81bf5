"""Retention: the rules, what is deleted next night, and cases that must wait. Case numbers, no case content."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forloeb.models import Forloeb
from kalender.dansk import dato_aar
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.models import Rolle
from opfoelgning.actions import opbevaring as actions
from opfoelgning.models import Opbevaringsregel, Sletning, Sletningsstop, Sletteslags
from opfoelgning.opbevaring import OPBEVARING, counts, expired_forloeb, expired_rows, next_night, rules
from opfoelgning.opbevaringsforms import Opbevaringsform, Stopform
from opfoelgning.slettelog import lines

AD_GANGEN = 25
EN_DAG = timedelta(days=1)
FORM = ["GET", "HEAD", "POST"]

only_administrators = requires_role(Rolle.ADMINISTRATOR)


@never_cache
@require_safe
@only_administrators
def opbevaring(request: Anmodning) -> HttpResponse:
    """Every rule, what the next night deletes, what must wait, and what was deleted."""
    egne = {"kommune": request.user.kommune_id}
    nat = next_night(idag(), timezone.now())
    graense = rules(nat)[Sletteslags.FORLOEB].limit(nat)
    efter, foer = _number(request, "efter"), _number(request, "foer")
    sager = expired_forloeb(graense, nat).filter(pk__gt=efter).order_by("pk")
    slettet = Sletning.objects.filter(**egne, pk__lt=foer or 2**63 - 1).order_by("-pk")
    context = {
        "nat": nat,
        "linjer": [(regel, antal, OPBEVARING[regel.slags]) for regel, antal in counts(nat)],
        "kommende": Opbevaringsregel.objects.filter(gyldig_fra__gt=idag(), **egne).order_by("gyldig_fra"),
        "sager": sager[:AD_GANGEN],
        "naeste_sag": _last(sager),
        "stop": Sletningsstop.objects.filter(**egne).select_related("af").order_by("slut", "pk")[:200],
        "slettet": slettet[:AD_GANGEN],
        "aeldre": _last(slettet),
    }
    return render(request, "administration/opbevaring.html", context)


@never_cache
@require_http_methods(FORM)
@only_administrators
def opbevaring_ret(request: Anmodning, slags: str) -> HttpResponse:
    """A new length for one kind of data: what it would delete is shown first, and saved when that was seen."""
    if slags not in OPBEVARING:
        raise Http404
    dag = idag()
    regel = rules(dag)[slags]
    form = Opbevaringsform(regel, request.POST if request.method == "POST" else None, fra=dag + EN_DAG)
    context: dict[str, Any] = {"form": form, "regel": regel, "dag": dag}
    if form.is_valid():
        try:
            if "bekraeftet" in request.POST:
                actions.set_rule(slags=slags, by=request.user, dag=dag, **form.cleaned_data)
                messages.success(request, f"Reglen gælder fra {dato_aar(form.cleaned_data['gyldig_fra'])}.")
                return redirect("opbevaring")
            actions.check_rule(slags=slags, dag=dag, **form.cleaned_data)
            context["virkning"] = _effect(slags, regel, form)
        except Afvist as afvist:
            form.add_error(afvist.felt if afvist.felt in form.fields else None, str(afvist))
    return render(request, "administration/opbevaring_ret.html", context, status=422 if form.errors else 200)


@require_POST
@only_administrators
def opbevaring_fjern(request: Anmodning, pk: int) -> HttpResponse:
    """Take back a rule that does not hold yet."""
    regel = get_object_or_404(Opbevaringsregel, pk=_id(pk), kommune=request.user.kommune_id)
    try:
        actions.withdraw_rule(regel=regel, by=request.user, dag=idag())
        messages.success(request, "Reglen er taget tilbage.")
    except Afvist as afvist:
        messages.error(request, str(afvist))
    return redirect("opbevaring")


@never_cache
@require_http_methods(FORM)
@only_administrators
def sletning_stop(request: Anmodning, pk: int) -> HttpResponse:
    """Keep a closed case, with a reason and until when."""
    lukkede = Forloeb.objects.filter(slut__isnull=False, kommune=request.user.kommune_id)
    forloeb = get_object_or_404(lukkede, pk=_id(pk))
    form = Stopform(request.POST if request.method == "POST" else None)
    if form.is_valid():
        slut, grund = form.cleaned_data["til"] + EN_DAG, form.cleaned_data["begrundelse"]
        try:
            actions.stop_deletion(
                forloeb=forloeb, slut=slut, begrundelse=grund, by=request.user, dag=idag() + EN_DAG
            )
            messages.success(request, f"Forløb {forloeb.pk} slettes ikke før {dato_aar(slut)}.")
            return redirect("opbevaring")
        except Afvist as afvist:
            form.add_error(afvist.felt if afvist.felt in form.fields else None, str(afvist))
    context = {"form": form, "forloeb": forloeb}
    return render(request, "administration/sletning_stop.html", context, status=422 if form.errors else 200)


@require_POST
@only_administrators
def sletning_stop_ophaev(request: Anmodning, pk: int) -> HttpResponse:
    """Let the rule decide about a case again."""
    stop = get_object_or_404(Sletningsstop, pk=_id(pk), kommune=request.user.kommune_id)
    actions.lift_stop(stop=stop, by=request.user)
    messages.success(request, f"Stoppet for forløb {stop.forloeb_id} er ophævet.")
    return redirect("opbevaring")


@never_cache
@require_safe
@only_administrators
def slettelog(request: Anmodning) -> HttpResponse:
    """The log of deletions as a file, to be kept outside the system and its backup."""
    rows = Sletning.objects.filter(kommune=request.user.kommune_id).order_by("pk")
    svar = HttpResponse("".join(lines(rows)), content_type="application/x-ndjson; charset=utf-8")
    svar["Content-Disposition"] = (
        f'attachment; filename="slettelog-{request.user.kommune.kode}-{idag()}.jsonl"'
    )
    return svar


def _effect(slags: str, nu: Any, form: Opbevaringsform) -> tuple[int, int]:
    """How much is deleted on the rule's first day: as it is now, and as it would be."""
    dag, antal = form.cleaned_data["gyldig_fra"], form.cleaned_data["antal"]

    def count(regel: Any) -> int:
        graense = regel.limit(dag)
        rows = expired_forloeb(graense, dag) if slags == Sletteslags.FORLOEB else expired_rows(slags, graense)
        return rows.count()

    return count(nu), count(nu._replace(antal=antal))


def _number(request: Anmodning, navn: str) -> int:
    raa = request.GET.get(navn, "")
    return int(raa) if raa.isdecimal() and len(raa) < 19 else 0


def _id(pk: int) -> int:
    return pk if pk < 2**63 else 0


def _last(rows: Any) -> int | None:
    """The key of a page's last row, when there are more after it."""
    nogle = list(rows[: AD_GANGEN + 1].values_list("pk", flat=True))
    return nogle[AD_GANGEN - 1] if len(nogle) > AD_GANGEN else None
