"""Lists as files for a spreadsheet: semicolon, UTF-8 with byte order mark, no cell that acts as a formula."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(text: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def csv_lines(rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Lines of a CSV file, one per row, the first with the byte order mark that spreadsheets need for æøå."""
    mark = "\ufeff"
    for row in rows:
        buffer = StringIO()
        csv.writer(buffer, delimiter=";").writerow([safe_cell(cell) for cell in row])
        yield mark + buffer.getvalue()
        mark = ""
