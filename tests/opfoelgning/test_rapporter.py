"""Reports: every figure is the people behind it, and what the rules said of them on the day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connections

from forloeb.models import Fase, Forloeb, Tildeling, Ydelse
from kommuner.models import Kommune, Team
from kommuner.tenancy import kommunekontekst, set_kommune
from opfoelgning.advishistorik import SEN_REGISTRERING, overskridelser
from opfoelgning.fakta import fetch_fakta, regelvaerdier
from opfoelgning.models import Advis, Kontakt, Rapportmaal, Sagsgennemgang
from opfoelgning.rapport.bestilling import Bestilling, i_ord, svar
from opfoelgning.rapport.celler import Andel, Antal
from opfoelgning.rapport.grundlag import teams_on
from opfoelgning.rapport.katalog import RAPPORTER
from opfoelgning.rapport.udsnit import Udsnit
from opfoelgning.regler.motor import bedoem
from opfoelgning.sweep import sweep
from opfoelgning.team import figures, fresh_ledelse, team_statusser
from tests.opfoelgning.sager import DAG, client_for, count_queries, days, readings, text_of
from tests.raekker import make_medarbejder

AAR = Udsnit(days(-364), DAG, DAG)


@pytest.fixture
def blandet(kontor):
    """Cases in every state a report tells of."""
    jonas = make_medarbejder("jonas", "jobformidler", team=kontor.team)
    sager = {
        "passiv": kontor.sag("Anna Bech", ejer=kontor.mette, start=days(-200)),
        "naer": kontor.sag("Carl Eg", ejer=jonas, start=days(-170)),
        "til_tiden": kontor.sag("Eva Gade", ejer=jonas, start=days(-60)),
        "for_sent": kontor.sag("Finn Hald", ejer=jonas, start=days(-60)),
        "ingen": kontor.sag("Gitte Iversen", ejer=None, start=days(-40)),
        "fase1_lang": kontor.sag("Hans Juhl", ejer=kontor.mette, start=days(-90), fase=1),
        "fase1_kort": kontor.sag("Ida Krag", ejer=kontor.mette, start=days(-20), fase=1),
        "flere": kontor.fleksjob("Jens Lund", days(-250), "4", "6"),
        "faerre": kontor.fleksjob("Kaj Munk", days(-250), "8", "7"),
    }
    for antal in range(56, 0, -7):
        kontor.kontakt(sager["til_tiden"], days(-antal))
    kontor.kontakt(sager["for_sent"], days(-30))
    kontor.kontakt(sager["for_sent"], days(-2))
    for antal in (200, 150, 120, 75):
        kontor.opfoelgning(sager["flere"], days(-antal), statusmoede=antal == 75)
    Sagsgennemgang.objects.create(forloeb=sager["passiv"], dato=days(-3), resultat="lovlig_grund")
    return sager


def make(kontor, u: Udsnit = AAR, team_id: int | None = -1, eget: bool = True):
    team_id = kontor.team.pk if team_id == -1 else team_id
    return svar(Bestilling(kontor.team.kommune_id, u, team_id, eget, DAG), RAPPORTER)


def figure(alle, kode: str, navn: str):
    """The cell of a figure by its name."""
    return next(n.celle for n in alle[kode].skaerm.rapport.noegletal if n.navn == navn)


def people(*sager: Forloeb) -> frozenset[int]:
    return frozenset(sag.pk for sag in sager)


def judged(regel: str, tilstand: str, dag: date) -> frozenset[int]:
    """The forløb of which the rules say so on a day, asked one by one."""
    regler = regelvaerdier("uif2")
    fakta = fetch_fakta(Forloeb.objects.values_list("pk", flat=True))
    return frozenset(
        pk
        for pk, sag in fakta.items()
        if any((v.regel, v.tilstand) == (regel, tilstand) for v in bedoem(sag, regler, dag).vurderinger)
    )


@pytest.mark.parametrize("tilbage", [0, 15, 45])
def test_figures_of_the_day_are_what_the_rules_say_of_that_day(kontor, blandet, tilbage):
    dag = days(-tilbage)
    alle = make(kontor, Udsnit(dag - timedelta(days=200), dag, dag))
    for kode, navn, regel, tilstand in (
        ("kontakt", "Kontakt overskredet på dagen", "kontakt", "overskredet"),
        ("passivitet", "Passive på dagen", "passivitet", "overskredet"),
        ("passivitet", "Bliver snart passive", "passivitet", "varsel"),
        ("fase1", "Heraf over fristen", "fase1_varighed", "overskredet"),
        ("opfoelgning", "Overskredet på dagen", "opfoelgning_antal", "overskredet"),
    ):
        assert figure(alle, kode, navn).borgere == judged(regel, tilstand, dag), (kode, navn)


def test_figures_of_today_are_those_of_teamoverblik(kontor, blandet):
    tal, _ = figures(fresh_ledelse(kontor.leder, DAG))
    alle = make(kontor)
    assert figure(alle, "kontakt", "Kontaktet til tiden på dagen").procent == tal.til_tiden
    assert len(figure(alle, "passivitet", "Passive på dagen").borgere) == tal.lister["passiv"]
    assert len(figure(alle, "progression", "I fleksjob på dagen").borgere) == tal.lister["i_fleksjob"]
    flere = figure(alle, "progression", "Flere effektive timer end ved start")
    assert len(flere.borgere) == tal.lister["flere_timer"]
    for fase, antal in tal.faser.items():
        assert len(figure(alle, "flow", f"I fase {fase} på dagen").borgere) == antal


def test_late_contacts_are_told_apart_from_those_in_time(kontor, blandet):
    alle = make(kontor, Udsnit(days(-59), DAG, DAG))
    assert figure(alle, "kontakt", "Blev kontaktet for sent").borgere == people(blandet["for_sent"])
    visning = alle["kontakt"].skaerm
    assert visning.tekst(figure(alle, "kontakt", "Kontakter, der mødte en frist")) == "10 kontakter"


def test_a_contact_on_the_day_after_its_deadline_is_late(kontor):
    sag = kontor.sag("Åse Ørsted", ejer=kontor.mette, start=days(-40))
    kontor.kontakt(sag, days(-25))
    alle = make(kontor)
    assert figure(alle, "kontakt", "Blev kontaktet for sent").borgere == people(sag)
    kontor.kontakt(sag, days(-26))
    assert figure(make(kontor), "kontakt", "Blev kontaktet for sent").borgere == frozenset()


def test_six_months_of_follow_ups(kontor, blandet):
    alle = make(kontor)
    opfyldt = figure(alle, "opfoelgning", "Fik alle opfølgninger")
    assert opfyldt == Andel(people(blandet["flere"]), people(blandet["flere"], blandet["faerre"]))
    assert figure(alle, "opfoelgning", "Statusmøde mangler").borgere == people(blandet["faerre"])


def test_passivity_and_what_was_decided(kontor, blandet):
    alle = make(kontor)
    assert figure(alle, "passivitet", "Blev passive i perioden").borgere == people(blandet["passiv"])
    assert figure(alle, "passivitet", "Besluttet i perioden").borgere == people(blandet["passiv"])
    tidligt = make(kontor, Udsnit(days(-100), days(-30), days(-30)))
    assert figure(tidligt, "passivitet", "Blev passive i perioden").borgere == frozenset()


def test_time_in_fase_1_flow_and_unemployment(kontor):
    sager = []
    for nr in range(6):
        sag = kontor.sag(f"Borger {nr}", ejer=kontor.mette, start=days(-200))
        Fase.objects.filter(forloeb=sag).update(nr=1, slut=days(-160 + 10 * nr))
        Fase.objects.create(forloeb=sag, nr=2, start=days(-160 + 10 * nr), slut=days(-20))
        Fase.objects.create(forloeb=sag, nr=3, start=days(-20))
        Ydelse.objects.filter(forloeb=sag).update(slut=days(-20))
        sag.ansaettelser.create(start=days(-20))
        sager.append(sag)
    alle = make(kontor)
    fase1 = alle["fase1"].skaerm
    assert figure(alle, "fase1", "Halvdelen brugte højst").vaerdi == 65
    assert figure(alle, "fase1", "Brugte mere end 10 uger").borgere == people(*sager[4:])
    assert "brugte højst 65 dage. 66 % af dem brugte højst 10 uger." in fase1.fund
    assert figure(alle, "flow", "Halvdelen brugte højst i fase 2").vaerdi == 115
    assert figure(alle, "ledighed", "Halvdelen ventede højst").vaerdi == 180
    assert len(figure(alle, "ledighed", "Direkte i fleksjob").borgere) == 0


def test_a_change_of_jobformidler_is_counted_once(kontor, blandet):
    sag = blandet["passiv"]
    anden = make_medarbejder("vikar", "jobformidler", team=kontor.team)
    Tildeling.objects.filter(forloeb=sag).update(slut=days(-10))
    Tildeling.objects.create(forloeb=sag, medarbejder=anden, start=days(-10))
    alle = make(kontor)
    assert figure(alle, "kontinuitet", "Skiftede jobformidler").borgere == people(sag)
    assert sag.pk not in figure(alle, "kontinuitet", "Uden jobformidler på dagen").borgere


def test_whom_nobody_has_is_counted_like_the_queue_of_unassigned(kontor, blandet):
    aldrig = blandet["ingen"]
    Tildeling.objects.filter(forloeb=blandet["passiv"]).update(slut=days(-10))
    alle = make(kontor)
    uden = figure(alle, "kontinuitet", "Uden jobformidler på dagen").borgere
    assert uden == people(aldrig, blandet["passiv"])
    assert len(uden) == team_statusser(kontor.leder, DAG).filter(jobformidler=None).count()
    assert aldrig.pk not in figure(alle, "kontinuitet", "Havde en jobformidler i perioden").borgere


def test_what_comes_later_changes_no_past_report(kontor, blandet):
    dengang = Udsnit(days(-120), days(-30), days(-30))
    foer = {kode: en.skaerm.rapport for kode, en in make(kontor, dengang).items()}
    kontor.kontakt(blandet["passiv"], days(-1))
    kontor.praktik(blandet["naer"], days(-5), days(20))
    kontor.sag("Ny Borger", ejer=kontor.mette, start=days(-5))
    Fase.objects.filter(forloeb=blandet["til_tiden"]).update(slut=days(-2))
    assert {kode: en.skaerm.rapport for kode, en in make(kontor, dengang).items()} == foer


def test_a_report_of_a_past_day_is_of_the_team_of_that_day(kontor, blandet, settings):
    andet = Team.objects.create(navn="Andet team")
    kontor.mette.team = andet
    kontor.mette.save(update_fields=["team"])
    nu = make(kontor)
    assert blandet["passiv"].pk not in figure(nu, "passivitet", "Passive på dagen").borgere
    dengang = make(kontor, Udsnit(days(-60), days(-3), days(-3)))
    assert blandet["passiv"].pk in figure(dengang, "passivitet", "Passive på dagen").borgere


def test_people_without_any_history_are_in_the_team_they_are_in_now(committed_db):
    kommune = Kommune.objects.get(kode="0751")
    with kommunekontekst(kommune.pk):
        team = Team.objects.create(navn="Indlæst")
        mette = make_medarbejder("mette", "jobformidler", team=team)
    with connections["ejer"].cursor() as cursor:  # as when people are loaded straight into the database
        cursor.execute("TRUNCATE kommuner_medarbejderevent CASCADE")
    with kommunekontekst(kommune.pk):
        assert teams_on(kommune.pk, DAG, DAG) == teams_on(kommune.pk, days(-30), DAG) == {mette.pk: team.pk}


def test_every_figure_leads_to_its_people(kontor, blandet):
    client = client_for(kontor.leder)
    u = f"fra={AAR.fra}&til={AAR.til}&dag={DAG}"
    for kode, en in make(kontor).items():
        for gruppe, celle in en.skaerm.rapport.alle_celler():
            if isinstance(celle, Antal | Andel):
                side = client.get(f"/rapporter/{kode}/borgere?{u}&gruppe={gruppe}")
                assert {p.forloeb.pk for p, _ in side.context["personer"]} == celle.borgere, (kode, gruppe)
                assert all(ord_ for _, ord_ in side.context["personer"]), (kode, gruppe)
                assert readings("rapport_borgere")[-1:] in ([], [{*_borgere(celle)}]) or not celle.borgere


def test_the_people_behind_a_figure_stand_with_what_made_them_count(kontor, blandet):
    alle = make(kontor)

    def ord_(kode: str, hvem: str) -> str:
        pk = blandet[hvem].pk
        return i_ord(alle[kode].laest, {pk}, DAG)[pk]

    assert ord_("fase1", "fase1_lang") == "90 dage indtil dagen, over fristen"
    assert ord_("kontakt", "for_sent") == "2 kontakter, heraf 2 for sent, højst 16 dage"
    assert ord_("progression", "flere") == "4 → 6 (aftalt 4 → 6)"
    assert "stod som passiv fra" in ord_("passivitet", "passiv")
    assert "besluttet: lovlig grund" in ord_("passivitet", "passiv")
    assert ord_("ledighed", "til_tiden") == "60 dage indtil dagen"
    assert ord_("kontinuitet", "ingen") == "ingen på dagen"
    assert ord_("flow", "fase1_kort").endswith("; 20 dage i fase 1")
    assert "noget mangler, statusmøde mangler" in ord_("opfoelgning", "faerre")


def _borgere(celle) -> list[int]:
    return list(Forloeb.objects.filter(pk__in=celle.borgere).values_list("borger_id", flat=True))


def test_pages_take_the_same_number_of_statements_for_more_cases(kontor, blandet):
    client = client_for(kontor.leder)
    adresser = ("/rapporter", "/rapporter/kontakt", "/rapporter/passivitet/borgere?gruppe=n0")
    foer = [count_queries(client, adresse) for adresse in adresser]
    set_kommune(kontor.team.kommune_id)
    for nr in range(8):
        kontor.kontakt(kontor.sag(f"Ny {nr}", ejer=kontor.mette, start=days(-200)), days(-100))
    assert [count_queries(client, adresse) for adresse in adresser] == foer
    assert max(foer) <= 18


def test_the_target_of_the_day_is_told(kontor, blandet):
    Rapportmaal.objects.create(rapport="kontakt", gyldig_fra=days(-100), maal=90)
    Rapportmaal.objects.create(rapport="kontakt", gyldig_fra=days(-10), maal=10)
    client = client_for(kontor.leder)
    nu = text_of(client.get("/rapporter/kontakt"))
    assert "kontaktet til tiden på dagen mindst 10 %. Det er nået" in nu
    dengang = text_of(client.get(f"/rapporter/kontakt?dag={days(-20)}"))
    assert "mindst 90 %. Det er ikke nået" in dengang
    assert "Kommunen har ikke sat et mål" in text_of(client.get("/rapporter/fase1"))


def test_a_contact_in_time_that_was_written_down_late_is_told_apart(kontor, settings):
    """The same people as in the file of flags, and none of them late."""
    sag = kontor.sag("Åse Ørsted", ejer=kontor.mette, start=days(-30))
    sweep(kontor.team.kommune_id, days(-14))
    kontakt = kontor.kontakt(sag, days(-17))
    Kontakt.objects.filter(pk=kontakt.pk).update(
        registreret_tidspunkt=datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
    )
    sweep(kontor.team.kommune_id, days(-13))
    flag = list(overskridelser(Advis.objects.filter(regel="kontakt"), {}))
    assert [(f.art, f.dage_til_registrering) for f in flag] == [(SEN_REGISTRERING, 4)]
    kontakten = make(kontor, Udsnit(days(-60), days(-10), days(-10)))
    registreret = figure(kontakten, "kontakt", "Kontaktet til tiden, men registreret for sent")
    assert registreret.borgere == people(sag)
    assert figure(kontakten, "kontakt", "Blev kontaktet for sent").borgere == frozenset()
    foer = make(kontor, Udsnit(days(-60), days(-14), days(-14)))
    assert not figure(foer, "kontakt", "Kontaktet til tiden, men registreret for sent").borgere


def test_every_month_is_what_the_rules_said_on_its_last_day(kontor, blandet):
    u = Udsnit(days(-150), DAG, DAG)
    alle = make(kontor, u)
    kontakt, passive = (alle[kode].skaerm.rapport.tabeller[0].raekker for kode in ("kontakt", "passivitet"))
    for maaned, k, p in zip(u.maaneder, kontakt, passive, strict=True):
        assert k.celler[1].borgere == judged("kontakt", "overskredet", maaned.sidste), maaned
        assert p.celler[0].borgere == judged("passivitet", "overskredet", maaned.sidste), maaned
        assert p.celler[1].borgere == judged("passivitet", "varsel", maaned.sidste), maaned
