"""Follow-ups to come: plan one, move one, call one off."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from aftaler.forms import keep_with_version
from aftaler.models import Ansaettelse
from borgere.journal import log_reading
from forloeb.models import Forloeb
from kalender.dansk import dato_aar
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist, Konflikt
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.roller import SAGSROLLER
from opfoelgning.actions import opfoelgningsplan as actions
from opfoelgning.models import Opfoelgning, Status
from opfoelgning.opfoelgningsforms import HVORDAN, Flytform, Hvordanform, Planform, hvordan_of
from opfoelgning.sidstrettet import who_changed
from opfoelgning.views.fjernedage import answers, saved_unless_far
from opfoelgning.views.kladdesvar import forget_draft, keep_texts
from opfoelgning.views.opfoelgning import go
from opfoelgning.views.opslag import find_forloeb, find_row, may_write, read_only
from opfoelgning.views.sagsfortryd import by_now, undo, with_undo

FORM = ("GET", "HEAD", "POST")


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def opfoelgning_planlaeg(request: Anmodning, pk: int) -> HttpResponse:
    """Plan a follow-up in a fleksjob that runs or is about to."""
    dag = idag()
    data = request.POST if request.method == "POST" else request.GET
    forloeb = find_forloeb(request.user, pk, dag, data.get("forloeb"))
    if not may_write(request.user, forloeb, dag):
        return read_only(request, forloeb, dag)
    jobs = _open_jobs(forloeb)
    if not jobs:
        log_reading(request.user, "opfoelgning_planlaeg", [pk])
        return render(request, "opfoelgning/opfoelgning_uden_job.html", {"forloeb": forloeb})
    form = Planform(request.POST or None, forloeb_id=forloeb.pk, jobs=jobs)

    def gem() -> str:
        job = next(j for j in jobs if j.pk == form.cleaned_data["job"])
        noegle = form.cleaned_data["noegle"]
        fakta = {"indhold": form.indhold, "by": request.user, "dag": dag, "noegle": noegle}
        planlagt = actions.plan_opfoelgning(job=job, **fakta)
        return with_undo(request, f"{planlagt} er planlagt.", "opfoelgning_fortryd", planlagt.pk)

    return _form_page(request, forloeb, form, gem, titel="Planlæg opfølgning")


def _open_jobs(forloeb: Forloeb) -> list[Ansaettelse]:
    jobs = Ansaettelse.objects.filter(forloeb=forloeb).select_related("virksomhed", "forloeb")
    return [job for job in jobs.order_by("-start") if job.slut is None or job.slut > idag()]


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def opfoelgning_flyt(request: Anmodning, pk: int) -> HttpResponse:
    """Give a planned follow-up another day or form; POST with ``aflys`` calls it off."""
    raekke = find_opfoelgning(request, pk)
    if raekke.status != Status.PLANLAGT:
        return redirect("opfoelgning_ret", pk)
    form = Flytform(request.POST) if request.method == "POST" else Flytform.of(raekke)
    titel = f"{raekke}: flyt eller aflys"
    return _form_page(
        request, raekke.forloeb, form, lambda: _move(request, raekke, form), titel=titel, o=raekke
    )


def _move(request: Anmodning, raekke: Opfoelgning, form: Flytform) -> str:
    fakta = {
        "opfoelgning": raekke,
        "version": form.cleaned_data["version"],
        "by": request.user,
        "dag": idag(),
    }
    data = form.cleaned_data
    if "aflys" in request.POST:
        actions.cancel_opfoelgning(begrundelse=data["begrundelse"], **fakta)
        return f"{raekke} er aflyst."
    ny = actions.move_opfoelgning(
        dato=data["dato"],
        statusmoede=data["statusmoede"],
        bekraeftet=answers(request, form),
        **form.sted_og_form,
        **fakta,
    )
    flyttet = f"Opfølgningen er flyttet til {dato_aar(ny.dato)}."
    return with_undo(request, flyttet, "opfoelgning_flyt_fortryd", ny.pk)


@require_POST
@requires_role(*SAGSROLLER)
def opfoelgning_flyt_fortryd(request: Anmodning, pk: int) -> HttpResponse:
    """The planned follow-up where it was before one's latest move."""
    raekke = find_opfoelgning(request, pk)
    if not may_write(request.user, raekke.forloeb, idag()):
        return read_only(request, raekke.forloeb, idag())
    return undo(
        request,
        raekke.forloeb,
        "Flytningen er fortrudt.",
        lambda: actions.undo_move(opfoelgning=raekke, **by_now(request)),
        "plan",
    )


def find_opfoelgning(request: Anmodning, pk: int) -> Opfoelgning:
    """A follow-up in a case the person may see; 404 for a foreign or unknown one."""
    alle = Opfoelgning.objects.select_related("forloeb__borger", "ansaettelse", "registreret_af")
    raekke = find_row(alle, request.user, pk, idag())
    return raekke


def _form_page(
    request: Anmodning,
    forloeb: Forloeb,
    form: Hvordanform,
    gem: Callable[[], str],
    *,
    titel: str,
    o: Opfoelgning | None = None,
) -> HttpResponse:
    """Show the form; once sent, save it, or say on the form why not."""
    dag, formular = idag(), _draft_name(o)
    if not may_write(request.user, forloeb, dag):
        return read_only(request, forloeb, dag)
    if svar := keep_texts(request, forloeb, form, formular):
        return svar
    log_reading(request.user, "opfoelgning_flyt" if o else "opfoelgning_planlaeg", [forloeb.borger_id])
    retur, status = (request.POST or request.GET).get("retur", ""), 422 if request.method == "POST" else 200
    context = {"form": form, "forloeb": forloeb, "titel": titel, "o": o, "dag": dag, "retur": retur}
    if request.method == "POST":
        try:
            if form.is_valid():
                messages.success(request, saved_unless_far(request, form, gem))
                forget_draft(request, forloeb, formular)
                return go(request, forloeb)
        except Konflikt as konflikt:
            status = 409
            context |= _conflict(request, form, konflikt)
        except Afvist as afvist:
            form.add_refusal(afvist)
    return render(request, "opfoelgning/opfoelgning_plan.html", context, status=status)


def _draft_name(o: Opfoelgning | None) -> str:
    return f"plan_opfoelgning_{o.pk}" if o else "plan_opfoelgning"


def _conflict(request: Anmodning, form: Hvordanform, konflikt: Konflikt) -> dict[str, Any]:
    """Who saved meanwhile, what is saved now, and what the person wrote; she saves on from the version she has seen."""
    gemt = konflikt.raekke
    data = form.cleaned_data
    par = [
        ("Dato", dato_aar(gemt.dato), dato_aar(data["dato"])),
        ("Hvordan", HVORDAN[hvordan_of(gemt)], HVORDAN[data["hvordan"]]),
        ("Status", gemt.get_status_display(), "Planlagt"),
    ]
    keep_with_version(form, gemt.version)
    hvem = who_changed(gemt, request.user, "opfølgningen")
    return {"hvem": hvem, "konflikt": [linje for linje in par if linje[1] != linje[2]]}
