"""Figures that a chip or a box shows beside a judgement. They change with the facts only, never with the day alone:
how many days a clock has counted is in the status' clock instead."""

from datetime import date
from typing import Any

from kommuner.indsatsmodel import Regelvaerdier
from opfoelgning.regler.typer import Sagsfakta, Vurdering


def detaljer(sag: Sagsfakta, regler: Regelvaerdier, dag: date, vurdering: Vurdering) -> dict[str, Any]:
    """Figures for one judgement, empty for most rules.

    ``opfoelgning_antal``: ``holdt`` of ``antal`` follow-ups, ``fremmoede`` of ``heraf`` in person.
    """
    if vurdering.regel != "opfoelgning_antal":
        return {}
    version = regler.gaeldende(vurdering.anker, dag)
    holdt = _held_in_window(sag, regler, dag, vurdering)
    return {
        "holdt": len(holdt),
        "antal": version.tal("opfoelgning_antal.antal"),
        "fremmoede": sum(o.fremmoede_virksomhed for o in holdt),
        "heraf": version.tal("opfoelgning_antal.heraf_fremmoede"),
    }
