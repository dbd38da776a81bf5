"""Which sections of the forberedende del are filled, and when."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from forloeb.models import Fase, Forberedelsesafsnit, Forloeb
from kommuner.forberedelse import Skema, Skemaafsnit, gaeldende_skema
from kommuner.indsatsmodel import indsatsmodeller


class Afsnit(NamedTuple):
    """A section of the list with what was written in it; ``raekke`` is None while nothing was."""

    skema: Skemaafsnit
    raekke: Forberedelsesafsnit | None

    @property
    def udfyldt(self) -> bool:
        """Whether it has a text."""
        return bool(self.raekke and self.raekke.tekst)

    @property
    def dato(self) -> date | None:
        """The day the text tells of; None without a text."""
        return self.raekke.dato if self.raekke and self.raekke.tekst else None


def foerste_fase(indsatsmodel: str) -> int:
    """The number of the phase in which the forberedende del is made."""
    return indsatsmodeller()[indsatsmodel].faser[0].nr


def skema_for(forloeb: Forloeb, dag: date) -> Skema:
    """The list that governs a forløb on the day: the one of the day the forberedende del began, while it runs.

    Like a rule's values, so that a new list asks nobody for more in the middle of the work.
    """
    nr = foerste_fase(forloeb.indsatsmodel)
    loeber = Fase.objects.filter(forloeb=forloeb, nr=nr, start__lte=dag).exclude(slut__lte=dag).first()
    return gaeldende_skema(forloeb.indsatsmodel, loeber.start if loeber else dag)


def afsnit(forloeb: Forloeb, dag: date, skema: Skema | None = None) -> list[Afsnit]:
    """Every section of the list that governs on the day, in order."""
    skema = skema or skema_for(forloeb, dag)
    rows = {
        row.nr: row
        for row in Forberedelsesafsnit.objects.filter(forloeb=forloeb).select_related("registreret_af")
    }
    return [Afsnit(en, rows.get(en.nr)) for en in skema.afsnit]
