"""A judgement and the days behind it in Danish, the same on page, print and command."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from kalender.dansk import dage, dato_aar, periode
from kommuner.indsatsmodel import Indsatsmodel, Regel, indsatsmodeller
from opfoelgning.regler.typer import Effekt, Straekning, Tilstand, Vurdering

# What a day does, in the words of each kind of clock; kinds that only wait say nothing.
_VIRKNING: Mapping[str, Mapping[Effekt, str]] = {
    "ur": {Effekt.TAELLER: "tæller", Effekt.PAUSER: "tæller ikke", Effekt.NULSTILLER: "nulstiller uret"},
    "kadence": {Effekt.NULSTILLER: "fristen regnes herfra"},
    "optjening": {Effekt.TAELLER: "tæller", Effekt.PAUSER: "tæller ikke"},
}


def saetning(
    vurdering: Vurdering, dag: date, model: Indsatsmodel | None = None, *, egne: bool = False
) -> str:
    """Return what was judged on ``dag``, with the rule's name and source.

    ``model``: the one the forløb follows; by default the shipped model that the judgement's regelsæt names.
    ``egne``: the kommune has values of its own for the rule.
    """
    model = model or indsatsmodeller()[vurdering.regelsaet.partition("/")[0]]
    regel = model.koder[vurdering.regel]
    kilde = f"{regel.kilde.removesuffix('.')}{', med kommunens egne værdier' if egne else ''}"
    return f"{regel.navn}: {_svar(vurdering, dag)} (kilde: {kilde})."


def _svar(vurdering: Vurdering, dag: date) -> str:
    siden, frist = dato_aar(vurdering.siden), vurdering.frist
    match vurdering.tilstand:
        case Tilstand.OVERSKREDET:
            return _overskredet(vurdering.siden, frist, dag)
        case Tilstand.PAUSE:
            ellers = f", og fristen er nu {dato_aar(frist)}" if frist else ""
            return f"borgeren er undtaget siden {siden}{ellers}"
        case Tilstand.AFVENTER:
            skridt = f"et aftalt skridt ventes siden {siden}"
            return (
                f"{skridt}, og fristen {'er' if frist >= dag else 'var'} {dato_aar(frist)}"
                if frist
                else skridt
            )
        case Tilstand.VARSEL if frist is None:
            return f"der er noget at tage stilling til siden {siden}"
    return _loebende(frist, dag)


def _overskredet(siden: date, frist: date | None, dag: date) -> str:
    if frist is None:
        return f"overskredet siden {dato_aar(siden)}"
    if frist >= dag:
        return f"fristen udløb i dag, {dato_aar(frist)}"
    forbi = dage((dag - frist).days)
    if siden > frist + timedelta(days=1):
        # The duty began, or an agreed step was waited for, after the frist.
        foerst = f"men regnes først som overskredet fra {dato_aar(siden)}"
        return f"fristen var {dato_aar(frist)}, for {forbi} siden, {foerst}"
    return f"fristen var {dato_aar(frist)} og er overskredet med {forbi}, siden {dato_aar(siden)}"


def _loebende(frist: date | None, dag: date) -> str:
    if frist is None:
        return "der er ingen frist lige nu"
    if frist == dag:
        return f"fristen er i dag, {dato_aar(frist)}"
    return f"fristen er {dato_aar(frist)}, om {dage((frist - dag).days)}"


def linjer(regel: Regel, straekninger: Iterable[Straekning], dag: date) -> tuple[str, ...]:
    """Return each stretch as «12.–25. aug.: Sygdom, lovligt fravær – tæller ikke (14 dage). Kilde: …».

    The days of the lines add up to the days of the explanation. Years are written where they are not ``dag``'s.
    """
    return tuple(_linje(regel, en, dag) for en in straekninger)


def _linje(regel: Regel, en: Straekning, dag: date) -> str:
    kilde = regel.kilder.get(en.effekt)
    return (
        f"{periode(en.start, en.slut, dag)}: {_grund(regel, en)} ({dage(en.dage)})"
        f"{f'. Kilde: {kilde}' if kilde else ''}"
    )


def _grund(regel: Regel, en: Straekning) -> str:
    virkning = _VIRKNING.get(regel.slags, {}).get(en.effekt, "")
    if not virkning or virkning in en.grund:
        return en.grund
    return f"{en.grund}{',' if ' – ' in en.grund else ' –'} {virkning}"


def i_alt(regel: Regel, straekninger: Iterable[Straekning]) -> str:
    """Return the sum of the lines of a clock that counts days; empty for other kinds and for no days."""
    if Effekt.TAELLER not in _VIRKNING.get(regel.slags, {}):
        return ""
    taeller = ikke = 0
    for en in straekninger:
        if en.effekt is Effekt.TAELLER:
            taeller += en.dage
        else:
            ikke += en.dage
    uden = f", og {dage(ikke)} tæller ikke" if ikke else ""
    return f"I alt tæller {dage(taeller)}{uden}." if taeller or ikke else ""
