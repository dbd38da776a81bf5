"""Where the embedded servers keep their things: folders, secrets, ports."""

import contextlib
import fcntl
import json
import os
import random
import secrets
import shutil
import socket
import subprocess
import tempfile
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from pathlib import Path

PROJEKT = Path(__file__).resolve().parents[2]

# Linux and macOS lend higher ports to outgoing connections; a kept port would not stay free among them.
PORTE = range(15000, 30000)


class IndlejretFejl(Exception):
    """The embedded servers cannot be used; the text is Danish and meant for the person at the keyboard."""


def datamappe(valgt: str | None = None) -> Path:
    """Return the absolute data folder: `valgt`, else $FLEKSJOB_DATA, else `.demo` in the project."""
    valgt = valgt or os.environ.get("FLEKSJOB_DATA") or str(PROJEKT / ".demo")
    return Path(valgt).expanduser().resolve()


def klargoer(data: Path) -> None:
    """Create the data folder, closed to others; raises IndlejretFejl when it cannot be written to."""
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.geteuid() == 0:
            # PostgreSQL runs as another user than root and must be able to pass through, not to look around.
            data.chmod(data.stat().st_mode | 0o011)
    except OSError as fejl:
        raise IndlejretFejl(f"Mappen {data} kan ikke oprettes: {fejl.strerror}.") from fejl
    if not os.access(data, os.W_OK | os.X_OK):
        raise IndlejretFejl(f"Du har ikke skriveadgang til {data}. Vælg en anden mappe med FLEKSJOB_DATA.")


@contextlib.contextmanager
def laast(sti: Path) -> Iterator[None]:
    """Hold the exclusive lock `sti` among all processes; waits for it."""
    fd = aabn_laas(sti)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)


def aabn_laas(sti: Path) -> int:
    """Open a lock file and return its descriptor; raises IndlejretFejl when it belongs to someone else."""
    try:
        return os.open(sti, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as fejl:
        raise IndlejretFejl(
            f"{sti} kan ikke åbnes ({fejl.strerror}). Er mappen taget i brug af en anden bruger?"
        ) from fejl


def skriv_privat(sti: Path, tekst: str) -> None:
    """Write a file that only its owner can read, in one step: readers see the old text or the new."""
    fd, midlertidig = tempfile.mkstemp(prefix=f".{sti.name}.", dir=sti.parent)
    with os.fdopen(fd, "w", encoding="utf-8") as fil:
        fil.write(tekst)
    Path(midlertidig).replace(sti)


def laes_json(sti: Path) -> dict:
    """Return the object in a JSON file, empty when it is missing; raises IndlejretFejl when it is broken."""
    try:
        return json.loads(sti.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as fejl:
        raise IndlejretFejl(f"{sti} kan ikke læses ({fejl}).") from fejl


def hemmeligheder(data: Path) -> dict[str, str]:
    """Return this installation's secrets, made at random the first time: passwords, SECRET_KEY, CPR key."""
    sti = data / "hemmeligheder.json"
    kendte = laes_json(sti)
    navne = ("postgres", "fleksjob_owner", "fleksjob_app", "fleksjob_backup", "redis", "secret_key")
    nye = {navn: secrets.token_hex(24) for navn in navne if navn not in kendte}
    if "cpr_noegle" not in kendte:
        nye["cpr_noegle"] = urlsafe_b64encode(secrets.token_bytes(32)).decode()
    if nye:
        kendte |= nye
        skriv_privat(sti, json.dumps(kendte, indent=2))
    return kendte


def port(data: Path, server: str) -> int:
    """Return the port for a server about to start: the kept one while free, else a new one (then kept)."""
    sti = data / "porte.json"
    kendte = laes_json(sti)
    if not er_ledig(kendte.get(server, 0)):
        optagne = set(kendte.values())
        forsoeg = (p for p in random.SystemRandom().sample(PORTE, 500) if p not in optagne)
        kendte[server] = next(p for p in forsoeg if er_ledig(p))
        skriv_privat(sti, json.dumps(kendte))
    return kendte[server]


def kendt_port(data: Path, server: str) -> int:
    """Return the port of a server that runs."""
    return laes_json(data / "porte.json")[server]


def er_ledig(nummer: int) -> bool:
    """Tell whether a server can listen on this port of 127.0.0.1; 0 is no port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as prop:
        prop.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            prop.bind(("127.0.0.1", nummer))
        except OSError:
            return False
    return nummer != 0


def klyngens_mappe(data: Path, bruger: str | None) -> Path:
    """Return the folder that holds the database cluster, reachable for the system user `bruger`.

    It is the data folder, unless that lies below a folder closed to the user (a clone in /root): then one
    outside it, remembered in `udenfor.txt` and marked with the data folder it belongs to.
    """
    if bruger is None or kan_naa(data, bruger):
        return data
    huske = data / "udenfor.txt"
    if huske.exists():
        udenfor = Path(huske.read_text(encoding="utf-8"))
        if _tilhoerer(udenfor, data):
            return udenfor
    udenfor = _ny_mappe_udenfor()
    (udenfor / "tilhoerer.txt").write_text(str(data), encoding="utf-8")
    skriv_privat(huske, str(udenfor))
    return udenfor


def _tilhoerer(udenfor: Path, data: Path) -> bool:
    maerke = udenfor / "tilhoerer.txt"
    if not maerke.exists():
        return False
    ejer = Path(maerke.read_text(encoding="utf-8"))
    if ejer != data and (ejer / "udenfor.txt").exists():
        return False  # this data folder is a copy; the original keeps its cluster
    maerke.write_text(str(data), encoding="utf-8")
    return True


def _ny_mappe_udenfor() -> Path:
    for rod in ("/var/lib", "/var/tmp", tempfile.gettempdir()):
        with contextlib.suppress(OSError):
            mappe = Path(tempfile.mkdtemp(prefix="fleksjob-", dir=rod))
            mappe.chmod(0o711)
            return mappe
    raise IndlejretFejl("Databasen har ingen mappe at ligge i. Vælg en med FLEKSJOB_DATA uden for /root.")


def kan_naa(sti: Path, bruger: str) -> bool:
    """Tell whether a system user can pass to and into `sti` (asks the kernel, as that user)."""
    proeve = subprocess.run(
        ["/bin/sh", "-c", 'test -x "$1"', "sh", str(sti)], user=bruger, cwd="/", check=False
    )
    return proeve.returncode == 0


def fjern(data: Path) -> None:
    """Delete the data folder of stopped servers, and what they keep outside it."""
    huske = data / "udenfor.txt"
    if huske.exists():
        udenfor = Path(huske.read_text(encoding="utf-8"))
        if _tilhoerer(udenfor, data):
            shutil.rmtree(udenfor)
    shutil.rmtree(data)
