"""The meeting on rehabilitation: what a held one needs, its goals, its body's name, and the pages."""

from decimal import Decimal

import pytest
from django.urls import reverse

from borgere.models import Borger
from forloeb.deltagere import Deltager, Funktion, from_json, missing, to_json
from forloeb.models import Rehabiliteringsmoede, Rettelse
from kommuner.actions.organ import add_organ, remove_organ
from kommuner.afvist import Afvist
from kommuner.organ import Organ, organ_paa
from kommuner.tenancy import kommunekontekst
from opfoelgning.actions.rehabilitering import Moedeindhold, correct_moede, finish_moede, register_moede
from opfoelgning.models import Beslutning, Genbehandling, Kladde
from opfoelgning.tidslinje import whole_timeline
from tests.opfoelgning.sager import DAG, client_for, count_queries, days, readings, text_of

ALLE = to_json([Deltager(Funktion.BORGER), Deltager(Funktion.VIRKSOMHEDSKONSULENT, "Per Lund")])


@pytest.fixture
def sag(kontor):
    return kontor.sag("Åse Ørsted", ejer=kontor.mette, start=days(-53), fase=1)


def indhold(**valg) -> Moedeindhold:
    holdt = {"dato": days(-1), "status": "holdt", "deltagere": ALLE, "indstilling": "fleksjob_midlertidigt"}
    return Moedeindhold(**(holdt | valg))


def hold(kontor, sag, **valg) -> Rehabiliteringsmoede:
    return register_moede(forloeb=sag, indhold=indhold(**valg), by=kontor.mette, dag=DAG)


@pytest.mark.parametrize(
    ("valg", "felt", "besked"),
    [
        ({"dato": days(1)}, "dato", "Datoen er ikke nået endnu. Vælg «Planlagt»."),
        ({"status": "planlagt"}, "dato", "Datoen er passeret."),
        ({"deltagere": []}, "deltagere", "Sæt kryds ved dem, der deltog."),
        ({"indstilling": ""}, "indstilling", "Vælg, hvad der blev indstillet til."),
        ({"timer": Decimal(10)}, "begrundelse_32", "Ved højst 10 timer om ugen skal felt 3.2 begrundes."),
    ],
)
def test_what_a_meeting_lacks_is_said_at_its_field(kontor, sag, valg, felt, besked):
    with pytest.raises(Afvist) as refused:
        hold(kontor, sag, **valg)
    assert refused.value.felt == felt
    assert besked in str(refused.value)


@pytest.mark.parametrize(
    "valg", [{"timer": Decimal("10.5")}, {"timer": Decimal(2), "begrundelse_32": "Smerter"}]
)
def test_only_very_few_hours_need_the_reason_of_field_32(kontor, sag, valg):
    assert hold(kontor, sag, **valg).pk


def test_the_limit_of_very_few_hours_is_the_kommunes(kontor, sag):
    add_organ(navn="udvalget", gyldig_fra=None, meget_begraenset_timer=Decimal(3), by=kontor.leder)
    assert hold(kontor, sag, timer=Decimal(4)).pk
    with pytest.raises(Afvist, match="højst 3 timer"):
        hold(kontor, sag, timer=Decimal(3))


@pytest.mark.parametrize(
    ("fra", "maaltype"), [(None, "progression"), (days(-1), "fastholdelse"), (DAG, "progression")]
)
def test_a_documented_progressive_illness_changes_what_goals_are_about(kontor, sag, fra, maaltype):
    Borger.objects.filter(pk=sag.borger_id).update(progredierende_diagnose_fra=fra)
    sag.borger.refresh_from_db()
    assert hold(kontor, sag).maaltype == maaltype


def test_a_planned_meeting_is_held_without_a_reason_and_then_corrected_with_one(kontor, sag):
    moede = hold(kontor, sag, dato=days(3), status="planlagt", deltagere=[], indstilling="")
    holdt = finish_moede(moede=moede, indhold=indhold(dato=DAG), version=1, by=kontor.mette, dag=DAG)
    assert (holdt.status, holdt.version, Rettelse.objects.count()) == ("holdt", 2, 0)
    with pytest.raises(Afvist, match="med en begrundelse"):
        finish_moede(moede=holdt, indhold=indhold(), version=2, by=kontor.mette, dag=DAG)
    rettet = {"begrundelse": "Glemt", "version": 2, "by": kontor.mette, "dag": DAG}
    correct_moede(raekke=holdt, indhold=indhold(dato=DAG, deltagere=ALLE[:1]), **rettet)
    (aendring,) = Rettelse.objects.get().aendringer
    assert aendring == ["Deltagere", "Borgeren, Virksomhedskonsulent: Per Lund", "Borgeren"]


def test_who_is_missing():
    assert missing(from_json(ALLE), [Funktion.VIRKSOMHEDSKONSULENT]) == []
    assert missing([Deltager(Funktion.BORGER)], [Funktion.VIRKSOMHEDSKONSULENT]) == [
        Funktion.VIRKSOMHEDSKONSULENT
    ]


def test_the_bodys_name_is_the_laws_until_the_kommune_says_another(kontor):
    assert organ_paa(DAG) == Organ("rehabiliteringsteamet", Decimal(10))
    add = {"meget_begraenset_timer": Decimal(10), "by": kontor.leder}
    add_organ(navn="teamet", gyldig_fra=None, **add)
    fra = add_organ(navn="visitationsudvalget", gyldig_fra=DAG, **add)
    assert [organ_paa(dag).navn for dag in (days(-1), DAG)] == ["teamet", "visitationsudvalget"]
    with pytest.raises(Afvist, match="allerede et navn"):
        add_organ(navn="andet", gyldig_fra=None, **add)
    remove_organ(organ=fra, by=kontor.leder)
    assert organ_paa(DAG).navn == "teamet"


# The pages


def form(**valg) -> dict[str, str]:
    holdt = {"dato": days(-1).isoformat(), "status": "holdt", "med_borger": "on", "noegle": "a" * 32}
    return holdt | {"indstilling": "fleksjob_permanent", "navn_jobformidler": "Mette Holm"} | valg


def test_from_meeting_to_phase_2_on_screen(kontor, sag, kommune):
    mette = client_for(kontor.mette)
    side, ny, afgoer = (
        reverse(navn, args=[sag.borger_id])
        for navn in ("rehabilitering", "rehabiliteringsmoede_ny", "afgoerelse_ny")
    )
    assert "Intet møde i rehabiliteringsteamet endnu." in text_of(mette.get(side))
    page = text_of(mette.post(ny, form(progressionsmaal="2 timer mere"), follow=True))
    for said in (
        *("Mødet er gemt.", "Møde i rehabiliteringsteamet 22. november 2026", "Virksomhedskonsulent mangler"),
        *("Jobformidler: Mette Holm", "Permanent fleksjob", "2 timer mere"),
    ):
        assert said in page, said
    assert "indstillede til: <b>Permanent fleksjob</b>" in text_of(mette.get(afgoer))
    beslutning = {"resultat": "visiteret", "varighed": "permanent"}
    dage = {"dato": DAG.isoformat(), "start": DAG.isoformat(), "ledighedsydelse_fra": ""}
    page = text_of(mette.post(afgoer, beslutning | dage, follow=True))
    assert "Afgørelsen er gemt. Fase 2 Jobsøgning er begyndt 23. november 2026: Borgeren er visiteret" in page
    assert "Fase 2 begynder på den seneste af de to dage: <b>23. november 2026</b>" in page
    with kommunekontekst(kommune.pk):
        assert readings("rehabilitering") == [{sag.borger_id}] * 3


def test_a_phase_2_that_has_begun_without_a_decision_is_not_said_to_be_waiting(kontor):
    i_fase_2 = kontor.sag("Bo Berg", ejer=kontor.mette, start=days(-53), fase=2)
    page = text_of(client_for(kontor.mette).get(reverse("rehabilitering", args=[i_fase_2.borger_id])))
    assert "Fase 2 begyndte <b>1. oktober 2026</b>. Afgørelsen om visitation er ikke skrevet ind." in page
    assert "begynder af sig selv" not in page


def test_a_decision_without_jobformidler_can_give_one(kontor, kommune):
    sag = kontor.sag("Bo Berg", ejer=None, start=days(-53), fase=1)
    url = reverse("afgoerelse_ny", args=[sag.borger_id])
    data = {
        "resultat": "visiteret",
        "varighed": "midlertidig",
        "dato": DAG.isoformat(),
        "start": DAG.isoformat(),
    }
    mette = client_for(kontor.mette)
    page = text_of(mette.post(url, data | {"jobformidler": kontor.mette.pk}, follow=True))
    assert "Fase 2 Jobsøgning er begyndt 23. november 2026" in page


def test_a_permanent_decision_has_no_end(kontor, sag):
    data = {
        "resultat": "visiteret",
        "varighed": "permanent",
        "dato": DAG.isoformat(),
        "start": DAG.isoformat(),
        "til": days(30).isoformat(),
    }
    svar = client_for(kontor.mette).post(reverse("afgoerelse_ny", args=[sag.borger_id]), data)
    besked = "En permanent visitation har ingen slutdato. Tøm feltet, eller vælg midlertidig."
    assert (svar.status_code, besked in text_of(svar)) == (422, True)


def test_the_decision_is_corrected_annulled_and_two_are_told(kontor, sag, kommune):
    mette = client_for(kontor.mette)
    data = {
        "resultat": "visiteret",
        "varighed": "permanent",
        "dato": DAG.isoformat(),
        "start": DAG.isoformat(),
    }
    mette.post(reverse("afgoerelse_ny", args=[sag.borger_id]), data)
    with kommunekontekst(kommune.pk):
        url = reverse("afgoerelse_ret", args=[sag.afgoerelser.get().pk])
    rettet = data | {"start": days(-3).isoformat(), "version": "1", "note": "Efter klage"}
    uden = mette.post(url, rettet)
    assert (uden.status_code, "Skriv, hvorfor du retter." in text_of(uden)) == (422, True)
    side = text_of(mette.post(url, rettet | {"begrundelse": "Tastefejl"}, follow=True))
    assert "Afgørelsen er rettet. Fase 2 Jobsøgning er begyndt 20. november 2026" in side
    begge = mette.post(url, data | {"version": "1", "begrundelse": "Min", "note": "Min tekst"})
    assert begge.status_code == 409
    for said in ("Efter klage", "Min tekst", 'name="version" value="2"'):
        assert said in text_of(begge), said
    annuller = {"version": "2", "begrundelse": "Forkert borger", "annuller": "1"}
    side = text_of(mette.post(url, annuller, follow=True))
    assert "Afgørelsen er annulleret." in side
    assert "Ingen afgørelse endnu." in side


@pytest.mark.parametrize(
    ("valg", "besked"),
    [
        ({"status": ""}, "Vælg, om mødet er planlagt, holdt eller aflyst."),
        ({"timer": "40"}, "Timer pr. uge er et tal mellem 0 og 37, fx 4,5."),
        ({"timer": "2"}, "Ved højst 10 timer om ugen skal felt 3.2 begrundes."),
        ({"med_borger": "", "navn_jobformidler": ""}, "Sæt kryds ved dem, der deltog."),
        ({"dato": "32-13-2026"}, "Skriv datoen som 23-11-2026."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_kept(kontor, sag, valg, besked):
    url = reverse("rehabiliteringsmoede_ny", args=[sag.borger_id])
    answer = client_for(kontor.mette).post(url, form(hensyn="Ro og pauser", **valg))
    assert answer.status_code == 422
    assert besked in text_of(answer)
    assert "Ro og pauser" in text_of(answer)


def test_all_that_a_held_meeting_lacks_is_said_at_once(kontor, sag):
    data = {"status": "holdt", "dato": DAG.isoformat(), "timer": "6"}
    answer = client_for(kontor.mette).post(reverse("rehabiliteringsmoede_ny", args=[sag.borger_id]), data)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"navn_borger", "indstilling", "begrundelse_32"}


def test_who_opened_the_meeting_before_it_was_held_sees_both_texts_and_is_asked_why(kontor, sag):
    moede = hold(kontor, sag, dato=days(3), status="planlagt")
    url = reverse("rehabiliteringsmoede_ret", args=[moede.pk])
    holdt = {"status": "holdt", "dato": DAG.isoformat(), "med_borger": "on"}
    holdt["indstilling"] = "fleksjob_permanent"
    mette = client_for(kontor.mette)
    assert mette.post(url, holdt | {"version": "1", "hensyn": "Mit"}).status_code == 302
    answer = mette.post(url, holdt | {"version": "1", "hensyn": "Andet"})
    assert answer.status_code == 409
    assert "Hvorfor retter du?" in text_of(answer)


def test_what_goes_with_a_visitation_is_refused_without_one(kontor, sag):
    data = {"resultat": "ikke_visiteret", "dato": DAG.isoformat(), "start": DAG.isoformat()}
    url = reverse("afgoerelse_ny", args=[sag.borger_id])
    answer = client_for(kontor.mette).post(url, data | {"ledighedsydelse_fra": DAG.isoformat()})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"ledighedsydelse_fra"}


def test_what_is_typed_is_kept_as_a_draft(kontor, sag, kommune):
    mette, url = client_for(kontor.mette), reverse("rehabiliteringsmoede_ny", args=[sag.borger_id])
    answer = mette.post(url, {"kladde": "1", "hensyn": "Ro og pauser", "noegle": "b" * 32})
    assert "Kladde gemt" in text_of(answer)
    assert "Ro og pauser" in text_of(mette.get(url))
    assert "Møde før visitation" in text_of(mette.get(reverse("kladder")))
    mette.post(url, form(noegle="b" * 32))
    with kommunekontekst(kommune.pk):
        assert not Kladde.objects.exists()


def test_sent_twice_it_is_one_meeting(kontor, sag, kommune):
    mette, url = client_for(kontor.mette), reverse("rehabiliteringsmoede_ny", args=[sag.borger_id])
    for _ in range(2):
        mette.post(url, form())
    with kommunekontekst(kommune.pk):
        assert Rehabiliteringsmoede.objects.count() == 1


def test_the_page_takes_the_same_number_of_statements_and_the_timeline_names_the_body(kontor, sag, kommune):
    hold(kontor, sag)
    add_organ(navn="udvalget", gyldig_fra=days(-30), meget_begraenset_timer=Decimal(3), by=kontor.leder)
    mette, url = client_for(kontor.mette), reverse("rehabilitering", args=[sag.borger_id])
    few = count_queries(mette, url)
    assert "Møde i udvalget" in text_of(mette.get(reverse("borger", args=[sag.borger_id])))
    with kommunekontekst(kommune.pk):
        for nr in range(3):
            hold(kontor, sag, dato=days(-2 - nr))
    assert count_queries(mette, url) == few


def test_every_text_says_the_kommunes_own_name_of_the_body(kontor, sag):
    add_organ(
        navn="visitationsudvalget", gyldig_fra=None, meget_begraenset_timer=Decimal(10), by=kontor.leder
    )
    hold(kontor, sag)
    Genbehandling.objects.create(forloeb=sag, moede=days(-1))
    skrevet = {"udfald": "genbehandling", "begrundelse": "Skrevet i rehabiliteringsteamet", "dato": DAG}
    Beslutning.objects.create(forloeb=sag, registreret_af=kontor.leder, **skrevet)
    fortalt = [f"{en.overskrift} {en.tekst}" for en in whole_timeline(sag, DAG)]
    assert "Beslutning: Genbehandling i visitationsudvalget Skrevet i rehabiliteringsteamet" in fortalt
    for overskrift in ("Møde i visitationsudvalget", "Genbehandling i visitationsudvalget"):
        assert any(linje.startswith(overskrift) for linje in fortalt)
    html = text_of(client_for(kontor.mette).get("/borger/ny"))
    assert "Står foran visitationsudvalget" in html
    assert "Kun for borgere, der står foran visitationsudvalget. Så løber fristen" in html
    assert "rehabiliteringsteam" not in html.replace("uif2/rehabiliteringsteam", "")
