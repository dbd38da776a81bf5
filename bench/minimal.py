"""The yardstick for pages: a plain Django view, one indexed query, 50 rows in a template, no middleware."""

from django.db import transaction
from django.http import HttpResponse
from django.template import Context, Engine
from django.urls import include, path

from opfoelgning.models import Sagsstatus

RAEKKER = 50
_SIDE = Engine().from_string(
    "<table>{% for r in raekker %}<tr><td>{{ r.navn_sortering }}<td>{{ r.fase }}<td>{{ r.hast }}"
    "<td>{{ r.tilstand_nu }}<td>{{ r.seneste_form }}</tr>{% endfor %}</table>"
)


@transaction.non_atomic_requests
def minimal(request, medarbejder: int):
    rows = Sagsstatus.objects.filter(jobformidler=medarbejder).order_by("hast", "hast_frist")[:RAEKKER]
    return HttpResponse(_SIDE.render(Context({"raekker": rows})))


urlpatterns = [path("minimal/<int:medarbejder>", minimal), path("", include("fleksjob.urls"))]
