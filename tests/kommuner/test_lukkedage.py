"""Closing days: what the administrator sees and does, and what they mean to deadlines in lists and on pages."""

from datetime import date

import pytest

from forloeb.models import Markering
from kalender.helligdage import Arbejdskalender, public_holidays
from kommuner.actions.lukkedage import add_lukkedage, remove_lukkedag
from kommuner.models import Lukkedag, Regelsaet
from kommuner.tenancy import kommunekontekst, set_kommune
from opfoelgning import vurdering
from opfoelgning.models import Vurdering
from opfoelgning.raekker import raekker
from tests.opfoelgning.sager import DAG, client_for, days, kontor, other_kommune_id, text_of
from tests.raekker import make_medarbejder

__all__ = ["kontor"]
URL = "/administration/lukkedage"
JUL = date(2026, 12, 24)


@pytest.fixture
def admin(kontor):
    return make_medarbejder("admin", "administrator", team=kontor.team)


def post(user, follow=True, **felter):
    return client_for(user).post(URL, {"navn": "juleferie", **felter}, follow=follow)


def lukkede() -> list[date]:
    return list(Lukkedag.objects.values_list("dag", flat=True))


def test_holidays_are_filled_in_and_own_days_come_and_go(admin):
    client = client_for(admin)
    html = text_of(client.get(f"{URL}?aar=2026"))
    assert "Kun helligdage." in html
    assert "Ingen regel flytter frister lige nu." in html
    for dag in ("torsdag 1. januar 2026", "fredag 25. december 2026"):
        assert dag in html
    html = text_of(post(admin, fra="2026-12-28"))
    assert "28. december er nu lukket." in html
    assert "mandag 28. december 2026" in html
    assert "Kun helligdage." not in html
    html = text_of(client.post(f"{URL}/{Lukkedag.objects.get().pk}/fjern", follow=True))
    assert "Mandag 28. december 2026 er ikke længere lukket." in html
    assert lukkede() == []


def test_a_period_closes_its_working_days(admin):
    assert "3 dage er nu lukket." in text_of(post(admin, fra="2026-12-24", til="2026-12-29"))
    assert lukkede() == [date(2026, 12, 24), date(2026, 12, 28), date(2026, 12, 29)]


@pytest.mark.parametrize(
    ("felter", "besked"),
    [
        ({"fra": "2026-12-28"}, "28. december er allerede lukket."),
        ({"fra": "2026-12-21", "til": "2026-12-30"}, "28. december er allerede lukket."),
        ({"fra": "2026-12-25"}, "25. december er allerede lukket."),
        ({"fra": "2026-11-28"}, "28. november er allerede lukket."),
        ({"fra": "2026-12-30", "til": "2026-12-29"}, "Til og med-dagen ligger før den første dag."),
        ({"fra": "2026-06-01", "til": "2026-07-02"}, "Højst 31 dage ad gangen."),
        ({"fra": ""}, "Skriv, hvornår der er lukket."),
        ({"fra": "31-02"}, "Skriv datoen som 23-11-2026."),
        ({"fra": "2026-12-30", "navn": ""}, "Skriv, hvad dagen hedder."),
    ],
)
def test_a_day_that_cannot_be_closed_is_refused_in_danish(admin, felter, besked):
    add_lukkedage(fra=date(2026, 12, 28), til=date(2026, 12, 28), navn="juleferie", by=admin, dag=DAG)
    svar = post(admin, **felter)
    assert svar.status_code == 422
    assert besked in text_of(svar)
    assert lukkede() == [date(2026, 12, 28)]


@pytest.mark.parametrize(
    ("felter", "hvad"),
    [({}, "Dagen er gået."), ({"til": "2026-11-24"}, "Den første dag er gået.")],
)
def test_a_day_gone_by_is_asked_about_first(admin, felter, hvad):
    svar = post(admin, fra="2026-11-20", **felter)
    assert svar.status_code == 422
    assert text_of(svar).count(hvad) == 1
    assert "Gem alligevel" in text_of(svar)
    assert lukkede() == []
    post(admin, fra="2026-11-20", **felter, alligevel="1")
    assert date(2026, 11, 20) in lukkede()


def test_another_kommunes_days_are_its_own(admin):
    with kommunekontekst(other_kommune_id()):
        fremmed = Lukkedag.objects.create(dag=JUL, navn="hemmelig kursusdag")
    assert "hemmelig kursusdag" not in text_of(client_for(admin).get(f"{URL}?aar=2026"))
    assert client_for(admin).post(f"{URL}/{fremmed.pk}/fjern").status_code == 404
    assert "24. december er nu lukket." in text_of(post(admin, fra="2026-12-24"))


def test_a_change_marks_the_kommunes_forloeb(kontor, admin):
    sag = kontor.sag("Anna Bech", ejer=kontor.mette, start=days(-5))
    vurdering.refresh([sag.pk], DAG)
    (dag,) = add_lukkedage(fra=JUL, til=JUL, navn="juleaftensdag", by=admin, dag=DAG)
    assert Markering.objects.filter(forloeb=sag).exists()
    vurdering.refresh([sag.pk], DAG)
    remove_lukkedag(lukkedag=dag, by=admin)
    assert Markering.objects.filter(forloeb=sag).exists()


@pytest.fixture
def til_jul(kontor):
    """Somebody whose contact is due on 24 December."""
    sag = kontor.sag("Anna Bech", ejer=kontor.mette, start=date(2026, 12, 10))
    return sag


IDAG = date(2026, 12, 11)


def see(settings, kontor, sag, idag=IDAG) -> tuple[str, str]:
    """The row's word on the closed day, and the borger's page."""
    settings.IDAG = idag
    (raekke,) = raekker([sag.pk], idag)
    side = text_of(client_for(kontor.mette).get(f"/borger/{sag.borger_id}"))
    set_kommune(kontor.mette.kommune_id)
    return raekke.lukkedag, side


def test_a_deadline_on_a_closed_day_says_so(settings, kontor, admin, til_jul):
    assert see(settings, kontor, til_jul)[0] == ""
    add_lukkedage(fra=JUL, til=JUL, navn="juleaftensdag", by=admin, dag=DAG)
    tekst, side = see(settings, kontor, til_jul)
    assert tekst == "juleaftensdag – i praksis 23. dec."
    assert "lukkedag: juleaftensdag – i praksis senest 23. dec." in side
    assert "Lukkedag: juleaftensdag – i praksis senest 23. dec." in side
    assert tekst in text_of(client_for(kontor.mette).get("/mine"))
    assert tekst in text_of(client_for(kontor.leder).get("/team/borgere"))


def test_nobody_is_told_to_have_done_it_yesterday(settings, kontor, admin, til_jul):
    add_lukkedage(fra=JUL, til=JUL, navn="juleaftensdag", by=admin, dag=DAG)
    assert see(settings, kontor, til_jul, date(2026, 12, 23))[0] == "juleaftensdag – i praksis 23. dec."
    tekst, side = see(settings, kontor, til_jul, JUL)
    assert tekst == "juleaftensdag"
    assert "lukkedag: juleaftensdag" in side
    assert "i praksis" not in side


def test_a_deadline_that_was_moved_says_so(settings, kontor, admin, til_jul):
    add_lukkedage(fra=JUL, til=JUL, navn="juleaftensdag", by=admin, dag=DAG)
    Regelsaet.objects.create(
        indsatsmodel="uif2", gyldig_fra=date(2026, 1, 1), vaerdier={"kontakt.flyt_til_arbejdsdag": "ja"}
    )
    tekst, side = see(settings, kontor, til_jul)
    assert tekst == "flyttet til næste arbejdsdag fra 24. dec."
    assert "senest 28. december 2026" in side
    assert tekst in side
    assert Vurdering.objects.get(regel="kontakt").frist == date(2026, 12, 28)
    assert "<li>Kontakt i jobsøgningsfasen <" in text_of(client_for(admin).get(URL))


def test_a_moved_deadline_lies_where_it_lay_when_the_day_opens_again(settings, kontor, admin, til_jul):
    (dag,) = add_lukkedage(fra=JUL, til=JUL, navn="juleaftensdag", by=admin, dag=DAG)
    Regelsaet.objects.create(
        indsatsmodel="uif2", gyldig_fra=date(2026, 1, 1), vaerdier={"kontakt.flyt_til_arbejdsdag": "ja"}
    )
    see(settings, kontor, til_jul)
    remove_lukkedag(lukkedag=dag, by=admin)
    assert see(settings, kontor, til_jul)[0] == ""
    assert Vurdering.objects.get(regel="kontakt").frist == JUL


def test_closed_days_have_names_and_a_working_day_before_them():
    kalender = Arbejdskalender({JUL: "juleaftensdag"})
    assert [kalender.name(JUL), kalender.name(date(2026, 12, 25)), kalender.name(date(2026, 12, 27))] == [
        "juleaftensdag",
        "juledag",
        "søndag",
    ]
    assert kalender.last_working_day(date(2026, 12, 27)) == date(2026, 12, 23)
    assert kalender.last_working_day(date(2026, 12, 23)) == date(2026, 12, 23)
    assert Arbejdskalender([JUL]).name(JUL) == "lukkedag"
    assert (date(2026, 12, 26), "anden juledag") in public_holidays(2026)
