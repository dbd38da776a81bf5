"""References between rows of a kommune: composite in the catalogue, refused in Danish when they lead out of it."""

import pytest
from django.db import connection

from aftaler.models import Ansaettelse, Fleksjobaftale, Kontaktperson, Tilbud, Timer, Virksomhed, name_fields
from borgere.models import Borger, Laesning
from forloeb.models import Forloeb, Markering, Rettelse
from kommuner import hardening
from kommuner.afvist import Afvist, danish_refusal
from kommuner.kommunedata import setup_code_tables
from kommuner.models import Fravaerstype, Medarbejder, Team, Tilbudstype
from kommuner.tenancy import kommunekontekst
from opfoelgning.models import Stepupmoede
from tests.alle_raekker import kommune_models, make_every_kind
from tests.raekker import START, make_borger, make_forloeb, make_medarbejder

_FOREIGN_KEYS = """
SELECT (SELECT array_agg(a.attname::text ORDER BY k.place) FROM unnest(c.conkey) WITH ORDINALITY k(attnum, place)
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum),
       c.confrelid::regclass::text,
       (SELECT array_agg(a.attname::text ORDER BY k.place) FROM unnest(c.confkey) WITH ORDINALITY k(attnum, place)
        JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.attnum)
FROM pg_constraint c WHERE c.contype = 'f' AND c.convalidated AND c.conrelid = %s::regclass
"""
REFERENCES = [(model, field) for model in kommune_models() for field in hardening.tenant_references(model)]
# To these every row of a kommune may point; they belong to none.
COMMON = {"kommuner_kommune"}


def _name(reference) -> str:
    model, field = reference
    return f"{model.__name__}.{field.name}"


def foreign_keys(table: str) -> list[tuple[list[str], str, list[str]]]:
    """Columns, referred table and referred columns of every foreign key of a table."""
    with connection.cursor() as cursor:
        cursor.execute(_FOREIGN_KEYS, [table])
        return cursor.fetchall()


@pytest.mark.parametrize("reference", REFERENCES, ids=_name)
def test_a_reference_is_composite(db, reference):
    model, field = reference
    shared = ["kommune_id", *(f"{name}_id" for name in getattr(field, "sammen_med", ()))]
    wanted = ([*shared, field.column], field.related_model._meta.db_table, [*shared, "id"])
    assert wanted in foreign_keys(model._meta.db_table)


def test_no_other_foreign_key_reaches_a_table_of_a_kommune(db):
    """A plain foreign key beside the composite one would let two rows of different kommuner meet."""
    protected = {model._meta.db_table for model in kommune_models()}
    for model in kommune_models():
        for columns, target, _ in foreign_keys(model._meta.db_table):
            assert target in COMMON or "kommune_id" in columns, (model, columns)
            assert target in COMMON | protected


def test_a_job_and_what_hangs_on_it_share_their_forloeb():
    assert {model for model, field in REFERENCES if field.name == "ansaettelse" and field.sammen_med} >= {
        Timer,
        Fleksjobaftale,
    }


@pytest.mark.parametrize("reference", REFERENCES, ids=_name)
def test_a_row_of_another_kommune_is_refused_in_danish(kommune, other_kommune, reference):
    """Among others: a jobformidler, a virksomhed, a borger, a type of another kommune."""
    model, field = reference
    row = make_every_kind("a")[model]
    with kommunekontekst(other_kommune.pk):
        foreign = _target(field.related_model)
        Markering.objects.all().delete()
    with pytest.raises(Afvist) as refusal, danish_refusal():
        if model in (Laesning, Rettelse) or field.primary_key:
            # Only ever inserted.
            row.pk = None
            setattr(row, field.attname, foreign.pk)
            row.save(force_insert=True)
        else:
            model._base_manager.filter(pk=row.pk).update(**{field.attname: foreign.pk})
    assert str(refusal.value) == "Oplysningen hører til en anden kommune eller findes ikke."


def _target(model):
    """A row of the present kommune; of most kinds one to which nothing points yet."""
    setup_code_tables()
    make = {
        Team: lambda: Team.objects.create(navn="Nord"),
        Medarbejder: lambda: make_medarbejder("bo.b", "jobformidler"),
        Borger: make_borger,
        Forloeb: make_forloeb,
        Fravaerstype: Fravaerstype.objects.first,
        Tilbudstype: Tilbudstype.objects.first,
        Virksomhed: lambda: Virksomhed.objects.create(**name_fields("Nordre Mølle")),
        Kontaktperson: lambda: Kontaktperson.objects.create(virksomhed=_target(Virksomhed), navn="Eva Krog"),
        Ansaettelse: lambda: Ansaettelse.objects.create(forloeb=make_forloeb(), start=START),
        Tilbud: lambda: Tilbud.objects.create(
            forloeb=make_forloeb(), start=START, type=Tilbudstype.objects.first()
        ),
    }
    if model in make:
        return make[model]()
    row = make_every_kind("b")[model]
    Stepupmoede.objects.all().delete()
    return row


def test_an_unknown_id_gets_the_same_sentence(kommune):
    make_every_kind("a")
    with pytest.raises(Afvist) as refusal, danish_refusal():
        Tilbud.objects.update(virksomhed_id=987654321)
    assert str(refusal.value) == "Oplysningen hører til en anden kommune eller findes ikke."


def test_hours_of_a_job_in_another_forloeb_are_refused(kommune):
    setup_code_tables()
    forloeb = make_forloeb()
    job = Ansaettelse.objects.create(forloeb=forloeb, start=START)
    other = make_forloeb(make_borger("Bo Æbelø", "6202801234"))
    with pytest.raises(Afvist), danish_refusal():
        Timer.objects.create(forloeb=other, ansaettelse=job, fra=START, timer=8)
    Timer.objects.create(forloeb=forloeb, ansaettelse=job, fra=START, timer=8)
