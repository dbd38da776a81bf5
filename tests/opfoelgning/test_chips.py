"""Wording, level, order and entry into I dag, as the table of chips says."""

from datetime import date, timedelta
from typing import NamedTuple

import pytest

from opfoelgning.chips import chips, viste
from opfoelgning.hast import hast
from opfoelgning.tekster import frist_dag, frist_ord, frist_saetning, naeste_skridt

DAG = date(2026, 11, 23)


class Dom(NamedTuple):
    regel: str
    tilstand: str
    frist: date | None = None
    genstand: str = ""
    detaljer: dict = {}
    anker: date = date(2026, 5, 12)
    regelsaet: str = "uif2/standard/2019-07-01"


class Nu(NamedTuple):
    tilstand_nu: str = ""
    tilstand_til: date | None = None


def om(antal: int) -> date:
    return DAG + timedelta(days=antal)


FIRE = {"antal": 4, "heraf": 2}
TABEL = [
    (Dom("passivitet", "overskredet", date(2026, 11, 13)), "Passiv siden 14. nov.", "danger", True),
    (Dom("passivitet", "overskredet", date(2025, 12, 31)), "Passiv siden 1. jan.", "danger", True),
    (Dom("passivitet", "overskredet", date(2025, 12, 30)), "Passiv siden 31. dec. 2025", "danger", True),
    (Dom("kontakt", "overskredet", om(-3)), "Kontakt overskredet 3 dage", "danger", True),
    (Dom("kontakt", "overskredet", om(-1)), "Kontakt overskredet 1 dag", "danger", True),
    (Dom("aftalt_opfoelgning", "overskredet", om(-2)), "Opfølgning overskredet 2 dage", "danger", True),
    (Dom("opfoelgning_antal", "overskredet", om(-2)), "Opfølgning overskredet 2 dage", "danger", True),
    (Dom("fase1_varighed", "overskredet", om(-4)), "Fase 1 overskredet 4 dage", "danger", True),
    (Dom("kontakt", "varsel", DAG), "Kontakt i dag", "warning", True),
    (Dom("kontakt", "varsel", om(1)), "Kontakt senest i morgen", "info", False),
    (Dom("kontakt", "varsel", om(3)), "Kontakt senest 26. nov.", "info", False),
    (Dom("passivitet", "varsel", om(11)), "Passiv om 12 dage", "warning", True),
    (Dom("passivitet", "varsel", DAG), "Passiv i morgen", "warning", True),
    (
        Dom("opfoelgning_antal", "varsel", om(14), detaljer=FIRE | {"holdt": 3, "fremmoede": 2}),
        "Mangler 1 af 4 opfølgninger",
        "warning",
        True,
    ),
    (
        Dom("opfoelgning_antal", "varsel", om(15), detaljer=FIRE | {"holdt": 3, "fremmoede": 2}),
        "Mangler 1 af 4 opfølgninger",
        "warning",
        False,
    ),
    (
        Dom("opfoelgning_antal", "varsel", om(30), detaljer=FIRE | {"holdt": 4, "fremmoede": 1}),
        "Mangler 1 personligt fremmøde",
        "warning",
        True,
    ),
    (
        Dom("opfoelgning_antal", "varsel", om(30), detaljer=FIRE | {"holdt": 4, "fremmoede": 0}),
        "Mangler 2 personlige fremmøder",
        "warning",
        True,
    ),
    (Dom("fase1_varighed", "varsel", om(7)), "Fase 1: 7 dage tilbage", "warning", True),
    (Dom("fase1_varighed", "varsel", DAG), "Fase 1: sidste dag", "warning", True),
    (Dom("statusmoede", "varsel", om(20)), "Statusmøde mangler (6 mdr.)", "warning", True),
    (Dom("statusmoede", "overskredet", om(-1)), "Statusmøde mangler (6 mdr.)", "danger", True),
    (Dom("jobformidler", "overskredet", om(-1)), "Mangler jobformidler", "danger", True),
    (Dom("fleksjobaftale", "overskredet", om(-9)), "Fleksjobaftale mangler", "danger", True),
    (Dom("persongruppe", "overskredet", om(-9)), "Persongruppemarkering mangler", "danger", True),
    (Dom("persongruppe", "varsel", None), "Skal ikke markeres", "warning", False),
    (Dom("passivitet", "afventer", None), "Afventer aftalt indsats", "info", False),
    (Dom("ny_regel", "overskredet", om(-2)), "Frist overskredet 2 dage", "danger", True),
]


@pytest.mark.parametrize(("dom", "tekst", "niveau", "i_dag"), TABEL)
def test_a_judgement_in_a_chip(dom, tekst, niveau, i_dag):
    (chip,) = chips([dom], None, DAG)
    assert (chip.tekst, chip.niveau, chip.i_dag) == (tekst, niveau, i_dag)
    assert (chip.regel, chip.frist) == (dom.regel, dom.frist)


@pytest.mark.parametrize(
    "dom",
    [
        *(Dom("kontakt", "loeber", om(10)), Dom("kontakt", "pause"), Dom("passivitet", "loeber", om(90))),
        Dom("anden_aktoer_ret", "varsel"),
    ],
)
def test_what_runs_pauses_or_is_only_a_right_makes_no_chip(dom):
    assert chips([dom], None, DAG) == []


@pytest.mark.parametrize(
    ("nu", "tekst", "niveau"),
    [
        (Nu("virksomhedspraktik"), "I virksomhedspraktik", "success"),
        (Nu("loentilskud"), "I løntilskud", "success"),
        (Nu("fleksjob"), "I fleksjob", "success"),
        (Nu("fravaer", date(2026, 12, 4)), "Lovligt fravær til 4. dec.", "neutral"),
        (Nu("fravaer"), "Lovligt fravær", "neutral"),
        (Nu("fravaer", om(1)), "Fravær slutter i morgen", "warning"),
        (Nu("fravaer", DAG), "Fravær slutter i dag", "warning"),
        (Nu("fritaget"), "Fritaget", "neutral"),
        (Nu("anden_aktoer"), "Anden aktør (§ 73 c)", "neutral"),
        (Nu("genbehandling", date(2026, 12, 3)), "Genbehandling 3. dec.", "info"),
    ],
)
def test_calm_chips_do_not_enter_today(nu, tekst, niveau):
    (chip,) = chips([], nu, DAG)
    assert (chip.tekst, chip.niveau, chip.i_dag) == (tekst, niveau, False)


def test_order_is_that_of_the_table():
    domme = [dom for dom, *_ in reversed(TABEL[:24])]
    fundne = [chip.tekst for chip in chips(domme, Nu("virksomhedspraktik"), DAG)]
    assert fundne[0].startswith("Passiv siden")
    forventet = [
        "Kontakt overskredet 3",
        "Opfølgning overskr",
        "Fase 1 overskr",
        "Kontakt i dag",
        "Passiv om 12",
    ]
    forventet += [
        "Mangler 1 af 4",
        "Mangler 1 pers",
        "Fase 1: 7",
        "Kontakt senest i m",
        "I virksomhedspraktik",
    ]
    pladser = [next(i for i, f in enumerate(fundne) if f.startswith(start)) for start in forventet]
    assert pladser == sorted(pladser)


def test_a_row_shows_two_and_counts_the_rest():
    alle = chips(
        [Dom("kontakt", "overskredet", om(-1)), Dom("passivitet", "varsel", om(9))], Nu("fravaer"), DAG
    )
    assert [chip.tekst for chip in viste(alle)[0]] == ["Kontakt overskredet 1 dag", "Passiv om 10 dage"]
    assert viste(alle)[1] == 1


def test_urgency_is_state_then_rule_then_frist():
    ordnet = [
        Dom("passivitet", "overskredet", om(-1)),
        Dom("kontakt", "overskredet", om(-9)),
        Dom("kontakt", "overskredet", om(-2)),
        Dom("aftalt_opfoelgning", "overskredet", om(-30)),
        Dom("fase1_varighed", "overskredet", om(-30)),
        Dom("jobformidler", "overskredet", om(-30)),
        Dom("passivitet", "varsel", om(20)),
        Dom("kontakt", "varsel", om(2)),
        Dom("kontakt", "loeber", om(3)),
        Dom("kontakt", "pause"),
    ]
    noegler = [(tal, frist or date.max) for tal, frist in map(hast, ([dom] for dom in ordnet))]
    assert noegler == sorted(noegler)
    assert hast(ordnet) == hast(ordnet[:1])
    assert hast([])[0] > max(tal for tal, _ in noegler)


@pytest.mark.parametrize(
    ("dom", "tekst"),
    [
        (Dom("kontakt", "overskredet", om(-1)), "Ring til Jens – sidst talt 6. nov."),
        (
            Dom("passivitet", "varsel", om(9)),
            "Ingen praktik eller fleksjob siden 12. maj. Aftal praktik, eller forbered genbehandling.",
        ),
        (
            Dom("opfoelgning_antal", "varsel", om(9), detaljer=FIRE | {"holdt": 3, "fremmoede": 1}),
            "Hold en opfølgning på virksomheden senest 2. dec.",
        ),
        (Dom("jobformidler", "overskredet", om(-1)), "Tildel en jobformidler."),
    ],
)
def test_every_rule_says_what_to_do(dom, tekst):
    assert naeste_skridt(dom, "Jens", date(2026, 11, 6), DAG) == tekst


@pytest.mark.parametrize(
    ("dom", "tekst"),
    [
        (
            Dom("passivitet", "overskredet", date(2026, 10, 13)),
            "Fristen var 13. oktober 2026. Passiv fra 14. oktober 2026.",
        ),
        (
            Dom("passivitet", "varsel", date(2026, 11, 30)),
            "Fristen er 30. november 2026. Passiv fra 1. december 2026.",
        ),
        (Dom("passivitet", "afventer", date(2026, 11, 30)), "Fristen er 30. november 2026."),
        (Dom("kontakt", "overskredet", date(2026, 11, 20)), "Fristen var 20. november 2026."),
        (Dom("kontakt", "pause", None), "Reglen holder pause i dag."),
        (Dom("jobformidler", "overskredet", None), "Der er ingen frist."),
    ],
)
def test_a_deadline_is_told_in_one_sentence(dom, tekst):
    assert frist_saetning(dom) == tekst


def test_the_next_deadline_in_words():
    kontakt = Dom("kontakt", "varsel", date(2026, 11, 20), anker=date(2026, 11, 6))
    assert (frist_dag(kontakt), frist_ord(kontakt, DAG)) == (date(2026, 11, 20), "Kontakt (14 dage)")
    passiv = Dom("passivitet", "varsel", date(2026, 12, 4))
    assert (frist_dag(passiv), frist_ord(passiv, DAG)) == (date(2026, 12, 5), "Passiv")
    mangler = Dom("opfoelgning_antal", "varsel", om(9), detaljer=FIRE | {"holdt": 4, "fremmoede": 1})
    assert frist_ord(mangler, DAG) == "Fremmøde 2 af 2"
