"""The list of companies, the page about one, and the sheet for the company."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from aftaler.models import (
    Aabning,
    Ansaettelse,
    Fleksjobaftale,
    Kontaktperson,
    Tilbud,
    Virksomhed,
    Virksomhedsnotat,
    name_fields,
)
from kommuner.models import Team, Tilbudstype
from kommuner.tenancy import kommunekontekst
from opfoelgning import virksomheder
from tests.opfoelgning.sager import (
    DAG,
    client_for,
    count_queries,
    days,
    make_medarbejder,
    other_kommune_id,
    readings,
    text_of,
)


@pytest.fixture
def moelle(kontor) -> Virksomhed:
    return make_firma("Vestby Mølle", cvr="13585628", bynavn="Vestby")


def make_firma(navn: str, **fields) -> Virksomhed:
    return Virksomhed.objects.create(**name_fields(navn), **fields)


def job_at(kontor, firma: Virksomhed, navn: str, start=None, *, ejer=None) -> Ansaettelse:
    start = start or days(-50)
    forloeb = kontor.sag(navn, ejer=ejer or kontor.mette, start=days(-100), fase=3)
    return Ansaettelse.objects.create(forloeb=forloeb, virksomhed=firma, start=start)


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(response)))


def rows(response) -> list[list[str]]:
    """Cells of the list, as a person reads them."""
    body = text_of(response).split('id="virksomhedsliste"')[1].split("</div>\n</section>")[0]
    found = re.findall(r"<tr data-raekke>(.*?)</tr>", body, re.DOTALL)
    return [[words_of(c) for c in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in found]


def words_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


# The list


def test_a_row_says_who_where_how_many_and_when(kontor, moelle):
    Kontaktperson.objects.create(virksomhed=moelle, navn="Gammel", aktiv=False)
    Kontaktperson.objects.create(virksomhed=moelle, navn="Per Lund", telefon="10202020")
    job_at(kontor, moelle, "Åse Ørsted")
    job_at(kontor, moelle, "Slut Nu").delete()
    Ansaettelse.objects.filter(forloeb__borger__navn="Slut Nu").delete()
    Aabning.objects.create(virksomhed=moelle, opgaver="Male mel", start=DAG, slut=days(1))
    Aabning.objects.create(virksomhed=moelle, opgaver="Lukket", start=days(-9), slut=DAG)
    Virksomhedsnotat.objects.create(virksomhed=moelle, dato=days(-3), form="telefon", note="Ringet")
    page = client_for(kontor.mette).get(reverse("virksomheder"))
    assert rows(page) == [["Vestby Mølle", "Vestby", "Per Lund 10202020", "1", "1 åben", "20. nov."]]


def test_those_counted_are_there_today_in_a_running_forloeb_and_counted_once(kontor, moelle):
    job = job_at(kontor, moelle, "Åse Ørsted")
    praktik = Tilbudstype.objects.get(kode="virksomhedspraktik")
    Tilbud.objects.create(forloeb=job.forloeb, type=praktik, virksomhed=moelle, start=days(-5))
    job_at(kontor, moelle, "Bo Kommer", days(5))
    forbi = job_at(kontor, moelle, "Carl Forbi")
    forbi.slut = DAG
    forbi.save()
    lukket = job_at(kontor, moelle, "Dan Lukket").forloeb
    lukket.slut = days(-1)
    lukket.save()
    page = client_for(kontor.mette).get(reverse("virksomheder"))
    assert rows(page)[0][3] == "1"


def test_a_follow_up_at_the_company_is_a_contact_with_it(kontor, moelle):
    job = job_at(kontor, moelle, "Åse Ørsted")
    kontor.opfoelgning(job.forloeb, days(-7))
    kontor.opfoelgning(job.forloeb, days(-2), form="telefon", fremmoede_virksomhed=False)
    kontor.opfoelgning(job.forloeb, days(3), status="planlagt")
    assert rows(client_for(kontor.mette).get(reverse("virksomheder")))[0][5] == "16. nov."


@pytest.mark.parametrize(
    ("query", "fundne"),
    [
        ("?q=møl", ["Vestby Mølle"]),
        ("?q=østb", ["Åby Bageri"]),
        ("?q=135856", ["Vestby Mølle"]),
        ("?q=vestby+møl", ["Vestby Mølle"]),
        ("?q=by", []),
        ("?vis=aabninger", ["Åby Bageri"]),
        ("?vis=noget", ["Vestby Mølle", "Åby Bageri"]),
        ("?efter=x", ["Vestby Mølle", "Åby Bageri"]),
    ],
)
def test_filters(kontor, moelle, query, fundne):
    bageri = make_firma("Åby Bageri", bynavn="Østby")
    Aabning.objects.create(virksomhed=bageri, opgaver="Bage", start=DAG)
    page = client_for(kontor.mette).get(reverse("virksomheder") + query)
    assert [row[0] for row in rows(page)] == fundne


def test_ten_digits_stay_in_no_address(kontor, moelle):
    answer = client_for(kontor.mette).get(reverse("virksomheder") + "?q=610180-1234")
    assert (answer.status_code, answer["Location"]) == (302, reverse("virksomheder"))


def test_names_come_in_danish_order_a_page_at_a_time(kontor, monkeypatch):
    for navn in ("Ål og Co", "Zebra", "Ærø", "ørn", "Ærø", "Abe"):
        make_firma(navn)
    monkeypatch.setattr(virksomheder, "PR_SIDE", 4)
    client = client_for(kontor.mette)
    page = client.get(reverse("virksomheder"))
    assert [row[0] for row in rows(page)] == ["Abe", "Zebra", "Ærø", "Ærø"]
    naeste = re.search(r"efter=\d+", text_of(page))[0]
    assert [row[0] for row in rows(client.get(reverse("virksomheder") + f"?{naeste}"))] == ["ørn", "Ål og Co"]


def test_an_empty_list_says_where_companies_come_from(kontor):
    client = client_for(kontor.mette)
    page = words(client.get(reverse("virksomheder")))
    assert "Virksomheder oprettes, når du registrerer praktik eller fleksjob." in page
    page = words(client.get(reverse("virksomheder") + "?q=xyz"))
    assert "Ingen virksomheder passer til søgningen." in page
    assert "Opret «xyz»" in page


def test_the_list_takes_the_same_number_of_statements_for_many(kontor, moelle):
    client, url = client_for(kontor.mette), reverse("virksomheder")
    job_at(kontor, moelle, "Åse Ørsted")
    few = count_queries(client, url)
    with kommunekontekst(kontor.mette.kommune_id):
        for nr in range(12):
            firma = make_firma(f"Firma {nr}")
            Kontaktperson.objects.create(virksomhed=firma, navn="Per")
            job_at(kontor, firma, f"Borger {nr}")
    assert count_queries(client, url) == few


# The page


def test_those_the_person_may_see_are_named_and_the_others_counted(kontor, moelle):
    job_at(kontor, moelle, "Åse Ørsted")
    forbi = job_at(kontor, moelle, "Bo Forbi")
    forbi.slut = days(-10)
    forbi.save()
    nord = make_medarbejder("nord", "jobformidler", team=Team.objects.create(navn="Team Nord"))
    for navn in ("Hemmelig En", "Hemmelig To"):
        job_at(kontor, moelle, navn, ejer=nord)
    page = client_for(kontor.mette).get(reverse("virksomhed", args=[moelle.pk]))
    text = words(page)
    assert "Åse Ørsted Fleksjob siden 4. okt." in text
    assert "Har været her (1)" in text
    assert "Desuden 2 borgere, du ikke har adgang til, er eller har været her." in text
    assert "Hemmelig" not in text
    with kommunekontekst(kontor.mette.kommune_id):
        names = {forbi.forloeb.borger_id, *readings("virksomhed")[0]}
        assert len(names) == 2


def test_an_administrator_sees_numbers_only(kontor, moelle):
    job_at(kontor, moelle, "Åse Ørsted")
    admin = make_medarbejder("admin", "administrator")
    text = words(client_for(admin).get(reverse("virksomhed", args=[moelle.pk])))
    assert "Åse" not in text
    assert "1 borger, du ikke har adgang til" in text
    assert "Ny note" not in text
    assert "Læg sammen med en anden" in text


def test_a_contact_is_registered_from_the_page_where_one_may(kontor, moelle):
    forloeb = job_at(kontor, moelle, "Åse Ørsted").forloeb
    link = reverse("kontakt_ny", args=[forloeb.borger_id])
    url = reverse("virksomhed", args=[moelle.pk])
    kollega = make_medarbejder("kollega", "jobformidler", team=kontor.team)
    assert link in text_of(client_for(kontor.mette).get(url))
    assert link not in text_of(client_for(kollega).get(url))


def test_the_latest_notes_are_shown_and_all_on_demand(kontor, moelle):
    for nr in range(12):
        Virksomhedsnotat.objects.create(
            virksomhed=moelle, dato=days(-nr), form="besoeg", note=f"Note nr. {nr}."
        )
    client, url = client_for(kontor.mette), reverse("virksomhed", args=[moelle.pk])
    assert "Note nr. 9." in words(client.get(url))
    assert "Note nr. 11." not in words(client.get(url))
    assert "Note nr. 11." in words(client.get(url + "?noter=alle"))


def test_a_company_of_another_kommune_is_unknown(kontor, moelle):
    with kommunekontekst(other_kommune_id()):
        fremmed = make_firma("Fremmed")
    client = client_for(kontor.mette)
    for navn in ("virksomhed", "virksomhed_ret", "virksomhed_oplysninger", "notat_ny"):
        assert client.get(reverse(navn, args=[fremmed.pk])).status_code == 404


# The sheet for the company

SUNDHED = (
    "sclerose",
    "sygdom",
    "610180",
    "sarte",
    "Fortroligt om ryggen",
    "kognitiv",
    "effektive",
    "ulovligt",
)


@pytest.fixture
def sag_med_helbred(kontor, moelle):
    """A borger at the company about whom the system knows everything that a company must not."""
    job = job_at(kontor, moelle, "Åse Ørsted")
    forloeb = job.forloeb
    forloeb.borger.progredierende_diagnose_fra = days(-400)
    forloeb.borger.save()
    kontor.fravaer(forloeb, days(-5), None, "sygdom")
    kontor.kontakt(forloeb, days(-2), note="Har fået konstateret sclerose")
    type_ = Tilbudstype.objects.create(kode="sarte", navn="Praktik for sarte sind", virksomhedsrettet=True)
    Tilbud.objects.create(forloeb=forloeb, type=type_, virksomhed=moelle, start=days(-3), slut=days(30))
    Fleksjobaftale.objects.create(
        forloeb=forloeb, ansaettelse=job, hensyn="Kognitiv træthed", progressionsmaal="Fra 3 effektive timer"
    )
    Virksomhedsnotat.objects.create(virksomhed=moelle, dato=DAG, form="telefon", note="Fortroligt om ryggen")
    return job


def sheet(kontor, firma, query="") -> str:
    return text_of(client_for(kontor.mette).get(reverse("virksomhed_oplysninger", args=[firma.pk]) + query))


def test_the_sheet_tells_nothing_of_health(kontor, moelle, sag_med_helbred):
    tilbud = Tilbud.objects.get()
    page = sheet(kontor, moelle, f"?borger=job-{sag_med_helbred.pk}&borger=tilbud-{tilbud.pk}")
    table = words_of(page.split('id="aftaler"')[1].split("</table>")[0])
    assert "Åse Ørsted Aftale 20. november 2026 22. december 2026" in table
    assert "Åse Ørsted Fleksjob 4. oktober 2026 –" in table
    assert [ord_ for ord_ in SUNDHED if ord_.lower() in page.lower()] == []


def test_the_sheet_names_those_chosen_only(kontor, moelle, sag_med_helbred):
    bo = job_at(kontor, moelle, "Bo Æbelø")
    assert 'id="aftaler"' not in sheet(kontor, moelle)
    table = sheet(kontor, moelle, f"?borger=job-{bo.pk}").split('id="aftaler"')[1].split("</table>")[0]
    assert "Bo Æbelø" in table
    assert "Åse" not in table


def test_the_sheet_names_nobody_of_another_team(kontor, moelle):
    nord = make_medarbejder("nord", "jobformidler", team=Team.objects.create(navn="Team Nord"))
    job = job_at(kontor, moelle, "Hemmelig En", ejer=nord)
    assert "Hemmelig" not in sheet(kontor, moelle, f"?borger=job-{job.pk}")


def test_the_sheet_has_what_the_company_needs(kontor, moelle):
    Kontaktperson.objects.create(virksomhed=moelle, navn="Per Lund", telefon="10202020")
    slut = DAG + timedelta(days=10)
    Aabning.objects.create(
        virksomhed=moelle, opgaver="Male mel", hensyn="Ro", timer=4.5, start=DAG, slut=slut
    )
    text = words_of(sheet(kontor, moelle))
    for told in ("mette.vest Prøve", "Per Lund, 10202020", "Male mel", "Højst 4,5 timer", "2. december 2026"):
        assert told in text
