"""Time in fase 1: how long it took those who left it, and who is still there too long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from kommuner.indsatsmodel import Regel
from kommuner.vaerditekst import vaerdi_tekst
from opfoelgning.rapport.celler import (
    Andel,
    Diagram,
    Noegletal,
    Raekke,
    Rapport,
    Saetning,
    Tabel,
    andel,
    antal,
    midt,
)
from opfoelgning.rapport.udsnit import EN_DAG, Sag, Udsnit, doem, regler_om
from opfoelgning.regler import ENHEDER
from opfoelgning.regler.typer import Tilstand

INGEN = "Ingen har forladt fase 1 i perioden, og ingen er der på dagen."


class Ophold(NamedTuple):
    """One stay in fase 1: days so far, whether it was too long by its rule, the day it ended (None: it runs).

    ``graense`` is the length that its regelsæt allowed, «10 uger».
    """

    pk: int
    dage: int
    over: bool
    slut: date | None
    graense: str


def observer(sag: Sag, u: Udsnit) -> Iterator[Ophold]:
    """The stay that ended last within the period, and the one that runs on the day."""
    for regel in regler_om(sag, "varighed", "fase"):
        if regel.opsaetning["fase"] == 1:
            ophold = list(_ophold(sag, regel, u))
            yield from ophold[-1:]


def _ophold(sag: Sag, regel: Regel, u: Udsnit) -> Iterator[Ophold]:
    for fase in sag.fakta.faser:
        if fase.nr != 1:
            continue
        slut = min(fase.slut, sag.fakta.slut)
        if fase.start <= u.dag < slut:
            graense = _graense(sag, regel, fase.start, u.dag)
            yield Ophold(sag.pk, (u.dag - fase.start).days, _over(sag, regel, u.dag), None, graense)
        elif u.har(slut):
            graense = _graense(sag, regel, fase.start, slut)
            yield Ophold(sag.pk, (slut - fase.start).days, _over(sag, regel, slut - EN_DAG), slut, graense)


def _graense(sag: Sag, regel: Regel, start: date, dag: date) -> str:
    version = sag.regler.gaeldende(start, dag)
    laengde = next(p for p in regel.parametre if p.noegle.rpartition(".")[2] in ENHEDER)
    return vaerdi_tekst(laengde, version.vaerdier[laengde.noegle])


def _over(sag: Sag, regel: Regel, dag: date) -> bool:
    return any(v.tilstand is Tilstand.OVERSKREDET for v in doem(sag, regel, dag))


def saml(alle: Iterable[Ophold], u: Udsnit) -> Rapport:
    """Median and share of those who left; how many are there on the day."""
    ophold = list(alle)
    forlod = [en for en in ophold if en.slut]
    nu = [en for en in ophold if not en.slut]
    dage = midt([(en.pk, en.dage) for en in forlod])
    inden = _inden(forlod)
    for_sent = antal(en.pk for en in forlod if en.over)
    graenser = {en.graense for en in ophold}
    graense = graenser.pop() if len(graenser) == 1 else "den frist, der gjaldt"
    tal = (
        Noegletal("Forlod fase 1 i perioden", antal(en.pk for en in forlod)),
        Noegletal("Halvdelen brugte højst", dage, "Dage fra fase 1 begyndte, til den sluttede (median)."),
        Noegletal(f"Brugte mere end {graense}", for_sent, FRISTEN),
        Noegletal("Er i fase 1 på dagen", antal(en.pk for en in nu)),
        Noegletal("Heraf over fristen", antal(en.pk for en in nu if en.over), FRISTEN),
    )
    return Rapport(
        fund=_fund(tal, inden, graense),
        noegletal=tal,
        tabeller=(_maaneder(forlod, u),),
        diagram=Diagram("soejler", "Borgere, der forlod fase 1", (1, 2)),
        maalt=inden,
        tom="" if ophold else INGEN,
    )


FRISTEN = (
    "Reglen om fase 1 afgør det: fristen er 10 uger, medmindre kommunens regelsæt sagde noget andet, da fasen "
    "begyndte. De, der er over fristen, er de samme, som listerne viste som overskredet den dag."
)


def _inden(forlod: list[Ophold]) -> Andel:
    return andel((en.pk for en in forlod if not en.over), (en.pk for en in forlod))


def _fund(tal: tuple[Noegletal, ...], inden: Andel, graense: str) -> Saetning:
    forlod, dage, over = (n.celle for n in tal[:3])
    if not inden.af:
        return Saetning(
            "Ingen forlod fase 1 i perioden. {} er i fase 1, heraf {} over fristen.", _celler(tal[3:])
        )
    if getattr(dage, "for_faa", False):
        return Saetning(
            f"{{}} forlod fase 1, heraf {{}} efter mere end {graense}. Perioden er for kort til en median.",
            (forlod, over),
        )
    return Saetning(
        f"Halvdelen af de {{}}, der forlod fase 1, brugte højst {{}}. {{}} af dem brugte højst {graense}.",
        (forlod, dage, inden),
    )


def _celler(tal: tuple[Noegletal, ...]) -> tuple:
    return tuple(n.celle for n in tal)


def _maaneder(forlod: list[Ophold], u: Udsnit) -> Tabel:
    raekker = []
    for maaned in u.maaneder:
        i = [en for en in forlod if en.slut and maaned.har(en.slut)]
        inden = antal(en.pk for en in i if not en.over)
        over = antal(en.pk for en in i if en.over)
        raekker.append(
            Raekke(maaned.navn, (antal(en.pk for en in i), inden, over, midt([(en.pk, en.dage) for en in i])))
        )
    hoved = ("Forlod fase 1", "Inden for fristen", "Over fristen", "Halvdelen højst")
    return Tabel("Måned for måned", hoved, tuple(raekker))
