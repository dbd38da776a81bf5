"""What the page on meeting and visitation shows: what is written, and what is still needed before fase 2."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from forloeb.actions.registrering import may_correct
from forloeb.deltagere import Funktion, missing
from forloeb.models import (
    Afgoerelse,
    Forloeb,
    Maaltype,
    Moedestatus,
    Rehabiliteringsmoede,
    Resultat,
    maaltype_paa,
)
from kalender.dansk import til_og_med
from kommuner.models import Medarbejder
from kommuner.organ import Organ, organnavne
from opfoelgning.actions.visitation import beginning

KRAEVET = (Funktion.VIRKSOMHEDSKONSULENT,)
"""Functions whose absence from a meeting is marked."""


@dataclass(frozen=True)
class Moedelinje:
    """One meeting; ``maa_rettes`` by the person who looks."""

    moede: Rehabiliteringsmoede
    organ: Organ
    maa_rettes: bool

    @property
    def mangler(self) -> list[Funktion]:
        """Functions nobody fills, of a meeting that takes place."""
        if self.moede.status == Moedestatus.AFLYST:
            return []
        return missing(self.moede.deltagerliste, KRAEVET)


class Afgoerelseslinje(NamedTuple):
    """One decision; ``sidste_dag`` of a temporary visitation."""

    afgoerelse: Afgoerelse
    sidste_dag: date | None
    maa_rettes: bool


@dataclass(frozen=True)
class Visitation:
    """Meetings and decisions, newest first, and when and why fase 2 begins; ``grund`` is None until it can.

    ``fase2`` is the day on which it did begin, whatever is written of it; None while it has not.
    """

    organ: Organ
    moeder: list[Moedelinje]
    afgoerelser: list[Afgoerelseslinje]
    visiteret: Afgoerelse | None
    fase2: date | None
    fase2_fra: date | None
    grund: str | None
    maaltype: Maaltype


def visitation(forloeb: Forloeb, dag: date, skriver: Medarbejder | None) -> Visitation:
    """Everything the page shows; ``skriver`` is the reader, if she may write on the forløb."""
    moeder = Rehabiliteringsmoede.objects.filter(forloeb=forloeb).order_by("-dato", "-pk")
    afgoerelser = list(Afgoerelse.objects.filter(forloeb=forloeb).order_by("-start", "-pk"))
    visiteret = next((a for a in reversed(afgoerelser) if a.resultat == Resultat.VISITERET), None)
    begynder = beginning(forloeb, visiteret.start) if visiteret else None
    fase2_fra, grund = begynder or (None, None)
    organ_paa = organnavne()
    return Visitation(
        organ_paa(dag),
        [Moedelinje(m, organ_paa(m.dato), _may(m, skriver)) for m in moeder],
        [Afgoerelseslinje(a, til_og_med(a.slut), _may(a, skriver)) for a in afgoerelser],
        visiteret,
        forloeb.faser.filter(nr=2, start__lte=dag).order_by("start").values_list("start", flat=True).first(),
        fase2_fra,
        grund,
        maaltype_paa(forloeb.borger.progredierende_diagnose_fra, dag),
    )


def _may(raekke: Rehabiliteringsmoede | Afgoerelse, skriver: Medarbejder | None) -> bool:
    if skriver is None:
        return False
    planlagt = getattr(raekke, "status", "") == Moedestatus.PLANLAGT
    return planlagt or may_correct(raekke.registreret_af_id, skriver)
