"""Every rule against the plain day-by-day reference, on arbitrary facts, values and days."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given

from opfoelgning.regler.motor import bedoem, forklar
from opfoelgning.regler.passivitet import passivitetsur
from opfoelgning.regler.typer import AABEN, Effekt
from tests.regler.reference import Reference
from tests.regler.regelstrategier import regelvaerdier
from tests.regler.strategier import INDSTILLING, UIF2, sager, sager_og_dage

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
