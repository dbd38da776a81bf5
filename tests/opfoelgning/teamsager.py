"""A team with cases in every state its page tells of, and who stands behind which address."""

import re

import pytest

from kommuner.tenancy import kommunekontekst
from opfoelgning.models import Sagsgennemgang
from tests.opfoelgning.sager import days, make_kontor, other_kommune_id, text_of
from tests.raekker import make_medarbejder

LISTE = "/team/borgere"


@pytest.fixture
def jonas(kontor):
    return make_medarbejder("jonas", "jobformidler", team=kontor.team)


@pytest.fixture
def blandet(kontor, jonas):
    """Ten cases in every state the page tells of, and three that are none of the leader's business."""
    sager = {
        "passiv": kontor.sag("Anna Bech", ejer=kontor.mette, start=days(-200)),
        "aftalt": kontor.sag("Bent Dal", ejer=kontor.mette, start=days(-200)),
        "naer": kontor.sag("Carl Eg", ejer=jonas, start=days(-170)),
        "praktik": kontor.sag("Dora Fog", ejer=jonas, start=days(-200)),
        "ny": kontor.sag("Eva Gade", ejer=jonas, start=days(-5)),
        "ferie": kontor.sag("Finn Hald", ejer=jonas, start=days(-40)),
        "ingen": kontor.sag("Gitte Iversen", ejer=None, start=days(-40)),
        "fase1": kontor.sag("Hans Juhl", ejer=kontor.mette, start=days(-20), fase=1),
        "flere": kontor.fleksjob("Ida Krag", days(-90), "4", "6"),
        "faerre": kontor.fleksjob("Jens Lund", days(-90), "8", "7"),
        "samme": kontor.fleksjob("Kaj Munk", days(-90), "5"),
    }
    Sagsgennemgang.objects.create(
        forloeb=sager["aftalt"], dato=days(-2), resultat="indsats_aftalt", forventet_start=days(9)
    )
    kontor.praktik(sager["praktik"], days(-60), days(20))
    kontor.kontakt(sager["praktik"], days(-13))
    kontor.fravaer(sager["ferie"], days(-3), days(10))
    kontor.sag("Lis Nord", ejer=kontor.mette, start=days(-300), slut=days(-10))
    kontor.sag("Mads Ost", ejer=make_medarbejder("rikke", "jobformidler"), start=days(-200))
    with kommunekontekst(other_kommune_id()):
        fremmed = make_kontor("fremmed")
        fremmed.sag("Nina Poulsen", ejer=fremmed.mette, start=days(-200))
    return sager


def names_behind(client, query: str) -> set[str]:
    """Everybody in a list, over all its pages."""
    found, url = set(), f"{LISTE}?{query}"
    while url:
        html = text_of(client.get(url))
        rows = re.findall(r"data-aabn data-handling>(.*?)</a>", html)
        assert not found & set(rows)
        found |= set(rows)
        more = re.search(r'href="([^"]+)">Næste side', html)
        url = more[1].replace("&amp;", "&") if more else ""
    return found


def expected(sager, *keys: str) -> set[str]:
    return {sager[key].borger.navn for key in keys}


BEHIND = {
    "": ("passiv", "aftalt", "naer", "praktik", "ny", "ferie", "ingen", "fase1", "flere", "faerre", "samme"),
    "fase=1": ("fase1",),
    "fase=2": ("passiv", "aftalt", "naer", "praktik", "ny", "ferie", "ingen"),
    "fase=3": ("flere", "faerre", "samme"),
    "status=kontaktpligt": ("passiv", "aftalt", "naer", "praktik", "ny", "ingen"),
    "status=kontakt_overskredet": ("passiv", "aftalt", "naer", "ingen"),
    "status=passiv": ("passiv",),
    "status=naer_passiv": ("naer",),
    "status=afventer": ("aftalt",),
    "status=passiv_eller_naer": ("passiv", "aftalt", "naer"),
    "status=i_fleksjob": ("flere", "faerre", "samme"),
    "status=flere_timer": ("flere",),
    "jobformidler=uden": ("ingen",),
    "fase=2&status=kontakt_overskredet&jobformidler=uden": ("ingen",),
    "fase=x&status=x&jobformidler=x": (
        *("passiv", "aftalt", "naer", "praktik", "ny", "ferie", "ingen", "fase1", "flere", "faerre", "samme"),
    ),
}
