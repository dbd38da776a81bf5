"""Dates, numbers and counts as a Danish reader expects them. Plain text out, no markup."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

UGEDAGE = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MAANEDER = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
KORTE_MAANEDER = (
    *("jan.", "feb.", "mar.", "apr.", "maj", "jun."),
    *("jul.", "aug.", "sep.", "okt.", "nov.", "dec."),
)


def dato(dag: date | None, idag: date | None = None) -> str:
    """``23. nov.``; with the year, ``23. nov. 2025``, when ``idag`` is given and lies in another year."""
    if dag is None:
        return ""
    kort = f"{dag.day}. {KORTE_MAANEDER[dag.month - 1]}"
    return kort if idag is None or idag.year == dag.year else f"{kort} {dag.year}"


def dato_kort(dag: date, idag: date) -> str:
    """``23. november``; with the year when ``idag`` lies in another."""
    return f"{dag.day}. {MAANEDER[dag.month - 1]}" if dag.year == idag.year else dato_aar(dag)


def dato_aar(dag: date | None) -> str:
    """``23. november 2026``."""
    return "" if dag is None else f"{dag.day}. {MAANEDER[dag.month - 1]} {dag.year}"


def dato_lang(dag: date | None) -> str:
    """``mandag 23. november 2026``."""
    return "" if dag is None else f"{UGEDAGE[dag.weekday()]} {dato_aar(dag)}"


def periode(start: date, slut: date, idag: date) -> str:
    """A half-open period with its last day: ``12.–25. aug.``, ``28. jul.–3. aug.``; the year when it is another."""
    sidste = til_og_med(slut)
    if sidste is None:
        return f"fra {dato(start, idag)}"
    if sidste == start:
        return dato(start, idag)
    if sidste.year != start.year:
        return f"{dato(start)} {start.year}–{dato(sidste)} {sidste.year}"
    foerste = f"{start.day}." if sidste.month == start.month else dato(start)
    return f"{foerste}–{dato(sidste, idag)}"


def periode_lang(start: date, slut: date | None) -> str:
    """``1. juli 2026 – 21. juli 2026`` of a half-open period, ``fra 1. juli 2026`` of an open one."""
    sidste = til_og_med(slut)
    if sidste == start:
        return dato_aar(start)
    return f"{dato_aar(start)} – {dato_aar(sidste)}" if sidste else f"fra {dato_aar(start)}"


def til_og_med(slut: date | None) -> date | None:
    """The last day of a half-open period; None when it is open (``date.max`` or None)."""
    return None if slut is None or slut == date.max else slut - timedelta(days=1)


def tal(vaerdi: Decimal | float | int) -> str:
    """``4,5``, ``6``, ``1.250``: decimal comma, dot between thousands, at most two decimals."""
    afrundet = Decimal(str(vaerdi)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    hele, _, rest = f"{afrundet:,.2f}".partition(".")
    rest = rest.rstrip("0")
    hele = hele.replace(",", ".")
    return f"{hele},{rest}" if rest else hele


def timer(vaerdi: Decimal | float | int | None) -> str:
    """Hours per week as ``4,5``; a dash when there are none."""
    return "–" if vaerdi is None else tal(vaerdi)


def dage(antal: int) -> str:
    """``1 dag``, ``3 dage``."""
    return f"{tal(antal)} {'dag' if abs(antal) == 1 else 'dage'}"
