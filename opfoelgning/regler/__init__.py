"""The rules, one module each: pure functions from facts, dated values and a day to judgements."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Protocol

from kommuner.indsatsmodel import Regelvaerdier
from opfoelgning.regler import (
    aftalt_opfoelgning,
    fase1_varighed,
    fleksjobaftale,
    jobformidler,
    kontakt,
    opfoelgning_antal,
    passivitet,
    persongruppe,
    statusmoede,
)
from opfoelgning.regler.typer import Sagsfakta, Straekning, Udfald, Vurdering


class Regelmodul(Protocol):
    """What every rule module offers."""

    KODE: str

    def vurder(self, sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Udfald:
        """Return the rule's judgements on the day and the day its own thresholds can next change them."""

    def forklar(
        self, sag: Sagsfakta, regler: Regelvaerdier, dag: date, vurdering: Vurdering
    ) -> tuple[Straekning, ...]:
        """Return why: a gapless row of stretches ``[anker, dag)``, empty when they are the same day."""


_MODULER: tuple[Regelmodul, ...] = (
    passivitet,
    kontakt,
    opfoelgning_antal,
    statusmoede,
    aftalt_opfoelgning,
    fase1_varighed,
    jobformidler,
    fleksjobaftale,
    persongruppe,
)

REGLER: Mapping[str, Regelmodul] = MappingProxyType({modul.KODE: modul for modul in _MODULER})
