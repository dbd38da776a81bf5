"""Values of the format: how each is read from JSON and written back. A wrong value raises ``Forkert``."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils import timezone

from borgere import cpr
from opfoelgning.sagsdata.fejl import Forkert

EN_DAG = timedelta(days=1)
AAR = range(1800, 3000)
_ULAGERLIG = re.compile("[\x00\ud800-\udfff]")


@dataclass
class Opslag:
    """Ids and codes of one kommune: kind → external id or code → primary key.

    ``fejlramte`` are ids that stand in the document but have errors of their own.
    """

    kode: str
    ids: dict[str, dict[str, int]] = field(default_factory=dict)
    fejlramte: dict[str, set[str]] = field(default_factory=dict)
    _navne: dict[str, dict[int, str]] = field(default_factory=dict)

    def navn(self, slags: str, pk: int) -> str:
        """The external id or code of a primary key."""
        if slags not in self._navne:
            self._navne[slags] = {nr: navn for navn, nr in self.ids[slags].items()}
        return self._navne[slags][pk]


class Type(NamedTuple):
    """``laes`` and ``skriv`` take the value and the Opslag; ``tom`` is what null and absence are stored as."""

    laes: Callable[[Any, Opslag], Any]
    skriv: Callable[[Any, Opslag], Any]
    tom: Any = None


def _same(vaerdi: Any, _: Opslag) -> Any:
    return vaerdi


def _text_or_null(vaerdi: str, _: Opslag) -> str | None:
    return vaerdi or None


def _read_text(raa: Any, laengst: int | None) -> str:
    if not isinstance(raa, str):
        raise Forkert("Der skal stå en tekst.")
    if _ULAGERLIG.search(raa):
        raise Forkert("Teksten indeholder tegn, der ikke kan gemmes (NUL eller halve tegn).")
    if laengst and len(raa) > laengst:
        raise Forkert(f"Teksten er på {len(raa)} tegn; der er plads til {laengst}.")
    return raa


def tekst(laengst: int | None = None) -> Type:
    """Text; empty and null are the same."""
    return Type(lambda raa, _: _read_text(raa, laengst), _text_or_null, "")


def navn(laengst: int) -> Type:
    """Text that may not be blank: ids and names."""

    def laes(raa: Any, _: Opslag) -> str:
        if not _read_text(raa, laengst).strip():
            raise Forkert("Teksten må ikke være tom.")
        return raa

    return Type(laes, _same)


def valg(ord_: Collection[str]) -> Type:
    """One of some words."""

    def laes(raa: Any, _: Opslag) -> str:
        if not isinstance(raa, str) or raa not in ord_:
            raise Forkert(f"Der skal stå en af: {', '.join(ord_)}.")
        return raa

    return Type(laes, _same)


def tekster(laengst: int, ord_: Collection[str] | None = None) -> Type:
    """A list of texts, or of some words."""
    laes_en = valg(ord_).laes if ord_ else navn(laengst).laes

    def laes(raa: Any, opslag: Opslag) -> list[str]:
        if not isinstance(raa, list):
            raise Forkert("Der skal stå en liste af tekster.")
        for nr, en in enumerate(raa):
            try:
                laes_en(en, opslag)
            except Forkert as fejl:
                raise Forkert(str(fejl), nr) from fejl
        return raa

    return Type(laes, _same, [])


def read_day(raa: Any, _: Opslag | None = None) -> date:
    """A day written ``YYYY-MM-DD`` and nothing else. Raises Forkert."""
    if not isinstance(raa, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", raa):
        raise Forkert("Der skal stå en dato skrevet som ÅÅÅÅ-MM-DD.")
    try:
        dag = date.fromisoformat(raa)
    except ValueError as fejl:
        raise Forkert("Datoen findes ikke. Der skal stå en dato skrevet som ÅÅÅÅ-MM-DD.") from fejl
    if dag.year not in AAR:
        raise Forkert(f"Året skal ligge mellem {AAR[0]} og {AAR[-1]}; en åben periode har null.")
    return dag


def read_day_or_instant(raa: str) -> tuple[date, datetime | None]:
    """A day, or an instant and its day in Denmark; an instant without offset is Danish time. Raises Forkert."""
    if "T" not in raa:
        return read_day(raa), None
    try:
        tidspunkt = datetime.fromisoformat(raa)
    except ValueError as fejl:
        raise Forkert("Der skal stå et tidspunkt som 2026-11-22T09:30, evt. med tidszone.") from fejl
    if tidspunkt.year not in AAR:
        raise Forkert(f"Året skal ligge mellem {AAR[0]} og {AAR[-1]}.")
    lokal = timezone.localtime(tidspunkt if tidspunkt.tzinfo else timezone.make_aware(tidspunkt))
    return lokal.date(), lokal


def _write_day(dag: date | None, _: Opslag) -> str | None:
    return dag.isoformat() if dag else None


def _read_instant(raa: Any, _: Opslag) -> datetime:
    krav = "Der skal stå et tidspunkt med tidszone, fx 2020-10-01T09:00:00+02:00."
    if not isinstance(raa, str) or "T" not in raa:
        raise Forkert(krav)
    try:
        tidspunkt = datetime.fromisoformat(raa)
    except ValueError as fejl:
        raise Forkert(krav) from fejl
    if tidspunkt.tzinfo is None or tidspunkt.year not in AAR:
        raise Forkert(krav)
    return tidspunkt


def _write_instant(tidspunkt: datetime | None, _: Opslag) -> str | None:
    return timezone.localtime(tidspunkt).isoformat() if tidspunkt else None


def _read_bool(raa: Any, _: Opslag) -> bool:
    if not isinstance(raa, bool):
        raise Forkert("Der skal stå true eller false.")
    return raa


def heltal(mindst: int, hoejst: int, tom: int | None = None) -> Type:
    """A whole number within limits."""

    def laes(raa: Any, _: Opslag) -> int:
        if isinstance(raa, bool) or not isinstance(raa, int) or not mindst <= raa <= hoejst:
            raise Forkert(f"Der skal stå et helt tal mellem {mindst} og {hoejst}.")
        return raa

    return Type(laes, _same, tom)


def _read_hours(raa: Any, _: Opslag) -> Decimal:
    if isinstance(raa, bool) or not isinstance(raa, int | float | Decimal) or not 0 <= raa <= 37:
        raise Forkert("Timer pr. uge er et tal mellem 0 og 37.")
    timer = Decimal(str(raa))
    if timer != round(timer, 2):
        raise Forkert("Timer pr. uge har højst to decimaler.")
    return timer


def _write_hours(timer: Decimal | None, _: Opslag) -> int | float | None:
    if timer is None:
        return None
    return int(timer) if timer == int(timer) else float(timer)


def reference(slags: str, hvad: str) -> Type:
    """The external id of another object, read as its primary key. ``hvad`` is the Danish word for it."""

    def laes(raa: Any, opslag: Opslag) -> int:
        if not isinstance(raa, str):
            raise Forkert(f"Der skal stå id på en {hvad}.")
        if raa in opslag.ids[slags]:
            return opslag.ids[slags][raa]
        if raa in opslag.fejlramte.get(slags, ()):
            raise Forkert(f"Den {hvad}, der henvises til, har selv fejl.")
        raise Forkert(f"Der skal stå id på en {hvad}, som findes i dokumentet eller i kommunen.")

    return Type(laes, _write_reference(slags))


def kode(slags: str) -> Type:
    """A word of one of the kommune's code tables, read as its primary key."""

    def laes(raa: Any, opslag: Opslag) -> int:
        kendte = opslag.ids[slags]
        if not isinstance(raa, str) or raa not in kendte:
            raise Forkert(f"Der skal stå en af: {', '.join(kendte)}.")
        return kendte[raa]

    return Type(laes, _write_reference(slags))


def _write_reference(slags: str) -> Callable[[Any, Opslag], str | None]:
    return lambda pk, opslag: None if pk is None else opslag.navn(slags, pk)


def _read_cpr(raa: Any, _: Opslag) -> str:
    if not isinstance(raa, str):
        raise Forkert("CPR-nummeret skrives som en tekst med 10 cifre, fx 610180-1234.")
    try:
        return cpr.parse(raa)
    except cpr.UgyldigtCpr as fejl:
        raise Forkert(str(fejl)) from fejl


def _write_cpr(krypteret: bytes, opslag: Opslag) -> str:
    return cpr.pretty(cpr.decrypt(krypteret, opslag.kode))


ID = navn(100)
DATO = Type(read_day, _write_day)
# The file says the last day included, the database the first day that no longer counts.
TIL = Type(
    lambda raa, _: read_day(raa) + EN_DAG, lambda slut, _: (slut - EN_DAG).isoformat() if slut else None
)
TIDSPUNKT = Type(_read_instant, _write_instant)
JA_NEJ = Type(_read_bool, _same, False)
TIMER = Type(_read_hours, _write_hours)
CPR = Type(_read_cpr, _write_cpr)
