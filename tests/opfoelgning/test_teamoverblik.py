"""Teamoverblik as a whole: numbers in the file and behind every link, one team of two, and a night that failed."""

import csv
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from kommuner.models import Medarbejder, Regelsaet, Stedfortraeder, Team
from kommuner.tenancy import kommunekontekst
from opfoelgning.models import Koersel
from tests.opfoelgning.sager import client_for, days, text_of
from tests.opfoelgning.teamsager import BEHIND, blandet, jonas, names_behind
from tests.raekker import make_medarbejder

__all__ = ["blandet", "jonas"]


def numbers(client, url: str = "/team.csv") -> dict[tuple[str, str], str]:
    """Part and name to number, from the file."""
    lines = client.get(url).content.decode("utf-8-sig").splitlines()
    header, *rows = csv.reader(lines, delimiter=";")
    assert header == ["Del", "Navn", "Tal"]
    return {(del_, navn): tal for del_, navn, tal in rows}


def test_the_file_has_the_pages_numbers(kontor, blandet):
    client = client_for(kontor.leder)
    tal, html = numbers(client), text_of(client.get("/team"))
    assert tal["Nøgletal", "Borgere i indsatsen"] == "11"
    # Eighteen months hold some months twice.
    assert '<th scope="row">nov. 2026</th>' in html
    for navn, query in (
        ("Passive borgere", "status=passiv"),
        ("Tæt på 6 måneder", "status=naer_passiv"),
        ("Afventer aftalt indsats", "status=afventer"),
        ("Skal kontaktes løbende", "status=kontaktpligt"),
        ("Kontakt overskredet", "status=kontakt_overskredet"),
        ("Flere timer end ved start", "status=flere_timer"),
        ("I fleksjob", "status=i_fleksjob"),
        ("Fase 2", "fase=2"),
    ):
        assert int(tal["Nøgletal", navn]) == len(BEHIND[query]) == len(names_behind(client, query)), navn
        assert re.search(rf'\?{re.escape(query)}">(?:\+ |Fase 2: )?{tal["Nøgletal", navn]}\b', html), navn
    assert f"{tal['Nøgletal', 'Kontakt til tiden, procent']} %" in html
    assert tal["Sagsstamme: borgere", "Uden jobformidler"] == "1"


def test_every_caseload_leads_to_its_borgere(kontor, blandet):
    client = client_for(kontor.leder)
    linje = r'\?(jobformidler=\w+)">[^<]+</a></th>\s*<td class="num">[^<]*<a href="[^"]+">(\d+)'
    rows = re.findall(linje, text_of(client.get("/team")))
    assert len(rows) == 3
    for query, antal in rows:
        assert len(names_behind(client, query)) == int(antal)


def test_a_name_that_acts_as_a_formula_is_only_a_name(kontor):
    ond = make_medarbejder("ond", "jobformidler", team=kontor.team, navn="=HYPERLINK(1)")
    kontor.sag("Anna Bech", ejer=ond, start=days(-20))
    assert ("Sagsstamme: borgere", "'=HYPERLINK(1)") in numbers(client_for(kontor.leder))


@pytest.fixture
def to_teams(kontor) -> tuple[Medarbejder, Team]:
    """A leader of Team Nord who stands in at Team vest too, with borgere in both and one whom nobody has."""
    nord = Team.objects.create(navn="Team Nord")
    nora = make_medarbejder("nora", "teamleder", team=nord, navn="Nora Nord")
    Stedfortraeder.objects.create(team=kontor.team, medarbejder=nora, start=days(-1), slut=days(5))
    kontor.sag("Anna Bech", ejer=kontor.mette, start=days(-200))
    kontor.sag("Bo Dal", ejer=make_medarbejder("kaj", "jobformidler", team=nord), start=days(-200))
    kontor.sag("Carl Eg", ejer=nora, start=days(-200))
    kontor.sag("Dora Fog", ejer=None, start=days(-200))
    return nora, nord


def test_one_team_at_a_time_for_whoever_leads_two(kontor, to_teams):
    nora, nord = to_teams
    client = client_for(nora)
    for team, navne in (
        ("", {"Anna Bech", "Bo Dal", "Carl Eg", "Dora Fog"}),
        (nord.pk, {"Bo Dal", "Carl Eg", "Dora Fog"}),
        (kontor.team.pk, {"Anna Bech", "Dora Fog"}),
    ):
        html = text_of(client.get(f"/team?team={team}"))
        links = re.findall(r'href="/team/borgere\??([^"]*)">(?:Fase \d: |\+ )?(\d+)(?!\d* %)', html)
        assert len(links) > 8
        for query, antal in links:
            assert len(names_behind(client, query.replace("&amp;", "&"))) == int(antal), (team, query)
        assert names_behind(client, f"team={team}") == navne
        tal = numbers(client, f"/team.csv?team={team}")
        assert tal["Nøgletal", "Borgere i indsatsen"] == str(len(navne))
        assert tal["Borgere i fase 2", days(0).isoformat()] == str(len(navne))


def test_a_team_one_does_not_lead_is_no_choice(kontor, to_teams):
    _, nord = to_teams
    leder = client_for(kontor.leder)
    for team in (nord.pk, 987654321, "x"):
        assert names_behind(leder, f"team={team}") == {"Anna Bech", "Dora Fog"}
    assert 'id="f-team"' not in text_of(leder.get("/team/borgere"))


@pytest.mark.parametrize(
    ("koersel", "besked"),
    [
        ({"siden": 1}, ""),
        ({"siden": 30}, "Natkørslen er ikke kørt siden "),
        ({"siden": 1, "fejl": [{"forloeb": 1}]}, " fejlede "),
        (None, ""),
    ],
)
def test_a_night_that_failed_is_told_with_the_way_to_its_state(kontor, kommune, koersel, besked):
    if koersel:
        startet = timezone.now() - timedelta(hours=koersel["siden"])
        Koersel.objects.create(
            opgave="genberegn", dag=days(0), startet=startet, sluttet=startet, fejl=koersel.get("fejl", [])
        )
    html = text_of(client_for(kontor.leder).get("/team"))
    assert ("Se driftsstatus" in html) == bool(besked)
    assert besked in html
    assert ("Tallene her er regnet ud nu." in html) == bool(besked)


def test_the_ceiling_stands_in_page_and_file(kontor):
    Regelsaet.objects.create(indsatsmodel="uif2", gyldig_fra=days(-900), vaerdier={"sagsstamme.loft": 1})
    for navn in ("Anna Bech", "Bo Dal"):
        kontor.sag(navn, ejer=kontor.mette, start=days(-20))
    client = client_for(kontor.leder)
    assert numbers(client)["Sagsstamme: over loftet på", kontor.mette.navn] == "1"
    with kommunekontekst(kontor.leder.kommune_id):
        assert "Over loftet på 1" in text_of(client.get("/team"))
