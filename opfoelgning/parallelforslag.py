"""Jobs in which the rules propose a praktik beside the work, because the hours have not risen for long."""

from __future__ import annotations

from datetime import date

from opfoelgning.begrundelse import Begrundelse, begrundelse
from opfoelgning.ordvalg import regel_bag
from opfoelgning.regler.motor import bedoem
from opfoelgning.regler.typer import Tilstand, Vurdering
from opfoelgning.vurdering import Sagsbillede


def proposals_of(billede: Sagsbillede, dag: date) -> dict[str, Vurdering]:
    """The judgement behind each proposal, by the job's external id; none while such a praktik runs or is to begin."""
    if any(t.parallel and t.slut > dag for t in billede.sag.tilbud):
        return {}
    domme = bedoem(billede.sag, billede.regler, dag).vurderinger
    return {v.genstand: v for v in domme if v.genstand and _proposes(v)}


def explained(billede: Sagsbillede, dag: date) -> dict[str, Begrundelse]:
    """Each proposal with its reasons in words, by the job's external id."""
    return {job: begrundelse(billede, v, dag) for job, v in proposals_of(billede, dag).items()}


def _proposes(v: Vurdering) -> bool:
    regel = regel_bag(v)
    return (regel.slags, regel.hvad) == ("kadence", "timer") and v.tilstand is Tilstand.VARSEL
