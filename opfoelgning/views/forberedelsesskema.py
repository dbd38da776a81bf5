"""The kommune's own list of the sections of the forberedende del. No case content."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kalender.dansk import dato_aar
from kommuner.actions.forberedelsesskema import save_skema, withdraw_skema
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist, Konflikt
from kommuner.anmodning import Anmodning
from kommuner.forberedelse import gaeldende_skema, modellens_skema, skema_of
from kommuner.idag import idag
from kommuner.indsatsmodel import indsatsmodeller
from kommuner.models import Forberedelsesskema, Rolle
from kommuner.skemaform import Skemaform


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_role(Rolle.ADMINISTRATOR)
def forberedelsesskema(request: Anmodning, model: str) -> HttpResponse:
    """The list of a model in force, the kommune's versions, and a form for the next one."""
    if model not in indsatsmodeller() or not modellens_skema(model).afsnit:
        raise Http404
    nu = gaeldende_skema(model, idag())
    form = Skemaform(request.POST) if request.method == "POST" else Skemaform.filled(nu, idag())
    if request.method == "POST" and form.is_valid() and _save(request, form, indsatsmodel=model):
        return redirect("forberedelsesskema", model)
    egne = Forberedelsesskema.objects.filter(kommune=request.user.kommune_id, indsatsmodel=model)
    context: dict[str, Any] = {
        "form": form,
        "model": indsatsmodeller()[model],
        "skema": nu,
        "versioner": egne.select_related("af").order_by("-gyldig_fra"),
        "dag": idag(),
    }
    return render(
        request, "administration/forberedelsesskema.html", context, status=422 if form.errors else 200
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_role(Rolle.ADMINISTRATOR)
def forberedelsesskema_ret(request: Anmodning, pk: int) -> HttpResponse:
    """Change a version that has not been in force before today."""
    raekke = _find(request, pk)
    if request.method == "POST":
        form = Skemaform(request.POST)
        if form.is_valid() and _save(request, form, indsatsmodel=raekke.indsatsmodel, raekke=raekke):
            return redirect("forberedelsesskema", raekke.indsatsmodel)
    else:
        form = Skemaform.filled(skema_of(raekke), raekke.gyldig_fra, raekke.version)
    context = {
        "form": form,
        "raekke": raekke,
        "model": indsatsmodeller()[raekke.indsatsmodel],
        "laast": raekke.gyldig_fra < idag(),
        "kan_traekkes": raekke.gyldig_fra > idag(),
        "skema": skema_of(raekke),
    }
    return render(
        request, "administration/forberedelsesskema_ret.html", context, status=422 if form.errors else 200
    )


@require_POST
@requires_role(Rolle.ADMINISTRATOR)
def forberedelsesskema_traek_tilbage(request: Anmodning, pk: int) -> HttpResponse:
    """Take back a version that is not yet in force."""
    raekke = _find(request, pk)
    version = request.POST.get("version", "")
    try:
        withdraw_skema(
            raekke=raekke, version=int(version) if version.isdecimal() else 0, by=request.user, dag=idag()
        )
        messages.success(request, f"Listen fra {dato_aar(raekke.gyldig_fra)} er trukket tilbage.")
    except Afvist as afvist:
        messages.warning(request, str(afvist))
    return redirect("forberedelsesskema", raekke.indsatsmodel)


def _find(request: Anmodning, pk: int) -> Forberedelsesskema:
    return get_object_or_404(Forberedelsesskema, pk=pk, kommune=request.user.kommune_id)


def _save(request: Anmodning, form: Skemaform, **hvad: Any) -> bool:
    felter = {felt: form.cleaned_data[felt] for felt in ("gyldig_fra", "kilde")}
    version = form.cleaned_data["version"] or 0
    try:
        save_skema(indhold=form.indhold, version=version, by=request.user, dag=idag(), **felter, **hvad)
    except Konflikt as konflikt:
        form.add_error(
            None, f"{konflikt} Din tekst står her stadig. Åbn listen i et nyt faneblad, og sammenlign."
        )
    except Afvist as afvist:
        form.add_error(afvist.felt if afvist.felt in form.fields else None, str(afvist))
    if form.errors:
        return False
    messages.success(request, f"Listen gælder fra {dato_aar(felter['gyldig_fra'])}.")
    return True
