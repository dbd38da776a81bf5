"""Who takes part in a meeting about a borger: functions and names, kept as JSON on the meeting's row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import models


class Funktion(models.TextChoices):
    BORGER = "borger", "Borgeren"
    BISIDDER = "bisidder", "Bisidder eller partsrepræsentant"
    JOBFORMIDLER = "jobformidler", "Jobformidler"
    SAGSBEHANDLER = "sagsbehandler", "Myndighedssagsbehandler"
    VIRKSOMHEDSKONSULENT = "virksomhedskonsulent", "Virksomhedskonsulent"
    SUNDHEDSKOORDINATOR = "sundhedskoordinator", "Sundhedskoordinator"
    BESKAEFTIGELSE = "beskaeftigelse", "Beskæftigelsesområdet"
    SOCIAL = "social", "Socialområdet"
    SUNDHED = "sundhed", "Sundhedsområdet"
    UDDANNELSE = "uddannelse", "Undervisningsområdet"
    ANDEN = "anden", "Andre"


class Deltager(NamedTuple):
    """One participant; ``navn`` may be empty where the function says who it was."""

    funktion: Funktion
    navn: str = ""

    @property
    def tekst(self) -> str:
        """«Virksomhedskonsulent: Per Lund»."""
        return f"{self.funktion.label}: {self.navn}" if self.navn else str(self.funktion.label)


def from_json(raa: Iterable[dict[str, Any]]) -> list[Deltager]:
    """The participants as they are kept on a row."""
    return [Deltager(Funktion(en["funktion"]), en.get("navn", "")) for en in raa]


def to_json(deltagere: Iterable[Deltager]) -> list[dict[str, str]]:
    """The participants as a row keeps them."""
    return [{"funktion": en.funktion.value, "navn": en.navn} for en in deltagere]


def missing(deltagere: Iterable[Deltager], kraevet: Iterable[Funktion]) -> list[Funktion]:
    """The functions asked for that nobody fills."""
    med = {en.funktion for en in deltagere}
    return [funktion for funktion in kraevet if funktion not in med]
