"""PostgreSQL and Redis as Python packages, for the demo, the tests and every command without DATABASE_URL.

Each data folder ($FLEKSJOB_DATA) is an installation of its own: own servers, ports, passwords and data.
Processes share its servers; the last one to leave stops them. No Django in here.
"""

import atexit
import fcntl
import os
from pathlib import Path

from fleksjob.indlejret import postgres, redis, steder
from fleksjob.indlejret.steder import IndlejretFejl

__all__ = ["IndlejretFejl", "fjern", "miljoe", "pids", "stop"]

_i_brug: dict[Path, tuple[int, int]] = {}


def miljoe(valgt: str | None = None) -> dict[str, str]:
    """Start what does not run and return the environment variables that lead to it.

    The servers belong to the data folder `valgt` (default $FLEKSJOB_DATA, else `.demo` in the project) and
    keep running at least until this process exits. May be called again at any time, also by several
    processes at once. Raises IndlejretFejl with a Danish text when the servers cannot run.
    """
    data = steder.datamappe(valgt)
    steder.klargoer(data)
    with steder.laast(data / "start.laas"):
        _tag_i_brug(data)
        for server in (postgres, redis):
            if not server.er_klar(data):
                server.stop(data)
                server.start(data)
    hemmeligt = steder.hemmeligheder(data)
    return {
        "FLEKSJOB_DATA": str(data),
        "DATABASE_URL": postgres.adresse(data, "fleksjob_app"),
        "DATABASE_OWNER_URL": postgres.adresse(data, "fleksjob_owner"),
        "DATABASE_BACKUP_URL": postgres.adresse(data, "fleksjob_backup"),
        "DATABASE_SUPERUSER_URL": postgres.adresse(data, "postgres"),
        "REDIS_URL": redis.adresse(data),
        "SECRET_KEY": hemmeligt["secret_key"],
        "FLEKSJOB_CPR_NOEGLE": hemmeligt["cpr_noegle"],
    }


def pids(valgt: str | None = None) -> dict[str, int | None]:
    """Return the process ids of the two servers; None for one that does not run."""
    data = steder.datamappe(valgt)
    fundne = {"postgres": postgres.find(data), "redis": redis.find(data)}
    return {navn: proces.pid if proces else None for navn, proces in fundne.items()}


def stop(valgt: str | None = None) -> None:
    """Stop both servers of a data folder, whoever uses them; does nothing when none run."""
    data = steder.datamappe(valgt)
    if data.exists():
        with steder.laast(data / "start.laas"):
            _stop(data)


def fjern(valgt: str | None = None) -> None:
    """Stop the servers of a data folder and delete it with everything in it."""
    data = steder.datamappe(valgt)
    if (data / "hemmeligheder.json").exists():
        stop(valgt)
        steder.fjern(data)


def _stop(data: Path) -> None:
    redis.stop(data)
    postgres.stop(data)


def _tag_i_brug(data: Path) -> None:
    if data in _i_brug and _i_brug[data][1] == os.getpid():
        return
    fd = steder.aabn_laas(data / "brug.laas")
    fcntl.flock(fd, fcntl.LOCK_SH)
    _i_brug[data] = (fd, os.getpid())
    atexit.register(_slip, data)


def _slip(data: Path) -> None:
    fd, ejer = _i_brug.pop(data, (0, 0))
    if ejer != os.getpid() or not data.exists():
        return  # a fork of the user: the lock is its parent's
    with steder.laast(data / "start.laas"):
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _stop(data)
        except BlockingIOError:
            pass
        finally:
            os.close(fd)
