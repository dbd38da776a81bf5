"""What page and export say of flags that were opened and closed."""

import csv
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from kommuner.tenancy import set_kommune
from opfoelgning.models import Kontakt
from opfoelgning.vurdering import refresh
from tests.opfoelgning.advissager import sag
from tests.opfoelgning.sager import DAG, client_for, days, text_of

__all__ = ["sag"]


def side(kontor, sag, **query) -> str:
    return text_of(client_for(kontor.mette).get(reverse("borger", args=[sag.borger_id]), query))


def test_the_page_tells_by_what_it_was_opened_and_closed(kontor, sag):
    kontakt = kontor.kontakt(sag, days(-1))
    Kontakt.objects.filter(pk=kontakt.pk).update(registreret_tidspunkt=datetime(2026, 11, 23, 9, tzinfo=UTC))
    refresh([sag.pk], DAG)
    tekst = side(kontor, sag)
    assert "Tidligere overskridelser" in tekst
    assert "14 dage siden kontakt 6. nov. 2026 (telefon)" in tekst
    assert f"Kontakt 22. nov. 2026 (telefon), registreret 23. november 2026 af {kontor.mette.navn}" in tekst
    assert "For sent, 2 dage" in tekst


def test_a_late_registration_says_that_the_deadline_was_kept(kontor, sag):
    kontakt = kontor.kontakt(sag, days(-5))
    Kontakt.objects.filter(pk=kontakt.pk).update(registreret_tidspunkt=datetime(2026, 11, 23, 9, tzinfo=UTC))
    refresh([sag.pk], DAG)
    tekst = side(kontor, sag)
    assert "Rettelse: Kontakt 18. nov. 2026 (telefon), registreret 23. november 2026" in tekst
    assert "fristen var alligevel ikke overskredet" in tekst
    assert "Sen registrering" in tekst
    assert "14 dage siden 6. november 2026" in tekst


def test_an_open_flag_is_no_former_one_and_the_past_knows_only_its_own(kontor, sag):
    assert "Tidligere overskridelser" not in side(kontor, sag)
    set_kommune(kontor.mette.kommune_id)
    kontor.kontakt(sag, days(-1))
    refresh([sag.pk], DAG)
    assert "Tidligere overskridelser" not in side(kontor, sag, dato=days(-2).isoformat())


def test_the_page_says_what_comes_if_nothing_happens(kontor, sag):
    kontor.kontakt(sag, days(0))
    refresh([sag.pk], DAG)
    tekst = side(kontor, sag)
    assert "<b>Hvis intet sker</b> Kontakt i jobsøgningsfasen: overskredet 8. dec." in tekst
    assert "Kontakt (fysisk møde, telefon eller video) senest 7. dec. Lovligt fravær udskyder." in tekst


def eksport(**options) -> list[dict[str, str]]:
    ud = StringIO()
    call_command("overskridelser", kommune="0751", stdout=ud, **options)
    return list(csv.DictReader(ud.getvalue().removeprefix("\ufeff").splitlines(), delimiter=";"))


def test_the_export_keeps_late_contact_and_late_registration_apart(kontor, sag):
    kontakt = kontor.kontakt(sag, days(-1), ekstern_id="k2")
    Kontakt.objects.filter(pk=kontakt.pk).update(registreret_tidspunkt=datetime(2026, 11, 23, 9, tzinfo=UTC))
    refresh([sag.pk], DAG)
    (linje,) = eksport()
    assert (linje["Regel"], linje["Frist"], linje["Åbnet"], linje["Lukket"]) == (
        "kontakt",
        "2026-11-20",
        "2026-11-21",
        "2026-11-22",
    )
    assert (linje["Endte som"], linje["Dage for sent"], linje["Dage til registrering"]) == (
        "for sent",
        "2",
        "1",
    )
    assert eksport(til="2026-11-20") == eksport(regel="passivitet") == []


def test_a_contact_in_time_is_a_late_registration_in_the_export(kontor, sag):
    kontakt = kontor.kontakt(sag, days(-5), ekstern_id="k2")
    Kontakt.objects.filter(pk=kontakt.pk).update(registreret_tidspunkt=datetime(2026, 11, 23, 9, tzinfo=UTC))
    refresh([sag.pk], DAG)
    (linje,) = eksport(regel="kontakt", fra="2026-11-21", til="2026-11-21")
    assert (linje["Endte som"], linje["Dage for sent"], linje["Dage til registrering"]) == (
        "sen registrering",
        "",
        "5",
    )


def test_a_closed_flag_that_is_corrected_later_says_so_and_keeps_its_days(kontor, sag):
    kontakt = kontor.kontakt(sag, days(-1))
    refresh([sag.pk], DAG)
    Kontakt.objects.filter(pk=kontakt.pk).update(dato=days(-5))
    refresh([sag.pk], DAG)
    (linje,) = eksport()
    assert (linje["Lukket"], linje["Endte som"]) == ("2026-11-22", "rettelse")
    assert linje["Lukket af"].endswith("siden rettet: fristen var alligevel ikke overskredet")


def test_the_export_refuses_a_wrong_day_in_danish(kontor):
    fejl = StringIO()
    with pytest.raises(SystemExit):
        call_command("overskridelser", fra="i går", stderr=fejl)
    assert "--fra i går" in fejl.getvalue()
