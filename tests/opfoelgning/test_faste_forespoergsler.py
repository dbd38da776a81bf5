"""Pages whose lists grow with a kommune's life take the same number of statements however long they are."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kommuner.models import Lukkedag
from kommuner.tenancy import set_kommune
from tests.build import make_medarbejder
from tests.opfoelgning.importfiler import csv_file, tried
from tests.opfoelgning.sager import DAG, client_for, count_queries, days


@pytest.fixture
def admin(kontor):
    return make_medarbejder("admin", "administrator")


def test_the_closing_days(admin):
    client, url = client_for(admin), reverse("lukkedage")
    counts = []
    for antal in (1, 12):
        set_kommune(admin.kommune_id)
        for nr in range(antal):
            Lukkedag.objects.create(dag=DAG + timedelta(days=antal * 20 + nr), navn="Lukket")
        counts.append(count_queries(client, url))
    assert counts[0] == counts[1]


def test_the_files_read_in_and_what_is_wrong_with_one(admin):
    client = client_for(admin)
    counts = []
    for antal in (1, 8):
        set_kommune(admin.kommune_id)
        for _ in range(antal):
            fil = tried(admin, csv_file(*["forkert;;"] * antal * 3))
        urls = (reverse("dataimport"), reverse("dataimport_vis", args=[fil.pk]))
        counts.append([count_queries(client, url) for url in urls])
    assert counts[0] == counts[1]


def test_a_decision_about_a_long_case(kontor, admin):
    sag = kontor.sag("Finn Passiv", ejer=kontor.mette, start=days(-260))
    client, url = client_for(kontor.leder), reverse("beslutning_ny", args=[sag.borger_id])
    counts = []
    for antal in (1, 12):
        set_kommune(admin.kommune_id)
        for nr in range(antal):
            kontor.kontakt(sag, days(-antal * 3 - nr))
        client.get(url)
        counts.append(count_queries(client, url))
    assert counts[0] == counts[1]


def test_the_people_behind_a_figure_are_gathered_once(kontor):
    kontor.sag("Finn Passiv", ejer=kontor.mette, start=days(-260))
    client, url = client_for(kontor.leder), f"{reverse('rapport_borgere', args=['passivitet'])}?gruppe=n0"
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert len(client.get(url).context["personer"]) == 1
    assert sum("x.forloeb_id" in statement["sql"] for statement in queries) == 1
