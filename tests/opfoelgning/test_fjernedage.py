"""Days far away, days before the forløb and absence on top of absence are asked about once, in every form."""

import itertools
import re

import pytest
from django.urls import reverse

from forloeb.models import Dokumentanmodning, Forberedelsesafsnit, Fravaer, Tildeling, Ydelse
from kommuner.models import Fravaerstype
from opfoelgning.models import Opfoelgning
from tests.opfoelgning.sager import DAG, client_for, days, text_of
from tests.raekker import make_medarbejder

TILBAGE, FREM = (
    "Datoen ligger mere end 1 år tilbage. Er det rigtigt?",
    "Datoen ligger mere end 1 år frem. Er det",
)


@pytest.fixture
def sag(kontor):
    return kontor.sag("Åse Ørsted", ejer=kontor.mette, start=days(-53), fase=1)


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(response)))


def asked_once(client, url, data, besked):
    """The form asks, keeps what was typed, and saves when the answer is yes."""
    answer = client.post(url, data)
    assert (answer.status_code, besked in words(answer)) == (422, True)
    assert 'name="alligevel"' in text_of(answer)
    assert client.post(url, data | answered(answer)).status_code == 302


def answered(response) -> dict[str, str | list[str]]:
    """What the button sends that says yes."""
    return {"alligevel": "1", "langt": re.findall(r'name="langt" value="([\d-]+)"', text_of(response))}


def test_a_section_of_years_ago(mette, sag, inside):
    url = reverse("forberedelse_afsnit", args=[sag.borger_id, "2.1"])
    asked_once(mette, url, {"tekst": "Gartner", "dato": days(-900).isoformat(), "version": "0"}, TILBAGE)
    with inside():
        assert Forberedelsesafsnit.objects.get().dato == days(-900)


def test_a_document_due_in_years(mette, sag, inside):
    data = {"dokument": "Attest", "hos": "Lægen", "dato": DAG.isoformat(), "frist": days(800).isoformat()}
    asked_once(mette, reverse("dokument_ny", args=[sag.borger_id]), data, FREM)
    with inside():
        assert Dokumentanmodning.objects.get().frist == days(800)


def test_a_jobformidler_in_years_leaves_one_holder_a_day(kontor, mette, sag, inside):
    with inside():
        dan = make_medarbejder("dan", "jobformidler", team=kontor.team, navn="Dan Kofod")
    url = reverse("tildel", args=[sag.borger_id, "jobformidler"])
    data = {"medarbejder": dan.pk, "fra": days(800).isoformat(), "aarsag": "Ny opgave"}
    asked_once(mette, url, data, FREM)
    asked = {"medarbejder": dan.pk, "fra": days(5).isoformat(), "aarsag": "Alligevel nu"}
    mette.post(url, asked)
    with inside():
        rows = list(Tildeling.objects.order_by("start").values_list("start", "slut"))
    assert all(slut is not None and slut <= start for (_, slut), (start, _) in itertools.pairwise(rows))


def test_ledighedsydelse_of_a_decision_years_before(mette, sag):
    Ydelse.objects.all().delete()
    data = {
        "resultat": "visiteret",
        "varighed": "permanent",
        "dato": DAG.isoformat(),
        "start": DAG.isoformat(),
    }
    url = reverse("afgoerelse_ny", args=[sag.borger_id])
    answer = mette.post(url, data | {"ledighedsydelse_fra": days(-900).isoformat()})
    assert (answer.status_code, TILBAGE in words(answer)) == (422, True)


def test_a_follow_up_planned_in_years(kontor, inside):
    with inside():
        kontor.fleksjob("Bo Bæk", days(-60), "6")
        job = Opfoelgning._meta.get_field("ansaettelse").related_model.objects.get()
    data = {"hvordan": "telefon", "dato": days(500).isoformat(), "job": job.pk, "noegle": "b" * 32}
    url = reverse("opfoelgning_planlaeg", args=[job.forloeb.borger_id])
    asked_once(client_for(kontor.mette), url, data, FREM)


@pytest.mark.parametrize(
    ("fra", "til", "besked"),
    [
        (-60, 3, "Datoen ligger før forløbets start 1. oktober 2026. Er det rigtigt?"),
        (0, 900, FREM),
    ],
)
def test_absence_before_the_forloeb_or_for_years(kontor, mette, sag, inside, fra, til, besked):
    with inside():
        type_ = Fravaerstype.objects.get(kode="ferie").pk
    data = {"type": type_, "start": days(fra).isoformat(), "til": days(til).isoformat()}
    asked_once(mette, reverse("fravaer_ny", args=[sag.borger_id]), data, besked)


def test_absence_of_another_type_on_the_same_days_shows_both(kontor, mette, sag, inside):
    with inside():
        kontor.fravaer(sag, days(-22), days(-8), "sygdom")
        type_ = Fravaerstype.objects.get(kode="ferie").pk
    data = {"type": type_, "start": days(-10).isoformat(), "til": days(-3).isoformat()}
    url = reverse("fravaer_ny", args=[sag.borger_id])
    answer = mette.post(url, data)
    assert "Overlapper «Sygdom»" in words(answer)
    assert "Er begge rigtige?" in words(answer)
    assert "Hvis du gemmer" in words(answer)
    assert "Forlæng den" in words(answer)
    asked_once(mette, url, data, "Overlapper «Sygdom»")
    with inside():
        assert Fravaer.objects.count() == 2


def test_a_yes_to_one_question_answers_no_other(kontor, mette, sag, inside):
    with inside():
        kontor.fravaer(sag, days(-22), days(-8), "sygdom")
        type_ = Fravaerstype.objects.get(kode="ferie").pk
    data = {"type": type_, "start": days(-10).isoformat(), "til": days(1000).isoformat()}
    url = reverse("fravaer_ny", args=[sag.borger_id])
    overlap = mette.post(url, data)
    assert "Er begge rigtige?" in words(overlap)
    langt = mette.post(url, data | answered(overlap))
    assert (langt.status_code, FREM in words(langt)) == (422, True)
    ved_til = text_of(langt)[text_of(langt).index('name="til"') :]
    assert (text_of(langt).count('name="alligevel"'), ved_til.count('name="alligevel"')) == (1, 1)
    assert mette.post(url, data | answered(langt)).status_code == 302


def test_both_days_far_away_are_asked_about_each(mette, sag, inside):
    with inside():
        type_ = Fravaerstype.objects.get(kode="ferie").pk
    data = {"type": type_, "start": days(500).isoformat(), "til": days(1000).isoformat()}
    url = reverse("fravaer_ny", args=[sag.borger_id])
    foerste = mette.post(url, data)
    anden = mette.post(url, data | answered(foerste))
    assert (anden.status_code, FREM in words(anden)) == (422, True)
    assert mette.post(url, data | answered(anden)).status_code == 302
