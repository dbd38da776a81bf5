"""Whole invented cases for tests of pages. ``DAG`` is today; everything hangs on it."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import count

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from aftaler.models import Ansaettelse, Fleksjobaftale, Tilbud, Timer, Virksomhed, name_fields
from borgere.models import Laesning
from forloeb.models import Fase, Forloeb, Fravaer, Persongruppemarkering, Tildeling, Ydelse
from kommuner.kommunedata import setup_code_tables
from kommuner.models import Fravaerstype, Kommune, Medarbejder, Team, Tilbudstype
from kommuner.tenancy import set_kommune
from opfoelgning.models import Kontakt, Opfoelgning
from tests.raekker import make_borger, make_forloeb, make_medarbejder

DAG = date(2026, 11, 23)


def days(antal: int) -> date:
    """So many days after today; negative: before."""
    return DAG + timedelta(days=antal)


@dataclass
class Kontor:
    """A team with a leader and a jobformidler, and the cases made for them."""

    team: Team
    leder: Medarbejder
    mette: Medarbejder
    numre: count = field(default_factory=count)

    def cpr(self) -> str:
        nr = next(self.numre)
        return f"{61 + nr % 28}0{1 + nr % 9}80{1000 + nr}"

    def sag(self, navn: str, *, ejer: Medarbejder | None, start: date, fase: int = 2, slut=None) -> Forloeb:
        """A forløb on ledighedsydelse in one phase since ``start``, with a jobformidler or without."""
        borger = make_borger(navn, self.cpr())
        forloeb = make_forloeb(borger, start, slut=slut)
        period = {"forloeb": forloeb, "start": start, "slut": slut}
        Fase.objects.create(nr=fase, **period)
        Ydelse.objects.create(type="ledighedsydelse", **period)
        if ejer:
            Tildeling.objects.create(medarbejder=ejer, **period)
        return forloeb

    def kontakt(self, forloeb: Forloeb, dato: date, **fields) -> Kontakt:
        fields = {"form": "telefon", "status": "gennemfoert", "registreret_af": self.mette, **fields}
        return Kontakt.objects.create(forloeb=forloeb, dato=dato, **fields)

    def praktik(self, forloeb: Forloeb, start: date, slut: date, sted: str = "Kornmarken Gartneri") -> Tilbud:
        type_ = Tilbudstype.objects.get(kode="virksomhedspraktik")
        virksomhed = Virksomhed.objects.create(**name_fields(sted))
        return Tilbud.objects.create(
            forloeb=forloeb, type=type_, virksomhed=virksomhed, start=start, slut=slut
        )

    def fravaer(self, forloeb: Forloeb, start: date, slut: date | None, kode: str = "ferie") -> Fravaer:
        type_ = Fravaerstype.objects.get(kode=kode)
        return Fravaer.objects.create(forloeb=forloeb, type=type_, start=start, slut=slut)

    def fleksjob(self, navn: str, start: date, *timer: str, sted: str = "Tårnby Trykkeri") -> Forloeb:
        """A case in phase 3; ``timer`` are the hours at the start, and, 30 days later, now."""
        forloeb = self.sag(navn, ejer=self.mette, start=start, fase=3)
        virksomhed = Virksomhed.objects.create(**name_fields(sted))
        job = Ansaettelse.objects.create(forloeb=forloeb, virksomhed=virksomhed, start=start)
        for nr, antal in enumerate(timer):
            fra = start + timedelta(days=30 * nr)
            Timer.objects.create(forloeb=forloeb, ansaettelse=job, fra=fra, timer=Decimal(antal))
        Fleksjobaftale.objects.create(forloeb=forloeb, ansaettelse=job, udfyldt=start, vitas=start)
        Persongruppemarkering.objects.create(forloeb=forloeb, navn="Udvikling i fleksjob II", start=start)
        return forloeb

    def opfoelgning(self, forloeb: Forloeb, dato: date, **fields) -> Opfoelgning:
        job = Ansaettelse.objects.get(forloeb=forloeb)
        fields = {"form": "fysisk", "status": "gennemfoert", "fremmoede_virksomhed": True, **fields}
        return Opfoelgning.objects.create(forloeb=forloeb, ansaettelse=job, dato=dato, **fields)


@pytest.fixture
def kontor(kommune, settings) -> Kontor:
    """An office on ``DAG`` in Vestby's stand-in."""
    settings.IDAG = DAG
    return make_kontor("vest")


def make_kontor(tag: str) -> Kontor:
    """An office in the present kommune; ``tag`` keeps user names apart."""
    setup_code_tables()
    team = Team.objects.create(navn=f"Team {tag}")
    leder = make_medarbejder(f"leder.{tag}", "teamleder", team=team)
    return Kontor(team, leder, make_medarbejder(f"mette.{tag}", "jobformidler", team=team))


def client_for(user: Medarbejder) -> Client:
    """A browser in which the person is logged in, and her kommune: a request leaves none behind."""
    set_kommune(user.kommune_id)
    client = Client()
    client.force_login(user)
    return client


def text_of(response) -> str:
    """The page as text."""
    return response.content.decode()


def words(response) -> str:
    """The page's words, tags and double spaces gone."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(response)))


def readings(side: str) -> list[set[int]]:
    """Who was read on a page, one set per entry of the read log."""
    return [set(row.borgere) for row in Laesning.objects.filter(side=side).order_by("pk")]


def other_kommune_id() -> int:
    return Kommune.objects.get(kode="0265").pk


def count_queries(client: Client, url: str) -> int:
    """How many statements a page takes; a test's savepoints stand for the transaction of a real request."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return sum("SAVEPOINT" not in query["sql"] for query in queries)
