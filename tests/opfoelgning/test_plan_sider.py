"""Agreements, and messages with their hours: the tab «Plan» and what leads to it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from aftaler.models import Planaftale, Virksomhed
from forloeb.models import CvTilstand, Rettelse
from kommuner.tenancy import kommunekontekst
from opfoelgning.models import Henvendelse, Kladde
from opfoelgning.planliste import Henvendelseslinje
from tests.opfoelgning.sager import DAG, client_for, count_queries, days, text_of, words
from tests.raekker import make_medarbejder


@pytest.fixture
def kollega(kontor, mette):
    with kommunekontekst(kontor.mette.kommune_id):
        return client_for(make_medarbejder("kollega", "jobformidler", team=kontor.team))


AFTALE = {
    "hvad": "Ringe om et besøg",
    "virksomhed": "Vestby Mølle",
    "hvem": "Borgeren",
    "hvordan": "Telefon",
    "dato": days(3).isoformat(),
    "status": "aaben",
}


@pytest.fixture
def aftale(mette, sag, inside):
    assert mette.post(reverse("planaftale_ny", args=[sag.borger_id]), AFTALE).status_code == 302
    with inside():
        return Planaftale.objects.get()


# Agreements


def test_an_agreement_says_who_does_what_when_with_which_company(mette, sag, aftale, inside):
    page = words(mette.get(reverse("plan", args=[sag.borger_id])))
    for ord_ in ("26. nov.", "Ringe om et besøg", "Vestby Mølle", "Borgeren", "Telefon", "åben"):
        assert ord_ in page
    with inside():
        assert Virksomhed.objects.get().navn == "Vestby Mølle"


def test_the_next_open_agreement_stands_on_the_worklist(mette, sag, aftale):
    mette.post(
        reverse("planaftale_ny", args=[sag.borger_id]),
        AFTALE | {"hvad": "Senere", "dato": days(30).isoformat(), "virksomhed": ""},
    )
    mette.get(reverse("mine"))
    page = words(mette.get(reverse("mine")))
    i_dag, _, tabel = page.partition("Alle mine borgere")
    for del_ in (i_dag, tabel):
        assert "Aftale 26. nov.: Ringe om et besøg, Vestby Mølle (Borgeren)" in del_
        assert "Senere" not in del_


def test_an_agreement_stands_in_the_calendar(mette, aftale):
    page = words(mette.get(reverse("kalender")))
    assert "Aftale: Ringe om et besøg, Vestby Mølle" in page


def test_an_agreement_is_finished_with_what_came_of_it(mette, sag, aftale, inside):
    url = reverse("planaftale_afslut", args=[aftale.pk])
    answer = mette.post(url, {"status": "opgivet", "version": "1"})
    assert "Skriv, hvorfor aftalen er opgivet." in words(answer)
    data = {"status": "gjort", "resultat": "Besøg på fredag", "version": "1"}
    page = words(mette.post(url, data, follow=True))
    assert "Aftalen er afsluttet." in page
    assert "Besøg på fredag" in page
    conflict = mette.post(url, data | {"resultat": "Ingen tog telefonen"})
    assert conflict.status_code == 409
    assert "Nu står der: gjort, Besøg på fredag." in words(conflict)
    assert "Ingen tog telefonen" in text_of(conflict)
    assert "Ringe om et besøg" not in words(mette.get(reverse("mine")))


@pytest.mark.parametrize(
    ("data", "besked"),
    [
        ({"hvad": ""}, "Skriv, hvad I har aftalt."),
        ({"dato": ""}, "Skriv, hvornår det skal ske."),
        ({"dato": "2030-01-01"}, "Datoen ligger mere end 1 år frem. Er det rigtigt?"),
        ({"status": "måske"}, "Vælg en type."),
    ],
)
def test_a_bad_agreement_says_what_to_do_and_keeps_the_words(mette, sag, data, besked):
    answer = mette.post(reverse("planaftale_ny", args=[sag.borger_id]), AFTALE | data)
    assert answer.status_code == 422
    assert besked in words(answer)
    assert 'value="Borgeren"' in text_of(answer)


def test_an_agreement_is_corrected_annulled_and_undone(mette, sag, aftale, inside):
    ret = reverse("planaftale_ret", args=[aftale.pk])
    assert "Skriv, hvorfor du retter." in words(mette.post(ret, AFTALE | {"version": "1"}))
    nyt = AFTALE | {"version": "1", "hvem": "Jobformidleren", "begrundelse": "Vi byttede"}
    assert "Aftalen er rettet." in words(mette.post(ret, nyt, follow=True))
    page = words(mette.get(reverse("borger", args=[sag.borger_id])))
    assert "Hvem kontakter: Borgeren → Jobformidleren" in page
    page = words(mette.post(ret, {"version": "2", "annuller": "1", "begrundelse": "Forkert"}, follow=True))
    assert "Aftalen er annulleret." in page
    mette.post(reverse("planaftale_ny", args=[sag.borger_id]), AFTALE)
    with inside():
        ny = Planaftale.objects.get()
        assert Rettelse.objects.count() == 2
    page = words(mette.post(reverse("planaftale_fortryd", args=[ny.pk]), {"retur": "plan"}, follow=True))
    assert "Aftalen er fortrudt." in page
    with inside():
        assert Kladde.objects.get(formular="planaftale").indhold["hvad"] == "Ringe om et besøg"


def test_a_colleague_reads_agreements_and_does_not_write(kollega, sag, aftale):
    page = words(kollega.get(reverse("plan", args=[sag.borger_id])))
    assert "Ringe om et besøg" in page
    assert "Ny aftale" not in page
    assert kollega.get(reverse("planaftale_afslut", args=[aftale.pk])).status_code == 403


# Messages


MODTAGET = {"dato": days(-1).isoformat(), "klokken": "9.30", "type": "sms", "note": "Må jeg skifte dag?"}


@pytest.fixture
def henvendelse(mette, sag, inside):
    assert mette.post(reverse("henvendelse_ny", args=[sag.borger_id]), MODTAGET).status_code == 302
    with inside():
        return Henvendelse.objects.get()


def test_a_message_runs_against_the_clock(mette, sag, henvendelse):
    assert henvendelse.modtaget == datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
    page = words(mette.get(reverse("plan", args=[sag.borger_id])))
    assert "Svar senest 23. nov. kl. 9.30" in page
    assert re.search(r"timer? tilbage|svar overskredet", page)
    assert "Besvar" in page


def test_an_unanswered_message_leads_from_the_worklist_to_its_answer(kontor, mette, sag, inside):
    with inside():
        kontor.kontakt(sag, DAG)
        Henvendelse.objects.create(forloeb=sag, modtaget=datetime(2026, 11, 19, 8, 0, tzinfo=UTC))
    html = text_of(mette.get(reverse("mine")))
    assert f"{reverse('plan', args=[sag.borger_id])}?forloeb={sag.pk}#henvendelser" in html


def test_the_hours_left_are_the_rules(henvendelse, kontor):
    senest = henvendelse.modtaget + timedelta(hours=24)

    def stand(timer: float) -> str:
        nu = henvendelse.modtaget + timedelta(hours=timer)
        return Henvendelseslinje(henvendelse, senest, nu, None).stand[0]

    assert stand(1) == "23 timer tilbage"
    assert stand(23.5) == "under 1 time tilbage"
    assert stand(26) == "svar overskredet 2 timer"
    henvendelse.besvaret = henvendelse.modtaget + timedelta(hours=3)
    assert stand(26) == "besvaret efter 3 timer"


def test_the_answer_is_saved_with_its_hour(mette, henvendelse, inside):
    url = reverse("henvendelse_svar", args=[henvendelse.pk])
    data = {"svar_dato": days(-1).isoformat(), "svar_klokken": "8.00", "svar": "Ja", "version": "1"}
    assert "Svaret kan ikke ligge før henvendelsen." in words(mette.post(url, data))
    assert "Tidspunktet er ikke nået endnu." in words(mette.post(url, data | {"svar_dato": "2027-02-01"}))
    page = words(mette.post(url, data | {"svar_klokken": "10.45"}, follow=True))
    assert "Svaret er gemt." in page
    assert "besvaret efter 1 time" in page
    assert "Henvendelsen er allerede besvaret." in words(mette.post(url, data | {"version": "2"}))
    assert mette.post(url, data).status_code == 409
    with inside():
        assert Henvendelse.objects.get().besvaret_af.username == "mette.vest"


@pytest.mark.parametrize(
    ("data", "besked"),
    [
        ({"klokken": ""}, "Skriv, hvad klokken var."),
        ({"klokken": "kvart i"}, "Skriv klokken som 10.42."),
        ({"dato": "2027-02-01"}, "Tidspunktet er ikke nået endnu."),
        ({"dato": "2020-02-01"}, "Datoen ligger før forløbets start."),
        ({"svar_dato": days(-1).isoformat()}, "Skriv, hvad klokken var."),
        ({"svar": "Ja, det må du"}, "Skriv, hvilken dag du svarede."),
    ],
)
def test_a_bad_message_says_what_to_do_and_keeps_the_words(mette, sag, data, besked):
    answer = mette.post(reverse("henvendelse_ny", args=[sag.borger_id]), MODTAGET | data)
    assert answer.status_code == 422
    assert besked in words(answer)
    assert "Må jeg skifte dag?" in text_of(answer)


def test_a_message_is_corrected_with_its_instants_in_words(mette, sag, henvendelse, inside):
    ret = reverse("henvendelse_ret", args=[henvendelse.pk])
    assert 'value="09:30"' in text_of(mette.get(ret))
    nyt = MODTAGET | {"klokken": "8.15", "version": "1", "begrundelse": "Set på telefonen"}
    assert "Henvendelsen er rettet." in words(mette.post(ret, nyt, follow=True))
    with inside():
        (spor,) = Rettelse.objects.all()
    assert spor.aendringer == [["Modtaget", "22. november 2026 kl. 9.30", "22. november 2026 kl. 8.15"]]


def test_the_page_takes_the_same_number_of_statements(kontor, mette, sag, aftale, henvendelse, inside):
    url = reverse("plan", args=[sag.borger_id])
    mette.get(url)
    few = count_queries(mette, url)
    with inside():
        for nr in range(3):
            af = {"forloeb": sag, "registreret_af": kontor.mette}
            Planaftale.objects.create(hvad="Ring", dato=days(nr), **af)
            Henvendelse.objects.create(modtaget=henvendelse.modtaget, **af)
            CvTilstand.objects.create(stand="klar", dato=days(-nr), **af)
    assert count_queries(mette, url) == few
