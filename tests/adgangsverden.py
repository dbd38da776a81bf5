"""The people of a kommune by role, and what an address answers each of them, beside a second kommune."""

from dataclasses import dataclass, field

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from kommuner.models import Medarbejder, Team
from kommuner.tenancy import kommunekontekst
from tests.raekker import make_medarbejder


@dataclass
class World:
    """Two kommuner that look alike: people by role, and ids of rows of «egen» and of the other kommune."""

    users: dict[str, Medarbejder] = field(default_factory=dict)
    own: dict[str, int] = field(default_factory=dict)
    foreign: list[dict[str, int]] = field(default_factory=list)
    sessions: dict[str, dict[str, str]] = field(default_factory=dict)

    def answer(self, role: str, method: str, url: str, data: dict | None = None) -> HttpResponse:
        """One request, undone afterwards."""
        client = Client(raise_request_exception=False)
        client.cookies.load(self._session(role))
        with transaction.atomic():
            answer = client.get(url, data) if method == "GET" else client.post(url, data or {})
            if answer.streaming:
                # The file is written after the request; read it while its rows are there.
                answer = HttpResponse(b"".join(answer.streaming_content), status=answer.status_code)
            transaction.set_rollback(True)
        return answer

    def _session(self, role: str) -> dict[str, str]:
        """Cookies of somebody who has logged in; none for whoever has not."""
        user = self.users.get(role)
        if user and role not in self.sessions:
            client = Client()
            with kommunekontekst(user.kommune_id):
                client.force_login(user)
            self.sessions[role] = {name: cookie.value for name, cookie in client.cookies.items()}
        return self.sessions.get(role, {})


def add_people(world: World) -> None:
    fleks, nord = Team.objects.create(navn="Fleksteam"), Team.objects.create(navn="Nordteam")
    make = make_medarbejder
    world.users |= {
        "egen": make("egen", "jobformidler", team=fleks),
        "andet_team": make("andet", "jobformidler", team=nord),
        "sagsbehandler": make("sagsbehandler", "sagsbehandler", team=fleks),
        "teamleder": make("teamleder", "teamleder", team=fleks),
        "administrator": make("administrator", "administrator"),
        "ingen_rolle": make("ingen"),
    }
