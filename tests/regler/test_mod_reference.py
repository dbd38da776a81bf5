"""Every rule against the plain day-by-day reference, on arbitrary facts, values and days."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from opfoelgning.regler.motor import bedoem, forklar
from opfoelgning.regler.passivitet import passivitetsur
from opfoelgning.regler.typer import AABEN, Effekt, Kontakt
from tests.regler.reference import Reference
from tests.regler.strategier import INDSTILLING, STANDARD, UIF2, fravaer, regelvaerdier, sager, sager_og_dage

EN_DAG = timedelta(days=1)


def _reference(sag, regler):
    return Reference(sag, UIF2.standard[0], regler.versioner)


def _svar(bedoemmelse):
    return {
        (v.regel, v.genstand): (v.tilstand, v.frist, v.siden, v.anker, v.regelsaet)
        for v in bedoemmelse.vurderinger
    }


@INDSTILLING
@given(sager(), regelvaerdier())
def test_rules_agree_with_the_reference_on_every_day(sag, regler):
    reference = _reference(sag, regler)
    for n in range(-1, 400):
        dag = sag.start + n * EN_DAG
        assert _svar(bedoem(sag, regler, dag)) == reference.doem(dag), dag
        if dag > sag.slut:
            break


@INDSTILLING
@given(sager_og_dage(), regelvaerdier())
def test_nothing_changes_before_naeste(sag_og_dag, regler):
    sag, dag = sag_og_dag
    foerst = bedoem(sag, regler, dag)
    assert foerst.naeste > dag
    uden_anker = [v._replace(anker=AABEN) for v in foerst.vurderinger]
    for n in range(1, min((foerst.naeste - dag).days, 120)):
        senere = bedoem(sag, regler, dag + n * EN_DAG)
        assert [v._replace(anker=AABEN) for v in senere.vurderinger] == uden_anker
        assert senere.naeste >= foerst.naeste


@INDSTILLING
@given(sager_og_dage(), regelvaerdier())
def test_explanations_are_gapless_from_anchor_to_day(sag_og_dag, regler):
    sag, dag = sag_og_dag
    for vurdering in bedoem(sag, regler, dag).vurderinger:
        straekninger = forklar(sag, regler, dag, vurdering)
        graenser = [vurdering.anker, *(s.slut for s in straekninger)]
        assert [s.start for s in straekninger] == graenser[:-1]
        assert graenser[-1] == dag
        assert all(s.dage > 0 and s.grund for s in straekninger)


@INDSTILLING
@given(sager_og_dage(), regelvaerdier())
def test_passivity_clock_adds_up(sag_og_dag, regler):
    sag, dag = sag_og_dag
    ur = passivitetsur(sag, regler, dag)
    if ur is None:
        assert not sag.start <= dag < sag.slut
        return
    talt = sum(s.dage for s in ur.straekninger if s.effekt is Effekt.TAELLER)
    assert talt == ur.antal
    facit = _reference(sag, regler).ur(dag)
    if facit is None:
        assert (ur.tilstand, ur.effekt, ur.anker, ur.antal) == (None, Effekt.NULSTILLER, dag + EN_DAG, 0)
    else:
        assert (ur.anker, ur.dage_i_alt, ur.antal) == facit[1:]
        assert all(s.effekt is not Effekt.NULSTILLER for s in ur.straekninger)
    if ur.foer:
        assert ur.foer.slut == ur.anker and ur.foer.effekt is Effekt.NULSTILLER


def _frist(sag, dag, regel):
    svar = {v.regel: v for v in bedoem(sag, STANDARD, dag).vurderinger}
    return (regel in svar, (svar[regel].frist if regel in svar else None) or AABEN)


@INDSTILLING
@given(sager_og_dage(), st.integers(0, 60))
def test_one_more_contact_never_makes_the_deadline_earlier(sag_og_dag, dage_foer):
    sag, dag = sag_og_dag
    ekstra = Kontakt("ekstra", dag - dage_foer * EN_DAG, "telefon", "gennemfoert")
    flere = tuple(sorted((*sag.kontakter, ekstra), key=lambda k: k.dato))
    assert _frist(_med(sag, kontakter=flere), dag, "kontakt") >= _frist(sag, dag, "kontakt")


@INDSTILLING
@given(sager_og_dage(), st.integers(-20, 200), st.integers(1, 60))
def test_one_more_lawful_absence_never_makes_passivity_earlier(sag_og_dag, dage_foer, laengde):
    sag, dag = sag_og_dag
    start = dag - dage_foer * EN_DAG
    flere = tuple(
        sorted((*sag.fravaer, fravaer("ferie", start, start + laengde * EN_DAG)), key=lambda f: f.start)
    )
    assert _frist(_med(sag, fravaer=flere), dag, "passivitet") >= _frist(sag, dag, "passivitet")


def _med(sag, **aendret):
    return type(sag)(**{navn: aendret.get(navn, getattr(sag, navn)) for navn in sag.__slots__})
