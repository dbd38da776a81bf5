"""Mine indstillinger: theme and keyboard, and the way to one's drafts."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kommuner.actions.konto import change_indstillinger
from kommuner.anmodning import Anmodning
from kommuner.forms import IndstillingerForm
from kommuner.roller import SAGSROLLER
from opfoelgning.actions.morgenmail import change_morgenmail
from opfoelgning.models import Mailoenske


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def indstillinger(request: Anmodning) -> HttpResponse:
    """How the person wants her pages; takes effect with the next page."""
    oensker = Mailoenske.objects.filter(medarbejder=request.user).exists()
    nu = {"tema": request.user.tema, "genveje": request.user.genveje, "morgenmail": oensker}
    form = IndstillingerForm(request.POST or None, initial=nu)
    if request.method == "POST" and form.is_valid():
        oensket = form.cleaned_data.pop("morgenmail")
        change_indstillinger(by=request.user, **form.cleaned_data)
        change_morgenmail(by=request.user, oensket=oensket)
        messages.success(request, "Indstillingerne er gemt.")
        return redirect("indstillinger")
    context = {"form": form, "viser_morgenmail": request.user.has_role(*SAGSROLLER)}
    return render(request, "opfoelgning/indstillinger.html", context, status=422 if form.errors else 200)
