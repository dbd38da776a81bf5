"""One version of a kommune's rule values, for administrators: what it says, and taking it back before its day."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from borgere.journal import log_reading
from forloeb.models import Forloeb
from kommuner.actions.regelsaet import withdraw_regelsaet
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist
from kommuner.anmodning import Anmodning
from kommuner.idag import idag, nu
from kommuner.indsatsmodel import indsatsmodeller
from kommuner.models import Medarbejder, Regelsaet, Rolle
from kommuner.regeloversigt import versions
from kommuner.regelsaet import Foraeldet, stand
from opfoelgning.hvadnu import ask_without
from opfoelgning.hvadnu_side import ALLE, headline, named, sees_names
from opfoelgning.hvadnu_tekst import before_and_after
from opfoelgning.views.navnegrund import Navnegrund
from opfoelgning.views.regelsaet import by_whom

only_administrators = requires_role(Rolle.ADMINISTRATOR)


@never_cache
@require_safe
@only_administrators
def regelversion(request: Anmodning, pk: int) -> HttpResponse:
    """One version: its own values by rule, each with the way to change it."""
    row = _own_version(request.user, pk)
    model = indsatsmodeller()[row.indsatsmodel]
    egne = [
        (regel, [p.etiket for p in regel.parametre if p.noegle in row.vaerdier])
        for regel in model.regler
        if regel.parametre
    ]
    return render(request, "administration/regelversion.html", _about(row) | {"regler": egne})


def _own_version(user: Medarbejder, pk: int) -> Regelsaet:
    egne = Regelsaet.objects.filter(kommune=user.kommune_id, indsatsmodel__in=indsatsmodeller().keys())
    return get_object_or_404(egne.select_related("af"), pk=pk)


def _about(row: Regelsaet) -> dict[str, Any]:
    model, dag = indsatsmodeller()[row.indsatsmodel], idag()
    (linje,) = versions(model, [row], dag)
    return {
        "dag": dag,
        "model": model,
        "row": row,
        "linje": linje,
        "stand": stand(row.indsatsmodel),
        "kommer": row.gyldig_fra > dag,
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_administrators
def regelversion_traek_tilbage(request: Anmodning, pk: int) -> HttpResponse:
    """Show what becomes of the cases without a version that is not yet in force, and take it back."""
    row = _own_version(request.user, pk)
    if request.method != "POST" or request.POST.get("handling") == "navne":
        return _preview(request, row)
    laest = request.POST.get("stand", "")
    try:
        withdraw_regelsaet(pk=pk, by=request.user, dag=idag(), stand=int(laest) if laest.isdecimal() else -1)
    except Foraeldet as foraeldet:
        messages.error(request, f"{by_whom(foraeldet)} Se reglerne igennem, og prøv igen.")
    except Afvist as afvist:
        messages.error(request, str(afvist))
    else:
        messages.success(request, "Versionen er trukket tilbage. Den står stadig i historikken.")
    return redirect(f"{reverse('regelsaet')}?model={row.indsatsmodel}")


def _preview(request: Anmodning, row: Regelsaet) -> HttpResponse:
    om, navne = _about(row), Navnegrund.of(request)
    if not om["kommer"]:
        return redirect("regelversion", row.pk)
    alle = Forloeb.objects.filter(kommune=request.user.kommune_id)
    svar = ask_without(row.indsatsmodel, row.gyldig_fra, alle, om["dag"], nu())
    viste, flere = named(request.user, om["model"], svar, om["dag"], navne.grund, vist=ALLE)
    ser_navne = sees_names(request.user, navne.grund)
    log_reading(
        request.user,
        "regelversion_traek_tilbage",
        [en.borger_id for en in viste] if ser_navne else [],
        navne.grund,
    )
    om |= {
        "overskrift": headline(svar),
        "linjer": before_and_after(svar.ialt),
        "viste": viste,
        "flere": flere,
        "ser_navne": ser_navne,
        "navne": navne,
        "fejl": len(svar.fejl),
    }
    return render(request, "administration/regelversion_traek_tilbage.html", om, status=navne.status)
