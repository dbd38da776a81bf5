"""Invented people: names of every length and alphabet corner, CPR numbers that nobody can have (day + 60)."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from fleksjob.demodata.fordeling import make_rng


def words(tekst: str) -> tuple[str, ...]:
    """The names of a block of text."""
    return tuple(tekst.split())


KVINDER = words(
    """
    Anne Mette Birgitte Bodil Camilla Charlotte Dorthe Ellen Else Fatma Freja Gitte Grethe Hanne Helle
    Inge Ingrid Jette Karen Karin Kirsten Kirstine Lene Line Lise Lone Louise Maja Malene Maria Marianne
    Merete Mona Nanna Pernille Pia Ragnhild Rikke Runa Samira Sanne Signe Sofie Susanne Søs Tina Tove
    Trine Ulla Vibeke Yasmin Zeynep Åse Ærna Øllegaard Anne-Grethe Ann-Sofie Bente-Marie Eva-Lotte
    """
)
MAEND = words(
    """
    Ahmad Aksel Allan Anders Arne Bent Bjarne Bo Brian Carsten Christian Claus Dennis Egon Erik Esben
    Finn Flemming Frank Frederik Hans Henning Henrik Ib Jakob Jan Jens Jesper Jørgen Karl Keld Kenneth
    Kim Kjeld Klaus Kurt Lars Leif Mads Mehmet Michael Mikkel Mogens Morten Niels Ole Omar Palle Per
    Peter Poul Preben René Steen Søren Thomas Torben Ulrik Verner Zoran Åge Ægir Øjvind Øyvind
    Hans-Jørgen Niels-Peter
    """
)
EFTERNAVNE = words(
    """
    Jensen Nielsen Hansen Pedersen Andersen Christensen Larsen Sørensen Rasmussen Jørgensen Petersen
    Madsen Kristensen Olsen Thomsen Christiansen Poulsen Johansen Møller Mortensen Aagaard Abildgaard
    Bak Bech Berg Birk Bjerre Bonde Bro Bruun Buch Dahl Dam Degn Eg Eriksen Faurholt Foged Frandsen
    Friis Gade Gram Grøn Haugaard Hedegaard Hjort Holm Holst Højgaard Iversen Juhl Kirk Kjær Kofoed
    Krogh Lauridsen Lind Lund Løvstad Mikkelsen Munk Mølgaard Nygaard Odgaard Overgaard Ravn Riis
    Rosendahl Schmidt Skov Steffensen Stentoft Storgaard Søgaard Toft Torp Uhrenholt Vad Vestergaard
    Vinther Winther Worm Yde Zacho Ågesen Åkjær Ærenlund Øager Ørsbæk Østergaard El-Khatib Al-Hassan
    Ben-Haddou Yılmaz Đurić Nguyễn Kowalczyk
    """
)
LANGE = (
    "von Rosenstand-Gyldenfeldt",
    "Skovgaard-Christoffersen",
    "Brandstrup-Vestergaard Mikkelsen",
    "af Ørnekilde-Løvenholt",
    "Abdulrahman El-Khatib",
)
FOEDT_FRA = date(1960, 1, 1)


def draw_navn(rng: Random, kvinde: bool) -> str:
    """First name, often a middle name, family name; one in twenty has a double or very long family name."""
    fornavn = rng.choice(KVINDER if kvinde else MAEND)
    efternavn = rng.choice(EFTERNAVNE)
    terning = rng.random()
    if terning < 0.05:
        return f"{fornavn} {rng.choice(LANGE)}"
    if terning < 0.10:
        return f"{fornavn} {efternavn}-{rng.choice(EFTERNAVNE)}"
    if terning < 0.40:
        return f"{fornavn} {rng.choice(EFTERNAVNE)} {efternavn}"
    return f"{fornavn} {efternavn}"


def make_cpr(rng: Random, foedt: date, kvinde: bool) -> str:
    """DDMMYY-NNNN with day + 60; the seventh digit gives the century, the last is odd for men.

    The check digit of the CPR register is deliberately not honoured: it has not been guaranteed since 2007.
    """
    aarhundrede = "0123" if foedt.year < 2000 else "4567"
    loebenr = rng.randrange(0, 100)
    sidste = rng.choice("02468" if kvinde else "13579")
    return f"{foedt.day + 60:02}{foedt:%m%y}-{rng.choice(aarhundrede)}{loebenr:02}{sidste}"


class Personregister:
    """Draws the borgere of one kommune; CPR numbers are unique within it.

    Every third borger has the same name and birthday in every kommune of the same seed, so that a leak
    between kommuner shows as two of a kind.
    """

    def __init__(self, kommune: str, dag: date, seed: int) -> None:
        self.kommune, self.dag, self.seed = kommune, dag, seed
        self.brugte: set[str] = set()

    def draw_borger(self, nr: int, progredierende_fra: date | None) -> dict[str, Any]:
        faelles = "alle" if nr % 3 == 0 else self.kommune
        rng = make_rng(self.seed, "borger", faelles, nr)
        kvinde = rng.random() < 0.55
        voksen = (self.dag.replace(day=1) - timedelta(days=365 * 22) - FOEDT_FRA).days
        foedt = FOEDT_FRA + timedelta(days=int(voksen * min(rng.betavariate(2, 2.2), 0.999)))
        navn = draw_navn(rng, kvinde)
        return {
            "id": f"b{nr}",
            "cpr": self._draw_cpr(nr, foedt, kvinde),
            "navn": navn,
            "foedselsdato": foedt.isoformat(),
            "progredierende_diagnose_fra": progredierende_fra and progredierende_fra.isoformat(),
        }

    def _draw_cpr(self, nr: int, foedt: date, kvinde: bool) -> str:
        rng = make_rng(self.seed, "cpr", self.kommune, nr)
        cpr = make_cpr(rng, foedt, kvinde)
        while cpr in self.brugte:
            cpr = make_cpr(rng, foedt, kvinde)
        self.brugte.add(cpr)
        return cpr
