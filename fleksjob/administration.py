"""The administrator's start page: what the setup stands at, and how the nightly work goes. No case content."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kommuner.adgang import requires_role
from kommuner.idag import idag
from kommuner.models import Rolle
from opfoelgning.administrationskort import kom_i_gang, kort
from opfoelgning.models import Koersel


@never_cache
@require_safe
@requires_role(Rolle.ADMINISTRATOR)
def administration(request):
    """A card for each part of the setup with its state, the first steps, and the last runs of the jobs."""
    dag = idag()
    koersler = Koersel.objects.filter(kommune=request.user.kommune_id, opgave="genberegn").order_by(
        "-startet"
    )
    skridt = kom_i_gang(request.user, dag)
    context = {
        "kort": kort(request.user, dag, timezone.now()),
        "skridt": skridt,
        "gjort": sum(et.gjort for et in skridt),
        "koersel": koersler.filter(sluttet__isnull=False).first(),
        "med_fejl": koersler.exclude(fejl=[])[:5],
    }
    return render(request, "administration/oversigt.html", context)
