"""The line a page shows after a save without htmx: what was saved, and the way back."""

from django.contrib import messages
from django.template.loader import render_to_string

from kommuner.anmodning import Anmodning
from opfoelgning.models import Kontakt
from opfoelgning.views.gemt import Gemt


def saved_message(request: Anmodning, kontakt: Kontakt) -> None:
    """Queue «Kontakt gemt kl. 10.43» with a working «Fortryd» for the next page."""
    context = {"gemt": Gemt(kontakt), "navn": kontakt.forloeb.borger.navn}
    messages.success(request, render_to_string("opfoelgning/_gemt_besked.html", context, request))
