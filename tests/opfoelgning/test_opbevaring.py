"""Retention: what the rules say, what is deleted, that it is told, and that nothing else can be."""

import json
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction

from borgere.forsegling import keyed_digest
from borgere.models import Borger, Laesning
from forloeb.models import Adgang, Forloeb
from kommuner.sletning import tables_of_a_case
from kommuner.tenancy import kommunekontekst, set_kommune
from opfoelgning.actions.opbevaring import delete_expired, set_rule, stop_deletion
from opfoelgning.administrationskort import kort
from opfoelgning.dataimport.virkning import event_model, fact_events
from opfoelgning.models import Kladde, Koersel, Morgenmail, Opbevaringsregel, Sletning, Sletningsstop
from tests.alle_raekker import make_every_kind
from tests.opfoelgning.sager import DAG, client_for, count_queries, days, kontor, text_of
from tests.raekker import make_borger, make_forloeb, make_medarbejder

__all__ = ["kontor"]
URL = "/administration/opbevaring"
NAT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
DAGTID = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
GAMMEL = date(2021, 11, 23)  # five years before DAG


@pytest.fixture
def admin(kontor):
    return make_medarbejder("admin", "administrator", team=kontor.team)


def lukket(navn: str, cpr: str, slut: date) -> Forloeb:
    return make_forloeb(make_borger(navn, cpr), date(2020, 1, 1), slut=slut)


def test_only_what_is_closed_long_enough_goes(admin):
    lukket("Gammel", "6101801234", GAMMEL)
    frisk = lukket("Frisk", "6102801234", days(0).replace(year=2021, day=24))
    aaben = make_forloeb(make_borger("Åben", "6103801234"), date(2015, 1, 1))
    koersel = delete_expired(admin.kommune, DAG, NAT)
    assert (koersel.opgave, Koersel.objects.get(opgave="sletning").antal) == ("sletning", 1)
    assert set(Forloeb.objects.all()) == {frisk, aaben}
    assert set(Borger.objects.values_list("navn", flat=True)) == {"Frisk", "Åben"}


def test_a_case_goes_with_everything_that_belongs_to_it(kommune):
    """Every kind of row and its history: nothing names the forløb or the borger any more, in any table."""
    rows = make_every_kind("a")
    forloeb = rows[Forloeb]
    pk, borger_id, noegle = forloeb.pk, forloeb.borger_id, forloeb.ekstern_id
    Sletningsstop.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE forloeb_forloeb SET start = '2010-01-01', slut = '2011-01-01'")
    delete_expired(kommune, DAG, NAT)
    for model in (*tables_of_a_case(), *fact_events()):
        assert not model._base_manager.filter(forloeb_id=pk).exists(), model
    for model in (Forloeb, Borger):
        assert not model.objects.filter(pk__in=(pk, borger_id)).exists()
    assert not event_model(Forloeb).objects.filter(pgh_obj_id=pk).exists()
    assert not event_model(Borger).objects.filter(pgh_obj_id=borger_id).exists()
    assert not event_model(Adgang).objects.filter(borger_id=borger_id).exists()
    assert not Laesning.objects.filter(borgere__contains=[borger_id]).exists()
    logget = Sletning.objects.get(slags="forloeb")
    assert logget.noegle == keyed_digest(noegle, kommune.kode)
    assert logget.antal > len(tables_of_a_case())
    assert "Afsluttede forløb: 5 år efter afslutning" in logget.regel


def test_a_borger_stays_while_she_has_another_case(admin):
    gammel = lukket("Gammel", "6101801234", GAMMEL)
    make_forloeb(gammel.borger, date(2025, 1, 1))
    delete_expired(admin.kommune, DAG, NAT)
    assert Borger.objects.get().navn == "Gammel"
    assert Forloeb.objects.count() == 1


def test_a_stopped_case_waits_and_goes_when_the_day_is_over(admin):
    forloeb = lukket("Gammel", "6101801234", GAMMEL)
    stop_deletion(forloeb=forloeb, slut=days(10), begrundelse="Klagesag", by=admin, dag=DAG)
    delete_expired(admin.kommune, DAG, NAT)
    assert Forloeb.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE opfoelgning_sletningsstop SET slut = '2026-01-01'")
    delete_expired(admin.kommune, days(10), NAT)
    assert not Forloeb.objects.exists()


def test_once_a_night_and_only_at_night(admin):
    assert delete_expired(admin.kommune, DAG, DAGTID) is None
    assert delete_expired(admin.kommune, DAG, NAT) is not None
    lukket("Gammel", "6101801234", GAMMEL)
    assert delete_expired(admin.kommune, DAG, NAT) is None
    assert Forloeb.objects.exists()


def test_the_other_kinds_go_by_their_own_rules(admin, kontor):
    sag = kontor.sag("Åse", ejer=kontor.mette, start=days(-40))
    for nr, gemt in enumerate((days(-8), days(-6))):
        Kladde.objects.create(
            medarbejder=kontor.mette, forloeb=sag, formular=f"f{nr}", indhold={}, gemt=f"{gemt}T12:00Z"
        )
    for dag in (date(2024, 11, 1), date(2026, 11, 1)):
        Laesning.objects.create(medarbejder=admin, side="x", borgere=[1], tidspunkt=f"{dag}T12:00Z")
    Koersel.objects.create(opgave="genberegn", dag=DAG, startet="2026-10-01T12:00Z")
    for dag in (days(-40), days(-1)):
        Morgenmail.objects.create(medarbejder=kontor.mette, dag=dag)
    delete_expired(admin.kommune, DAG, NAT)
    assert (Kladde.objects.count(), Laesning.objects.count()) == (1, 1)
    assert not Koersel.objects.filter(opgave="genberegn").exists()
    assert Morgenmail.objects.get().dag == days(-1)
    assert sorted(Sletning.objects.values_list("slags", "antal")) == [
        ("kladde", 1),
        ("koersel", 1),
        ("laesning", 1),
        ("morgenmail", 1),
    ]


def test_deletions_are_made_again_after_a_restore(admin, tmp_path, settings):
    """The file outside the database is enough; the copy may even have the case open."""
    settings.SLETTELOG = str(tmp_path / "log.jsonl")
    forloeb = lukket("Gammel", "6101801234", GAMMEL)
    forloeb.ekstern_id = "f-gammel"
    forloeb.save()
    delete_expired(admin.kommune, DAG, NAT)
    linje = json.loads((tmp_path / "log.jsonl").read_text())
    assert "f-gammel" not in json.dumps(linje)
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('opfoelgning_sletning', 'DELETE')")
        assert not cursor.fetchone()[0]
    make_forloeb(make_borger("Gammel", "6101801234"), date(2020, 1, 1), ekstern_id="f-gammel")
    blivende = make_forloeb(make_borger("Ny", "6102801234"), date(2020, 1, 1), ekstern_id="f-ny")
    ud = StringIO()
    call_command("gentag_sletninger", stderr=ud)
    assert "1 forløb slettet igen" in ud.getvalue()
    set_kommune(admin.kommune_id)
    assert list(Forloeb.objects.all()) == [blivende]


def test_a_file_that_is_no_log_deletes_nothing(admin, tmp_path):
    fil = tmp_path / "x"
    fil.write_text('{"kommune": "0751"}\n')
    ud = StringIO()
    with pytest.raises(SystemExit):
        call_command("gentag_sletninger", str(fil), stderr=ud)
    assert "Linje 1 er ikke en linje i en slettelog." in ud.getvalue()


@pytest.mark.parametrize("slut", [None, DAG])
def test_the_database_itself_refuses_open_and_fresh_cases(admin, slut):
    forloeb = make_forloeb(make_borger(), date(2020, 1, 1), slut=slut)
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT slet_forloeb(%s, 'x')", [forloeb.pk])
    assert Forloeb.objects.exists()


def test_the_database_itself_refuses_another_kommunes_case(admin, other_kommune):
    with kommunekontekst(other_kommune.pk):
        fremmed = lukket("Fremmed", "6101801234", GAMMEL)
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT slet_forloeb(%s, 'x')", [fremmed.pk])
    delete_expired(admin.kommune, DAG, NAT)
    with kommunekontekst(other_kommune.pk):
        assert Forloeb.objects.exists()


def test_the_database_itself_keeps_the_read_log_of_the_last_month(admin):
    Laesning.objects.create(medarbejder=admin, side="x", borgere=[1])
    with connection.cursor() as cursor:
        cursor.execute("SELECT slet_laesninger('2999-01-01')")
        assert cursor.fetchone()[0] == 0


def test_every_table_with_a_case_is_emptied():
    """A new table with a forløb is in the function without anybody thinking of it."""
    med = {m for m in apps.get_models() if any(f.column == "forloeb_id" for f in m._meta.local_fields)}
    assert med == {*tables_of_a_case(), *fact_events()}


# On screen


def test_nothing_to_delete_says_so(admin):
    html = text_of(client_for(admin).get(URL))
    for sagt in (
        "Intet slettes i nat.",
        "Ingen forløb er holdt tilbage.",
        "Intet er slettet endnu.",
        "5 år efter afslutning",
    ):
        assert sagt in html, sagt


def test_what_goes_next_night_is_listed_by_number_and_can_be_stopped(admin):
    forloeb = lukket("Åse Ørsted", "6101801234", GAMMEL)
    client = client_for(admin)
    html = text_of(client.get(URL))
    assert f"/forloeb/{forloeb.pk}/stop" in html
    assert "Åse Ørsted" not in html
    svar = client.post(f"{URL}/forloeb/{forloeb.pk}/stop", {"til": "2026-01-01", "begrundelse": "Klagesag"})
    assert (svar.status_code, "Vælg en dag, der ikke er nået endnu." in text_of(svar)) == (422, True)
    html = text_of(
        client.post(
            f"{URL}/forloeb/{forloeb.pk}/stop", {"til": "2027-01-01", "begrundelse": "Klagesag"}, follow=True
        )
    )
    assert "Intet slettes i nat." in html
    assert "Klagesag" in html
    set_kommune(admin.kommune_id)
    stop = Sletningsstop.objects.get()
    assert "er ophævet" in text_of(client.post(f"{URL}/stop/{stop.pk}/ophaev", follow=True))


def test_a_rule_is_previewed_saved_and_taken_back(admin):
    lukket("Åse", "6101801234", date(2024, 1, 1))
    client = client_for(admin)
    felter = {"antal": "2", "gyldig_fra": "2026-12-01", "kilde": "Byrådet"}
    html = text_of(client.post(f"{URL}/regel/forloeb", felter))
    assert "slettes <b>1</b> (uden ændringen 0)" in html
    set_kommune(admin.kommune_id)
    assert not Opbevaringsregel.objects.exists()
    html = text_of(client.post(f"{URL}/regel/forloeb", {**felter, "bekraeftet": "1"}, follow=True))
    assert "Reglen gælder fra 1. december 2026." in html
    html = text_of(client.post(f"{URL}/regel/forloeb", {**felter, "bekraeftet": "1"}))
    assert "Der er allerede en regel fra den dag." in html
    set_kommune(admin.kommune_id)
    regel = Opbevaringsregel.objects.get()
    assert "Reglen er taget tilbage." in text_of(client.post(f"{URL}/regel/{regel.pk}/fjern", follow=True))


@pytest.mark.parametrize(
    ("felter", "besked"),
    [
        ({"antal": "0"}, "Vælg mellem 1 år og 30 år."),
        ({"antal": "x"}, "Skriv et helt tal."),
        ({"gyldig_fra": "2026-11-23"}, "Reglen kan tidligst gælde fra i morgen."),
        ({"kilde": ""}, "Skriv, hvor reglen er besluttet."),
    ],
)
def test_a_rule_that_cannot_be_is_refused_in_danish(admin, felter, besked):
    svar = client_for(admin).post(
        f"{URL}/regel/forloeb", {"antal": "5", "gyldig_fra": "2026-12-01", "kilde": "Byrådet", **felter}
    )
    assert (svar.status_code, besked in text_of(svar)) == (422, True)


def test_a_new_rule_governs_the_night(admin):
    set_rule(slags="forloeb", antal=1, gyldig_fra=days(1), kilde="Byrådet", by=admin, dag=DAG)
    lukket("Åse", "6101801234", date(2025, 11, 1))
    delete_expired(admin.kommune, DAG, NAT)
    assert Forloeb.objects.exists()
    delete_expired(admin.kommune, days(1), NAT)
    assert "1 år efter afslutning, gældende fra 24. november 2026" in Sletning.objects.get().regel


def test_the_card_warns_of_the_same_night_as_the_page(admin):
    """A rule that holds from tomorrow deletes tonight."""
    lukket("Åse", "6101801234", date(2025, 11, 1))
    set_rule(slags="forloeb", antal=1, gyldig_fra=days(1), kilde="Byrådet", by=admin, dag=DAG)
    assert {k.navn: k.tilstand for k in kort(admin, DAG, DAGTID)}["Opbevaring og sletning"] == (
        "1 forløb slettes i nat."
    )


def test_the_number_of_queries_does_not_grow(admin):
    client = client_for(admin)
    for nr in range(2):
        lukket("Åse", f"610{nr + 1}801234", GAMMEL)
    en = count_queries(client, URL)
    set_kommune(admin.kommune_id)
    for nr in range(30):
        lukket("Åse", f"62{nr % 12 + 1:02}80{1000 + nr}", GAMMEL)
    assert count_queries(client, URL) == en
