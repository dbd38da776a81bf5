"""Correcting who a borger is: name, phone and documented diagnosis, with both texts in a conflict."""

import re

import pytest
from django.urls import reverse

from borgere.models import Borger
from forloeb.models import Rettelse
from kommuner.afvist import Afvist, Konflikt
from opfoelgning.actions.stamdata import Nye, correct_stamdata, stamdata_history, stamdata_version
from opfoelgning.models import Vurdering
from tests.opfoelgning.sager import DAG, client_for, days, readings, text_of
from tests.raekker import make_medarbejder


@pytest.fixture
def url(sag):
    return reverse("borger_ret", args=[sag.borger_id])


def correct(kontor, sag, *, version=None, begrundelse="", **nye) -> Borger:
    return correct_stamdata(
        forloeb=sag,
        nye=Nye(**{"navn": "Åse Ørsted"} | nye),
        begrundelse=begrundelse,
        version=stamdata_version(sag.borger) if version is None else version,
        by=kontor.mette,
        dag=DAG,
    )


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(response)))


def test_a_new_name_is_found_and_sorted_by(kontor, sag):
    borger = correct(kontor, sag, navn="  Åse   Bæk ", telefon="20 20 20 20")
    assert (borger.navn, borger.telefon) == ("Åse Bæk", "20 20 20 20")
    assert "bæk" in Borger.objects.get(pk=borger.pk).navn_soegning
    assert [en.linjer for en in stamdata_history(borger)] == [
        ["Navn: Åse Ørsted → Åse Bæk", "Telefon: ikke udfyldt → 20 20 20 20"]
    ]
    assert not Rettelse.objects.exists()


def test_nothing_changed_leaves_no_trace(kontor, sag):
    foer = stamdata_version(sag.borger)
    correct(kontor, sag)
    assert stamdata_version(sag.borger) == foer


def test_a_changed_diagnosis_needs_a_reason_and_changes_the_judgements_at_once(kontor):
    sag = kontor.fleksjob("Ida Job", days(-20), "6")
    sag.persongruppemarkeringer.all().delete()
    correct(kontor, sag, navn="Ida Job")
    aabne = Vurdering.objects.filter(forloeb=sag, regel="persongruppe", tilstand="overskredet")
    assert aabne.exists()
    with pytest.raises(Afvist) as afvist:
        correct(kontor, sag, navn="Ida Job", progredierende_diagnose_fra=days(-30))
    assert afvist.value.felt == "begrundelse"
    correct(kontor, sag, navn="Ida Job", progredierende_diagnose_fra=days(-30), begrundelse="Glemt ved start")
    assert not aabne.exists()
    spor = Rettelse.objects.get()
    assert spor.begrundelse == "Glemt ved start"
    assert spor.aendringer == [["Progredierende diagnose dokumenteret", "", "24. oktober 2026"]]
    with pytest.raises(Afvist, match="nået"):
        correct(kontor, sag, navn="Ida Job", progredierende_diagnose_fra=days(1), begrundelse="Fejl")


def test_an_older_version_is_a_conflict(kontor, sag):
    foer = stamdata_version(sag.borger)
    correct(kontor, sag, telefon="11 11 11 11")
    with pytest.raises(Konflikt):
        correct(kontor, sag, telefon="22 22 22 22", version=foer)
    assert Borger.objects.get().telefon == "11 11 11 11"


def test_from_the_borgers_page_and_back(kontor, sag, url, inside):
    mette = client_for(kontor.mette)
    assert url in text_of(mette.get(reverse("borger", args=[sag.borger_id])))
    html = text_of(mette.get(url))
    version = re.search(r'name="version" value="(\d+)"', html)[1]
    assert "Oplysningerne er ikke rettet endnu." in html
    data = {"navn": "Åse Bæk", "telefon": "", "diagnose": "ja", "diagnose_fra": "2026-05-01"}
    uden = mette.post(url, data | {"version": version})
    assert (uden.status_code, "Skriv, hvorfor du retter diagnosen." in words(uden)) == (422, True)
    page = words(mette.post(url, data | {"version": version, "begrundelse": "Ny journal"}, follow=True))
    assert "Borgerens oplysninger er rettet." in page
    assert "Rettet: Borgerens oplysninger" in page
    assert "Ny journal" in page
    side = words(mette.get(url))
    assert "mette.vest Prøve Navn: Åse Ørsted → Åse Bæk" in side
    assert "Progredierende diagnose dokumenteret: ikke udfyldt → 1. maj 2026" in side
    with inside():
        assert readings("borger_ret")[-1] == {sag.borger_id}


def test_the_second_of_two_sees_both_texts(kontor, sag, url, inside):
    mette = client_for(kontor.mette)
    version = re.search(r'name="version" value="(\d+)"', text_of(mette.get(url)))[1]
    with inside():
        correct(kontor, sag, telefon="11 11 11 11")
    data = {"navn": "Åse Ørsted", "telefon": "22 22 22 22", "diagnose": "nej", "version": version}
    svar = mette.post(url, data)
    assert svar.status_code == 409
    assert "11 11 11 11" in words(svar)
    assert "22 22 22 22" in text_of(svar)
    ny = re.search(r'name="version" value="(\d+)"', text_of(svar))[1]
    mette.post(url, data | {"version": ny})
    with inside():
        assert Borger.objects.get().telefon == "22 22 22 22"


@pytest.mark.parametrize(
    ("felter", "besked"),
    [
        ({"navn": " "}, "Skriv borgerens navn."),
        ({"diagnose": "ja"}, "Skriv, hvornår diagnosen er dokumenteret."),
        ({"diagnose": "ja", "diagnose_fra": "2026-12-24"}, "Datoen er ikke nået endnu."),
        ({"diagnose": "ja", "diagnose_fra": "i går"}, "dato"),
        ({"version": "x"}, ""),
    ],
)
def test_bad_input_is_told_at_its_field_and_kept(kontor, url, felter, besked):
    data = {"navn": "Ny", "telefon": "33 33 33 33", "diagnose": "nej", "version": "1"} | felter
    svar = client_for(kontor.mette).post(url, data)
    assert svar.status_code in (409, 422)
    assert besked in words(svar)
    assert "33 33 33 33" in text_of(svar)


def test_a_colleague_reads_and_does_not_write(kontor, url):
    kollega = client_for(make_medarbejder("kollega", "jobformidler", team=kontor.team))
    assert kollega.get(url).status_code == 403
