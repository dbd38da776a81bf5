"""Answers to a form that keeps a draft while somebody types."""

import json
from typing import Any

from django.db.models import Model
from django.http import HttpResponse

from forloeb.models import Forloeb
from kommuner.afvist import Afvist
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from opfoelgning.actions import kladde as kladde_actions
from opfoelgning.models import Kladde
from opfoelgning.views.gemt import clock


def keep_draft(
    request: Anmodning, forloeb: Forloeb, formular: str, indhold: dict[str, Any], model: type[Model]
) -> HttpResponse:
    """Keep what is being written; answers when, or nothing when there is nothing to keep."""
    try:
        kladde = kladde_actions.save_kladde(
            forloeb=forloeb, indhold=indhold, by=request.user, dag=idag(), formular=formular, model=model
        )
    except Afvist as afvist:
        return HttpResponse(str(afvist), status=422)
    if kladde is None:
        return HttpResponse(status=204)
    kl = clock(kladde.gemt)
    return HttpResponse(f"Kladde gemt {kl}", headers={"HX-Trigger": json.dumps({"kladde-gemt": {"kl": kl}})})


def draft_of(request: Anmodning, forloeb: Forloeb, formular: str) -> Kladde | None:
    """The person's draft in a form about a forløb."""
    return Kladde.objects.filter(medarbejder=request.user, forloeb=forloeb, formular=formular).first()
