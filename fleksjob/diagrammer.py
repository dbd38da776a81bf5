"""Charts as server-rendered SVG: geometry in attributes, colours by CSS class, numbers in a table below.

Every function returns safe HTML, written in Python: every text passes ``escape``, numbers are ours. ``fund`` is the
finding in one Danish sentence; it is read aloud with the picture. ``noegle`` makes the ids of one picture predictable;
left out, ids are unique on their own.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from html import escape
from itertools import count, pairwise
from math import log10
from textwrap import wrap
from typing import NamedTuple

from django.utils.safestring import SafeString

from kalender.dansk import tal

Tal = int | float | Decimal

BREDDE, HOEJDE = 720, 260
VENSTRE, HOEJRE, TOP, BUND = 40, 576, 14, 228
LINJEHOEJDE, MERE = 22, 15  # of a label at the line's end, and of each further line of it
TEGN = 15  # so many letters of one find room, on a phone too, where they are larger
BOGSTAV = 6.1  # the breadth of a letter below
FAA = 6
KURVEFARVER = (2, 3, 1, 4)  # the two most different colours first

# A random start keeps ids apart when a fragment from one process is swapped into a page from another.
_numre = count(secrets.randbits(32))

# Equal numbers are written in the same way, whatever their type.
_once = lru_cache(maxsize=200)


class Serie(NamedTuple):
    """One named row of numbers, one per label; None where nothing is known."""

    navn: str
    tal: Sequence[Tal | None]


def new_ident(noegle: str = "") -> str:
    """An id prefix for one picture."""
    return f"d{noegle}" if noegle else f"d{next(_numre):x}"


def svg(ident: str, klasse: str, maal: tuple[int, int], tekst: tuple[str, str], indhold: str) -> SafeString:
    """One picture: ``maal`` is (width, height), ``tekst`` is (title, finding), ``indhold`` safe SVG."""
    bredde, hoejde = maal
    titel, fund = map(escape, tekst)
    return SafeString(
        f'<svg class="{klasse}" viewBox="0 0 {bredde} {hoejde}" width="{bredde}" height="{hoejde}" role="img" '
        f'aria-labelledby="{ident}t {ident}d">'
        f'<title id="{ident}t">{titel}</title><desc id="{ident}d">{fund}</desc>{indhold}</svg>'
    )


def tabel(titel: str, hoveder: Sequence[str], raekker: Iterable[Sequence[str]]) -> SafeString:
    """The numbers behind a picture, folded under «Vis tallene som tabel»."""
    top = "".join(f'<th scope="col">{escape(hoved)}</th>' for hoved in hoveder)
    krop = "".join(map(_tabelraekke, raekker))
    return SafeString(
        '<details class="tal"><summary>Vis tallene som tabel</summary>'
        f'<table class="table table-sm taltabel"><caption class="visually-hidden">{escape(titel)}</caption>'
        f"<thead><tr>{top}</tr></thead><tbody>{krop}</tbody></table></details>"
    )


def _tabelraekke(raekke: Sequence[str]) -> str:
    navn, *celler = map(escape, raekke)
    return f'<tr><th scope="row">{navn}</th>{"".join(f"<td>{celle}</td>" for celle in celler)}</tr>'


def soejler(
    titel: str,
    fund: str,
    etiketter: Sequence[str],
    serier: Sequence[Serie],
    noegle: str = "",
    *,
    raekker: Sequence[str] | None = None,
) -> SafeString:
    """Stacked columns, the first series at the bottom; the last column's numbers stand beside it.

    ``raekker`` names the table's lines where the labels at the foot have no room for it.
    """
    tegnes = _kept(serier)
    indhold = _stabler(tuple(etiketter), tegnes)
    return _figur((titel, fund), indhold, _serietabel(titel, tuple(raekker or etiketter), tegnes), noegle)


def _kept(serier: Sequence[Serie]) -> tuple[Serie, ...]:
    """The series as something that can be remembered by."""
    return tuple(Serie(s.navn, tuple(s.tal)) for s in serier)


@_once
def _stabler(etiketter: tuple[str, ...], serier: tuple[Serie, ...]) -> str:
    summer = [sum(float(s.tal[i] or 0) for s in serier) for i in range(len(etiketter))]
    akse = _akse(max(summer, default=0))
    skridt = (HOEJRE - VENSTRE) / max(len(etiketter), 1)
    dele, navne, bunde = [], [], [0.0] * len(etiketter)
    for nr, serie in enumerate(serier, 1):
        for i, vaerdi in enumerate(serie.tal):
            top = bunde[i] + float(vaerdi or 0)
            dele.append(_soejle(nr, i, skridt, (_y(top, akse), _y(bunde[i], akse))))
            if i == len(etiketter) - 1:
                midte = _y((top + bunde[i]) / 2, akse)
                navne.append((midte, nr, f"{serie.navn}: {_med_enhed(vaerdi)}"))
            bunde[i] = top
    return _ramme(akse, etiketter, skridt) + "".join(dele) + _endenavne(navne)


def kurve(
    titel: str,
    fund: str,
    etiketter: Sequence[str],
    serier: Sequence[Serie],
    *,
    enhed: str = "",
    maal: Tal | None = None,
    top: int | None = None,
    noegle: str = "",
) -> SafeString:
    """Lines over time; ``maal`` draws a dashed goal, ``top`` fixes the axis (100 for percent).

    Gaps are left open where a value is None.
    """
    kendte = [float(v) for s in serier for v in s.tal if v is not None] + [float(maal or 0)]
    akse = _akse(max(kendte, default=0)) if top is None else [top * i // 5 for i in range(6)]
    skridt = (HOEJRE - VENSTRE) / max(len(etiketter), 1)
    dele, navne = [], []
    if maal is not None:
        y = _y(float(maal), akse)
        dele.append(f'<path class="maal" d="M{VENSTRE} {y}H{HOEJRE}"/>')
        navne.append((y, 0, f"Mål {_med_enhed(maal, enhed)}"))
    for nr, serie in zip(KURVEFARVER, serier, strict=False):
        sti = f'<path class="kurve k{nr}" d="{_sti(serie.tal, akse, skridt)}"/>'
        dele += [sti, *_punkter(nr, serie.tal, akse, skridt)]
        if (sidste := next((v for v in reversed(serie.tal) if v is not None), None)) is not None:
            navne.append((_y(float(sidste), akse), nr, f"{serie.navn}: {_med_enhed(sidste, enhed)}"))
    indhold = _ramme(akse, etiketter, skridt) + "".join(dele) + _endenavne(navne)
    return _figur((titel, fund), indhold, _serietabel(titel, tuple(etiketter), _kept(serier), enhed), noegle)


def bjaelker(
    titel: str, fund: str, raekker: Sequence[tuple[str, Tal]], enhed: str = "", noegle: str = ""
) -> SafeString:
    """Horizontal bars, one per (name, number), the number at the end of its bar."""
    hoejeste = max((float(v) for _, v in raekker), default=0) or 1
    dele = "".join(
        _bjaelke(28 * i, navn, float(v) / hoejeste, f"{tal(v)}{enhed}") for i, (navn, v) in enumerate(raekker)
    )
    celler = ((navn, f"{tal(v)}{enhed}") for navn, v in raekker)
    maal = (420, 28 * max(len(raekker), 1))
    billede = svg(new_ident(noegle), "diagram bjaelker", maal, (titel, fund), dele)
    return _omslag(billede, tabel(titel, ("Navn", "Antal"), celler))


def _figur(tekst: tuple[str, str], indhold: str, talraekker: str, noegle: str) -> SafeString:
    return _omslag(svg(new_ident(noegle), "diagram", (BREDDE, HOEJDE), tekst, indhold), talraekker)


def _omslag(billede: str, talraekker: str) -> SafeString:
    return SafeString(f'<figure class="diagramfigur">{billede}{talraekker}</figure>')


def _bjaelke(top: int, navn: str, andel: float, vaerdi: str) -> str:
    bredde = round(220 * andel)
    return (
        f'<text class="navn" x="142" y="{top + 17}" text-anchor="end">{escape(navn)}</text>'
        f'<rect class="f2" x="150" y="{top + 4}" width="{bredde}" height="18"/>'
        f'<text x="{156 + bredde}" y="{top + 17}">{escape(vaerdi)}</text>'
    )


def _akse(hoejeste: float) -> list[int]:
    """Round ticks from 0 to at least the highest value, four to six of them."""
    if hoejeste <= 4:
        return list(range(5))
    tier = 10 ** int(log10(hoejeste / 4))
    skridt = next(int(f * tier) for f in (1, 2, 4, 5, 10) if f * tier * 4.5 >= hoejeste)
    return list(range(0, int(hoejeste) + skridt, skridt))


def _y(vaerdi: float, akse: Sequence[int]) -> float:
    return round(BUND - (BUND - TOP) * vaerdi / akse[-1], 1)


def _soejle(nr: int, i: int, skridt: float, hoejder: tuple[float, float]) -> str:
    top, bund = hoejder
    x, bredde = round(VENSTRE + i * skridt + skridt * 0.1, 1), round(skridt * 0.8, 1)
    return f'<rect class="f{nr}" x="{x}" y="{top}" width="{bredde}" height="{round(bund - top, 1)}"/>'


def _sti(vaerdier: Sequence[Tal | None], akse: Sequence[int], skridt: float) -> str:
    punkter, pen = [], "M"
    for i, vaerdi in enumerate(vaerdier):
        if vaerdi is None:
            pen = "M"
            continue
        punkter.append(f"{pen}{_x(i, skridt)} {_y(float(vaerdi), akse)}")
        pen = "L"
    return "".join(punkter)


def _punkter(nr: int, vaerdier: Sequence[Tal | None], akse: Sequence[int], skridt: float) -> Iterator[str]:
    """A dot for each number with nothing known on either side, which is no line."""
    naboer = zip((None, *vaerdier), vaerdier, (*vaerdier[1:], None), strict=False)
    for i, (foer, vaerdi, efter) in enumerate(naboer):
        if vaerdi is not None and foer is None and efter is None:
            cx, cy = _x(i, skridt), _y(float(vaerdi), akse)
            yield f'<circle class="punkt p{nr}" cx="{cx}" cy="{cy}" r="4"/>'


def _x(i: int, skridt: float) -> float:
    return round(VENSTRE + (i + 0.5) * skridt, 1)


def _med_enhed(vaerdi: Tal | None, enhed: str = "") -> str:
    """The number with its unit, which stay on one line."""
    return "–" if vaerdi is None else f"{tal(vaerdi)}{enhed}".replace(" ", "\xa0")


def _ramme(akse: Sequence[int], etiketter: Sequence[str], skridt: float) -> str:
    """Grid lines with numbers, and labels below: the first, the last and every third, and all where they find room.

    ``mellem`` marks those a phone leaves out, ``faa`` those of a chart with so few that it has room for all.
    """
    linjer = "".join(_netlinje(t, _y(t, akse)) for t in akse)
    antal = len(etiketter)
    trange = any(BOGSTAV * (len(en) + len(anden)) / 2 > skridt for en, anden in pairwise(etiketter))
    navne = [
        _etiket("faa" if antal <= FAA else "" if _is_main(i, antal) else "mellem", i, navn, skridt)
        for i, navn in enumerate(etiketter)
        if not trange or antal <= FAA or _is_main(i, antal)
    ]
    return linjer + "".join(navne)


def _netlinje(vaerdi: int, y: float) -> str:
    sti = f'<path class="net" d="M{VENSTRE} {y}H{HOEJRE}"/>'
    return f'{sti}<text x="{VENSTRE - 6}" y="{y + 4}" text-anchor="end">{tal(vaerdi)}</text>'


def _etiket(klasse: str, i: int, navn: str, skridt: float) -> str:
    """A label below its number; one too long for it ends with the picture, beside which other words stand."""
    x, anker = _x(i, skridt), "middle"
    if x + BOGSTAV * len(navn) / 2 > HOEJRE:
        x, anker = float(HOEJRE), "end"
    return f'<text class="{klasse}" x="{x}" y="{BUND + 18}" text-anchor="{anker}">{escape(navn)}</text>'


def _is_main(i: int, antal: int) -> bool:
    """Whether a label is the first, the last, or a third before it that leaves the first its room."""
    return i == 0 or (i >= 3 and (antal - 1 - i) % 3 == 0)


def _endenavne(navne: list[tuple[float, int, str]]) -> str:
    """Direct labels at the right edge, long ones on several lines, pushed apart so that none covers another."""
    linjer = [(y, nr, wrap(tekst, TEGN)) for y, nr, tekst in sorted(navne)]
    hoejder = [LINJEHOEJDE + MERE * (len(tekst) - 1) for *_, tekst in linjer]
    dele, loft = [], float(TOP)
    for i, (y, nr, tekst) in enumerate(linjer):
        loft = max(loft, min(y, BUND + LINJEHOEJDE - sum(hoejder[i:])))
        dele += [_endenavn(nr, loft + 4 + MERE * j, del_) for j, del_ in enumerate(tekst)]
        loft += hoejder[i]
    return "".join(dele)


def _endenavn(nr: int, y: float, tekst: str) -> str:
    return f'<text class="ende t{nr}" x="{HOEJRE + 8}" y="{round(y, 1)}">{escape(tekst)}</text>'


@_once
def _serietabel(
    titel: str, etiketter: tuple[str, ...], serier: tuple[Serie, ...], enhed: str = ""
) -> SafeString:
    raekker = (
        (navn, *("–" if s.tal[i] is None else f"{tal(s.tal[i] or 0)}{enhed}" for s in serier))
        for i, navn in enumerate(etiketter)
    )
    return tabel(titel, ("Periode", *(s.navn for s in serier)), raekker)
