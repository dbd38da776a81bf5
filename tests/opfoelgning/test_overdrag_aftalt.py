"""An overdrag agreed for a later day, seen beforehand."""

import pytest

from kommuner.tenancy import kommunekontekst
from tests.opfoelgning.overdragssager import dan, give, sager
from tests.opfoelgning.sager import client_for, count_queries, days, text_of

__all__ = ["dan", "sager"]


def celle(side: str, navn: str) -> str:
    """What stands about a borger's jobformidler."""
    raekke = side.split(f">{navn}</a>")[1]
    return raekke.split('<td data-title="Jobformidler">')[1].split("</td>")[0]


def test_the_list_says_who_has_her_next_and_from_which_day(kontor, sager, dan):
    give(kontor, dan, sager[0], fra=days(8))
    side = text_of(client_for(kontor.leder).get("/team/borgere"))
    assert (
        celle(side, "Anna Bech")
        == f'{kontor.mette.navn} <span class="dim skift">Overdrages til Dan Kofoed 1. dec.</span>'
    )
    assert celle(side, "Bo Dal") == kontor.mette.navn


def test_the_queue_says_that_somebody_comes(kontor, sager, dan):
    give(kontor, dan, sager[3], fra=days(45))
    side = text_of(client_for(kontor.leder).get("/team/ufordelte"))
    assert "Tildeles Dan Kofoed 7. jan. 2027" in celle(side, "Eva Gade")


def test_whoever_hands_her_over_again_is_told_beforehand(kontor, sager, dan):
    give(kontor, dan, sager[0], fra=days(8))
    side = text_of(client_for(kontor.leder).get(f"/team/overdrag?valgt={sager[0].pk}&valgt={sager[1].pk}"))
    assert f"{kontor.mette.navn} · Overdrages til Dan Kofoed 1. dec." in side
    assert side.count("Overdrages til") == 1


def test_the_day_itself_it_is_no_news(kontor, sager, dan, settings):
    give(kontor, dan, sager[0], fra=days(8))
    settings.IDAG = days(8)
    side = text_of(client_for(kontor.leder).get("/team/borgere"))
    assert celle(side, "Anna Bech") == "Dan Kofoed"


def test_the_file_tells_it_too(kontor, sager, dan):
    give(kontor, dan, sager[0], fra=days(8))
    svar = client_for(kontor.leder).get("/team/borgere.csv?navn=anna")
    hoved, anna = b"".join(svar.streaming_content).decode("utf-8-sig").splitlines()
    assert hoved.endswith(";Næste jobformidler;Fra")
    assert anna.endswith(";Dan Kofoed;2026-12-01")


@pytest.mark.parametrize("url", ["/team/borgere", "/team/ufordelte"])
def test_more_of_them_take_no_more_statements(kontor, sager, dan, kommune, url):
    leder = client_for(kontor.leder)
    leder.get(url)
    before = count_queries(leder, url)
    with kommunekontekst(kommune.pk):
        give(kontor, dan, *sager, fra=days(8))
    leder.get(url)
    assert count_queries(leder, url) == before
