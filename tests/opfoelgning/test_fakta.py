"""SQL gathers: what is read back from the rows is what was put in."""

from dataclasses import fields, replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fleksjob.demodata.generator import dokument
from forloeb.models import Forloeb
from kommuner.models import Kommune
from kommuner.tenancy import kommunekontekst
from opfoelgning.fakta import fetch_fakta, fetch_sager, regelvaerdier
from opfoelgning.regler.typer import Sagsfakta
from opfoelgning.sagsdata.importer import import_document
from tests.sagsfakta import sagsfakta

DAG = date(2026, 11, 23)
FAKTA = {felt.name for felt in fields(Sagsfakta) if felt.compare}


@pytest.fixture
def doc(db):
    doc = dokument("0849", DAG, 60, 7)
    import_document(doc)
    with kommunekontekst(Kommune.objects.get(kode="0849").pk):
        yield doc


def in_order(sag):
    """Events of one day have no order in a document."""
    return replace(sag, kontakter=tuple(sorted(sag.kontakter)), tilbud=tuple(sorted(sag.tilbud)))


def test_facts_come_back_as_they_went_in(doc):
    ids = dict(Forloeb.objects.values_list("ekstern_id", "pk"))
    found = fetch_fakta(ids.values())
    kinds = set()
    for post in doc["forloeb"]:
        expected = sagsfakta(post)
        assert in_order(found[ids[post["id"]]]) == in_order(expected)
        kinds |= {name for name in FAKTA if getattr(expected, name)}
    assert kinds == FAKTA, "every kind of fact occurs"


def test_one_statement_however_many(doc):
    for number in (1, 60):
        ids = list(Forloeb.objects.values_list("pk", flat=True)[:number])
        with CaptureQueriesContext(connection) as queries:
            assert len(list(fetch_sager(ids))) == number
        assert len(queries) <= 1


def test_another_kommunes_forloeb_is_not_there(doc, other_kommune):
    ids = list(Forloeb.objects.values_list("pk", flat=True))
    with kommunekontekst(other_kommune.pk):
        assert fetch_fakta(ids) == {}


def test_values_of_the_kommune_are_read_with_the_model(doc):
    regler = regelvaerdier("uif2")
    assert [v.label for v in regler.versioner] == [f"uif2/0849/{r['gyldig_fra']}" for r in doc["regler"]]
    assert regler.versioner[0].tal("kontakt.interval_dage") == 14
