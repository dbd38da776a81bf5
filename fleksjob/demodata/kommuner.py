"""Which kommuner the demo has, and who can log in to them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from fleksjob.demodata.generator import dokument
from fleksjob.demodata.medarbejdere import ROLLER, login_id

# Code and number of active forløb: the larger one first.
KOMMUNER = {"0851": 1000, "0849": 120}
FARVER = {"0849": "#7a1f5c"}
SEED = 20
# Printed on the start page of the demo, where nothing needs to be kept; never used outside demo mode.
ADGANGSKODE = "demo-fleksjob-1"


def dokumenter(dag: date) -> Iterator[dict[str, Any]]:
    """The sagsdata documents of the demo as they look on `dag`, one kommune at a time."""
    for kommune, antal in KOMMUNER.items():
        yield dokument(kommune, dag, antal, SEED)


def logins() -> list[dict[str, str]]:
    """One login per kommune and role, as shown on the start page and in oplysninger.json."""
    return [
        {
            "kommune": kommune,
            "rolle": rolle,
            "brugernavn": f"{rolle}.{kommune}",
            "adgangskode": ADGANGSKODE,
        }
        for kommune in KOMMUNER
        for rolle in ROLLER
    ]


def login_medarbejder(login: dict[str, str]) -> str:
    """External id of the employee behind a login of `logins`."""
    return login_id(login["rolle"])
