"""Danish names in order, and found by the beginning of any of their words."""

import pytest
from django.db import connection

from borgere.models import Borger
from borgere.navne import search_text, sort_key
from tests.raekker import make_borger

IN_ORDER = [
    "Anders And",
    "Anders Ånd",
    "Axel Zimmer",
    "Bo-Erik Berg",
    "Bo Frisk",
    "Émile Zola",
    "Eva Müller",
    "Eva Myre",
    "Zenia Wang",
    "Æble Post",
    "Ærø Bo",
    "Øjvind Frost",
    "Øvli Lund",
    "Aage Nord",
    "Åse Vest",
]


def test_danish_order():
    assert sorted(set(IN_ORDER), key=sort_key) == IN_ORDER


def test_the_database_sorts_as_python_does(kommune):
    """Stored keys sort bytewise, so that no collation is needed."""
    for number, navn in enumerate(reversed(IN_ORDER)):
        make_borger(navn, f"6101801{number:03d}")
    found = Borger.objects.order_by("navn_sortering").values_list("navn", flat=True)
    assert list(found) == IN_ORDER


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Aase", "Åse"),
        ("AASE", "åse"),
        ("Kjær", "KJÆR"),
        ("André", "Andre"),
        ("Müller", "Myller"),
        ("Weiß", "Weiss"),
        ("Bo-Erik", "Bo Erik"),
        (" Bo  Erik ", "Bo Erik"),
        ("A\u030ase", "Åse"),
        ("Ärlig", "Ærlig"),
        ("Öst", "Øst"),
    ],
)
def test_names_that_stand_together(one, other):
    assert sort_key(one) == sort_key(other)


@pytest.mark.parametrize(
    ("first", "then"), [("Zenia", "Ærø"), ("Ærø", "Øjvind"), ("Øjvind", "Åse"), ("Åse", "Aasen")]
)
def test_the_last_letters(first, then):
    assert sort_key(first) < sort_key(then)


@pytest.mark.parametrize("typed", ["åse", "ørs", "ørsted", "åse ørs", "kjær"])
def test_the_beginning_of_every_word_is_found(typed):
    assert search_text(typed) in search_text("Åse Ørsted") or search_text(typed) in search_text(
        "Eva Skov-Kjær"
    )


@pytest.mark.parametrize("typed", ["rsted", "se ø", "ase"])
def test_the_inside_of_a_word_is_not_found(typed):
    assert search_text(typed) not in search_text("Åse Ørsted")


def test_a_long_name_fits_its_columns(kommune):
    """``ß`` becomes two letters: the key may be longer than the name."""
    borger = make_borger("ß" * 200)
    borger.refresh_from_db()
    with connection.cursor() as cursor:
        cursor.execute("SELECT length(navn_sortering) FROM borgere_borger WHERE id = %s", [borger.pk])
        assert cursor.fetchone()[0] == 250
