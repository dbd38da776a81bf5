"""A step-up: prepared with consent, met about by those who should, agreed on, and followed up by somebody."""

import re

import pytest
from django.urls import reverse

from forloeb.models import Forloeb
from kommuner.afvist import Afvist, Konflikt, Spoergsmaal
from kommuner.indsatsmodel import indsatsmodeller
from opfoelgning.actions import stepup as handlinger
from opfoelgning.actions.stepup import Aftaleindhold, Forberedelse, Moedeindhold, Samtykkeindhold
from opfoelgning.models import Stepup, Stepupmoede
from tests.opfoelgning.sager import DAG, client_for, days, text_of

MODEL = indsatsmodeller()["fsm2"].stepup
ALTID = ("borger", "sagsbehandler", "jobformidler")


@pytest.fixture
def forloeb(kontor) -> Forloeb:
    forloeb = kontor.sag("Frida Flere", ejer=kontor.mette, start=days(-60))
    forloeb.indsatsmodel = "fsm2"
    forloeb.save()
    return forloeb


@pytest.fixture
def stepup(forloeb, kontor) -> Stepup:
    return handlinger.begin_stepup(forloeb=forloeb, by=kontor.mette, dag=days(-20))


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(response)))


def consent(stepup, by, **andet) -> None:
    stepup.refresh_from_db()
    indhold = Samtykkeindhold(**{"samtykke": days(-15), "omfang": ("sundhed",)} | andet)
    handlinger.save_samtykke(stepup=stepup, indhold=indhold, version=stepup.version, **by)


def meet(stepup, by, bekraeftet=False, **andet) -> Stepupmoede:
    svar = {"dato": days(-10), "deltagere": ALTID, "svar": {"naeste": "Besøg på lageret"}} | andet
    return handlinger.hold_stepupmoede(
        stepup=stepup, indhold=Moedeindhold(**svar), bekraeftet=bekraeftet, **by
    )


def test_a_step_up_written_down_after_its_meeting_began_with_it(forloeb, stepup, by):
    with pytest.raises(Afvist, match=r"Forløbet begyndte først 24\. september 2026"):
        meet(stepup, by, dato=days(-61))
    meet(stepup, by, dato=days(-25))
    stepup.refresh_from_db()
    assert stepup.dato == days(-25)
    handlinger.end_stepup(stepup=stepup, grund="Givet op", **by)
    nyt = handlinger.begin_stepup(forloeb=forloeb, **by)
    with pytest.raises(Afvist, match=r"Det forrige step-up sluttede 23\. november 2026"):
        meet(nyt, by, dato=days(-1))


def test_one_step_up_at_a_time_and_only_where_the_model_has_it(kontor, forloeb, stepup, by):
    with pytest.raises(Afvist, match="allerede i et step-up"):
        handlinger.begin_stepup(forloeb=forloeb, **by)
    anden = kontor.sag("Anna Bech", ejer=kontor.mette, start=days(-60))
    with pytest.raises(Afvist, match="model uden step-up"):
        handlinger.begin_stepup(forloeb=anden, **by)


def test_conditions_say_who_else_must_take_part(stepup, by):
    assert [d.kode for d in MODEL.kraevede([])] == list(ALTID)
    handlinger.save_forberedelse(
        stepup=stepup, indhold=Forberedelse(skema={}, forhold=("sundhed",)), version=1, **by
    )
    consent(stepup, by)
    with pytest.raises(Spoergsmaal, match="En fra sundhedsområdet"):
        meet(stepup, by)
    assert meet(stepup, by, deltagere=(*ALTID, "sundhed")).status == "holdt"


def test_nobody_takes_part_whom_consent_does_not_cover(stepup, by):
    with pytest.raises(Afvist, match="samtykke den dag omfatter ikke en fra sundhedsområdet"):
        meet(stepup, by, deltagere=(*ALTID, "sundhed"))
    consent(stepup, by)
    with pytest.raises(Afvist, match="en fra familieområdet"):
        meet(stepup, by, deltagere=(*ALTID, "sundhed", "familie"))
    consent(stepup, by, trukket=days(-5))
    assert meet(stepup, by, deltagere=(*ALTID, "sundhed"), dato=days(-10)).nr == 1
    with pytest.raises(Afvist, match="omfatter ikke"):
        meet(stepup, by, deltagere=(*ALTID, "sundhed"), dato=days(-4))


@pytest.mark.parametrize(
    ("andet", "felt"),
    [
        ({"samtykke": None}, "samtykke"),
        ({"samtykke": None, "omfang": ()}, "samtykke"),
        ({"samtykke": days(1)}, "samtykke"),
        ({"trukket": days(1)}, "trukket"),
        ({"trukket": days(-16)}, "trukket"),
    ],
)
def test_consent_names_the_field_that_is_wrong(stepup, by, andet, felt):
    with pytest.raises(Afvist) as afvist:
        consent(stepup, by, **andet)
    assert afvist.value.felt == felt


def test_two_people_prepare_at_once(stepup, by):
    mine = Forberedelse(skema={"situation": "Mit svar"})
    handlinger.save_forberedelse(stepup=stepup, indhold=mine, version=1, **by)
    with pytest.raises(Konflikt):
        handlinger.save_forberedelse(stepup=stepup, indhold=mine, version=1, **by)


def test_at_most_two_meetings(stepup, by):
    planlagt = handlinger.plan_stepupmoede(stepup=stepup, dato=days(3), **by)
    assert handlinger.plan_stepupmoede(stepup=stepup, dato=days(5), **by).pk == planlagt.pk
    assert meet(stepup, by).pk == planlagt.pk
    assert meet(stepup, by).nr == 2
    with pytest.raises(Afvist, match="højst 2 møder"):
        meet(stepup, by)


@pytest.mark.parametrize(
    ("andet", "felt"),
    [({"dato": days(1)}, "dato"), ({"dato": days(-61)}, "dato"), ({"svar": {"naeste": " "}}, "enige")],
)
def test_a_meeting_names_the_field_that_is_wrong(stepup, by, andet, felt):
    with pytest.raises(Afvist) as afvist:
        meet(stepup, by, **andet)
    assert afvist.value.felt == felt
    assert not Stepupmoede.objects.exists()


def test_an_agreement_needs_a_meeting_and_somebody_who_follows_up(kontor, stepup, by):
    indhold = {
        "aftale": "Besøg",
        "maal": "Praktik",
        "foelger_op": kontor.mette,
        "foelger_op_dato": days(30),
        "aftalt": DAG,
    }
    with pytest.raises(Afvist, match="Hold mindst ét møde"):
        handlinger.save_aftale(stepup=stepup, indhold=Aftaleindhold(**indhold), version=1, **by)
    meet(stepup, by)
    for mangler, felt in (
        ({"foelger_op": None}, "foelger_op"),
        ({"foelger_op_dato": days(-1)}, "foelger_op_dato"),
    ):
        with pytest.raises(Afvist) as afvist:
            handlinger.save_aftale(stepup=stepup, indhold=Aftaleindhold(**indhold | mangler), version=1, **by)
        assert afvist.value.felt == felt
    handlinger.save_aftale(stepup=stepup, indhold=Aftaleindhold(**indhold), version=1, **by)
    handlinger.end_stepup(stepup=stepup, grund="Praktik begynder", **by)
    with pytest.raises(Afvist, match="afsluttet"):
        meet(stepup, by)


def test_the_pages_from_a_to_c(kontor, forloeb, inside):
    mette = client_for(kontor.mette)
    side = reverse("stepup", args=[forloeb.borger_id])
    assert "Borgeren har ikke været i step-up." in words(mette.get(side))
    page = words(mette.post(reverse("stepup_ny", args=[forloeb.borger_id]), follow=True))
    assert "A: Borgerens samtykke er ikke skrevet." in page
    with inside():
        pk = Stepup.objects.get().pk
    skema = {kode: "Svar" for kode, _ in MODEL.skema} | {"version": "1", "forhold": ["familie"]}
    page = words(mette.post(reverse("stepup_skema", args=[pk]), skema, follow=True))
    assert "A: Samtykket omfatter ikke en fra familieområdet." in page
    samtykke = {"samtykke": DAG.isoformat(), "omfang": ["familie"], "version": "2"}
    page = words(mette.post(reverse("stepup_samtykke", args=[pk]), samtykke, follow=True))
    assert "Sagen må deles med: En fra familieområdet." in page
    moede = {"dato": DAG.isoformat(), "deltagere": list(ALTID), "naeste": "Besøg på lageret"}
    answer = mette.post(reverse("stepup_moede", args=[pk]), moede)
    assert (answer.status_code, "En fra familieområdet. Er mødet holdt uden?" in words(answer)) == (422, True)
    page = words(mette.post(reverse("stepup_moede", args=[pk]), moede | {"alligevel": "1"}, follow=True))
    assert "Besøg på lageret" in page
    aftale = {"aftale": "Mette ringer til lageret", "maal": "Praktik 8 timer", "aftalt": DAG.isoformat()}
    aftale |= {"foelger_op": kontor.mette.pk, "foelger_op_dato": days(30).isoformat(), "version": "3"}
    page = words(mette.post(reverse("stepup_aftal", args=[pk]), aftale, follow=True))
    assert "følger op 23. december 2026" in page
    dokument = words(mette.get(reverse("stepup_aftale", args=[pk])))
    assert {"Mette ringer til lageret", "Praktik 8 timer"} <= {
        tekst for tekst in ("Mette ringer til lageret", "Praktik 8 timer") if tekst in dokument
    }
    imens = mette.post(reverse("stepup_skema", args=[pk]), skema | {"situation": "Nyt svar"})
    assert (imens.status_code, "Gem min tekst" in words(imens)) == (409, True)


def test_a_model_without_step_up_has_no_such_page(kontor):
    anden = kontor.sag("Anna Bech", ejer=kontor.mette, start=days(-60))
    mette = client_for(kontor.mette)
    assert mette.get(reverse("stepup", args=[anden.borger_id])).status_code == 404
    assert "Step-up" not in words(mette.get(reverse("borger", args=[anden.borger_id])))


def test_a_draft_does_not_write_over_what_somebody_saved_since(kontor, stepup, by, inside):
    mette = client_for(kontor.mette)
    url = reverse("stepup_skema", args=[stepup.pk])
    mette.post(url, {"kladde": "1", "situation": "Mit halve svar", "version": "1"})
    with inside():
        anden = Forberedelse(skema={"situation": "En andens svar"})
        handlinger.save_forberedelse(stepup=stepup, indhold=anden, version=1, **by)
    side = text_of(mette.get(url))
    assert "Mit halve svar" in side
    svar = mette.post(url, {"situation": "Mit halve svar", "version": "1"})
    assert (svar.status_code, "En andens svar" in text_of(svar)) == (409, True)
    assert 'name="version" value="1"' in side


def test_a_meeting_and_a_step_up_are_annulled_and_stay_readable(kontor, forloeb, stepup, by, inside):
    foerste, mette = meet(stepup, by, bekraeftet=True), client_for(kontor.mette)
    meet(stepup, by, bekraeftet=True, dato=days(-5))
    fane = f"{reverse('stepup', args=[forloeb.borger_id])}?forloeb={forloeb.pk}"
    af_moede, af_det_hele = (
        reverse(navn, args=[raekke.pk])
        for navn, raekke in (("stepupmoede_annuller", foerste), ("stepup_annuller", stepup))
    )
    for url in (af_moede, af_det_hele):
        assert url in text_of(mette.get(fane))
    grund = {"begrundelse": "Forkert borger", "version": "1"}
    with inside():
        stepup.refresh_from_db()
    stadig = mette.post(af_det_hele, grund | {"version": str(stepup.version)})
    assert (stadig.status_code, "Tag det tilbage først" in words(stadig)) == (422, True)
    page = mette.post(af_moede, grund | {"version": str(foerste.version)}, follow=True)
    assert "Mødet er annulleret." in words(page)
    with inside():
        assert meet(stepup, by, bekraeftet=True, dato=days(-3)).nr == 1
    tidslinje = words(mette.get(f"{reverse('borger', args=[forloeb.borger_id])}?forloeb={forloeb.pk}"))
    assert "Møde 1 i step-up 13. november 2026" in tidslinje
    assert "Forkert borger" in tidslinje
