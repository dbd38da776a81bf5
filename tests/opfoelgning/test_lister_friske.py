"""Lists are right after facts were written past the product, and after stored answers were thrown away."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from borgere.models import Borger
from forloeb.models import Forloeb, Markering, Tildeling
from kommuner.forespoergsel import fetch
from kommuner.models import Medarbejder, Team
from opfoelgning.models import Sagsstatus
from opfoelgning.raekker import mine_raekker
from tests.build import DAG, days, make_medarbejder, make_sag

SKADELIG = "<script>alert('æ')</script> & \"Co\""


@pytest.fixture
def mette(kommune) -> Medarbejder:
    return make_medarbejder("mette", "jobformidler")


def names(user: Medarbejder, dag=DAG) -> list[str]:
    return [r.navn for r in mine_raekker(user, dag)]


def run(sql: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount


def test_a_borger_handed_over_by_raw_sql_changes_lists(mette):
    jonas = make_medarbejder("jonas", "jobformidler")
    sag = make_sag(mette, "Jens Ågård")
    assert (names(mette), names(jonas)) == (["Jens Ågård"], [])
    run("UPDATE forloeb_tildeling SET medarbejder_id = %s WHERE forloeb_id = %s", jonas.pk, sag.pk)
    assert (names(mette), names(jonas)) == ([], ["Jens Ågård"])


def test_the_one_who_lost_a_borger_looks_first_or_last(mette):
    jonas = make_medarbejder("jonas", "jobformidler")
    sag = make_sag(mette, "Jens Ågård")
    assert names(mette)
    run("UPDATE forloeb_tildeling SET medarbejder_id = %s WHERE forloeb_id = %s", jonas.pk, sag.pk)
    assert (names(jonas), names(mette)) == (["Jens Ågård"], [])


def test_a_forloeb_closed_by_raw_sql_is_gone(mette):
    sag = make_sag(mette, "Jens Ågård")
    assert names(mette)
    run("UPDATE forloeb_forloeb SET slut = %s WHERE id = %s", DAG, sag.pk)
    assert names(mette) == []


def test_a_planned_change_of_jobformidler_comes_with_the_day(mette):
    jonas = make_medarbejder("jonas", "jobformidler")
    sag = make_sag(mette, "Jens Ågård")
    Tildeling.objects.filter(forloeb=sag).update(slut=days(-3))
    Tildeling.objects.create(forloeb=sag, medarbejder=jonas, start=days(-3))
    assert (names(mette), names(jonas)) == (["Jens Ågård"], [])
    assert (names(mette, days(-3)), names(jonas, days(-3))) == ([], ["Jens Ågård"])
    assert (names(mette), names(jonas)) == (["Jens Ågård"], [])


@pytest.mark.parametrize("way", ["orm", "sql"])
def test_an_answer_thrown_away_is_made_anew(mette, way):
    sag = make_sag(mette, "Jens Ågård", kontakt=days(17))
    before = [(r.chips, r.frist) for r in mine_raekker(mette, DAG)]
    if way == "orm":
        Sagsstatus.objects.all().delete()
    else:
        run("DELETE FROM opfoelgning_sagsstatus WHERE forloeb_id = %s", sag.pk)
    assert Markering.objects.filter(forloeb=sag).exists()
    assert [(r.chips, r.frist) for r in mine_raekker(mette, DAG)] == before


def test_a_forloeb_deleted_with_its_answer_leaves_no_mark(mette):
    sag = make_sag(mette, "Jens Ågård")
    names(mette)
    for table in ("opfoelgning_vurdering", "opfoelgning_sagsstatus", "opfoelgning_advis"):
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE forloeb_id = %s", [sag.pk])
    for related in ("tildelinger", "faser", "ydelser", "kontakter"):
        getattr(sag, related).all().delete()
    Forloeb.objects.filter(pk=sag.pk).delete()
    assert not Markering.objects.filter(forloeb_id=sag.pk).exists()


def test_what_people_write_is_text_in_every_list(client, mette, settings):
    settings.IDAG = DAG
    team = Team.objects.create(navn="Øst")
    Medarbejder.objects.filter(pk=mette.pk).update(
        team=team, navn=SKADELIG, roller=["jobformidler", "teamleder"]
    )
    sag = make_sag(mette, "Jens", kontakt=days(17))
    borger = Borger.objects.get(pk=sag.borger_id)
    borger.set_navn(SKADELIG)
    borger.save()
    sag.kontakter.update(registreret_af=mette, naeste_skridt=SKADELIG)
    client.force_login(Medarbejder.objects.get(pk=mette.pk))
    for url in (
        "/mine",
        f"/mine/raekke/{sag.pk}?vis=idag",
        f"/mine/raekke/{sag.pk}",
        "/team/borgere",
        "/team",
    ):
        html = client.get(url).content.decode()
        assert "<script>alert" not in html, url
        assert "&lt;script&gt;alert(&#x27;æ&#x27;)" in html or url == "/team", url


def test_prepared_reads_are_counted(kommune):
    with CaptureQueriesContext(connection) as queries:
        assert fetch("SELECT %(tal)s::int + 1", {"tal": 1}) == [(2,)]
    assert len(queries) == 1
