"""Files as they come: encodings, Excel, and those that mean no good."""

import io
import zipfile
from datetime import date

import pytest

from forloeb.models import Forloeb
from kommuner.tenancy import set_kommune
from opfoelgning.dataimport import fil
from opfoelgning.models import Dataimport
from tests.opfoelgning.importfiler import (
    CPR,
    HOVED,
    LINJE,
    bomb,
    csv_file,
    excel_file,
    imported,
    told,
    tried,
    upload,
)
from tests.opfoelgning.sager import text_of
from tests.opfoelgning.test_dataimport import admin

__all__ = ["admin"]
OKTOBER = date(2026, 10, 1)
EXCELHOVED = ["CPR", "Navn", "Målgruppe", "Startdato"]


@pytest.mark.parametrize("kodning", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("skille", [";", ",", "\t"])
def test_encodings_and_separators(admin, kodning, skille):
    data = csv_file(LINJE.replace(";", skille), hoved=HOVED.replace(";", skille), kodning=kodning)
    imported(admin, data)
    set_kommune(admin.kommune_id)
    assert Forloeb.objects.get().borger.navn == "Jens Aagaard"


def test_a_line_that_names_the_separator_is_not_the_headings(admin):
    assert told(tried(admin, b"sep=;\r\n" + csv_file(LINJE)))[:2] == (1, 1)


def test_excel_cells_are_values(admin):
    """A date cell, a number that lost its zero, and formulas, which are never computed."""
    raekker = (
        EXCELHOVED,
        [601801234, "=1+1", 2, OKTOBER],
        ["620280-1234", "Åse", "=HYPERLINK(A1)", OKTOBER],
        [None, None, None, None],
        ["630380-1234", '=cmd|"/c calc"!A1 ', "fase 2", "2026-10-01"],
    )
    en = tried(admin, excel_file(*raekker))
    assert told(en)[0] == 3
    assert en.nye == 0
    assert {nr for nr, _, _ in en.fejl} == {2, 3, 5}


def test_excel_is_imported_like_csv(admin):
    imported(admin, excel_file(EXCELHOVED, [6101801234, "Åse", 2, OKTOBER]))
    set_kommune(admin.kommune_id)
    assert str(Forloeb.objects.get().start) == "2026-10-01"


def test_a_name_that_looks_like_a_formula_stays_text(admin):
    imported(admin, csv_file(f"{CPR};=1+1;2;01-10-2026;;"))
    set_kommune(admin.kommune_id)
    assert Forloeb.objects.get().borger.navn == "=1+1"


def _zip(**dele: bytes) -> bytes:
    ud = io.BytesIO()
    with zipfile.ZipFile(ud, "w") as arkiv:
        for navn, indhold in dele.items():
            arkiv.writestr(navn.replace("__", "/").replace("_xml", ".xml"), indhold)
    return ud.getvalue()


ENTITET = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><workbook>&a;</workbook>'


@pytest.mark.parametrize(
    ("data", "besked"),
    [
        (b"", "Filen er tom."),
        (b"\r\n \r\n", "Filen er tom."),
        (csv_file(), "Der er ingen linjer under kolonnernes navne."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "Filen er hverken CSV, Excel (.xlsx) eller sagsdata."),
        (b"%PDF-1.7 tekst", "Filen er hverken CSV, Excel (.xlsx) eller sagsdata."),
        (csv_file(LINJE + "\x00"), "Filen er hverken CSV, Excel (.xlsx) eller sagsdata."),
        (b"\xd0\xcf\x11\xe0 gammel", "beskyttet med adgangskode eller gemt i et gammelt format"),
        (b"PK\x03\x04 i stykker", "Excel-filen kan ikke læses."),
        (_zip(andet=b"x"), "Filen er pakket (zip), men er ikke en Excel-fil."),
        (_zip(xl__workbook_xml=b"<x/>"), "Excel-filen kan ikke læses."),
        (_zip(xl__workbook_xml=ENTITET), "Excel-filen kan ikke læses."),
        (bomb(), "Excel-filen fylder alt for meget, når den pakkes ud."),
        (csv_file(LINJE, hoved=LINJE), "Den første linje skal være kolonnernes navne"),
        ((";".join(map(str, range(300))) + "\n1").encode(), "Filen har mere end 200 kolonner."),
        (excel_file(list(range(300)), [1]), "Filen har mere end 200 kolonner."),
        (csv_file('"' + "x" * 200_000 + '"'), "Linje 2 kan ikke læses."),
    ],
    ids=lambda en: en[:24] if isinstance(en, str) else "",
)
def test_a_file_that_cannot_be_read_is_refused_in_danish(admin, data, besked):
    svar = upload(admin, data)
    assert (svar.status_code, besked in text_of(svar)) == (422, True), text_of(svar)
    set_kommune(admin.kommune_id)
    assert not Dataimport.objects.exists()


def test_a_file_ten_times_too_large_is_told_how_large_it_may_be(admin, monkeypatch):
    monkeypatch.setattr(fil, "STOERST", 1_000_000)
    svar = upload(admin, b"x" * 10_000_000)
    assert svar.status_code == 422
    assert "Filen fylder 10 MB. Der er plads til 1 MB. Del den i flere filer." in text_of(svar)


def test_too_many_lines_are_refused(admin, monkeypatch):
    monkeypatch.setattr(fil, "FLEST_LINJER", 1000)
    assert "Filen har mere end 1.000 linjer." in text_of(upload(admin, csv_file(*[LINJE] * 1001)))


def test_broken_json_is_given_up_and_says_why(admin):
    en = tried(admin, b'{"sagsdata": 1, "kommune": "0751", "forloeb": [')
    assert en.tilstand == "opgivet"
    assert en.fejl[0][2]
