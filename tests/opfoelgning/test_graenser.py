"""Days and texts at the edge of what the database and the calendar can hold."""

import pytest
from django.urls import reverse

from forloeb.models import Forloeb, Jobmaal
from kommuner.tenancy import set_kommune
from opfoelgning.models import Opfoelgning
from tests.opfoelgning.sager import client_for, days, text_of

DATOFEJL = "Skriv datoen som 23-11-2026."


@pytest.fixture
def sag(kontor):
    return kontor.sag("Asta Ågård", ejer=kontor.mette, start=days(-40))


@pytest.mark.parametrize("dag", ["9999-12-31", "2200-01-01", "1899-12-31"])
def test_a_day_nobody_means_is_refused_in_its_field_and_the_text_stays(kontor, sag, dag):
    client = client_for(kontor.mette)
    svar = client.post(
        reverse("jobmaal_ny", args=[sag.borger_id]),
        {"jobfunktion": "Passe planter", "foreslaaet_af": "borger", "start": "2026-11-01", "til": dag},
    )
    assert svar.status_code == 422
    assert DATOFEJL in text_of(svar)
    assert "Passe planter" in text_of(svar)
    slut = client.post(reverse("afslut", args=[sag.borger_id]), {"aarsag": "flyttet", "sidste_dag": dag})
    assert (slut.status_code, DATOFEJL in text_of(slut)) == (422, True)
    set_kommune(kontor.team.kommune_id)
    assert (Jobmaal.objects.count(), Forloeb.objects.get().slut) == (0, None)


@pytest.mark.parametrize("uge", ["0001-01", "9999-52", "2026-99", "x"])
def test_a_week_outside_the_calendar_is_told(kontor, uge):
    assert client_for(kontor.mette).get(reverse("kalender"), {"uge": uge}).status_code == 422


@pytest.mark.parametrize("side", ["soeg", "virksomheder", "mine"])
def test_a_character_the_database_cannot_hold_is_left_out_of_an_address(kontor, sag, side):
    svar = client_for(kontor.mette).get(f"{reverse(side)}?q=As%00ta&navn=As%00ta")
    assert svar.status_code == 200


def test_a_follow_up_called_off_is_not_planned(kontor):
    sag = kontor.fleksjob("Jens Job", days(-30), "6")
    Opfoelgning.objects.create(
        forloeb=sag,
        ansaettelse=sag.ansaettelser.get(),
        dato=days(20),
        form="telefon",
        status="aflyst",
    )
    side = text_of(client_for(kontor.leder).get(reverse("borger", args=[sag.borger_id])))
    linje = side[side.index("Opfølgning: telefon") :][:200]
    assert "aflyst" in linje
    assert "planlagt" not in linje
