"""Lets the phases of a forløb follow its facts, step by step."""

from __future__ import annotations

from datetime import date

from forloeb.models import Fase, Forloeb
from kommuner.afvist import danish_refusal
from kommuner.models import Medarbejder
from kommuner.versioner import save_changes
from opfoelgning import vurdering
from opfoelgning.actions.opfoelgningsplan import settle_opfoelgninger
from opfoelgning.fakta import fetch_fakta, regelvaerdier
from opfoelgning.faseskift import Skift, naeste_skift

FLEST_SKIFT = 4


def settle(forloeb: Forloeb, by: Medarbejder, dag: date) -> list[Skift]:
    """Let the phases and the planned follow-ups of a locked forløb follow the jobs, and refresh what is judged.

    Returns the steps the phases took.
    """
    skridt: list[Skift] = []
    regler = regelvaerdier(forloeb.indsatsmodel)
    while len(skridt) < FLEST_SKIFT:
        skift = naeste_skift(fetch_fakta([forloeb.pk])[forloeb.pk], regler)
        if skift is None:
            break
        step(forloeb, skift, by)
        skridt.append(skift)
    settle_opfoelgninger(forloeb, fetch_fakta([forloeb.pk])[forloeb.pk], regler, by, dag)
    vurdering.refresh([forloeb.pk], dag)
    return skridt


def step(forloeb: Forloeb, skift: Skift, by: Medarbejder) -> None:
    """End the last phase, and begin the next, if any, on the day of the step."""
    sidste = Fase.objects.filter(forloeb=forloeb).order_by("-start").first()
    if skift.fase and sidste and sidste.slut is None and sidste.start == skift.dato:
        save_changes(sidste, {"nr": skift.fase, "fra_fil": False})
        return
    if sidste and sidste.slut is None:
        save_changes(sidste, {"slut": skift.dato, "fra_fil": False})
    if skift.fase:
        with danish_refusal():
            Fase.objects.create(forloeb=forloeb, nr=skift.fase, start=skift.dato, registreret_af=by)
