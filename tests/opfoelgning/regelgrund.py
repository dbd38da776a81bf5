"""Who changes a rule's values, whom it concerns, and the form as it is sent."""

import re

import pytest

from kommuner.models import Kommune, Team
from kommuner.regelsaet import stand
from kommuner.tenancy import set_kommune
from tests.opfoelgning.sager import DAG, days, text_of
from tests.raekker import make_medarbejder

REGLER = "/administration/regler"
RET = f"{REGLER}/uif2/kontakt"


@pytest.fixture
def admin(kontor):
    return make_medarbejder("admin", "administrator", navn="Mette Ærø")


@pytest.fixture
def sene(kontor):
    """Contacts 12 days old with Mette, and one with somebody of another team."""
    rikke = make_medarbejder("rikke", "jobformidler", team=Team.objects.create(navn="Team øst"))
    for navn, ejer in (("Anna Bech", kontor.mette), ("Carl Eg", rikke)):
        kontor.kontakt(kontor.sag(navn, ejer=ejer, start=days(-60)), days(-12))


def at_home() -> None:
    """Into the kommune again: a request leaves none behind."""
    set_kommune(Kommune.objects.get(kode="0751").pk)


def now() -> int:
    at_home()
    return stand("uif2")


def fields(**changed) -> dict:
    return {
        "v_interval_dage": "10",
        "v_former": ["fysisk", "telefon", "video"],
        "v_varsel_dage": "3",
        "v_flyt_til_arbejdsdag": "nej",
        "gyldig_fra": DAG.isoformat(),
        "omfang": "loebende",
        "kilde": "Byrådet",
        "begrundelse": "",
        "stand": now(),
        "handling": "vis",
    } | changed


def hidden(html: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', html)[1]


def preview_and_save(client, url=RET, **changed):
    html = text_of(client.post(url, fields(**changed)))
    sent = fields(**changed, forhaandsvist=hidden(html, "forhaandsvist"))
    return client.post(url, sent | {"handling": "gem", "stand": hidden(html, "stand")})
