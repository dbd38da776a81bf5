"""The list of sections: the model's, and a kommune's own, written as text and dated."""

import re

import pytest

from kommuner.forberedelse import gaeldende_skema, maalgrupper, modellens_skema
from kommuner.models import Forberedelsesskema
from kommuner.skematekst import Forkert, as_text, parse, told
from kommuner.tenancy import kommunekontekst, set_kommune
from tests.opfoelgning.sager import DAG, client_for, days, kontor, text_of
from tests.raekker import make_medarbejder

__all__ = ["kontor"]
URL = "/administration/forberedelse/uif2"
TEKST = "2 Mit CV\n2.1* Uddannelse | Skole og kurser\n2.10 Andet\n2.2 Job\n1 Tid\n1.4 Seneste aktiviteter"


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(response)))


def test_the_models_list_is_a_text_that_reads_back():
    skema = modellens_skema("uif2")
    assert [en.nr for en in skema.afsnit if en.genbehandling] == [
        *("1.4", "2.1", "2.2", "2.3", "2.4", "2.5", "3.1", "3.2", "3.3", "3.4")
    ]
    laest = parse(as_text(skema))
    assert [en["titel"] for en in laest["afsnit"]] == [en.titel for en in skema.afsnit]
    assert {en["nr"]: en["titel"] for en in laest["dele"]} == skema.dele


def test_lines_are_read_in_order_of_their_numbers():
    laest = parse(TEKST)
    assert [en["nr"] for en in laest["afsnit"]] == ["1.4", "2.1", "2.2", "2.10"]
    assert laest["afsnit"][1] == {
        "nr": "2.1",
        "titel": "Uddannelse",
        "hjaelp": "Skole og kurser",
        "genbehandling": True,
    }


@pytest.mark.parametrize(
    ("tekst", "besked"),
    [
        ("2 Mit CV\nUddannelse", "Linje 2: Begynd med et nummer og en overskrift, fx 2.1 Uddannelse."),
        ("2 Mit CV\n2.1 Job\n2.1 Andet", "Linje 3: 2.1 står der allerede."),
        ("2.1 Job", "Linje 1: Del 2 mangler en overskrift. Skriv den på en linje for sig, fx 2 Mit CV."),
        ("2 Mit CV", "Skriv mindst ét afsnit, fx 2.1 Uddannelse."),
        (f"2 Mit CV\n2.1 {'x' * 201}", "Linje 2: Teksten er for lang."),
    ],
)
def test_a_faulty_line_is_named(tekst, besked):
    with pytest.raises(Forkert) as forkert:
        parse(tekst)
    assert forkert.value.fejl == [besked]


def test_what_is_told_stands_once():
    assert told(" Timerne kan vokse \n\nTimerne kan vokse\nSøg selv") == ["Timerne kan vokse", "Søg selv"]
    with pytest.raises(Forkert, match="er for lang"):
        told("x" * 301)


def test_a_model_without_target_groups_begins_in_its_first_phase():
    assert [(en.kode, en.fase) for en in maalgrupper("fsm2")] == [("ny", 1)]


@pytest.fixture
def admin(kontor):
    user = make_medarbejder("admin", "administrator", team=kontor.team)
    return user, client_for(user)


def post(client, **felter):
    data = {
        "gyldig_fra": days(10).isoformat(),
        "afsnit": TEKST,
        "orientering": "Søg selv",
        "kilde": "Ledelsen",
    }
    return client.post(URL, data | felter, follow=True)


def test_a_list_is_saved_dated_changed_and_withdrawn(admin, kommune):
    _, client = admin
    page = words(client.get(URL))
    assert "Kommunen har ingen egen liste. Modellens gælder." in page
    assert "3.4 Hverdag og netværk" in page
    page = words(post(client))
    assert "Listen gælder fra 3. december 2026." in page
    assert "3. december 2026 kommer" in page
    with kommunekontekst(kommune.pk):
        raekke = Forberedelsesskema.objects.get()
        assert gaeldende_skema("uif2", days(9)).eget is False
        assert gaeldende_skema("uif2", days(10)).dele == {"1": "Tid", "2": "Mit CV"}
    ret = f"/administration/forberedelse/liste/{raekke.pk}"
    data = {"gyldig_fra": days(5).isoformat(), "afsnit": TEKST, "version": "1"}
    assert "Listen gælder fra 28. november 2026." in words(client.post(ret, data, follow=True))
    old = client.post(ret, data)
    assert (old.status_code, "Listen er rettet, siden du åbnede siden." in words(old)) == (422, True)
    page = words(client.post(f"{ret}/traek-tilbage", {"version": "2"}, follow=True))
    assert "Listen fra 28. november 2026 er trukket tilbage." in page
    with kommunekontekst(kommune.pk):
        assert not Forberedelsesskema.objects.exists()


@pytest.mark.parametrize(
    ("felter", "besked"),
    [
        ({"gyldig_fra": days(-1).isoformat()}, "Listen kan tidligst gælde fra i dag"),
        ({"gyldig_fra": ""}, "Skriv, hvornår listen gælder fra."),
        ({"afsnit": ""}, "Skriv mindst ét afsnit, fx 2.1 Uddannelse."),
        ({"afsnit": "Uddannelse"}, "Linje 1: Begynd med et nummer"),
    ],
)
def test_what_is_wrong_is_said(admin, felter, besked):
    answer = post(admin[1], **felter)
    assert (answer.status_code, besked in words(answer)) == (422, True)


def test_two_lists_of_one_day_are_refused(admin):
    post(admin[1])
    assert "Der findes allerede en liste fra den dag. Ret den i stedet." in words(post(admin[1]))


def test_a_list_in_force_is_only_read(admin, kommune):
    user, client = admin
    set_kommune(kommune.pk)
    raekke = Forberedelsesskema.objects.create(
        indsatsmodel="uif2", gyldig_fra=days(-1), indhold=parse(TEKST) | {"orientering": []}, af=user
    )
    url = f"/administration/forberedelse/liste/{raekke.pk}"
    assert "Listen har været brugt og kan ikke ændres." in words(client.get(url))
    data = {"gyldig_fra": DAG.isoformat(), "afsnit": TEKST, "version": "1"}
    answer = client.post(url, data)
    assert (answer.status_code, "Listen har været brugt" in words(answer)) == (422, True)
    page = words(client.post(f"{url}/traek-tilbage", {"version": "1"}, follow=True))
    assert "Listen gælder allerede." in page


def test_a_model_without_a_list_has_no_page(admin):
    assert admin[1].get("/administration/forberedelse/fsm2").status_code == 404
