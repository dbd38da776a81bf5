"""The page about one borger: where she is, what is due and why, and everything that happened."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from aftaler.models import Ansaettelse
from borgere import cpr
from borgere.journal import log_reading
from borgere.models import Borger
from forloeb.models import Forloeb, Tildeling
from kommuner.anmodning import Anmodning
from kommuner.idag import idag, nu
from kommuner.models import Medarbejder
from opfoelgning import fortid, vurdering
from opfoelgning.advishistorik import historik
from opfoelgning.datovalg import Datovalg
from opfoelgning.forberedelse import jobmaal_paa, overdue_documents
from opfoelgning.hos_lederen import INTET, with_proposal
from opfoelgning.overblik import Overblik
from opfoelgning.prognoselinjer import linjer_for
from opfoelgning.soegning import find_borger
from opfoelgning.tidslinje import tidslinje
from opfoelgning.tidslinjekilder import GRUPPER
from opfoelgning.views.indsats import buttons, runs
from opfoelgning.views.opslag import may_reopen, reason_to_read, why_read_only

PROGNOSE_DAGE = 180


@never_cache
@require_safe
def borger(request: Anmodning, pk: int) -> HttpResponse:
    """Overview of a borger the person may see; 403 for another team's, 404 for a foreign or unknown one."""
    if request.htmx.target == "tidslinje":
        return _timeline_only(request, pk)
    try:
        return _page(request, pk)
    except Http404:
        fund = find_borger(request.user, pk, idag())
        if fund is None or fund.aaben_side:
            raise
        return render(request, "opfoelgning/ingen_adgang.html", {"borger_id": pk}, status=403)


@never_cache
@require_POST
def vis_cpr(request: Anmodning, pk: int) -> HttpResponse:
    """Show the CPR number after a deliberate click, and write that down."""
    forloeb = _choose(_visible(request, pk), request)
    log_reading(request.user, "borger_cpr", [pk])
    if request.htmx:
        nummer = _cpr(request, forloeb.borger, True)["cpr"]
        return render(
            request, "opfoelgning/cpr_nummer.html", {"cpr": nummer, "vist": True, "borger": forloeb.borger}
        )
    return _page(request, pk, vis_cpr=True)


def _page(request: Anmodning, pk: int, *, vis_cpr: bool = False) -> HttpResponse:
    datovalg = Datovalg(request.GET, idag())
    dag = datovalg.dag
    synlige = _visible(request, pk, dag)
    forloeb = _choose(synlige, request)
    log_reading(request.user, "borger_dengang" if datovalg.fortid else "borger", [pk])
    billede = _billede(forloeb, datovalg)
    context: dict[str, Any] = {
        "borger": forloeb.borger,
        "forloeb": forloeb,
        "andre": [f for f in synlige if f != forloeb],
        **_overview(forloeb, billede, datovalg),
        "overskridelser": historik(forloeb.pk, billede, dag),
        "prognose": [] if datovalg.fortid else linjer_for(forloeb, billede, dag, PROGNOSE_DAGE, nu=nu()),
        "datovalg": datovalg,
        "dag": dag,
        "skjulte": [("forloeb", forloeb.pk)],
        "tilbage": f"{request.path}?forloeb={forloeb.pk}",
        **_cpr(request, forloeb.borger, vis_cpr),
        "maa_skrive": not datovalg.fortid and may_reopen(request.user, forloeb, dag),
        "begrundelse": reason_to_read(request.user, forloeb, idag()),
        "nyt_forloeb": not datovalg.fortid and _may_begin_anew(request, synlige, dag),
        **_work(forloeb, dag),
    }
    if context["maa_skrive"] and runs(forloeb):
        context["knapper"] = buttons(forloeb, "borger")
    else:
        context["kun_laese"] = why_read_only(request.user, forloeb, dag)
    timeline = _timeline(request, forloeb, writes=context["maa_skrive"])
    return render(request, "opfoelgning/borger.html", context | timeline, status=datovalg.status)


def _overview(forloeb: Forloeb, billede: vurdering.Sagsbillede, datovalg: Datovalg) -> dict[str, Any]:
    """How the case stands, and the proposal that waits for the leader; on a day gone by there is none to show."""
    hos = {"hos": INTET} if datovalg.fortid else with_proposal(forloeb)
    return {"overblik": Overblik(billede, datovalg.dag, hos["hos"]), "venter": hos.get("venter")}


def _billede(forloeb: Forloeb, datovalg: Datovalg) -> vurdering.Sagsbillede:
    if datovalg.fortid:
        return fortid.billede_paa(forloeb.pk, datovalg.fortid)
    return vurdering.live(forloeb.pk, datovalg.dag, nu())


def _timeline_only(request: Anmodning, pk: int) -> HttpResponse:
    forloeb = _choose(_visible(request, pk), request)
    log_reading(request.user, "borger", [pk])
    datovalg = Datovalg(request.GET, idag())
    writes = not datovalg.fortid and may_reopen(request.user, forloeb, idag())
    context = {"borger": forloeb.borger, "forloeb": forloeb, "datovalg": datovalg} | _timeline(
        request, forloeb, writes=writes
    )
    return render(request, "opfoelgning/tidslinje.html", context)


def _timeline(request: Anmodning, forloeb: Forloeb, *, writes: bool) -> dict[str, Any]:
    datovalg = Datovalg(request.GET, idag())
    dag = datovalg.dag
    gruppe = request.GET.get("vis", "")
    efter = request.GET.get("efter", "")
    skriver = request.user if writes and _runs(forloeb, dag) else None
    return {
        "tidslinje": tidslinje(
            forloeb,
            dag,
            gruppe,
            efter or (datovalg.efter_dagen if datovalg.fortid else ""),
            skriver=skriver,
        ),
        "grupper": GRUPPER.items(),
        "gruppe": gruppe if gruppe in GRUPPER else "",
        "efter": efter,
    }


def _visible(request: Anmodning, pk: int, dag: date | None = None) -> list[Forloeb]:
    """Forløb of the borger that the person may see today, those running on the day first, newest first."""
    dag = dag or idag()
    synlige = Forloeb.objects.synlig_for(request.user, idag()).filter(borger_id=pk).select_related("borger")
    found = sorted(synlige, key=lambda f: (_runs(f, dag), f.start, f.pk), reverse=True)
    if not found:
        raise Http404
    return found


def _runs(periode: Forloeb | Ansaettelse, dag: date) -> bool:
    return periode.start <= dag and (periode.slut is None or periode.slut > dag)


def _choose(synlige: list[Forloeb], request: Anmodning) -> Forloeb:
    """The forløb asked for in the address, else the newest running one."""
    wanted = request.GET.get("forloeb")
    if not wanted:
        return synlige[0]
    found = next((f for f in synlige if str(f.pk) == wanted), None)
    if found is None:
        raise Http404
    return found


def _cpr(request: Anmodning, borger: Borger, vist: bool) -> dict[str, Any]:
    digits = cpr.decrypt(bytes(borger.cpr_krypteret), request.user.kommune.kode)
    return {"cpr": cpr.pretty(digits) if vist else cpr.masked(digits), "vist": vist}


def _jobformidler(forloeb: Forloeb, dag: date) -> Medarbejder | None:
    """Who has the forløb on the day, or had it last; None when nobody has."""
    sidste = forloeb.slut - timedelta(days=1) if forloeb.slut else date.max
    on = min(max(dag, forloeb.start), sidste)
    tildelinger = Tildeling.objects.filter(forloeb=forloeb, start__lte=on).select_related("medarbejder")
    seneste = tildelinger.order_by("-start").first()
    return seneste.medarbejder if seneste and (seneste.slut is None or seneste.slut > on) else None


def _may_begin_anew(request: Anmodning, synlige: list[Forloeb], dag: date) -> bool:
    """Whether the borger is in no forløb, and the person may give her a new one."""
    teamets = Forloeb.objects.teamets(request.user, dag).filter(borger=synlige[0].borger_id)
    return not any(f.slut is None or f.slut > dag for f in synlige) and teamets.exists()


def _work(forloeb: Forloeb, dag: date) -> dict[str, Any]:
    """Who has the forløb on the day, the job, and the jobfunktioner she goes for."""
    return {
        "jobformidler": _jobformidler(forloeb, dag),
        "job": _running_job(forloeb, dag),
        "jobmaal": jobmaal_paa(forloeb.pk, dag),
        "dokumenter": overdue_documents(forloeb, dag),
    }


def _running_job(forloeb: Forloeb, dag: date) -> Ansaettelse | None:
    jobs = Ansaettelse.objects.select_related("virksomhed").filter(forloeb=forloeb, start__lte=dag)
    return next((j for j in jobs.order_by("-start", "-pk") if _runs(j, dag)), None)
