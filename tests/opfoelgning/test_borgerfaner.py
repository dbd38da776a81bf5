"""The tabs «Kontakter» and «Historik», and what a sagsbehandler's own cases show up in."""

import re

from django.urls import reverse

from forloeb.models import Dokumentanmodning, Sagsbehandling
from tests.opfoelgning.sager import DAG, client_for, count_queries, days, readings, text_of
from tests.raekker import make_medarbejder


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(response)))


def test_contacts_of_a_period_and_none_of_another(kontor, mette, sag, inside):
    url = reverse("kontakter", args=[sag.borger_id])
    assert "Ingen kontakter endnu. Første kontakt skal ske senest 15. oktober 2026." in words(mette.get(url))
    with inside():
        kontor.kontakt(sag, days(-9), note="Talt om bageriet")
        kontor.fravaer(sag, days(-5), DAG)
    page = words(mette.get(url))
    assert "Talt om bageriet" in page
    assert "Ferie" not in page
    periode = {"fra": days(-9).isoformat(), "til": days(-9).isoformat()}
    assert "Talt om bageriet" in words(mette.get(url, periode))
    for periode in ({"til": days(-10).isoformat()}, {"fra": days(-8).isoformat()}):
        page = words(mette.get(url, periode))
        assert "Ingen kontakter i perioden. Vis alle" in page
    answer = mette.get(url, {"fra": days(-1).isoformat(), "til": days(-9).isoformat()})
    assert (answer.status_code, "Til-dato ligger før fra-dato." in words(answer)) == (422, True)
    with inside():
        assert readings("kontakter")[0] == {sag.borger_id}


def test_who_saw_and_who_changed(kontor, mette, sag, inside):
    mette.get(reverse("borger", args=[sag.borger_id]))
    with inside():
        kontakt = kontor.kontakt(sag, days(-9), note="Før")
    data = {"type": "video", "dato": days(-9).isoformat(), "note": "Efter", "status": "holdt", "version": "1"}
    mette.post(reverse("kontakt_ret", args=[kontakt.pk]), data)
    url = reverse("historik", args=[sag.borger_id])
    page = words(client_for(kontor.leder).get(url))
    aendret, set_ = page.split("Hvem har set borgeren", 1)
    assert "Kontakt rettet" in aendret
    assert "Note: Før → Efter" in aendret
    assert "mette.vest Prøve Overblik" in set_
    assert "leder.vest Prøve Historik" in set_


def test_the_looks_come_a_page_at_a_time(mette, sag, inside):
    url = reverse("historik", args=[sag.borger_id])
    few = count_queries(mette, url)
    for _ in range(60):
        mette.get(url)
    assert count_queries(mette, url) == few
    html = text_of(mette.get(url))
    naeste = re.search(r'href="([^"]*efter=\d+)"', html)[1].replace("&amp;", "&")
    assert words(mette.get(naeste)).count("mette.vest Prøve Historik") == 13


def test_an_overdue_document_stands_among_the_deadlines(mette, sag, inside):
    frist = {"forloeb": sag, "dato": days(-30), "hos": "Egen læge"}
    Dokumentanmodning.objects.create(dokument="Lægeattest", frist=days(-1), **frist)
    Dokumentanmodning.objects.create(dokument="Speciallæge", frist=DAG, **frist)
    page = words(mette.get(reverse("borger", args=[sag.borger_id])))
    assert "Lægeattest fra Egen læge skulle være her senest 22. november 2026" in page
    assert "Speciallæge fra" not in page


def test_a_sagsbehandlers_own_cases_are_in_her_day_calendar_and_forecast(kontor, sag, inside):
    sofie = make_medarbejder("sofie", "sagsbehandler")
    Sagsbehandling.objects.create(forloeb=sag, medarbejder=sofie, start=days(-10))
    client = client_for(sofie)
    idag = words(client.get(reverse("mine"))).split("Mine som sagsbehandler", 1)[0]
    assert "Åse Ørsted" in idag
    assert "1 borger" in idag
    assert "Åse Ørsted" in words(client.get(reverse("kalender")))
    assert "Åse Ørsted" in words(client.get(reverse("prognose") + "?dage=365"))
