"""The start of the forberedende del, with which the first phase begins."""

from __future__ import annotations

from datetime import date
from typing import Any, Unpack

from django.db import transaction

from forloeb.actions import registrering
from forloeb.actions.registrering import Rettet, Skrevet, lock_forloeb, saved_before
from forloeb.forberedelse import foerste_fase
from forloeb.models import Fase, Forloeb
from kalender.dansk import dato_aar
from kommuner.afvist import Afvist, Svar
from opfoelgning import vurdering


@transaction.atomic
def start_forberedelse(*, forloeb: Forloeb, start: date, **skrevet: Unpack[Skrevet]) -> Fase:
    """Begin the forberedende del, and with it the first phase; its clock runs from ``start``.

    Refuses a forløb that is in a phase already or was, and a day before the forløb. Asks about a day more than a year
    away.
    """
    forloeb = lock_forloeb(forloeb, skrevet["dag"])
    if gemt := saved_before(Fase, forloeb, skrevet["by"], skrevet.get("noegle", "")):
        return gemt
    nr = foerste_fase(forloeb.indsatsmodel)
    foerste = Fase.objects.filter(forloeb=forloeb).order_by("start").first()
    if foerste and foerste.nr == nr:
        raise Afvist(f"Den forberedende del begyndte allerede {dato_aar(foerste.start)}.", "start")
    if foerste:
        raise Afvist(f"Borgeren har været i fase {foerste.nr} siden {dato_aar(foerste.start)}.", "start")
    fase = registrering.register(Fase, forloeb, {"nr": nr, "start": start}, _within_forloeb, **skrevet)
    vurdering.refresh([forloeb.pk], skrevet["dag"])
    return fase


@transaction.atomic
def move_forberedelse(*, raekke: Fase, start: date, **rettet: Unpack[Rettet]) -> Fase:
    """Correct the day on which the forberedende del began; see ``registrering.correct``."""
    fase = registrering.correct(raekke, {"start": start}, _within_forloeb, **rettet)
    vurdering.refresh([raekke.forloeb_id], rettet["dag"])
    return fase


def _within_forloeb(raekke: Any, bekraeftet: Svar) -> None:
    if raekke.start < raekke.forloeb.start:
        raise Afvist(f"Forløbet begynder først {dato_aar(raekke.forloeb.start)}.", "start")
