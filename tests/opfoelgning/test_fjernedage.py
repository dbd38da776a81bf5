"""Days far away, days before the forløb and absence on top of absence are asked about once, in every form."""

import itertools
import re

import pytest
from django.urls import reverse

from forloeb.models import Dokumentanmodning, Forberedelsesafsnit, Fravaer, Tildeling, Ydelse
from kommuner.models import Fravaerstype
from opfoelgning.models import Kontakt, Opfoelgning
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


def codes(response) -> list[str]:
    """The questions that stand side by side, each with a box for its own yes."""
    return re.findall(r'type="checkbox" name="alligevel" value="([^"]+)"', text_of(response))


def hidden(response) -> list[str]:
    """The answers that are sent back unseen."""
    return re.findall(r'type="hidden" name="alligevel" value="([^"]+)"', text_of(response))


def test_overlapping_absence_before_the_forloeb_wants_a_yes_to_each(kontor, mette, sag, inside):
    with inside():
        sygdom = kontor.fravaer(sag, days(-60), days(-40), "sygdom")
        type_ = Fravaerstype.objects.get(kode="ferie").pk
    start = days(-58)
    data = {"type": type_, "start": start.isoformat(), "til": days(-50).isoformat()}
    url = reverse("fravaer_ny", args=[sag.borger_id])
    asked = mette.post(url, data)
    assert asked.status_code == 422
    assert codes(asked) == [f"overlap:{sygdom.pk}", f"foer:{start}"]
    assert "Overlapper «Sygdom»" in words(asked)
    assert "Datoen ligger før forløbets start" in words(asked)
    assert "Hvis du gemmer" in words(asked)
    en = mette.post(url, data | {"alligevel": codes(asked)[:1]})
    assert (en.status_code, codes(en), hidden(en)) == (422, [], codes(asked)[:1])
    assert "Datoen ligger før forløbets start" in words(en)
    assert f'name="alligevel" value="foer:{start}"' in text_of(en)
    igen = mette.post(url, data | {"alligevel": hidden(en)})
    assert igen.status_code == 422  # «Gem» is no yes to what is still asked
    assert mette.post(url, data | {"alligevel": codes(asked)}).status_code == 302
    with inside():
        assert Fravaer.objects.count() == 2


def test_a_day_of_years_ago_before_the_forloeb_wants_two_answers_in_every_form(mette, sag):
    start = days(-900)
    data = {"jobfunktion": "Gartner", "foreslaaet_af": "borger", "start": start.isoformat()}
    url = reverse("jobmaal_ny", args=[sag.borger_id])
    asked = mette.post(url, data)
    assert (asked.status_code, codes(asked)) == (422, [f"langt:{start}", f"foer:{start}"])
    assert mette.post(url, data | {"alligevel": codes(asked)[1:]}).status_code == 422
    assert mette.post(url, data | {"alligevel": codes(asked)}).status_code == 302


def test_a_contact_that_looks_double_years_ago_wants_a_yes_to_each(kontor, inside):
    with inside():
        sag = kontor.sag("Bo Bæk", ejer=kontor.mette, start=days(-900))
    mette = client_for(kontor.mette)
    url, data = (
        reverse("kontakt_ny", args=[sag.borger_id]),
        {"type": "telefon", "dato": days(-500).isoformat()},
    )
    first = mette.post(url, data)
    assert TILBAGE in words(first)
    ja = re.findall(r'<button[^>]*name="alligevel" value="([^"]+)"', text_of(first))
    assert mette.post(url, data | {"alligevel": ja}).status_code == 302
    asked = mette.post(url, data)
    with inside():
        pk = Kontakt.objects.get().pk
    assert (asked.status_code, codes(asked)) == (422, [f"dobbelt:{pk}", f"langt:{days(-500)}"])
    assert f'href="{reverse("kontakt_ret", args=[pk])}"' in text_of(asked)
    for one in codes(asked):
        assert mette.post(url, data | {"alligevel": [one]}).status_code == 422
    assert mette.post(url, data | {"alligevel": codes(asked)}).status_code == 302


@pytest.mark.parametrize("vej", ["ressourceforloeb", "foertidspension", "afklaring"])
@pytest.mark.parametrize("dag", [800, -400])
def test_a_material_change_asks_about_its_far_day_once(kontor, inside, vej, dag):
    with inside():
        sag = kontor.sag("Bo Bæk", ejer=kontor.mette, start=days(-900))
    mette, url = client_for(kontor.mette), reverse("aendring_ny", args=[sag.borger_id])
    data = {"vej": vej, "fra": days(dag).isoformat(), "begrundelse": "Helbredet"}
    asked = mette.post(url, data)
    assert (asked.status_code, words(asked).count("mere end 1 år")) == (422, 1)
    ja = re.findall(r'<button[^>]*name="alligevel" value="([^"]+)"', text_of(asked))
    langt = re.findall(r'name="langt" value="([\d-]+)"', text_of(asked))
    assert mette.post(url, data | {"alligevel": ja, "langt": langt}).status_code == 302


def test_a_material_change_on_top_of_an_absence_wants_a_yes_to_each(kontor, inside):
    with inside():
        sag = kontor.sag("Bo Bæk", ejer=kontor.mette, start=days(-900))
        kontor.fravaer(sag, days(780), days(820), "sygdom")
    mette, url = client_for(kontor.mette), reverse("aendring_ny", args=[sag.borger_id])
    data = {"vej": "afklaring", "fra": days(800).isoformat(), "begrundelse": "Helbredet"}
    asked = mette.post(url, data)
    assert (asked.status_code, len(codes(asked))) == (422, 2)
    assert mette.post(url, data | {"alligevel": codes(asked)[:1]}).status_code == 422
    assert mette.post(url, data | {"alligevel": codes(asked)}).status_code == 302
