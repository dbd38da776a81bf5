"""A small supervisor: keeps child processes alive until told to stop, and leaves none behind."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

# More deaths of one child than this within a minute are no accident.
DOEDSFALD_PR_MINUT = 5


class GivetOp(Exception):
    """A child keeps dying; the text is Danish."""


@dataclass
class Barn:
    """One child process: what it is called on screen, and its command."""

    navn: str
    kommando: Sequence[str]
    proces: subprocess.Popen | None = None
    doedsfald: deque[float] = field(default_factory=lambda: deque(maxlen=DOEDSFALD_PR_MINUT))


class Opsyn:
    """Starts children with one environment, restarts those that die, stops all."""

    def __init__(self, kommandoer: Mapping[str, Sequence[str]], miljoe: dict[str, str], mappe: str) -> None:
        self._boern = [Barn(navn, kommando) for navn, kommando in kommandoer.items()]
        self._miljoe = miljoe
        self._mappe = mappe

    def start(self) -> None:
        """Start every child."""
        for barn in self._boern:
            self._start(barn)

    def pids(self) -> dict[str, int | None]:
        """Return the process id of each child by name."""
        return {barn.navn: barn.proces.pid if barn.proces else None for barn in self._boern}

    def genopliv(self) -> bool:
        """Restart the children that have died, with a line on stderr; tells whether there were any.

        Raises GivetOp when one of them has died too often.
        """
        doede = [barn for barn in self._boern if barn.proces and barn.proces.poll() is not None]
        for barn in doede:
            self._note_doedsfald(barn)
            _send(barn, signal.SIGKILL)  # what it left of children must not work beside the new one's
            self._start(barn)
        return bool(doede)

    def stop(self, sekunder: float = 10) -> None:
        """Ask every child's process group to end, and make it after so many seconds."""
        for tegn, frist in ((signal.SIGTERM, sekunder), (signal.SIGKILL, sekunder)):
            for barn in self._boern:
                _send(barn, tegn)
            _vent_paa([barn.proces for barn in self._boern if barn.proces], frist)

    def _start(self, barn: Barn) -> None:
        barn.proces = subprocess.Popen(
            barn.kommando,
            cwd=self._mappe,
            env=self._miljoe,
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr.fileno(),
            start_new_session=True,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 - this process has one thread
        )

    @staticmethod
    def _note_doedsfald(barn: Barn) -> None:
        kode = barn.proces.returncode if barn.proces else None
        nu = time.monotonic()
        if len(barn.doedsfald) == DOEDSFALD_PR_MINUT and nu - barn.doedsfald[0] < 60:
            raise GivetOp(f"Processen {barn.navn} bliver ved med at stoppe (kode {kode}). Demoen lukker.")
        barn.doedsfald.append(nu)
        sys.stderr.write(f"Processen {barn.navn} stoppede (kode {kode}) og startes igen.\n")


def _end_with_parent() -> None:
    # Even kill -9 of the supervisor must not leave a web server that holds the port.
    pr_set_pdeathsig = 1
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


def _send(barn: Barn, tegn: signal.Signals) -> None:
    if barn.proces:
        # The whole group: a child that died may have left children of its own.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(barn.proces.pid, tegn)


def _vent_paa(processer: list[subprocess.Popen], sekunder: float) -> None:
    tidsfrist = time.monotonic() + sekunder
    for proces in processer:
        with contextlib.suppress(subprocess.TimeoutExpired):
            proces.wait(max(0.0, tidsfrist - time.monotonic()))
