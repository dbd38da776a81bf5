"""Pages of the largest kommune through the whole stack: login, row-level security, read log, as the app role."""

from collections.abc import Callable
from statistics import median

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from bench.tid import seconds
from kommuner.models import Medarbejder, Optaelling
from kommuner.tenancy import SETTING, kommunekontekst
from opfoelgning.models import Sagsstatus
from opfoelgning.team import page_of

_VAERT = {"HTTP_HOST": "localhost"}
ADRESSER = override_settings(ROOT_URLCONF="bench.minimal")  # the product's and the yardstick's


class Sider:
    """``measure`` returns the figures; pages and yardstick are timed in turn, so that all meet the same machine."""

    def __init__(self, kommune_id: int, leder: Medarbejder, formidler: Medarbejder, gange: int):
        self.kommune_id, self.formidler, self.gange = kommune_id, formidler, gange
        self.clients = {"mine": self._login(formidler), "team": self._login(leder)}
        with override_settings(MIDDLEWARE=[]):
            self.bare_client = Client(**_VAERT)
            self.bare_client.handler.load_middleware()

    def _login(self, person: Medarbejder) -> Client:
        client = Client(**_VAERT)
        with kommunekontekst(self.kommune_id):
            client.force_login(person)
        return client

    def measure(self) -> dict[str, float]:
        """Seconds and query counts per page, the minimal view, first and deep keyset page."""
        with ADRESSER:
            return self._pages() | self._queries() | self._keyset()

    def _pages(self) -> dict[str, float]:
        forfra = {"team_forfra": self._team_counted_anew}
        maal = {"mine": lambda: self._timed("mine"), "team": self._team_after_a_contact}
        return self._in_turn(forfra) | self._in_turn({**maal, "minimal": self.minimal})

    def _in_turn(self, maal: dict[str, Callable[[], float]]) -> dict[str, float]:
        """Median seconds of each, one after the other and so again, after three rounds that warm up."""
        tider: dict[str, list[float]] = {navn: [] for navn in maal}
        for nr in range(3 + self.gange):
            for navn, work in maal.items():
                tid = work()
                tider[navn] += [tid] if nr >= 3 else []
        return {navn: median(t) for navn, t in tider.items()}

    def _timed(self, navn: str) -> float:
        return seconds(lambda: self._get(self.clients[navn], f"/{navn}"))

    def _team_after_a_contact(self) -> float:
        """Somebody's borgere have moved since the page was last looked at."""
        with kommunekontekst(self.kommune_id), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO kommuner_bevaegelse (kommune_id, emne, noegle, transaktion)"
                " VALUES (%s, 'stamme', %s, pg_current_xact_id()::text::bigint)",
                [self.kommune_id, str(self.formidler.pk)],
            )
        return self._timed("team")

    def _team_counted_anew(self) -> float:
        """Nothing has been counted yet, or everybody's borgere and phases have moved."""
        with kommunekontekst(self.kommune_id):
            Optaelling.objects.all().delete()
        return self._timed("team")

    def _get(self, client: Client, adresse: str) -> None:
        svar = client.get(adresse)
        assert svar.status_code == 200, svar

    def minimal(self) -> float:
        """Seconds of the yardstick once, under ``ADRESSER``.

        To change the addresses here would make the next page build them anew, which took longer than a page.
        """
        self._point_session_at(self.kommune_id)
        tid = seconds(lambda: self._get(self.bare_client, f"/minimal/{self.formidler.pk}"))
        self._point_session_at(None)
        return tid

    def _point_session_at(self, kommune_id: int | None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT set_config('{SETTING}', %s, false)", [str(kommune_id or "")])

    def _queries(self) -> dict[str, float]:
        antal = {}
        for navn in self.clients:
            with CaptureQueriesContext(connection) as fanget:
                self._get(self.clients[navn], f"/{navn}")
            antal[f"{navn}_queries"] = sum(q["sql"] not in ("BEGIN", "COMMIT") for q in fanget)
        return antal

    def _keyset(self) -> dict[str, float]:
        """The leader's list of everybody as she gets it: the first page, and one after nine tenths of the kommune."""
        with kommunekontekst(self.kommune_id):
            alle = Sagsstatus.objects.filter(aaben=True)
            orden, _ = page_of(alle, antal=alle.count())
        sider = ("/team/borgere", f"/team/borgere?efter={orden[len(orden) * 9 // 10]}")
        tider: list[list[float]] = [[], []]
        for nr in range(3 + self.gange):
            for side, maalt in zip(sider, tider, strict=True):
                tid = seconds(lambda side=side: self._get(self.clients["team"], side))
                maalt.extend([tid] if nr >= 3 else [])
        return {"side_foerste": median(tider[0]), "side_dyb": median(tider[1])}
