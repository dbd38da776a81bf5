"""The product in a real browser: a server process on a database of its own, headless Chromium, and watchful pages."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Error, Page, Request, sync_playwright

from fleksjob.indlejret.steder import PROJEKT
from tests.browser.rejse import Rejse
from tests.browser.sager import ADGANGSKODE, DAG
from tests.conftest import owner_dsn

WIDTHS = {1440: 900, 390: 844, 320: 700}
# The browser and htmx report every answer of 400 and above as an error; these are part of the design.
EXPECTED = (
    "Status Error Code 401",
    "status of 401",
    "status of 422",
    "status of 409",
    "status of 403",
    "status of 404",
    # A page that is left while a preview is under way; an answer that never came is seen by what the page says.
    "htmx:afterRequest",
    "htmx:sendAbort",
    "htmx:sendError",
)


def pytest_collection_modifyitems(items) -> None:
    """Mark everything in this folder ``browser``."""
    for item in items:
        if "tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@dataclass
class Server:
    """The running product: where it answers, and its database."""

    url: str
    database: str
    environment: dict[str, str]

    def sql(self, statement: str, *values) -> list[tuple]:
        """Ask or tell the database as its owner, past row-level security."""
        with psycopg.connect(owner_dsn(self.database)) as connection:
            cursor = connection.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []


@contextmanager
def _copy_of_database(name: str) -> Iterator[None]:
    """A database like the migrated one, gone afterwards."""
    connections.close_all()
    with psycopg.connect(owner_dsn("postgres"), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {settings.DATABASES['default']['NAME']}")
    try:
        yield
    finally:
        with psycopg.connect(owner_dsn("postgres"), autocommit=True) as admin:
            admin.execute(f"DROP DATABASE {name}")


def _shell(environment: dict[str, str], code: str) -> None:
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", code]
    subprocess.run(command, cwd=PROJEKT, env=environment, check=True)


@contextmanager
def _serving(port: int, environment: dict[str, str]) -> Iterator[str]:
    """gunicorn, answering; its address."""
    command = [sys.executable, "-m", "gunicorn", "fleksjob.wsgi", "-b", f"127.0.0.1:{port}", "--threads", "4"]
    process = subprocess.Popen([*command, "--no-control-socket"], cwd=PROJEKT, env=environment)
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGQUIT)  # at once: SIGTERM waits for connections the browser keeps open
        process.wait(timeout=30)


@pytest.fixture(scope="session")
def server(django_db_setup, tmp_path_factory) -> Iterator[Server]:
    """gunicorn on a copy of the migrated test database with the cases of ``tests.browser.sager``."""
    name = f"{settings.DATABASES['default']['NAME']}_browser"
    environment = _environment(name, str(tmp_path_factory.mktemp("data")))
    with _copy_of_database(name):
        _shell(environment, "from tests.browser import nabokommune, sager; sager.load(); nabokommune.load()")
        with _serving(_free_port(), environment) as url:
            yield Server(url, name, environment)


@pytest.fixture
def rejse(request, django_db_setup, tmp_path, chromium) -> Iterator[Rejse]:
    """The product on a database of its own, whose days the test decides; ``load`` as its parameter brings the cases."""
    name = f"{settings.DATABASES['default']['NAME']}_rejse"
    environment, port = _environment(name, str(tmp_path)), _free_port()
    watch, context = Watch(), {}

    def start(stack: ExitStack, dag: date) -> None:
        stack.enter_context(_serving(port, environment | {"FLEKSJOB_IDAG": dag.isoformat()}))

    def open(rolle: str) -> Page:
        context[rolle] = new_context(chromium, f"http://127.0.0.1:{port}", width=1440, theme="light", js=True)
        page = context[rolle].new_page()
        watch.follow(page)
        log_in(page, rolle)
        return page

    with _copy_of_database(name):
        _shell(
            environment,
            f"from tests.browser import sager; sager.{getattr(request, 'param', 'load_people')}()",
        )
        rejse = Rejse(start, open)
        yield rejse
        for profile in context.values():
            profile.close()
        rejse.close()
    assert watch.complaints == []


def _environment(name: str, data: str) -> dict[str, str]:
    own = dict(os.environ)
    own["DATABASE_URL"] = urlsplit(own["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    own.pop("DATABASE_OWNER_URL", None)
    own |= {"DJANGO_SETTINGS_MODULE": "fleksjob.settings", "FLEKSJOB_DEMO": "1", "FLEKSJOB_DATA": data}
    return own | {"FLEKSJOB_IDAG": DAG.isoformat(), "FLEKSJOB_TEST": "1"}


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _wait_for(url: str, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server stopped"
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{url} did not answer")


# In one breath: hundreds of tests end with it.
_AS_THEY_WERE = """
DELETE FROM opfoelgning_kontakt WHERE registreret_af_id IS NOT NULL;
DELETE FROM kommuner_regelsaet WHERE af_id IS NOT NULL;
DELETE FROM forloeb_fravaer WHERE registreret_af_id IS NOT NULL;
DELETE FROM aftaler_tilbud WHERE registreret_af_id IS NOT NULL;
DELETE FROM forloeb_afgoerelse;
DELETE FROM opfoelgning_kladde;
DELETE FROM mfa_authenticator;
DELETE FROM fleksjob_cache;
UPDATE kommuner_medarbejder SET genveje = true WHERE NOT genveje;
"""


@pytest.fixture(autouse=True)
def clean(server: Server) -> Iterator[None]:
    """Each test begins with the cases as they were."""
    yield
    server.sql(_AS_THEY_WERE)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, or the one named by CHROMIUM."""
    # Playwright keeps an event loop in this thread; tests of other files that follow in it use the database as ever.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=sandbox)
        yield browser
        browser.close()


@dataclass
class Watch:
    """What a page complains of (console errors, CSP messages, uncaught exceptions), and what it waits for."""

    complaints: list[str] = field(default_factory=list)
    sent: set[Request] = field(default_factory=set)

    def follow(self, page: Page) -> None:
        """Listen to a page from now on."""
        page.on("console", lambda message: self._hear(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.sent.update([request]))
        page.on("requestfinished", lambda request: self.sent.difference_update([request]))
        page.on("requestfailed", lambda request: self.sent.difference_update([request]))

    def close(self, contexts: list[BrowserContext]) -> None:
        """What was sent is answered first (within a second), or it is written after the cases have been put back."""
        for context in contexts:
            with suppress(Error):
                while self.sent:
                    context.wait_for_event("requestfinished", timeout=1000)
            context.close()

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and not any(part in text for part in EXPECTED):
            self.complaints.append(text)


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(server: Server, chromium: Browser, states: dict[str, dict]) -> Iterator[OpenPage]:
    """``open_page("jobformidler", width=390, theme="dark", js=False)``: a page of somebody logged in.

    Relative addresses lead to the server. Without a role nobody is logged in; ``fresh=True`` logs in anew, for tests
    that end the session. A complaint of any page fails the test when it ends.
    """
    watch, contexts = Watch(), []

    def open_page(
        rolle: str | None = None,
        *,
        width: int = 1440,
        theme: str = "light",
        js: bool = True,
        fresh: bool = False,
    ) -> Page:
        context = new_context(chromium, server.url, width=width, theme=theme, js=js)
        contexts.append(context)
        context.on("page", watch.follow)
        page = context.new_page()
        if rolle and fresh:
            log_in(page, rolle)
        elif rolle:
            _as_before(page, rolle, states)
        return page

    yield open_page
    watch.close(contexts)
    assert watch.complaints == []


def _as_before(page: Page, rolle: str, states: dict[str, dict]) -> None:
    """Somebody who has logged in once goes on from there."""
    if rolle not in states:
        log_in(page, rolle)
        states[rolle] = page.context.storage_state()
    page.context.add_cookies(states[rolle]["cookies"])


@pytest.fixture(scope="session")
def states() -> dict[str, dict]:
    """Cookies of those already logged in, by role."""
    return {}


def new_context(chromium: Browser, url: str, *, width: int, theme: str, js: bool) -> BrowserContext:
    """A browser profile of its own."""
    return chromium.new_context(
        base_url=url,
        viewport={"width": width, "height": WIDTHS.get(width, 900)},
        color_scheme=theme,
        locale="da-DK",
        java_script_enabled=js,
    )


def log_in(page: Page, rolle: str) -> None:
    """Through the login page, as a person does."""
    fill_in_login(page, rolle)
    page.wait_for_url(lambda url: "log-paa" not in url)


def fill_in_login(page: Page, rolle: str) -> None:
    """Send the login page, wherever it leads."""
    page.goto("/konto/log-paa")
    page.fill("[name=login]", rolle)
    page.fill("[name=password]", ADGANGSKODE)
    page.click("main [type=submit]")
