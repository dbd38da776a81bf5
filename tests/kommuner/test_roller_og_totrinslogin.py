"""Somebody with access gets other roles, another team, or a second factor to set up anew."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.test import Client

from kommuner.actions import konto as actions
from kommuner.afvist import Afvist
from kommuner.models import Medarbejder, Team
from kommuner.tenancy import kommunekontekst, set_kommune
from tests.opfoelgning.sager import client_for, text_of
from tests.raekker import ADGANGSKODE, KLOKKEN_NI, make_forloeb, make_medarbejder

ALLE = ["jobformidler", "sagsbehandler", "teamleder", "administrator"]


@pytest.fixture
def nord(kommune) -> Team:
    return Team.objects.create(navn="Team Nord")


@pytest.fixture
def admin(kommune) -> Medarbejder:
    return make_medarbejder("admin", "administrator", navn="Agnete Admin")


@pytest.fixture
def mette(kommune) -> Medarbejder:
    team = Team.objects.create(navn="Team Syd")
    return make_medarbejder("mette", "jobformidler", team=team, navn="Mette Holm")


def change(by: Medarbejder, person: Medarbejder, **data):
    """Post the form and read the person anew."""
    data = {"navn": person.navn, "version": person.version, **data}
    answer = client_for(by).post(f"/administration/adgang/{person.pk}/ret", data, follow=True)
    set_kommune(by.kommune_id)
    person.refresh_from_db()
    return answer


def give_second_factor(person: Medarbejder) -> None:
    for type_ in ("totp", "recovery_codes"):
        Authenticator.objects.create(user=person, type=type_, data={})


def reset(by: Medarbejder, person: Medarbejder) -> str:
    """Confirm the reset; the page it ends on."""
    url = f"/administration/adgang/{person.pk}/totrinslogin"
    html = text_of(client_for(by).post(url, follow=True))
    set_kommune(by.kommune_id)
    person.refresh_from_db()
    return html


# Roles and team


def test_the_form_shows_what_is(admin, mette, nord, other_kommune):
    with kommunekontekst(other_kommune.pk):
        Team.objects.create(navn="Team Udenbys")
    html = text_of(client_for(admin).get(f"/administration/adgang/{mette.pk}/ret"))
    assert re.findall(r'<input[^>]*value="(\w+)"[^>]*checked', html) == ["jobformidler"]
    assert re.findall(r"<option [^>]*>(.*?)</option>", html) == ["Intet team", "Team Nord", "Team Syd"]
    assert re.search(r"<option [^>]*selected>(.*?)</option>", html)[1] == "Team Syd"


def test_roles_and_team_hold_from_the_next_click(admin, mette, nord):
    inside = client_for(mette)
    assert inside.get("/team").status_code == 403
    answer = change(admin, mette, roller=["teamleder", "jobformidler"], team=nord.pk)
    assert "Oplysningerne om Mette Holm er rettet." in text_of(answer)
    assert (mette.roller, mette.team) == (["jobformidler", "teamleder"], nord)
    assert inside.get("/team").status_code == 200


def test_a_new_team_opens_its_borgere_and_closes_the_old_ones(admin, mette, nord):
    colleague = make_medarbejder("siri", "jobformidler", team=mette.team)
    forloeb = make_forloeb()
    forloeb.tildelinger.create(medarbejder=colleague, start=forloeb.start)
    page = f"/borger/{forloeb.borger_id}"
    assert client_for(mette).get(page).status_code == 200
    change(admin, mette, roller=["jobformidler"], team=nord.pk)
    assert client_for(mette).get(page).status_code == 403


def test_a_person_may_have_no_team(admin, mette):
    change(admin, mette, roller=["jobformidler"], team="")
    assert mette.team is None


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"roller": []}, "Vælg mindst én rolle."),
        ({"roller": ["jobformidler"], "team": "999999"}, "Vælg et team fra listen."),
        ({"roller": ["jobformidler"], "team": "x"}, "Vælg et team fra listen."),
    ],
)
def test_a_wrong_form_changes_nothing(admin, mette, data, message):
    before = (mette.roller, mette.team_id)
    answer = change(admin, mette, **data)
    assert answer.status_code == 422
    assert message in text_of(answer)
    assert (mette.roller, mette.team_id) == before


def test_a_team_of_another_kommune_cannot_be_chosen(admin, mette, other_kommune):
    with kommunekontekst(other_kommune.pk):
        foreign = Team.objects.create(navn="Team Udenbys")
    answer = change(admin, mette, roller=["jobformidler"], team=foreign.pk)
    assert "Vælg et team fra listen." in text_of(answer)
    assert mette.team.navn == "Team Syd"


def test_nobody_takes_the_administrator_role_from_herself(admin, nord):
    make_medarbejder("bo", "administrator")
    answer = change(admin, admin, roller=["jobformidler"], team=nord.pk)
    assert "Du kan ikke fjerne din egen rolle som administrator." in text_of(answer)
    assert admin.roller == ["administrator"]
    change(admin, admin, roller=["administrator", "teamleder"], team=nord.pk)
    assert (admin.roller, admin.team) == (["teamleder", "administrator"], nord)


def test_another_administrator_may_lose_the_role_the_last_one_not(admin):
    other = make_medarbejder("bo", "administrator")
    change(admin, other, roller=["teamleder"])
    assert other.roller == ["teamleder"]
    # Somebody whose own role went a moment ago must not take it from the only one left.
    with pytest.raises(Afvist, match="Mindst én administrator skal være aktiv"):
        actions.correct_medarbejder(
            medarbejder=admin, version=1, navn="A", email="", roller=["teamleder"], team=None, by=other
        )
    admin.refresh_from_db()
    assert admin.roller == ["administrator"]


# The second factor


def test_the_page_asks_before_it_resets(admin, mette):
    give_second_factor(mette)
    page = text_of(client_for(admin).get(f"/administration/adgang/{mette.pk}/ret"))
    assert f'href="/administration/adgang/{mette.pk}/totrinslogin">Nulstil totrinslogin' in page
    question = text_of(client_for(admin).get(f"/administration/adgang/{mette.pk}/totrinslogin"))
    assert "Det kan ikke fortrydes." in question
    set_kommune(admin.kommune_id)
    assert Authenticator.objects.filter(user=mette).count() == 2


def test_a_reset_person_must_set_it_up_again_before_she_sees_a_case(admin, mette, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    give_second_factor(mette)
    give_second_factor(admin)
    inside = client_for(mette)
    assert inside.get("/mine").status_code == 200
    assert "Mette Holm skal sætte totrinslogin op igen." in reset(admin, mette)
    assert not Authenticator.objects.filter(user=mette).exists()
    assert Authenticator.objects.filter(user=admin).count() == 2
    assert inside.get("/mine")["Location"] == "/konto/to-faktor/opret"
    new = Client()
    new.post("/konto/log-paa", {"login": "mette", "password": ADGANGSKODE})
    assert new.get("/mine")["Location"] == "/konto/to-faktor/opret"


def test_the_history_tells_when_and_by_whom(admin, mette):
    give_second_factor(mette)
    reset(admin, mette)
    event = (
        apps.get_model("kommuner", "MedarbejderEvent")
        .objects.filter(pgh_obj_id=mette.pk, totrinslogin_nulstillet__isnull=False)
        .get()
    )
    assert event.totrinslogin_nulstillet == mette.totrinslogin_nulstillet
    assert event.pgh_context["user"] == admin.pk
    page = text_of(client_for(admin).get(f"/administration/adgang/{mette.pk}/ret"))
    assert "Sidst nulstillet" in page
    assert "Totrinslogin er ikke sat op." in page


def test_nobody_resets_her_own(admin):
    give_second_factor(admin)
    assert "Du kan ikke nulstille dit eget totrinslogin." in reset(admin, admin)
    assert Authenticator.objects.filter(user=admin).count() == 2
    page = text_of(client_for(admin).get(f"/administration/adgang/{admin.pk}/ret"))
    assert f"/administration/adgang/{admin.pk}/totrinslogin" not in page


def test_who_has_none_has_none_to_reset(admin, mette):
    with pytest.raises(Afvist, match="Mette Holm har ikke sat totrinslogin op"):
        actions.reset_second_factor(medarbejder=mette, by=admin, nu=KLOKKEN_NI)
    mette.refresh_from_db()
    assert mette.totrinslogin_nulstillet is None


# Who may


@pytest.mark.parametrize("rolle", [rolle for rolle in ALLE if rolle != "administrator"])
def test_others_are_kept_out(mette, rolle):
    give_second_factor(mette)
    client = client_for(make_medarbejder("anden", rolle))
    for url, data in (("ret", {"roller": ALLE}), ("totrinslogin", {})):
        assert client.get(f"/administration/adgang/{mette.pk}/{url}").status_code == 403
        assert client.post(f"/administration/adgang/{mette.pk}/{url}", data).status_code == 403
    set_kommune(mette.kommune_id)
    mette.refresh_from_db()
    assert mette.roller == ["jobformidler"]
    assert Authenticator.objects.filter(user=mette).count() == 2


def test_people_of_other_kommuner_are_unknown(admin, other_kommune):
    with kommunekontekst(other_kommune.pk):
        stranger = make_medarbejder("fremmed", "jobformidler")
        give_second_factor(stranger)
    client = client_for(admin)
    for pk in (stranger.pk, 999_999_999):
        for url in ("ret", "totrinslogin"):
            assert client.get(f"/administration/adgang/{pk}/{url}").status_code == 404
            assert client.post(f"/administration/adgang/{pk}/{url}", {"roller": ALLE}).status_code == 404
    with kommunekontekst(other_kommune.pk):
        stranger.refresh_from_db()
        assert stranger.roller == ["jobformidler"]
        assert Authenticator.objects.filter(user=stranger).count() == 2
