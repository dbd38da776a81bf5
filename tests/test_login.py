"""Logging in and what comes before the first page: errors, lock, new password, headers."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.messages import get_messages
from django.urls import reverse

from kommuner.models import Medarbejder
from kommuner.tenancy import kommunekontekst
from tests.paalogning import LOGIN, log_in, mette
from tests.raekker import ADGANGSKODE, make_medarbejder

__all__ = ["mette"]
PASSWORD = "/konto/adgangskode"
CSP = {
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}
WRONG = "Brugernavn eller adgangskode passer ikke."
LOCKED = "Kontoen er låst i 15 minutter efter 5 forsøg."


def test_the_login_page_asks_in_danish(client, db):
    page = client.get(LOGIN).content.decode()
    assert "Brugernavn" in page
    assert "Adgangskode" in page
    assert "Log på" in page


def test_the_right_password_leads_to_the_start_page(client, mette):
    assert log_in(client).headers["Location"] == reverse("forside")
    assert client.get("/").headers["Location"] == reverse("mine")
    assert client.session[SESSION_KEY] == str(mette.pk)


@pytest.mark.parametrize(("username", "password"), [("ukendt", ADGANGSKODE), ("mette", "forkert-kode-12")])
def test_a_wrong_name_and_a_wrong_password_look_alike(client, mette, username, password):
    answer = log_in(client, username, password)
    assert answer.status_code == 200
    assert WRONG in answer.content.decode()
    assert SESSION_KEY not in client.session


@pytest.mark.parametrize(
    ("fields", "message"),
    [({"login": ""}, "Skriv dit brugernavn."), ({"password": ""}, "Skriv din adgangskode.")],
)
def test_an_empty_field_says_what_to_write(client, mette, fields, message):
    answer = client.post(LOGIN, {"login": "mette", "password": ADGANGSKODE} | fields)
    assert message in answer.content.decode()


@pytest.mark.parametrize("username", ["mette", "ukendt"])
def test_five_failures_lock_the_account(client, mette, username):
    for _ in range(5):
        assert WRONG in log_in(client, username, "forkert-kode-12").content.decode()
    assert LOCKED in log_in(client, username, "forkert-kode-12").content.decode()
    assert LOCKED in log_in(client, username, ADGANGSKODE).content.decode()
    assert SESSION_KEY not in client.session


def test_a_locked_account_locks_nobody_else(client, mette, kommune):
    with kommunekontekst(kommune.pk):
        make_medarbejder("dan", "jobformidler")
    for _ in range(6):
        log_in(client, "mette", "forkert-kode-12")
    assert log_in(client, "dan").status_code == 302


def test_nobody_can_make_an_account(client, kommune):
    before = Medarbejder.objects.count()
    for answer in (
        client.get("/konto/opret"),
        client.post("/konto/opret", {"username": "ny", "password1": ADGANGSKODE, "password2": ADGANGSKODE}),
    ):
        assert "<form" not in answer.content.decode().partition("<main")[2]
    with kommunekontekst(kommune.pk):
        assert Medarbejder.objects.count() == before
    assert SESSION_KEY not in client.session


def test_an_imported_person_cannot_log_in(client, kommune):
    user = make_medarbejder("importeret", "jobformidler", is_active=False)
    user.set_unusable_password()
    user.save()
    for password in ("forkert-kode-12", user.password, ""):
        assert log_in(client, "importeret", password).status_code == 200
        assert SESSION_KEY not in client.session


def test_a_closed_access_is_told_who_knows_the_password(client, kommune):
    make_medarbejder("lukket", "jobformidler", is_active=False)
    assert log_in(client, "lukket").headers["Location"] == "/konto/inaktiv"
    assert SESSION_KEY not in client.session
    assert client.get("/konto/inaktiv").status_code == 200


def test_a_closed_access_ends_an_open_session(client, mette, kommune):
    log_in(client)
    with kommunekontekst(kommune.pk):
        Medarbejder.objects.filter(pk=mette.pk).update(is_active=False)
    assert client.get("/hjaelp").headers["Location"] == f"{LOGIN}?next=/hjaelp"


def test_the_page_asked_for_comes_after_login(client, mette):
    sent = client.get("/hjaelp")
    assert sent.headers["Location"] == f"{LOGIN}?next=/hjaelp"
    assert 'name="next" value="/hjaelp"' in client.get(sent.headers["Location"]).content.decode()
    assert log_in(client, next="/hjaelp").headers["Location"] == "/hjaelp"


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com/", "javascript:alert(1)"])
def test_login_leads_nowhere_else(client, mette, elsewhere):
    assert log_in(client, next=elsewhere).headers["Location"] == reverse("forside")


def test_a_fragment_gets_401_and_not_the_login_page(client, db):
    answer = client.get("/hjaelp", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["HX-Trigger"] == "session-udloebet"
    assert answer.content == b""


def test_logging_off_takes_a_click_on_a_button(client, mette):
    log_in(client)
    client.get("/konto/log-af")
    assert SESSION_KEY in client.session
    client.post("/konto/log-af")
    assert SESSION_KEY not in client.session


def test_a_login_sees_its_own_kommune_only(client, mette, other_kommune):
    """People are found over all kommuner by their user name, and see one."""
    with kommunekontekst(other_kommune.pk):
        make_medarbejder("eva", "administrator")
    log_in(client, "eva")
    page = client.get("/administration/brugere").content.decode()
    assert "eva Prøve" in page
    assert "mette Prøve" not in page


# A new password


@pytest.fixture
def new_person(client, kommune) -> Medarbejder:
    user = make_medarbejder("ny", "jobformidler", skal_skifte_adgangskode=True)
    log_in(client, "ny")
    return user


def change_password(client, new: str, old: str = ADGANGSKODE):
    return client.post(PASSWORD, {"oldpassword": old, "password1": new, "password2": new})


@pytest.mark.parametrize("page", ["/hjaelp", "/", "/mine"])
def test_a_one_time_password_opens_no_page_but_its_change(client, new_person, page):
    assert client.get(page).headers["Location"] == PASSWORD


def test_a_new_password_opens_the_pages(client, new_person):
    assert change_password(client, "helt-min-egen-kode").headers["Location"] == reverse("forside")
    assert client.get("/hjaelp").status_code == 200
    client.post("/konto/log-af")
    assert WRONG in log_in(client, "ny").content.decode()
    assert log_in(client, "ny", "helt-min-egen-kode").status_code == 302


@pytest.mark.parametrize(
    ("new", "message"),
    [
        (ADGANGSKODE, "Vælg en anden adgangskode end engangskoden."),
        ("kort-kode-1", "mindst 12 tegn"),
        ("adgangskode1", None),
    ],
)
def test_a_poor_new_password_is_refused(client, new_person, new, message):
    answer = change_password(client, new)
    if message is None:
        assert answer.status_code == 302
    else:
        assert message in answer.content.decode()
        assert client.get("/hjaelp").headers["Location"] == PASSWORD


# Headers


@pytest.mark.parametrize(
    "page", ["/", LOGIN, "/om", "/healthz", "/findes-ikke", "/konto/opret", "/driftsstatus"]
)
def test_open_pages_carry_the_strict_policy(client, db, page):
    assert_strict(client.get(page))


@pytest.mark.parametrize(
    "page", ["/hjaelp", "/genveje", PASSWORD, "/administration", "/mine", "/konto/to-faktor/opret"]
)
def test_inner_pages_carry_the_strict_policy(client, mette, page):
    log_in(client)
    assert_strict(client.get(page))


def assert_strict(answer) -> None:
    assert {part.strip() for part in answer.headers["Content-Security-Policy"].split(";")} == CSP
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_a_login_gives_no_message_in_english(client, mette):
    answer = log_in(client)
    assert [str(message) for message in get_messages(answer.wsgi_request)] == []
