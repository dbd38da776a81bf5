"""The jobformidler's proposal to the leader: sent from the worklist or the borger's page, taken back until decided."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from borgere.journal import log_reading
from forloeb.models import Forloeb
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.roller import SAGSROLLER
from opfoelgning import vurdering
from opfoelgning.actions.forslag import FORSLAG, send_forslag, withdraw_forslag
from opfoelgning.lederforms import Forslagsform
from opfoelgning.models import Forslag
from opfoelgning.overblik import Overblik
from opfoelgning.skemaafsnit import Afsnit, needed
from opfoelgning.views.kladdesvar import draft_of, keep_draft
from opfoelgning.views.opslag import find_forloeb, find_row, may_write, read_only


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_role(*SAGSROLLER)
def forslag_ny(request: Anmodning, pk: int) -> HttpResponse:
    """Propose something to the leader about a borger; POST with ``kladde`` keeps the text without sending it."""
    dag = idag()
    data = request.POST or request.GET
    forloeb = find_forloeb(request.user, pk, dag, data.get("forloeb"))
    if not may_write(request.user, forloeb, dag):
        return read_only(request, forloeb, dag, data.get("begrundelse", ""))
    afsnit = needed(forloeb, (), dag)
    if request.method != "POST":
        form = Forslagsform.blank(forloeb, dag, draft_of(request, forloeb, FORSLAG), afsnit)
        return _show(request, forloeb, form, afsnit)
    if "kladde" in request.POST:
        return keep_draft(request, forloeb, FORSLAG, Forslagsform.draft_from(request.POST), Forslag)
    form = Forslagsform(request.POST, afsnit=afsnit)
    if form.is_valid() and (forslag := _send(request, forloeb, form)):
        context = {"forslag": forslag, "retur": data.get("retur", "")}
        messages.success(request, render_to_string("opfoelgning/_forslag_sendt.html", context, request))
        return redirect(_back(request, forloeb))
    return _show(request, forloeb, form, afsnit, status=422)


@require_POST
@requires_role(*SAGSROLLER)
def forslag_tilbage(request: Anmodning, pk: int) -> HttpResponse:
    """Take a proposal back that nobody has decided on."""
    dag = idag()
    forslag = find_row(Forslag.objects.select_related("forloeb__borger"), request.user, pk, dag)
    if not may_write(request.user, forslag.forloeb, dag):
        return read_only(request, forslag.forloeb, dag)
    try:
        withdraw_forslag(forslag=forslag, by=request.user, dag=dag)
    except Afvist as afvist:
        messages.warning(request, str(afvist))
    else:
        messages.success(request, "Forslaget er trukket tilbage.")
    return redirect(_back(request, forslag.forloeb))


def _send(request: Anmodning, forloeb: Forloeb, form: Forslagsform) -> Forslag | None:
    try:
        return send_forslag(
            forloeb=forloeb,
            indhold=form.indhold,
            by=request.user,
            dag=idag(),
            noegle=form.cleaned_data["noegle"],
            bekraeftet="alligevel" in request.POST,
        )
    except Afvist as afvist:
        form.add_refusal(afvist)
        return None


def _show(
    request: Anmodning, forloeb: Forloeb, form: Forslagsform, afsnit: list[Afsnit], status: int = 200
) -> HttpResponse:
    log_reading(request.user, "forslag_ny", [forloeb.borger_id])
    dag = idag()
    form.save_drafts_to(reverse("forslag_ny", args=[forloeb.borger_id]))
    context = {
        "form": form,
        "forloeb": forloeb,
        "afsnit": afsnit,
        "borger": forloeb.borger,
        "overblik": Overblik(vurdering.live(forloeb.pk, dag), dag),
        "sendt": Forslag.objects.filter(forloeb=forloeb, afgjort__isnull=True)
        .select_related("registreret_af")
        .first(),
        "retur": (request.POST or request.GET).get("retur", ""),
        "tilbage": _back(request, forloeb),
        "dag": dag,
    }
    return render(request, "opfoelgning/forslag.html", context, status=status)


def _back(request: Anmodning, forloeb: Forloeb) -> str:
    """Where the person came from: her list, else the borger."""
    if (request.POST or request.GET).get("retur") == "mine":
        return reverse("mine")
    return f"{reverse('borger', args=[forloeb.borger_id])}?forloeb={forloeb.pk}"
