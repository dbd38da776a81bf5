"""The passivity clock as SVG: small for lists, large with labels for one borger."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from fleksjob.diagrammer import new_ident, svg
from kalender.dansk import dage, dato, dato_aar, tal
from opfoelgning.regler.typer import Effekt
from opfoelgning.urbillede import Urbillede

TEGNBREDDE = 6.2  # widest average width of a letter at the labels' 11 px
FORSPAND = 30  # days of the activity before the clock that the picture keeps

KLASSE = {Effekt.NULSTILLER: "ua", Effekt.TAELLER: "ut", Effekt.PAUSER: "uf"}
VIRKNING = {Effekt.NULSTILLER: "nulstiller", Effekt.TAELLER: "tæller", Effekt.PAUSER: "tæller ikke"}


class _Felt(NamedTuple):
    x: float
    bredde: float
    effekt: Effekt
    grund: str
    dage: int


def ur_linje(ur: Urbillede) -> str:
    """``152 af 182 dage tæller · passiv 23. december 2026``: the clock in words."""
    start = f"{tal(ur.antal)} af {tal(ur.dage_i_alt)} dage tæller"
    if ur.passiv_dag is None:
        return f"{start} · {'passiv' if ur.er_passiv else 'ingen dato for passivitet lige nu'}"
    return f"{start} · passiv {'siden ' if ur.er_passiv else ''}{dato_aar(ur.passiv_dag)}"


def ur_lille(ur: Urbillede, noegle: str = "") -> SafeString:
    """Bar of 104 px and «152 /182», for a table cell."""
    ident = new_ident(noegle)
    felter, _ = _felter(ur, 102)
    indhold = f"{_skravering(ident, felter)}{_kasser(ident, felter, 1, 10)}{_ramme(104, 12)}"
    billede = svg(ident, "ur", (104, 12), ("Passivitetsur", ur_linje(ur)), indhold)
    tal_i = "b" if ur.dage_i_alt - ur.antal <= 30 else "span"
    return SafeString(
        f'<span class="urcelle">{billede} <span class="urtal"><{tal_i}>{ur.antal}</{tal_i}> '
        f'<span class="dim">/{ur.dage_i_alt}</span></span></span>'
    )


def ur_stort(ur: Urbillede, noegle: str = "", naar: str = "I dag") -> SafeString:
    """The clock with labels, the today line, the sentence in words and the meaning of the colours.

    ``naar``: what the line says when the clock is that of a day gone by.
    """
    ident = new_ident(noegle)
    felter, idag_x = _felter(ur, 618)
    indhold = format_html(
        '{}<g transform="translate(0 18)">{}{}</g><path class="ui" d="M{} 14V48"/>{}',
        _skravering(ident, felter),
        *(_kasser(ident, felter, 1, 24), _ramme(620, 26), idag_x + 1, _tekster(ur, felter, idag_x + 1, naar)),
    )
    billede = svg(ident, "ur ur-stor", (620, 64), ("Passivitetsur", ur_linje(ur)), indhold)
    return format_html(
        '<figure class="urfigur">{}<figcaption><p class="urlinje">{}</p><ul class="urfarver">'
        '<li><span class="proeve ua"></span>Aktivitet (nulstiller)</li>'
        '<li><span class="proeve ut"></span>Tæller</li>'
        '<li><span class="proeve uf"></span>Lovligt fravær (tæller ikke)</li></ul></figcaption></figure>',
        *(billede, ur_linje(ur)),
    )


def _ramme(bredde: int, hoejde: int) -> SafeString:
    return SafeString(f'<path class="ur-ramme" d="M.5.5H{bredde - 0.5}V{hoejde - 0.5}H.5z"/>')


def _graenser(ur: Urbillede) -> tuple[date, date]:
    """First and last day of the picture, ``[fra, til)``."""
    regnede = [s for s, _, effekt, _ in ur.segmenter if effekt != Effekt.NULSTILLER]
    foerste = ur.segmenter[0][0] if ur.segmenter else ur.idag
    fra = max(foerste, (regnede[0] if regnede else ur.idag) - timedelta(days=FORSPAND))
    rest = ur.idag + timedelta(days=max(ur.dage_i_alt - ur.antal, 0))
    til = ur.passiv_dag if ur.passiv_dag is not None and not ur.er_passiv else rest
    return fra, max(til, ur.idag + timedelta(days=1), fra + timedelta(days=1))


def _felter(ur: Urbillede, bredde: int) -> tuple[list[_Felt], float]:
    """The stretches before today as boxes over ``bredde`` units, and the place of today."""
    fra, til = _graenser(ur)
    maal = bredde / (til - fra).days
    felter = []
    for start, slut, effekt, grund in ur.segmenter:
        synlig, ende = max(start, fra), min(slut, ur.idag)
        if synlig < ende:
            kasse = (round((synlig - fra).days * maal, 1), round((ende - synlig).days * maal, 1))
            felter.append(_Felt(*kasse, effekt, grund, (ende - start).days))
    return felter, round((ur.idag - fra).days * maal, 1)


def _kasser(ident: str, felter: list[_Felt], y: int, hoejde: int) -> SafeString:
    return SafeString(
        "".join(
            f'<path class="{KLASSE[f.effekt]}"{_fyld(ident, f.effekt)} '
            f'd="M{round(f.x + 1, 1)} {y}h{f.bredde}v{hoejde}h-{f.bredde}z"/>'
            for f in felter
        )
    )


def _fyld(ident: str, effekt: Effekt) -> str:
    return f' fill="url(#{ident}h)"' if effekt == Effekt.PAUSER else ""


def _skravering(ident: str, felter: list[_Felt]) -> SafeString:
    """The hatch of lawful absence, only where there is some."""
    if all(f.effekt != Effekt.PAUSER for f in felter):
        return SafeString()
    return SafeString(
        f'<pattern id="{ident}h" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path class="uh" d="M0 0V4"/></pattern>'
    )


def _tekster(ur: Urbillede, felter: list[_Felt], idag_x: float, naar: str) -> SafeString:
    """Labels above the bar where they fit, else below, else only in the table."""
    slut = dato(ur.passiv_dag, ur.idag) if ur.passiv_dag and not ur.er_passiv else ""
    idag = f"{naar}: {tal(ur.antal)} af {dage(ur.dage_i_alt)}"
    anker = "end" if idag_x > 200 else "start"
    idag_fra = idag_x - len(idag) * TEGNBREDDE if anker == "end" else idag_x
    over = [(620 - len(slut) * TEGNBREDDE - 8, 620.0)]
    under = [(idag_fra - 8, idag_fra + len(idag) * TEGNBREDDE + 8)]
    linjer = [(620.0, 12, "end", "", slut), (idag_x, 62, anker, "ub", idag)]
    for f in felter:
        tekst = f.grund if f.effekt == Effekt.NULSTILLER else f"{dage(f.dage)} {VIRKNING[f.effekt]}"
        bredde = len(tekst) * TEGNBREDDE
        if bredde <= f.bredde and _ledig(over, f.x, bredde):
            linjer.append((f.x + 1, 12, "start", "", tekst))
        elif f.effekt != Effekt.NULSTILLER and _ledig(under, f.x, bredde):
            linjer.append((f.x + 1, 56, "start", "", tekst))
    return format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="{}" class="{}">{}</text>',
        (linje for linje in linjer if linje[4]),
    )


def _ledig(optaget: list[tuple[float, float]], x: float, bredde: float) -> bool:
    """Whether the stretch is free; takes it if so."""
    if x + bredde > 620 or any(x < til and fra < x + bredde for fra, til in optaget):
        return False
    optaget.append((x, x + bredde + 4))
    return True
