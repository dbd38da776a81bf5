"""Writes to companies: who may, what is asked, what two people do to each other, and two rows that are one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from aftaler.actions import virksomhed as actions
from aftaler.actions.virksomhed import (
    Aabningsoplysninger,
    Findes,
    Notatindhold,
    Personoplysninger,
    Virksomhedsoplysninger,
)
from aftaler.models import Aabning, Ansaettelse, Kontaktperson, Tilbud, Virksomhed, Virksomhedsnotat
from forloeb.models import Markering
from kommuner.afvist import Afvist, Konflikt, Spoergsmaal
from kommuner.kommunedata import setup_code_tables
from kommuner.models import Tilbudstype
from kommuner.tenancy import kommunekontekst
from tests.raekker import DAG, START, make_forloeb, make_medarbejder

MOELLE = Virksomhedsoplysninger(navn="Vestby Mølle", cvr="13585628", adresse="Engvej 1", bynavn="Vestby")


@pytest.fixture
def mette(kommune):
    return make_medarbejder("mette", "jobformidler")


@pytest.fixture
def leder(kommune):
    return make_medarbejder("leder", "teamleder")


@pytest.fixture
def moelle(mette):
    return actions.create_virksomhed(oplysninger=MOELLE, by=mette)


def labels(raekke) -> list[str]:
    return list(raekke.historik.order_by("pgh_id").values_list("pgh_label", flat=True))


def test_a_company_can_be_sorted_and_searched_and_has_history(moelle):
    assert (moelle.navn_sortering, moelle.navn_soegning) == ("vestby m|lle", " vestby mølle")
    assert labels(moelle) == ["insert"]


def test_only_people_with_cases_write(kommune, moelle):
    other = make_medarbejder("anden", "administrator")
    with pytest.raises(Afvist, match="Din rolle kan ikke rette virksomheder"):
        actions.create_virksomhed(oplysninger=replace(MOELLE, navn="Ny"), by=other)
    with pytest.raises(Afvist):
        actions.add_notat(virksomhed=moelle, indhold=notat(), by=other, dag=DAG)
    with pytest.raises(Afvist):
        actions.add_kontaktperson(virksomhed=moelle, oplysninger=Personoplysninger(navn="Bo"), by=other)


@pytest.mark.parametrize(
    ("navn", "bynavn", "cvr", "besked"),
    [
        ("VESTBY  mølle", "vestby", "", "Der findes en virksomhed med samme navn i Vestby. Brug den?"),
        ("Vestby Mølle", "", "", "Der findes en virksomhed med samme navn i Vestby. Brug den?"),
        ("Noget andet", "Østby", "13585628", "Vestby Mølle har samme CVR-nr. Brug den?"),
    ],
)
def test_a_company_that_may_be_there_already_is_asked_about(mette, moelle, navn, bynavn, cvr, besked):
    ny = Virksomhedsoplysninger(navn=navn, bynavn=bynavn, cvr=cvr)
    with pytest.raises(Findes) as asked:
        actions.create_virksomhed(oplysninger=ny, by=mette)
    assert (str(asked.value), asked.value.virksomhed) == (besked, moelle)
    assert actions.create_virksomhed(oplysninger=ny, by=mette, bekraeftet=True).pk != moelle.pk


def test_the_same_name_in_another_town_is_another_company(mette, moelle):
    ny = Virksomhedsoplysninger(navn="Vestby Mølle", bynavn="Østby")
    assert actions.create_virksomhed(oplysninger=ny, by=mette).pk != moelle.pk


def test_a_company_of_another_kommune_is_not_asked_about(mette, moelle, other_kommune):
    with kommunekontekst(other_kommune.pk):
        frida = make_medarbejder("frida", "jobformidler")
        actions.create_virksomhed(oplysninger=MOELLE, by=frida)
        assert Virksomhed.objects.count() == 1


def test_who_corrects_second_gets_the_row_as_it_is(mette, moelle):
    foerst = replace(MOELLE, adresse="Engvej 2")
    actions.correct_virksomhed(virksomhed=moelle, oplysninger=foerst, version=1, by=mette)
    with pytest.raises(Konflikt) as konflikt:
        actions.correct_virksomhed(
            virksomhed=moelle, oplysninger=replace(MOELLE, adresse="Engvej 3"), version=1, by=mette
        )
    assert (konflikt.value.raekke.adresse, konflikt.value.raekke.version) == ("Engvej 2", 2)


def test_a_correction_of_nothing_writes_nothing(mette, moelle):
    actions.correct_virksomhed(virksomhed=moelle, oplysninger=MOELLE, version=1, by=mette)
    moelle.refresh_from_db()
    assert (moelle.version, labels(moelle)) == (1, ["insert"])


def test_a_corrected_name_is_found_by_its_new_name(mette, moelle):
    actions.correct_virksomhed(
        virksomhed=moelle, oplysninger=replace(MOELLE, navn="Åby Mølle"), version=1, by=mette
    )
    assert Virksomhed.objects.get(navn_soegning=" åby mølle").navn_sortering == "}by m|lle"


def test_a_contact_person_rests_and_is_kept(mette, moelle):
    person = actions.add_kontaktperson(
        virksomhed=moelle, oplysninger=Personoplysninger(navn="Per Lund"), by=mette
    )
    actions.correct_kontaktperson(
        kontaktperson=person, oplysninger=Personoplysninger(navn="Per Lund", aktiv=False), version=1, by=mette
    )
    assert not Kontaktperson.objects.get().aktiv
    with pytest.raises(Konflikt):
        actions.correct_kontaktperson(
            kontaktperson=person, oplysninger=Personoplysninger(navn="Per"), version=1, by=mette
        )


# Openings


def aabning(**fields) -> Aabningsoplysninger:
    return Aabningsoplysninger(**{"opgaver": "Pakke mel", "timer": 5} | fields)


def test_an_opening_runs_from_today(mette, moelle):
    slut = DAG + timedelta(days=30)
    ny = actions.add_aabning(virksomhed=moelle, oplysninger=aabning(slut=slut), by=mette, dag=DAG)
    assert (ny.start, ny.slut, ny.registreret_af) == (DAG, slut, mette)


@pytest.mark.parametrize(
    ("fields", "felt"),
    [
        ({"slut": DAG}, "til"),
        ({"timer": 38}, None),
        ({"timer": 0}, None),
        ({"opgaver": "Til 610180-1234"}, "opgaver"),
        ({"hensyn": "Se 610180 1234"}, "hensyn"),
    ],
)
def test_an_impossible_opening_is_refused(mette, moelle, fields, felt):
    with pytest.raises(Afvist) as refused:
        actions.add_aabning(virksomhed=moelle, oplysninger=aabning(**fields), by=mette, dag=DAG)
    assert refused.value.felt == felt
    assert not Aabning.objects.exists()


def test_an_opening_far_into_the_future_is_asked_about_once(mette, moelle):
    langt = aabning(slut=DAG + timedelta(days=900))
    with pytest.raises(Spoergsmaal, match="mere end 2 år fremme"):
        actions.add_aabning(virksomhed=moelle, oplysninger=langt, by=mette, dag=DAG)
    actions.add_aabning(virksomhed=moelle, oplysninger=langt, by=mette, dag=DAG, bekraeftet=True)


def test_a_taken_opening_is_closed_once(mette, moelle):
    gammel = actions.add_aabning(virksomhed=moelle, oplysninger=aabning(), by=mette, dag=START)
    actions.close_aabning(aabning=gammel, by=mette, dag=DAG)
    assert Aabning.objects.get().slut == DAG
    with pytest.raises(Afvist, match="allerede lukket"):
        actions.close_aabning(aabning=gammel, by=mette, dag=DAG)


def test_an_opening_closed_the_day_it_was_made_is_gone_but_for_its_history(mette, moelle):
    ny = actions.add_aabning(virksomhed=moelle, oplysninger=aabning(), by=mette, dag=DAG)
    pk = ny.pk
    actions.close_aabning(aabning=ny, by=mette, dag=DAG)
    events = Aabning.pgh_event_model.objects.filter(pgh_obj_id=pk)
    assert list(events.order_by("pgh_id").values_list("pgh_label", flat=True)) == ["insert", "delete"]
    with pytest.raises(Afvist, match="er fjernet"):
        actions.correct_aabning(aabning=ny, oplysninger=aabning(), version=1, by=mette, dag=DAG)


# Notes


def notat(**fields) -> Notatindhold:
    return Notatindhold(**{"form": "telefon", "dato": DAG, "note": "Ringet om timer"} | fields)


@pytest.mark.parametrize("tekst", ["Om 610180-1234", "Om 6101801234", "cpr 610180 1234."])
def test_a_cpr_number_is_refused_in_a_note(mette, moelle, tekst):
    with pytest.raises(Afvist, match="Skriv ikke CPR-numre her") as refused:
        actions.add_notat(virksomhed=moelle, indhold=notat(note=tekst), by=mette, dag=DAG)
    assert refused.value.felt == "note"


@pytest.mark.parametrize("tekst", ["Ring 20 20 20 20", "Ordre 9913991234", "+45 20202020"])
def test_other_numbers_are_no_cpr_numbers(mette, moelle, tekst):
    actions.add_notat(virksomhed=moelle, indhold=notat(note=tekst), by=mette, dag=DAG)


def test_a_note_of_tomorrow_is_refused_and_an_old_one_asked_about(mette, moelle):
    with pytest.raises(Afvist, match="ikke nået"):
        actions.add_notat(virksomhed=moelle, indhold=notat(dato=DAG + timedelta(days=1)), by=mette, dag=DAG)
    gammel = notat(dato=date(2020, 1, 1))
    with pytest.raises(Spoergsmaal, match="mere end 1 år tilbage"):
        actions.add_notat(virksomhed=moelle, indhold=gammel, by=mette, dag=DAG)
    actions.add_notat(virksomhed=moelle, indhold=gammel, by=mette, dag=DAG, bekraeftet=True)


def test_a_note_is_corrected_by_its_author_or_a_teamleder(mette, leder, moelle):
    skrevet = actions.add_notat(virksomhed=moelle, indhold=notat(), by=mette, dag=DAG)
    bo = make_medarbejder("bo", "jobformidler")
    ret = {"notat": skrevet, "version": 1, "dag": DAG}
    with pytest.raises(Afvist, match="Kun den, der har skrevet noten"):
        actions.correct_notat(indhold=notat(note="Andet"), by=bo, **ret)
    actions.correct_notat(indhold=notat(note="Rettet"), by=leder, **ret)
    with pytest.raises(Konflikt):
        actions.correct_notat(indhold=notat(note="Min"), by=mette, **ret)
    assert Virksomhedsnotat.objects.get().note == "Rettet"


# Two rows that are one


@pytest.fixture
def dublet(mette, moelle):
    """A duplicate with everything a company can have."""
    setup_code_tables()
    dublet = actions.create_virksomhed(
        oplysninger=Virksomhedsoplysninger(navn="Vestby Mølle", postnr="0310", bynavn="Nørreby"), by=mette
    )
    forloeb = make_forloeb()
    Ansaettelse.objects.create(forloeb=forloeb, virksomhed=dublet, start=START)
    praktik = Tilbudstype.objects.get(kode="virksomhedspraktik")
    Tilbud.objects.create(forloeb=forloeb, virksomhed=dublet, type=praktik, start=START)
    actions.add_kontaktperson(virksomhed=dublet, oplysninger=Personoplysninger(navn="Per Lund"), by=mette)
    actions.add_aabning(virksomhed=dublet, oplysninger=aabning(), by=mette, dag=DAG)
    actions.add_notat(virksomhed=dublet, indhold=notat(), by=mette, dag=DAG)
    return dublet


def test_a_merge_moves_everything_and_fills_gaps(leder, moelle, dublet):
    Markering.objects.all().delete()
    actions.merge_virksomhed(dublet=dublet, ind_i=moelle, by=leder)
    moved = (Ansaettelse, Tilbud, Kontaktperson, Aabning, Virksomhedsnotat)
    assert [set(m.objects.values_list("virksomhed", flat=True)) for m in moved] == [{moelle.pk}] * 5
    moelle.refresh_from_db()
    assert (moelle.adresse, moelle.postnr, moelle.bynavn) == ("Engvej 1", "0310", "Vestby")
    assert list(Virksomhed.objects.egne(leder)) == [moelle]
    assert Markering.objects.exists()


def test_a_merge_into_a_duplicate_leads_on(leder, mette, moelle, dublet):
    tredje = actions.create_virksomhed(oplysninger=Virksomhedsoplysninger(navn="Tredje"), by=mette)
    actions.merge_virksomhed(dublet=dublet, ind_i=moelle, by=leder)
    actions.merge_virksomhed(dublet=moelle, ind_i=tredje, by=leder)
    dublet.refresh_from_db()
    assert dublet.lagt_ind_under == tredje


def test_merges_that_make_no_sense_are_refused(leder, mette, moelle, dublet):
    with pytest.raises(Afvist, match="Kun en teamleder eller en administrator"):
        actions.merge_virksomhed(dublet=dublet, ind_i=moelle, by=mette)
    with pytest.raises(Afvist, match="Vælg to virksomheder"):
        actions.merge_virksomhed(dublet=moelle, ind_i=moelle, by=leder)
    actions.merge_virksomhed(dublet=dublet, ind_i=moelle, by=leder)
    with pytest.raises(Afvist, match="Vælg to virksomheder"):
        actions.merge_virksomhed(dublet=moelle, ind_i=dublet, by=leder)


def test_two_cvr_numbers_are_two_companies(leder, mette, moelle, dublet):
    Virksomhed.objects.filter(pk=dublet.pk).update(cvr="90000008")
    with pytest.raises(Afvist, match="hver sit CVR-nr"):
        actions.merge_virksomhed(dublet=dublet, ind_i=moelle, by=leder)
