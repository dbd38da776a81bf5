"""What the body that treats a case before visitation is called. No case content."""

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kommuner.actions.organ import add_organ, remove_organ
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist
from kommuner.anmodning import Anmodning
from kommuner.forms import OrganForm
from kommuner.idag import idag
from kommuner.models import Rehabiliteringsorgan, Rolle
from kommuner.organ import organ_paa


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_role(Rolle.ADMINISTRATOR)
def organ(request: Anmodning) -> HttpResponse:
    """The names, newest first, and a form for the next one."""
    form = OrganForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _add(request, form):
        return redirect("organ")
    egne = Rehabiliteringsorgan.objects.filter(kommune=request.user.kommune_id)
    context = {
        "form": form,
        "nu": organ_paa(idag()),
        "navne": egne.order_by(F("gyldig_fra").desc(nulls_last=True)),
    }
    return render(request, "administration/organ.html", context, status=422 if form.errors else 200)


@require_POST
@requires_role(Rolle.ADMINISTRATOR)
def fjern_organ(request: Anmodning, pk: int) -> HttpResponse:
    """Take a name back."""
    raekke = get_object_or_404(Rehabiliteringsorgan, pk=pk, kommune=request.user.kommune_id)
    remove_organ(organ=raekke, by=request.user)
    messages.success(request, f"Navnet «{raekke.navn}» er fjernet.")
    return redirect("organ")


def _add(request: Anmodning, form: OrganForm) -> bool:
    try:
        ny = add_organ(by=request.user, **form.cleaned_data)
    except Afvist as afvist:
        form.add_error("gyldig_fra", str(afvist))
        return False
    messages.success(request, f"Navnet «{ny.navn}» er gemt.")
    return True
