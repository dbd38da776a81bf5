"""A list as a file to fetch, CSV or Excel, by the end of its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from opfoelgning.regneark import EXCEL, Celle, csv_lines, excel_chunks

CSV = "text/csv; charset=utf-8"

Rows = Iterable[Iterable[Celle]]


def file_of(rows: Rows, titel: str, filnavn: str) -> HttpResponse:
    """The rows as a file of this name, which ends in ``.csv`` or ``.xlsx``; ``titel`` is the sheet's name in Excel."""
    svar = HttpResponse(_written(rows, titel, filnavn))
    _name(svar, filnavn)
    return svar


def stream_of(rows: Rows, titel: str, filnavn: str) -> StreamingHttpResponse:
    """The same of a long list, whose rows are asked for after the request's transaction has ended."""
    svar = StreamingHttpResponse(_written(rows, titel, filnavn))
    _name(svar, filnavn)
    return svar


def _written(rows: Rows, titel: str, filnavn: str) -> Iterator[str] | Iterator[bytes]:
    return excel_chunks(titel, rows) if filnavn.endswith(".xlsx") else csv_lines(rows)


def _name(svar: HttpResponseBase, filnavn: str) -> None:
    svar["Content-Type"] = EXCEL if filnavn.endswith(".xlsx") else CSV
    svar["Content-Disposition"] = f'attachment; filename="{filnavn}"'
