"""Whoever changes a fact, by whatever way, marks its forløb for refresh."""

import threading
from datetime import date

import pytest
from django.apps import apps
from django.db import connection, connections, models
from pghistory.models import Event

from aftaler.models import (
    Ansaettelse,
    Fleksjobaftale,
    Planaftale,
    Tilbud,
    Tilbudsopfoelgning,
    Timer,
)
from borgere.models import Borger
from forloeb.models import (
    Afgoerelse,
    Afslutning,
    CvTilstand,
    Dokumentanmodning,
    Forberedelsesafsnit,
    Forloeb,
    Fravaer,
    Jobmaal,
    Konsulentdeltagelse,
    Markering,
    Orientering,
    Rehabiliteringsmoede,
    Rettelse,
    Sagsbehandling,
)
from kommuner.models import Fravaerstype, Kommune, Lukkedag, Regelsaet, Tilbudstype
from kommuner.tenancy import SETTING, kommunekontekst
from opfoelgning.models import (
    Advis,
    Aftryk,
    Beslutning,
    Forslag,
    Genbehandlingsmoede,
    Genbehandlingssag,
    Kladde,
    Opfoelgning,
    Sagsstatus,
    Sletningsstop,
    Stepup,
    Stepupmoede,
    Vurdering,
)
from opfoelgning.vurdering import refresh
from tests.alle_raekker import Raekker, make_every_kind
from tests.raekker import START, make_borger, make_forloeb

# Have a forløb and are no fact of it: a change of them changes no judgement.
DERIVED = {
    Markering: "the mark itself",
    Sagsstatus: "the stored answer",
    Vurdering: "the stored answer",
    Advis: "the stored answer's history",
    Aftryk: "the stored answer's fingerprint",
    Kladde: "unsaved text of one person",
    Sletningsstop: "keeps a closed forløb from deletion",
    Afslutning: "tells of the forløb's end, which marks by itself",
    Rehabiliteringsmoede: "no rule reads it",
    Afgoerelse: "the phase and the benefit it begins mark by themselves",
    Sagsbehandling: "no rule reads it",
    Planaftale: "what people agreed; no rule reads it",
    Tilbudsopfoelgning: "how a measure goes; no rule reads it",
    CvTilstand: "how the CV stands; no rule reads it",
    Rettelse: "tells of a fact, which marks by itself",
    **dict.fromkeys(
        (Forberedelsesafsnit, Jobmaal, Konsulentdeltagelse, Orientering, Dokumentanmodning),
        "read by people in fase 1, by no rule",
    ),
    Forslag: "asks for a decision",
    Beslutning: "what the rules read of it is a Sagsgennemgang",
    Genbehandlingssag: "the process around a Genbehandling, which the rules read",
    Genbehandlingsmoede: "the process around a Genbehandling, which the rules read",
    Stepup: "begun and ended by people",
    Stepupmoede: "begun and ended by people",
}
# Facts and values without a forløb of their own, which the rules read.
BEYOND = {Forloeb, Borger, Fravaerstype, Tilbudstype, Regelsaet, Lukkedag}


def _has_forloeb(model: type[models.Model]) -> bool:
    return not issubclass(model, Event) and any(f.column == "forloeb_id" for f in model._meta.local_fields)


FACTS = sorted(
    ({m for m in apps.get_models() if _has_forloeb(m)} - DERIVED.keys()) | BEYOND, key=lambda m: m.__name__
)
WAYS = {
    "insert": "INSERT INTO {table} ({columns}) SELECT {values} FROM {table} WHERE id = %s",
    "update": "UPDATE {table} SET id = id WHERE id = %s",
    "delete": "DELETE FROM {table} WHERE id = %s",
}


def test_the_list_knows_the_facts():
    assert len(FACTS) >= 20
    assert {Markering, Sagsstatus, Vurdering, Advis, Kladde} <= {
        m for m in apps.get_models() if _has_forloeb(m)
    }


@pytest.mark.parametrize("model", FACTS, ids=lambda m: m.__name__)
def test_a_fact_has_the_trigger_for_every_change(db, model):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgenabled, tgtype & 28 FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE %s",
            [model._meta.db_table, "pgtrigger_maerk_forloeb_%"],
        )
        # insert 4, delete 8, update 16; a deleted forløb takes its mark along.
        assert cursor.fetchall() == [("O", 20 if model is Forloeb else 28)]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("model", FACTS, ids=lambda m: m.__name__)
def test_raw_sql_marks(kommune, model, way):
    rows = make_every_kind("a")
    forloeb = rows[Forloeb]
    pk = forloeb.pk
    if way == "delete":
        _strip(rows, model, forloeb)
    if model is Fleksjobaftale:
        Ansaettelse.objects.create(forloeb=forloeb, start=START)
    Markering.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(WAYS[way].format(**_words(model)), [rows[model].pk])
        assert cursor.rowcount == 1
    if model is Forloeb and way == "delete":
        assert not Markering.objects.exists()
    elif model in (Forloeb, Borger) and way == "insert":
        # A new forløb marks itself; a new borger has none yet.
        assert Markering.objects.exists() == (model is Forloeb)
    else:
        # A borger who can be deleted has no forløb left to mark.
        assert Markering.objects.filter(forloeb_id=pk).exists() == (model is not Borger or way != "delete")


def _strip(rows: Raekker, model: type[models.Model], forloeb: Forloeb) -> None:
    """Remove what points at the row, so that it can be deleted."""
    hanging = {
        Borger: "every",
        Forloeb: "every",
        Ansaettelse: [Timer, Fleksjobaftale, Opfoelgning],
        Fravaerstype: [Fravaer],
        Tilbudstype: [Tilbudsopfoelgning, Tilbud],
        Tilbud: [Tilbudsopfoelgning],
    }.get(model, [])
    if hanging == "every":
        # A log that nobody may shorten goes with the forløb.
        hanging = [m for m in reversed(list(rows)) if _has_forloeb(m) and m is not Rettelse]
        hanging.sort(key=lambda m: m is Ansaettelse)
    for hanger in hanging:
        hanger._base_manager.filter(forloeb=forloeb)._raw_delete("default")
    if model is Borger:
        forloeb.delete()


def _words(model: type[models.Model]) -> dict[str, str]:
    """Columns of a table and what a second row has in them: new keys, another period, everything else the same."""
    columns = [f.column for f in model._meta.local_concrete_fields if not f.primary_key]
    new = {
        "ekstern_id": "'ny'",
        "kode": "'ny'",
        **({"navn": "'ny'"} if "kode" in columns else {}),
        "indsatsmodel": "'fsm2'",
        "cpr_indeks": "'ny'::bytea",
        "start": "date '2020-01-01'",
        "slut": "date '2020-02-01'",
        "fra": "date '2020-01-01'",
        "dag": "date '2020-01-01'",
    }
    if model is Fleksjobaftale:
        new["ansaettelse_id"] = "(SELECT max(id) FROM aftaler_ansaettelse)"
    values = [new.get(column, column) for column in columns]
    return {"table": model._meta.db_table, "columns": ", ".join(columns), "values": ", ".join(values)}


def test_a_refresh_beside_a_writer_loses_no_mark(committed, connect):
    """A refresh takes the mark first and reads the facts then: it waits for a writer who has not committed yet.

    Without the ``DO UPDATE`` of the trigger it would take the old mark, read the old facts, and leave none behind.
    """
    pk, forloeb_pk = _committed_forloeb()
    writer = _in_kommune(connect(), pk)
    _write_henvendelse(writer, pk, forloeb_pk, "h1")
    waiting = threading.Thread(target=_refresh, args=(pk, forloeb_pk))
    waiting.start()
    waiting.join(0.5)
    assert waiting.is_alive(), "the refresh did not wait for the writer"
    writer.commit()
    waiting.join(10)
    with kommunekontekst(pk):
        assert Vurdering.objects.filter(regel="svar", genstand="h1").exists()
        assert not Markering.objects.exists()


def test_a_writer_beside_a_refresh_loses_no_mark(committed, connect):
    """A fact committed while a refresh runs leaves a mark for the next one."""
    pk, forloeb_pk = _committed_forloeb()
    writer, refresher = _in_kommune(connect(), pk), _in_kommune(connect(), pk)
    refresher.execute("DELETE FROM forloeb_markering WHERE forloeb_id = %s", [forloeb_pk])
    waiting = threading.Thread(target=_write_henvendelse, args=(writer, pk, forloeb_pk, "h1", True))
    waiting.start()
    waiting.join(0.5)
    assert waiting.is_alive(), "the writer did not wait for the refresh"
    refresher.commit()
    waiting.join(10)
    with kommunekontekst(pk):
        assert Markering.objects.filter(forloeb_id=forloeb_pk).exists()


def test_two_writers_of_one_forloeb_both_count(committed, connect):
    pk, forloeb_pk = _committed_forloeb()
    with kommunekontekst(pk):
        before = Markering.objects.get(forloeb_id=forloeb_pk).antal
    first, second = _in_kommune(connect(), pk), _in_kommune(connect(), pk)
    _write_henvendelse(first, pk, forloeb_pk, "h1")
    behind = threading.Thread(target=_write_henvendelse, args=(second, pk, forloeb_pk, "h2", True))
    behind.start()
    behind.join(0.5)
    assert behind.is_alive(), "the second writer did not wait for the first"
    first.commit()
    behind.join(10)
    with kommunekontekst(pk):
        assert Markering.objects.get(forloeb_id=forloeb_pk).antal == before + 2


def _committed_forloeb() -> tuple[int, int]:
    pk = Kommune.objects.get(kode="0751").pk
    with kommunekontekst(pk):
        return pk, make_forloeb(make_borger()).pk


def _in_kommune(connection, pk: int):
    connection.execute("SELECT set_config(%s, %s, true)", [SETTING, str(pk)])
    return connection


def _refresh(pk: int, forloeb_pk: int) -> None:
    try:
        with kommunekontekst(pk):
            refresh([forloeb_pk], date(2026, 11, 23))
    finally:
        connections.close_all()


def _write_henvendelse(connection, pk: int, forloeb_pk: int, ekstern_id: str, commit: bool = False) -> None:
    connection.execute(
        "INSERT INTO opfoelgning_henvendelse (kommune_id, ekstern_id, forloeb_id, modtaget) "
        "VALUES (%s, %s, %s, '2026-11-20')",
        [pk, ekstern_id, forloeb_pk],
    )
    if commit:
        connection.commit()
