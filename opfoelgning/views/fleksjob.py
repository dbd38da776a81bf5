"""The tab «Fleksjob og timer», and the forms that change what stands there."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from aftaler.models import Ansaettelse, Fleksjobaftale, Timer, Virksomhed
from borgere.journal import log_reading
from forloeb.models import Ydelse, Ydelsestype
from kalender.dansk import dato_aar
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.roller import SAGSROLLER
from opfoelgning import vurdering
from opfoelgning.actions import job as jobactions
from opfoelgning.actions.jobparallel import parallel_after
from opfoelgning.actions.jobydelse import unemployed_on
from opfoelgning.actions.markering import register_markering
from opfoelgning.faseskift import Skift
from opfoelgning.fleksjob import jobs_of, mark_missing, without_agreement
from opfoelgning.jobforms import Aftaleform, Fleksjobform, RetTimerform, SkiftTimerform, Slutform, Timerform
from opfoelgning.parallelforslag import explained
from opfoelgning.views.fleksjobside import address, form_page
from opfoelgning.views.opslag import find_forloeb, find_in_case, may_write, read_only

FORM = ("GET", "HEAD", "POST")
FORSLAG = 200  # companies in the list under the field; any other is typed


@never_cache
@require_safe
@requires_role(*SAGSROLLER)
def fleksjob(request: Anmodning, pk: int) -> HttpResponse:
    """Every fleksjob of a forløb with its hours and agreement, and what is left to do."""
    dag = idag()
    forloeb = find_forloeb(request.user, pk, dag, request.GET.get("forloeb"))
    log_reading(request.user, "fleksjob", [pk])
    aaben = forloeb.slut is None or forloeb.slut > dag
    maa_skrive = aaben and may_write(request.user, forloeb, dag)
    billede = vurdering.live(forloeb.pk, dag)
    maalgruppe = "persongruppe" in billede.regler.model.koder
    context = {
        "borger": forloeb.borger,
        "forloeb": forloeb,
        "dag": dag,
        "maa_skrive": maa_skrive,
        "jobs": jobs_of(forloeb, dag, request.user if maa_skrive else None),
        "uden_aftale": without_agreement(billede, dag),
        "markering_fra": mark_missing(billede, dag) if maa_skrive else None,
        "parallelle": explained(billede, dag) if aaben else {},
        "markering": billede.regler.gaeldende(dag, dag).tekst("persongruppe.navn") if maalgruppe else "",
    }
    return render(request, "opfoelgning/fleksjob.html", context)


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def fleksjob_ny(request: Anmodning, pk: int) -> HttpResponse:
    """A new fleksjob."""
    dag = idag()
    forloeb = find_forloeb(request.user, pk, dag, (request.POST or request.GET).get("forloeb"))
    ledig = Ydelse.objects.filter(forloeb=forloeb, type=Ydelsestype.LEDIGHEDSYDELSE).exclude(slut__lte=dag)
    form = Fleksjobform(request.POST or None, user=request.user, dag=dag, ledig=ledig.exists())

    def gem() -> list[Skift]:
        noegle = form.cleaned_data["noegle"]
        return jobactions.register_fleksjob(
            forloeb=forloeb, indhold=form.indhold, noegle=noegle, **_answers(request), **_by(request)
        )[1]

    def fortryd() -> str:
        job = Ansaettelse.objects.filter(forloeb=forloeb, registreret_af=request.user).latest("pk")
        return reverse("fleksjob_fortryd", args=[job.pk])

    ord_ = {"titel": "Nyt fleksjob", "gemt": "Fleksjobbet er gemt.", "kladde": "fleksjob"}
    return form_page(request, forloeb, form, gem, **ord_, fortryd=fortryd, virksomheder=companies(request))


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def timer_skift(request: Anmodning, pk: int) -> HttpResponse:
    """Other hours from a day on."""
    job = find_in_case(Ansaettelse, request, pk)
    form = SkiftTimerform(request.POST) if request.method == "POST" else SkiftTimerform.of(job)

    def gem() -> list[Skift]:
        return jobactions.change_timer(job=job, **form.cleaned_data, **_answers(request), **_by(request))

    def fortryd() -> str:
        return reverse("timer_fortryd", args=[Timer.objects.filter(ansaettelse=job).latest("fra").pk])

    titel, gemt = "Ret timer fra dato", "De nye timer er gemt."
    return form_page(request, job.forloeb, form, gem, titel=titel, gemt=gemt, fortryd=fortryd, job=job)


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def timer_ret(request: Anmodning, pk: int) -> HttpResponse:
    """Set an entry of hours right that was wrong from the start."""
    entry = find_in_case(Timer, request, pk)
    form = RetTimerform(request.POST) if request.method == "POST" else RetTimerform.of(entry)

    def gem() -> list[Skift]:
        forlader = "forlader" in request.POST
        return jobactions.correct_timer(entry=entry, forlader=forlader, **form.cleaned_data, **_by(request))

    titel = f"Ret timerne fra {dato_aar(entry.fra)}"
    gemt, kladde = "Timerne er rettet.", f"timer_ret_{entry.pk}"
    return form_page(request, entry.forloeb, form, gem, titel=titel, gemt=gemt, kladde=kladde, entry=entry)


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def fleksjob_slut(request: Anmodning, pk: int) -> HttpResponse:
    """The job ends."""
    job = find_in_case(Ansaettelse, request, pk)
    dag = max(job.start, idag())
    ledig = unemployed_on(job.forloeb, dag) is not None
    praktikker = parallel_after(job, dag).select_related("type", "virksomhed").order_by("start")
    parallelle = [(reverse("aktivitet_ret", args=[p.pk]), str(p)) for p in praktikker]
    form = Slutform(request.POST or None, ledig=ledig, parallelle=parallelle)

    def gem() -> list[Skift]:
        return jobactions.end_fleksjob(
            job=job, bekraeftet="alligevel" in request.POST, **form.cleaned_data, **_by(request)
        )

    def fortryd() -> str:
        return reverse("slut_fortryd", args=[job.pk])

    ord_ = {
        "titel": "Fleksjobbet slutter",
        "gemt": "Slutdatoen er gemt.",
        "kladde": f"fleksjob_slut_{job.pk}",
    }
    return form_page(request, job.forloeb, form, gem, **ord_, fortryd=fortryd, job=job)


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def fleksjobaftale(request: Anmodning, pk: int) -> HttpResponse:
    """Write the agreement, or its next version."""
    job = find_in_case(Ansaettelse, request, pk)
    aftale = Fleksjobaftale.objects.filter(ansaettelse=job).first()
    ledig = unemployed_on(job.forloeb, job.start) is not None
    if request.method == "POST":
        start = Aftaleform.values_of(aftale) if aftale else {}
        form = Aftaleform(request.POST, initial=start, job=job, ledig=ledig)
    else:
        form = Aftaleform.filled(job, aftale, ledig)

    def gem() -> list[Skift]:
        version = form.cleaned_data["version"] or 0
        slut = form.cleaned_data.get("afslut_ydelse", False)
        return jobactions.save_aftale(
            job=job, indhold=form.indhold, version=version, afslut_ydelse=slut, **_by(request)
        )

    def fortryd() -> str:
        return reverse("aftale_fortryd", args=[Fleksjobaftale.objects.get(ansaettelse=job).pk])

    uden = "" if request.POST.get("udfyldt") else ", men den er ikke udfyldt og aftalt endnu"
    ord_ = {"titel": "Fleksjobaftale", "gemt": f"Fleksjobaftalen er gemt{uden}."}
    kladde = f"fleksjobaftale_{job.pk}"
    return form_page(
        request, job.forloeb, form, gem, **ord_, kladde=kladde, fortryd=fortryd, job=job, aftale=aftale
    )


@require_POST
@requires_role(*SAGSROLLER)
def markering_ny(request: Anmodning, pk: int) -> HttpResponse:
    """That the mark was set in the kommune's own system, from the day the page asked for."""
    dag = idag()
    forloeb = find_forloeb(request.user, pk, dag, request.POST.get("forloeb"))
    if not may_write(request.user, forloeb, dag):
        return read_only(request, forloeb, dag)
    mangler_fra = mark_missing(vurdering.live(forloeb.pk, dag), dag)
    try:
        register_markering(forloeb=forloeb, start=mangler_fra or dag, **_by(request))
    except Afvist as afvist:
        messages.warning(request, str(afvist))
    else:
        messages.success(request, "Markeringen er gemt.")
    return redirect(address(forloeb))


@require_safe
@requires_role(*SAGSROLLER)
def effektive_timer(request: Anmodning) -> HttpResponse:
    """The picture of effective hours, while somebody types."""
    form = Timerform(request.GET)
    form.is_valid()
    return render(request, "opfoelgning/_effektive.html", {"form": form})


def companies(request: Anmodning) -> QuerySet[Virksomhed]:
    """What the field for a company proposes."""
    return Virksomhed.objects.egne(request.user).order_by("navn_sortering")[:FORSLAG]


def _answers(request: Anmodning) -> dict[str, Any]:
    """Which questions were answered with yes."""
    return {"bekraeftet": "alligevel" in request.POST, "forlader": "forlader" in request.POST}


def _by(request: Anmodning) -> dict[str, Any]:
    return {"by": request.user, "dag": idag()}
