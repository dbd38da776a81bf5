"""Every rule of both models against the reference on documents: whole cases, long windows, the models' own values."""

from __future__ import annotations

from datetime import date

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kommuner.indsatsmodel import Regelvaerdier, indsatsmodeller
from opfoelgning.regler.motor import bedoem, forklar
from opfoelgning.regler.typer import Vurdering
from tests.regler.dokumentfacit import check_explanation
from tests.regler.dokumentsag import REFERENCER
from tests.regler.strategier import INDSTILLING
from tests.regler.tilfaeldige import Digter, i_orden
from tests.sagsfakta import sagsfakta

DAGE = 650
# A document comes from a seed: a smaller seed is no smaller document.
UDEN_FORENKLING = settings(
    INDSTILLING,
    max_examples=INDSTILLING.max_examples * 5 // 8,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


@st.composite
def dokumenter(draw):
    """Draw a forløb of a document and the kommune's dated rules for its model."""
    digter = Digter(draw(st.integers(0, 2**32)))
    model = draw(st.sampled_from(["uif2", "uif2", "uif2", "uif2", "fsm2"]))
    return digter.forloeb(model), digter.regler(model)


def vaerdier(model: str, regler: list[dict]) -> Regelvaerdier:
    en = indsatsmodeller()[model]
    poster = (
        (date.fromisoformat(r["gyldig_fra"]), r["vaerdier"], r["gaelder_loebende_frister"]) for r in regler
    )
    return Regelvaerdier(en, [en.version("0751", *post) for post in poster])


def _svar(vurderinger: tuple[Vurdering, ...]) -> dict:
    return {
        (v.regel, v.genstand): (
            *(str(v.tilstand), v.frist and str(v.frist), str(v.siden), v.regelsaet, v.anker.toordinal()),
        )
        for v in vurderinger
    }


@UDEN_FORENKLING
@given(dokumenter())
def test_rules_agree_with_the_document_on_every_day(dokument):
    forloeb, regler = dokument
    sag, egne = sagsfakta(i_orden(forloeb)), vaerdier(forloeb["indsatsmodel"], regler)
    naeste, uden_anker = date.min, {}
    for d, facit in REFERENCER[sag.indsatsmodel](forloeb, regler).dag_for_dag(sag.start.toordinal() + DAGE):
        bedoemmelse = bedoem(sag, egne, date.fromordinal(d))
        svar = _svar(bedoemmelse.vurderinger)
        assert svar == facit, date.fromordinal(d)
        nu = {noegle: en[:4] for noegle, en in svar.items()}
        if naeste > date.fromordinal(d):
            assert nu == uden_anker, f"{date.fromordinal(d)}: changed before {naeste}"
        else:
            naeste, uden_anker = bedoemmelse.naeste, nu
        assert naeste > date.fromordinal(d)


@UDEN_FORENKLING
@given(dokumenter(), st.integers(7, 40))
def test_explanations_follow_from_the_document(dokument, skridt):
    forloeb, regler = dokument
    sag, egne = sagsfakta(i_orden(forloeb)), vaerdier(forloeb["indsatsmodel"], regler)
    reference = REFERENCER[sag.indsatsmodel](forloeb, regler)
    for d in range(sag.start.toordinal(), min(sag.start.toordinal() + DAGE, sag.slut.toordinal()), skridt):
        dag = date.fromordinal(d)
        for v in bedoem(sag, egne, dag).vurderinger:
            straekninger = [
                (s.start.toordinal(), s.slut.toordinal() - 1, str(s.effekt), s.dage)
                for s in forklar(sag, egne, dag, v)
            ]
            check_explanation(reference, v.regel, v.anker.toordinal(), d, straekninger)
