"""One run of the demo: web, worker and beat, from the first answer until somebody stops it."""

import contextlib
import fcntl
import os
import signal
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from fleksjob import indlejret
from fleksjob.demo import oplysninger
from fleksjob.demo.opsyn import GivetOp, Opsyn
from fleksjob.indlejret.steder import PROJEKT, aabn_laas

SEKUNDER_TIL_SVAR = 120
# Web and jobs get no more than the app role: the application itself refuses to run as anything else.
KUN_FOR_EJEREN = ("DATABASE_OWNER_URL", "DATABASE_BACKUP_URL", "DATABASE_SUPERUSER_URL")


class KoererAllerede(Exception):
    """Another demo runs on the same data folder."""


@contextlib.contextmanager
def alene(data: Path) -> Iterator[None]:
    """Hold the data folder for one demo; raises KoererAllerede when another has it."""
    fd = aabn_laas(data / "demo.laas")
    try:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fejl:
            raise KoererAllerede from fejl
        oplysninger.fjern(data)
        try:
            yield
        finally:
            oplysninger.fjern(data)
    finally:
        os.close(fd)


def koer(data: Path, port: int, *, idag: date, logins: list[dict], klar: Callable[[str], None]) -> None:
    """Run until interrupted (KeyboardInterrupt passes through); calls `klar(url)` once pages answer.

    Ends with GivetOp, a Danish text, when the pages do not come up or a process keeps dying.
    """
    url = f"http://127.0.0.1:{port}/"
    miljoe = {navn: vaerdi for navn, vaerdi in os.environ.items() if navn not in KUN_FOR_EJEREN}
    # Library warnings about root and empty folders would only frighten a newcomer.
    miljoe |= {"FLEKSJOB_DATA": str(data), "FLEKSJOB_ADRESSE": url, "PYTHONWARNINGS": "ignore"}
    opsyn = Opsyn(_kommandoer(data, port), miljoe, str(PROJEKT))
    try:
        opsyn.start()
        _vent_paa_svar(url, opsyn)
        _skriv(data, url, opsyn, idag, logins)
        klar(url)
        while True:
            time.sleep(0.5)
            servere_startet = _genopliv_servere()
            if opsyn.genopliv() or servere_startet:
                _skriv(data, url, opsyn, idag, logins)
    finally:
        # The second Ctrl-C of an impatient person must not interrupt the tidying up.
        for tegn in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(tegn, signal.SIG_IGN)
        oplysninger.fjern(data)
        opsyn.stop()


def _kommandoer(data: Path, port: int) -> dict[str, list[str]]:
    celery = [sys.executable, "-m", "celery", "--app=fleksjob.celery:app", "--quiet"]
    # gunicorn's control socket would lie in the home folder, one for all demos.
    web = f"--bind=127.0.0.1:{port} --worker-class=gthread --workers=2 --threads=4 --no-control-socket"
    return {
        "web": [
            sys.executable,
            "-m",
            "gunicorn",
            *web.split(),
            "--log-level=warning",
            "fleksjob.wsgi:application",
        ],
        "worker": [*celery, "worker", "--concurrency=1", "--loglevel=WARNING"],
        "beat": [*celery, "beat", "--loglevel=WARNING", "--pidfile=", f"--schedule={data / 'beat'}"],
    }


def _vent_paa_svar(url: str, opsyn: Opsyn) -> None:
    tidsfrist = time.monotonic() + SEKUNDER_TIL_SVAR
    while time.monotonic() < tidsfrist:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{url}healthz", timeout=10):
            return
        opsyn.genopliv()
        time.sleep(0.2)
    raise GivetOp(f"{url} svarer ikke efter {SEKUNDER_TIL_SVAR} sekunder. Demoen lukker.")


def _genopliv_servere() -> bool:
    """Start embedded servers that have died; tells whether there were any."""
    if "DATABASE_SUPERUSER_URL" not in os.environ or all(indlejret.pids().values()):
        return False
    sys.stderr.write("PostgreSQL eller Redis stoppede og startes igen.\n")
    indlejret.miljoe()
    return True


def _skriv(data: Path, url: str, opsyn: Opsyn, idag: date, logins: list[dict]) -> None:
    pids = opsyn.pids() | indlejret.pids()
    oplysninger.skriv(data, url=url, pids=pids, logins=logins, idag=idag)
