"""Danish wording of dates, numbers and counts."""

from datetime import date
from decimal import Decimal

import pytest
from django.template import Context, Template

from kalender import dansk

MANDAG = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("dag", "kort", "lang"),
    [
        (MANDAG, "23. nov.", "mandag 23. november 2026"),
        (date(2026, 5, 1), "1. maj", "fredag 1. maj 2026"),
        (date(2028, 2, 29), "29. feb.", "tirsdag 29. februar 2028"),
        (date(2027, 1, 2), "2. jan.", "lørdag 2. januar 2027"),
        (None, "", ""),
    ],
)
def test_dates_in_words(dag, kort, lang):
    assert dansk.dato(dag) == kort
    assert dansk.dato_lang(dag) == lang


def test_the_year_is_written_only_when_it_is_another():
    assert dansk.dato(date(2026, 1, 1), MANDAG) == "1. jan."
    assert dansk.dato(date(2025, 12, 31), MANDAG) == "31. dec. 2025"


def test_every_month_has_its_own_name():
    assert len(set(dansk.MAANEDER)) == len(set(dansk.KORTE_MAANEDER)) == 12
    assert all(
        lang.startswith(kort.rstrip("."))
        for lang, kort in zip(dansk.MAANEDER, dansk.KORTE_MAANEDER, strict=True)
    )


@pytest.mark.parametrize(
    ("slut", "sidste"),
    [
        (date(2020, 7, 22), date(2020, 7, 21)),
        (date(2021, 1, 1), date(2020, 12, 31)),
        (date.max, None),
        (None, None),
    ],
)
def test_til_og_med_is_the_day_before_the_end(slut, sidste):
    assert dansk.til_og_med(slut) == sidste


@pytest.mark.parametrize(
    ("vaerdi", "tekst"),
    [
        (Decimal("4.50"), "4,5"),
        (Decimal("6.00"), "6"),
        (Decimal("0.25"), "0,25"),
        (Decimal("3.125"), "3,13"),
        (2.675, "2,68"),
        (0, "0"),
        (10, "10"),
        (100, "100"),
        (1250, "1.250"),
        (1234567.5, "1.234.567,5"),
        (-3, "-3"),
    ],
)
def test_numbers_have_a_decimal_comma(vaerdi, tekst):
    assert dansk.tal(vaerdi) == tekst


def test_hours_and_days():
    assert dansk.timer(Decimal("37")) == "37"
    assert dansk.timer(None) == "–"
    assert [dansk.dage(n) for n in (0, 1, 2, 1000)] == ["0 dage", "1 dag", "2 dage", "1.000 dage"]


def test_filters_say_the_same_in_templates():
    skabelon = Template(
        "{% load dansk %}{{ d|dato_lang }}|{{ d|til_og_med|dato:d }}|{{ t|timer }}|{{ 1|dage }}"
    )
    assert skabelon.render(Context({"d": MANDAG, "t": Decimal("4.5")})) == (
        "mandag 23. november 2026|22. nov.|4,5|1 dag"
    )
