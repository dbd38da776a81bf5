"""Somebody leaves: what holds her access open, her last day, and the last administrator."""

import threading
from datetime import date
from functools import partial

import pytest
from django.db import connections

from forloeb.actions.fratraedelse import close_access, count_borgere
from forloeb.models import Sagsbehandling, Tildeling
from kommuner.actions import konto
from kommuner.afvist import Afvist
from kommuner.ansatte import ends_of
from kommuner.models import Kommune, Medarbejder, Team
from kommuner.tenancy import kommunekontekst, set_kommune
from tests.kommuner.brugersager import admin, fleks, mette
from tests.opfoelgning.sager import DAG, client_for, days, text_of
from tests.raekker import make_borger, make_forloeb, make_medarbejder

__all__ = ["admin", "fleks", "mette"]


def close(admin, person):
    return client_for(admin).post(f"/administration/adgang/{person.pk}/luk", follow=True)


@pytest.mark.parametrize("model", [Tildeling, Sagsbehandling])
@pytest.mark.parametrize(
    ("start", "slut", "antal"),
    [(-30, None, 1), (-30, 1, 1), (10, None, 1), (-30, 0, 0)],
    ids=["open", "to the end of today", "from later on", "ended yesterday"],
)
def test_who_has_a_borger_today_or_later_is_not_closed(admin, mette, model, start, slut, antal):
    forloeb = make_forloeb(start=days(-60))
    slut_dag = None if slut is None else days(slut)
    model.objects.create(forloeb=forloeb, medarbejder=mette, start=days(start), slut=slut_dag)
    assert count_borgere(mette, DAG) == antal
    if antal:
        with pytest.raises(Afvist, match=r"Mette Ærø Holm har 1 borger\. Overdrag den først\."):
            close_access(medarbejder=mette, by=admin, dag=DAG)
    else:
        close_access(medarbejder=mette, by=admin, dag=DAG)
    mette.refresh_from_db()
    assert mette.is_active == bool(antal)


def test_the_page_says_how_many_and_leads_to_handing_over(admin, mette):
    for nr in range(2):
        forloeb = make_forloeb(make_borger("Åse Ørsted", f"610180123{nr}"))
        Tildeling.objects.create(forloeb=forloeb, medarbejder=mette, start=forloeb.start)
    make_medarbejder("leder", "teamleder", team=mette.team, navn="Lis Leder")
    html = text_of(close(admin, mette))
    assert "Mette Ærø Holm har 2 borgere. Overdrag dem først." in html
    assert "Lis Leder" in html
    set_kommune(admin.kommune_id)
    both = make_medarbejder("begge", "administrator", "teamleder", team=mette.team)
    html = text_of(client_for(both).get(f"/administration/adgang/{mette.pk}/luk"))
    assert f'href="/team/borgere?jobformidler={mette.pk}">Overdrag' in html


def test_the_leader_of_another_team_is_sent_to_the_one_who_can_hand_over(admin, mette):
    Tildeling.objects.create(forloeb=make_forloeb(), medarbejder=mette, start=days(-30))
    syd = Team.objects.create(navn="Syd")
    both = make_medarbejder("begge", "administrator", "teamleder", team=syd, navn="Bo Begge")
    url = f"/administration/adgang/{mette.pk}/luk"
    html = text_of(client_for(both).get(url))
    assert "jobformidler=" not in html
    assert "Ingen teamleder i Fleksteam kan logge på." in html
    set_kommune(admin.kommune_id)
    make_medarbejder("leder", "teamleder", team=mette.team, navn="Lis Leder")
    assert "Det gør teamlederen på siden Borgere: Lis Leder." in text_of(client_for(both).get(url))


def test_an_ended_forloeb_holds_nobody_back(admin, mette):
    forloeb = make_forloeb(start=days(-60), slut=days(-1))
    Tildeling.objects.create(forloeb=forloeb, medarbejder=mette, start=days(-60), slut=days(-1))
    close(admin, mette)
    set_kommune(admin.kommune_id)
    mette.refresh_from_db()
    assert not mette.is_active


def test_somebody_comes_back_with_the_user_name_she_had(admin, mette):
    close(admin, mette)
    html = text_of(client_for(admin).get(f"/administration/adgang/{mette.pk}"))
    assert 'name="brugernavn" value="mette"' in html


def test_the_only_administrator_is_told_that_she_is(admin):
    assert "Mindst én administrator skal være aktiv." in text_of(close(admin, admin))
    data = {"navn": admin.navn, "roller": ["teamleder"], "version": 1}
    answer = client_for(admin).post(f"/administration/adgang/{admin.pk}/ret", data)
    assert "Mindst én administrator skal være aktiv." in text_of(answer)
    set_kommune(admin.kommune_id)
    admin.refresh_from_db()
    assert (admin.is_active, admin.roller) == (True, ["administrator"])


def test_a_last_day_is_written_corrected_and_taken_back(admin, mette):
    url = f"/administration/adgang/{mette.pk}/sidste-dag"
    client = client_for(admin)
    for dag in ("2026-12-31", "1.12.2026"):
        html = text_of(client.post(url, {"sidste_dag": dag}, follow=True))
    assert "Mette Ærø Holm arbejder her til og med 1. december 2026." in html
    assert 'value="2026-12-01"' in html
    set_kommune(admin.kommune_id)
    assert ends_of([mette.pk], DAG) == {mette.pk: date(2026, 12, 2)}
    answer = client.post(url, {"sidste_dag": "31-02-2026"})
    assert (answer.status_code, "Skriv datoen som 23-11-2026." in text_of(answer)) == (422, True)
    client.post(url, {"sidste_dag": ""})
    set_kommune(admin.kommune_id)
    assert ends_of([mette.pk], DAG) == {}


WAYS = {
    "close": partial(close_access, dag=DAG),
    "take the role": partial(
        konto.correct_medarbejder, version=1, navn="X", email="", roller=["teamleder"], team=None
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_two_administrators_at_each_other_leave_one(committed, way):
    """Whoever comes second waits for the first, and then is no administrator any more."""
    kommune = Kommune.objects.get(kode="0751").pk
    with kommunekontekst(kommune):
        agnete, bo = (make_medarbejder(navn, "administrator") for navn in ("agnete", "bo"))
    refused, together = [], threading.Barrier(2)

    def remove(by: Medarbejder, whom: Medarbejder) -> None:
        try:
            with kommunekontekst(kommune):
                together.wait(10)
                WAYS[way](medarbejder=whom, by=by)
        except Afvist as afvist:
            refused.append(str(afvist))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=remove, args=par) for par in ((agnete, bo), (bo, agnete))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert refused == ["Mindst én administrator skal være aktiv."]
    with kommunekontekst(kommune):
        assert Medarbejder.objects.filter(is_active=True, roller=["administrator"]).count() == 1
