"""Invented companies. Names are made of invented places; CVR numbers pass the checksum but begin with 9,
far above those handed out; telephone numbers begin with 10, which no subscriber has.
"""

from __future__ import annotations

from random import Random
from typing import Any

from stdnum.dk import cvr

from fleksjob.demodata.personer import draw_navn, words

STEDER = words(
    """
    Tornevang Kvistbjerg Elmesund Gyvelhøj Hvidkløver Ravnemose Birkevad Søndermark Lyngtofte Åkrogen
    Ørestrup Ærtebakken Bøgelunde Hasselvig Mosevang Pileholt Rønnetved Skarnstrup Snerlebjerg Tjørnelev
    Vibemark Vildmosegård
    """
)
BRANCHER = (
    "Planteskole",
    "Bageri",
    "Cykelværksted",
    "Brugsforening",
    "Bogføring",
    "Tømmerhandel",
    "Lokalmuseum",
    "Friskole",
    "Ejendomsservice",
    "Rengøring og Vask",
    "Køkken og Kantine",
    "Genbrug",
    "Trykkeri",
    "Lager og Pakkeri",
    "Hestepension",
    "Autolak",
    "Børnehus",
    "Kontorservice",
    "Isenkram",
    "Plejehjem",
)


def make_cvr(rng: Random) -> str:
    """Eight digits 9xxxxxxx with the checksum of CVR."""
    while True:
        nummer = f"9{rng.randrange(10**7):07}"
        if cvr.is_valid(nummer):
            return nummer


def _navne(rng: Random, antal: int) -> list[str]:
    alle = [f"{sted} {branche}" for sted in STEDER for branche in BRANCHER]
    return rng.sample(alle, antal)


def _kontaktperson(rng: Random, nr: int) -> dict[str, Any]:
    return {
        "id": f"k{nr}",
        "navn": draw_navn(rng, rng.random() < 0.5),
        "telefon": f"10{rng.randrange(10**6):06}",
    }


def make_virksomheder(rng: Random, antal: int) -> list[dict[str, Any]]:
    """`antal` companies with different names and CVR numbers, each with one or two contact persons."""
    numre: dict[str, None] = {}
    while len(numre) < antal:
        numre[make_cvr(rng)] = None
    virksomheder = []
    for i, (navn, nummer) in enumerate(zip(_navne(rng, antal), numre, strict=True), start=1):
        personer = [_kontaktperson(rng, 2 * i + j) for j in range(rng.choice((1, 1, 2)))]
        virksomheder.append({"id": f"v{i}", "navn": navn, "cvr": nummer, "kontaktpersoner": personer})
    return virksomheder
