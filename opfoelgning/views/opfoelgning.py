"""Registrér opfølgning: one that was held, alone or in the place of a planned one; its draft; taking it back."""

from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from aftaler.models import Ansaettelse
from borgere.journal import log_reading
from forloeb.models import Forloeb
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.roller import SAGSROLLER
from opfoelgning import vurdering
from opfoelgning.actions import opfoelgning as actions
from opfoelgning.actions.opfoelgningsplan import plan_opfoelgning
from opfoelgning.models import Kladde, Opfoelgning, Status
from opfoelgning.opfoelgningsforms import OpfoelgningForm, likely, start_values
from opfoelgning.opfoelgningstal import Tal, count_with
from opfoelgning.regler import typer
from opfoelgning.skiftetekst import tell
from opfoelgning.views.fjernedage import saved_unless_far
from opfoelgning.views.kladdesvar import keep_draft
from opfoelgning.views.opslag import find_forloeb, find_own, may_write, read_only

STATUSMOEDE = ("statusmoede",)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_role(*SAGSROLLER)
def opfoelgning_ny(request: Anmodning, pk: int) -> HttpResponse:
    """Register a follow-up that was held; ``?planlagt=`` says which planned one, ``?job=`` in which fleksjob.

    POST with ``tael`` shows what it makes of the count, with ``kladde`` keeps what is written; neither saves.
    """
    dag = idag()
    data = request.POST if request.method == "POST" else request.GET
    forloeb = find_forloeb(request.user, pk, dag, data.get("forloeb"))
    if not may_write(request.user, forloeb, dag):
        return read_only(request, forloeb, dag, data.get("note", ""))
    jobs = begun_jobs(forloeb, dag)
    if not jobs:
        log_reading(request.user, "opfoelgning_ny", [pk])
        context = {"forloeb": forloeb, "retur": data.get("retur", "")}
        return render(request, "opfoelgning/opfoelgning_uden_job.html", context)
    planlagte = planned(forloeb)
    if request.method != "POST":
        return _show(request, forloeb, _blank(request, forloeb, jobs, planlagte))
    if "kladde" in request.POST:
        return _keep(request, forloeb)
    form = OpfoelgningForm(request.POST, jobs=jobs, planlagte=planlagte)
    if "tael" in request.POST:
        return _count_only(request, forloeb, form)
    holdt = _save(request, form, jobs, planlagte)
    return _saved(request, holdt) if holdt else _show(request, forloeb, form, status=422)


def begun_jobs(forloeb: Forloeb, dag: date) -> list[Ansaettelse]:
    """The fleksjob that have begun, those that run first, the newest first."""
    jobs = Ansaettelse.objects.filter(forloeb=forloeb, start__lte=dag).select_related("virksomhed", "forloeb")
    return sorted(jobs, key=lambda job: (job.slut is not None and job.slut <= dag, -job.start.toordinal()))


def planned(forloeb: Forloeb) -> list[Opfoelgning]:
    """The planned follow-ups, the next one first."""
    alle = Opfoelgning.objects.filter(forloeb=forloeb, status=Status.PLANLAGT)
    return list(alle.select_related("ansaettelse__virksomhed").order_by("dato", "pk"))


def _blank(
    request: Anmodning, forloeb: Forloeb, jobs: list[Ansaettelse], planlagte: list[Opfoelgning]
) -> OpfoelgningForm:
    """The form as it opens: for the planned one asked for, else the one that is due in the job asked for."""
    dag = idag()
    kladde = _kladde(request, forloeb)
    oensket = request.GET.get("planlagt", "")
    planlagt = next((p for p in planlagte if str(p.pk) == oensket), None)
    hos = planlagt.ansaettelse_id if planlagt else request.GET.get("job", "")
    job = next((j for j in jobs if str(j.pk) == str(hos)), jobs[0])
    planlagt = planlagt or likely([p for p in planlagte if p.ansaettelse_id == job.pk], dag)
    mangler = _misses_statusmoede(forloeb, job, dag)
    start = start_values(job, planlagt, dag, kladde, statusmoede=mangler)
    start["forloeb"] = forloeb.pk
    if kladde and "hvordan" in kladde.indhold:
        start["hvordan"] = kladde.indhold["hvordan"]
    return OpfoelgningForm(initial=start, jobs=jobs, planlagte=planlagte)


def _misses_statusmoede(forloeb: Forloeb, job: Ansaettelse, dag: date) -> bool:
    """Whether the rule on status meetings asks for one in the job."""
    domme = vurdering.live(forloeb.pk, dag).bedoemmelse.vurderinger
    return any(v.regel in STATUSMOEDE and v.genstand == job.ekstern_id for v in domme)


def _save(
    request: Anmodning, form: OpfoelgningForm, jobs: list[Ansaettelse], planlagte: list[Opfoelgning]
) -> actions.Holdt | None:
    """What was saved, or None with what was wrong on the form."""
    if not form.is_valid():
        return None
    data = form.cleaned_data
    fakta: dict[str, Any] = {"job": next(j for j in jobs if j.pk == data["job"]), "indhold": form.indhold}
    fakta |= {"by": request.user, "dag": idag(), "noegle": data["noegle"]}
    try:
        if "aftale" in request.POST:
            gem = partial(plan_opfoelgning, **fakta)
            return actions.Holdt(saved_unless_far(request, form, gem))
        holdt = {"status": form.status, "timetal": form.timetal, "naeste": data["naeste"]}
        holdt["planlagt"] = next((p for p in planlagte if p.pk == data["planlagt"]), None)
        holdt |= {"bekraeftet": "alligevel" in request.POST, "forlader": "forlader" in request.POST}
        form.svaret = [svar for svar in ("alligevel", "forlader") if svar in request.POST]
        return saved_unless_far(request, form, lambda: actions.register_opfoelgning(**fakta, **holdt))
    except Afvist as afvist:
        form.add_refusal(afvist)
        return None


def _show(request: Anmodning, forloeb: Forloeb, form: OpfoelgningForm, *, status: int = 200) -> HttpResponse:
    log_reading(request.user, "opfoelgning_ny", [forloeb.borger_id])
    url = reverse("opfoelgning_ny", args=[forloeb.borger_id])
    form.save_drafts_to(url)
    form.show_effect_at(reverse("effektive_timer"))
    context = {
        "forloeb": forloeb,
        "form": form,
        "url": url,
        "tal": _count(forloeb, form),
        "kladde": _kladde(request, forloeb) if request.method == "GET" else None,
        "retur": (request.POST or request.GET).get("retur", ""),
        "dag": idag(),
    }
    return render(request, "opfoelgning/opfoelgning_ny.html", context, status=status)


def _count_only(request: Anmodning, forloeb: Forloeb, form: OpfoelgningForm) -> HttpResponse:
    if not request.htmx:
        return _show(request, forloeb, form)
    log_reading(request.user, "opfoelgning_ny", [forloeb.borger_id])
    return render(request, "opfoelgning/_opfoelgningstal.html", {"tal": _count(forloeb, form)})


def _count(forloeb: Forloeb, form: OpfoelgningForm) -> Tal | None:
    """What the follow-up on the form makes of the count, as far as it is filled in."""
    dag = idag()
    data: dict[str, Any] = dict(form.initial)
    hvordan: dict[str, Any] = {"form": "", "fremmoede_virksomhed": False}
    if form.is_bound:
        form.is_valid()
        data = form.cleaned_data
        hvordan = form.sted_og_form if data.get("hvordan") else hvordan
    planlagt = Opfoelgning.objects.filter(forloeb=forloeb, pk=_number(data.get("planlagt"))).first()
    id_ = planlagt.ekstern_id if planlagt else "ny"
    status = Status.UDEBLEVET if data.get("udeblevet") else Status.GENNEMFOERT
    ny = typer.Opfoelgning(id_, min(data.get("dato") or dag, dag), status=status.value, **hvordan)
    return _count_with(forloeb, data.get("job"), ny)


def _number(tekst: Any) -> int:
    """An id, also one kept as text in a draft; 0 for none."""
    return int(tekst) if str(tekst or "").isdecimal() else 0


def _count_with(forloeb: Forloeb, job_id: Any, ny: typer.Opfoelgning) -> Tal | None:
    job = Ansaettelse.objects.filter(forloeb=forloeb, pk=_number(job_id)).first()
    return count_with(vurdering.live(forloeb.pk, idag()), job.ekstern_id, ny, idag()) if job else None


def _count_saved(o: Opfoelgning) -> Tal | None:
    if o.status == Status.PLANLAGT:
        return None
    felter = (o.ekstern_id, o.dato, o.form, o.status, o.fremmoede_virksomhed, o.statusmoede)
    return _count_with(o.forloeb, o.ansaettelse_id, typer.Opfoelgning(*felter))


def _saved(request: Anmodning, holdt: actions.Holdt) -> HttpResponse:
    opfoelgning = holdt.opfoelgning
    forloeb = opfoelgning.forloeb
    context = {
        "opfoelgning": opfoelgning,
        "tal": _count_saved(opfoelgning),
        "skridt": [tell(forloeb, skift, idag()) for skift in holdt.skridt],
        "retur": request.POST.get("retur", ""),
    }
    messages.success(request, render_to_string("opfoelgning/_opfoelgning_gemt.html", context, request))
    return go(request, forloeb)


def go(request: Anmodning, forloeb: Forloeb) -> HttpResponse:
    """To the page the person came from: her list, else the borger's plan."""
    retur = request.POST.get("retur", "")
    if retur == "mine":
        return redirect("mine")
    navn = "borger" if retur == "borger" else "plan"
    return redirect(f"{reverse(navn, args=[forloeb.borger_id])}?forloeb={forloeb.pk}")


def _keep(request: Anmodning, forloeb: Forloeb) -> HttpResponse:
    """Keep what is being written; answers when, or nothing when there is nothing to keep."""
    indhold = OpfoelgningForm.draft_from(request.POST)
    return keep_draft(request, forloeb, actions.OPFOELGNING, indhold, Opfoelgning)


@require_POST
@requires_role(*SAGSROLLER)
def opfoelgning_fortryd(request: Anmodning, pk: int) -> HttpResponse:
    """Take one's own follow-up back within ten minutes; what was written becomes the draft again."""
    dag = idag()
    raekke = find_own(Opfoelgning, request.user, pk, dag)
    if not may_write(request.user, raekke.forloeb, dag):
        return read_only(request, raekke.forloeb, dag)
    try:
        kladde = actions.undo_opfoelgning(opfoelgning=raekke, by=request.user, dag=dag, nu=timezone.now())
        tekst = "Opfølgningen er fortrudt." + (" Teksten ligger som kladde." if kladde else "")
        messages.success(request, tekst)
    except Afvist as afvist:
        messages.warning(request, str(afvist))
    return go(request, raekke.forloeb)


def _kladde(request: Anmodning, forloeb: Forloeb) -> Kladde | None:
    egne = Q(medarbejder=request.user, forloeb=forloeb, formular=actions.OPFOELGNING)
    return Kladde.objects.filter(egne).first()
