"""Search: who is found, what is told of them, and that a CPR number never gets into an address or a log."""

import re

import pytest

from borgere import cpr
from kommuner.models import Team
from kommuner.tenancy import kommunekontekst
from tests.opfoelgning.sager import client_for, days, make_kontor, other_kommune_id, readings, text_of
from tests.raekker import make_medarbejder

HTMX = {"HX-Request": "true", "HX-Target": "soeglisten"}


@pytest.fixture
def sager(kontor):
    return {
        navn: kontor.sag(navn, ejer=kontor.mette, start=days(-30))
        for navn in ("Jens Østergaard Møller", "Jens Aagaard-Lund", "Anna Jensen", "Åse Mølgaard")
    }


@pytest.fixture
def fremmed(kontor):
    """A case of another team in the same kommune."""
    nord = make_medarbejder("rikke", "jobformidler", team=Team.objects.create(navn="Team Nord"))
    return kontor.sag("Jens Fremmed", ejer=nord, start=days(-30))


def ask(user, text: str, **headers) -> str:
    return text_of(client_for(user).post("/soeg", {"q": text}, headers=headers))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("je", {"Jens Østergaard Møller", "Jens Aagaard-Lund", "Anna Jensen"}),
        ("JENS ø", {"Jens Østergaard Møller"}),
        ("møl", {"Jens Østergaard Møller", "Åse Mølgaard"}),
        ("mø jens", {"Jens Østergaard Møller"}),
        ("lund", {"Jens Aagaard-Lund"}),
        ("aagaard-l", {"Jens Aagaard-Lund"}),
        ("  åse  ", {"Åse Mølgaard"}),
        ("ens", set()),
        ("%", set()),
        ("j%n", set()),
        ("j_ns", set()),
    ],
)
def test_words_are_found_by_their_beginning(kontor, sager, text, found):
    html = ask(kontor.mette, text, **HTMX)
    assert {navn for navn in sager if navn in html} == found


def test_a_hit_tells_enough_to_choose(kontor, sager):
    html = ask(kontor.mette, "aagaard", **HTMX)
    assert f'href="/borger/{sager["Jens Aagaard-Lund"].borger_id}"' in html
    assert "f. 1980 · 2 Jobsøgning · mette.vest Prøve" in html


def test_one_letter_finds_nothing_and_asks_nothing(kontor, sager, django_assert_max_num_queries):
    client = client_for(kontor.mette)
    assert text_of(client.post("/soeg", {"q": "j"}, headers=HTMX)).strip() == ""
    assert readings("soeg") == []


def test_other_teams_borgere_are_named_with_their_team_and_no_more(kontor, sager, fremmed):
    html = ask(kontor.mette, "fremmed", **HTMX)
    assert "Jens Fremmed" in html
    assert "Tilhører Team Nord" in html
    assert re.findall(r'href="(/borger/.*?)"', html) == [f"/borger/{fremmed.borger_id}/adgang"]
    assert "Angiv hvorfor" in html
    assert "1980" not in html
    assert "Jobsøgning" not in html


def test_those_who_can_be_opened_come_first(kontor, sager, fremmed):
    nord = make_medarbejder("nina", "jobformidler", team=Team.objects.create(navn="Team Øst"))
    kontor.sag("Aase Jensen", ejer=nord, start=days(-30))
    kontor.sag("Ulla Jensen", ejer=kontor.mette, start=days(-400), slut=days(-300))
    html = ask(kontor.mette, "jensen", **HTMX)
    assert html.index("Anna Jensen") < html.index("Ulla Jensen") < html.index("Aase Jensen")
    assert "ikke i forløb nu" in html


def test_other_kommuner_are_never_found(kontor):
    with kommunekontekst(other_kommune_id()):
        andre = make_kontor("andre")
        sag = andre.sag("Jens Udenbys", ejer=andre.mette, start=days(-30))
        digits = cpr.decrypt(sag.borger.cpr_krypteret, "0265")
    assert "Udenbys" not in ask(kontor.mette, "jens", **HTMX)
    assert "Ingen borger fundet med det CPR-nummer." in ask(kontor.mette, digits, **HTMX)


@pytest.mark.parametrize("style", ["{}", "{:.6}-{}"])
def test_a_whole_cpr_number_finds_its_borger(kontor, sager, style, caplog):
    sag = sager["Anna Jensen"]
    digits = cpr.decrypt(sag.borger.cpr_krypteret, "0751")
    text = digits if style == "{}" else cpr.pretty(digits)
    html = ask(kontor.mette, text, **HTMX)
    assert "Anna Jensen" in html
    assert "Jens Aagaard" not in html
    assert digits[6:] not in html
    response = client_for(kontor.mette).post("/soeg", {"q": text})
    assert response["Location"] == f"/borger/{sag.borger_id}"
    assert digits[6:] not in caplog.text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("610180-123", "CPR-nummeret har 10 cifre. Der mangler 1."),
        ("6101", "CPR-nummeret har 10 cifre. Der mangler 6."),
        ("610180-12345", "CPR-nummeret har 10 cifre. Der er 1 for meget."),
        ("991380-1234", "CPR-nummeret begynder ikke med en dato, der findes."),
    ],
)
def test_a_wrong_cpr_number_is_told_what_is_wrong_and_not_repeated(kontor, text, message):
    for html in (ask(kontor.mette, text, **HTMX), ask(kontor.mette, text)):
        assert message in html
        assert text not in html


def test_digits_in_an_address_are_not_searched_for(kontor, sager):
    digits = cpr.decrypt(sager["Anna Jensen"].borger.cpr_krypteret, "0751")
    response = client_for(kontor.mette).get("/soeg", {"q": digits})
    assert (response.status_code, response["Location"]) == (302, "/soeg")
    assert readings("soeg") == []


@pytest.mark.parametrize("text", ["\0abc", "\0", "pou\0l"])
def test_a_character_that_no_database_keeps_finds_what_is_left(kontor, sager, text):
    mette = client_for(kontor.mette)
    for answer in (mette.post("/soeg", {"q": text}), mette.get("/soeg", {"q": text})):
        assert answer.status_code == 200


def test_an_address_may_hold_a_name(kontor, sager):
    html = text_of(client_for(kontor.mette).get("/soeg", {"q": "jens"}))
    assert all(navn in html for navn in ("Jens Østergaard Møller", "Jens Aagaard-Lund", "Anna Jensen"))


def test_eight_under_the_field_and_the_rest_behind_a_link(kontor):
    for nr in range(23):
        kontor.sag(f"Bodil Nummer{nr:02}", ejer=kontor.mette, start=days(-30))
    html = ask(kontor.mette, "bodil", **HTMX)
    assert html.count("Bodil Nummer") == 8
    assert 'href="/soeg?q=bodil">Se alle 23' in html
    assert text_of(client_for(kontor.mette).get("/soeg?q=bodil")).count("Bodil Nummer") == 23


def test_a_company_is_found_with_those_who_are_there(kontor, sager, fremmed):
    here, gone = sager["Anna Jensen"], sager["Åse Mølgaard"]
    kontor.praktik(here, days(-5), days(5), sted="Ørbæk Savværk")
    kontor.praktik(gone, days(-20), days(-10), sted="Ørbæk Savværk 2")
    kontor.praktik(fremmed, days(-5), days(5), sted="Ørbæk Savværk 3")
    html = ask(kontor.mette, "ørbæk", **HTMX)
    assert html.count("Ørbæk Savværk") == 3
    assert "Anna Jensen" in html
    assert "Åse Mølgaard" not in html
    assert "Jens Fremmed" not in html
    assert html.count("ingen, du har adgang til") == 2


def test_nothing_found_says_how_to_search(kontor, sager):
    expected = "Ingen fundet for 'Jenss'. Søg på efternavn, CPR-nr. eller virksomhed."
    for headers in (HTMX, {}):
        assert expected in ask(kontor.mette, "Jenss", **headers)


def test_what_was_typed_is_escaped(kontor):
    assert "<b>x" not in ask(kontor.mette, "<b>x", **HTMX)


def test_somebody_without_a_role_finds_nobody(kontor, sager):
    html = ask(make_medarbejder("ingen", team=kontor.team), "jens", **HTMX)
    assert "Din rolle giver ikke adgang til borgere." in html
    assert "Møller" not in html


def test_an_administrator_finds_names_only(kontor, sager):
    kontor.sag("Ulla Jensen", ejer=None, start=days(-30))
    kontor.praktik(sager["Anna Jensen"], days(-5), days(5), sted="Jensens Savværk")
    html = ask(make_medarbejder("admin", "administrator", team=kontor.team), "jensen", **HTMX)
    assert re.findall(r"<b>(.*?)</b>", html) == ["Anna Jensen", "Ulla Jensen", "Jensens Savværk"]
    assert "Tilhører Team vest" in html
    assert "Tilhører ingen jobformidler endnu" in html
    assert {sti.rsplit("/")[-1] for sti in re.findall(r'href="(/borger/.*?)"', html)} == {"adgang"}
    assert not re.search("1980|Jobsøgning|mette", html)


def test_everybody_named_is_in_the_read_log(kontor, sager, fremmed):
    ask(kontor.mette, "jens", **HTMX)
    named = {s.borger_id for navn, s in sager.items() if "Jens" in navn} | {fremmed.borger_id}
    assert readings("soeg") == [named]


def test_only_get_and_post(kontor):
    assert client_for(kontor.mette).delete("/soeg").status_code == 405
