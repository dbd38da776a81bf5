"""Rows of an Excel file, whoever made it: nothing is computed, nothing unpacked that is too large."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

import openpyxl

from kommuner.afvist import Afvist

STOERST_UDPAKKET = 200_000_000
STOERSTE_FORHOLD = 150  # unpacked to packed; sheets of plain text lie around 10 to 30
FLEST_DELE = 2_000
SIDSTE_RAEKKE = 1_048_576  # of any sheet
ULAESELIG = "Excel-filen kan ikke læses. Åbn den i Excel, og gem den igen som .xlsx."


def excel_rows(data: bytes, kolonner: int) -> Iterator[tuple[int, list[Any]]]:
    """Number and cells of each row of the first sheet, at most ``kolonner`` wide. Raises Afvist.

    A formula is the value Excel stored with it, or empty; it is never computed.
    """
    _check_archive(data)
    bog = None
    try:
        bog = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        ark = bog.worksheets[0]
        ark.reset_dimensions()
        for nr, celler in enumerate(ark.iter_rows(max_col=kolonner, values_only=True), 1):
            if nr > SIDSTE_RAEKKE:
                raise Afvist(ULAESELIG)
            yield nr, list(celler)
    except Afvist:
        raise
    except Exception as fejl:
        # What a broken file makes the reader raise is not for it to list; none of it concerns us further.
        raise Afvist(ULAESELIG) from fejl
    finally:
        if bog is not None:
            bog.close()


def _check_archive(data: bytes) -> None:
    """Look at the packed file before anything in it is read."""
    try:
        with ZipFile(BytesIO(data)) as arkiv:
            dele = arkiv.infolist()
            if "xl/workbook.xml" not in {del_.filename for del_ in dele}:
                raise Afvist("Filen er pakket (zip), men er ikke en Excel-fil. Vælg selve filen.")
            udpakket = sum(del_.file_size for del_ in dele)
            if (
                len(dele) > FLEST_DELE
                or udpakket > STOERST_UDPAKKET
                or udpakket > STOERSTE_FORHOLD * len(data)
            ):
                raise Afvist(
                    "Excel-filen fylder alt for meget, når den pakkes ud. Gem kun arket med borgerne."
                )
            for del_ in dele:
                _refuse_entities(arkiv.open(del_).read(4096))
    except (BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as fejl:
        raise Afvist(ULAESELIG) from fejl


def _refuse_entities(begyndelse: bytes) -> None:
    """Excel declares no entities, and writes UTF-8; whoever does otherwise wants something expanded."""
    if begyndelse.startswith((b"\xff\xfe", b"\xfe\xff")) or re.search(rb"<!(DOCTYPE|ENTITY)", begyndelse):
        raise Afvist(ULAESELIG)
