"""CPR numbers: read, kept secret, found again, shown masked. All are invented: day + 60."""

from datetime import date

import pytest
from cryptography.exceptions import InvalidTag

from borgere import cpr
from borgere.models import Borger
from kommuner.models import Kommune
from kommuner.tenancy import kommunekontekst
from tests.raekker import make_borger


@pytest.mark.parametrize("text", ["610180-1234", "6101801234", " 610180 1234 ", "61 01 80-12 34"])
def test_a_number_is_read_with_or_without_signs(text):
    assert cpr.parse(text) == "6101801234"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("610180-123", "CPR-nummeret har 10 cifre. Der mangler 1."),
        ("610180", "CPR-nummeret har 10 cifre. Der mangler 4."),
        ("610180-12345", "CPR-nummeret har 10 cifre. Der er 1 for meget."),
        ("", "CPR-nummeret skrives med 10 cifre, fx 610180-1234."),
        ("610180-12a4", "CPR-nummeret skrives med 10 cifre, fx 610180-1234."),
        ("٦١٠١٨٠١٢٣٤", "CPR-nummeret skrives med 10 cifre, fx 610180-1234."),
        ("6101²01234", "CPR-nummeret skrives med 10 cifre, fx 610180-1234."),
        ("911180-1234", "CPR-nummeret begynder ikke med en dato, der findes."),
        ("923080-1234", "CPR-nummeret begynder ikke med en dato, der findes."),
        ("611380-1234", "CPR-nummeret begynder ikke med en dato, der findes."),
        ("600180-1234", "CPR-nummeret begynder ikke med en dato, der findes."),
        ("000180-1234", "CPR-nummeret begynder ikke med en dato, der findes."),
        ("900281-1234", "CPR-nummeret begynder ikke med en dato, der findes."),
    ],
)
def test_what_is_no_number_is_told_in_danish(text, message):
    with pytest.raises(cpr.UgyldigtCpr) as refusal:
        cpr.parse(text)
    assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("digits", "born"),
    [
        ("6101800234", date(1980, 1, 1)),
        ("6101003234", date(1900, 1, 1)),
        ("6101364234", date(2036, 1, 1)),
        ("6101374234", date(1937, 1, 1)),
        ("6101005234", date(2000, 1, 1)),
        ("6101575234", date(2057, 1, 1)),
        ("6101588234", date(1858, 1, 1)),
        ("6101369234", date(2036, 1, 1)),
        ("6101379234", date(1937, 1, 1)),
        ("8902804234", date(1980, 2, 29)),
        ("9112801234", date(1980, 12, 31)),
    ],
)
def test_the_seventh_digit_tells_the_century(digits, born):
    assert cpr.foedselsdato(digits) == born


def test_the_29th_of_february_needs_a_leap_year():
    with pytest.raises(cpr.UgyldigtCpr):
        cpr.parse("890281-1234")


def test_shown_and_masked():
    assert cpr.pretty("6101801234") == "610180-1234"
    assert cpr.masked("6101801234") == "610180-••••"


def test_what_was_encrypted_is_read_again_and_looks_new_each_time():
    first, second = cpr.encrypt("6101801234", "0751"), cpr.encrypt("6101801234", "0751")
    assert first != second
    assert b"6101801234" not in first
    assert cpr.decrypt(first, "0751") == cpr.decrypt(second, "0751") == "6101801234"
    assert cpr.decrypt(memoryview(first), "0751") == "6101801234"


def test_another_kommune_cannot_read_it():
    with pytest.raises(InvalidTag):
        cpr.decrypt(cpr.encrypt("6101801234", "0751"), "0265")


def test_another_master_key_cannot_read_it(settings):
    blob = cpr.encrypt("6101801234", "0751")
    settings.CPR_NOEGLE = "en helt anden nøgle"
    with pytest.raises(InvalidTag):
        cpr.decrypt(blob, "0751")


@pytest.mark.parametrize("place", [0, 12, -1])
def test_a_changed_byte_is_noticed(place):
    blob = bytearray(cpr.encrypt("6101801234", "0751"))
    blob[place] ^= 1
    with pytest.raises(InvalidTag):
        cpr.decrypt(bytes(blob), "0751")


def test_the_blind_index_finds_and_tells_nothing(settings):
    index = cpr.blind_index("6101801234", "0751")
    assert index == cpr.blind_index("6101801234", "0751")
    assert len(index) == 32
    assert index != cpr.blind_index("6101801235", "0751")
    assert index != cpr.blind_index("6101801234", "0265")
    settings.CPR_NOEGLE = "en helt anden nøgle"
    assert index != cpr.blind_index("6101801234", "0751")


def test_a_borger_is_found_by_her_number(kommune):
    borger = make_borger()
    make_borger("Bo Æbelø", "6202801234")
    assert Borger.objects.get(cpr_indeks=cpr.blind_index("6101801234", kommune.kode)) == borger
    stored = Borger.objects.get(pk=borger.pk)
    assert cpr.decrypt(stored.cpr_krypteret, kommune.kode) == "6101801234"


def test_the_same_number_in_two_kommuner_leaves_no_trace_of_it(kommune, other_kommune):
    first = make_borger()
    with kommunekontekst(other_kommune.pk):
        second = make_borger()
        other = Kommune.objects.get(pk=other_kommune.pk)
        assert cpr.decrypt(second.cpr_krypteret, other.kode) == "6101801234"
    assert first.cpr_indeks != second.cpr_indeks
