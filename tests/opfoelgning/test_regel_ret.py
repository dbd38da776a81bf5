"""The form that changes a rule's values: the way on from a day that is taken, what it asks for, which days it takes."""

import pytest

from kommuner.models import Regelsaet
from tests.opfoelgning.regelgrund import RET, at_home, fields, preview_and_save
from tests.opfoelgning.sager import DAG, client_for, days, text_of
from tests.raekker import make_medarbejder


@pytest.fixture
def client(kontor):
    return client_for(make_medarbejder("admin", "administrator", navn="Mette Ærø"))


def test_from_a_day_that_is_taken_there_is_a_way_to_its_version_with_what_was_typed(client):
    assert preview_and_save(client).status_code == 302
    at_home()
    row = Regelsaet.objects.get()
    html = text_of(client.post(RET, fields(v_interval_dage="9", kilde="")))
    assert "Der findes allerede en version fra 23. november 2026." in html
    assert f'formaction="{RET}?version={row.pk}#forhaandsvisning"' in html
    url = f"{RET}?version={row.pk}"
    taken = fields(
        v_interval_dage="9", kilde="", omfang="nye", begrundelse="Skrevet forkert", handling="overtag"
    )
    html = text_of(client.post(url, taken))
    assert "10 dage → <b>9 dage</b>" in html
    assert 'name="kilde" value="Byrådet"' in html
    assert (
        preview_and_save(client, url, v_interval_dage="9", begrundelse="Skrevet forkert").status_code == 302
    )
    at_home()
    assert [(row.vaerdier, row.gaelder_loebende) for row in Regelsaet.objects.all()] == [
        ({"kontakt.interval_dage": 9}, True)
    ]


def test_taking_over_asks_for_the_reason_a_version_in_force_needs_and_keeps_what_was_typed(client):
    row = Regelsaet.objects.create(
        indsatsmodel="uif2", gyldig_fra=DAG, vaerdier={"kontakt.interval_dage": 12}
    )
    answer = client.post(f"{RET}?version={row.pk}", fields(v_interval_dage="9", handling="overtag"))
    assert answer.status_code == 422
    assert 'name="v_interval_dage" value="9"' in text_of(answer)


def test_a_short_reason_is_told_how_long_it_must_be(client):
    sent = fields(gyldig_fra=days(-1).isoformat(), begrundelse="x")
    html = text_of(client.post(RET, sent))
    assert "Skriv hvorfor med mindst 10 tegn" in html
    assert "Skrives med mindst 10 tegn" in html


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"gyldig_fra": "1999-01-01"}, "Modellen gælder fra 1. juli 2019."),
        ({"gyldig_fra": "2099-01-01"}, "Dagen ligger mere end 5 år frem. Skriv 23. november 2031 eller"),
        ({"v_varsel_dage": "11"}, "«Varsel før fristen» må ikke være længere end «Højst så længe mellem to"),
        ({"v_former": []}, "mindst én af: fysisk møde, telefon, video, brev, sms, e-mail."),
    ],
)
def test_what_nobody_can_mean_is_refused_at_its_field(client, changed, told):
    answer = client.post(RET, fields(begrundelse="Skrevet forkert", **changed))
    assert answer.status_code == 422
    assert told in text_of(answer)
    at_home()
    assert not Regelsaet.objects.exists()


def test_lengths_of_different_units_are_compared_in_days(client):
    sent = fields(gyldig_fra=days(1).isoformat(), v_uger="2", v_varsel_dage="15")
    told = "«Varsel før fristen» må ikke være længere end «Længste varighed af fase 1»."
    url = RET.replace("kontakt", "fase1_varighed")
    assert told in text_of(client.post(url, sent))
    assert told not in text_of(client.post(url, sent | {"v_varsel_dage": "14"}))


def test_an_old_value_of_another_rule_is_not_in_the_way(client):
    Regelsaet.objects.create(indsatsmodel="uif2", gyldig_fra=days(-9), vaerdier={"fase1_varighed.uger": 1})
    assert preview_and_save(client).status_code == 302
