"""Who may log in: given, taken away, and the password nobody sees twice."""

import re
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client

from kommuner.actions import konto as actions
from kommuner.afvist import Afvist
from kommuner.models import Fravaerstype, Kommune, Medarbejder, Tilbudstype
from kommuner.navneforslag import suggest_username
from kommuner.tenancy import kommunekontekst, set_kommune
from opfoelgning.models import Koersel
from tests.opfoelgning.sager import DAG, client_for, text_of
from tests.raekker import KLOKKEN_NI, make_medarbejder


@pytest.fixture
def admin(kommune):
    return make_medarbejder("admin", "administrator", navn="Agnete Admin")


@pytest.fixture
def mette(kommune):
    """Came by import: known, with a role, and unable to log in."""
    return Medarbejder.objects.create(username="m1", navn="Mette Ærø Holm", roller=["jobformidler"])


def give(admin, mette, **fields):
    data = {"brugernavn": "mette.holm.0751", "roller": ["jobformidler"], **fields}
    return client_for(admin).post(f"/administration/adgang/{mette.pk}", data)


def password_on(html: str) -> str:
    return re.search(r"<dt>Adgangskode</dt><dd><code>(.*?)</code>", html)[1]


def test_the_list_tells_who_may_log_in(admin, mette):
    html = text_of(client_for(admin).get("/administration/brugere"))
    for said in ("Mette Ærø Holm", "jobformidler", "kan ikke logge på", "aldrig", "Giv adgang", "dig selv"):
        assert said in html, said


def test_the_form_proposes_a_user_name_and_the_roles_known(admin, mette):
    html = text_of(client_for(admin).get(f"/administration/adgang/{mette.pk}"))
    assert 'value="mette.holm.0751"' in html
    assert re.findall(r'<input[^>]*value="(\w+)"[^>]*checked', html) == ["jobformidler"]


def test_the_one_time_password_works_once_and_is_kept_nowhere(admin, mette, caplog):
    response = give(admin, mette, roller=["jobformidler", "teamleder"])
    password = password_on(text_of(response))
    assert "no-store" in response["Cache-Control"]
    mette.refresh_from_db()
    assert (mette.username, mette.roller, mette.is_active, mette.skal_skifte_adgangskode) == (
        *("mette.holm.0751", ["jobformidler", "teamleder"], True, True),
    )
    assert mette.check_password(password)
    assert password not in text_of(client_for(admin).get("/administration/brugere"))
    assert all(password not in str(session.get_decoded()) for session in Session.objects.all())
    assert password not in caplog.text


def test_whoever_was_given_access_must_choose_a_password_first(admin, mette):
    password = password_on(text_of(give(admin, mette)))
    client = Client()
    client.post("/konto/log-paa", {"login": "mette.holm.0751", "password": password})
    assert client.get("/mine")["Location"] == "/konto/adgangskode"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"brugernavn": "admin"}, "Brugernavnet er optaget. Vælg et andet."),
        ({"brugernavn": ""}, "Skriv et brugernavn."),
        ({"brugernavn": "mette holm"}, "Brug bogstaver, tal, punktum og bindestreg."),
        ({"roller": []}, "Vælg mindst én rolle."),
    ],
)
def test_a_refusal_stands_in_the_form(admin, mette, fields, message):
    response = give(admin, mette, **fields)
    assert response.status_code == 422
    assert message in text_of(response)
    mette.refresh_from_db()
    assert not mette.is_active


def test_a_user_name_taken_in_another_kommune_is_taken(admin, mette, other_kommune):
    with kommunekontekst(other_kommune.pk):
        make_medarbejder("mette.holm.0751", "jobformidler")
    assert "Brugernavnet er optaget." in text_of(give(admin, mette))


def test_nobody_is_given_access_twice(admin, mette):
    give(admin, mette)
    assert "Mette Ærø Holm har allerede adgang." in text_of(give(admin, mette))


def test_closing_ends_open_sessions_for_good(admin, mette):
    give(admin, mette)
    mette.refresh_from_db()
    Medarbejder.objects.filter(pk=mette.pk).update(skal_skifte_adgangskode=False)
    inside = client_for(mette)
    assert inside.get("/mine").status_code == 200
    html = text_of(client_for(admin).post(f"/administration/adgang/{mette.pk}/luk", follow=True))
    assert "Mette Ærø Holm kan ikke længere logge på." in html
    assert inside.get("/mine").status_code == 302
    set_kommune(admin.kommune_id)
    mette.refresh_from_db()
    assert not mette.has_usable_password()
    give(admin, mette)
    Medarbejder.objects.filter(pk=mette.pk).update(skal_skifte_adgangskode=False)
    assert inside.get("/mine")["Location"].startswith("/konto/log-paa")


def test_nobody_closes_her_own_access(admin):
    make_medarbejder("bo", "administrator")
    html = text_of(client_for(admin).post(f"/administration/adgang/{admin.pk}/luk", follow=True))
    assert "Du kan ikke lukke din egen adgang." in html
    admin.refresh_from_db()
    assert admin.is_active


def test_the_last_administrator_stays(admin, mette):
    other = make_medarbejder("bo", "administrator")
    actions.close_login(medarbejder=other, by=admin)
    with pytest.raises(Afvist, match="Mindst én administrator skal være aktiv"):
        actions.close_login(medarbejder=admin, by=other)


def test_a_new_password_ends_the_old_one(admin, mette):
    old = password_on(text_of(give(admin, mette)))
    new = password_on(text_of(client_for(admin).post(f"/administration/adgang/{mette.pk}/adgangskode")))
    mette.refresh_from_db()
    assert new != old
    assert mette.check_password(new)
    assert mette.skal_skifte_adgangskode


@pytest.mark.parametrize(
    ("who", "message"), [("admin", "Skift din egen adgangskode"), ("mette", "har ikke adgang. Giv adgang")]
)
def test_a_new_password_is_refused_with_a_reason(admin, mette, who, message):
    target = {"admin": admin, "mette": mette}[who]
    url = f"/administration/adgang/{target.pk}/adgangskode"
    assert message in text_of(client_for(admin).post(url, follow=True))


@pytest.mark.parametrize("rolle", ["jobformidler", "sagsbehandler", "teamleder"])
def test_others_are_kept_out(admin, mette, rolle):
    client = client_for(make_medarbejder("anden", rolle))
    assert client.get("/administration").status_code == 403
    for suffix in ("", "/luk", "/adgangskode"):
        assert client.post(f"/administration/adgang/{mette.pk}{suffix}").status_code == 403
    mette.refresh_from_db()
    assert not mette.is_active


def test_people_of_other_kommuner_are_unknown(admin, other_kommune):
    with kommunekontekst(other_kommune.pk):
        stranger = make_medarbejder("fremmed", "jobformidler", navn="Fremmed Person")
    client = client_for(admin)
    assert "Fremmed Person" not in text_of(client.get("/administration/brugere"))
    for pk in (stranger.pk, 999_999_999):
        for suffix in ("", "/luk", "/adgangskode"):
            assert client.post(f"/administration/adgang/{pk}{suffix}").status_code == 404


def test_the_state_of_the_jobs_is_told(admin):
    html = text_of(client_for(admin).get("/administration"))
    assert "Fristerne er ikke beregnet af det natlige job endnu." in html
    set_kommune(admin.kommune_id)
    fejl = [{"forloeb": "f-17", "fejl": "KeyError: 'x'"}]
    Koersel.objects.create(opgave="genberegn", dag=DAG, antal=12, fejl=fejl, sluttet=KLOKKEN_NI)
    html = text_of(client_for(admin).get("/administration"))
    for said in ("12 forløb", "1 forløb kunne ikke beregnes", "f-17", "KeyError"):
        assert said in html, said


def test_the_command_makes_the_first_administrator_and_the_code_tables(db):
    out = StringIO()
    options = {"kommune": "0751", "brugernavn": "agnete", "navn": "Agnete Admin", "stdout": out}
    call_command("opret_administrator", **options)
    password = out.getvalue().split("Engangskode: ")[1].strip()
    with kommunekontekst(Kommune.objects.get(kode="0751").pk):
        person = Medarbejder.objects.get(username="agnete")
        assert person.check_password(password)
        assert (person.roller, person.is_active, person.skal_skifte_adgangskode) == (
            *(["administrator"], True, True),
        )
        assert Fravaerstype.objects.filter(kode="ferie").exists()
        assert Tilbudstype.objects.filter(kode="virksomhedspraktik").exists()
    with pytest.raises(CommandError, match="Brugernavnet er optaget"):
        call_command("opret_administrator", **options)
    with pytest.raises(CommandError, match="ingen kommune med koden 9999"):
        call_command("opret_administrator", **options | {"kommune": "9999"})


@pytest.mark.parametrize(
    ("navn", "taken", "expected"),
    [
        ("Mette Ærø Holm", set(), "mette.holm.0751"),
        ("Mette Ærø Holm", {"mette.holm.0751"}, "mette.holm2.0751"),
        ("Åse", set(), "aase.0751"),
        ("Allan Nguyễn", set(), "allan.nguyen.0751"),
        ("Zoran Đurić", set(), "zoran.duric.0751"),
        ("山田", set(), "bruger.0751"),
    ],
)
def test_a_user_name_is_proposed_from_the_name(navn, taken, expected):
    assert suggest_username(navn, "0751", taken) == expected


def test_passwords_are_long_and_all_different():
    made = {actions.new_password() for _ in range(100)}
    assert len(made) == 100
    assert {len(password) for password in made} == {19}
