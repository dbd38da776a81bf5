"""`oplysninger.json`: what a person or a test needs to know about the demo that runs on a data folder."""

import json
import os
from datetime import date
from pathlib import Path

from fleksjob.indlejret.steder import skriv_privat


def sti(data: Path) -> Path:
    """Return the place of the file; it exists only while the demo answers."""
    return data / "oplysninger.json"


def fjern(data: Path) -> None:
    """Remove the file; one left by a crash counts too."""
    sti(data).unlink(missing_ok=True)


def skriv(data: Path, *, url: str, pids: dict[str, int | None], logins: list[dict], idag: date) -> None:
    """Write the file in one step; the addresses come from the environment that `manage.py` prepared."""
    indhold = {
        "url": url,
        "pids": pids,
        "logins": logins,
        "database_app": os.environ["DATABASE_URL"],
        "database_superuser": os.environ.get("DATABASE_SUPERUSER_URL"),
        "redis": os.environ.get("REDIS_URL"),
        "mailmappe": str(data / "mail"),
        "idag": idag.isoformat(),
    }
    skriv_privat(sti(data), json.dumps(indhold, indent=2, ensure_ascii=False))
