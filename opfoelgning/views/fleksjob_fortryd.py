"""«Fortryd» after a save on the tab «Fleksjob og timer»."""

from collections.abc import Callable

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from aftaler.models import Ansaettelse, Fleksjobaftale, Timer
from forloeb.models import Forloeb
from kommuner.adgang import requires_role
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.roller import SAGSROLLER
from opfoelgning.actions.fortrydelse import undo_aftale, undo_fleksjob, undo_slut, undo_timer
from opfoelgning.faseskift import Skift
from opfoelgning.views.opslag import find_in_case, find_own, find_row, may_write, read_only
from opfoelgning.views.sagsfortryd import by_now, undo


@require_POST
@requires_role(*SAGSROLLER)
def fleksjob_fortryd(request: Anmodning, pk: int) -> HttpResponse:
    """The new job as if it had not been saved."""
    job = find_own(Ansaettelse, request.user, pk, idag())
    return _undo(
        request, job.forloeb, "Fleksjobbet er fortrudt.", lambda: undo_fleksjob(job=job, **by_now(request))
    )


@require_POST
@requires_role(*SAGSROLLER)
def timer_fortryd(request: Anmodning, pk: int) -> HttpResponse:
    """The new hours as if they had not been saved."""
    entry = find_own(Timer, request.user, pk, idag())
    return _undo(
        request, entry.forloeb, "Timerne er fortrudt.", lambda: undo_timer(entry=entry, **by_now(request))
    )


@require_POST
@requires_role(*SAGSROLLER)
def aftale_fortryd(request: Anmodning, pk: int) -> HttpResponse:
    """The agreement as it was before one's latest save."""
    aftale = find_in_case(Fleksjobaftale, request, pk)
    return _undo(
        request, aftale.forloeb, "Aftalen er fortrudt.", lambda: undo_aftale(aftale=aftale, **by_now(request))
    )


@require_POST
@requires_role(*SAGSROLLER)
def slut_fortryd(request: Anmodning, pk: int) -> HttpResponse:
    """The end of the job as if it had not been saved."""
    job = find_row(Ansaettelse.objects.select_related("forloeb__borger"), request.user, pk, idag())
    return _undo(
        request, job.forloeb, "Slutdatoen er fortrudt.", lambda: undo_slut(job=job, **by_now(request))
    )


def _undo(
    request: Anmodning, forloeb: Forloeb, sagt: str, fortryd: Callable[[], list[Skift]]
) -> HttpResponse:
    if not may_write(request.user, forloeb, idag()):
        return read_only(request, forloeb, idag())
    return undo(request, forloeb, sagt, fortryd, "fleksjob")
