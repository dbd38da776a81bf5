"""The administrator's log: who saw and changed what, when and why; and nothing of the cases."""

from datetime import timedelta

import pghistory
import pytest

from borgere.journal import log_reading
from borgere.models import Laesning
from forloeb.models import Rettelse
from kommuner.tenancy import kommunekontekst, set_kommune
from opfoelgning.actions.overdrag import Overdragelse, hand_over
from opfoelgning.dataimport.virkning import event_models
from opfoelgning.haendelseslog import Udvalg, haendelser
from opfoelgning.lognavne import UDEN_SAG
from opfoelgning.models import Kontakt
from opfoelgning.spornavne import NAVNE
from tests.opfoelgning.sager import DAG, client_for, count_queries, days, kontor, text_of
from tests.raekker import make_borger, make_forloeb, make_medarbejder

__all__ = ["kontor"]
URL = "/administration/log"
ALT = "?fra=2020-01-01&til=2199-01-01"


@pytest.fixture
def admin(kontor):
    return make_medarbejder("admin", "administrator", team=kontor.team, navn="Agnete Admin")


@pytest.fixture
def sag(kontor):
    return kontor.sag("Åse Ørsted", ejer=kontor.mette, start=days(-40))


def html(admin, query: str = ALT) -> str:
    svar = text_of(client_for(admin).get(URL + query))
    set_kommune(admin.kommune_id)
    return svar


def test_a_reading_tells_who_whom_where_and_why(admin, kontor, sag):
    log_reading(kontor.mette, "borger_cpr", [sag.borger_id], "Vikar i dag")
    side = html(admin, ALT + "&hvad=opslag")
    for sagt in (kontor.mette.navn, f"Borger {sag.borger_id}", "Så CPR-nummeret", "Vikar i dag"):
        assert sagt in side, sagt
    assert "Åse Ørsted" not in side


def test_a_change_tells_what_and_its_reason_and_no_content(admin, kontor, sag):
    with pghistory.context(user=kontor.mette.pk, url="/x"):
        kontakt = kontor.kontakt(sag, DAG, note="Hemmelig samtale")
        kontakt.note = "Endnu mere hemmelig"
        kontakt.save()
        Rettelse.objects.create(
            forloeb=sag,
            slags="kontakt",
            genstand=kontakt.pk,
            tekst="x",
            annulleret=False,
            begrundelse="Forkert dato",
            registreret_af=kontor.mette,
        )
    side = html(admin, f"{ALT}&borger={sag.borger_id}&person={kontor.mette.pk}&hvad=aendringer")
    for sagt in ("Kontakt oprettet", "Kontakt rettet", "Forkert dato", f"Borger {sag.borger_id}"):
        assert sagt in side, sagt
    assert "hemmelig" not in side.casefold()


def test_an_overdrag_tells_why(admin, kontor, sag):
    with pghistory.context(user=kontor.leder.pk, url="/x"):
        til = make_medarbejder("dan", "jobformidler", team=kontor.team)
        give = Overdragelse(til, DAG, "Mette går på orlov")
        hand_over(laest={sag.pk: ""}, overdragelse=give, by=kontor.leder, dag=DAG)
    assert "Mette går på orlov" in html(admin, f"{ALT}&hvad=aendringer")


def test_filters_leave_the_others_out(admin, kontor, sag):
    anden = make_forloeb(make_borger("Bo", "6202801234"))
    log_reading(kontor.mette, "mine", [sag.borger_id])
    log_reading(admin, "soeg", [anden.borger_id])
    udvalg = {"fra": days(-3000), "til": days(90000), "hvad": "opslag"}

    def hvem(**felter) -> list[str]:
        return [en.hvem for en in haendelser(Udvalg(**udvalg | felter), admin.kommune_id, "", 50)[0]]

    assert sorted(hvem()) == sorted([admin.navn, kontor.mette.navn])
    assert hvem(person=kontor.mette.pk) == [kontor.mette.navn]
    assert hvem(borger=anden.borger_id) == [admin.navn]
    assert hvem(til=days(-2999)) == []


def test_pages_by_key_show_every_line_once(admin, sag):
    """Many lines of one transaction have the same instant."""
    for nr in range(7):
        Kontakt.objects.create(forloeb=sag, dato=DAG, form="telefon", status="gennemfoert", note=str(nr))
        log_reading(admin, "mine", [sag.borger_id])
    udvalg = Udvalg(days(-3000), days(90000))
    alle, _ = haendelser(udvalg, admin.kommune_id, "", 10_000)
    sidevis, efter = [], ""
    while True:
        linjer, efter = haendelser(udvalg, admin.kommune_id, efter, 4)
        sidevis += linjer
        if not efter:
            break
    assert len(alle) > 14
    assert [en.noegle for en in sidevis] == [en.noegle for en in alle]
    assert len({en.noegle for en in alle}) == len(alle)


def test_every_kind_of_row_has_a_name():
    kinds = {event.pgh_tracked_model._meta.model_name for event in event_models()}
    assert kinds - NAVNE.keys() - UDEN_SAG.keys() == set()


def test_an_empty_period_says_so(admin):
    assert "Ingen hændelser i perioden." in html(admin, "?fra=2020-01-01&til=2020-01-02")


@pytest.mark.parametrize(
    ("query", "besked"),
    [
        ("?fra=x", "Skriv datoen som 23-11-2026."),
        ("?fra=2026-02-02&til=2026-02-01", "Til og med-dagen ligger før den første dag."),
        ("?borger=x", "Skriv borgerens nummer"),
        ("?person=987654321", "Vælg en fra listen."),
    ],
)
def test_bad_filters_are_told_at_their_field(admin, query, besked):
    for sti in (URL, f"{URL}.csv"):
        svar = client_for(admin).get(sti + query)
        assert (svar.status_code, besked in text_of(svar)) == (422, True)


@pytest.mark.parametrize("efter", ["x", "1_2", "9e99_1_1", "1_1_99999999999999999999999", "_".join("111")])
def test_a_key_nobody_made_is_no_error(admin, efter):
    assert client_for(admin).get(f"{URL}{ALT}&efter={efter}").status_code == 200


def test_the_file_has_every_line_and_no_formula(admin, sag):
    log_reading(admin, "bed_om_adgang", [sag.borger_id], "=1+1")
    svar = client_for(admin).get(f"{URL}.csv{ALT}&hvad=opslag")
    tekst = b"".join(svar.streaming_content).decode()
    assert tekst.startswith("\ufeffTidspunkt;Hvem;Borger")
    assert ";'=1+1" in tekst
    assert str(sag.borger_id) in tekst


def test_another_kommunes_log_is_not_there(admin, other_kommune):
    with kommunekontekst(other_kommune.pk):
        fremmed = make_medarbejder("fremmed", "jobformidler", navn="Frida Hemmelig")
        log_reading(fremmed, "mine", [make_forloeb(make_borger()).borger_id])
    side = html(admin, ALT)
    assert "Hemmelig" not in side
    assert "Så Mine borgere" not in side


def test_a_deleted_case_keeps_its_number_in_the_log(admin, sag):
    pk = sag.pk
    for row in (*sag.faser.all(), *sag.tildelinger.all(), *sag.ydelser.all(), sag):
        row.delete()
    assert f"Forløb {pk} (slettet)" in html(admin)


def test_the_number_of_queries_does_not_grow(admin, kontor, sag):
    client = client_for(admin)
    log_reading(kontor.mette, "mine", [sag.borger_id])
    en = count_queries(client, URL + ALT)
    set_kommune(admin.kommune_id)
    for nr in range(40):
        kontor.kontakt(sag, DAG - timedelta(days=nr))
        Laesning.objects.create(medarbejder=admin, side="mine", borgere=[sag.borger_id])
    assert count_queries(client, URL + ALT) == en
