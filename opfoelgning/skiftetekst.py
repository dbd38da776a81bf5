"""A step of the phases in a sentence."""

from __future__ import annotations

from datetime import date

from forloeb.models import Forloeb
from kalender.dansk import dato_aar, til_og_med
from opfoelgning.faser import fase_tekst
from opfoelgning.faseskift import Skift


def tell(forloeb: Forloeb, skift: Skift, dag: date) -> str:
    """What a step of the phases was and why, in a sentence."""
    if skift.fase is None:
        return f"Fasens sidste dag er {dato_aar(til_og_med(skift.dato))}: {skift.grund}."
    dagen = dato_aar(skift.dato)
    ord_ = "begynder" if skift.dato > dag else "er begyndt"
    return f"Fase {fase_tekst(forloeb.indsatsmodel, skift.fase)} {ord_} {dagen}: {skift.grund}."
