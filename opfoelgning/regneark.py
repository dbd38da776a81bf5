"""Lists as files for a spreadsheet: CSV (semicolon, UTF-8 with byte order mark) or Excel; no cell acts as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from io import StringIO
from tempfile import TemporaryFile
from typing import Any, Protocol

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from kalender.dansk import tal

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BREDDE = (34, 16)  # of the first column, and of the others, in characters
_KOLONNER = 12
_STYKKE = 65_536  # bytes
LAENGST = 32_767  # letters of a cell
KLIPPET = " … Resten er for lang til Excel. Hent listen som CSV."
FLEST_RAEKKER = 1_048_576  # of one sheet; Excel opens no more


class Talcelle(Protocol):
    """A cell with a number, which its words tell in a unit; ``tal`` is None where the words tell none."""

    @property
    def tal(self) -> float | None: ...
    @property
    def enhed(self) -> str: ...


Celle = str | int | Decimal | date | Talcelle
"""What a cell may hold; a spreadsheet can count with everything but the text."""


def safe_cell(text: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def unsafe_cell(text: str) -> str:
    """What ``safe_cell`` was given."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Lines of a CSV file, one per row, the first with the byte order mark that spreadsheets need for æøå."""
    mark = "\ufeff"
    for row in rows:
        buffer = StringIO()
        csv.writer(buffer, delimiter=";").writerow([safe_cell(_text(cell)) for cell in row])
        yield mark + buffer.getvalue()
        mark = ""


def excel_chunks(titel: str, rows: Iterable[Iterable[Celle]]) -> Iterator[bytes]:
    """An Excel file in pieces: text as text whatever it begins with, and numbers and days one can count with.

    Rows go to a file as they come, so that a long list needs no memory; a further sheet holds what one cannot.
    """
    bog = Workbook(write_only=True)
    ark = _sheet(bog, titel)
    for nr, row in enumerate(rows, 1):
        ark.append([_cell(ark, celle) for celle in row])
        if nr % FLEST_RAEKKER == 0:
            ark = _sheet(bog, titel)
    with TemporaryFile() as fil:
        bog.save(fil)
        fil.seek(0)
        while stykke := fil.read(_STYKKE):
            yield stykke


def _sheet(bog: Workbook, titel: str) -> Any:
    ark = bog.create_sheet(titel[:31])
    for nr in range(_KOLONNER):
        ark.column_dimensions[chr(ord("A") + nr)].width = _BREDDE[nr > 0]
    return ark


def _text(indhold: object) -> str:
    return tal(indhold) if isinstance(indhold, Decimal) else str(indhold)


def _fitting(text: str) -> str:
    return text if len(text) <= LAENGST else text[: LAENGST - len(KLIPPET)] + KLIPPET


def _cell(ark: Any, indhold: Celle) -> Any:
    if isinstance(indhold, int | Decimal):
        return WriteOnlyCell(ark, indhold)
    if isinstance(indhold, date):
        celle = WriteOnlyCell(ark, indhold)
        celle.number_format = "dd-mm-yyyy"
        return celle
    if isinstance(indhold, str) or indhold.tal is None:
        celle = WriteOnlyCell(ark, _fitting(ILLEGAL_CHARACTERS_RE.sub("", str(indhold))))
        celle.data_type = "s"  # what begins with = is no formula
        return celle
    if indhold.enhed == "%":
        celle = WriteOnlyCell(ark, indhold.tal / 100)
        celle.number_format = "0%"
        return celle
    celle = WriteOnlyCell(ark, round(indhold.tal, 1))
    celle.number_format = f'General "{indhold.enhed}"' if indhold.enhed else "#,##0"
    return celle
