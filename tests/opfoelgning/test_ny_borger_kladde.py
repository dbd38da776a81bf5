"""The draft of a new borger: everything but the CPR number, for its author only, until she is made."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from forloeb.models import Forloeb
from kommuner.tenancy import kommunekontekst
from opfoelgning.borgerforms import Borgerform
from opfoelgning.models import NY_BORGER, Kladde, Sletteslags
from opfoelgning.opbevaring import expired_rows
from tests.opfoelgning.sager import DAG, client_for, days, readings, text_of
from tests.raekker import KLOKKEN_NI, make_borger, make_forloeb, make_medarbejder

URL = "/borger/ny"
CPR = "610180-1234"
DATA = {
    "cpr": CPR,
    "navn": "Åse Ørsted",
    "telefon": "20 20 20 20",
    "maalgruppe": "uif2/ledighedsydelse",
    "start": days(-3).isoformat(),
    "diagnose": "ja",
    "diagnose_fra": "2026-05-01",
    "noegle": "a" * 32,
}


@pytest.fixture
def data(kontor):
    return DATA | {"jobformidler": str(kontor.mette.pk)}


@pytest.fixture
def mette(kontor):
    return client_for(kontor.mette)


def draft(client, data):
    return client.post(URL, data | {"kladde": "1"})


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(response)))


def test_everything_but_the_cpr_number_is_kept(mette, data, inside):
    assert re.fullmatch(r"Kladde gemt \d+\.\d\d", text_of(draft(mette, data)))
    with inside():
        kladde = Kladde.objects.get()
        assert (kladde.forloeb, kladde.formular) == (None, NY_BORGER)
        assert not re.search(r"610180|1234", str(kladde.indhold))
        assert not Forloeb.objects.exists()


def test_the_form_opens_with_it_and_says_what_is_not_kept(kontor, mette, data):
    draft(mette, data)
    html = text_of(mette.get(URL))
    assert "CPR-nummeret gemmes ikke i kladden." in html
    felter = re.findall(r"<(?:input|select)[^>]* data-kladde[^>]*>", html)
    assert {re.search(r' name="(\w+)"', felt)[1] for felt in felter} == set(Borgerform.kladdefelter)
    assert all('hx-params="not cpr"' in felt for felt in felter)
    for value in ('value="Åse Ørsted"', 'value="20 20 20 20"', 'value="2026-05-01"'):
        assert value in html
    checked = re.findall(r"<input[^>]* checked[^>]*>", html)
    assert [re.findall(r'value="([^"]*)"', en) for en in checked] == [["uif2/ledighedsydelse"], ["ja"]]
    assert "610180" not in html.replace("10 cifre, fx 610180-1234", "")


def test_a_cpr_number_in_another_field_is_not_kept_either(mette, data, inside):
    draft(mette, data | {"navn": f"Åse Ørsted {CPR}"})
    with inside():
        assert "navn" not in Kladde.objects.get().indhold


def test_without_a_name_or_a_number_there_is_nothing_to_keep(mette, data, inside):
    draft(mette, data)
    assert draft(mette, data | {"navn": "", "telefon": ""}).status_code == 204
    with inside():
        assert not Kladde.objects.exists()


def test_it_goes_when_the_borger_is_made_and_does_not_come_back(mette, data, inside):
    draft(mette, data)
    assert mette.post(URL, data | {"og_ny": "1"}).status_code == 302
    assert draft(mette, data).status_code == 204  # on a slow line
    with inside():
        assert not Kladde.objects.exists()
    assert 'value="Åse Ørsted"' not in text_of(mette.get(URL))


def test_a_refused_form_leaves_it(mette, data, inside):
    draft(mette, data)
    assert mette.post(URL, data | {"maalgruppe": ""}).status_code == 422
    with inside():
        assert Kladde.objects.exists()


def test_it_stands_among_the_drafts_and_is_read_by_nobody_else(kontor, mette, data, inside):
    draft(mette, data)
    page = mette.get("/kladder")
    assert "Ny borger ikke oprettet endnu" in words(page)
    assert "Åse Ørsted" in text_of(page)
    assert f'href="{URL}"' in text_of(page)
    with inside():
        assert readings("kladder") == []
        jonas = make_medarbejder("jonas", "jobformidler", team=kontor.team)
        pk = Kladde.objects.get().pk
    anden = client_for(jonas)
    assert "Åse" not in text_of(anden.get(URL)) + text_of(anden.get("/kladder"))
    assert anden.post(f"/kladder/{pk}/slet").status_code == 404
    assert draft(anden, data | {"navn": "Bo Bæk"}).status_code == 200
    assert 'value="Åse Ørsted"' in text_of(mette.get(URL))
    mette.post(f"/kladder/{pk}/slet")
    assert "Du har ingen kladder." in words(mette.get("/kladder"))


def test_row_level_security_hides_it_from_another_kommune(kontor, other_kommune, mette, data):
    draft(mette, data)
    with kommunekontekst(other_kommune.pk):
        assert not Kladde.objects.exists()


def test_the_database_allows_no_other_draft_without_a_forloeb(kontor, inside):
    with inside():
        forloeb = make_forloeb(make_borger())
        for galt in ({"formular": "kontakt"}, {"formular": NY_BORGER, "forloeb": forloeb}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Kladde.objects.create(medarbejder=kontor.mette, indhold={}, **galt)
        Kladde.objects.create(medarbejder=kontor.mette, formular=NY_BORGER, indhold={})
        with pytest.raises(IntegrityError), transaction.atomic():
            Kladde.objects.create(medarbejder=kontor.mette, formular=NY_BORGER, indhold={})


def test_retention_counts_it(kontor, mette, data, inside):
    draft(mette, data)
    with inside():
        Kladde.objects.update(gemt=KLOKKEN_NI - timedelta(days=8))
        assert expired_rows(Sletteslags.KLADDE, DAG - timedelta(days=7)).count() == 1
