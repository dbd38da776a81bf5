"""The resumé: chosen first, then printed; what is in it, what it may be asked for, and that it is logged."""

import re

import pytest
from django.urls import reverse

from tests.opfoelgning.papirsag import pdf_words, sag
from tests.opfoelgning.sager import DAG, days, readings, text_of, words

__all__ = ["sag"]


def choice(*dele: str, **andet: str) -> dict:
    return {"dele": dele, "fra": days(-100).isoformat(), "til": DAG.isoformat(), **andet}


ALT = ("stamdata", "fase", "frister", "ur", "kontakter", "aftaler", "progression")


def test_one_chooses_first_and_then_prints(mette, sag, inside):
    url = reverse("resume", args=[sag.borger_id])
    assert "Vis til udskrift" in words(mette.get(url))
    page = words(mette.get(url, choice(*ALT)))
    for ord_ in (
        *(
            "Åse Ørsted",
            "••••",
            "3 Fleksjob",
            "Vil gerne arbejde med planter",
            "Sted: Jobcentret",
            "God start",
        ),
        *("Fleksjob, Tårnby Trykkeri", "Effektive timer om ugen", "7,5"),
    ):
        assert ord_ in page
    assert "For længe siden" not in page
    assert "Fortroligt · udskrevet af mette.vest Prøve 23. november 2026" in page
    with inside():
        assert (readings("resume"), readings("resume_udskrift")) == ([{sag.borger_id}], [{sag.borger_id}])


def test_only_what_was_chosen_is_in_it(mette, sag):
    page = words(mette.get(reverse("resume", args=[sag.borger_id]), choice("kontakter")))
    assert "God start" in page
    assert "Effektive timer om ugen" not in page


def test_the_explanations_are_those_of_the_page_on_screen_and_in_the_file(mette, sag):
    url = reverse("resume", args=[sag.borger_id])
    side = words(mette.get(reverse("borger", args=[sag.borger_id])))
    html = text_of(mette.get(url))
    valgt = ["checked" in re.search(f'value="{kode}"[^>]*', html)[0] for kode in ("frister", "forklaringer")]
    assert valgt == [True, False]
    udtryk = r"Lovpligtig opfølgning i fleksjob: fristen er [^(]*|\S+ \S+: Fleksjob uden ny opfølgning \(\d+ dage\)"
    linjer = re.findall(udtryk, side)
    assert len(linjer) == 2
    skaerm = words(mette.get(url, choice("forklaringer")))
    fil = pdf_words(mette.get(url, choice("forklaringer", pdf="1")))
    assert [(linje in skaerm, linje in fil) for linje in linjer] == [(True, True)] * 2


def test_the_file_has_the_foot_and_a_name_that_says_nothing(mette, sag):
    answer = mette.get(reverse("resume", args=[sag.borger_id]), choice(*ALT, pdf="1"))
    tekst = pdf_words(answer)
    assert "Fortroligt · udskrevet af mette.vest Prøve 23-11-2026" in tekst
    assert "Side 1 af" in tekst
    assert answer["Content-Disposition"] == f'attachment; filename="resume-borger-{sag.borger_id}.pdf"'


@pytest.mark.parametrize(
    ("data", "besked"),
    [
        ({"fra": "2026-11-02", "til": "2026-11-01", "dele": "fase"}, "Slutdato skal ligge efter 2. november"),
        ({"fra": "2026-11-02", "til": "2026-11-03"}, "Vælg mindst én del."),
        ({"fra": "x", "til": "2026-11-03", "dele": "fase"}, "Skriv datoen som 23-11-2026."),
        ({"fra": "2026-11-02", "til": "2026-11-03", "dele": "andet"}, "Vælg blandt delene på listen."),
    ],
)
def test_a_wrong_choice_says_what_to_do(mette, sag, data, besked):
    answer = mette.get(reverse("resume", args=[sag.borger_id]), data)
    assert (answer.status_code, besked in words(answer)) == (422, True)
