"""Closing a forløb, and opening it again."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forloeb.models import Tildeling
from kalender.dansk import dato_aar, til_og_med
from kommuner.adgang import requires_role
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.roller import SAGSROLLER
from opfoelgning.actions.afslutning import close_forloeb, reopen_forloeb
from opfoelgning.ophoer import ophoer
from opfoelgning.sagsforms import Afslutningsform, Genaabningsform
from opfoelgning.views.opslag import find_forloeb
from opfoelgning.views.sagsform import borger_address, drafted_page, tell_steps
from opfoelgning.views.sagsfortryd import with_undo

FORM = ("GET", "HEAD", "POST")


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def afslut(request: Anmodning, pk: int) -> HttpResponse:
    """What stops, why and when; asks once before the forløb is closed."""
    dag = idag()
    forloeb = find_forloeb(request.user, pk, dag, (request.POST or request.GET).get("forloeb"))
    if forloeb.slut and forloeb.slut <= dag:
        return redirect(borger_address(forloeb))
    start = {"sidste_dag": dag, "aarsag": request.GET.get("aarsag", "")}
    form = Afslutningsform(request.POST or None, initial=start)
    sidste_dag = form.cleaned_data.get("sidste_dag") if form.is_bound and form.is_valid() else None

    def gem() -> str:
        afslutning = close_forloeb(
            forloeb=forloeb,
            indhold=form.indhold,
            by=request.user,
            dag=dag,
            bekraeftet="alligevel" in request.POST,
        )
        sagt = f"Forløbet er afsluttet med sidste dag {dato_aar(afslutning.sidste_dag)}."
        return with_undo(request, f"{sagt} Det kan åbnes igen i fase 2.", "afslut_fortryd", afslutning.pk)

    stopper = ophoer(forloeb, sidste_dag or dag, dag)
    template = "opfoelgning/afslut.html"
    videre = borger_address(forloeb)
    andre = {"side": "afslut", "videre": videre, "template": template, "stopper": stopper}
    return drafted_page(request, forloeb, form, gem, kladde="afslut_forloeb", **andre)


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def genaabn(request: Anmodning, pk: int) -> HttpResponse:
    """Take a closed forløb up again; what happened in it stays."""
    dag = idag()
    forloeb = find_forloeb(request.user, pk, dag, (request.POST or request.GET).get("forloeb"))
    if forloeb.slut is None or forloeb.slut > dag:
        return redirect(borger_address(forloeb))
    sidst = Tildeling.objects.filter(forloeb=forloeb).order_by("-start").first()
    start = {"fra": dag, "jobformidler": sidst.medarbejder_id if sidst else request.user.pk}
    form = Genaabningsform(request.POST or None, initial=start, user=request.user)

    def gem() -> str:
        skridt = reopen_forloeb(forloeb=forloeb, indhold=form.indhold, by=request.user, dag=dag)
        return f"Forløbet er åbnet igen i fase 2. {tell_steps(forloeb, skridt)}".strip()

    template = "opfoelgning/genaabn.html"
    return drafted_page(
        request,
        forloeb,
        form,
        gem,
        kladde="genaabn_forloeb",
        side="genaabn",
        videre=borger_address(forloeb),
        template=template,
        lukket=True,
        sidste_dag=til_og_med(forloeb.slut),
    )
