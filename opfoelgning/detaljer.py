"""Figures that a chip or a box shows beside a judgement.

They change with the facts only, never with the day alone: how many days a clock has counted is in the clock itself.
"""

from datetime import date, timedelta
from typing import Any

from kalender.maaneder import add_months
from kommuner.indsatsmodel import Regelvaerdier
from opfoelgning.regler import opfoelgning_antal
from opfoelgning.regler.jobvindue import holdte, job_med_id
from opfoelgning.regler.typer import Sagsfakta, Vurdering


def detaljer(sag: Sagsfakta, regler: Regelvaerdier, dag: date, vurdering: Vurdering) -> dict[str, Any]:
    """Figures for one judgement, empty for most rules.

    ``opfoelgning_antal``: ``holdt`` of ``antal`` follow-ups, ``fremmoede`` of ``heraf`` in person.
    """
    if vurdering.regel != opfoelgning_antal.KODE:
        return {}
    version = regler.gaeldende(vurdering.anker, dag)
    slut = add_months(vurdering.anker, version.tal("opfoelgning_antal.maaneder"))
    sidste = vurdering.frist or slut - timedelta(days=1)
    holdt = holdte(job_med_id(sag, vurdering.genstand), vurdering.anker, min(dag, sidste))
    return {
        "holdt": len(holdt),
        "antal": version.tal("opfoelgning_antal.antal"),
        "fremmoede": sum(o.fremmoede_virksomhed for o in holdt),
        "heraf": version.tal("opfoelgning_antal.heraf_fremmoede"),
    }
