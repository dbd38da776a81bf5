"""The leader's decision about one borger, and its one-page note."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from borgere.journal import log_reading
from forloeb.models import Forloeb
from kommuner.afvist import Afvist, Konflikt
from kommuner.anmodning import Anmodning
from kommuner.idag import idag, nu
from kommuner.organ import organ_paa
from opfoelgning import vurdering
from opfoelgning.actions.lederbeslutning import BESLUTNING, decide, is_own
from opfoelgning.actions.lederrettelse import annul_beslutning
from opfoelgning.genbehandlingsforms import Annullerform
from opfoelgning.hos_lederen import hos_lederen
from opfoelgning.lederforms import Beslutningsform
from opfoelgning.ledersager import open_sager, waiting_cases
from opfoelgning.models import Beslutning, Forslag, Sagsstatus, Udfald
from opfoelgning.overblik import Overblik
from opfoelgning.regler.typer import Tilstand
from opfoelgning.skemaafsnit import missing, needed
from opfoelgning.team import team_statusser
from opfoelgning.tidslinje import tidslinje
from opfoelgning.views.kladdesvar import draft_of, keep_draft
from opfoelgning.views.opslag import find_forloeb, find_row, may_write, read_only
from opfoelgning.views.sagsform import form_page
from opfoelgning.views.team import only_leaders

SENESTE = 6  # events beside the form


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_leaders
def beslutning_ny(request: Anmodning, pk: int) -> HttpResponse:
    """Decide about a borger, with or without a proposal; POST with ``kladde`` keeps the text without deciding."""
    dag = idag()
    forloeb = find_forloeb(request.user, pk, dag, (request.POST or request.GET).get("forloeb"))
    if not Forloeb.objects.ledet_af(request.user, dag).filter(pk=forloeb.pk).exists():
        return _not_hers(request, forloeb)
    if "kladde" in request.POST:
        return keep_draft(request, forloeb, BESLUTNING, Beslutningsform.draft_from(request.POST), Beslutning)
    forslag = _proposals(forloeb).first()
    if request.method != "POST":
        return _show(request, forloeb, forslag, _blank(request, forloeb, forslag))
    form = Beslutningsform(request.POST, user=request.user, organ=organ_paa(dag))
    if not form.is_valid():
        return _show(request, forloeb, forslag, form, status=422)
    try:
        beslutning = _decide(request, forloeb, form)
    except Konflikt as konflikt:
        return _show_conflict(request, forloeb, forslag, form, konflikt)
    except Afvist as afvist:
        form.add_refusal(afvist)
        return _show(request, forloeb, forslag, form, status=422)
    _tell(request, beslutning)
    return redirect(_onwards(beslutning))


@never_cache
@require_safe
@only_leaders
def beslutningsnotat(request: Anmodning, pk: int) -> HttpResponse:
    """One decision on one page, to be printed and kept in the main case system."""
    dag = idag()
    alle = Beslutning.objects.select_related(
        "forloeb__borger", "forslag__registreret_af", "registreret_af", "sammen_med", "virksomhed"
    )
    beslutning = find_row(alle, request.user, pk, dag)
    log_reading(request.user, "beslutningsnotat", [beslutning.forloeb.borger_id])
    billede = vurdering.live(beslutning.forloeb_id, beslutning.dato)
    sag = beslutning.genbehandlingssager.first()
    context = {
        "beslutning": beslutning,
        "udfald": beslutning.udfald_ord(organ_paa(beslutning.dato).navn),
        "borger": beslutning.forloeb.borger,
        "overblik": Overblik(billede, beslutning.dato),
        "sag": sag,
        "moede": sag and sag.moeder.order_by("dato", "pk").last(),
    }
    return render(request, "opfoelgning/beslutningsnotat.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_leaders
def beslutning_annuller(request: Anmodning, pk: int) -> HttpResponse:
    """Take a decision back, with a reason; what it said is kept."""
    beslutning = find_row(Beslutning.objects.select_related("forloeb__borger"), request.user, pk, idag())
    form = Annullerform(request.POST or None)

    def gem() -> str:
        annul_beslutning(beslutning=beslutning, by=request.user, dag=idag(), **form.cleaned_data)
        return "Beslutningen er annulleret."

    return form_page(
        request,
        beslutning.forloeb,
        form,
        gem,
        side="beslutning_annuller",
        videre=f"{reverse('beslutninger')}?fane=truffet",
        template="opfoelgning/stepupform.html",
        titel="Annullér beslutningen",
        forklaring=f"{beslutning.udfald_ord(organ_paa(beslutning.dato).navn)}: {beslutning.begrundelse}",
    )


def _not_hers(request: Anmodning, forloeb: Forloeb) -> HttpResponse:
    """A case she may see, and perhaps change, but does not decide about."""
    if may_write(request.user, forloeb, idag()):
        raise PermissionDenied("Du er stedfortræder for et andet team og kan ikke beslutte om denne borger.")
    return read_only(request, forloeb, idag(), request.POST.get("begrundelse", ""))


def _proposals(forloeb: Forloeb) -> QuerySet[Forslag]:
    return Forslag.objects.filter(forloeb=forloeb, afgjort__isnull=True).select_related("registreret_af")


def _latest(forloeb: Forloeb) -> int:
    """Id of the latest decision, 0 when there is none."""
    return (
        Beslutning.objects.filter(forloeb=forloeb).order_by("-pk").values_list("pk", flat=True).first() or 0
    )


def _blank(request: Anmodning, forloeb: Forloeb, forslag: Forslag | None) -> Beslutningsform:
    kladde = draft_of(request, forloeb, BESLUTNING)
    return Beslutningsform.blank(
        forloeb,
        idag(),
        kladde,
        user=request.user,
        organ=organ_paa(idag()),
        forslag=forslag,
        seneste=_latest(forloeb),
    )


def _decide(request: Anmodning, forloeb: Forloeb, form: Beslutningsform) -> Beslutning:
    return decide(
        forloeb=forloeb,
        indhold=form.indhold,
        laest=form.laest,
        by=request.user,
        dag=idag(),
        noegle=form.cleaned_data["noegle"],
        bekraeftet="alligevel" in request.POST,
    )


def _show_conflict(
    request: Anmodning, forloeb: Forloeb, forslag: Forslag | None, form: Beslutningsform, konflikt: Konflikt
) -> HttpResponse:
    """Both texts; sent again, the person's own is saved beside the other."""
    nu_laest = {"forslag": str(forslag.pk if forslag else 0), "beslutning": str(_latest(forloeb))}
    form.data = dict(form.data.items()) | nu_laest
    imens = konflikt.raekke
    context = {"konflikt": str(konflikt), "imens": imens, "imens_hvad": imens and _what(imens)}
    return _show(request, forloeb, forslag, form, status=409, **context)


def _what(raekke: Beslutning | Forslag) -> str:
    """What somebody decided or proposed meanwhile."""
    if isinstance(raekke, Beslutning):
        return raekke.udfald_ord(organ_paa(raekke.dato).navn)
    return raekke.get_type_display()


def _show(
    request: Anmodning,
    forloeb: Forloeb,
    forslag: Forslag | None,
    form: Beslutningsform,
    status: int = 200,
    **andre: Any,
) -> HttpResponse:
    log_reading(request.user, "beslutning_ny", [forloeb.borger_id])
    dag = idag()
    form.save_drafts_to(reverse("beslutning_ny", args=[forloeb.borger_id]))
    afsnit = needed(forloeb, forslag.afsnit if forslag else (), dag)
    egen = is_own(forloeb, forslag, request.user, dag)
    if egen:
        form.ask_with_whom()
    context = {
        "form": form,
        "forloeb": forloeb,
        "borger": forloeb.borger,
        "forslag": forslag,
        "egen": egen,
        "overblik": Overblik(vurdering.live(forloeb.pk, dag, nu()), dag, hos_lederen(forloeb.pk)),
        "haendelser": tidslinje(forloeb, dag).haendelser[:SENESTE],
        "sag": open_sager().filter(forloeb=forloeb).first(),
        "afsnit": afsnit,
        "mangler": len(missing(afsnit)),
        "dag": dag,
    }
    return render(request, "opfoelgning/beslutning.html", context | andre, status=status)


def _tell(request: Anmodning, beslutning: Beslutning) -> None:
    """What was saved, its note, and who comes next."""
    found = team_statusser(request.user, idag(), nu())
    ventende, _ = waiting_cases(found.exclude(pk=beslutning.forloeb_id), idag(), antal=1)
    udfald = beslutning.udfald_ord(organ_paa(beslutning.dato).navn)
    context = {
        "beslutning": beslutning,
        "udfald": udfald,
        "naeste": ventende[0].raekke if ventende else None,
        "stadig_passiv": beslutning.udfald == Udfald.INDSATS_AFTALT and _still_passive(beslutning, found),
    }
    messages.success(request, render_to_string("opfoelgning/_beslutning_gemt.html", context, request))


def _still_passive(beslutning: Beslutning, found: QuerySet[Sagsstatus]) -> bool:
    """Whether the rule does not wait for what was agreed, because it begins too late for that."""
    return found.filter(pk=beslutning.forloeb_id, passivitet=Tilstand.OVERSKREDET).exists()


def _onwards(beslutning: Beslutning) -> str:
    """Where a decision leads: to the absence that must be registered, to the closing, else to the list."""
    borger, forloeb = beslutning.forloeb.borger_id, f"?forloeb={beslutning.forloeb_id}"
    if beslutning.udfald == Udfald.LOVLIG_GRUND:
        return reverse("fravaer_ny", args=[borger]) + forloeb
    if beslutning.udfald == Udfald.UDEN_FOR:
        return reverse("afslut", args=[borger]) + forloeb
    return reverse("beslutninger")
