"""The fleksjobaftale as a file: accessible, in Danish, and silent about what the borger has not agreed to share."""

from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from aftaler.models import Ansaettelse, Fleksjobaftale, Kontaktperson, Timer, Virksomhed, name_fields
from borgere.models import Borger
from kommuner.tenancy import kommunekontekst
from tests.opfoelgning.sager import client_for, days, readings
from tests.raekker import make_medarbejder


@pytest.fixture
def job(kontor, sag):
    moelle = Virksomhed.objects.create(**name_fields("Vestby Mølle"))
    job = Ansaettelse.objects.create(forloeb=sag, virksomhed=moelle, start=days(-30))
    for fra, timer, intensitet in ((-30, 6, 50), (-5, 8, 50), (20, 12, 90)):
        Timer.objects.create(forloeb=sag, ansaettelse=job, fra=days(fra), timer=timer, intensitet=intensitet)
    return job


def write(job, **felter) -> Fleksjobaftale:
    per = Kontaktperson.objects.create(virksomhed=job.virksomhed, navn="Per Lund")
    felter = {"arbejdsopgaver": "Pakke mel\nFeje gulv", "hensyn": "Skånes for tunge løft", **felter}
    return Fleksjobaftale.objects.create(
        forloeb=job.forloeb, ansaettelse=job, kontaktperson=per, udfyldt=days(-40), **felter
    )


def read(kontor, job) -> PdfReader:
    answer = client_for(kontor.mette).get(reverse("fleksjobaftale_pdf", args=[job.pk]))
    assert answer["Content-Type"] == "application/pdf"
    filnavn = f"fleksjobaftale-borger-{job.forloeb.borger_id}.pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{filnavn}"'
    return PdfReader(BytesIO(answer.content))


def words(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def tags(pdf: PdfReader) -> set[str]:
    """Names of all structure elements."""
    fundne, venter = set(), [pdf.trailer["/Root"]["/StructTreeRoot"]["/K"]]
    while venter:
        element = venter.pop()
        element = element.get_object() if hasattr(element, "get_object") else element
        if isinstance(element, list):
            venter += element
        elif isinstance(element, dict):
            fundne.add(str(element.get("/S", "")))
            venter.append(element.get("/K", []))
    return fundne


def test_it_is_tagged_in_danish_and_has_its_title(kontor, job):
    write(job)
    pdf = read(kontor, job)
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].lower().startswith("da")
    assert pdf.metadata.title == "Fleksjobaftale"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    assert {"/H1", "/H2", "/Table", "/TH", "/P", "/Figure"} <= tags(pdf)


def test_it_says_what_was_agreed_with_the_hours_of_the_day(kontor, job):
    write(job, progressionsmaal="10 timer til sommer #pagebreak() $x$", aftalt_mellem="Åse, Per og Mette")
    tekst = words(read(kontor, job))
    for ord_ in ("Åse Ørsted", "Vestby Mølle", "Per Lund", "Pakke mel Feje gulv", "#pagebreak() $x$"):
        assert ord_ in tekst
    assert "8 timer × 50 % = 4 effektive timer." in tekst
    assert "Aftalt mellem Åse, Per og Mette" in tekst
    assert "Udkast." not in tekst
    assert "Side 1 af 1" in tekst


@pytest.mark.parametrize("deles", [True, False])
def test_what_the_borger_has_not_agreed_to_share_is_not_in_it(kontor, job, deles):
    write(job, hensyn_deles=deles)
    pdf = read(kontor, job)
    assert ("Skånes for tunge løft" in words(pdf)) is deles
    assert ("Hensyn" in words(pdf)) is deles


def test_an_agreement_not_completed_is_a_draft_and_none_at_all_leads_to_the_tab(kontor, job, kommune):
    mette = client_for(kontor.mette)
    answer = mette.get(reverse("fleksjobaftale_pdf", args=[job.pk]), follow=True)
    fane = f"{reverse('fleksjob', args=[job.forloeb.borger_id])}?forloeb={job.forloeb_id}"
    assert answer.redirect_chain == [(fane, 302)]
    assert "Fleksjobaftalen er ikke skrevet endnu. Udfyld den først." in answer.content.decode()
    with kommunekontekst(kommune.pk):
        aftale = write(job)
        aftale.udfyldt = None
        aftale.save()
    assert "Udkast." in words(read(kontor, job))


def test_every_copy_is_logged_and_the_page_offers_it(kontor, sag, job, kommune):
    write(job)
    read(kontor, job)
    with kommunekontekst(kommune.pk):
        assert readings("fleksjobaftale_pdf") == [{sag.borger_id}]
        kollega = make_medarbejder("kollega", "jobformidler", team=kontor.team)
    page = client_for(kollega).get(reverse("fleksjob", args=[sag.borger_id])).content.decode()
    assert reverse("fleksjobaftale_pdf", args=[job.pk]) in page
    assert "Hensyn er ikke med i filen" in page


def test_signs_that_no_font_has_do_not_stop_the_document(kontor, job):
    write(job, progressionsmaal="Godt 🙂 \x07 漢 ☃︎ 𓀀 Żółw", aftalt_mellem="  ")
    tekst = words(read(kontor, job))
    assert "Godt [tegn] [tegn]" in tekst
    assert "Żółw" in tekst


def test_the_page_knows_a_goal_of_staying_and_the_paper_does_not_tell_of_the_diagnosis(
    kontor, sag, job, kommune
):
    write(job, progressionsmaal="Flere slags opgaver")
    Borger.objects.update(progredierende_diagnose_fra=days(-90))
    mette = client_for(kontor.mette)
    form = mette.get(reverse("fleksjobaftale", args=[job.pk])).content.decode()
    assert "Mål for fastholdelse og indhold" in form
    assert "Målet er at blive i job, ikke flere timer." in form
    page = mette.get(reverse("fleksjob", args=[sag.borger_id])).content.decode()
    assert "Mål for fastholdelse og indhold" in page
    papir = words(read(kontor, job))
    assert "Progressionsmål Flere slags opgaver" in papir
    assert "astholdelse" not in papir
