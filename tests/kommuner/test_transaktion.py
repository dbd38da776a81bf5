"""One transaction per request, and sessions that are not written for every click."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection
from django.http import Http404, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import include, path
from django.utils import timezone

from kommuner.models import Medarbejder, Team
from kommuner.sessioner import SessionStore, slack
from kommuner.tenancy import kommunekontekst
from tests.raekker import make_medarbejder

FEJL = {"404": Http404, "403": PermissionDenied, "500": ZeroDivisionError}


def write(request, udfald: str):
    """Write a row, and then end as told."""
    Team.objects.create(navn=f"Team {udfald}")
    if udfald == "sql":
        try:
            Team.objects.create(navn=f"Team {udfald}")
        except IntegrityError as error:
            raise Http404 from error
    if udfald in FEJL:
        raise FEJL[udfald]
    return HttpResponse(status=int(udfald))


def tell(request, exception):
    """A page of a failure that reads the database."""
    return HttpResponse(", ".join(Team.objects.values_list("navn", flat=True)), status=404)


handler404 = tell
urlpatterns = [path("skriv/<str:udfald>", write), path("", include("fleksjob.urls"))]


@pytest.fixture
def mette(kommune) -> Medarbejder:
    return make_medarbejder("mette", "jobformidler")


@pytest.fixture
def browser(mette, settings) -> Client:
    settings.ROOT_URLCONF = __name__
    client = Client(raise_request_exception=False)
    client.force_login(mette)
    return client


@pytest.mark.parametrize(
    ("udfald", "status", "kept"),
    [("200", 200, 1), ("422", 422, 1), ("503", 503, 0), ("404", 404, 0), ("403", 403, 0), ("500", 500, 0)],
)
def test_what_a_failed_view_wrote_is_not_kept(browser, mette, udfald, status, kept):
    assert browser.get(f"/skriv/{udfald}").status_code == status
    with kommunekontekst(mette.kommune_id):
        assert Team.objects.filter(navn=f"Team {udfald}").count() == kept


def test_after_an_error_in_the_database_the_page_that_tells_of_it_can_still_ask(browser, mette):
    """The handler of a 404 asks for the kommune's teams in the transaction that the view broke."""
    with kommunekontekst(mette.kommune_id):
        Team.objects.create(navn="Team Havn")
    answer = browser.get("/skriv/sql")
    assert (answer.status_code, answer.content.decode()) == (404, "Team Havn")
    assert browser.get("/hjaelp").status_code == 200


def move_end(client: Client, **ago) -> None:
    """Let the session have been written so long ago."""
    end = timezone.now() + timedelta(seconds=28_800) - timedelta(**ago)
    Session.objects.filter(pk=client.session.session_key).update(expire_date=end)


def session_writes(client: Client) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/hjaelp").status_code == 200
    return [q["sql"] for q in queries if "django_session" in q["sql"] and not q["sql"].startswith("SELECT")]


def test_a_session_is_written_at_most_once_a_minute(browser):
    assert session_writes(browser) == []
    move_end(browser, seconds=61)
    (written,) = session_writes(browser)
    assert "session_data" not in written
    assert session_writes(browser) == []


def test_a_session_lasts_from_the_last_click(browser, settings):
    move_end(browser, hours=7)
    browser.get("/hjaelp")
    left = Session.objects.get(pk=browser.session.session_key).expire_date - timezone.now()
    assert left > timedelta(seconds=settings.SESSION_COOKIE_AGE) - slack()


def test_the_page_warns_before_the_session_ends(browser, settings):
    assert (
        f'data-session-slut="{settings.SESSION_COOKIE_AGE - 60}"' in browser.get("/hjaelp").content.decode()
    )


def test_an_ended_session_is_nobodys(browser):
    move_end(browser, hours=9)
    assert browser.get("/hjaelp").status_code == 302


def test_moving_the_end_leaves_what_another_request_wrote(browser):
    move_end(browser, minutes=5)
    slow = SessionStore(browser.session.session_key)
    assert "noget" not in slow
    other = browser.session
    other["noget"] = "nyt"
    other.save()
    slow._is_due = True
    slow.save()
    assert SessionStore(browser.session.session_key)["noget"] == "nyt"
