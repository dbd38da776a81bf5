"""Starting, finding, watching and ending one server process."""

import os
import pwd
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import psutil

from fleksjob.indlejret.steder import IndlejretFejl

# Kept to be reaped: PostgreSQL takes a zombie's number in its lock file for a running server.
_startede: list[subprocess.Popen] = []


def systembruger(klynge: Path) -> str | None:
    """Return the user PostgreSQL has to run as when we are root (it refuses root), else None: ourselves.

    An existing cluster keeps its owner; a new one is given to `nobody`, which every system has.
    """
    if os.geteuid() != 0:
        return None
    if klynge.exists() and klynge.owner() != "root":
        return klynge.owner()
    return "nobody"


def start(
    kommando: Sequence[str | Path], *, mappe: Path, log: Path, bruger: str | None = None
) -> psutil.Process:
    """Start a server in a session of its own, so that Ctrl-C in our terminal does not reach it."""
    _startede[:] = [barn for barn in _startede if barn.poll() is None]
    log.touch(mode=0o600)
    with log.open("ab") as ud:
        barn = subprocess.Popen(
            [str(led) for led in kommando],
            cwd=mappe,
            stdin=subprocess.DEVNULL,
            stdout=ud,
            stderr=ud,
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
            start_new_session=True,
            user=bruger,
            group=_gruppe(bruger),
            extra_groups=None if bruger is None else [],
        )
    _startede.append(barn)
    return psutil.Process(barn.pid)


def _gruppe(bruger: str | None) -> int | None:
    if bruger is None:
        return None
    return pwd.getpwnam(bruger).pw_gid


def find(pidfil: Path, kendetegn: Path) -> psutil.Process | None:
    """Return the live process named in `pidfil`, if `kendetegn` is one of its arguments.

    A number alone proves nothing: after a crash or in a copied folder it can be anybody's. The command line
    is used because root in a container may not read another user's working directory.
    """
    try:
        proces = psutil.Process(int(pidfil.read_text(encoding="utf-8").split(maxsplit=1)[0]))
        return proces if lever(proces) and str(kendetegn) in proces.cmdline() else None
    except (FileNotFoundError, ValueError, IndexError, psutil.Error):
        return None


def lever(proces: psutil.Process) -> bool:
    """Tell whether a process runs (a zombie does not)."""
    try:
        return proces.is_running() and proces.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def vent_til(klar: Callable[[], bool], proces: psutil.Process, sekunder: float) -> bool:
    """Wait until `klar()`; False when the process ends or the time is up before."""
    tidsfrist = time.monotonic() + sekunder
    while time.monotonic() < tidsfrist and lever(proces):
        if klar():
            return True
        time.sleep(0.02)
    return False


def afslut(proces: psutil.Process, signaler: Sequence[tuple[signal.Signals, float]]) -> None:
    """End a process: each signal in turn with the seconds it is given to work."""
    for tegn, sekunder in signaler:
        try:
            proces.send_signal(tegn)
            proces.wait(sekunder)
            return
        except psutil.NoSuchProcess:
            return
        except psutil.TimeoutExpired:
            continue
    raise IndlejretFejl(f"Processen {proces.pid} kan ikke stoppes.")
