"""Colours as `#rrggbb`, and whether white text can be read on them (WCAG 2.1, 1.4.3). Pure."""

from __future__ import annotations

import re

MINDST = 4.5  # contrast of normal text
_HEX = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})")


def read_colour(tekst: str) -> str | None:
    """``#rrggbb`` in lower case out of what somebody typed (``005A8C``, ``#05a``); None when it is no colour."""
    fundet = _HEX.fullmatch(tekst.strip().lower())
    if fundet is None:
        return None
    cifre = fundet[1]
    return f"#{cifre if len(cifre) == 6 else ''.join(c * 2 for c in cifre)}"


def contrast_to_white(farve: str) -> float:
    """The contrast ratio of white on the colour, 1 to 21."""
    r, g, b = (_linear(kanal / 255) for kanal in _channels(farve))
    return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05)


def darker(farve: str, del_: float = 0.25) -> str:
    """The colour with so much black in it."""
    return _mix(farve, 0, del_)


def for_dark(farve: str) -> str:
    """The colour made lighter for dark pages, as far as white text can still be read on it with some to spare."""
    trin = (_mix(farve, 255, nr / 20) for nr in range(20, -1, -1))
    return next((lys for lys in trin if contrast_to_white(lys) >= MINDST + 1), farve)


def _channels(farve: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(farve.removeprefix("#")))


def _linear(kanal: float) -> float:
    return kanal / 12.92 if kanal <= 0.03928 else ((kanal + 0.055) / 1.055) ** 2.4


def _mix(farve: str, med: int, del_: float) -> str:
    return "#" + "".join(f"{round(kanal + (med - kanal) * del_):02x}" for kanal in _channels(farve))
