"""Filters of Teamets borgere: in the address, and kept under names of one's own."""

import pytest

from kommuner.afvist import Afvist
from kommuner.tenancy import kommunekontekst
from opfoelgning.actions.filter import FLEST, save_filter
from opfoelgning.models import Gemtfilter
from tests.opfoelgning.sager import client_for, days, text_of
from tests.raekker import make_medarbejder

NAVNE = ("Anna Bech", "Bo Dal")


@pytest.fixture
def leder(kontor):
    for navn in NAVNE:
        kontor.sag(navn, ejer=kontor.mette, start=days(-200))
    kontor.sag("Carl Bech", ejer=None, start=days(-5))
    return client_for(kontor.leder)


@pytest.mark.parametrize(
    ("query", "viste"),
    [
        ("navn=bech", {"Anna Bech", "Carl Bech"}),
        ("navn=an", {"Anna Bech"}),
        ("navn=bech&jobformidler=uden", {"Carl Bech"}),
        ("navn=bech&status=passiv", {"Anna Bech"}),
        ("navn=Zz", set()),
        (f"navn={'x' * 400}&fase={'9' * 30}&jobformidler={'9' * 30}", set()),
    ],
)
def test_the_address_says_who_is_shown(leder, query, viste):
    for url in ("/team/borgere?", "/team/borgere.csv?"):
        svar = leder.get(url + query)
        tekst = b"".join(svar.streaming_content).decode() if svar.streaming else text_of(svar)
        assert {navn for navn in (*NAVNE, "Carl Bech") if navn in tekst} == viste


def test_kept_under_a_name_it_is_one_click(kontor, leder):
    valg = {"status": "passiv", "navn": "bech", "filternavn": "Passive <b>"}
    side = text_of(leder.post("/team/filter/gem", valg, follow=True))
    assert "Filteret «Passive &lt;b&gt;» er gemt." in side
    assert (
        'href="/team/borgere?navn=bech&amp;status=passiv" aria-current="true">Passive &lt;b&gt;</a>' in side
    )
    again = leder.post("/team/filter/gem", valg)
    assert (again.status_code, "Du har allerede et filter med det navn." in text_of(again)) == (422, True)
    assert 'value="Passive &lt;b&gt;"' in text_of(again)


@pytest.mark.parametrize(
    ("data", "besked"),
    [
        ({"status": "passiv", "filternavn": " "}, "Giv filteret et navn."),
        ({"filternavn": "Alle"}, "Vælg mindst ét filter, før du gemmer."),
        ({"status": "passiv", "filternavn": "x" * 61}, "Skriv højst 60 tegn."),
    ],
)
def test_what_is_no_filter_is_refused_at_its_field(leder, data, besked):
    svar = leder.post("/team/filter/gem", data)
    assert (svar.status_code, besked in text_of(svar)) == (422, True)


def test_it_is_the_persons_own_to_see_and_remove(kontor, leder, kommune):
    anden = make_medarbejder("leder2", "teamleder", team=kontor.team)
    with kommunekontekst(kommune.pk):
        pk = save_filter(navn="Mine", valg={"fase": "2"}, by=kontor.leder).pk
    other = client_for(anden)
    assert "Mine</a>" not in text_of(other.get("/team/borgere"))
    assert other.post(f"/team/filter/{pk}/slet").status_code == 404
    side = text_of(leder.post(f"/team/filter/{pk}/slet", {"fase": "2"}, follow=True))
    assert "Filteret «Mine» er slettet." in side
    with kommunekontekst(kommune.pk):
        assert not Gemtfilter.objects.exists()


def test_there_is_an_end_to_them(kontor):
    for nr in range(FLEST):
        save_filter(navn=f"Nr. {nr}", valg={"fase": "2"}, by=kontor.leder)
    with pytest.raises(Afvist, match="Slet et, før du gemmer et nyt"):
        save_filter(navn="Et til", valg={"fase": "2"}, by=kontor.leder)
