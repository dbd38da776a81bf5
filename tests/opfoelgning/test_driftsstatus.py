"""What an administrator is told of the jobs, and may do about them."""

from datetime import UTC, datetime, timedelta

import pytest

from kommuner.tenancy import kommunekontekst, set_kommune
from opfoelgning import koe
from opfoelgning.actions import drift
from opfoelgning.models import Koersel, Sagsstatus
from opfoelgning.sweep import sweep
from tests.opfoelgning.sager import DAG, client_for, count_queries, days, kontor, text_of
from tests.raekker import make_medarbejder

__all__ = ["kontor"]
URL = "/administration/drift"
NATTEN = datetime(2026, 11, 23, 5, 2, tzinfo=UTC)


@pytest.fixture
def admin(kontor):
    return make_medarbejder("admin", "administrator", team=kontor.team)


@pytest.fixture
def no_queue(settings):
    """Nobody answers at this address."""
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"


def run(**felter) -> Koersel:
    return Koersel.objects.create(**{"opgave": "genberegn", "dag": DAG, "sluttet": NATTEN, **felter})


def test_a_failed_night_is_told_with_its_error_and_a_way_out(admin):
    fejlet = run(startet=NATTEN, antal=12, fejl=[{"forloeb": "f7", "fejl": "ValueError: x"}])
    client = client_for(admin)
    html = text_of(client.get(URL))
    for sagt in ("Natkørslen fejlede kl. 06.02.", "Se fejlen", "Kør igen", "12 forløb", "1 fejl"):
        assert sagt in html, sagt
    assert "ValueError: x" in text_of(client.get(f"{URL}/koersel/{fejlet.pk}"))


def test_a_later_run_without_errors_ends_the_warning(admin):
    run(startet=NATTEN, fejl=[{"forloeb": "f7", "fejl": "x"}])
    run(startet=NATTEN + timedelta(minutes=10))
    assert "fejlede" not in text_of(client_for(admin).get(URL))


def test_a_run_without_an_end_is_told(admin):
    run(startet=NATTEN - timedelta(days=300), sluttet=None)
    assert "Blev ikke færdig" in text_of(client_for(admin).get(URL))


def test_nothing_has_run_and_nothing_is_put_aside(admin):
    html = text_of(client_for(admin).get(URL))
    for sagt in ("Ingen job har kørt endnu.", "Alle forløb kan beregnes.", "Ikke beregnet af et job endnu."):
        assert sagt in html, sagt


def test_without_a_queue_the_button_works_at_once(admin, kontor, no_queue):
    kontor.sag("Åse Ørsted", ejer=kontor.mette, start=days(-40))
    assert koe.length() is None
    client = client_for(admin)
    assert "Køen er nede." in text_of(client.get(URL))
    html = text_of(client.post(f"{URL}/igen", follow=True))
    set_kommune(admin.kommune_id)
    assert "Køen er nede, så kørslen blev gjort med det samme: 1 forløb, 0 med fejl." in html
    assert Sagsstatus.objects.get().vurderet_dag == DAG


def test_without_a_queue_too_much_is_refused_and_said(admin, kontor, no_queue, monkeypatch):
    monkeypatch.setattr(drift, "DIREKTE", 0)
    kontor.sag("Åse Ørsted", ejer=kontor.mette, start=days(-40))
    html = text_of(client_for(admin).post(f"{URL}/igen", follow=True))
    set_kommune(admin.kommune_id)
    assert "Køen er nede, og der er 1 forløb at beregne." in html
    assert not Sagsstatus.objects.exists()


def test_with_a_queue_the_button_queues(admin, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as sendt:
        html = text_of(client_for(admin).post(f"{URL}/igen", follow=True))
    assert "Kørslen er sat i kø" in html
    assert len(sendt) == 1


def test_a_case_put_aside_is_shown_with_its_reason_and_tried_again(admin, kontor):
    sag = kontor.sag("Åse Ørsted", ejer=kontor.mette, start=days(-40))
    sweep(admin.kommune_id, DAG)
    Sagsstatus.objects.update(fejl="KeyError: 'x'")
    client = client_for(admin)
    html = text_of(client.get(URL))
    assert "KeyError" in html
    assert "Åse Ørsted" not in html
    html = text_of(client.post(f"{URL}/sag/{sag.pk}/igen", follow=True))
    assert f"Forløb {sag.pk} er beregnet." in html
    assert "Alle forløb kan beregnes." in html


def test_runs_of_another_kommune_are_not_shown(admin, other_kommune):
    with kommunekontekst(other_kommune.pk):
        fremmed = run(startet=NATTEN, fejl=[{"forloeb": "hemmelig", "fejl": "x"}])
    client = client_for(admin)
    assert "fejlede" not in text_of(client.get(URL))
    assert client.get(f"{URL}/koersel/{fremmed.pk}").status_code == 404


def test_the_number_of_queries_does_not_grow(admin):
    run(startet=NATTEN)
    client = client_for(admin)
    en = count_queries(client, URL)
    set_kommune(admin.kommune_id)
    for nr in range(40):
        run(startet=NATTEN + timedelta(minutes=nr), fejl=[{"forloeb": str(nr), "fejl": "x"}])
    assert count_queries(client, URL) == en
