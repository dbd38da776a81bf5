"""Lists as files for a spreadsheet: CSV (semicolon, UTF-8 with byte order mark) or Excel; no cell acts as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO
from typing import Any, Protocol

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BREDDE = (34, 16)  # of the first column, and of the others, in characters
_KOLONNER = 12


class Talcelle(Protocol):
    """A cell with a number, which its words tell in a unit; ``tal`` is None where the words tell none."""

    @property
    def tal(self) -> float | None: ...
    @property
    def enhed(self) -> str: ...


def safe_cell(text: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Lines of a CSV file, one per row, the first with the byte order mark that spreadsheets need for æøå."""
    mark = "\ufeff"
    for row in rows:
        buffer = StringIO()
        csv.writer(buffer, delimiter=";").writerow([safe_cell(str(cell)) for cell in row])
        yield mark + buffer.getvalue()
        mark = ""


def excel_file(titel: str, rows: Iterable[Iterable[str | Talcelle]]) -> bytes:
    """An Excel file with one sheet: text as text whatever it begins with, and numbers one can count with."""
    bog = Workbook(write_only=True)
    ark = bog.create_sheet(titel[:31])
    for nr in range(_KOLONNER):
        ark.column_dimensions[chr(ord("A") + nr)].width = _BREDDE[nr > 0]
    for row in rows:
        ark.append([_cell(ark, celle) for celle in row])
    ud = BytesIO()
    bog.save(ud)
    return ud.getvalue()


def _cell(ark: Any, indhold: str | Talcelle) -> Any:
    if isinstance(indhold, str) or indhold.tal is None:
        celle = WriteOnlyCell(ark, ILLEGAL_CHARACTERS_RE.sub("", str(indhold)))
        celle.data_type = "s"  # what begins with = is no formula
        return celle
    if indhold.enhed == "%":
        celle = WriteOnlyCell(ark, indhold.tal / 100)
        celle.number_format = "0%"
        return celle
    celle = WriteOnlyCell(ark, round(indhold.tal, 1))
    celle.number_format = f'General "{indhold.enhed}"' if indhold.enhed else "#,##0"
    return celle
