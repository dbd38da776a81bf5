"""The file of errors: what stands on the faulty lines, mended there and imported as it is."""

import json
from io import BytesIO

import openpyxl
import pytest

from borgere.models import Borger
from kommuner.tenancy import set_kommune
from opfoelgning.dataimport import fejlfil
from opfoelgning.models import Dataimport
from tests.opfoelgning.importfiler import CPR, LINJE, csv_file, excel_file, imported, told, tried, upload
from tests.opfoelgning.sager import client_for, readings, text_of
from tests.opfoelgning.test_dataimport import admin
from tests.raekker import make_borger

__all__ = ["admin"]
HOVED = "Nr;Navn på borger;Hold;Begyndt;Telefon"
KOLONNER = {"cpr": "0", "navn": "1", "maalgruppe": "2", "start": "3", "telefon": "4"}
DAARLIG = "620280-1234;Åse Ørsted;2;31-02-2026;+4520202020"
ULAESELIG = "6303801;=1+1;x;01-10-2026;"


def fetch(admin, en: Dataimport, endelse: str = "csv") -> bytes:
    svar = client_for(admin).get(f"/administration/import/{en.pk}/fejl.{endelse}")
    assert svar["Content-Disposition"] == f'attachment; filename="fejl-import-{en.pk}.{endelse}"'
    set_kommune(admin.kommune_id)
    return svar.content


def lines(data: bytes) -> list[str]:
    return data.decode("utf-8-sig").splitlines()


def own_headings(admin) -> Dataimport:
    """Tried with headings of somebody's own, which only the choice of columns explains."""
    return tried(admin, csv_file(f"{CPR};Jens;2;01-10-2026;", DAARLIG, ULAESELIG, hoved=HOVED), **KOLONNER)


def test_a_faulty_line_stands_once_with_its_values_and_every_reason(admin):
    hoved, daarlig, ulaeselig = lines(fetch(admin, own_headings(admin)))
    assert hoved == f"Linje;Kolonne;Årsag;{HOVED}"
    assert (
        daarlig
        == "3;Startdato;Datoen 31-02-2026 findes ikke.;620280-1234;Åse Ørsted;2;31-02-2026;'+4520202020"
    )
    nr, kolonner, grunde, *celler = ulaeselig.split(";")
    assert (nr, kolonner) == ("4", "CPR, Målgruppe")
    assert grunde.startswith("CPR-nummeret har 10 cifre. Der mangler 3. Målgruppen «x» kendes ikke.")
    assert celler == ["6303801", "'=1+1", "x", "01-10-2026", ""]


@pytest.mark.parametrize("endelse", ["csv", "xlsx"])
def test_mended_in_place_it_is_imported_as_it_is(admin, endelse):
    en = own_headings(admin)
    if endelse == "csv":
        data = fetch(admin, en).replace(b";31-02-2026", b";28-02-2026")
    else:
        # As the sheet is, but for the cell that was mended.
        data = excel_file(*_mended(fetch(admin, en, "xlsx"), "31-02-2026", "28-02-2026"))
    svar = client_for(admin).get(upload(admin, data).url)
    assert svar.context["form"].initial == KOLONNER
    assert "Navn på borger (E)" in text_of(svar)
    assert "Kolonnerne Linje, Kolonne og Årsag bruges ikke" in text_of(svar)
    en = imported(admin, data)
    set_kommune(admin.kommune_id)
    assert told(en) == (2, 1, 0, 1)
    borger = Borger.objects.get()
    assert (borger.navn, borger.telefon) == ("Åse Ørsted", "+4520202020")


def _mended(data: bytes, forkert: str, rigtigt: str) -> list[list[object]]:
    raekker = openpyxl.load_workbook(BytesIO(data)).active.iter_rows(values_only=True)
    return [[rigtigt if celle == forkert else celle for celle in raekke] for raekke in raekker]


def test_what_is_still_wrong_can_be_fetched_again_without_columns_twice(admin):
    foerste = fetch(admin, own_headings(admin))
    igen = fetch(admin, tried(admin, foerste))
    assert igen == foerste.replace(b"\r\n3;", b"\r\n2;").replace(b"\r\n4;", b"\r\n3;")


def test_a_number_that_lost_its_zero_is_whole_again_and_stays_so(admin):
    """A spreadsheet takes ten digits in a file of text for a number."""
    raekker = (["CPR", "Navn", "Målgruppe", "Startdato"], [601801234, "Jens", 2, "x"])
    assert lines(fetch(admin, tried(admin, excel_file(*raekker))))[1].endswith(";060180-1234;Jens;2;x")


def test_after_the_import_it_says_that_the_lines_are_gone(admin):
    en = imported(admin, csv_file(LINJE, "620280-1234;Åse;2;31-02-2026;;"))
    assert lines(fetch(admin, en)) == ["Linje;Kolonne;Årsag", "3;Startdato;Datoen 31-02-2026 findes ikke."]
    html = text_of(client_for(admin).get(f"/administration/import/{en.pk}"))
    assert "Regnearket har linjens nummer, kolonnen og årsagen, men ikke det, der stod på linjen" in html
    svar = upload(admin, fetch(admin, en))
    assert (svar.status_code, fejl_in(svar)) == (422, True)


def fejl_in(svar) -> bool:
    return "Filen har kun fejlene, ikke linjerne selv." in text_of(svar)


def test_a_document_tells_places_as_before(admin):
    doc = {"sagsdata": 1, "kommune": admin.kommune.kode, "forloeb": [{"id": "f", "fra": "x"}]}
    hoved, *fejl = lines(fetch(admin, tried(admin, json.dumps(doc).encode())))
    assert hoved == "Linje;Kolonne;Årsag"
    assert any(linje.startswith("/forloeb/0/fra;;") for linje in fejl)


def test_more_errors_than_are_kept_are_told_and_the_note_is_no_line(admin, monkeypatch):
    monkeypatch.setattr(fejlfil, "GEMTE", 2)
    data = fetch(admin, tried(admin, csv_file(*[DAARLIG] * 1, ULAESELIG, hoved=HOVED), **KOLONNER))
    assert lines(data)[-1].startswith(";;Kun de første")
    assert told(tried(admin, data))[0] == 2


def test_who_is_known_is_written_in_the_read_log(admin):
    kendt = make_borger("Åse Ørsted", "6202801234")
    fetch(admin, own_headings(admin))
    assert readings("dataimport_fejl") == [{kendt.pk}]


def test_headings_that_only_look_alike_are_the_files_own(admin):
    data = csv_file(f"1;{CPR};Jens;2;01-10-2026", hoved="Linje;CPR;Navn;Målgruppe;Startdato")
    assert told(tried(admin, data)) == (1, 1, 0, 0)
