"""Commands that are asked for what does not exist: a Danish sentence and exit code 1."""

from io import StringIO

import pytest
from django.core.management import call_command

from tests.opfoelgning.sager import days


def refusal(kommando: str, *valg: str) -> str:
    fejl = StringIO()
    with pytest.raises(SystemExit) as caught:
        call_command(kommando, *valg, stdout=StringIO(), stderr=fejl)
    assert caught.value.code == 1
    return fejl.getvalue()


@pytest.mark.parametrize(
    ("valg", "told"),
    [
        (("genberegn", "--dato", "2026-02-30"), "--dato 2026-02-30: "),
        (("genberegn", "--kommune", "0000"), "Kommunen «0000» findes ikke."),
        (("overskridelser", "--regel", "nope"), "Reglen «nope» findes ikke. Vælg en af: "),
        (
            ("overskridelser", "--fra", "2026-11-02", "--til", "2026-11-01"),
            "--til 2026-11-01 ligger før --fra 2026-11-02.",
        ),
        (("prognose", "--dage", "366"), "--dage 366: skriv et helt tal fra 1 til 365."),
        (("prognose", "--dage", "²"), "--dage ²: skriv et helt tal fra 1 til 365."),
        (("prognose", "--team", "Intet"), "Teamet «Intet» findes ikke i nogen af kommunerne."),
    ],
)
def test_what_does_not_exist_is_said_in_danish(kontor, valg, told):
    kontor.sag("Asta Ågård", ejer=kontor.mette, start=days(-30))
    assert told in refusal(*valg)


def test_the_forecast_of_a_team_is_of_its_people(kontor):
    kontor.sag("Asta Ågård", ejer=kontor.mette, start=days(-10))
    kontor.sag("Bo Æbelø", ejer=None, start=days(-10))
    ud = StringIO()
    call_command("prognose", "--team", "Team vest", "--dato", "2026-11-23", stdout=ud)
    assert "Asta Ågård" in ud.getvalue()
    assert "Bo Æbelø" not in ud.getvalue()
