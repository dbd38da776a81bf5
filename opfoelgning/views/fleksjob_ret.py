"""Setting a fleksjob right that was registered wrong."""

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from aftaler.models import Ansaettelse
from kommuner.adgang import requires_role
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.roller import SAGSROLLER
from opfoelgning.actions.jobrettelse import correct_fleksjob
from opfoelgning.faseskift import Skift
from opfoelgning.jobretform import Jobretform
from opfoelgning.views.fjernedage import answers
from opfoelgning.views.fleksjob import companies
from opfoelgning.views.fleksjobside import form_page
from opfoelgning.views.opslag import find_registration


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_role(*SAGSROLLER)
def fleksjob_ret(request: Anmodning, pk: int) -> HttpResponse:
    """Correct company, first day, last day and why it ended."""
    job = find_registration(Ansaettelse, request.user, pk, idag())
    data = request.POST if request.method == "POST" else None
    form = Jobretform(data, user=request.user, initial=Jobretform.start_of(job))

    def gem() -> list[Skift]:
        felter = {felt: form.cleaned_data[felt] for felt in ("begrundelse", "version")}
        return correct_fleksjob(
            raekke=job,
            indhold=form.indhold,
            by=request.user,
            dag=idag(),
            bekraeftet=answers(request, form),
            **felter,
        )

    andre = {"kladde": f"fleksjob_ret_{job.pk}", "virksomheder": companies(request), "ret_job": job}
    return form_page(
        request, job.forloeb, form, gem, titel="Ret fleksjobbet", gemt="Fleksjobbet er rettet.", **andre
    )
