"""Teamoverblik: every number equals the people behind it, and a count made another way."""

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from forloeb.models import Forloeb, Tildeling
from kommuner.models import Regelsaet
from kommuner.tenancy import set_kommune
from opfoelgning import team, vurdering
from opfoelgning.ledelse import ledelse
from opfoelgning.models import Sagsgennemgang, Vurdering
from opfoelgning.rapporter import faser_pr_maaned
from opfoelgning.regneark import csv_lines, safe_cell
from tests.opfoelgning.sager import DAG, client_for, count_queries, days, readings, text_of
from tests.opfoelgning.teamsager import BEHIND, LISTE, blandet, expected, jonas, names_behind
from tests.raekker import make_medarbejder

__all__ = ["blandet", "jonas"]


def test_behind_every_address_stand_the_right_people(kontor, blandet):
    client = client_for(kontor.leder)
    for query, keys in BEHIND.items():
        assert names_behind(client, query) == expected(blandet, *keys), query


def test_every_figure_on_the_page_equals_its_list(kontor, blandet):
    client = client_for(kontor.leder)
    html = text_of(client.get("/team"))
    links = re.findall(r'href="/team/borgere\?([^"]+)">(?:Fase \d: |\+ )?(\d+)(?!\d* %)', html)
    assert len(links) >= 9
    for query, antal in links:
        assert len(names_behind(client, query.replace("&amp;", "&"))) == int(antal), query


def test_the_figures_equal_a_count_of_the_rules_themselves(kontor, blandet):
    found = team.team_statusser(kontor.leder, DAG)
    tal, _ = team.figures(ledelse(kontor.leder, DAG))
    states = {"kontakt": [], "passivitet": []}
    for pk in found.values_list("pk", flat=True):
        for v in vurdering.live(pk, DAG).bedoemmelse.vurderinger:
            states.get(v.regel, []).append(str(v.tilstand))
    running = [t for t in states["kontakt"] if t in ("loeber", "varsel", "overskredet")]
    assert tal.borgere == len(BEHIND[""])
    assert tal.faser == {1: 1, 2: 7, 3: 3}
    assert tal.lister["kontaktpligt"] == len(running) == 6
    assert tal.lister["kontakt_overskredet"] == running.count("overskredet") == 4
    assert tal.til_tiden == 33
    for liste, tilstand in (("passiv", "overskredet"), ("naer_passiv", "varsel"), ("afventer", "afventer")):
        assert tal.lister[liste] == states["passivitet"].count(tilstand) == 1
    assert (tal.timer_nu, tal.timer_ved_start) == (Decimal("6.0"), Decimal("5.7"))


def test_overdue_means_any_rule(kontor, blandet):
    kontor.sag("Sine Uhre", ejer=kontor.mette, start=days(-100), fase=1)
    found = team.team_statusser(kontor.leder, DAG)
    overdue = Vurdering.objects.filter(tilstand="overskredet", forloeb__sagsstatus__in=found).values(
        "forloeb_id"
    )
    assert (
        team.figures(ledelse(kontor.leder, DAG))[0].lister["overskredet"] == overdue.distinct().count() == 6
    )


def test_the_caseloads_add_up(kontor, blandet, jonas):
    stammer = {s.noegle: s for s in team.figures(team.fresh_ledelse(kontor.leder, DAG))[1]}
    assert {noegle: s.borgere for noegle, s in stammer.items()} == {
        str(kontor.mette.pk): 6,
        str(jonas.pk): 4,
        team.UDEN: 1,
    }
    assert stammer[team.UDEN].navn == "Uden jobformidler"
    assert stammer[str(jonas.pk)].til_tiden == 66
    client = client_for(kontor.leder)
    html = text_of(client.get("/team"))
    assert ">Noget overskredet</th>" in html
    assert ">Kontakt til tiden</th>" in html
    for noegle, stamme in stammer.items():
        assert len(names_behind(client, f"jobformidler={noegle}&status=overskredet")) == stamme.overskredet


def test_the_panel_says_who_needs_a_decision(kontor, blandet):
    Sagsgennemgang.objects.create(forloeb=blandet["passiv"], dato=days(-8), resultat="lovlig_grund")
    kontor.praktik(blandet["naer"], days(-176), days(-169), sted="Tornskov Gods")
    html = text_of(client_for(kontor.leder).get("/team"))
    rows = re.findall(r"<tr data-raekke>(.*?)</tr>", html, re.S)
    names = [re.search(r"data-aabn>(.*?)</a>", row)[1] for row in rows]
    assert names == ["Anna Bech", "Bent Dal", "Carl Eg"]
    for said in ("Passiv siden 7. nov.", ">200<", "Ingen siden visitation", "15. nov.: lovlig grund"):
        assert said in rows[0], said
    assert "Afventer aftalt indsats" in rows[1]
    assert "21. nov.: virksomhedsrettet indsats aftalt" in rows[1]
    assert "Passiv om" in rows[2]
    assert "Virksomhedspraktik, Tornskov Gods – sluttede 6. jun." in rows[2]
    assert "Kontakt overskredet" not in rows[0]


def test_an_empty_panel_names_who_comes_next(kontor):
    kontor.sag("Oda Riis", ejer=kontor.mette, start=days(-20))
    html = text_of(client_for(kontor.leder).get("/team"))
    forloeb = Forloeb.objects.get()
    frist = Vurdering.objects.get(forloeb=forloeb, regel="passivitet").frist
    assert f"Ingen passive borgere. Nærmeste: Oda Riis om {(frist - DAG).days + 1} dage." in html


def test_a_team_without_borgere_says_so(kontor):
    html = text_of(client_for(kontor.leder).get("/team"))
    assert "Ingen passive borgere." in html
    assert "Ingen borgere i teamet endnu." in html
    assert "Flere måneder kommer med tiden." in html
    assert "Ingen borgere i teamet endnu." in text_of(client_for(kontor.leder).get(LISTE))


def test_the_chart_ends_with_todays_figures(kontor, blandet):
    maaneder = faser_pr_maaned(kontor.leder, DAG)
    assert len(maaneder) == 18
    assert [m.dag for m in maaneder][-3:] == [date(2026, 9, 30), date(2026, 10, 31), DAG]
    assert maaneder[-1].faser == team.figures(team.fresh_ledelse(kontor.leder, DAG))[0].faser


def test_each_month_of_the_chart_counts_those_who_were_there(kontor, blandet):
    moved = kontor.sag("Per Skov", ejer=kontor.mette, start=days(-400))
    Tildeling.objects.filter(forloeb=moved).update(slut=days(-100))
    rikke = make_medarbejder("rikke.2", "jobformidler")
    Tildeling.objects.create(forloeb=moved, medarbejder=rikke, start=days(-50))
    came = kontor.sag("Tage Vang", ejer=rikke, start=days(-400))
    Tildeling.objects.filter(forloeb=came).update(slut=days(-150))
    Tildeling.objects.create(forloeb=came, medarbejder=kontor.mette, start=days(-150))
    for maaned in faser_pr_maaned(kontor.leder, DAG)[-16:]:
        synlige = Forloeb.objects.synlig_for(kontor.leder, maaned.dag).aabne(maaned.dag)
        counted = sum(
            f.start <= maaned.dag and (f.slut is None or f.slut > maaned.dag)
            for forloeb in synlige
            for f in forloeb.faser.all()
        )
        assert maaned.i_alt == counted, maaned.dag


def test_a_list_of_many_is_paged_in_order_of_urgency(kontor):
    for nr in range(60):
        kontor.sag(f"Borger {nr:02}", ejer=kontor.mette, start=days(-nr - 1))
    client = client_for(kontor.leder)
    assert len(names_behind(client, "")) == 60
    assert text_of(client.get(LISTE)).count("<tr data-raekke>") == team.PR_SIDE
    found = team.team_statusser(kontor.leder, DAG)
    first, key = team.page_of(found)
    second, last = team.page_of(found, key)
    assert last == ""
    keys = [
        (s.hast, s.hast_frist or date.max, s.navn_sortering) for s in map(found.in_bulk().get, first + second)
    ]
    assert all(a < b for a, b in pairwise(keys))


@pytest.mark.parametrize("efter", ["x", "0", "9" * 30, "-1"])
def test_a_page_key_that_means_nothing_shows_the_first_page(kontor, blandet, efter):
    assert "Anna Bech" in text_of(client_for(kontor.leder).get(f"{LISTE}?efter={efter}"))


def test_the_spreadsheet_holds_the_same_people(kontor, blandet):
    kontor.kontakt(blandet["passiv"], days(-1))
    client = client_for(kontor.leder)
    response = client.get("/team/borgere.csv?status=passiv_eller_naer")
    set_kommune(None)  # as after the request, when the body is streamed
    body = b"".join(response.streaming_content)
    set_kommune(kontor.leder.kommune_id)
    assert body.startswith("\ufeffBorger;".encode())
    lines = body.decode("utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in lines[1:]] == ["Anna Bech", "Bent Dal", "Carl Eg"]
    assert "Passiv siden 7. nov." in lines[1]
    assert ";Passiv;2026-11-06;" in lines[1]
    assert response["Content-Disposition"] == 'attachment; filename="borgere-2026-11-23.csv"'
    assert readings("team_borgere_csv") == [{blandet[key].borger_id for key in ("passiv", "aftalt", "naer")}]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_acts_as_a_formula(start):
    assert safe_cell(f"{start}1+1") == f"'{start}1+1"


def test_cells_that_hold_separators_are_quoted():
    assert list(csv_lines([["Anna; Bech", 'si"g'], ["æ", "ø"]])) == [
        '\ufeff"Anna; Bech";"si""g"\r\n',
        "æ;ø\r\n",
    ]


@pytest.mark.parametrize("url", ["/team", LISTE, "/team/borgere.csv"])
def test_only_leaders_come_in(kontor, url):
    admin = make_medarbejder("admin", "administrator", team=kontor.team)
    for user in (kontor.mette, admin):
        assert client_for(user).get(url).status_code == 403


def test_a_leader_sees_her_own_team_and_nobody_elses(kontor, blandet):
    html = "".join(text_of(client_for(kontor.leder).get(url)) for url in ("/team", LISTE))
    for navn in ("Mads Ost", "Nina Poulsen", "Lis Nord"):
        assert navn not in html


def test_who_was_shown_is_logged(kontor, blandet):
    client = client_for(kontor.leder)
    client.get("/team")
    client.get(f"{LISTE}?status=flere_timer")
    assert readings("team") == [{blandet[key].borger_id for key in ("passiv", "aftalt", "naer")}]
    assert readings("team_borgere") == [{blandet["flere"].borger_id}]


def test_the_page_is_right_without_any_nightly_run(kontor, settings):
    sag = kontor.sag("Rie Toft", ejer=kontor.mette, start=days(-200))
    client = client_for(kontor.leder)
    assert "Passiv siden" in text_of(client.get("/team"))
    settings.IDAG = days(1)
    set_kommune(kontor.leder.kommune_id)
    kontor.praktik(sag, days(0), days(30))
    assert "Ingen passive borgere." in text_of(client.get("/team"))


@pytest.mark.parametrize(("url", "hoejst"), [("/team", 10), (LISTE, 12)])
def test_the_number_of_queries_does_not_grow_with_the_team(kontor, url, hoejst):
    client = client_for(kontor.leder)
    counts = []
    for antal in (5, 55):
        set_kommune(kontor.leder.kommune_id)
        for nr in range(antal):
            kontor.sag(f"Borger {antal}-{nr}", ejer=kontor.mette, start=days(-200 + nr))
        client.get(url)
        counts.append(count_queries(client, url))
    assert counts[0] == counts[1] <= hoejst


def test_a_caseload_above_the_kommunes_ceiling_is_marked_on_the_day_it_holds(kontor, jonas, settings):
    for nr in range(3):
        kontor.sag(f"Borger {nr}", ejer=kontor.mette, start=days(-20))
        kontor.sag(f"Ejerløs {nr}", ejer=None, start=days(-20))
    kontor.sag("Rie Toft", ejer=jonas, start=days(-20))
    Regelsaet.objects.create(indsatsmodel="uif2", gyldig_fra=days(1), vaerdier={"sagsstamme.loft": 2})
    client = client_for(kontor.leder)
    assert "Over loftet" not in text_of(client.get("/team"))
    settings.IDAG = days(1)
    text = text_of(client.get("/team"))
    assert text.count("Over loftet på 2") == 1
    assert text.index("mette.vest") < text.index("Over loftet på 2") < text.index("Uden jobformidler")
