"""Which reports there are: their names, what a target of each is about, and the functions that make them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from opfoelgning.rapport import (
    fase1,
    flow,
    kontakt,
    kontinuitet,
    ledighed,
    opfoelgninger,
    passive,
    progression,
)
from opfoelgning.rapport.celler import Andel, Midt, Rapport
from opfoelgning.rapport.udsnit import Sag, Udsnit

MINDST, HOEJST = "mindst", "højst"


class Rapportslags(NamedTuple):
    """One report. ``maal`` says what its target is about, ``retning`` whether it is a floor or a ceiling.

    ``observer`` reads one case, ``saml`` puts what was read of all together.
    """

    kode: str
    navn: str
    om: str
    maal: str
    retning: str
    enhed: str
    observer: Callable[[Sag, Udsnit], Iterator[Any]]
    saml: Callable[[Iterable[Any], Udsnit], Rapport]


_ALLE = (
    Rapportslags(
        "fase1",
        "Tid i fase 1",
        "Hvor længe borgerne var i fase 1, og hvor mange der brugte mere end fristen.",
        "Kom videre inden fristen",
        MINDST,
        "%",
        fase1.observer,
        fase1.saml,
    ),
    Rapportslags(
        "kontakt",
        "Kontakt hver 14. dag",
        "Hvor stor en del der er kontaktet til tiden. Sen kontakt og sen registrering hver for sig.",
        "Kontaktet til tiden på dagen",
        MINDST,
        "%",
        kontakt.observer,
        kontakt.saml,
    ),
    Rapportslags(
        "opfoelgning",
        "Opfølgning i fleksjob",
        "Fire opfølgninger, heraf to ved fremmøde, på seks måneder, og statusmødet derefter.",
        "Fik alle opfølgninger",
        MINDST,
        "%",
        opfoelgninger.observer,
        opfoelgninger.saml,
    ),
    Rapportslags(
        "passivitet",
        "Passivitet og beslutninger",
        "Hvor mange der er passive, hvem der blev det, og hvad der blev besluttet.",
        "Andel passive",
        HOEJST,
        "%",
        passive.observer,
        passive.saml,
    ),
    Rapportslags(
        "progression",
        "Progression i timer",
        "Aftalte og effektive timer i fleksjob ved start og nu.",
        "Flere effektive timer end ved start",
        MINDST,
        "%",
        progression.observer,
        progression.saml,
    ),
    Rapportslags(
        "flow",
        "Flow mellem faser",
        "Hvem der gik fra hvilken fase til hvilken, og hvor længe de havde været der.",
        "Halvdelens tid i fase 2 før fase 3",
        HOEJST,
        "dage",
        flow.observer,
        flow.saml,
    ),
    Rapportslags(
        "ledighed",
        "Tid på ledighedsydelse",
        "Hvor længe borgerne var på ledighedsydelse, før de begyndte i fleksjob.",
        "Halvdelens tid før fleksjob",
        HOEJST,
        "dage",
        ledighed.observer,
        ledighed.saml,
    ),
    Rapportslags(
        "kontinuitet",
        "Samme jobformidler",
        "Hvor mange der beholdt deres jobformidler, og hvor mange gange de andre skiftede.",
        "Samme jobformidler hele perioden",
        MINDST,
        "%",
        kontinuitet.observer,
        kontinuitet.saml,
    ),
)
RAPPORTER: Mapping[str, Rapportslags] = MappingProxyType({slags.kode: slags for slags in _ALLE})


class Lavet(NamedTuple):
    """A report, and what was read of the cases for it; each part of that says whose it is (``pk``)."""

    rapport: Rapport
    laest: list[Any]


def lav(sager: Iterable[Sag], u: Udsnit, koder: Iterable[str]) -> dict[str, Lavet]:
    """Make these reports of the cases, each case read once."""
    valgte = [RAPPORTER[kode] for kode in koder]
    set_: dict[str, list[Any]] = {slags.kode: [] for slags in valgte}
    for sag in sager:
        for slags in valgte:
            set_[slags.kode].extend(slags.observer(sag, u))
    return {slags.kode: Lavet(slags.saml(set_[slags.kode], u), set_[slags.kode]) for slags in valgte}


def maalt(celle: Andel | Midt) -> float | None:
    """The number a target is held against; None when there is nothing to measure."""
    return celle.procent if isinstance(celle, Andel) else celle.vaerdi


def naaet(slags: Rapportslags, vaerdi: float, maal: float) -> bool:
    """Whether the number meets the target."""
    return vaerdi >= maal if slags.retning == MINDST else vaerdi <= maal
