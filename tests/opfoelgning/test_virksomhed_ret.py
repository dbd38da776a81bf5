"""The forms about a company, through the browser's eyes."""

import re

import pytest
from django.urls import reverse

from aftaler.models import Aabning, Kontaktperson, Virksomhed, Virksomhedsnotat, name_fields
from tests.opfoelgning.sager import DAG, client_for, days, text_of
from tests.raekker import make_medarbejder


@pytest.fixture
def moelle(kontor) -> Virksomhed:
    return Virksomhed.objects.create(**name_fields("Vestby Mølle"), cvr="13585628", bynavn="Vestby")


@pytest.fixture
def mette(kontor):
    return client_for(kontor.mette)


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(response)))


def test_a_new_company(mette, inside):
    page = mette.post(
        reverse("virksomhed_ny"), {"navn": " Åby  Bageri ", "cvr": "DK 13 58 56 28"}, follow=True
    )
    assert "Virksomheden er oprettet." in words(page)
    with inside():
        assert Virksomhed.objects.values_list("navn", "cvr").get() == ("Åby Bageri", "13585628")


@pytest.mark.parametrize(
    ("data", "besked"),
    [
        ({"navn": ""}, "Skriv virksomhedens navn."),
        ({"cvr": "1358562"}, "CVR-nummeret har 8 cifre. Der mangler 1."),
        ({"cvr": "135856288"}, "CVR-nummeret har 8 cifre. Der er 1 for meget."),
        ({"cvr": "13585629"}, "CVR-nummeret findes ikke. Se efter, om to cifre er byttet om."),
        ({"cvr": "x3585628"}, "CVR-nummeret består af 8 cifre."),
        ({"postnr": "12"}, "Postnummeret har 4 cifre."),
        ({"navn": "x" * 201}, "Skriv højst 200 tegn."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_kept(mette, kontor, data, besked):
    answer = mette.post(reverse("virksomhed_ny"), {"navn": "Åby Bageri", "adresse": "Engvej 7", **data})
    assert answer.status_code == 422
    assert words(answer).count(besked) == 2
    assert 'value="Engvej 7"' in text_of(answer)


def test_a_company_that_is_there_is_offered_and_another_made_when_asked_for(mette, moelle, inside):
    data = {"navn": "vestby mølle", "bynavn": "Vestby"}
    answer = mette.post(reverse("virksomhed_ny"), data)
    assert "Der findes en virksomhed med samme navn i Vestby. Brug den?" in words(answer)
    assert reverse("virksomhed", args=[moelle.pk]) in text_of(answer)
    mette.post(reverse("virksomhed_ny"), data | {"alligevel": "1"})
    with inside():
        assert Virksomhed.objects.count() == 2


@pytest.fixture
def rettelser(kontor, moelle):
    """Address, what the second person typed, and a field to look at, for each form with a version."""
    person = Kontaktperson.objects.create(virksomhed=moelle, navn="Per Lund")
    aabning = Aabning.objects.create(virksomhed=moelle, opgaver="Male mel", start=days(-3))
    notat = Virksomhedsnotat.objects.create(
        virksomhed=moelle, dato=DAG, form="telefon", note="Ringet", registreret_af=kontor.mette
    )
    return {
        "virksomhed": (reverse("virksomhed_ret", args=[moelle.pk]), {"navn": "Vestby Mølle"}, "adresse"),
        "kontaktperson": (reverse("kontaktperson_ret", args=[person.pk]), {"navn": "Per Lund"}, "funktion"),
        "aabning": (reverse("aabning_ret", args=[aabning.pk]), {"opgaver": "Male mel"}, "hensyn"),
        "notat": (
            reverse("notat_ret", args=[notat.pk]),
            {"type": "telefon", "dato": DAG.isoformat()},
            "note",
        ),
    }


@pytest.mark.parametrize("slags", ["virksomhed", "kontaktperson", "aabning", "notat"])
def test_the_second_of_two_gets_both_texts_and_loses_none(mette, rettelser, inside, slags):
    url, data, felt = rettelser[slags]
    assert 'name="version" value="1"' in text_of(mette.get(url))
    first = mette.post(url, data | {felt: "Den gemte", "version": "1"})
    assert first.status_code == 302
    second = mette.post(url, data | {felt: "Min egen", "version": "1"})
    assert second.status_code == 409
    assert re.search(r"Du har selv rettet det samme kl\. \d+\.\d\d i et andet vindue, mens du", words(second))
    table = text_of(second).split("<tbody>")[1].split("</tbody>")[0]
    assert ("Den gemte" in table, "Min egen" in table) == (True, True)
    assert re.search(r'name="version" value="2"', text_of(second))
    assert mette.post(url, data | {felt: "Min egen", "version": "2"}).status_code == 302
    assert "Min egen" in text_of(mette.get(url))


def test_a_question_is_asked_at_the_field_and_answered(mette, moelle, inside):
    url = reverse("notat_ny", args=[moelle.pk])
    data = {"type": "besoeg", "dato": "2020-01-01", "note": "Gammelt besøg"}
    assert "Datoen ligger mere end 1 år tilbage. Er det rigtigt?" in words(mette.post(url, data))
    assert "Noten er gemt." in words(mette.post(url, data | {"alligevel": "1"}, follow=True))


@pytest.mark.parametrize("dato", ["0026-11-20", "32-01-2026", "i går"])
def test_an_impossible_day_is_refused_in_words(mette, moelle, dato):
    url = reverse("notat_ny", args=[moelle.pk])
    answer = mette.post(url, {"type": "besoeg", "dato": dato, "note": "x"})
    assert answer.status_code == 422
    assert "Skriv datoen som 23-11-2026." in words(answer)


def test_an_opening_is_written_with_its_last_day_and_a_decimal_comma(mette, moelle, inside):
    data = {"opgaver": "Male mel", "timer": "4,5", "til": "2026-12-31"}
    mette.post(reverse("aabning_ny", args=[moelle.pk]), data)
    with inside():
        aabning = Aabning.objects.get()
        assert (str(aabning.timer), aabning.slut.isoformat()) == ("4.50", "2027-01-01")
    page = text_of(mette.get(reverse("aabning_ret", args=[aabning.pk])))
    assert 'value="4,5' in page
    assert 'value="2026-12-31"' in page


@pytest.mark.parametrize("timer", ["38", "-1", "0", "mange", "4,555", "1e9"])
def test_impossible_hours_are_refused_in_words(mette, moelle, timer):
    answer = mette.post(reverse("aabning_ny", args=[moelle.pk]), {"opgaver": "Male", "timer": timer})
    assert answer.status_code == 422
    assert "Timer pr. uge er et tal over 0 og højst 37, fx 4,5." in words(answer)


def test_an_opening_is_closed(mette, moelle, inside):
    aabning = Aabning.objects.create(virksomhed=moelle, opgaver="Male mel", start=days(-3))
    url = reverse("aabning_luk", args=[aabning.pk])
    assert "Åbningen er lukket." in words(mette.post(url, follow=True))
    assert "Åbningen er allerede lukket." in words(mette.post(url, follow=True))


def test_a_contact_person_with_a_bad_address_is_refused_in_words(mette, moelle):
    answer = mette.post(reverse("kontaktperson_ny", args=[moelle.pk]), {"navn": "Per", "email": "per"})
    assert "Skriv e-mailadressen som navn@firma.dk." in words(answer)


def test_changes_stand_on_the_page_with_who_made_them(mette, moelle):
    mette.post(
        reverse("virksomhed_ret", args=[moelle.pk]),
        {"navn": "Vestby Mølle", "adresse": "Engvej 1", "cvr": "13585628", "version": "1"},
    )
    mette.post(reverse("kontaktperson_ny", args=[moelle.pk]), {"navn": "Per Lund", "aktiv": "on"})
    told = words(mette.get(reverse("virksomhed", args=[moelle.pk]))).split("nyeste først")[1]
    assert "mette.vest Prøve Kontaktpersonen Per Lund er oprettet." in told
    assert "mette.vest Prøve Virksomheden: adresse og by er rettet." in told
    assert "Indlæst Virksomheden er oprettet." in told


# Two rows that are one


def test_a_merge_is_shown_before_it_is_done(kontor, moelle, inside):
    dublet = Virksomhed.objects.create(**name_fields("Vestby Mølle"))
    Kontaktperson.objects.create(virksomhed=dublet, navn="Per Lund")
    leder, url = client_for(kontor.leder), reverse("virksomhed_sammenlaeg", args=[dublet.pk])
    assert f"?ind_i={moelle.pk}" in text_of(leder.get(url))
    text = words(leder.get(f"{url}?ind_i={moelle.pk}"))
    assert "hver sit CVR-nr" not in text
    assert "Der flyttes 0 borgere, 1 kontaktperson, 0 åbninger og 0 noter." in text
    page = leder.post(url, {"ind_i": moelle.pk}, follow=True)
    assert "Vestby Mølle er lagt sammen med Vestby Mølle." in words(page)
    assert "Per Lund" in words(page)
    gammel = leder.get(reverse("virksomhed", args=[dublet.pk]))
    assert gammel["Location"] == reverse("virksomhed", args=[moelle.pk])
    assert leder.get(reverse("virksomhed_ret", args=[dublet.pk])).status_code == 404


def test_a_merge_refused_says_why(kontor, moelle):
    anden = Virksomhed.objects.create(**name_fields("Anden"), cvr="90000008")
    url = reverse("virksomhed_sammenlaeg", args=[anden.pk])
    leder = client_for(kontor.leder)
    assert "hver sit CVR-nr" in words(leder.get(f"{url}?ind_i={moelle.pk}"))
    page = leder.post(url, {"ind_i": moelle.pk}, follow=True)
    assert "Virksomhederne har hver sit CVR-nr. Ret først det, der er forkert." in words(page)


def test_a_merge_finds_others_by_name(kontor, moelle):
    anden = Virksomhed.objects.create(**name_fields("Anden"))
    url = reverse("virksomhed_sammenlaeg", args=[anden.pk])
    leder = client_for(kontor.leder)
    assert "Ingen andre har samme navn" in words(leder.get(url))
    assert f"?ind_i={moelle.pk}" in text_of(leder.get(f"{url}?q=vest"))


def test_a_jobformidler_merges_nothing(mette, moelle):
    assert mette.get(reverse("virksomhed_sammenlaeg", args=[moelle.pk])).status_code == 403
    assert "Læg sammen" not in text_of(mette.get(reverse("virksomhed", args=[moelle.pk])))


def test_a_colleagues_note_cannot_be_corrected(kontor, moelle, inside):
    notat = Virksomhedsnotat.objects.create(virksomhed=moelle, dato=DAG, form="telefon", note="Ringet")
    kollega = client_for(make_medarbejder("kollega", "jobformidler", team=kontor.team))
    data = {"type": "telefon", "dato": DAG.isoformat(), "note": "Andet", "version": "1"}
    answer = kollega.post(reverse("notat_ret", args=[notat.pk]), data)
    assert answer.status_code == 422
    assert "Kun den, der har skrevet noten, og en teamleder kan rette den." in words(answer)
