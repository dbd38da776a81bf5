"""What fase 1 leaves behind: the start, the sections, jobmål, what was told, documents asked for."""

from datetime import date

import pytest

from forloeb.actions import forberedelse as actions
from forloeb.actions import registrering
from forloeb.actions.forberedelse import Dokumentindhold, Jobmaalindhold
from forloeb.forberedelse import afsnit, skema_for
from forloeb.models import (
    Dokumentanmodning,
    Fase,
    Forberedelsesafsnit,
    Jobmaal,
    Orientering,
    Rettelse,
)
from kommuner.afvist import Afvist, Konflikt, Spoergsmaal
from kommuner.models import Forberedelsesskema
from opfoelgning.actions.forberedelse import move_forberedelse, start_forberedelse
from opfoelgning.models import Vurdering
from opfoelgning.skemaafsnit import missing, needed
from tests.opfoelgning.sager import DAG, days
from tests.raekker import make_forloeb, make_medarbejder

MINDSTE = ["1.4", "2.1", "2.2", "2.3", "2.4", "2.5", "3.1", "3.2", "3.3", "3.4"]


@pytest.fixture
def forloeb(kontor):
    """A forløb since 1 October that is in no phase yet."""
    return make_forloeb(start=days(-53))


def frist(forloeb) -> date | None:
    return (
        Vurdering.objects.filter(forloeb=forloeb, regel="fase1_varighed")
        .values_list("frist", flat=True)
        .get()
    )


def test_the_clock_of_ten_weeks_starts_with_the_forberedende_del(forloeb, by):
    fase = start_forberedelse(forloeb=forloeb, start=days(-10), **by)
    assert (fase.nr, fase.start, fase.registreret_af) == (1, days(-10), by["by"])
    assert frist(forloeb) == days(60)


def test_a_wrong_start_is_moved_with_a_reason_and_the_deadline_follows(forloeb, by):
    fase = start_forberedelse(forloeb=forloeb, start=days(-10), **by)
    move_forberedelse(raekke=fase, start=days(-20), begrundelse="Mødet var før", version=1, **by)
    assert frist(forloeb) == days(50)
    assert Rettelse.objects.get().aendringer == [["Fra", "13. november 2026", "3. november 2026"]]


def test_it_starts_once_and_within_the_forloeb(forloeb, by):
    with pytest.raises(Afvist, match=r"Forløbet begynder først 1. oktober 2026"):
        start_forberedelse(forloeb=forloeb, start=days(-54), **by)
    with pytest.raises(Spoergsmaal, match="mere end 1 år frem"):
        start_forberedelse(forloeb=forloeb, start=days(400), **by)
    start_forberedelse(forloeb=forloeb, start=DAG, noegle="a" * 32, **by)
    start_forberedelse(forloeb=forloeb, start=DAG, noegle="a" * 32, **by)
    with pytest.raises(Afvist, match=r"begyndte allerede 23. november 2026"):
        start_forberedelse(forloeb=forloeb, start=DAG, **by)
    assert Fase.objects.count() == 1


def test_a_borger_in_a_later_phase_has_had_her_forberedende_del(kontor, by):
    forloeb = kontor.sag("Åse Ørsted", ejer=kontor.mette, start=days(-53))
    with pytest.raises(Afvist, match=r"har været i fase 2 siden 1. oktober 2026"):
        start_forberedelse(forloeb=forloeb, start=DAG, **by)


def test_sections_are_filled_one_by_one_and_keep_their_versions(forloeb, by):
    assert [en.skema.nr for en in afsnit(forloeb, DAG)] == MINDSTE
    raekke = actions.save_afsnit(forloeb=forloeb, nr="2.1", tekst="Kok", dato=days(-3), version=0, **by)
    assert raekke.titel == "Uddannelse og kurser"
    udfyldt = [en for en in afsnit(forloeb, DAG) if en.udfyldt]
    assert [(en.skema.nr, en.dato) for en in udfyldt] == [("2.1", days(-3))]
    actions.save_afsnit(forloeb=forloeb, nr="2.1", tekst="Kok og kontor", dato=DAG, version=1, **by)
    assert Forberedelsesafsnit.objects.get().version == 2
    with pytest.raises(Konflikt, match="er rettet, siden du åbnede det"):
        actions.save_afsnit(forloeb=forloeb, nr="2.1", tekst="Andet", dato=DAG, version=1, **by)
    texts = list(
        Forberedelsesafsnit.pgh_event_model.objects.order_by("pgh_id").values_list("tekst", flat=True)
    )
    assert texts == ["Kok", "Kok og kontor"]


@pytest.mark.parametrize(
    ("felter", "besked"),
    [
        ({"tekst": "  "}, "Skriv en tekst."),
        ({"dato": days(1)}, "Datoen er ikke nået endnu."),
        ({"nr": "9.9"}, "Afsnittet er ikke længere på kommunens liste."),
    ],
)
def test_a_section_is_refused_in_danish(forloeb, by, felter, besked):
    indhold = {"nr": "2.1", "tekst": "Kok", "dato": DAG, "version": 0} | felter
    with pytest.raises(Afvist, match=besked):
        actions.save_afsnit(forloeb=forloeb, **indhold, **by)


def test_a_genbehandling_asks_for_the_sections_that_are_not_filled(forloeb, by):
    for nr, dato in (("1.4", days(-40)), ("2.1", days(-5))):
        actions.save_afsnit(forloeb=forloeb, nr=nr, tekst="Skrevet", dato=dato, version=0, **by)
    assert missing(needed(forloeb, ["2.2"], DAG)) == MINDSTE[3:]


def test_a_new_list_does_not_change_a_forberedende_del_under_way(kontor, forloeb, by):
    start_forberedelse(forloeb=forloeb, start=days(-10), **by)
    indhold = {
        "dele": [{"nr": "7", "titel": "Nyt"}],
        "afsnit": [{"nr": "7.1", "titel": "Nyt"}],
        "orientering": [],
    }
    Forberedelsesskema.objects.create(
        indsatsmodel="uif2", gyldig_fra=days(-5), indhold=indhold, af=kontor.leder
    )
    assert [en.skema.nr for en in afsnit(forloeb, DAG)] == MINDSTE
    Fase.objects.update(slut=DAG)
    assert [en.skema.nr for en in afsnit(forloeb, DAG)] == ["7.1"]
    assert skema_for(forloeb, days(-6)).eget is False
    assert needed(forloeb, [], DAG) == []


MAAL = Jobmaalindhold(jobfunktion="Pakke planter", foreslaaet_af="borger", start=days(-20))


def test_jobmaal_are_registered_ended_and_corrected(kontor, forloeb, by):
    maal = actions.register_jobmaal(forloeb=forloeb, indhold=MAAL, **by)
    with pytest.raises(Afvist, match=r"er allerede jobmål siden 3. november 2026"):
        igen = Jobmaalindhold(jobfunktion="pakke planter", foreslaaet_af="virksomhed", start=DAG)
        actions.register_jobmaal(forloeb=forloeb, indhold=igen, **by)
    with pytest.raises(Afvist, match="Jobmålet begynder først"):
        actions.end_jobmaal(raekke=maal, sidste_dag=days(-21), slutaarsag="Andet", version=1, **by)
    actions.end_jobmaal(raekke=maal, sidste_dag=days(-1), slutaarsag="Tåler ikke kulde", version=1, **by)
    maal.refresh_from_db()
    assert (maal.slut, maal.slutaarsag, maal.version) == (DAG, "Tåler ikke kulde", 2)
    nyt = Jobmaalindhold(
        jobfunktion="Passe planter", foreslaaet_af="virksomhedskonsulent", start=days(-20), slut=DAG
    )
    actions.correct_jobmaal(raekke=maal, indhold=nyt, begrundelse="Skrevet forkert", version=2, **by)
    assert Rettelse.objects.get().aendringer == [
        ["Jobfunktion", "Pakke planter", "Passe planter"],
        ["Foreslået af", "Borgeren", "Virksomhedskonsulenten"],
    ]
    assert Jobmaal.objects.get().jobfunktion == "Passe planter"


def test_what_was_told_stands_once_a_day(forloeb, by):
    tekster = ["Timerne kan vokse", "Borgeren søger selv"]
    actions.register_orienteringer(forloeb=forloeb, tekster=tekster, dato=days(-1), **by)
    nye = actions.register_orienteringer(forloeb=forloeb, tekster=tekster[:1], dato=days(-1), **by)
    assert (nye, Orientering.objects.count()) == ([], 2)
    with pytest.raises(Afvist, match="ikke nået endnu"):
        actions.register_orienteringer(forloeb=forloeb, tekster=tekster, dato=days(1), **by)


def test_a_document_is_asked_for_reminded_of_and_received(forloeb, by):
    indhold = Dokumentindhold(dokument="Lægeattest", hos="Egen læge", dato=days(-30), frist=days(-2))
    anmodning = actions.register_dokument(forloeb=forloeb, indhold=indhold, **by)
    assert (anmodning.overskredet(days(-2)), anmodning.overskredet(DAG)) == (0, 2)
    actions.remind_dokument(raekke=anmodning, dato=days(-1), version=1, **by)
    with pytest.raises(Afvist, match="allerede registreret en rykker"):
        actions.remind_dokument(raekke=anmodning, dato=days(-1), version=2, **by)
    with pytest.raises(Afvist, match=r"før anmodningen 24. oktober 2026"):
        actions.receive_dokument(raekke=anmodning, dato=days(-31), version=2, **by)
    with pytest.raises(Konflikt):
        actions.receive_dokument(raekke=anmodning, dato=DAG, version=1, **by)
    actions.receive_dokument(raekke=anmodning, dato=DAG, version=2, **by)
    anmodning.refresh_from_db()
    assert (anmodning.rykket, anmodning.modtaget, anmodning.overskredet(DAG)) == ([days(-1)], DAG, 0)
    with pytest.raises(Afvist, match=r"Dokumentet er modtaget 23. november 2026"):
        actions.remind_dokument(raekke=anmodning, dato=DAG, version=3, **by)


def test_a_frist_before_the_request_is_refused(forloeb, by):
    indhold = Dokumentindhold(dokument="Lægeattest", hos="Egen læge", dato=DAG, frist=days(-2))
    with pytest.raises(Afvist, match="Fristen ligger før"):
        actions.register_dokument(forloeb=forloeb, indhold=indhold, **by)


def test_only_the_author_and_the_leader_annul(kontor, forloeb, by):
    indhold = Dokumentindhold(dokument="Lægeattest", hos="Egen læge", dato=DAG, frist=DAG)
    anmodning = actions.register_dokument(forloeb=forloeb, indhold=indhold, **by)
    anden = make_medarbejder("anden", "jobformidler", team=kontor.team)
    fakta = {"raekke": anmodning, "begrundelse": "Forkert borger", "version": 1, "dag": DAG}
    with pytest.raises(Afvist, match="Kun den, der har registreret det"):
        registrering.annul(by=anden, **fakta)
    registrering.annul(by=kontor.leder, **fakta)
    assert not Dokumentanmodning.objects.exists()
    assert Rettelse.objects.get().tekst == "Lægeattest fra Egen læge, 23. november 2026"
