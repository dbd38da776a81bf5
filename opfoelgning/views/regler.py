"""The page of rules: all of them, with the kommune's values and an example each. No case content."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.indsatsmodel import indsatsmodeller
from kommuner.models import Regelsaet
from kommuner.regelsaet import versioner
from opfoelgning.fakta import regelvaerdier
from opfoelgning.regelside import model_card


@require_safe
def regler(request: Anmodning) -> HttpResponse:
    """Every rule of every model, those switched off too."""
    dag = idag()
    koder = sorted(indsatsmodeller(), reverse=True)
    modeller = [model_card(regelvaerdier(kode), dag, _stored(kode)) for kode in koder]
    return render(request, "opfoelgning/regler.html", {"modeller": modeller, "dag": dag})


def _stored(kode: str) -> list[Regelsaet]:
    return list(versioner(kode).select_related("kommune"))
