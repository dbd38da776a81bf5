"""Mine indstillinger: theme and keyboard, and the way to one's drafts."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kommuner.actions.konto import change_indstillinger
from kommuner.anmodning import Anmodning
from kommuner.forms import IndstillingerForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def indstillinger(request: Anmodning) -> HttpResponse:
    """How the person wants her pages; takes effect with the next page."""
    nu = {"tema": request.user.tema, "genveje": request.user.genveje}
    form = IndstillingerForm(request.POST or None, initial=nu)
    if request.method == "POST" and form.is_valid():
        change_indstillinger(by=request.user, **form.cleaned_data)
        messages.success(request, "Indstillingerne er gemt.")
        return redirect("indstillinger")
    return render(
        request, "opfoelgning/indstillinger.html", {"form": form}, status=422 if form.errors else 200
    )
