"""What if: exactly what is seen after saving the same version, and nothing is written to find out."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from forloeb.models import Forloeb, Markering
from kommuner.actions.regelsaet import save_regelsaet
from kommuner.indsatsmodel import Regelvaerdier
from kommuner.models import Regelsaet
from kommuner.regelsaet import Aendring, imagine, plan, stand
from opfoelgning.fakta import fetch_sager, regelvaerdier
from opfoelgning.hvadnu import HORISONT, hvad_nu, look_ahead, reached_rules
from opfoelgning.models import Sagsstatus, Vurdering
from opfoelgning.regler.motor import bedoem
from opfoelgning.regler.svar import start_of_day
from opfoelgning.sweep import sweep
from opfoelgning.vurdering import live
from tests.opfoelgning.sager import DAG, days
from tests.raekker import make_medarbejder
from tests.regler.strategier import INDSTILLING, UIF2, dag_nr, sager

KONTAKT_10 = {"kontakt.interval_dage": 10}


@pytest.fixture
def admin(kommune):
    return make_medarbejder("admin", "administrator")


@pytest.fixture
def blandet(kontor):
    """Cases whose contact runs, warns, is overdue, pauses, begins today; others that have no contact rule."""
    for dage in (0, 1, 5, 7, 8, 9, 10, 11, 12, 14, 15, 30):
        sag = kontor.sag(f"Nr {dage}", ejer=kontor.mette, start=days(-60))
        kontor.kontakt(sag, days(-dage))
    paa_ferie = kontor.sag("På ferie", ejer=kontor.mette, start=days(-60))
    kontor.fravaer(paa_ferie, days(-4), days(12))
    kontor.sag("Begynder", ejer=kontor.mette, start=DAG)
    kontor.sag("Visitation", ejer=None, start=days(-65), fase=1)
    kontor.sag("Passiv", ejer=kontor.mette, start=days(-200))
    kontor.fleksjob("Job", days(-175), "6")
    return list(Forloeb.objects.values_list("pk", flat=True))


def judged(dag: date = DAG) -> dict:
    """Every stored judgement, fresh for a day: state and frist."""
    sweep(Forloeb.objects.first().kommune_id, dag)
    rows = Vurdering.objects.values_list("forloeb_id", "regel", "genstand", "tilstand", "frist")
    return {row[:3]: row[3:] for row in rows}


def differences(foer: dict, efter: dict) -> set:
    noegler = foer.keys() | efter.keys()
    nothing = (None, None)
    return {
        (*n, *foer.get(n, nothing), *efter.get(n, nothing)) for n in noegler if foer.get(n) != efter.get(n)
    }


def told(svar) -> set:
    """The answer's changes in the form of ``differences``."""
    return {
        (s.forloeb_id, v.regel, v.genstand or "", v.fra, v.frist_foer, v.til, v.frist_efter)
        for s in svar.skift
        for v in [s.skift]
    }


def overdue_later(ids: list[int]) -> set:
    """Forløb and rule of every judgement overdue on one of the next 90 days and not on the day before it."""
    late = set()
    for raekke in fetch_sager(ids):
        regler = regelvaerdier(raekke.sag.indsatsmodel)
        before = None
        for nr in range(HORISONT.days + 1):
            judgements = bedoem(raekke.sag, regler, days(nr)).vurderinger
            today = {(v.regel, v.genstand) for v in judgements if v.tilstand == "overskredet"}
            late |= {(raekke.forloeb_id, regel) for regel, _ in today - (today if before is None else before)}
            before = today
    return late


AENDRINGER = [
    Aendring(indsatsmodel="uif2", gyldig_fra=DAG, vaerdier=KONTAKT_10),
    Aendring(indsatsmodel="uif2", gyldig_fra=DAG, vaerdier=KONTAKT_10, gaelder_loebende=True),
    Aendring(indsatsmodel="uif2", gyldig_fra=days(7), vaerdier=KONTAKT_10, gaelder_loebende=True),
    Aendring(indsatsmodel="uif2", gyldig_fra=days(-9), vaerdier=KONTAKT_10, begrundelse="Besluttet dengang"),
    Aendring(
        indsatsmodel="uif2",
        gyldig_fra=DAG,
        vaerdier={"opfoelgning_antal.timegraense": 5, "passivitet.maaneder": 5},
        gaelder_loebende=True,
    ),
]


@pytest.mark.parametrize("foerst", [False, True], ids=["model's values", "own values before"])
@pytest.mark.parametrize("aendring", AENDRINGER)
def test_the_answer_is_what_is_seen_after_saving(blandet, admin, aendring, foerst):
    if foerst:
        Regelsaet.objects.create(
            indsatsmodel="uif2", gyldig_fra=days(-40), vaerdier={"fase1_varighed.uger": 9}
        )
    before = judged()
    values = regelvaerdier("uif2")
    (svar,) = hvad_nu(blandet, values, [values.med(imagine(aendring))], DAG)
    soon = overdue_later(blandet)

    save_regelsaet(aendring=aendring, by=admin, dag=DAG, stand=stand("uif2"))
    after = judged()
    assert told(svar) == differences(before, after)
    for pk in blandet:
        billede = live(pk, DAG, start_of_day(DAG))
        seen = {
            (pk, v.regel, v.genstand or ""): (v.tilstand, v.frist) for v in billede.bedoemmelse.vurderinger
        }
        assert seen == {noegle: value for noegle, value in after.items() if noegle[0] == pk}
    later = overdue_later(blandet)
    for kode, tal in svar.regler.items():
        assert tal.overskredet_foer == overdue(before, kode)
        assert tal.overskredet_efter == overdue(after, kode)
        assert tal.snart_foer == len({pk for pk, regel in soon if regel == kode})
        assert tal.snart_efter == len({pk for pk, regel in later if regel == kode})


def overdue(judgements: dict, kode: str) -> int:
    return len({n[0] for n, (state, _) in judgements.items() if n[1] == kode and state == "overskredet"})


def test_ten_days_for_running_clocks_in_numbers(blandet):
    """Told by hand: a contact 11, 12 or 14 days old is late under ten days, one 15 or 30 days old is so already."""
    values = regelvaerdier("uif2")
    nye, loebende = hvad_nu(blandet, values, [values.med(imagine(a)) for a in AENDRINGER[:2]], DAG)
    assert (nye.antal, nye.ialt.overskredet_efter) == (17, nye.ialt.overskredet_foer)
    assert nye.ialt.skift == 0
    kontakt = loebende.regler["kontakt"]
    # Those without any contact, «Passiv», are 200 days late; the job has no contact rule.
    assert (kontakt.overskredet_foer, kontakt.overskredet_efter) == (3, 6)
    assert {s.skift.til for s in loebende.skift if s.skift.ny_tilstand} == {"overskredet", "varsel"}
    assert list(loebende.regler) == ["kontakt"]


def test_nothing_is_written_and_a_batch_takes_the_same_statements(blandet):
    judged()
    values = regelvaerdier("uif2")
    andre = [values.med(imagine(AENDRINGER[1]))]
    with CaptureQueriesContext(connection) as queries:
        hvad_nu(blandet, values, andre, DAG)
    assert len(queries) <= 1
    assert not Markering.objects.exists()
    assert Regelsaet.objects.count() == 0
    assert Sagsstatus.objects.filter(vurderet_dag=DAG).count() == len(blandet)


def test_equal_values_change_nothing_and_judge_nothing(blandet, django_assert_num_queries):
    values = regelvaerdier("uif2")
    version = imagine(Aendring(indsatsmodel="uif2", gyldig_fra=DAG, vaerdier={"kontakt.interval_dage": 14}))
    with django_assert_num_queries(0):
        (svar,) = hvad_nu(blandet, values, [values.med(version)], DAG)
    assert (svar.antal, svar.skift, svar.regler) == (17, [], {})


def test_a_version_for_running_clocks_brings_the_values_it_carries_on(blandet, admin):
    """Ten days for new deadlines only; later another rule is changed for running ones too, and takes the ten along."""
    Regelsaet.objects.create(indsatsmodel="uif2", gyldig_fra=days(-3), vaerdier=KONTAKT_10)
    before = judged()
    aendring = Aendring(
        indsatsmodel="uif2", gyldig_fra=DAG, vaerdier={"fase1_varighed.uger": 8}, gaelder_loebende=True
    )
    values = regelvaerdier("uif2")
    (svar,) = hvad_nu(blandet, values, [values.med(imagine(aendring))], DAG)
    assert set(svar.regler) == {"kontakt", "fase1_varighed"}
    save_regelsaet(aendring=aendring, by=admin, dag=DAG, stand=stand("uif2"))
    assert told(svar) == differences(before, judged())


def test_a_changed_and_moved_version_is_judged_in_its_new_place(blandet, admin):
    row = Regelsaet.objects.create(indsatsmodel="uif2", gyldig_fra=days(3), vaerdier=KONTAKT_10)
    before = judged()
    aendring = Aendring(
        indsatsmodel="uif2",
        gyldig_fra=DAG,
        vaerdier={"kontakt.interval_dage": 8},
        gaelder_loebende=True,
        pk=row.pk,
    )
    planned = plan(aendring, DAG)
    values = regelvaerdier("uif2")
    (svar,) = hvad_nu(blandet, values, [values.med(planned.version, planned.i_stedet_for)], DAG)
    save_regelsaet(aendring=aendring, by=admin, dag=DAG, stand=stand("uif2"))
    assert Regelsaet.objects.count() == 1
    assert told(svar) == differences(before, judged())


ANDRE_VAERDIER = {"heltal": lambda p, v: (v or 3) + 1, "dato": lambda p, v: date(2020, 6, 1)}


def other_value(parameter, value):
    """Another valid value of a parameter."""
    if parameter.type in ANDRE_VAERDIER:
        return ANDRE_VAERDIER[parameter.type](parameter, value)
    if parameter.type == "valg":
        return next(ord_ for ord_ in parameter.valg if ord_ != value)
    return parameter.valg[:1] if parameter.type == "valgliste" else f"{value} 2"


@INDSTILLING
@given(
    sager(), st.sampled_from(sorted(UIF2.parametre)), st.integers(0, 320), st.booleans(), st.integers(-9, 9)
)
def test_no_rule_outside_those_reached_answers_differently(sag, noegle, nr, loebende, fra):
    """Judged by all rules: what differs today or within 90 days belongs to a rule that ``reached_rules`` names."""
    dag = dag_nr(nr)
    values = Regelvaerdier(UIF2)
    standard = UIF2.standard[0].vaerdier
    version = replace(
        UIF2.standard[0],
        label="prøve",
        gyldig_fra=dag_nr(nr + 10 * fra),
        vaerdier={**standard, noegle: other_value(UIF2.parametre[noegle], standard[noegle])},
        gaelder_loebende=loebende,
    )
    efter = values.med(version)
    named = {regel.kode for regel in reached_rules(values, efter)}
    a, b = look_ahead(sag, (values, efter), dag, start_of_day(dag))
    states = [{n: (v.tilstand, v.frist) for n, v in one.nu.items()} for one in (a, b)]
    assert {
        n[0] for n in states[0].keys() | states[1].keys() if states[0].get(n) != states[1].get(n)
    } <= named
    assert {n[0] for n in a.snart ^ b.snart} <= named
