"""The forecast tells of a last day on which nobody is at work, in the words of the other pages."""

import pytest
from django.urls import reverse

from kommuner.actions.lukkedage import add_lukkedage
from tests.opfoelgning.sager import DAG, client_for, days, text_of
from tests.opfoelgning.test_prognose import PROGNOSE, run

SOENDAG = "senest 29. nov. Lovligt fravær udskyder. Lukkedag: søndag – i praksis senest 27. nov."


@pytest.fixture
def sag(kontor):
    """Her contact runs out on Sunday 29 November."""
    sag = kontor.sag("Asta Ågård", ejer=kontor.mette, start=days(-30))
    kontor.kontakt(sag, days(-8))
    return sag


def test_page_file_and_command_tell_of_it(kontor, sag):
    assert SOENDAG in run()
    client = client_for(kontor.mette)
    assert SOENDAG in text_of(client.get(PROGNOSE))
    assert SOENDAG in b"".join(client.get(reverse("prognose_csv")).streaming_content).decode()


def test_a_closing_day_of_the_kommune_counts_as_one(kontor, sag):
    add_lukkedage(fra=days(4), til=days(4), navn="kursusdag", by=kontor.leder, dag=DAG)
    assert "Lukkedag: søndag – i praksis senest 26. nov." in run()


def test_a_last_day_at_work_says_nothing_more(kontor):
    kontor.kontakt(kontor.sag("Bo Æbelø", ejer=kontor.mette, start=days(-30)), days(-5))
    assert "ukkedag" not in run(regel="kontakt")
