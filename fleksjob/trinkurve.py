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


def timekurve(trin: Sequence[tuple[date, Decimal, Decimal]], idag: date, noegle: str = "") -> SafeString:
    """Agreed and effective hours per week as two step lines, named at their ends; nothing for no steps.

    ``trin`` is (first day, agreed, effective), sorted by day, none after ``idag``. The page shows the numbers in a
    table of its own.
    """
    if not trin:
        return SafeString("")
    foerste, hoejest = trin[0][0], max(aftalt for _, aftalt, _ in trin) or Decimal(1)
    laengde = max((idag - foerste).days, 1)

    def y(antal: Decimal) -> int:
        return round(14 + 42 * (1 - antal / hoejest))

    def sti(antal: Sequence[Decimal]) -> str:
        x = [round(4 + 180 * (dag - foerste).days / laengde) for dag, _, _ in trin]
        resten = zip(x[1:], antal[1:], strict=True)
        return f"M{x[0]} {y(antal[0])}" + "".join(f"H{sted}V{y(t)}" for sted, t in resten) + "H184"

    aftalte, effektive = [t[1] for t in trin], [t[2] for t in trin]
    # Names of lines that lie close are drawn apart.
    taet = aftalte[-1] - effektive[-1] < hoejest / 3
    linjer = format_html(
        '<path class="kurve k2" d="{}"/><path class="kurve k1" d="{}"/>{}{}',
        *(sti(aftalte), sti(effektive)),
        *(_navn(aftalte[-1], "aftalte", y(aftalte[-1]) + (0 if taet else 4)),),
        *(_navn(effektive[-1], "effektive", y(effektive[-1]) + (16 if taet else 4)),),
    )
    fund = f"{timer(trin[-1][1])} aftalte og {timer(trin[-1][2])} effektive timer om ugen"
    return svg(new_ident(noegle), "trinkurve", (290, 64), ("Timer om ugen", fund), linjer)


def _navn(antal: Decimal, ord_: str, y: int) -> SafeString:
    return format_html('<text class="kurvenavn" x="190" y="{}">{} {}</text>', y, timer(antal), ord_)
