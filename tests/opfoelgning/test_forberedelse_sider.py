"""The tab «Forberedelse» and its forms, through the browser's eyes."""

import re

import pytest
from django.urls import reverse

from forloeb.models import (
    Dokumentanmodning,
    Fase,
    Forberedelsesafsnit,
    Jobmaal,
    Konsulentdeltagelse,
    Orientering,
)
from opfoelgning.models import Kladde
from tests.opfoelgning.sager import DAG, client_for, count_queries, days, readings, text_of
from tests.raekker import make_forloeb, make_medarbejder


@pytest.fixture
def forloeb(kontor):
    """A forløb since 1 October that is in no phase yet."""
    forloeb = make_forloeb(start=days(-53))
    forloeb.tildelinger.create(medarbejder=kontor.mette, start=days(-53))
    return forloeb


@pytest.fixture
def mette(kontor, forloeb):
    return client_for(kontor.mette)


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(response)))


def send(client, navn, pk, data, *andre):
    """The page that answers a form, and the page it leads to."""
    return client.post(reverse(navn, args=[pk, *andre]), data, follow=True)


def test_the_page_says_what_is_not_begun(mette, forloeb):
    page = words(mette.get(reverse("forberedelse", args=[forloeb.borger_id])))
    assert "Den forberedende del er ikke begyndt." in page
    assert "0 af 10 afsnit er udfyldt" in page
    assert "1.4 Seneste aktiviteter Ikke udfyldt" in page
    assert "2 Mit CV" in page
    assert "3 Min situation" in page
    for tom in ("Intet jobmål endnu.", "Ikke fortalt endnu", "Der er ikke bedt om dokumenter endnu."):
        assert tom in page
    assert "Virksomhedskonsulenten har ikke deltaget endnu." in page
    assert readings("forberedelse") == [{forloeb.borger_id}]


def test_the_start_sets_the_deadline_that_the_rule_tells(mette, forloeb, inside):
    page = words(send(mette, "forberedelse_start", forloeb.borger_id, {"start": days(-3).isoformat()}))
    assert "Den forberedende del er begyndt, og fristen for fase 1 løber." in page
    assert "Fase 1 slut senest 29. januar 2027" in page
    assert "67 dage tilbage" in page
    assert "Den forberedende del begyndte 20. november 2026. Ret datoen" in page
    with inside():
        fase = Fase.objects.get(forloeb=forloeb)
    ret = {"start": days(-10).isoformat(), "begrundelse": "Mødet var før", "version": "1"}
    page = words(send(mette, "forberedelse_start_ret", fase.pk, ret))
    assert "Fase 1 slut senest 22. januar 2027" in page
    assert "Fra: 20. november 2026 → 13. november 2026" in page


@pytest.mark.parametrize(
    ("start", "besked"),
    [
        ("", "Skriv, hvornår den forberedende del begyndte."),
        ("32-13-2026", "Skriv datoen som 23-11-2026."),
        ("2020-01-01", "Forløbet begynder først 1. oktober 2026."),
        ("2028-01-01", "Datoen ligger mere end 1 år frem. Er det rigtigt?"),
    ],
)
def test_a_wrong_start_is_said_at_its_field(mette, forloeb, start, besked):
    answer = mette.post(reverse("forberedelse_start", args=[forloeb.borger_id]), {"start": start})
    assert answer.status_code == 422
    assert besked in words(answer)


AFSNIT = {"tekst": "Kokkeskolen", "dato": "2026-11-20", "version": "0"}


def test_a_section_is_written_again_and_shows_what_it_said(mette, forloeb, inside):
    page = words(send(mette, "forberedelse_afsnit", forloeb.borger_id, AFSNIT, "2.1"))
    assert "Afsnit 2.1 Uddannelse og kurser er gemt." in page
    assert "1 af 10 afsnit er udfyldt" in page
    assert "Kokkeskolen 20. november 2026" in page
    ny = AFSNIT | {"tekst": "Kok og kontor", "version": "1"}
    send(mette, "forberedelse_afsnit", forloeb.borger_id, ny, "2.1")
    page = words(mette.get(reverse("forberedelse_afsnit", args=[forloeb.borger_id, "2.1"])))
    assert "Det stod der før 20. november 2026 Kokkeskolen" in page
    conflict = mette.post(reverse("forberedelse_afsnit", args=[forloeb.borger_id, "2.1"]), AFSNIT)
    assert conflict.status_code == 409
    assert "Kok og kontor Kokkeskolen" in words(conflict)
    assert 'name="version" value="2"' in text_of(conflict)
    with inside():
        assert Forberedelsesafsnit.objects.get().tekst == "Kok og kontor"


def test_a_section_that_is_not_there_yet_must_say_something(mette, forloeb):
    url = reverse("forberedelse_afsnit", args=[forloeb.borger_id, "2.1"])
    assert "Tekst (frivilligt)" not in words(mette.get(url))
    tomt = mette.post(url, {"tekst": "", "dato": DAG.isoformat(), "version": "0"})
    assert (tomt.status_code, "Skriv en tekst." in words(tomt)) == (422, True)
    mette.post(url, {"tekst": "Gartner", "dato": DAG.isoformat(), "version": "0"})
    assert "Tekst (frivilligt)" in words(mette.get(url))
    assert mette.post(url, {"tekst": "", "dato": DAG.isoformat(), "version": "1"}).status_code == 302


def test_an_unknown_section_is_not_found(mette, forloeb):
    assert mette.get(reverse("forberedelse_afsnit", args=[forloeb.borger_id, "9.9"])).status_code == 404


def test_a_draft_of_a_section_waits_and_goes_with_the_save(mette, forloeb, inside):
    url = reverse("forberedelse_afsnit", args=[forloeb.borger_id, "2.1"])
    kladde = AFSNIT | {"tekst": "Halvt skrevet", "kladde": "1"}
    assert "Kladde gemt" in text_of(mette.post(url, kladde))
    assert "Halvt skrevet" in text_of(mette.get(url))
    liste = text_of(mette.get(reverse("kladder")))
    assert "Afsnit 2.1" in liste
    assert f"{url}?forloeb={forloeb.pk}" in liste
    mette.post(url, AFSNIT)
    assert mette.post(url, kladde).status_code == 204
    with inside():
        assert not Kladde.objects.exists()


MAAL = {"jobfunktion": "Passe planter", "foreslaaet_af": "virksomhedskonsulent", "start": "2026-11-20"}


def test_a_jobmaal_is_proposed_ended_corrected_and_annulled(mette, forloeb, inside):
    page = words(send(mette, "jobmaal_ny", forloeb.borger_id, MAAL))
    assert "Passe planter nu Virksomhedskonsulenten 20. november 2026" in page
    with inside():
        pk = Jobmaal.objects.get().pk
    slut = {"sidste_dag": DAG.isoformat(), "slutaarsag": "For koldt", "version": "1"}
    page = words(send(mette, "jobmaal_slut", pk, slut))
    assert "Jobmålet er afsluttet." in page
    assert "23. november 2026 For koldt" in page
    ret = MAAL | {
        "til": DAG.isoformat(),
        "foreslaaet_af": "borger",
        "version": "2",
        "begrundelse": "Byttet om",
    }
    page = words(send(mette, "jobmaal_ret", pk, ret))
    assert "Foreslået af: Virksomhedskonsulenten → Borgeren" in page
    old = mette.post(reverse("jobmaal_ret", args=[pk]), ret | {"jobfunktion": "Andet"})
    assert (old.status_code, "Passe planter Andet" in words(old)) == (409, True)
    assert "Skriv, hvorfor du retter." in words(
        mette.post(reverse("jobmaal_ret", args=[pk]), {"annuller": "1"})
    )
    page = words(
        send(mette, "jobmaal_ret", pk, {"annuller": "1", "begrundelse": "Forkert borger", "version": "3"})
    )
    assert "Jobmålet er annulleret." in page
    assert "Annulleret: Passe planter" in page
    with inside():
        assert not Jobmaal.objects.exists()


def test_a_form_sent_twice_is_one_jobmaal(mette, forloeb, inside):
    for _ in range(2):
        send(mette, "jobmaal_ny", forloeb.borger_id, MAAL | {"noegle": "a" * 32})
    with inside():
        assert Jobmaal.objects.count() == 1


def test_a_jobmaal_just_saved_is_taken_back(mette, forloeb, inside):
    page = send(mette, "jobmaal_ny", forloeb.borger_id, MAAL)
    assert "Jobmålet er gemt: Passe planter, fra 20. november 2026" in words(page)
    with inside():
        pk = Jobmaal.objects.get().pk
    assert f'action="/jobmaal/{pk}/fortryd"' in text_of(page)
    assert "Jobmålet er fortrudt." in words(send(mette, "jobmaal_fortryd", pk, {}))
    with inside():
        assert not Jobmaal.objects.exists()


def test_all_of_it_stands_in_the_timeline(mette, forloeb, inside):
    with inside():
        _fill(forloeb, 1)
    page = words(mette.get(reverse("borger", args=[forloeb.borger_id])))
    assert "Jobmål: Opgave 1. Se jobmål" in page
    for hvad in (
        "Foreslået af: borgeren.",
        "Virksomhedskonsulenten deltog: Kaj Konsulent",
        "Borgeren har fået at vide",
        "Bedt om Dokument 1",
        "Fra Egen læge. Frist 23. nov.",
    ):
        assert hvad in page


@pytest.mark.parametrize(
    ("navn", "data", "besked"),
    [
        ("jobmaal_ny", MAAL | {"jobfunktion": ""}, "Skriv jobfunktionen, fx pakke varer."),
        ("jobmaal_ny", MAAL | {"foreslaaet_af": ""}, "Vælg, hvem der foreslog den."),
        (
            "jobmaal_ny",
            MAAL | {"start": "2024-01-01"},
            "Datoen ligger mere end 1 år tilbage. Er det rigtigt?",
        ),
        ("jobmaal_ny", MAAL | {"til": "2026-11-19"}, "Til-dato ligger før fra-dato."),
        ("konsulent_ny", {"navn": "", "dato": "2026-11-20"}, "Skriv virksomhedskonsulentens navn."),
        ("orientering_ny", {"dato": "2026-11-20"}, "Sæt kryds ved mindst én ting."),
        (
            "dokument_ny",
            {"dokument": "Lægeattest", "hos": "Egen læge", "dato": "2026-11-20", "frist": "2026-11-19"},
            "Fristen ligger før den dag, der blev bedt om dokumentet.",
        ),
    ],
)
def test_what_is_wrong_is_said(mette, forloeb, navn, data, besked):
    answer = mette.post(reverse(navn, args=[forloeb.borger_id]), data)
    assert answer.status_code == 422
    assert besked in words(answer)


def test_what_was_told_is_ticked_off_with_its_day(mette, forloeb, inside):
    tekst = "Timerne kan vokse, og der følges op på det"
    data = {"tekster": [tekst], "dato": "2026-11-20", "note": "På første møde"}
    page = words(send(mette, "orientering_ny", forloeb.borger_id, data))
    assert f"✓ {tekst} 20. november 2026: På første møde" in page
    assert page.count("Ikke fortalt endnu") == 3
    with inside():
        pk = Orientering.objects.get().pk
    ret = {"tekst": tekst, "dato": "2026-11-19", "version": "1", "begrundelse": "En dag før"}
    assert f"{tekst} 19. november 2026" in words(send(mette, "orientering_ret", pk, ret))


def test_a_late_document_is_shown_until_it_is_here(mette, forloeb, inside):
    data = {"dokument": "Lægeattest", "hos": "Egen læge", "dato": "2026-10-20", "frist": "2026-11-20"}
    page = words(send(mette, "dokument_ny", forloeb.borger_id, data))
    assert "Lægeattest overskredet 3 dage Egen læge" in page
    assert "1 dokument mangler efter fristen" in page
    with inside():
        pk = Dokumentanmodning.objects.get().pk
    rykket = {"dato": "2026-11-22", "version": "1"}
    assert "22. november 2026" in words(send(mette, "dokument_rykket", pk, rykket))
    modtaget = {"dato": "2026-11-23", "version": "2"}
    page = words(send(mette, "dokument_modtaget", pk, modtaget))
    assert "Dokumentet er modtaget." in page
    assert "overskredet" not in page
    ret = data | {"frist": "2026-12-01", "version": "3", "begrundelse": "Lægen fik længere tid"}
    assert "Frist: 20. november 2026 → 1. december 2026" in words(send(mette, "dokument_ret", pk, ret))


def test_the_virksomhedskonsulent_took_part(mette, forloeb, inside):
    data = {"navn": "Kaj Konsulent", "dato": "2026-11-20", "note": "Foreslog to virksomheder"}
    page = words(send(mette, "konsulent_ny", forloeb.borger_id, data))
    assert "Kaj Konsulent 20. november 2026 Foreslog to virksomheder" in page
    with inside():
        assert Konsulentdeltagelse.objects.get().navn == "Kaj Konsulent"


def test_a_colleague_reads_and_does_not_write(kontor, forloeb):
    kollega = client_for(make_medarbejder("kollega", "jobformidler", team=kontor.team))
    page = words(kollega.get(reverse("forberedelse", args=[forloeb.borger_id])))
    assert "Du kan læse, men ikke ændre." in page
    assert "Nyt jobmål" not in page
    answer = kollega.post(reverse("forberedelse_afsnit", args=[forloeb.borger_id, "2.1"]), AFSNIT)
    assert answer.status_code == 403


def test_the_page_takes_the_same_number_of_statements(mette, forloeb, inside):
    url = reverse("forberedelse", args=[forloeb.borger_id])
    with inside():
        _fill(forloeb, 1)
    few = count_queries(mette, url)
    with inside():
        for nr in range(2, 5):
            _fill(forloeb, nr)
    assert count_queries(mette, url) == few


def _fill(forloeb, nr):
    paa = {"dato": days(-nr)}
    forloeb.forberedelsesafsnit.create(nr=f"2.{nr}", titel="Afsnit", tekst="Skrevet", **paa)
    forloeb.jobmaal.create(jobfunktion=f"Opgave {nr}", foreslaaet_af="borger", start=days(-nr))
    forloeb.konsulentdeltagelser.create(navn="Kaj Konsulent", **paa)
    forloeb.orienteringer.create(tekst="Timerne kan vokse", **paa)
    forloeb.dokumentanmodninger.create(dokument=f"Dokument {nr}", hos="Egen læge", frist=DAG, **paa)
