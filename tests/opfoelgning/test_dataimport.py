"""Import on screen: tried first, imported when asked, undone whole."""

import json
from html import unescape

import pghistory
import pytest

from aftaler.models import Virksomhed
from borgere.models import Borger
from forloeb.models import Fase, Forloeb, Tildeling, Ydelse
from kommuner.models import Fratraedelse, Medarbejder
from kommuner.tenancy import kommunekontekst, set_kommune
from opfoelgning.models import Dataimport, Kontakt
from opfoelgning.sagsdata.eksporter import export_document
from tests.opfoelgning.importfiler import CPR, LINJE, csv_file, imported, told, tried, upload
from tests.opfoelgning.sager import DAG, client_for, text_of
from tests.raekker import make_borger, make_forloeb, make_medarbejder


@pytest.fixture
def admin(kommune, settings):
    settings.IDAG = DAG
    make_medarbejder("mette", "jobformidler", email="mette@example.dk")
    return make_medarbejder("admin", "administrator")


def page(admin, en: Dataimport, sti: str = "") -> str:
    return text_of(client_for(admin).get(f"/administration/import/{en.pk}{sti}"))


def post(admin, en: Dataimport, sti: str):
    svar = client_for(admin).post(f"/administration/import/{en.pk}/{sti}", follow=True)
    set_kommune(admin.kommune_id)
    return svar


def test_a_file_is_tried_and_nothing_is_stored_until_it_is_confirmed(admin):
    en = tried(admin, csv_file(LINJE, "620280-1234;Åse;2;31-02-2026;mette@example.dk;"))
    set_kommune(admin.kommune_id)
    assert told(en) == (2, 1, 0, 1)
    html = page(admin, en)
    set_kommune(admin.kommune_id)
    assert "2 linjer: 1 ny, 0 ændrede, 1 med fejl" in html
    assert "Linje 3: datoen 31-02-2026 findes ikke." in html
    assert not Forloeb.objects.exists()
    assert not Borger.objects.exists()
    assert CPR.encode() not in bytes(en.fil)


def test_what_is_imported_is_what_the_line_says(admin):
    en = imported(admin, csv_file(LINJE))
    set_kommune(admin.kommune_id)
    assert (en.tilstand, en.fil, told(en)) == ("faerdig", None, (1, 1, 0, 0))
    forloeb = Forloeb.objects.select_related("borger").get()
    assert (forloeb.borger.navn, forloeb.borger.telefon, str(forloeb.start)) == (
        "Jens Aagaard",
        "20202020",
        "2026-10-01",
    )
    assert (Fase.objects.get().nr, Ydelse.objects.get().type) == (2, "ledighedsydelse")
    assert Tildeling.objects.get().medarbejder.username == "mette"
    assert all(row.fra_fil for row in (Fase.objects.get(), Ydelse.objects.get(), Tildeling.objects.get()))


def test_visitation_later_than_the_start_ends_the_first_phase(admin):
    hoved = "Personnummer,Borger,Fase,Start,Visitationsdato,Ledighedsydelse fra"
    imported(admin, csv_file(f"{CPR},Jens,2,2026-08-01,1.10.2026,01/10/2026", hoved=hoved))
    set_kommune(admin.kommune_id)
    faser = [(f.nr, str(f.start), str(f.slut)) for f in Fase.objects.order_by("start")]
    assert faser == [(1, "2026-08-01", "2026-10-01"), (2, "2026-10-01", "None")]
    assert str(Ydelse.objects.get().start) == "2026-10-01"


def test_the_same_file_again_changes_nothing_and_a_new_phone_does(admin):
    imported(admin, csv_file(LINJE))
    assert told(tried(admin, csv_file(LINJE))) == (1, 0, 0, 0)
    en = imported(admin, csv_file(LINJE.replace("20202020", "30303030")))
    set_kommune(admin.kommune_id)
    assert told(en) == (1, 0, 1, 0)
    assert (Borger.objects.get().telefon, Forloeb.objects.count()) == ("30303030", 1)


def test_what_stands_on_a_case_is_added_to_and_never_overwritten(admin):
    """A case with more from files than the line knows, and with what was made on screen."""
    forloeb = make_forloeb(make_borger("Jens Aagaard", "6101801234"))
    Fase.objects.create(forloeb=forloeb, nr=2, start=forloeb.start)
    Ydelse.objects.create(
        forloeb=forloeb, type="sygedagpenge", start="2026-01-01", slut="2026-03-01", fra_fil=True
    )
    en = imported(admin, csv_file(LINJE))
    set_kommune(admin.kommune_id)
    assert told(en) == (1, 0, 1, 0)
    assert Tildeling.objects.get().medarbejder.username == "mette"
    assert set(Ydelse.objects.values_list("type", flat=True)) == {"sygedagpenge"}
    Tildeling.objects.all().delete()
    Tildeling.objects.create(
        forloeb=forloeb, medarbejder=make_medarbejder("dan", "jobformidler"), start=forloeb.start
    )
    en = tried(admin, csv_file(LINJE))
    assert told(en) == (1, 0, 0, 1)
    assert "borgeren har allerede en anden jobformidler i perioden. Tøm cellen i filen" in page(admin, en)


def test_a_dry_run_tells_what_it_would_correct_and_add(admin):
    en = imported(admin, csv_file(LINJE.replace("mette", "")))
    assert en.bemaerkninger == []
    rettet = LINJE.replace("Jens Aagaard", "Jens Ny").replace("20202020", "30303030")
    en = tried(admin, csv_file(rettet))
    html = page(admin, en)
    assert "Linje 2: navn og telefon rettes til det, der står i filen; jobformidler tilføjes." in html
    assert "Jens" not in html
    assert "Linje 2:" not in page(admin, tried(admin, csv_file(LINJE.replace("mette", ""))))


@pytest.mark.parametrize(
    ("start", "besked"),
    [
        ("01-10-1995", "startdatoen 1. oktober 1995 ligger mere end 1 år tilbage. Er det rigtigt?"),
        ("24-11-2026", "startdatoen 24. november 2026 er ikke nået endnu. Er det rigtigt?"),
        ("23-11-2025", ""),
    ],
)
def test_a_start_that_is_hardly_meant_is_asked_about_and_can_be_imported(admin, start, besked):
    en = tried(admin, csv_file(LINJE.replace("01-10-2026", start)))
    assert told(en) == (1, 1, 0, 0)
    assert [note[3] for note in en.bemaerkninger] == [besked] * bool(besked)
    assert besked in page(admin, en)
    assert "Er det rigtigt?" not in text_of(post(admin, en, "gem"))
    assert not tried(admin, csv_file(LINJE.replace("01-10-2026", start))).bemaerkninger


def test_the_columns_show_what_stands_in_them_without_cpr(admin):
    html = text_of(client_for(admin).get(upload(admin, csv_file(LINJE)).url))
    assert "Jens Aagaard" in html
    assert "610180-••••" in html
    assert CPR not in html


def test_a_colleague_who_is_no_jobformidler_is_told_apart_from_nobody(admin):
    make_medarbejder("leder", "teamleder")
    html = page(admin, tried(admin, csv_file(LINJE.replace("mette", "leder"))))
    assert "«leder» er ikke jobformidler. Skriv en anden, eller giv rollen under Brugere og team." in html


def test_columns_are_guessed_missed_and_remembered(admin):
    data = csv_file(f"{CPR};Jens;2;01-10-2026", hoved="Nr;Navn;Fase;Startdato")
    url = upload(admin, data).url
    mangler = "Kolonnen 'CPR' mangler."
    assert mangler in unescape(text_of(client_for(admin).get(url)))
    svar = client_for(admin).post(url, {"navn": "1", "maalgruppe": "2", "start": "3"})
    assert (svar.status_code, mangler in unescape(text_of(svar))) == (422, True)
    client_for(admin).post(url, {"cpr": "0", "navn": "1", "maalgruppe": "2", "start": "3"})
    again = client_for(admin).get(upload(admin, data).url)
    assert again.context["form"].initial["cpr"] == "0"


def test_a_stopped_import_is_gone(admin):
    en = tried(admin, csv_file(LINJE))
    html = text_of(post(admin, en, "stop"))
    assert "Intet er gemt, og filen er slettet." in html
    set_kommune(admin.kommune_id)
    assert not Dataimport.objects.exists()
    assert not Forloeb.objects.exists()


def test_undo_removes_what_was_made_and_leaves_what_was_worked_on(admin):
    en = imported(admin, csv_file(LINJE, "620280-1234;Åse Ørsted;2;01-10-2026;mette;"))
    set_kommune(admin.kommune_id)
    roert = Forloeb.objects.get(borger__navn="Åse Ørsted")
    with pghistory.context(user=admin.pk):
        Kontakt.objects.create(forloeb=roert, dato=DAG, form="telefon", status="gennemfoert")
    html = text_of(post(admin, en, "fortryd"))
    assert f"Borger {roert.borger_id}" in html
    assert "Nogen har arbejdet på sagen siden importen." in html
    assert list(Forloeb.objects.values_list("borger__navn", flat=True)) == ["Åse Ørsted"]
    assert Borger.objects.count() == 1
    assert Borger.historik.rel.related_model.objects.filter(pgh_label="delete").count() == 1


def test_undo_gives_changed_rows_their_values_back(admin):
    imported(admin, csv_file(LINJE))
    set_kommune(admin.kommune_id)
    foer = "".join(export_document(admin.kommune))
    en = imported(admin, csv_file(LINJE.replace("Jens Aagaard", "Jens Å").replace("20202020", "1")))
    post(admin, en, "fortryd")
    assert "".join(export_document(admin.kommune)) == foer
    assert Borger.objects.get().telefon == "20202020"


def test_undo_ends_after_a_day(admin, settings):
    en = imported(admin, csv_file(LINJE))
    set_kommune(admin.kommune_id)
    Dataimport.objects.filter(pk=en.pk).update(gemt="2026-01-01T00:00Z")
    assert "mere end 24 timer gammel" in text_of(post(admin, en, "fortryd"))
    assert Forloeb.objects.exists()


def test_a_sagsdata_file_goes_the_same_way_without_columns(admin):
    doc = {
        "sagsdata": 1,
        "kommune": admin.kommune.kode,
        "virksomheder": [{"id": "v1", "navn": "Vestby Planteskole"}],
        "forloeb": [
            {
                "id": nr,
                "indsatsmodel": "uif2",
                "fra": fra,
                "borger": {"id": nr, "cpr": cpr, "navn": "Jens"},
            }
            for nr, fra, cpr in (("f1", "2026-10-01", CPR), ("f2", "x", "620280-1234"))
        ],
    }
    en = imported(admin, json.dumps(doc).encode())
    set_kommune(admin.kommune_id)
    assert (en.format, told(en)) == ("sagsdata", (2, 1, 0, 1))
    assert "/forloeb/1/fra" in page(admin, en)
    post(admin, en, "fortryd")
    assert not Forloeb.objects.exists()
    assert not Virksomhed.objects.exists()


def test_a_document_of_another_kommune_touches_nothing(admin, other_kommune):
    doc = {"sagsdata": 1, "kommune": other_kommune.kode, "medarbejdere": [{"id": "m", "navn": "Ny"}]}
    en = tried(admin, json.dumps(doc).encode())
    set_kommune(admin.kommune_id)
    assert en.tilstand == "opgivet"
    assert "Filen er ikke til" in page(admin, en)
    with kommunekontekst(other_kommune.pk):
        assert not Medarbejder.objects.exists()


def test_people_of_another_kommune_are_unknown_ones(admin, other_kommune):
    with kommunekontekst(other_kommune.pk):
        make_medarbejder("fremmed", "jobformidler", email="fremmed@example.dk")
        theirs = make_forloeb(make_borger("Signe Hemmelig", "6101801234"))
    en = imported(admin, csv_file(LINJE, "620280-1234;Åse;2;01-10-2026;fremmed@example.dk;"))
    set_kommune(admin.kommune_id)
    assert told(en) == (2, 1, 0, 1)
    html = page(admin, en)
    assert "jobformidleren «fremmed@example.dk» findes ikke i kommunen" in html
    assert "Hemmelig" not in html
    with kommunekontekst(other_kommune.pk):
        assert list(Forloeb.objects.all()) == [theirs]
        assert Borger.objects.get().navn == "Signe Hemmelig"


def test_nobody_gets_borgere_after_her_last_day(admin):
    Fratraedelse.objects.create(medarbejder=Medarbejder.objects.get(username="mette"), slut=DAG)
    en = tried(admin, csv_file(LINJE))
    assert told(en) == (1, 0, 0, 1)
    assert "jobformidleren «mette» er ikke ansat efter 22. november 2026." in page(admin, en)


def test_errors_are_told_by_line_without_cpr(admin):
    linjer = (
        LINJE,
        LINJE,
        f"{CPR[:-1]};For kort;2;01-10-2026;;",
        f'620280-1234;Åse;=HYPERLINK("x") {CPR};01-10-2026;;',
        "630380-1234;;2;01-10-2026;;",
    )
    en = tried(admin, csv_file(*linjer))
    html = page(admin, en)
    for besked in (
        "Linje 3: CPR-nummeret står allerede på linje 2.",
        "Linje 4: CPR-nummeret har 10 cifre. Der mangler 1.",
        "Linje 6: Feltet skal udfyldes, når borgeren ikke findes i forvejen.",
    ):
        assert besked in html
    assert CPR not in html
    assert told(en) == (5, 1, 0, 4)


@pytest.mark.parametrize("endelse", ["csv", "xlsx"])
def test_a_template_can_be_fetched_and_imported(admin, endelse):
    make_medarbejder("holm", "jobformidler", email="mette.holm@example.dk")
    svar = client_for(admin).get(f"/administration/import/skabelon.{endelse}")
    assert told(tried(admin, svar.content)) == (1, 1, 0, 0)
