"""What takes a case further than the ordinary: a material change, and a praktik beside the job."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from aftaler.actions.tilbud import register_parallel
from aftaler.models import Ansaettelse
from kommuner.adgang import requires_role
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.roller import SAGSROLLER
from opfoelgning.actions.aendring import change_materially
from opfoelgning.parallelforslag import explained
from opfoelgning.stepupforms import Aendringsform, Parallelform
from opfoelgning.views.fjernedage import answers
from opfoelgning.views.opslag import find_forloeb, find_row
from opfoelgning.views.sagsform import borger_address, form_page
from opfoelgning.vurdering import live, refresh

FORM = ("GET", "HEAD", "POST")


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def aendring_ny(request: Anmodning, pk: int) -> HttpResponse:
    """Take a case the ordinary way because things have changed materially; asks once before it closes."""
    dag = idag()
    forloeb = find_forloeb(request.user, pk, dag, (request.POST or request.GET).get("forloeb"))
    if forloeb.slut and forloeb.slut <= dag:
        return redirect(borger_address(forloeb))
    form = Aendringsform(request.POST or None, initial={"fra": dag})

    def gem() -> str:
        change_materially(
            forloeb=forloeb,
            indhold=form.indhold,
            by=request.user,
            dag=dag,
            bekraeftet=answers(request, form),
        )
        return "Ændringen er gemt."

    return form_page(
        request,
        forloeb,
        form,
        gem,
        side="aendring_ny",
        videre=borger_address(forloeb),
        template="opfoelgning/stepupform.html",
        titel="Væsentlig ændring",
        forklaring="Passer indsatsen ikke længere, fordi meget har ændret sig, går sagen ad den almindelige vej.",
    )


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def parallel_ny(request: Anmodning, pk: int) -> HttpResponse:
    """Praktik beside a fleksjob: same company, other tasks, with the borger's consent. ``pk`` is the job's."""
    dag = idag()
    job = find_row(Ansaettelse.objects.select_related("forloeb__borger", "virksomhed"), request.user, pk, dag)
    form = Parallelform(request.POST) if request.method == "POST" else Parallelform.blank(dag)

    def gem() -> str:
        tilbud = register_parallel(
            indhold=form.indhold(job),
            by=request.user,
            dag=dag,
            noegle=form.cleaned_data["noegle"],
            bekraeftet=answers(request, form),
        )
        refresh([job.forloeb_id], dag)
        return f"Praktikken er gemt: {tilbud}."

    return form_page(
        request,
        job.forloeb,
        form,
        gem,
        side="parallel_ny",
        videre=borger_address(job.forloeb, "fleksjob"),
        template="opfoelgning/stepupform.html",
        titel="Parallel virksomhedspraktik",
        forklaring=f"Praktik ved siden af fleksjobbet hos {job.virksomhed or 'virksomheden'}, i andre jobfunktioner.",
        hvorfor=explained(live(job.forloeb_id, dag), dag).get(job.ekstern_id),
    )
