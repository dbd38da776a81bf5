"""What a registration would do to each deadline, said before it is saved."""

from datetime import date

import pytest

from kalender.perioder import Periode
from kommuner.indsatsmodel import Regelvaerdier, indsatsmodeller
from opfoelgning.regler.typer import AABEN, AndenAktoer, Fase, Fravaer, Kontakt, Sagsfakta, Tilbud, Ydelse
from opfoelgning.virkning import Linje, virkning, with_record

START = date(2020, 4, 1)
DAG = date(2020, 9, 20)
REGLER = Regelvaerdier(indsatsmodeller()["uif2"], [])


@pytest.fixture
def sag() -> Sagsfakta:
    """On ledighedsydelse since long, in phase 2, last contact 14 September: passive from 1 October."""
    return Sagsfakta(
        id="f1",
        indsatsmodel="uif2",
        start=START,
        faser=(Fase(2, START),),
        ydelser=(Ydelse("ledighedsydelse", date(2018, 1, 1)),),
        kontakter=(Kontakt("c1", date(2020, 9, 14), "telefon", "gennemfoert"),),
    )


def lines(sag, liste, post, dag=DAG, gammel=None) -> dict[str, Linje]:
    ny = with_record(sag, liste, post, gammel)
    fundet = virkning(sag, ny, REGLER, dag, Periode(post.start, post.slut))
    return {linje.navn: linje for linje in fundet.linjer}


def test_absence_moves_the_clock_and_pauses_contact(sag):
    fundet = lines(sag, "fravaer", Fravaer("ferie", "Ferie", date(2020, 9, 18), date(2020, 9, 28)))
    assert fundet["Passiv"][1:] == ("1. oktober 2020", "11. oktober 2020")
    assert fundet["Kontakt"][1:] == ("senest 28. september 2020", "pause, derefter senest 11. oktober 2020")


def test_an_absence_without_an_end_stops_the_clock(sag):
    fundet = lines(sag, "fravaer", Fravaer("ferie", "Ferie", DAG))
    assert fundet["Passiv"].efter == "uret holder pause"
    assert fundet["Kontakt"].efter == "pause"


def test_unlawful_absence_changes_nothing(sag):
    post = Fravaer("ulovligt_fravaer", "Ulovligt fravær", DAG, AABEN, False, False)
    assert not any(linje.aendret for linje in lines(sag, "fravaer", post).values())


def test_what_begins_later_is_seen_from_the_day_it_begins(sag):
    post = Tilbud("t1", "virksomhedspraktik", date(2020, 9, 25), date(2020, 10, 9), virksomhedsrettet=True)
    ny = with_record(sag, "tilbud", post)
    fundet = virkning(sag, ny, REGLER, DAG, Periode(post.start, post.slut))
    assert fundet.paa == date(2020, 9, 25)
    passiv = next(linje for linje in fundet.aendrede if linje.navn == "Passiv")
    assert passiv.efter == "uret nulstilles, derefter 9. april 2021"
    assert [linje.navn for linje in fundet.uaendrede if linje.navn == "Kontakt"] == ["Kontakt"]


def test_training_does_not_reset(sag):
    post = Tilbud("t1", "jobrettet_uddannelse", DAG, date(2020, 10, 9))
    assert not lines(sag, "tilbud", post)["Passiv"].aendret


def test_another_provider_by_right_pauses_contact_only(sag):
    fundet = lines(sag, "anden_aktoer", AndenAktoer("stk1", DAG))
    assert (fundet["Passiv"].aendret, fundet["Kontakt"].efter) == (False, "pause")
    assert lines(sag, "anden_aktoer", AndenAktoer("stk2", DAG))["Passiv"].efter == "uret nulstilles"


def test_a_correction_is_seen_in_place_of_what_was(sag):
    gammel = Fravaer("ferie", "Ferie", date(2020, 7, 1), date(2020, 7, 22))
    med = with_record(sag, "fravaer", gammel)
    fundet = lines(med, "fravaer", gammel._replace(slut=date(2020, 7, 8)), gammel=gammel)
    assert fundet["Passiv"][1:] == ("22. oktober 2020", "8. oktober 2020")


def test_passive_already_says_since_when(sag):
    post = Fravaer("ferie", "Ferie", date(2020, 7, 1), date(2020, 7, 22))
    assert lines(sag, "fravaer", post, date(2020, 10, 10))["Passiv"][1:] == (
        "siden 1. oktober 2020",
        "22. oktober 2020",
    )


def test_records_stay_in_order(sag):
    a, b = Fravaer("ferie", "Ferie", date(2020, 7, 1), date(2020, 7, 2)), Fravaer("barsel", "Barsel", START)
    assert with_record(with_record(sag, "fravaer", a), "fravaer", b).fravaer == (b, a)
