"""Fixed statements, one by one and many in one turn."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from kommuner.forespoergsel import Spoergsmaal, fetch, fetch_all, numbers
from kommuner.models import Team

INSERT = "INSERT INTO kommuner_team (kommune_id, navn) VALUES (%s, %s) RETURNING navn"
NAMES = Spoergsmaal("SELECT navn FROM kommuner_team ORDER BY navn")


def inserting(kommune, navn: str) -> Spoergsmaal:
    return Spoergsmaal(INSERT, [kommune.pk, navn])


def test_each_sees_what_those_before_it_did(kommune):
    answers = fetch_all(NAMES, inserting(kommune, "Nord"), NAMES, inserting(kommune, "Syd"), NAMES)
    assert answers == [[], [("Nord",)], [("Nord",)], [("Syd",)], [("Nord",), ("Syd",)]]


def test_what_gives_no_rows_answers_with_none(kommune):
    update = Spoergsmaal("UPDATE kommuner_team SET navn = %(navn)s", {"navn": "Vest"})
    assert fetch_all(update, NAMES, inserting(kommune, "Øst")) == [[], [], [("Øst",)]]
    assert fetch_all() == []


def test_json_comes_as_values_either_way(kommune):
    asked = "SELECT json_build_object('a', 1), NULL::jsonb"
    assert fetch(asked) == fetch_all(Spoergsmaal(asked))[0] == [({"a": 1}, None)]


def test_after_one_that_fails_nothing_is_done(kommune):
    with pytest.raises(IntegrityError), transaction.atomic():
        fetch_all(inserting(kommune, "Nord"), inserting(kommune, "Nord"), inserting(kommune, "Syd"))
    assert not Team.objects.exists()
    assert fetch(*NAMES) == []


def test_the_query_log_knows_each(kommune):
    with CaptureQueriesContext(connection) as asked:
        fetch_all(NAMES, inserting(kommune, "Nord"))
        fetch(*NAMES)
    assert [query["sql"] for query in asked] == [NAMES.sql, INSERT, NAMES.sql]


@pytest.mark.parametrize(
    ("asked", "values", "answer"),
    [
        ("SELECT %s::int - %s::int", [5, 2], 3),
        ("SELECT %(b)s::int - %(a)s::int + %(b)s::int", {"a": 2, "b": 5, "unused": 9}, 8),
        ("SELECT 7 %% 4 + %s::int", [1], 4),
        ("SELECT 7 %% 4", [], 3),
        ("SELECT sum(tal) FROM unnest(%s::bigint[]) tal", [numbers({1, 2, 2**40})], 3 + 2**40),
        ("SELECT count(*) FROM unnest(%s::bigint[]) tal", [numbers(())], 0),
    ],
)
def test_values_stand_in_their_places(kommune, asked, values, answer):
    assert fetch(asked, values) == [(answer,)]
