"""Laws that hold for any case, whatever the rules make of it; each docstring states its law exactly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from opfoelgning.regler.motor import bedoem
from opfoelgning.regler.svar import start_of_day
from opfoelgning.regler.typer import AABEN, Kontakt, Opfoelgning, Sagsfakta, Vurdering
from tests.regler.regelstrategier import regelvaerdier
from tests.regler.strategier import FORMER, FRAVAERSTYPER, INDSTILLING, STANDARD, fravaer, sager_og_dage

EN_DAG = timedelta(days=1)
VAERRE = ("", "pause", "afventer", "loeber", "varsel", "overskredet")


def svar(sag: Sagsfakta, dag: date, regler=STANDARD) -> dict[tuple[str, str | None], Vurdering]:
    return {(v.regel, v.genstand): v for v in bedoem(sag, regler, dag).vurderinger}


def frist(fundne: dict, regel: str, genstand: str | None = None) -> date:
    """Return the frist; no judgement and no frist are later than any."""
    vurdering = fundne.get((regel, genstand))
    return (vurdering and vurdering.frist) or AABEN


def med(sag: Sagsfakta, navn: str, *ekstra) -> Sagsfakta:
    """Return the case with more records of a kind, in order."""
    return replace(sag, **{navn: tuple(sorted((*getattr(sag, navn), *ekstra), key=_dag))})


def _dag(post) -> date:
    return post.dato if hasattr(post, "dato") else post.start


@INDSTILLING
@given(sager_og_dage(), st.integers(0, 60), st.sampled_from(["fysisk", "telefon", "video"]))
def test_one_more_contact_never_makes_the_deadline_earlier(sag_og_dag, dage_foer, form):
    """One more held contact of a counting form, on or before the day, under values that stay the same: the frist is
    the same or later, the state the same or milder, and no conversation more is missing. (Under values that change,
    the contact may move the anchor to a version with a shorter interval.)"""
    sag, dag = sag_og_dag
    flere = med(sag, "kontakter", Kontakt("ekstra", dag - dage_foer * EN_DAG, form, "gennemfoert"))
    foer, efter = svar(sag, dag), svar(flere, dag)
    assert frist(efter, "kontakt") >= frist(foer, "kontakt")
    for regel in ("kontakt", "samtaler"):
        assert _tilstand(efter, regel) <= _tilstand(foer, regel)
    assert _andre(efter, "kontakt", "samtaler") == _andre(foer, "kontakt", "samtaler")


def _tilstand(fundne: dict, regel: str, genstand: str | None = None) -> int:
    vurdering = fundne.get((regel, genstand))
    return VAERRE.index(str(vurdering.tilstand) if vurdering else "")


def _andre(fundne: dict, *uden: str) -> dict:
    return {noegle: v for noegle, v in fundne.items() if noegle[0] not in uden}


@INDSTILLING
@given(
    sager_og_dage(),
    st.integers(0, 60),
    st.one_of(
        st.tuples(st.sampled_from(FORMER), st.sampled_from(["udeblevet", "aflyst"])),
        st.tuples(st.sampled_from(["brev", "sms", "email"]), st.just("gennemfoert")),
    ),
)
def test_a_contact_that_does_not_count_changes_no_judgement(sag_og_dag, dage_foer, hvordan):
    """A contact that was missed, called off, or held in a form that does not count leaves every judgement alone."""
    sag, dag = sag_og_dag
    flere = med(sag, "kontakter", Kontakt("ekstra", dag - dage_foer * EN_DAG, *hvordan))
    assert svar(flere, dag) == svar(sag, dag)


LOVLIGE = sorted(kode for kode, (_, pauser, sygdom) in FRAVAERSTYPER.items() if pauser and not sygdom)
fremme = st.integers(-20, 200)
laengder = st.one_of(st.none(), st.integers(1, 60))


@INDSTILLING
@given(sager_og_dage(), fremme, laengder, st.sampled_from(LOVLIGE))
def test_one_more_lawful_absence_never_makes_passivity_earlier(sag_og_dag, dage_foer, laengde, kode):
    """One more absence that pauses passivity and is no illness, also one yet to begin: the frist is the same or later
    (none counts as later), the anchor is where it was, and passive is only who was passive."""
    sag, dag = sag_og_dag
    foer, efter = _med_fravaer(sag, dag, kode, dag - dage_foer * EN_DAG, laengde)
    assert frist(efter, "passivitet") >= frist(foer, "passivitet")
    noegle = ("passivitet", None)
    assert (noegle in foer) == (noegle in efter)
    if noegle in foer:
        assert foer[noegle].anker == efter[noegle].anker
        assert foer[noegle].tilstand == "overskredet" or efter[noegle].tilstand != "overskredet"


@INDSTILLING
@given(sager_og_dage(), fremme, laengder)
def test_one_more_illness_makes_passivity_earlier_by_the_length_of_months_only(
    sag_og_dag, dage_foer, laengde
):
    """One more illness: as above, unless it makes a long illness. That starts the clock again, later, and the clock
    then asks for that anchor's own six months: 181 to 184 days. Where every day since the old anchor was paused
    already, the frist may therefore come up to three days earlier, never more."""
    sag, dag = sag_og_dag
    foer, efter = _med_fravaer(sag, dag, "sygdom", dag - dage_foer * EN_DAG, laengde)
    noegle = ("passivitet", None)
    if noegle not in efter:
        return
    assert noegle in foer
    if foer[noegle].anker == efter[noegle].anker:
        assert frist(efter, "passivitet") >= frist(foer, "passivitet")
    else:
        assert efter[noegle].anker > foer[noegle].anker
        assert frist(efter, "passivitet") >= min(frist(foer, "passivitet"), AABEN - 3 * EN_DAG) - 3 * EN_DAG


def _med_fravaer(sag: Sagsfakta, dag: date, kode: str, start: date, laengde: int | None):
    slut = AABEN if laengde is None else start + laengde * EN_DAG
    return svar(sag, dag), svar(med(sag, "fravaer", fravaer(kode, start, slut)), dag)


@INDSTILLING
@given(sager_og_dage(), st.integers(0, 100), st.booleans())
def test_one_more_follow_up_never_leaves_more_missing(sag_og_dag, dage_foer, fremmoede):
    """One more held follow-up that is no status meeting, on or before the day, under values that stay the same: no
    judgement of its job is worse and no frist of it earlier, except that ``opfoelgningsplan`` starts anew, later."""
    sag, dag = sag_og_dag
    assume(sag.ansaettelser)
    job, *andre = sag.ansaettelser
    ekstra = Opfoelgning("ekstra", dag - dage_foer * EN_DAG, "fysisk", "gennemfoert", fremmoede)
    flere = job._replace(opfoelgninger=tuple(sorted((*job.opfoelgninger, ekstra), key=_dag)))
    foer, efter = svar(sag, dag), svar(replace(sag, ansaettelser=(flere, *andre)), dag)
    for noegle in foer.keys() | efter.keys():
        if noegle[1] == job.id:
            assert _tilstand(efter, *noegle) <= _tilstand(foer, *noegle)
            assert frist(efter, *noegle) >= frist(foer, *noegle)
        else:
            assert efter[noegle] == foer[noegle]


@INDSTILLING
@given(sager_og_dage(), regelvaerdier())
def test_records_that_begin_later_are_not_seen(sag_og_dag, regler):
    """Without the records that begin after the day the judgements of the day are the same; only the dates of planned
    follow-ups are looked up ahead, by ``opfoelgningsplan``."""
    sag, dag = sag_og_dag
    assert svar(_som_kendt(sag, dag), dag, regler) == svar(sag, dag, regler)


def _som_kendt(sag: Sagsfakta, dag: date) -> Sagsfakta:
    perioder = ("faser", "tildelinger", "ydelser", "fravaer", "anden_aktoer", "tilbud", "markeringer")
    datoer = ("kontakter", "sagsgennemgange")
    i_morgen = start_of_day(dag + EN_DAG)
    return replace(
        sag,
        **{navn: tuple(p for p in getattr(sag, navn) if _dag(p) <= dag) for navn in (*perioder, *datoer)},
        genbehandlinger=tuple(moede for moede in sag.genbehandlinger if moede <= dag),
        progredierende_fra=_kendt(sag.progredierende_fra, dag),
        ansaettelser=tuple(_kendt_job(job, dag) for job in sag.ansaettelser if job.start <= dag),
        henvendelser=tuple(
            h._replace(besvaret=_kendt(h.besvaret, i_morgen - timedelta.resolution))
            for h in sag.henvendelser
            if h.modtaget < i_morgen
        ),
    )


def _kendt(tid, senest):
    return tid if tid and tid <= senest else None


def _kendt_job(job, dag: date):
    return job._replace(
        timer=tuple(t for t in job.timer if t.fra <= dag),
        aftale_udfyldt=_kendt(job.aftale_udfyldt, dag),
        vitas=_kendt(job.vitas, dag),
        opfoelgninger=tuple(o for o in job.opfoelgninger if o.dato <= dag or o.status == "planlagt"),
    )


DELES = ("ydelser", "fravaer", "anden_aktoer", "tildelinger", "markeringer", "tilbud")


@pytest.mark.parametrize("navn", DELES)
@INDSTILLING
@given(sager_og_dage(), st.data())
def test_a_period_in_two_touching_parts_is_the_same_period(navn, sag_og_dag, data):
    """A period split in two touching ones gives the same state, frist and anchor from the day the second part has
    begun. (Before that day its end is not known. ``siden`` may remember those days. Faser and jobs are not such
    periods: each begins a clock of its own. Values stay the same: a version may begin between the parts.)"""
    sag, dag = sag_og_dag
    lange = [p for p in getattr(sag, navn) if p.start < dag and p.slut - p.start > EN_DAG]
    assume(lange)
    hel = data.draw(st.sampled_from(lange))
    senest = min(dag, hel.slut - EN_DAG)
    assume(hel.start < senest)
    skel = hel.start + data.draw(st.integers(1, (senest - hel.start).days)) * EN_DAG
    dele = (hel._replace(slut=skel), hel._replace(start=skel))
    andre = (p for p in getattr(sag, navn) if p is not hel)
    delt = replace(sag, **{navn: tuple(sorted((*andre, *dele), key=_dag))})
    assert _uden_siden(svar(delt, dag)) == _uden_siden(svar(sag, dag))


def _uden_siden(fundne: dict) -> dict:
    return {noegle: v._replace(siden=AABEN) for noegle, v in fundne.items()}
