"""What lists read of a forløb from the database: its status, its judgements, and the next agreement."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from kalender.dansk import dato


class Dom(NamedTuple):
    """A stored judgement as lists read it."""

    regel: str
    genstand: str
    tilstand: str
    frist: date | None
    anker: date
    regelsaet: str
    detaljer: dict[str, Any]

    @classmethod
    def of_json(cls, dom: list[Any]) -> Dom:
        """From the values as JSON has them."""
        regel, genstand, tilstand, frist, anker, regelsaet, detaljer = dom
        fra = date.fromisoformat
        return cls(regel, genstand, tilstand, fra(frist) if frist else None, fra(anker), regelsaet, detaljer)


class Linje(NamedTuple):
    """A stored status with the names that stand beside it."""

    forloeb_id: int
    borger_id: int
    fase: int | None
    timer: Decimal | None
    seneste_kontakt: date | None
    seneste_form: str
    ur: dict[str, Any] | None
    tilstand_nu: str
    tilstand_til: date | None
    hast: int
    hast_frist: date | None
    navn_sortering: str
    indsatsmodel: str
    navn: str
    navn_soegning: str
    foedselsdato: date
    jobformidler_id: int | None
    jobformidler: str | None


class Aftale(NamedTuple):
    """The next open agreement with the borger."""

    dato: date
    hvad: str
    hvem: str
    virksomhed: str

    @classmethod
    def of_json(cls, aftale: list[str]) -> Aftale:
        """From the values as JSON has them."""
        return cls(date.fromisoformat(aftale[0]), *aftale[1:])

    def tekst(self, dag: date) -> str:
        """«Aftale 3. dec.: Ring om et besøg, Vestby Mølle (borgeren)»."""
        hos = f", {self.virksomhed}" if self.virksomhed else ""
        hvem = f" ({self.hvem})" if self.hvem else ""
        return f"Aftale {dato(self.dato, dag)}: {self.hvad}{hos}{hvem}"
