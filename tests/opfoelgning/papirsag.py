"""A case in a fleksjob for the documents it is printed in, and the words of a printed file."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.opfoelgning.sager import days


@pytest.fixture
def sag(kontor):
    sag = kontor.fleksjob("Åse Ørsted", days(-60), "6", "7,5".replace(",", "."))
    kontor.kontakt(sag, days(-50), note="Vil gerne arbejde\nmed planter", sted="Jobcentret")
    kontor.kontakt(sag, days(-400), note="For længe siden")
    kontor.opfoelgning(sag, days(-20), note="God start")
    return sag


def pdf_words(answer) -> str:
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    pdf = PdfReader(BytesIO(answer.content))
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"].lower().startswith("da")
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
