"""Hours per week over time as a small step line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString

from fleksjob.diagrammer import new_ident, svg, tabel
from kalender.dansk import dato_aar, timer

BREDDE, HOEJDE = 240, 48


def trinkurve(trin: Sequence[tuple[date, Decimal]], idag: date, noegle: str = "") -> SafeString:
    """A step line of (first day, hours per week), sorted by day, up to ``idag``; nothing for no steps."""
    if not trin:
        return SafeString("")
    foerste, hoejest = trin[0][0], max(t for _, t in trin) or Decimal(1)
    laengde = max((idag - foerste).days, 1)

    def x(dag: date) -> float:
        return round(2 + (BREDDE - 4) * (dag - foerste).days / laengde, 1)

    def y(antal: Decimal) -> float:
        return round(float(4 + (HOEJDE - 8) * (1 - antal / hoejest)), 1)

    sti = f"M{x(foerste)} {y(trin[0][1])}" + "".join(f"H{x(dag)}V{y(antal)}" for dag, antal in trin[1:])
    fund = f"Fra {timer(trin[0][1])} til {timer(trin[-1][1])} timer om ugen siden {dato_aar(foerste)}"
    linje = format_html('<path class="kurve k1" d="{}H{}"/>', sti, x(idag))
    maal = (BREDDE, HOEJDE)
    billede = svg(new_ident(noegle), "trinkurve", maal, ("Timer om ugen", fund), linje)
    raekker = [(dato_aar(dag), timer(antal)) for dag, antal in trin]
    return format_html("{}{}", billede, tabel("Timer om ugen", ("Fra", "Timer om ugen"), raekker))
