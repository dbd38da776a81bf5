"""The staff of a demo kommune. The first of each role is the one who can log in."""

from __future__ import annotations

from random import Random
from typing import Any

from fleksjob.demodata.personer import EFTERNAVNE, KVINDER, MAEND

ROLLER = ("jobformidler", "sagsbehandler", "teamleder", "administrator")
TEAMNAVNE = ("Team Nord", "Team Midt", "Team Syd")
BORGERE_PR_JOBFORMIDLER = 40


def login_id(rolle: str) -> str:
    """The external id of the employee who is the demo login of that role in every kommune."""
    return f"{rolle}-1"


def _medarbejder(kommune: str, navn: str, rolle: str, nr: int, team: str | None) -> dict[str, Any]:
    svar: dict[str, Any] = {
        "id": f"{rolle}-{nr}",
        "navn": navn,
        "email": f"{rolle}.{nr}@kommune-{kommune}.example",
        "roller": [rolle],
    }
    return svar | ({"team": team} if team else {})


def make_medarbejdere(rng: Random, kommune: str, antal_borgere: int) -> list[dict[str, Any]]:
    """The staff for `antal_borgere`, in one team or three: a teamleder per team, one administrator."""
    stor = antal_borgere > 300
    teams = TEAMNAVNE if stor else TEAMNAVNE[:1]
    jobformidlere = max(4, -(-antal_borgere // BORGERE_PR_JOBFORMIDLER))
    plan: list[tuple[str, int, str | None]] = []
    plan += [("jobformidler", i + 1, teams[i % len(teams)]) for i in range(jobformidlere)]
    plan += [("sagsbehandler", i + 1, teams[i % len(teams)]) for i in range(2 if stor else 1)]
    plan += [("teamleder", i + 1, team) for i, team in enumerate(teams)]
    plan += [("administrator", 1, None)]
    navne = [f"{rng.choice(KVINDER + MAEND)} {efternavn}" for efternavn in rng.sample(EFTERNAVNE, len(plan))]
    return [_medarbejder(kommune, navn, *hvem) for navn, hvem in zip(navne, plan, strict=True)]
