"""Every list as a file: CSV and Excel say the same, and Excel can count with it."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from borgere.journal import log_reading
from kommuner.tenancy import set_kommune
from opfoelgning import regneark
from opfoelgning.regneark import csv_lines, excel_chunks
from tests.opfoelgning.sager import DAG, client_for, days, readings
from tests.raekker import make_medarbejder

FILER = ("/team", "/team/borgere", "/prognose", "/administration/log")


@pytest.fixture
def filer(kontor):
    """An office with somebody in every list, and who may fetch each."""
    kontor.kontakt(kontor.fleksjob("=SUM(A1)", days(-90), "4", "6.5"), days(-3))
    kontor.sag("Anna Bech", ejer=kontor.mette, start=days(-170))
    admin = make_medarbejder("admin", "administrator")
    log_reading(admin, "bed_om_adgang", [1], "=1+1")
    return {url: admin if "log" in url else kontor.leder for url in FILER}


def fetch(user, url: str, endelse: str) -> bytes:
    svar = client_for(user).get(f"{url}.{endelse}")
    assert svar["Content-Disposition"].endswith(f'.{endelse}"')
    set_kommune(None)  # as after the request, when a long list is streamed
    data = b"".join(svar)
    set_kommune(user.kommune_id)
    return data


def sheet(data: bytes):
    return openpyxl.load_workbook(BytesIO(data)).active


@pytest.mark.parametrize("url", FILER)
def test_both_files_say_the_same(filer, url):
    csv_ = fetch(filer[url], url, "csv").decode("utf-8-sig").splitlines()
    ark = list(sheet(fetch(filer[url], url, "xlsx")).iter_rows(values_only=True))
    som_csv = "".join(csv_lines(map(cell, raekke) for raekke in ark)).removeprefix("\ufeff").splitlines()
    assert csv_ == som_csv
    assert len(csv_) > 2


def cell(vaerdi):
    """What a cell was before it was a cell."""
    if isinstance(vaerdi, datetime):
        return vaerdi.date()
    if isinstance(vaerdi, float):
        return Decimal(str(vaerdi))
    return "" if vaerdi is None else vaerdi


def test_numbers_and_days_are_such_and_text_is_no_formula(filer):
    ark = sheet(fetch(filer["/team/borgere"], "/team/borgere", "xlsx"))
    hoved, *raekker = ark.iter_rows()
    i_job = next(dict(zip([c.value for c in hoved], r, strict=True)) for r in raekker if r[0].value[0] == "=")
    assert i_job["Borger"].data_type == "s"
    assert i_job["Timer pr. uge"].value == 6.5
    assert i_job["Seneste kontakt"].value.date() == days(-3)
    assert i_job["Seneste kontakt"].number_format == "dd-mm-yyyy"


def test_whose_data_left_is_logged_alike(filer):
    for url in ("/team/borgere", "/prognose"):
        foer = len(readings(f"{url[1:].replace('/', '_')}_csv"))
        for endelse in ("csv", "xlsx"):
            fetch(filer[url], url, endelse)
        sidste = readings(f"{url[1:].replace('/', '_')}_csv")[foer:]
        assert len(sidste) == 2
        assert sidste[0] == sidste[1] != set()


def test_more_rows_than_a_sheet_holds_go_on_in_another(monkeypatch):
    monkeypatch.setattr(regneark, "FLEST_RAEKKER", 2)
    bog = openpyxl.load_workbook(BytesIO(b"".join(excel_chunks("Log", [["a"], ["b"], ["c"]]))))
    assert [[c.value for c in ark["A"]] for ark in bog.worksheets] == [["a", "b"], ["c"]]


def test_a_text_longer_than_a_cell_holds_says_so():
    ark = sheet(b"".join(excel_chunks("Log", [["x" * 32_767, "y" * 32_768]])))
    hele, klippet = (celle.value for celle in ark[1])
    assert hele == "x" * 32_767
    assert klippet.endswith("y … Resten er for lang til Excel. Hent listen som CSV.")
    assert len(klippet) == 32_767


def test_a_decimal_is_danish_in_text_and_a_number_in_excel():
    raekke = [[Decimal("4.50"), 3, date(2026, 11, 23), DAG]]
    assert list(csv_lines(raekke)) == ["\ufeff4,5;3;2026-11-23;2026-11-23\r\n"]
    assert [c.value for c in sheet(b"".join(excel_chunks("Tal", raekke)))[1]][:2] == [4.5, 3]
