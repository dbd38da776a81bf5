"""A file somebody chose: what it is, by what stands in it, and its rows."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date, datetime
from io import StringIO
from typing import Any, NamedTuple

from borgere import cpr
from kommuner.afvist import Afvist
from opfoelgning.dataimport.excel import excel_rows
from opfoelgning.models import Filformat
from opfoelgning.regneark import unsafe_cell

STOERST = 20_000_000  # bytes
FLEST_LINJER = 100_000
FLEST_KOLONNER = 200
EGNE = ("Linje", "Kolonne", "Årsag")
"""What a file of errors (``fejlfil``) has before the file's own columns; left out when it is read in again."""
KUN_FEJL = "Filen har kun fejlene, ikke linjerne selv. Ret dem i den fil, du importerede, og vælg den her."
UKENDT = "Filen er hverken CSV, Excel (.xlsx) eller sagsdata. Vælg en af dem, eller hent skabelonen."
_BREDDE = FLEST_KOLONNER + len(EGNE) + 1  # so many columns are read; one too many is told
_OLE = b"\xd0\xcf\x11\xe0"
_STYRETEGN = re.compile("[\x00-\x08\x0e-\x1f]")
_SKILLE = re.compile("sep=([;,\t])", re.IGNORECASE)
_CPR = re.compile(r"(?<!\d)(\d{6})[-–\s]?\d{4}(?!\d)")


class Tabel(NamedTuple):
    """Headings, and each row below them that is not empty, with its number in the sheet.

    ``udeladt`` is how many columns before the first heading were left out of both.
    """

    hoveder: list[str]
    raekker: Iterator[tuple[int, list[Any]]]
    udeladt: int = 0


def check_size(antal: int) -> None:
    """Refuse an empty file, and one that is too large."""
    if not antal:
        raise Afvist("Filen er tom.", "fil")
    if antal > STOERST:
        raise Afvist(
            f"Filen fylder {antal // 1_000_000} MB. Der er plads til {STOERST // 1_000_000} MB. Del den i flere filer.",
            "fil",
        )


def recognise(data: bytes) -> Filformat:
    """What kind of file it is; its name is not asked. Raises Afvist for any other kind."""
    if data.startswith(b"PK\x03\x04"):
        return Filformat.XLSX
    if data.startswith(_OLE):
        hvad = "Excel-filen er beskyttet med adgangskode eller gemt i et gammelt format."
        raise Afvist(f"{hvad} Gem den som .xlsx uden adgangskode.")
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return Filformat.SAGSDATA
    _text(data)
    return Filformat.CSV


def read_table(data: bytes, format_: str) -> Tabel:
    """The rows of a CSV or Excel file. Raises Afvist, for what is found later while the rows are read."""
    raekker = excel_rows(data, _BREDDE) if format_ == Filformat.XLSX else _csv_rows(_text(data))
    foerste = next(_filled(raekker), None)
    if foerste is None:
        raise Afvist("Filen er tom.")
    hoveder = [as_text(celle) for celle in foerste[1]]
    udeladt = len(EGNE) if tuple(hoveder[: len(EGNE)]) == EGNE else 0
    if udeladt:
        hoveder = [unsafe_cell(hoved) for hoved in hoveder[udeladt:]]
        raekker = ((nr, [_unsafe(celle) for celle in celler[udeladt:]]) for nr, celler in raekker)
    while hoveder and not hoveder[-1]:
        hoveder.pop()
    _check_headings(hoveder)
    return Tabel(hoveder, _limited(_filled(raekker)), udeladt)


def _filled(raekker: Iterator[tuple[int, list[Any]]]) -> Iterator[tuple[int, list[Any]]]:
    return ((nr, celler) for nr, celler in raekker if any(as_text(celle) for celle in celler))


def _unsafe(celle: Any) -> Any:
    return unsafe_cell(celle) if isinstance(celle, str) else celle


def as_text(celle: Any) -> str:
    """A cell as a person reads it; a day as 2026-11-23."""
    if celle is None:
        return ""
    if isinstance(celle, bool):
        return "ja" if celle else "nej"
    if isinstance(celle, float) and celle.is_integer():
        celle = int(celle)
    if isinstance(celle, datetime):
        celle = celle.date()
    return celle.isoformat() if isinstance(celle, date) else " ".join(str(celle).split())


def shown(text: str) -> str:
    """What a message may repeat of a file: short, and no CPR number."""
    maskeret = mask(text)
    return maskeret if len(maskeret) <= 40 else f"{maskeret[:39]}…"


def mask(text: str) -> str:
    """The text without the last four digits of any CPR number in it."""
    return _CPR.sub(r"\1-••••", text)


def _check_headings(hoveder: list[str]) -> None:
    if not hoveder:
        raise Afvist(KUN_FEJL)
    if len(hoveder) > FLEST_KOLONNER:
        raise Afvist(f"Filen har mere end {FLEST_KOLONNER} kolonner. Gem kun dem, der skal importeres.")
    if any(cpr.stands_in(hoved) for hoved in hoveder):
        raise Afvist("Den første linje skal være kolonnernes navne, fx CPR, Navn og Startdato.")


def _limited(raekker: Iterator[tuple[int, list[Any]]]) -> Iterator[tuple[int, list[Any]]]:
    for antal, raekke in enumerate(raekker, 1):
        if antal > FLEST_LINJER:
            raise Afvist(f"Filen har mere end {FLEST_LINJER // 1000}.000 linjer. Del den i flere filer.")
        yield raekke


def _text(data: bytes) -> str:
    for kodning in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(kodning)
        except UnicodeDecodeError:
            continue
        if not _STYRETEGN.search(text) and not text.startswith("%PDF"):
            return text
        break
    raise Afvist(UKENDT)


def _csv_rows(text: str) -> Iterator[tuple[int, list[Any]]]:
    linjer = StringIO(text, newline="")
    foerste = next((linje for linje in linjer if linje.strip()), "")
    # Some spreadsheets say in a line of its own what separates the cells.
    sagt = _SKILLE.fullmatch(foerste.strip("\r\n"))
    skille = sagt[1] if sagt else max(";\t,", key=foerste.count)
    linjer.seek(len(foerste) if sagt else 0)
    nr = 0
    try:
        for nr, celler in enumerate(csv.reader(linjer, delimiter=skille), 1):
            yield nr, celler[:_BREDDE]
    except csv.Error as fejl:
        raise Afvist(f"Linje {nr + 1} kan ikke læses. Se efter et anførselstegn, der mangler.") from fejl


def count_rows(tabel: Tabel) -> int:
    """How many rows there are; reads them all, so that what cannot be read is found. Raises Afvist."""
    return sum(1 for _ in tabel.raekker)
