"""The pages about rule values: what they show, how a change is previewed and saved, and who sees a name."""

import re
from datetime import timedelta

import pytest

from kommuner.models import Regelsaet
from tests.opfoelgning.regelgrund import (
    REGLER,
    RET,
    admin,
    at_home,
    fields,
    hidden,
    now,
    preview_and_save,
    sene,
)
from tests.opfoelgning.sager import DAG, client_for, count_queries, days, readings, text_of
from tests.raekker import make_medarbejder

__all__ = ["admin", "sene"]


# The table


def test_the_table_names_value_unit_day_source_and_who(admin):
    Regelsaet.objects.create(
        indsatsmodel="uif2",
        gyldig_fra=days(-9),
        vaerdier={"kontakt.interval_dage": 10},
        kilde="Byrådet",
        af=admin,
    )
    html = text_of(client_for(admin).get(REGLER))
    for said in (
        *("10 dage", "modellen: 14 dage", "14. november 2026", "kommunen", "Byrådet", "Mette Ærø"),
        *("Gælder nu", "6 måneder", "1. juli 2019", "lokalt valg", "loven", "fysisk møde, telefon, video"),
    ):
        assert said in html, said


def test_versions_are_past_present_and_to_come(admin):
    for fra in (-90, -9, 30):
        Regelsaet.objects.create(indsatsmodel="uif2", gyldig_fra=days(fra), vaerdier={})
    html = text_of(client_for(admin).get(REGLER))
    assert [html.count(f">{status}<") for status in ("Tidligere", "Gælder nu", "Kommer")] == [1, 1, 1]
    assert html.count("Træk tilbage") == 1


def test_a_rule_switched_off_says_so(admin):
    Regelsaet.objects.create(indsatsmodel="uif2", gyldig_fra=days(-9), vaerdier={"samtaler.aktiv": "nej"})
    html = text_of(client_for(admin).get(REGLER))
    assert html.count("Slået fra") == 1
    assert re.findall(r'href="([^"]*aktiv=ja)"', html) == [f"{REGLER}/uif2/samtaler?aktiv=ja"]
    html = text_of(client_for(admin).get(f"{REGLER}/uif2/samtaler?aktiv=ja"))
    assert re.search(r'value="ja"[^>]*checked', html)


def test_another_model_and_an_unknown_one(admin):
    client = client_for(admin)
    assert (
        "Flere skal med"
        in re.search(r"<h1.*?</p>", text_of(client.get(f"{REGLER}?model=fsm2")), re.DOTALL)[0]
    )
    assert "Udvikling i fleksjob II" in text_of(client.get(f"{REGLER}?model=x"))
    assert client.get(f"{REGLER}/uif2/ukendt").status_code == 404
    assert client.get(f"{REGLER}/uif2/jobformidler").status_code == 404
    assert client.get(f"{RET}?version=999").status_code == 404


def test_the_number_of_queries_does_not_grow_with_versions(admin):
    client = client_for(admin)
    Regelsaet.objects.create(indsatsmodel="uif2", gyldig_fra=days(1), af=admin)
    one = count_queries(client, REGLER)
    at_home()
    for fra in range(2, 8):
        Regelsaet.objects.create(indsatsmodel="uif2", gyldig_fra=days(fra), af=admin)
    assert count_queries(client, REGLER) == one


# Preview, and saving


def test_the_preview_tells_numbers_and_saves_nothing(admin, sene):
    html = text_of(client_for(admin).post(RET, fields()))
    assert "14 dage → <b>10 dage</b>" in html
    assert "2 forløb er overskredet i dag (nu 0)." in html
    assert "Gem fra 23. november 2026" in html
    at_home()
    assert not Regelsaet.objects.exists()
    assert "Anna Bech" not in html
    assert readings("regel_ret") == []


def test_whoever_leads_a_team_too_sees_the_names_of_her_team_and_it_is_logged(admin, sene, kontor):
    admin.roller, admin.team = ["administrator", "teamleder"], kontor.team
    admin.save()
    html = text_of(client_for(admin).post(RET, fields()))
    assert "Anna Bech" in html
    assert "Carl Eg" not in html
    assert "2 forløb er overskredet" in html
    assert [len(ids) for ids in readings("regel_ret")] == [1]


def test_a_preview_and_a_save_make_a_version(admin, sene):
    answer = preview_and_save(client_for(admin))
    assert answer["Location"] == f"{REGLER}?model=uif2"
    at_home()
    row = Regelsaet.objects.get()
    assert (row.vaerdier, row.gaelder_loebende, row.kilde, row.af) == (
        {"kontakt.interval_dage": 10},
        True,
        "Byrådet",
        admin,
    )


def test_what_was_changed_after_the_preview_is_previewed_anew(admin):
    client = client_for(admin)
    html = text_of(client.post(RET, fields()))
    sent = fields(forhaandsvist=hidden(html, "forhaandsvist"), handling="gem", v_interval_dage="9")
    html = text_of(client.post(RET, sent))
    assert "Noget er ændret siden forhåndsvisningen" in html
    at_home()
    assert not Regelsaet.objects.exists()
    assert text_of(client.post(RET, fields(handling="gem"))).count("Intet er gemt endnu") == 1
    at_home()
    assert not Regelsaet.objects.exists()


def test_back_to_the_models_value_is_previewed(admin):
    Regelsaet.objects.create(
        indsatsmodel="uif2",
        gyldig_fra=days(-9),
        vaerdier={"kontakt.interval_dage": 10, "kontakt.varsel_dage": 5},
    )
    client = client_for(admin)
    html = text_of(client.post(RET, fields(handling="nulstil", v_varsel_dage="5")))
    assert "10 dage → <b>14 dage</b>" in html
    assert "5 dage → <b>3 dage</b>" in html
    assert 'name="v_interval_dage" value="14"' in html


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"v_interval_dage": "0"}, "skal være mindst 1 dag."),
        ({"v_interval_dage": "ti"}, "skal være et helt tal."),
        ({"v_interval_dage": ""}, "skal være et helt tal."),
        ({"v_former": []}, "skal være en liste med mindst én af"),
        ({"v_flyt_til_arbejdsdag": "måske"}, "Vælg en af mulighederne."),
        ({"gyldig_fra": "x"}, "Skriv datoen som 23-11-2026."),
        ({"gyldig_fra": (DAG - timedelta(days=1)).isoformat()}, "Skriv hvorfor"),
        ({"omfang": ""}, "Vælg, hvilke frister værdierne gælder."),
        ({"v_interval_dage": "14", "omfang": "nye"}, "Der er ingen ændring at gemme."),
    ],
)
def test_a_fault_is_told_at_its_field_and_keeps_what_was_typed(admin, changed, told):
    answer = client_for(admin).post(RET, fields(**changed))
    assert answer.status_code == 422
    html = text_of(answer)
    assert told in html
    assert "Byrådet" in html
    at_home()
    assert not Regelsaet.objects.exists()


def test_a_value_that_is_a_day_is_written_as_days_are_and_says_whom_it_is_for(admin):
    client, url = client_for(admin), f"{REGLER}/uif2/passivitet"
    html = text_of(client.get(url))
    assert "Gælder sygdom, der begynder, mens versionen gælder – også når den gælder løbende frister." in html
    vaerdier = {"v_maaneder": "6", "v_langvarig_sygdom_dage": "56", "v_varsel_dage": "30"}
    vaerdier |= {"v_aftalt_inden_dage": "30", "v_aftalt_frist_dage": "14"}
    html = text_of(client.post(url, fields(**vaerdier, v_skaeringsdato="1.5.2020")))
    assert "1. april 2020 → <b>1. maj 2020</b>" in html
    answer = client.post(url, fields(**vaerdier, v_skaeringsdato="31-02-2020"))
    assert (answer.status_code, "Skriv datoen som 23-11-2026." in text_of(answer)) == (422, True)


def test_a_day_that_is_taken_and_a_newer_version_are_told(admin):
    Regelsaet.objects.create(indsatsmodel="uif2", gyldig_fra=days(9), vaerdier={"kontakt.interval_dage": 12})
    client = client_for(admin)
    answer = client.post(RET, fields(gyldig_fra=days(9).isoformat()))
    assert "Der findes allerede en version fra 2. december 2026. Ret den i stedet." in text_of(answer)
    html = text_of(client.post(RET, fields()))
    assert "En nyere version gælder fra 2. december 2026." in html
    assert "Ret den i stedet?" in html


def test_of_two_administrators_the_second_is_told_and_keeps_her_text(admin):
    anden = make_medarbejder("admin2", "administrator", navn="Bo Lind")
    first, second = client_for(admin), client_for(anden)
    read = now()
    assert preview_and_save(first).status_code == 302
    answer = second.post(RET, fields(v_interval_dage="8", stand=read, gyldig_fra=days(1).isoformat()))
    assert answer.status_code == 409
    html = text_of(answer)
    assert "Mette Ærø har ændret reglerne" in html
    assert 'name="v_interval_dage" value="8"' in html
    assert hidden(html, "stand") == str(now())
    assert preview_and_save(second, v_interval_dage="8", gyldig_fra=days(1).isoformat()).status_code == 302
    at_home()
    assert Regelsaet.objects.count() == 2


# A version


def test_a_coming_version_is_changed_and_taken_back(admin):
    row = Regelsaet.objects.create(
        indsatsmodel="uif2", gyldig_fra=days(9), vaerdier={"kontakt.interval_dage": 12}, kilde="Udvalget"
    )
    client = client_for(admin)
    html = text_of(client.get(f"{RET}?version={row.pk}"))
    assert 'name="v_interval_dage" value="12"' in html
    assert "Udvalget" in html
    url = f"{RET}?version={row.pk}"
    assert (
        preview_and_save(client, url, gyldig_fra=days(11).isoformat(), v_interval_dage="11").status_code
        == 302
    )
    at_home()
    row.refresh_from_db()
    assert (row.gyldig_fra, row.vaerdier) == (days(11), {"kontakt.interval_dage": 11})
    assert "11 dage" in text_of(client.get(f"{REGLER}/version/{row.pk}"))
    client.post(f"{REGLER}/version/{row.pk}/traek-tilbage", {"stand": now()})
    at_home()
    assert not Regelsaet.objects.exists()
    html = text_of(client.get(REGLER))
    assert "trukket tilbage" in html
    assert "Vis alle ændringer (3)" in html


def test_a_version_that_has_governed_asks_for_a_reason(admin):
    row = Regelsaet.objects.create(
        indsatsmodel="uif2", gyldig_fra=days(-9), vaerdier={"kontakt.interval_dage": 12}
    )
    client = client_for(admin)
    url = f"{RET}?version={row.pk}"
    assert "skriv, hvorfor den rettes" in text_of(client.get(url))
    same_day = {"gyldig_fra": days(-9).isoformat()}
    assert client.post(url, fields(**same_day)).status_code == 422
    assert preview_and_save(client, url, **same_day, begrundelse="Tastefejl i går").status_code == 302
    assert "Tastefejl i går" in text_of(client.get(REGLER))
    answer = client.post(f"{REGLER}/version/{row.pk}/traek-tilbage", {"stand": now()}, follow=True)
    assert "kan ikke trækkes tilbage" in text_of(answer)


def test_a_withdrawal_of_an_older_reading_is_refused(admin):
    row = Regelsaet.objects.create(indsatsmodel="uif2", gyldig_fra=days(9), vaerdier={})
    answer = client_for(admin).post(f"{REGLER}/version/{row.pk}/traek-tilbage", {"stand": "x"}, follow=True)
    assert "har ændret reglerne" in text_of(answer)
    at_home()
    assert Regelsaet.objects.exists()
