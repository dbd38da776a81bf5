"""Logging in with a second factor: its set-up, the code, and what half a login shows."""

import re
import time

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth import SESSION_KEY
from django.urls import reverse

from borgere.models import Borger
from kommuner.tenancy import kommunekontekst
from tests.paalogning import LOGIN, log_in, mette
from tests.raekker import ADGANGSKODE

__all__ = ["mette"]


@pytest.fixture
def second_factor_forced(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def code_for(secret: str) -> str:
    period = 30
    return format_hotp_value(hotp_value(secret, int(time.time()) // period))


def test_without_a_second_factor_only_its_set_up_opens(client, mette, second_factor_forced):
    log_in(client)
    for page in ("/", "/hjaelp", "/mine"):
        assert client.get(page).headers["Location"] == "/konto/to-faktor/opret"


def test_set_up_and_login_with_a_second_factor(client, mette, second_factor_forced):
    log_in(client)
    confirm = client.get("/konto/to-faktor/opret").headers["Location"]
    assert confirm == "/konto/bekraeft?next=%2Fkonto%2Fto-faktor%2Fopret"
    assert "Skriv din adgangskode for at fortsætte." in client.get(confirm).content.decode()
    set_up = client.post(confirm, {"password": ADGANGSKODE}).headers["Location"]
    page = client.get(set_up).content.decode()
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page)[1]
    assert "data:image/svg+xml;base64," in page
    wrong = client.post("/konto/to-faktor/opret", {"code": "000000"})
    assert wrong.status_code == 200
    assert client.post("/konto/to-faktor/opret", {"code": code_for(secret)}).status_code == 302
    codes = client.get("/konto/to-faktor/koder").content.decode()
    assert client.get("/hjaelp").status_code == 200
    assert len(re.findall(r"[0-9a-f]{5}-?[0-9a-f]{3,5}|\d{8}", codes)) >= 8


@pytest.fixture
def with_factor(mette) -> str:
    """Mette has set up a second factor; its secret."""
    secret = generate_totp_secret()
    TOTP.activate(mette, secret)
    return secret


def test_a_login_stops_half_way_until_the_code_is_right(client, with_factor, second_factor_forced):
    assert log_in(client).headers["Location"] == "/konto/to-faktor/log-paa"
    assert SESSION_KEY not in client.session
    assert client.get("/hjaelp").headers["Location"].startswith(LOGIN)
    assert client.get("/konto/to-faktor/log-paa").status_code == 200
    assert client.post("/konto/to-faktor/log-paa", {"code": "000000"}).status_code == 200
    assert SESSION_KEY not in client.session
    answer = client.post("/konto/to-faktor/log-paa", {"code": code_for(with_factor)})
    assert answer.headers["Location"] == reverse("forside")
    assert client.get("/hjaelp").status_code == 200


def test_the_page_asked_for_comes_after_the_second_factor(client, with_factor, second_factor_forced):
    log_in(client, next="/hjaelp")
    answer = client.post("/konto/to-faktor/log-paa", {"code": code_for(with_factor)})
    assert answer.headers["Location"] == "/hjaelp"


def test_half_a_login_shows_no_row_of_the_case_system(client, with_factor, second_factor_forced):
    log_in(client)
    assert client.get("/administration").status_code == 302
    assert client.get("/konto/to-faktor").status_code == 302
    assert not Borger.objects.exists()


def test_a_code_of_another_secret_does_not_fit(client, with_factor, second_factor_forced):
    log_in(client)
    answer = client.post("/konto/to-faktor/log-paa", {"code": code_for(generate_totp_secret())})
    assert answer.status_code == 200
    assert SESSION_KEY not in client.session


def test_the_secret_is_not_readable_by_another_kommune(with_factor, other_kommune):
    assert Authenticator.objects.exists()
    with kommunekontekst(other_kommune.pk):
        assert not Authenticator.objects.exists()


def test_the_app_shows_the_system_s_name(mette):
    assert "Udvikling%20i%20fleksjob" in get_adapter().build_totp_url(mette, "A" * 16)
