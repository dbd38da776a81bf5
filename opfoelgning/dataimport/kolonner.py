"""What a line of a file can tell about a borger, and in which column it most likely stands."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import NamedTuple

from opfoelgning.models import Kolonnevalg


class Kolonne(NamedTuple):
    """One thing a line can tell; ``ogsaa`` are other headings it is known by."""

    kode: str
    navn: str
    hjaelp: str
    eksempel: str
    ogsaa: tuple[str, ...] = ()
    paakraevet: bool = False


KOLONNER = (
    Kolonne(
        "cpr",
        "CPR",
        "10 cifre, med eller uden bindestreg.",
        "610180-1234",
        ("cprnr", "cprnummer", "personnummer", "personnr"),
        True,
    ),
    Kolonne(
        "navn",
        "Navn",
        "Fornavn og efternavn.",
        "Jens Eksempel",
        ("borger", "borgernavn", "fuldenavn", "borgersnavn"),
        True,
    ),
    Kolonne(
        "foedselsdato",
        "Fødselsdato",
        "Kun hvis den er en anden end i CPR-nummeret.",
        "",
        ("foedselsdato", "foedt", "født", "fødselsdag"),
    ),
    Kolonne("telefon", "Telefon", "", "20202020", ("telefonnummer", "tlf", "tlfnr", "mobil", "telefonnr")),
    Kolonne(
        "maalgruppe",
        "Målgruppe",
        "Hvor borgeren er nu: målgruppen, eller fasens nummer.",
        "På ledighedsydelse",
        ("maalgruppe", "fase", "gruppe", "fasenr"),
        True,
    ),
    Kolonne(
        "start",
        "Startdato",
        "Dagen, hvor forløbet begyndte.",
        "01-10-2026",
        ("start", "forløbsstart", "forløbstart", "startdatoforforløb", "forløbetbegyndte", "fra", "startet"),
        True,
    ),
    Kolonne(
        "visiteret",
        "Visiteret",
        "Dagen, borgeren blev visiteret, hvis den er en anden end startdatoen.",
        "",
        ("visitation", "visitationsdato", "visiteretdato", "visiteretden"),
    ),
    Kolonne(
        "jobformidler",
        "Jobformidler",
        "Brugernavn eller e-mail.",
        "mette.holm@example.dk",
        ("medarbejder", "ansvarlig", "jobformidleremail", "jobformidlerbrugernavn"),
    ),
    Kolonne(
        "ledighedsydelse_fra",
        "Ledighedsydelse fra",
        "Første dag på ledighedsydelse, hvis den er en anden end startdatoen.",
        "01-10-2026",
        ("ledighedsydelse", "ledighedsydelsestart", "påledighedsydelsesiden", "ledighedsydelsesiden"),
    ),
    Kolonne(
        "diagnose_fra",
        "Progredierende diagnose fra",
        "Dagen, diagnosen blev dokumenteret. Tom, hvis der ingen er.",
        "",
        ("progredierendediagnose", "diagnosefra", "diagnose"),
    ),
)
EFTER_KODE = {kolonne.kode: kolonne for kolonne in KOLONNER}

Valg = dict[str, int]
"""Number of the column by what it tells."""


def choose(hoveder: Sequence[str]) -> Valg:
    """The columns as they were chosen the last time for these headings, else as they can be guessed."""
    gemt = Kolonnevalg.objects.filter(noegle=key_of(hoveder)).values_list("kolonner", flat=True).first()
    return dict(gemt) if gemt is not None else guess(hoveder)


def guess(hoveder: Sequence[str]) -> Valg:
    """For each thing the first column whose heading is its name, or another name it is known by."""
    navne = [_plain(hoved) for hoved in hoveder]
    valg: Valg = {}
    for kolonne in KOLONNER:
        kendte = {_plain(kolonne.navn), kolonne.kode, *kolonne.ogsaa}
        nr = next((nr for nr, navn in enumerate(navne) if navn in kendte), None)
        if nr is not None:
            valg[kolonne.kode] = nr
    return valg


def faults(valg: Valg) -> dict[str, str]:
    """What is wrong with a choice of columns, by what the column tells."""
    fejl = {
        en.kode: f"Kolonnen '{en.navn}' mangler." for en in KOLONNER if en.paakraevet and en.kode not in valg
    }
    brugte: dict[int, str] = {}
    for kode, nr in valg.items():
        anden = brugte.setdefault(nr, kode)
        if anden != kode:
            fejl[kode] = f"Kolonnen er allerede valgt til '{EFTER_KODE[anden].navn}'."
    return fejl


def remember(hoveder: Sequence[str], valg: Valg) -> None:
    """Keep the choice for the next file with these headings."""
    Kolonnevalg.objects.update_or_create(noegle=key_of(hoveder), defaults={"kolonner": valg})


def letter(nr: int) -> str:
    """The column's letters in a spreadsheet: 0 is A, 26 is AA."""
    bogstaver = ""
    nr += 1
    while nr:
        nr, rest = divmod(nr - 1, 26)
        bogstaver = chr(ord("A") + rest) + bogstaver
    return bogstaver


def key_of(hoveder: Sequence[str]) -> str:
    """The same for headings that differ in capitals and spaces only."""
    return hashlib.sha256("\n".join(map(_plain, hoveder)).encode()).hexdigest()


def _plain(hoved: str) -> str:
    return re.sub(r"[\W_]+", "", hoved.casefold())
