"""The tab «Forberedelse»: how far fase 1 is, its start, and its sections."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from borgere.journal import log_reading
from forloeb.actions.forberedelse import save_afsnit
from forloeb.forberedelse import Afsnit, afsnit, foerste_fase
from forloeb.models import Fase, Forberedelsesafsnit, Forloeb
from kommuner.adgang import requires_role
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.roller import SAGSROLLER
from opfoelgning import vurdering
from opfoelgning.actions.forberedelse import move_forberedelse, start_forberedelse
from opfoelgning.actions.kladde import drop_kladde
from opfoelgning.forberedelse import Forberedelse
from opfoelgning.forberedelsesforms import Afsnitform, RetStartform, Startform
from opfoelgning.forms import save_while_typing
from opfoelgning.models import Kladde
from opfoelgning.overblik import Overblik
from opfoelgning.views.formside import Formside, form_page
from opfoelgning.views.indsats import runs
from opfoelgning.views.kladdesvar import keep_draft
from opfoelgning.views.opslag import find_forloeb, find_registration, may_write

FORM = ("GET", "HEAD", "POST")
KLADDE = "afsnit_"  # and the number of the section: the form's name on drafts


@never_cache
@require_safe
@requires_role(*SAGSROLLER)
def forberedelse(request: Anmodning, pk: int) -> HttpResponse:
    """Fase 1 of a forløb: its deadline, its sections, jobmål, who took part, what was told, documents."""
    dag = idag()
    forloeb = find_forloeb(request.user, pk, dag, request.GET.get("forloeb"))
    log_reading(request.user, "forberedelse", [pk])
    skriver = request.user if runs(forloeb) and may_write(request.user, forloeb, dag) else None
    side = Forberedelse(forloeb, dag, skriver)
    overblik = Overblik(vurdering.live(forloeb.pk, dag), dag)
    context = {
        "borger": forloeb.borger,
        "forloeb": forloeb,
        "dag": dag,
        "maa_skrive": skriver is not None,
        "f": side,
        "frist": overblik.varighed(side.fase_nr),
        "fasetrin": overblik.faser[0],
    }
    return render(request, "opfoelgning/forberedelse.html", context)


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def forberedelse_start(request: Anmodning, pk: int) -> HttpResponse:
    """Begin the forberedende del."""
    dag = idag()
    forloeb = find_forloeb(request.user, pk, dag, (request.POST or request.GET).get("forloeb"))
    form = Startform(request.POST) if request.method == "POST" else Startform.blank(dag)

    def gem() -> Fase:
        return start_forberedelse(forloeb=forloeb, **form.cleaned_data, **by(request))

    side = Formside(
        "Begynd den forberedende del",
        "Den forberedende del er begyndt, og fristen for fase 1 løber.",
        address(forloeb),
        "forberedelse",
    )
    return form_page(request, forloeb, form, gem, side, forklaring=_START)


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def forberedelse_start_ret(request: Anmodning, pk: int) -> HttpResponse:
    """Correct the day on which the forberedende del began."""
    fase = find_registration(Fase, request.user, pk, idag())
    if fase.nr != foerste_fase(fase.forloeb.indsatsmodel):
        raise Http404
    start = {"start": fase.start, "version": fase.version}
    form = RetStartform(request.POST) if request.method == "POST" else RetStartform(initial=start)

    def gem() -> Fase:
        return move_forberedelse(raekke=fase, **form.cleaned_data, **by(request))

    side = Formside(
        "Ret startdatoen", "Startdatoen er rettet. Fristen følger med.", address(fase.forloeb), "forberedelse"
    )
    return form_page(request, fase.forloeb, form, gem, side)


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def forberedelse_afsnit(request: Anmodning, pk: int, afsnit: str) -> HttpResponse:
    """Write one section; POST with ``kladde`` keeps what is being written."""
    dag = idag()
    forloeb = find_forloeb(request.user, pk, dag, (request.POST or request.GET).get("forloeb"))
    fundet = _find_afsnit(forloeb, afsnit)
    if "kladde" in request.POST:
        return _keep(request, forloeb, fundet)
    kladde = Kladde.objects.filter(
        medarbejder=request.user, forloeb=forloeb, formular=KLADDE + afsnit
    ).first()
    form = _opened(fundet, kladde)
    if request.method == "POST":
        form = Afsnitform(request.POST, nyt=fundet.raekke is None)
    url = f"{reverse('forberedelse_afsnit', args=[pk, afsnit])}?forloeb={forloeb.pk}"
    save_while_typing(form, ("tekst",), url, '{"kladde": "1"}')

    def gem() -> Forberedelsesafsnit:
        gemt = save_afsnit(forloeb=forloeb, nr=afsnit, **form.cleaned_data, **by(request))
        drop_kladde(forloeb=forloeb, by=request.user, formular=KLADDE + afsnit)
        return gemt

    titel = f"{afsnit} {fundet.skema.titel}"
    side = Formside(titel, f"Afsnit {titel} er gemt.", f"{address(forloeb)}#afsnit", "forberedelse")
    andre = {"forklaring": fundet.skema.hjaelp, "kladde": kladde, "tidligere": _versions(fundet.raekke)}
    return form_page(request, forloeb, form, gem, side, **andre)


_START = "Fase 1 begynder den dag, og fristen for fase 1 regnes fra den. Den kan ses på borgerens side."


def _find_afsnit(forloeb: Forloeb, nr: str) -> Afsnit:
    fundet = next((en for en in afsnit(forloeb, idag()) if en.skema.nr == nr), None)
    if fundet is None:
        raise Http404
    return fundet


def _opened(fundet: Afsnit, kladde: Kladde | None) -> Afsnitform:
    return Afsnitform.filled(fundet.raekke, idag(), kladde.indhold if kladde else {})


def _keep(request: Anmodning, forloeb: Forloeb, fundet: Afsnit) -> HttpResponse:
    """Keep what is being written, unless it was saved meanwhile."""
    indhold = {felt: request.POST.get(felt, "")[:20_000] for felt in ("tekst", "dato", "version")}
    raekke = fundet.raekke
    if raekke and raekke.registreret_af_id == request.user.pk and str(raekke.version) != indhold["version"]:
        return HttpResponse(status=204)
    return keep_draft(request, forloeb, KLADDE + fundet.skema.nr, indhold, Kladde)


def _versions(raekke: Forberedelsesafsnit | None) -> list[Any]:
    """What the section said before, newest first."""
    if raekke is None:
        return []
    historik: Any = raekke.historik  # type: ignore[attr-defined]
    return list(historik.filter(version__lt=raekke.version).order_by("-version")[:20])


def by(request: Anmodning) -> dict[str, Any]:
    return {"by": request.user, "dag": idag()}


def address(forloeb: Forloeb) -> str:
    """The tab of a forløb."""
    return f"{reverse('forberedelse', args=[forloeb.borger_id])}?forloeb={forloeb.pk}"
