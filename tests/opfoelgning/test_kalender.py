"""Kalender: the week list, and the personal subscription that knows no login and tells no name."""

import re
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.test import Client
from icalendar import Calendar

from forloeb.models import Dokumentanmodning, Rehabiliteringsmoede, Tildeling
from kommuner.actions.organ import add_organ
from kommuner.tenancy import kommunekontekst
from opfoelgning.models import Genbehandlingsmoede, Genbehandlingssag, Kalenderlink, Stepup, Stepupmoede
from opfoelgning.views import kalender as views
from tests.opfoelgning.sager import DAG, client_for, count_queries, days, readings, text_of
from tests.raekker import make_medarbejder

URL = "/kalender"
ABONNEMENT = "/kalender/abonnement"


@pytest.fixture
def sag(kontor):
    """Last contact on 18 November: the next is due on 2 December."""
    sag = kontor.sag("Åse Ørsted", ejer=kontor.mette, start=days(-53))
    kontor.kontakt(sag, days(-5))
    return sag


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(response)))


def test_a_week_tells_deadlines_and_agreements_by_day(kontor, mette, sag):
    kontor.kontakt(sag, days(9), status="planlagt", form="video", sted="Jobcentret")
    kontor.praktik(sag, days(7), days(12))
    page = words(mette.get(URL, {"uge": "2026-49"}))
    assert "Uge 49 · 30. november 2026 til 6. december 2026" in page
    assert "Mandag 30. november 2026 Aftale Virksomhedspraktik hos Kornmarken Gartneri begynder" in page
    onsdag = page[page.index("Onsdag 2. december") : page.index("Torsdag 3. december")]
    assert onsdag.index("Frist Kontakt (14 dage) Åse Ørsted") < onsdag.index(
        "Aftale Kontakt: video, Jobcentret"
    )
    assert "Fredag 4. december 2026 Aftale Virksomhedspraktik hos Kornmarken Gartneri slutter" in page
    assert "Lørdag" not in page


def test_what_is_overdue_stands_on_top_of_the_present_week_only(kontor, mette, sag):
    kontor.kontakt(sag, DAG, status="planlagt")
    kontor.sag("Bo Æbelø", ejer=kontor.mette, start=days(-40))
    page = words(mette.get(URL))
    assert page.index("Kontakt overskredet 26 dage Bo Æbelø") < page.index("Mandag 23. november 2026")
    assert "Bo Æbelø" not in words(mette.get(URL, {"uge": "2026-50"}))


def test_weeks_lead_to_each_other_and_a_wrong_one_says_how(mette):
    page = text_of(mette.get(URL, {"uge": "2026-53"}))
    assert "?uge=2026-52" in page
    assert "?uge=2027-01" in page
    for forkert in ("2026-54", "x", "2026", "99999-01", "0-0"):
        answer = mette.get(URL, {"uge": forkert})
        assert (answer.status_code, "Skriv ugen som 2026-48." in text_of(answer)) == (422, True)


def test_an_empty_week_and_no_borgere_say_so(kontor, mette, inside):
    with inside():
        person = make_medarbejder("ny", "jobformidler", team=kontor.team)
    assert "Ingen frister i denne uge." in words(mette.get(URL, {"uge": "2031-20"}))
    ny = client_for(person)
    assert "Du har ingen borgere, så der er ingen frister." in words(ny.get(URL))


def test_the_page_is_logged_and_takes_the_same_number_of_statements(kontor, mette, sag, inside):
    kontor.kontakt(sag, DAG, status="planlagt")
    mette.get(URL)
    few = count_queries(mette, URL)
    with inside():
        assert readings("kalender")[-1] == {sag.borger_id}
        for nr in range(4):
            anden = kontor.sag(f"Nr {nr} Nielsen", ejer=kontor.mette, start=days(-40))
            kontor.kontakt(anden, DAG, status="planlagt")
            kontor.praktik(anden, days(1), days(2))
    mette.get(URL)
    assert count_queries(mette, URL) == few


def subscribe(mette: Client) -> str:
    answer = mette.post(ABONNEMENT)
    assert answer["Cache-Control"].count("no-store")
    found = re.search(r"http://testserver(/kalender/[\w-]{43}\.ics)", text_of(answer))
    assert found
    return found[1]


def events(answer) -> list[tuple[str, str]]:
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    feed = Calendar.from_ical(answer.content)
    return [(e.start.isoformat(), str(e["SUMMARY"])) for e in feed.walk("VEVENT")]


def test_the_subscription_needs_no_login_and_names_nobody(kontor, mette, sag, inside):
    kontor.kontakt(sag, days(9), status="planlagt", note="Åses knæ")
    kontor.praktik(sag, days(-9), days(3))
    kontor.sag("Bo Æbelø", ejer=kontor.mette, start=days(-40))
    adresse = subscribe(mette)
    answer = Client().get(adresse)
    fundne = events(answer)
    nr = sag.borger_id
    assert ("2026-12-02", f"Kontakt, borger {nr}") in fundne
    assert ("2026-11-14", f"Virksomhedspraktik begynder, borger {nr}") in fundne
    assert any(dag == DAG.isoformat() and tekst.endswith("(overskredet)") for dag, tekst in fundne)
    tekst = answer.content.decode().replace("\r\n ", "")
    for hemmeligt in ("Åse", "Ørsted", "Bo", "Æbelø", "Kornmarken", "knæ", "610", "Mette"):
        assert hemmeligt not in tekst
    with inside():
        assert sag.borger_id in readings("kalender_feed")[-1]


def test_the_secret_is_kept_nowhere_and_shown_once(mette, inside):
    adresse = subscribe(mette)
    hemmelighed = adresse.removeprefix("/kalender/").removesuffix(".ics")
    assert hemmelighed not in text_of(mette.get(ABONNEMENT))
    with inside():
        link = Kalenderlink.objects.get()
        assert hemmelighed not in link.noegle
        assert hemmelighed not in str(link.historik.values())


def test_a_new_link_and_a_withdrawn_one_stop_the_old(mette, inside):
    foerste = subscribe(mette)
    anden = subscribe(mette)
    assert Client().get(foerste).status_code == 404
    assert Client().get(anden).status_code == 200
    assert "Sidst hentet" in text_of(mette.get(ABONNEMENT))
    page = text_of(mette.post(ABONNEMENT, {"traek_tilbage": "1"}, follow=True))
    assert "Linket er trukket tilbage." in page
    assert "Du har ikke noget link." in page
    answer = Client().get(anden)
    assert (answer.status_code, text_of(answer)) == (404, "Linket findes ikke, eller det er trukket tilbage.")


@pytest.mark.parametrize("tabt", [{"is_active": False}, {"roller": ["administrator"]}])
def test_whoever_may_no_longer_see_cases_gets_no_calendar(kontor, mette, inside, tabt):
    adresse = subscribe(mette)
    with inside():
        for felt, vaerdi in tabt.items():
            setattr(kontor.mette, felt, vaerdi)
        kontor.mette.save()
    assert Client().get(adresse).status_code == 404


def test_a_case_handed_over_leaves_the_calendar(kontor, mette, sag, inside):
    adresse = subscribe(mette)
    assert events(Client().get(adresse))
    with inside():
        Tildeling.objects.filter(forloeb=sag).update(medarbejder=kontor.leder)
    assert events(Client().get(adresse)) == []


def test_the_calendar_is_its_persons_whoever_else_is_logged_in(kontor, mette, sag, other_kommune):
    adresse = subscribe(mette)
    with kommunekontekst(other_kommune.pk):
        fremmed = client_for(make_medarbejder("fremmed", "jobformidler"))
    assert f"borger {sag.borger_id}" in str(events(fremmed.get(adresse)))


def test_asking_too_often_is_refused_for_a_while(mette, monkeypatch):
    cache.clear()
    monkeypatch.setattr(views, "LINKETS_HOEJST", 2)
    adresse = subscribe(mette)
    svar = [Client().get(adresse) for _ in range(3)]
    assert [s.status_code for s in svar] == [200, 200, 429]
    assert svar[-1]["Retry-After"] == "900"
    monkeypatch.setattr(views, "STEDETS_HOEJST", 3)
    assert Client().get("/kalender/gaet.ics").status_code == 429


@pytest.fixture
def moeder(kontor, sag):
    """A meeting of each kind and a document on days of the week after, each with one beside it that is off."""
    paa = {"forloeb": sag, "registreret_af": kontor.mette}
    for dag, status in ((7, "planlagt"), (8, "aflyst")):
        Rehabiliteringsmoede.objects.create(dato=days(dag), status=status, **paa)
    vej = Genbehandlingssag.objects.create(dato=DAG, **paa)
    for dag, status in ((9, "planlagt"), (8, "ikke_holdt")):
        Genbehandlingsmoede.objects.create(sag=vej, dato=days(dag), status=status, grund="Syg", **paa)
    stepup = Stepup.objects.create(dato=DAG, **paa)
    for nr, status in ((1, "holdt"), (2, "planlagt")):
        Stepupmoede.objects.create(stepup=stepup, nr=nr, dato=days(9 + nr), status=status, **paa)
    ventet = {"dokument": "Lægeattest", "dato": days(-9), "frist": days(11), **paa}
    Dokumentanmodning.objects.create(hos="Doktor Vang", **ventet)
    Dokumentanmodning.objects.create(hos="Sygehuset", modtaget=DAG, **ventet)


@pytest.mark.usefixtures("moeder")
def test_meetings_and_documents_stand_on_their_day_with_the_bodys_own_name(kontor, mette, inside):
    with inside():
        add_organ(navn="udvalget", gyldig_fra=None, meget_begraenset_timer=Decimal(10), by=kontor.leder)
    page = words(mette.get(URL, {"uge": "2026-49"}))
    assert "Mandag 30. november 2026 Aftale Møde i udvalget Åse Ørsted Tirsdag" in page
    assert "Aftale Genbehandling i udvalget Åse Ørsted Torsdag" in page
    assert "Aftale Step-up, møde 1" in page[page.index("Torsdag 3. december") :]
    assert "Aftale Step-up, møde 2" in page
    fredag = page[page.index("Fredag 4. december") :]
    assert "Aftale Dokument ventes: Lægeattest fra Doktor Vang" in fredag
    assert "Sygehuset" not in page
    assert "Ingen" in page[page.index("Tirsdag 1. december") : page.index("Onsdag")]


@pytest.mark.usefixtures("moeder")
def test_meetings_and_documents_are_but_words_in_the_subscription(mette, sag):
    answer = Client().get(subscribe(mette))
    nr = sag.borger_id
    ventet = {
        *((days(dag).isoformat(), f"Møde, borger {nr}") for dag in (7, 9, 11)),
        (days(10).isoformat(), f"Møde, borger {nr} (holdt)"),
        (days(11).isoformat(), f"Dokument ventes, borger {nr}"),
    }
    assert ventet <= set(events(answer))
    tekst = answer.content.decode().replace("\r\n ", "")
    for hemmeligt in ("Åse", "Lægeattest", "Doktor", "Step-up", "Genbehandling", "teamet"):
        assert hemmeligt not in tekst
