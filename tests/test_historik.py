"""Every change of a fact leaves an event, by whatever way it is made; and nobody can forge, remove or silence one."""

from datetime import date

import pghistory
import pgtrigger
import pytest
from django.db import ProgrammingError, connection, models, transaction
from django.test import Client
from django.urls import reverse
from psycopg.errors import InsufficientPrivilege

from aftaler.models import Ansaettelse, Fleksjobaftale
from borgere.models import Borger
from forloeb.models import Adgang, Forberedelsesafsnit, Forloeb, Markering
from kommuner.models import Fratraedelse, Fravaerstype, Medarbejder, Team, Tilbudstype, Udseende
from kommuner.tenancy import kommunekontekst
from opfoelgning.models import Kalenderlink, Sletningsstop, Stepupmoede
from tests.alle_raekker import Raekker, kommune_models, make_every_kind
from tests.historiktabeller import EVENTS, TRACKED, WITHOUT_HISTORY
from tests.raekker import ADGANGSKODE, KLOKKEN_NI, make_borger, make_forloeb, make_medarbejder


def _id(model) -> str:
    return model.__name__


def _labels(model, pk) -> list[str]:
    return list(
        EVENTS[model].objects.filter(pgh_obj_id=pk).order_by("pgh_id").values_list("pgh_label", flat=True)
    )


def test_every_table_of_a_kommune_has_history_or_a_reason():
    assert set(kommune_models()) - set(TRACKED) == set(WITHOUT_HISTORY)
    assert all(WITHOUT_HISTORY.values())


@pytest.mark.parametrize("model", TRACKED, ids=_id)
def test_an_event_keeps_every_column_but_the_secret_ones(model):
    kept = {f.column for f in EVENTS[model]._meta.local_concrete_fields}
    missing = {f.column for f in model._meta.local_concrete_fields} - kept
    assert missing == ({"password", "last_login"} if model is Medarbejder else set())


@pytest.mark.parametrize("model", TRACKED, ids=_id)
def test_every_way_of_changing_leaves_an_event(kommune, model):
    row = make_every_kind("a")[model]
    pk, field = row.pk, _some_field(model)
    before = _labels(model, pk)
    assert before[0] == "insert"
    _change(row, field)
    row.save()
    _change(row, field)
    model._base_manager.filter(pk=pk).update(**{field.attname: getattr(row, field.attname)})
    _change(row, field)
    model._base_manager.bulk_update([row], [field.name])
    _raw(f"UPDATE {model._meta.db_table} SET {field.column} = {_raw_value(field)} WHERE id = %s", pk)
    assert _labels(model, pk) == [*before, *["update"] * 4]
    events = EVENTS[model].objects.filter(pgh_obj_id=pk)
    assert set(events.values_list("kommune_id", flat=True)) == {kommune.pk}


_turn = iter(range(1, 10**6))


def _some_field(model) -> models.Field:
    """A field without rules that can be changed at will."""
    names = (
        "navn",
        "note",
        "telefon",
        "kilde",
        "begrundelse",
        "slut",
        "besvaret",
        "progressionsmaal",
        "parallel",
    )
    names += ("skifteaarsag", "afslutningsaarsag", "fra", "moede", "hjemmel", "noegle", "tekst")
    names += ("skifteaarsag", "afslutningsaarsag", "fra", "moede", "hjemmel", "grund", "igangsat", "aftale")
    names += ("dokumenter", "andre_deltog", "noegle", "resultat", "gyldig_fra")
    return next(model._meta.get_field(n) for n in names if n in {f.name for f in model._meta.local_fields})


def _change(row, field) -> None:
    turn = next(_turn)
    if isinstance(field, models.DateTimeField):
        row.besvaret = row.modtaget.replace(year=2027 + turn % 900)
    elif isinstance(field, models.DateField):
        setattr(row, field.name, date.fromordinal(740_000 + turn))
    elif isinstance(field, models.BooleanField):
        setattr(row, field.name, not getattr(row, field.name))
    else:
        setattr(row, field.name, f"ændret {turn}")


def _raw_value(field) -> str:
    if isinstance(field, models.DateField):
        return f"{field.column} + interval '1 day'"
    return f"NOT {field.column}" if isinstance(field, models.BooleanField) else "'rå'"


def _raw(sql: str, pk: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, [pk])
        assert cursor.rowcount == 1


@pytest.mark.parametrize("model", TRACKED, ids=_id)
def test_bulk_create_and_deletion_leave_events(kommune, model):
    rows = make_every_kind("a")
    copy = _copy(rows, model)
    if model is Udseende:  # a kommune has one look
        rows[model].delete()
    model._base_manager.bulk_create([copy])
    assert _labels(model, copy.pk) == ["insert"]
    pk = copy.pk
    _raw(f"DELETE FROM {model._meta.db_table} WHERE id = %s", pk)
    assert _labels(model, pk) == ["insert", "delete"]


def _copy(rows: Raekker, model):
    """A second row like the first, with other keys and another period."""
    copy = model(**{f.attname: getattr(rows[model], f.attname) for f in model._meta.local_concrete_fields})
    copy.pk = None
    new = {
        "ekstern_id": "ny",
        "kode": "ny",
        "username": "ny",
        "cpr_indeks": b"ny",
        "gyldig_fra": date(2020, 1, 1),
        "dag": date(2020, 1, 1),
    }
    new |= {"start": date(2020, 1, 1), "slut": date(2020, 2, 1), "fra": date(2020, 1, 1)}
    new |= {
        **{kind: {"navn": "Ny"} for kind in (Team, Fravaerstype, Tilbudstype)},
        Adgang: {"dato": date(2020, 1, 1)},
        Kalenderlink: {"noegle": "ny", "trukket_tilbage": KLOKKEN_NI},
        Forberedelsesafsnit: {"nr": "9.9"},
        Stepupmoede: {"nr": 2},
    }.get(model, {})
    felter = {f.name for f in model._meta.local_fields}
    for name, value in new.items():
        if name in felter:
            setattr(copy, name, value)
    _give_owner(copy, rows)
    return copy


def _give_owner(copy, rows: Raekker) -> None:
    """What there can be only one of belongs to somebody or something else."""
    if isinstance(copy, Fratraedelse):
        copy.medarbejder = make_medarbejder("en.anden")
    if isinstance(copy, Sletningsstop):
        copy.forloeb = make_forloeb(make_borger("Bo", "6202801234"))
    if isinstance(copy, Fleksjobaftale):
        copy.ansaettelse = Ansaettelse.objects.create(forloeb=rows[Forloeb], start=date(2020, 1, 1))


def test_the_orm_deletes_with_an_event(kommune):
    forloeb = make_forloeb()
    pk = forloeb.pk
    forloeb.delete()
    assert _labels(Forloeb, pk)[-1] == "delete"


def test_no_password_lands_in_history(kommune):
    user = make_medarbejder("mette", "jobformidler")
    user.set_password("helt-anden-kode-7")
    user.save()
    with connection.cursor() as cursor:
        cursor.execute("SELECT e::text FROM kommuner_medarbejderevent e WHERE pgh_obj_id = %s", [user.pk])
        told = " ".join(row[0] for row in cursor.fetchall())
    assert "mette" in told
    assert "md5$" not in told
    assert user.password not in told


# Who did it


def test_an_event_names_the_person_of_the_context(kommune):
    with pghistory.context(user=7, url="/borger/1"):
        forloeb = make_forloeb()
    event = EVENTS[Forloeb].objects.get(pgh_obj_id=forloeb.pk)
    assert event.pgh_context == {"user": 7, "url": "/borger/1"}


def test_a_posted_form_names_its_user_and_page(kommune):
    user = make_medarbejder("mette", "jobformidler", skal_skifte_adgangskode=True)
    client = Client()
    client.force_login(user)
    page = reverse("account_change_password")
    new = "en-helt-ny-kode-7"
    answer = client.post(page, {"oldpassword": ADGANGSKODE, "password1": new, "password2": new})
    assert answer.status_code == 302
    with kommunekontekst(kommune.pk):
        Medarbejder.objects.get(pk=user.pk)
        event = EVENTS[Medarbejder].objects.filter(pgh_obj_id=user.pk).order_by("-pgh_id").first()
    assert event.pgh_label == "update"
    assert event.pgh_context == {"user": user.pk, "url": page}


# The app role can neither forge nor silence


@pytest.mark.parametrize("model", TRACKED, ids=_id)
@pytest.mark.parametrize(
    "sql", ["INSERT INTO {} DEFAULT VALUES", "UPDATE {} SET pgh_label = 'x'", "DELETE FROM {}"]
)
def test_event_rows_cannot_be_touched(connect, model, sql):
    with pytest.raises(InsufficientPrivilege):
        connect().execute(sql.format(EVENTS[model]._meta.db_table))


def test_pgtrigger_ignore_silences_nothing(kommune):
    with pgtrigger.ignore():
        forloeb = make_forloeb()
    assert _labels(Forloeb, forloeb.pk) == ["insert"]
    assert Markering.objects.filter(forloeb=forloeb).exists()


def test_the_setting_of_pgtrigger_silences_nothing(kommune):
    with connection.cursor() as cursor:
        cursor.execute("SELECT array_agg(DISTINCT tgrelid::regclass || ':' || tgname) FROM pg_trigger")
        cursor.execute(
            "SELECT set_config('pgtrigger.ignore', (SELECT array_agg(tgname)::text FROM pg_trigger"
            " WHERE tgname LIKE 'pgtrigger%%'), true)"
        )
    forloeb = make_forloeb()
    assert _labels(Forloeb, forloeb.pk) == ["insert"]


@pytest.mark.parametrize(
    "sql",
    [
        "ALTER TABLE forloeb_forloeb DISABLE TRIGGER ALL",
        "ALTER TABLE forloeb_forloeb DISABLE TRIGGER USER",
        "SET LOCAL session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name NAME) RETURNS BOOLEAN "
        "LANGUAGE sql AS 'SELECT TRUE'",
        "DROP FUNCTION _pgtrigger_should_ignore CASCADE",
    ],
)
def test_triggers_cannot_be_switched_off(kommune, sql):
    with pytest.raises(ProgrammingError), transaction.atomic():
        connection.cursor().execute(sql)
    assert _labels(Forloeb, make_forloeb().pk) == ["insert"]


def test_a_shadowing_table_catches_no_event(kommune):
    """Trigger functions look in ``public`` first, whatever a session has made for itself."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE forloeb_forloebevent (LIKE forloeb_forloebevent) ON COMMIT DROP")
        forloeb = make_forloeb()
        cursor.execute("SELECT count(*) FROM public.forloeb_forloebevent WHERE pgh_obj_id = %s", [forloeb.pk])
        assert cursor.fetchone()[0] == 1


def test_history_of_another_kommune_is_not_seen(kommune, other_kommune):
    with kommunekontekst(other_kommune.pk):
        foreign = make_borger()
    assert not EVENTS[Borger].objects.filter(pgh_obj_id=foreign.pk).exists()
