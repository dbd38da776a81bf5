"""Files to import: of made-up people, and of people who mean no good."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from opfoelgning.models import Dataimport
from tests.opfoelgning.sager import client_for, text_of

HOVED = "CPR;Navn;Målgruppe;Startdato;Jobformidler;Telefon"
CPR = "610180-1234"
LINJE = f"{CPR};Jens Aagaard;På ledighedsydelse;01-10-2026;mette;20202020"


def csv_file(*linjer: str, hoved: str = HOVED, kodning: str = "utf-8") -> bytes:
    """A CSV file with these lines under the headings."""
    return "\r\n".join([hoved, *linjer, ""]).encode(kodning)


def excel_file(*raekker: list[Any]) -> bytes:
    """An Excel file with these rows."""
    bog = openpyxl.Workbook()
    for raekke in raekker:
        bog.active.append(raekke)
    ud = io.BytesIO()
    bog.save(ud)
    return ud.getvalue()


def bomb() -> bytes:
    """An Excel file whose sheet is mostly nothing, packed a thousandfold."""
    ud = io.BytesIO()
    with zipfile.ZipFile(ud, "w", zipfile.ZIP_DEFLATED) as arkiv:
        arkiv.writestr("xl/workbook.xml", "<workbook/>")
        arkiv.writestr("xl/worksheets/sheet1.xml", b" " * 30_000_000)
    return ud.getvalue()


def upload(user, data: bytes, navn: str = "borgere.csv", client=None):
    """The answer to a chosen file."""
    return (client or client_for(user)).post(
        "/administration/import", {"fil": SimpleUploadedFile(navn, data)}
    )


def tried(user, data: bytes, **kolonner: str) -> Dataimport:
    """An import as far as the dry run, with the columns that were guessed unless said otherwise."""
    svar = upload(user, data)
    assert svar.status_code == 302, text_of(svar)
    side = client_for(user).get(svar.url)
    if "form" in side.context:
        valg = dict(side.context["form"].initial) | kolonner
        svar = client_for(user).post(svar.url, valg)
        assert svar.status_code == 302, text_of(svar)
    return Dataimport.objects.get(pk=int(svar.url.rsplit("/", 1)[1]))


def imported(user, data: bytes) -> Dataimport:
    """The same as far as it goes."""
    en = tried(user, data)
    client_for(user).post(f"/administration/import/{en.pk}/gem")
    en.refresh_from_db()
    return en


def told(en: Dataimport) -> tuple[int, int, int, int]:
    """Lines, new, changed and faulty."""
    return en.linjer, en.nye, en.aendrede, en.fejlramte
