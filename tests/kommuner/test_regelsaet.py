"""Versions of a kommune's values: what may be saved, changed and taken back, by whom, and what is told."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pghistory
import pytest
from django.db import connections

from kommuner.actions.regelsaet import save_regelsaet, withdraw_regelsaet
from kommuner.afvist import Afvist
from kommuner.indsatsmodel import indsatsmodeller
from kommuner.models import Kommune, Medarbejder, Regelsaet
from kommuner.regelsaet import Aendring, AfvisteVaerdier, Foraeldet, events, plan, stand
from kommuner.tenancy import kommunekontekst
from tests.raekker import DAG, make_medarbejder

FREM = DAG + timedelta(days=30)
FOER = DAG - timedelta(days=30)
KONTAKT = "kontakt.interval_dage"


@pytest.fixture
def admin(kommune):
    return make_medarbejder("admin", "administrator", navn="Mette Ærø")


def change(**fields) -> Aendring:
    return Aendring(**{"indsatsmodel": "uif2", "gyldig_fra": FREM, "vaerdier": {KONTAKT: 10}} | fields)


def save(by, read=None, **fields) -> Regelsaet:
    aendring = change(**fields)
    return save_regelsaet(aendring=aendring, by=by, dag=DAG, stand=stand("uif2") if read is None else read)


def refused(**fields) -> Afvist:
    with pytest.raises(Afvist) as caught:
        plan(change(**fields), DAG)
    return caught.value


# New versions


def test_a_new_version_keeps_who_when_why_and_from_where(admin):
    row = save(admin, kilde="Byrådet 12. marts", gaelder_loebende=True)
    row = Regelsaet.objects.get(pk=row.pk)
    assert (row.gyldig_fra, row.vaerdier, row.kilde) == (FREM, {KONTAKT: 10}, "Byrådet 12. marts")
    assert (row.gaelder_loebende, row.af, row.tidspunkt is not None) == (True, admin, True)


def test_a_new_version_carries_on_the_values_of_the_one_before(admin):
    Regelsaet.objects.create(indsatsmodel="uif2", gyldig_fra=FOER, vaerdier={"fase1_varighed.uger": 8})
    Regelsaet.objects.create(
        indsatsmodel="uif2", gyldig_fra=FREM + timedelta(days=1), vaerdier={"fase1_varighed.uger": 6}
    )
    assert save(admin).vaerdier == {"fase1_varighed.uger": 8, KONTAKT: 10}


def test_back_to_the_models_value_means_following_the_model(admin):
    Regelsaet.objects.create(
        indsatsmodel="uif2", gyldig_fra=FOER, vaerdier={KONTAKT: 10, "fase1_varighed.uger": 8}
    )
    assert save(admin, vaerdier={KONTAKT: 14}).vaerdier == {"fase1_varighed.uger": 8}


@pytest.mark.parametrize(
    ("values", "key", "told"),
    [
        ({KONTAKT: 0}, KONTAKT, "«Højst så længe mellem to kontakter» skal være mindst 1 dag."),
        ({KONTAKT: "ti"}, KONTAKT, "skal være et helt tal."),
        ({KONTAKT: True}, KONTAKT, "skal være et helt tal."),
        ({"kontakt.former": []}, "kontakt.former", "skal være en liste med mindst én af:"),
        ({"passivitet.skaeringsdato": "31-12-2020"}, "passivitet.skaeringsdato", "skal være en dato"),
        ({"persongruppe.navn": " "}, "persongruppe.navn", "skal være en tekst."),
        ({"kontakt.ukendt": 1}, "kontakt.ukendt", "findes ikke i Udvikling i fleksjob II."),
        (
            {"opfoelgning_antal.heraf_fremmoede": 5},
            "opfoelgning_antal.heraf_fremmoede",
            "«Heraf ved fremmøde på virksomheden» må ikke være større end «Opfølgninger i perioden».",
        ),
    ],
)
def test_a_faulty_value_is_refused_by_its_key_in_words(admin, values, key, told):
    afvist = refused(vaerdier=values)
    assert isinstance(afvist, AfvisteVaerdier)
    assert [en.noegle for en in afvist.fejl] == [key]
    assert told in str(afvist)


def test_two_faults_are_both_told(admin):
    afvist = refused(vaerdier={KONTAKT: 0, "fase1_varighed.uger": 0})
    assert [en.noegle for en in afvist.fejl] == ["fase1_varighed.uger", KONTAKT]


def test_a_condition_between_a_carried_and_a_changed_value_holds(admin):
    Regelsaet.objects.create(
        indsatsmodel="uif2", gyldig_fra=FOER, vaerdier={"opfoelgning_antal.heraf_fremmoede": 4}
    )
    assert "må ikke være større" in str(refused(vaerdier={"opfoelgning_antal.antal": 3}))


def test_a_day_that_has_a_version_is_refused(admin):
    save(admin)
    afvist = refused(vaerdier={KONTAKT: 9})
    assert (str(afvist), afvist.felt) == (
        "Der findes allerede en version fra 23. december 2026. Ret den i stedet.",
        "gyldig_fra",
    )


def test_a_change_without_difference_is_refused(admin):
    assert "ingen ændring" in str(refused(vaerdier={KONTAKT: 14}))
    row = save(admin)
    assert "ingen ændring" in str(refused(pk=row.pk))
    assert plan(change(pk=row.pk, kilde="Byrådet"), DAG)


def test_the_same_values_for_running_clocks_are_a_difference(admin):
    save(admin, gyldig_fra=DAG)
    assert plan(change(gaelder_loebende=True), DAG).version.gaelder_loebende


# Days gone by


def test_a_version_from_today_needs_no_reason(admin):
    assert save(admin, gyldig_fra=DAG).begrundelse == ""


def test_a_version_from_yesterday_needs_a_reason(admin):
    i_gaar = DAG - timedelta(days=1)
    assert refused(gyldig_fra=i_gaar).felt == "begrundelse"
    assert (
        save(admin, gyldig_fra=i_gaar, begrundelse="Besluttet for sent").begrundelse == "Besluttet for sent"
    )


def test_a_version_that_has_governed_is_changed_only_for_a_reason_that_is_kept(admin):
    row = Regelsaet.objects.create(indsatsmodel="uif2", gyldig_fra=FOER, vaerdier={KONTAKT: 12})
    afvist = refused(pk=row.pk, gyldig_fra=FOER)
    assert afvist.felt == "begrundelse"
    assert "dage, der er gået" in str(afvist)
    save(admin, pk=row.pk, gyldig_fra=FOER, begrundelse="Tastefejl i december")
    kept = list(events("uif2").values_list("pgh_label", "vaerdier", "begrundelse"))
    assert kept == [("insert", {KONTAKT: 12}, ""), ("update", {KONTAKT: 10}, "Tastefejl i december")]


def test_the_day_of_a_version_that_has_governed_cannot_be_moved(admin):
    row = Regelsaet.objects.create(indsatsmodel="uif2", gyldig_fra=FOER, vaerdier={KONTAKT: 12})
    afvist = refused(pk=row.pk, gyldig_fra=FREM, begrundelse="Skulle have ventet")
    assert (afvist.felt, "kan ikke flyttes" in str(afvist)) == ("gyldig_fra", True)


def test_a_coming_version_can_be_changed_and_moved(admin):
    row = save(admin)
    moved = save(admin, pk=row.pk, gyldig_fra=FREM + timedelta(days=1), vaerdier={KONTAKT: 8})
    assert (moved.pk, moved.gyldig_fra, moved.vaerdier) == (row.pk, FREM + timedelta(days=1), {KONTAKT: 8})
    assert plan(change(pk=row.pk, vaerdier={KONTAKT: 7}), DAG).i_stedet_for == FREM + timedelta(days=1)


# Taking back


def test_a_coming_version_can_be_withdrawn_and_its_history_stays(admin):
    row = save(admin)
    with pghistory.context(user=admin.pk):
        withdraw_regelsaet(pk=row.pk, by=admin, dag=DAG, stand=stand("uif2"))
    assert not Regelsaet.objects.exists()
    assert [e.pgh_label for e in events("uif2")] == ["insert", "delete"]


@pytest.mark.parametrize("gyldig_fra", [DAG, FOER])
def test_a_version_in_force_cannot_be_withdrawn(admin, gyldig_fra):
    row = Regelsaet.objects.create(indsatsmodel="uif2", gyldig_fra=gyldig_fra, vaerdier={KONTAKT: 12})
    with pytest.raises(Afvist, match="gælder allerede"):
        withdraw_regelsaet(pk=row.pk, by=admin, dag=DAG, stand=stand("uif2"))


def test_what_is_gone_or_another_kommunes_cannot_be_changed(admin, other_kommune):
    with kommunekontekst(other_kommune.pk):
        theirs = Regelsaet.objects.create(indsatsmodel="uif2", gyldig_fra=FREM, vaerdier={KONTAKT: 12})
    assert str(refused(pk=theirs.pk)) == "Versionen findes ikke længere."
    with pytest.raises(Afvist, match="findes ikke længere"):
        withdraw_regelsaet(pk=theirs.pk, by=admin, dag=DAG, stand=0)


# Two at once


def test_whoever_read_an_older_configuration_is_told_who_changed_it(admin):
    read = stand("uif2")
    with pghistory.context(user=admin.pk):
        save(admin)
    with pytest.raises(Foraeldet) as caught:
        save(admin, read=read, gyldig_fra=DAG)
    assert caught.value.af == "Mette Ærø"
    with pytest.raises(Foraeldet):
        withdraw_regelsaet(pk=Regelsaet.objects.get().pk, by=admin, dag=DAG, stand=read)


def test_a_withdrawal_and_a_file_are_changes_too(admin):
    row = save(admin)
    read = stand("uif2")
    withdraw_regelsaet(pk=row.pk, by=admin, dag=DAG, stand=read)
    with pytest.raises(Foraeldet, match="er ændret"):
        save(admin, read=read)
    read = stand("uif2")
    with pghistory.context(kommando="importer"):
        Regelsaet.objects.create(indsatsmodel="uif2", gyldig_fra=FREM, vaerdier={})
    with pytest.raises(Foraeldet) as caught:
        save(admin, read=read, gyldig_fra=DAG)
    assert caught.value.af == "Indlæst fra fil"


def test_another_models_change_is_nobodys_business(admin):
    read = stand("uif2")
    Regelsaet.objects.create(indsatsmodel="fsm2", gyldig_fra=FREM, vaerdier={})
    assert save(admin, read=read)


def test_of_two_at_once_one_wins(committed):
    kommune = Kommune.objects.get(kode="0751")
    with kommunekontekst(kommune.pk):
        by = make_medarbejder("admin", "administrator")
    outcome, start = [], Barrier(2)

    def run(gyldig_fra: date) -> None:
        start.wait()
        try:
            with kommunekontekst(kommune.pk):
                save(Medarbejder.objects.get(pk=by.pk), read=0, gyldig_fra=gyldig_fra)
            outcome.append("gemt")
        except Foraeldet:
            outcome.append("afvist")
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(dag,)) for dag in (FREM, FREM + timedelta(days=1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome) == ["afvist", "gemt"]


def test_every_parameter_of_every_model_can_be_typed_as_its_own_default():
    """What a form shows of a value is read back as the same value."""
    for model in indsatsmodeller().values():
        for noegle, parameter in model.parametre.items():
            value = model.standard[0].vaerdier[noegle]
            text = ", ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
            assert parameter.laes(parameter.fra_tekst(text)) == value
