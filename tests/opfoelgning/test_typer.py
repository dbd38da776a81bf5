"""Types of absence and measures: what they do, seen before it is saved, and who uses them."""

import pytest

from kommuner.afvist import Afvist, Konflikt
from kommuner.models import Fravaerstype, Tilbudstype
from kommuner.tenancy import set_kommune
from opfoelgning.actions import typer as actions
from opfoelgning.fakta import fetch_fakta, regelvaerdier
from opfoelgning.models import Genbehandling
from opfoelgning.regler.motor import bedoem
from opfoelgning.sweep import sweep
from opfoelgning.typer import VIRKNINGER, try_effect
from tests.opfoelgning.sager import DAG, client_for, count_queries, days, text_of
from tests.raekker import make_medarbejder

SIDEN = "/administration/typer"


@pytest.fixture
def admin(kontor):
    return make_medarbejder("admin", "administrator", navn="Agnete Admin")


def ferie() -> Fravaerstype:
    return Fravaerstype.objects.get(kode="ferie")


def state(forloeb, regel: str) -> str:
    sag = fetch_fakta([forloeb.pk])[forloeb.pk]
    domme = bedoem(sag, regelvaerdier(forloeb.indsatsmodel), DAG).vurderinger
    return next((v.tilstand.value for v in domme if v.regel == regel), "ingen")


def change(admin, type_, **data):
    data = {"navn": type_.navn, "version": type_.version, "lovhenvisning": "", **data}
    slags = type(type_)._meta.model_name
    return client_for(admin).post(f"{SIDEN}/{slags}/{type_.pk}", data)


@pytest.fixture
def paa_ferie(kontor):
    """Not talked with for 40 days, of which the last 20 are a holiday."""
    forloeb = kontor.sag("Åse Ferie", ejer=kontor.mette, start=days(-40))
    kontor.fravaer(forloeb, days(-20), days(5))
    return forloeb


def test_the_page_tells_what_each_type_does_and_who_uses_it(admin, paa_ferie):
    html = text_of(client_for(admin).get(SIDEN))
    for said in ("Fritager", "Nulstiller", "Ingen virkning", "Virksomhedspraktik", "Ulovligt fravær"):
        assert said in html, said
    assert html.count('data-title="Bruges på borgere">1</td>') == 1


def test_another_effect_is_shown_before_it_is_saved(admin, paa_ferie):
    answer = change(admin, ferie(), virkning="ingen")
    html = text_of(answer)
    assert answer.status_code == 200
    assert "1 forløb er overskredet i dag (nu 0)." in html
    assert f"Borger {paa_ferie.borger_id}" in html
    assert "Åse Ferie" not in html
    set_kommune(admin.kommune_id)
    assert ferie().pauser_kontakt
    assert state(paa_ferie, "kontakt") == "pause"


def test_the_preview_is_what_comes_of_saving(admin, paa_ferie, kontor):
    kontor.sag("Uden Ferie", ejer=kontor.mette, start=days(-10))
    effekter = VIRKNINGER[Fravaerstype]["taeller_ikke"].effekter
    (skift,) = try_effect(ferie(), effekter, DAG)
    foreseen = {
        (en.forloeb_id, en.skift.regel): en.skift.til.value for en in skift.svar.skift if en.skift.ny_tilstand
    }
    assert foreseen == {(paa_ferie.pk, "kontakt"): "overskredet"}
    change(admin, ferie(), virkning="taeller_ikke", forhaandsvist="taeller_ikke")
    set_kommune(admin.kommune_id)
    assert state(paa_ferie, "kontakt") == "overskredet"
    assert paa_ferie.markering is not None
    sweep(admin.kommune_id, DAG)
    set_kommune(admin.kommune_id)
    paa_ferie.refresh_from_db()
    assert paa_ferie.sagsstatus.kontakt == "overskredet"


def test_a_measure_that_resets_no_longer(admin, kontor):
    forloeb = kontor.sag("Per Praktik", ejer=kontor.mette, start=days(-250))
    kontor.praktik(forloeb, days(-100), days(-60))
    assert state(forloeb, "passivitet") == "loeber"
    praktik = Tilbudstype.objects.get(kode="virksomhedspraktik")
    change(admin, praktik, virkning="ingen", forhaandsvist="ingen")
    set_kommune(admin.kommune_id)
    assert state(forloeb, "passivitet") == "overskredet"


def test_a_name_alone_needs_no_preview_and_keeps_the_code(admin, paa_ferie):
    change(admin, ferie(), navn="Ferie og fridage", virkning="fritager", lovhenvisning="LAB § 1")
    set_kommune(admin.kommune_id)
    type_ = ferie()
    assert (type_.navn, type_.lovhenvisning, type_.version) == ("Ferie og fridage", "LAB § 1", 2)
    html = text_of(client_for(admin).get(f"{SIDEN}/fravaerstype/{type_.pk}"))
    for said in ("Navn: Ferie → Ferie og fridage", "Agnete Admin", "<code>ferie</code>"):
        assert said in html, said


def test_a_new_type_is_offered(admin, paa_ferie, kontor):
    answer = client_for(admin).post(
        f"{SIDEN}/fravaerstype/ny", {"navn": "Orlov på øen", "virkning": "fritager"}
    )
    assert answer.status_code == 302
    set_kommune(admin.kommune_id)
    ny = Fravaerstype.objects.get(kode="orlov_paa_oeen")
    assert (ny.pauser_kontakt, ny.pauser_passivitet, ny.er_sygdom) == (True, True, False)
    assert "Orlov på øen" in text_of(
        client_for(kontor.mette).get(f"/borger/{paa_ferie.borger_id}/fravaer/ny")
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"navn": "", "virkning": "ingen"}, "Skriv, hvad typen hedder."),
        ({"navn": " SYGdom ", "virkning": "ingen"}, "Navnet findes allerede."),
        ({"navn": "Noget", "virkning": ""}, "Vælg, hvad typen gør."),
        ({"navn": "Noget", "virkning": "trylleri"}, "Vælg, hvad typen gør."),
    ],
)
def test_a_wrong_type_is_refused_at_its_field(admin, data, message):
    answer = client_for(admin).post(f"{SIDEN}/fravaerstype/ny", data)
    assert (answer.status_code, message in text_of(answer)) == (422, True)


def test_a_type_in_use_is_hidden_not_deleted(admin, paa_ferie, kontor):
    with pytest.raises(Afvist, match=r"Bruges på 1 borger\. Skjul den i stedet\."):
        actions.delete_type(type_=ferie(), by=admin)
    client = client_for(admin)
    client.post(f"{SIDEN}/fravaerstype/{ferie().pk}/skjul")
    page = f"/borger/{paa_ferie.borger_id}"
    mette = client_for(kontor.mette)
    assert "Ferie –" not in text_of(mette.get(f"{page}/fravaer/ny"))
    assert "Ferie" in text_of(mette.get(f"{page}/indsats"))
    set_kommune(admin.kommune_id)
    assert state(paa_ferie, "kontakt") == "pause"
    client_for(admin).post(f"{SIDEN}/fravaerstype/{ferie().pk}/vis")
    set_kommune(admin.kommune_id)
    assert ferie().aktiv


def test_a_recommended_measure_is_in_use(admin, paa_ferie):
    ny = actions.create_type(
        model=Tilbudstype, navn="Kogekursus", effekter={"virksomhedsrettet": False}, by=admin
    )
    Genbehandling.objects.create(forloeb=paa_ferie, moede=DAG, indstillede_indsatser=[ny.kode])
    with pytest.raises(Afvist, match="Bruges på 1 borger"):
        actions.delete_type(type_=ny, by=admin)
    Genbehandling.objects.all().delete()
    actions.delete_type(type_=ny, by=admin)
    with pytest.raises(Afvist, match="standardtype"):
        actions.delete_type(type_=Tilbudstype.objects.get(kode="mentor"), by=admin)


def test_missing_types_are_loaded(admin):
    Fravaerstype.objects.all().delete()
    Tilbudstype.objects.all().delete()
    client = client_for(admin)
    assert text_of(client.get(SIDEN)).count("Standardtyperne er ikke indlæst.") == 2
    client.post(f"{SIDEN}/indlaes")
    assert "Standardtyperne er ikke indlæst." not in text_of(client.get(SIDEN))
    set_kommune(admin.kommune_id)
    assert ferie().pauser_kontakt


def test_two_administrators_at_once(admin, kontor):
    other = make_medarbejder("bo", "administrator", navn="Bo Admin")
    type_ = ferie()
    change(other, type_, navn="Fri", virkning="fritager")
    answer = change(admin, type_, navn="Ledig", virkning="fritager")
    assert answer.status_code == 409
    for said in ("Bo Admin har rettet det samme", "Fri</td>", 'value="Ledig"'):
        assert said in text_of(answer), said
    set_kommune(admin.kommune_id)
    with pytest.raises(Konflikt):
        actions.correct_type(type_=type_, version=1, navn="X", effekter={}, lovhenvisning="", by=admin)


def test_the_page_takes_the_same_number_of_queries(admin, paa_ferie):
    few = count_queries(client_for(admin), SIDEN)
    set_kommune(admin.kommune_id)
    for nr in range(20):
        actions.create_type(
            model=Tilbudstype, navn=f"Kursus {nr}", effekter={"virksomhedsrettet": True}, by=admin
        )
    assert count_queries(client_for(admin), SIDEN) == few
