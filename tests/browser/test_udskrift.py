"""Paper: how many sheets, which way round, whose, and nothing on them that can only be clicked."""

from io import BytesIO

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.nabokommune import ANTAL, MANGE, MANGE_LEDER

A4 = (595, 842)  # points, short side first
CLICKABLE = (
    "Log af",
    "Mine indstillinger",
    "Søg borger",
    "Kladder",
    "Registrér kontakt",
    "Hvorfor?",
    "Udskriv\n",
)
CLICKABLE += (
    "Gå til indholdet",
    "Tilgængelighed",
    "Driftsstatus",
    "Genveje",
    "Nulstil",
    "Hent som regneark",
    "Se sag",
)


def printed(page: Page, address: str) -> PdfReader:
    """What the printer gets."""
    page.goto(address)
    return PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))


def words(pdf: PdfReader) -> str:
    return "\n".join(sheet.extract_text() for sheet in pdf.pages)


def format_of(pdf: PdfReader) -> set[tuple[int, int]]:
    return {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in pdf.pages}


def test_a_full_caseload_is_two_sheets_lying_down(open_page):
    pdf = printed(open_page(MANGE), "/mine")
    assert len(pdf.pages) <= 2
    assert format_of(pdf) == {A4[::-1]}
    text = words(pdf)
    assert text.count("f. 1980") == ANTAL
    assert_owned(text, "Mange Prøvesen")


def test_the_leaders_overview_is_one_sheet(open_page):
    pdf = printed(open_page(MANGE_LEDER), "/team")
    assert len(pdf.pages) == 1
    assert format_of(pdf) == {A4[::-1]}
    text = words(pdf)
    assert "Passive borgere og borgere tæt på 6 måneder" in text
    assert "Sagsstammer" in text
    assert_owned(text, "Mange leder Prøvesen")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_borger_stands_up_in_black_on_white(open_page, server, theme):
    (pk,) = server.sql("SELECT id FROM borgere_borger WHERE navn = 'Finn Passiv'")[0]
    page = open_page("jobformidler", theme=theme)
    pdf = printed(page, f"/borger/{pk}")
    assert format_of(pdf) == {A4}
    assert "Finn Passiv" in words(pdf)
    assert_owned(words(pdf), "Jobformidler Prøve")
    page.emulate_media(media="print", color_scheme=theme)
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def assert_owned(text: str, navn: str) -> None:
    """Every print says that it is confidential, who printed it and when; nothing of the frame is on it."""
    assert "Fortroligt" in text
    assert f"udskrevet af {navn} 23. november 2026" in text
    assert [word for word in CLICKABLE if word in text] == []
