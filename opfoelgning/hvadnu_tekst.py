"""What-if in Danish: what a day and «løbende frister» mean, and the table of numbers, for page and command alike."""

from __future__ import annotations

from datetime import date

from kalender.dansk import dato_aar, tal
from opfoelgning.hvadnu import HORISONT, Svar, Tal
from opfoelgning.hvadnu_stamme import Stammeskift

LINJER = (
    ("Overskredet i dag", "overskredet_foer", "overskredet_efter"),
    (f"Bliver det de næste {HORISONT.days} dage", "snart_foer", "snart_efter"),
    ("Skifter tilstand i dag", None, "skift"),
    ("Får kun en anden frist", None, "flyttes"),
)


def betydning(gyldig_fra: date, loebende: bool, dag: date) -> str:
    """Which deadlines the values hold for, in one or two sentences."""
    fra = dato_aar(gyldig_fra)
    if loebende:
        hvem = f"Værdierne gælder fra {fra} for alle frister, også dem, der løber i forvejen."
    else:
        hvem = (
            f"Værdierne gælder frister, der begynder at løbe {fra} eller senere. En frist, der løber i forvejen, "
            "beholder de gamle værdier, til den begynder forfra."
        )
    return f"{hvem} Værdierne gælder ikke endnu: tallene for i dag er uændrede." if gyldig_fra > dag else hvem


def stamme_linje(en: Stammeskift) -> str:
    """«Mette Holm: 45 borgere, over loftet på 40 (nu under loftet).»"""
    efter, foer = (
        f"over loftet på {loft}" if loft else "ikke over loftet" for loft in (en.over_efter, en.over_foer)
    )
    return f"{en.navn}: {tal(en.antal)} {'borger' if en.antal == 1 else 'borgere'}, {efter} (nu {foer})"


def before_and_after(tal_: Tal) -> list[tuple[str, str, str]]:
    """Rows of a table with one answer: what is counted, the number now, and after."""
    return [
        (navn, tal(getattr(tal_, foer)) if foer else "–", tal(getattr(tal_, efter)))
        for navn, foer, efter in LINJER
    ]


def numbers(svar: Svar) -> list[tuple[str, ...]]:
    """Rows of the table: what is counted, the number now, for new deadlines only, and for running ones too."""
    return rows(svar.nye.ialt, svar.loebende.ialt)


def rows(nye: Tal, loebende: Tal) -> list[tuple[str, ...]]:
    """The same for any two numbers, such as those of one rule."""
    return [
        (
            navn,
            tal(getattr(nye, foer)) if foer else "–",
            tal(getattr(nye, efter)),
            tal(getattr(loebende, efter)),
        )
        for navn, foer, efter in LINJER
    ]
