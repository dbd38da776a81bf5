"""People and teams as the administrator finds, makes and corrects them, and closes a team."""

import re

import pytest

from forloeb.actions.fratraedelse import close_team
from kommuner.actions import konto, team
from kommuner.afvist import Afvist, Konflikt
from kommuner.brugere import PR_SIDE
from kommuner.models import Medarbejder, Team
from kommuner.tenancy import kommunekontekst, set_kommune
from tests.kommuner.brugersager import LISTEN, admin, fleks, mette
from tests.opfoelgning.sager import DAG, client_for, count_queries, text_of
from tests.raekker import make_medarbejder

__all__ = ["admin", "fleks", "mette"]


def new_user(admin, **fields):
    return client_for(admin).post(f"{LISTEN}/ny", {"navn": "Åse Ny", "roller": ["jobformidler"], **fields})


def names_on(html: str) -> list[str]:
    return re.findall(r"data-aabn>(.*?)</a>", html)


# Finding


@pytest.mark.parametrize("q", ["mett", "HOLM", "ærø", "mh@ex", "mette holm"])
def test_people_are_found_by_what_is_typed(admin, mette, q):
    assert names_on(text_of(client_for(admin).get(LISTEN, {"q": q}))) == ["Mette Ærø Holm"]


def test_nobody_found_says_so_and_how_to_go_on(admin):
    html = text_of(client_for(admin).get(LISTEN, {"q": "mett"}))
    assert "Ingen brugere passer til 'mett'." in html
    assert "Nulstil filtre" in html


def test_the_list_is_in_danish_order_and_a_page_at_a_time(admin, mette):
    for navn in ("Aage Å", "Ærø Æ", "Øjvind Ø", "zoe z", "Anne-Mette A"):
        make_medarbejder(navn.replace(" ", ""), navn=navn)
    kendte = ["Agnete Admin", "Anne-Mette A", "Mette Ærø Holm", "zoe z", "Ærø Æ", "Øjvind Ø", "Aage Å"]
    client = client_for(admin)
    assert names_on(text_of(client.get(LISTEN))) == kendte
    set_kommune(admin.kommune_id)
    alike = [Medarbejder(username=f"bo{nr}", navn="Bo Bo") for nr in range(2 * PR_SIDE)]
    Medarbejder.objects.bulk_create(alike)
    seen, url = [], LISTEN
    while url:
        html = text_of(client.get(url))
        assert len(names_on(html)) <= PR_SIDE
        seen += names_on(html)
        naeste = re.search(r'href="([^"]*efter=[^"]*)"', html)
        url = naeste and naeste[1].replace("&amp;", "&")
    assert sorted(seen) == sorted(kendte + ["Bo Bo"] * len(alike))


def test_the_list_takes_the_same_number_of_queries_however_many_there_are(admin, mette):
    few = count_queries(client_for(admin), LISTEN)
    set_kommune(admin.kommune_id)
    for nr in range(30):
        make_medarbejder(f"p{nr}", "jobformidler", team=Team.objects.create(navn=f"Team {nr}"))
    assert count_queries(client_for(admin), LISTEN) == few


def test_people_without_a_team_are_counted_and_listed(admin, mette):
    make_medarbejder("uden", "jobformidler", navn="Ulla Uden")
    make_medarbejder("leder", "teamleder", navn="Lis Leder")
    make_medarbejder("lukket", "jobformidler", navn="Lars Lukket", is_active=False)
    client = client_for(admin)
    assert "2 uden team" in text_of(client.get("/administration"))
    html = text_of(client.get(LISTEN, {"vis": "uden_team"}))
    assert names_on(html) == ["Lis Leder", "Ulla Uden"]


def test_the_roles_are_explained(admin):
    html = text_of(client_for(admin).get(LISTEN))
    for rolle in ("Jobformidler", "Sagsbehandler", "Teamleder", "Administrator"):
        assert f"<dt>{rolle}</dt><dd>" in html


# New and corrected


def test_a_new_user_logs_in_with_the_password_shown_once(admin, fleks):
    html = text_of(
        new_user(admin, roller=["jobformidler", "teamleder"], team=fleks.pk, email="aa@example.dk")
    )
    password = re.search(r"<dt>Adgangskode</dt><dd><code>(.*?)</code>", html)[1]
    set_kommune(admin.kommune_id)
    ny = Medarbejder.objects.get(navn="Åse Ny")
    assert (ny.username, ny.email, ny.team, ny.roller) == (
        *("aase.ny.0751", "aa@example.dk", fleks, ["jobformidler", "teamleder"]),
    )
    assert ny.check_password(password)
    assert ny.skal_skifte_adgangskode


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"navn": ""}, "Skriv brugerens navn."),
        ({"roller": []}, "Vælg mindst én rolle."),
        ({"brugernavn": "mette"}, "Brugernavnet er optaget. Vælg et andet."),
        ({"email": "x"}, "Skriv e-mailadressen som mette@example.dk."),
        ({"team": "99999"}, "Vælg et team fra listen."),
    ],
)
def test_a_wrong_new_user_is_refused_at_its_field(admin, mette, fields, message):
    answer = new_user(admin, **fields)
    assert answer.status_code == 422
    assert message in text_of(answer)
    set_kommune(admin.kommune_id)
    assert not Medarbejder.objects.filter(navn="Åse Ny").exists()


def test_name_and_email_are_corrected_and_the_history_tells(admin, mette):
    data = {"navn": "Mette Holm", "email": "ny@example.dk", "roller": ["jobformidler"], "version": 1}
    client_for(admin).post(f"/administration/adgang/{mette.pk}/ret", data)
    html = text_of(client_for(admin).get(f"/administration/adgang/{mette.pk}/ret"))
    set_kommune(admin.kommune_id)
    mette.refresh_from_db()
    assert (mette.navn, mette.email, mette.version) == ("Mette Holm", "ny@example.dk", 2)
    for said in ("Navn: Mette Ærø Holm → Mette Holm", "Team: Fleksteam → –", "Agnete Admin"):
        assert said in html, said


def test_two_administrators_at_once_see_both_texts(admin, mette):
    other = make_medarbejder("bo", "administrator", navn="Bo Admin")
    data = {"navn": "Mette Et", "roller": ["jobformidler"], "version": 1}
    client_for(other).post(f"/administration/adgang/{mette.pk}/ret", data)
    answer = client_for(admin).post(f"/administration/adgang/{mette.pk}/ret", data | {"navn": "Mette To"})
    html = text_of(answer)
    assert answer.status_code == 409
    assert "Bo Admin har rettet det samme" in html
    assert "Mette Et" in html
    assert 'value="Mette To"' in html
    with pytest.raises(Konflikt):
        set_kommune(admin.kommune_id)
        konto.correct_medarbejder(
            medarbejder=mette, version=1, navn="X", email="", roller=["jobformidler"], team=None, by=admin
        )


@pytest.mark.parametrize(
    "side", ["/administration", "/administration/adgang/{}/ret", "/administration/team/{}"]
)
def test_pages_take_the_same_number_of_queries(admin, mette, side):
    url = side.format(mette.team_id if "team" in side else mette.pk)
    few = count_queries(client_for(admin), url)
    set_kommune(admin.kommune_id)
    for nr in range(20):
        make_medarbejder(f"p{nr}", "jobformidler", "teamleder", team=mette.team)
        Medarbejder.objects.filter(pk=mette.pk).update(email=f"m{nr}@example.dk")
        Team.objects.filter(pk=mette.team_id).update(navn=f"Team {nr}")
    assert count_queries(client_for(admin), url) == few


# Teams


def test_a_team_is_made_called_something_else_and_told_of(admin, fleks):
    client = client_for(admin)
    client.post("/administration/team/ny", {"navn": "Nordteam"})
    set_kommune(admin.kommune_id)
    nord = Team.objects.get(navn="Nordteam")
    client.post(f"/administration/team/{nord.pk}", {"navn": "Team Nord", "version": 1})
    assert "Navn: Nordteam → Team Nord" in text_of(client.get(f"/administration/team/{nord.pk}"))
    answer = client.post("/administration/team/ny", {"navn": " fleksTEAM "})
    assert (answer.status_code, "Teamet findes allerede." in text_of(answer)) == (422, True)


def test_a_team_with_somebody_in_it_stays_open(admin, mette, fleks):
    with pytest.raises(Afvist, match=r"Der er 1 bruger i Fleksteam: Mette Ærø Holm\. Flyt"):
        close_team(team=fleks, by=admin, dag=DAG)
    html = text_of(client_for(admin).post(f"/administration/team/{fleks.pk}/luk", follow=True))
    assert "Flyt dem først." in html


def test_a_closed_team_is_not_offered_until_it_is_opened_again(admin, mette, fleks):
    konto.close_login(medarbejder=mette, by=admin)
    close_team(team=fleks, by=admin, dag=DAG)
    with pytest.raises(Afvist, match="Fleksteam er lukket"):
        konto.create_medarbejder(navn="Bo", email="", roller=["teamleder"], team=fleks, by=admin)
    client = client_for(admin)
    assert f'<option value="{fleks.pk}"' not in text_of(client.get(f"{LISTEN}/ny"))
    client.post(f"/administration/team/{fleks.pk}/aabn")
    assert f'<option value="{fleks.pk}"' in text_of(client.get(f"{LISTEN}/ny"))


def test_the_team_of_another_kommune_is_unknown(admin, other_kommune):
    with kommunekontekst(other_kommune.pk):
        fremmed = Team.objects.create(navn="Udenbys")
    assert client_for(admin).get(f"/administration/team/{fremmed.pk}").status_code == 404
    set_kommune(admin.kommune_id)
    assert team.create_team(navn="Udenbys", by=admin).aktiv
