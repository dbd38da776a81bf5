"""Registrér aktivitet through the browser's eyes: company found or made, the clock reset, what is in the way."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from aftaler.models import Kontaktperson, Tilbud, Virksomhed, name_fields
from forloeb.models import Rettelse
from kommuner.models import Tilbudstype
from tests.build import days, make_job, make_sag
from tests.opfoelgning.formularer import HTMX, mette, read, today

__all__ = ["mette", "today"]


@pytest.fixture
def sag(mette):
    return make_sag(mette, "Finn Ågård", kontakt=days(1), ydelse=True, start=days(260))


@pytest.fixture
def typer(sag):
    return dict(Tilbudstype.objects.values_list("kode", "pk"))


@pytest.fixture
def url(sag):
    return reverse("aktivitet_ny", args=[sag.borger_id])


@pytest.fixture
def gyldig(typer):
    return {
        "type": typer["virksomhedspraktik"],
        "virksomhed": "Vestby Planteskole",
        "start": "2026-11-23",
        "til": "2026-12-18",
        "timer": "7,5",
        "formaal": "At afprøve lagerarbejde",
    }


def alle(inside, model=Tilbud):
    with inside():
        return list(model.objects.order_by("pk"))


def test_the_type_says_whether_it_resets_the_clock(client, url):
    side = read(client.get(url))
    assert "Virksomhedspraktik – nulstiller passivitetsuret" in side
    assert "Jobrettet uddannelse – nulstiller ikke passivitetsuret" in side


def test_the_passive_row_leads_here_and_back(client, sag, url, gyldig):
    liste = client.get(reverse("mine")).content.decode()
    assert "Passiv siden" in liste
    assert f'{url}?forloeb={sag.pk}&amp;retur=mine"' in liste
    side = client.post(url, gyldig | {"retur": "mine"}, follow=True)
    assert side.redirect_chain == [("/mine", 302)]
    assert "Aktiviteten er gemt: Virksomhedspraktik, Vestby Planteskole" in read(side)
    assert "Passiv siden" not in read(side)


def test_a_new_company_and_person_are_made_on_the_way(client, url, gyldig, inside):
    client.post(url, gyldig | {"kontaktperson": "Per Lund", "telefon": "20 20 20 20", "cvr": "13 58 56 28"})
    (tilbud,) = alle(inside)
    with inside():
        tilbud = Tilbud.objects.select_related("virksomhed", "kontaktperson").get()
    assert (tilbud.virksomhed.navn, tilbud.virksomhed.cvr) == ("Vestby Planteskole", "13585628")
    assert (tilbud.kontaktperson.navn, tilbud.kontaktperson.telefon) == ("Per Lund", "20 20 20 20")
    assert (tilbud.timer, tilbud.slut, tilbud.formaal) == (
        Decimal("7.50"),
        date(2026, 12, 19),
        "At afprøve lagerarbejde",
    )


def test_a_known_company_and_person_are_used_again(client, url, gyldig, inside):
    felter = gyldig | {"kontaktperson": "Per Lund"}
    client.post(url, felter)
    client.post(
        url, felter | {"virksomhed": "vestby  planteskole", "start": "2027-01-04", "til": "2027-01-29"}
    )
    assert len(alle(inside)) == 2
    assert (len(alle(inside, Virksomhed)), len(alle(inside, Kontaktperson))) == (1, 1)
    assert '<option value="Vestby Planteskole">' in client.get(url).content.decode()


def test_companies_of_one_name_are_told_apart_by_number(client, url, gyldig, inside):
    with inside():
        for cvr in ("13585628", "25313763"):
            Virksomhed.objects.create(**name_fields("Vestby Planteskole"), cvr=cvr)
    side = client.post(url, gyldig)
    assert side.status_code == 422
    assert "Der er flere virksomheder med det navn. Skriv også CVR-nummeret." in read(side)
    client.post(url, gyldig | {"cvr": "25313763"})
    with inside():
        assert Tilbud.objects.get().virksomhed.cvr == "25313763"


@pytest.mark.parametrize(
    ("felter", "besked"),
    [
        ({"virksomhed": " "}, "Skriv virksomhedens navn. Findes den ikke, bliver den oprettet."),
        ({"type": ""}, "Vælg en type."),
        ({"timer": "38"}, "Timer pr. uge er et tal mellem 0 og 37, fx 4,5."),
        ({"timer": "mange"}, "Timer pr. uge er et tal mellem 0 og 37, fx 4,5."),
        ({"cvr": "13585629"}, "CVR-nummeret har 8 cifre"),
        ({"til": "2026-11-01"}, "Til-dato ligger før fra-dato."),
        ({"parallel": "1"}, "Parallel praktik kræver et fleksjob i perioden."),
        ({"formaal": "x" * 301}, "Skriv højst 300 tegn."),
    ],
)
def test_errors_say_what_to_do_and_keep_the_text(client, url, gyldig, inside, felter, besked):
    side = client.post(url, {"opgaver": "Skal blive stående"} | gyldig | felter)
    assert side.status_code == 422
    assert besked in read(side)
    assert "Skal blive stående" in side.content.decode()
    assert (alle(inside), alle(inside, Virksomhed)) == ([], [])


def test_training_needs_no_company_and_does_not_reset(client, url, sag, typer, gyldig):
    felter = gyldig | {"type": typer["jobrettet_uddannelse"], "virksomhed": ""}
    assert "uret nulstilles" not in read(client.post(url, felter | {"virkning": "1"}, headers=HTMX))
    side = read(client.post(url, felter, follow=True))
    assert "Aktiviteten er gemt: Jobrettet uddannelse, 23. november 2026" in side
    assert "Nulstiller ikke passivitetsuret." in side


def test_the_effect_makes_nothing(client, url, gyldig, inside):
    side = read(client.post(url, gyldig | {"virkning": "1"}, headers=HTMX))
    assert re.search(r"Passiv siden .* → bliver til uret nulstilles, derefter 19\. juni 2027", side)
    assert (alle(inside), alle(inside, Virksomhed)) == ([], [])


def test_a_parallel_one_asks_for_consent(client, sag, url, gyldig, inside):
    with inside():
        make_job(sag, days(100))
    felter = gyldig | {"parallel": "1"}
    assert "hvornår borgeren gav samtykke" in read(client.post(url, felter))
    senere = read(client.post(url, felter | {"samtykke": "2026-11-24"}))
    assert "Borgeren skal have givet samtykke, senest når praktikken begynder." in senere
    client.post(url, felter | {"samtykke": "2026-11-20"})
    (tilbud,) = alle(inside)
    assert (tilbud.parallel, tilbud.samtykke) == (True, date(2026, 11, 20))


def test_an_overlap_asks_and_may_be_life(client, url, gyldig, inside):
    client.post(url, gyldig)
    nyt = gyldig | {"virksomhed": "Havnens Kro", "start": "2026-12-01"}
    side = client.post(url, nyt)
    tekst = (
        "Perioden overlapper virksomhedspraktik hos Vestby Planteskole 23. november 2026 – 18. december 2026."
    )
    assert tekst in read(side)
    assert "Ret den" in read(side)
    client.post(url, nyt | {"alligevel": "1"})
    assert len(alle(inside)) == 2


def test_sent_twice_it_is_one(client, url, gyldig, inside):
    for _ in range(2):
        client.post(url, gyldig | {"noegle": "a" * 32})
    assert len(alle(inside)) == 1


def test_undone_what_was_written_is_the_draft_again(client, url, gyldig, inside):
    client.post(url, gyldig)
    side = client.post(reverse("aktivitet_fortryd", args=[alle(inside)[0].pk]), follow=True)
    assert "Aktiviteten er fortrudt." in read(side)
    assert alle(inside) == []
    igen = client.get(url).content.decode()
    assert 'value="At afprøve lagerarbejde"' in igen
    assert 'value="Vestby Planteskole"' in igen
    assert 'value="7,5' in igen


def test_the_outcome_is_a_correction_with_its_trace(client, sag, url, gyldig, inside):
    client.post(url, gyldig)
    (tilbud,) = alle(inside)
    ret = reverse("aktivitet_ret", args=[tilbud.pk])
    html = client.get(ret).content.decode()
    assert 'value="Vestby Planteskole"' in html
    felter = gyldig | {"version": "1", "begrundelse": "Praktikken er slut", "resultat": "Tilbudt fleksjob"}
    assert "Aktiviteten er rettet." in read(client.post(ret, felter, follow=True))
    with inside():
        assert Rettelse.objects.get().aendringer == [["Resultat", "", "Tilbudt fleksjob"]]
    tekst = read(client.get(reverse("indsats", args=[sag.borger_id])))
    assert "Resultat: Tilbudt fleksjob" in tekst
    assert "Formål: At afprøve lagerarbejde" in tekst


def test_two_at_once_the_second_gets_both(client, url, gyldig, inside):
    client.post(url, gyldig)
    ret = reverse("aktivitet_ret", args=[alle(inside)[0].pk])
    client.post(ret, gyldig | {"version": "1", "begrundelse": "A", "formaal": "Det gemte"})
    side = client.post(ret, gyldig | {"version": "1", "begrundelse": "B", "formaal": "Mit eget"})
    assert side.status_code == 409
    assert "Formål Det gemte Mit eget" in read(side)


def test_the_tab_lists_it_and_a_planned_one_is_told(client, sag, url, gyldig):
    assert "Ingen praktik eller anden indsats endnu." in read(
        client.get(reverse("indsats", args=[sag.borger_id]))
    )
    client.post(url, gyldig | {"start": "2026-12-01"})
    side = read(client.get(reverse("indsats", args=[sag.borger_id])))
    assert "Virksomhedspraktik, Vestby Planteskole planlagt" in side
    assert "7,5 timer om ugen" in side
