"""`manage.py demo` as a newcomer runs it: a process of its own on an empty data folder."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import psutil
import psycopg
import pytest
import redis

from fleksjob import indlejret
from fleksjob.indlejret.steder import PORTE, PROJEKT, er_ledig

KEYS = {
    "url",
    "pids",
    "logins",
    "database_app",
    "database_superuser",
    "redis",
    "mailmappe",
    "idag",
}
LOGIN_KEYS = {"kommune", "rolle", "brugernavn", "adgangskode"}
GIVEN = ("DATABASE_", "REDIS_URL", "SECRET_KEY", "FLEKSJOB_", "DJANGO_")


def environment(data):
    """What a newcomer's shell would have, on a data folder and a day of ours."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(GIVEN)}
    return own | {"FLEKSJOB_DATA": str(data), "FLEKSJOB_IDAG": "2026-11-23"}


class Demo:
    """One data folder and the demo process on it."""

    def __init__(self):
        self.data = Path(tempfile.mkdtemp(prefix="fleksjob-demo-"))
        self.log = self.data.with_suffix(".log")
        self.port = next(port for port in PORTE if er_ledig(port))
        self.process = self.start()
        self.facts = self.wait_for_facts()

    def start(self, port=None):
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "manage.py", "demo", "--port", str(port or self.port)],
                env=environment(self.data),
                cwd=PROJEKT,
                stdout=log,
                stderr=log,
            )

    def wait_for_facts(self, known=None):
        """The contents of oplysninger.json once they differ from `known`."""
        place = self.data / "oplysninger.json"
        deadline = time.monotonic() + 240
        while time.monotonic() < deadline and self.process.poll() is None:
            if place.exists() and (facts := json.loads(place.read_text(encoding="utf-8"))) != known:
                return facts
        raise AssertionError(self.log.read_text(encoding="utf-8"))

    def health(self):
        """What /healthz answers; pages may take a moment to come back after a restart."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with (
                contextlib.suppress(OSError),
                urllib.request.urlopen(f"{self.facts['url']}healthz") as answer,
            ):
                return json.load(answer)
        raise AssertionError(self.log.read_text(encoding="utf-8"))

    def running(self):
        """The demo's process, its descendants and the two servers."""
        parent = psutil.Process(self.process.pid)
        servers = [psutil.Process(self.facts["pids"][name]) for name in ("postgres", "redis")]
        return {parent, *parent.children(recursive=True), *servers}

    def remove(self):
        self.process.terminate()
        self.process.wait(60)
        indlejret.fjern(str(self.data))
        self.log.unlink()


@pytest.fixture(scope="module")
def demo():
    demo = Demo()
    yield demo
    demo.remove()


def test_file_tells_what_a_visitor_needs(demo):
    facts = demo.facts
    assert set(facts) == KEYS
    assert facts["url"] == f"http://127.0.0.1:{demo.port}/"
    assert facts["idag"] == "2026-11-23"
    assert Path(facts["mailmappe"]).is_dir()
    assert {set(login) == LOGIN_KEYS for login in facts["logins"]} == {True}
    with psycopg.connect(facts["database_app"]) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("fleksjob_app",)
    with psycopg.connect(facts["database_superuser"]) as connection:
        assert connection.execute("SHOW is_superuser").fetchone() == ("on",)
    assert redis.Redis.from_url(facts["redis"]).ping()


def test_pids_are_the_processes_they_are_called(demo):
    command = {name: " ".join(psutil.Process(pid).cmdline()) for name, pid in demo.facts["pids"].items()}
    marks = {"web": "gunicorn", "worker": "worker", "beat": "beat", "postgres": "postgres", "redis": "redis"}
    assert {name: marks[name] in command[name] for name in command} == dict.fromkeys(marks, True)


def test_web_and_jobs_are_not_given_the_owner(demo):
    found = [set(psutil.Process(demo.facts["pids"][name]).environ()) for name in ("web", "worker", "beat")]
    assert not set.union(*found) & {"DATABASE_OWNER_URL", "DATABASE_SUPERUSER_URL", "DATABASE_BACKUP_URL"}


def test_it_answers(demo):
    assert demo.health()["database"] == "ok"


def test_a_second_demo_on_the_same_data_is_refused_and_harms_nothing(demo):
    assert demo.start(port=demo.port + 1).wait(60) == 1
    assert "Demoen kører allerede" in demo.log.read_text(encoding="utf-8")
    assert demo.health()["database"] == "ok"
    assert (demo.data / "oplysninger.json").exists()


def test_a_taken_port_is_said_in_danish_and_a_stale_file_removed(demo, tmp_path_factory):
    data = tmp_path_factory.mktemp("optaget")
    (data / "oplysninger.json").write_text("{}", encoding="utf-8")
    refused = subprocess.run(
        [sys.executable, "manage.py", "demo"],
        env=environment(data) | {"PORT": str(demo.port)},
        cwd=PROJEKT,
        capture_output=True,
        text=True,
        check=False,
    )
    left = (data / "oplysninger.json").exists()
    indlejret.fjern(str(data))
    assert (refused.returncode, left) == (1, False)
    assert f"Port {demo.port} er optaget" in refused.stderr


@pytest.mark.parametrize("name", ["web", "redis", "postgres"])
def test_a_killed_process_comes_back(demo, name):
    before = demo.facts
    os.kill(before["pids"][name], signal.SIGKILL)
    demo.facts = demo.wait_for_facts(known=before)
    assert demo.facts["pids"][name] != before["pids"][name]
    assert demo.health()["database"] == "ok"


def test_sigterm_leaves_nothing_and_the_next_start_keeps_the_data(demo):
    running = demo.running()
    demo.process.terminate()
    assert demo.process.wait(60) == 0
    gone, alive = psutil.wait_procs(running, timeout=5)
    assert not alive
    assert len(gone) > 5
    assert not (demo.data / "oplysninger.json").exists()
    before = demo.log.read_text(encoding="utf-8").count("Lægger opdigtede sager ind")
    demo.process = demo.start()
    demo.facts = demo.wait_for_facts()
    assert demo.log.read_text(encoding="utf-8").count("Lægger opdigtede sager ind") == before == 1
