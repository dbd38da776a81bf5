"""Hypothesis strategies for what a kommune may set the rules to: small values, in dated versions."""

from __future__ import annotations

from hypothesis import strategies as st

from kommuner.indsatsmodel import Regelvaerdier
from tests.regler.strategier import FORMER, SPAENDVIDDE, UIF2, dag_nr

SMAA_VAERDIER = {
    "passivitet.maaneder": st.sampled_from([1, 1, 2, 3]),
    "passivitet.skaeringsdato": st.integers(-60, 60).map(dag_nr),
    "passivitet.langvarig_sygdom_dage": st.integers(1, 40),
    "passivitet.varsel_dage": st.integers(0, 30),
    "passivitet.aftalt_inden_dage": st.integers(0, 30),
    "passivitet.aftalt_frist_dage": st.integers(0, 20),
    "kontakt.interval_dage": st.integers(1, 30),
    "kontakt.former": st.lists(st.sampled_from(FORMER), min_size=1, unique=True),
    "kontakt.varsel_dage": st.integers(0, 10),
    "opfoelgning_antal.antal": st.integers(2, 5),
    "opfoelgning_antal.heraf_fremmoede": st.integers(0, 2),
    "opfoelgning_antal.maaneder": st.integers(1, 3),
    "opfoelgning_antal.timegraense": st.sampled_from([8, 10, 12]),
    "opfoelgning_antal.timegrundlag": st.sampled_from(["effektive", "aftalte"]),
    "opfoelgning_antal.varsel_dage": st.integers(0, 30),
    "statusmoede.tidligst_dage_foer": st.integers(0, 20),
    "statusmoede.inden_dage": st.integers(0, 30),
    "fase1_varighed.uger": st.integers(1, 6),
    "fase1_varighed.varsel_dage": st.integers(0, 20),
    "persongruppe.navn": st.sampled_from(["Udvikling i fleksjob II", "Andet navn"]),
    "opfoelgningsplan.inden_dage": st.integers(0, 20),
    "svar.timer": st.sampled_from([24, 30, 48]),
    "svar.varsel_timer": st.sampled_from([0, 2, 20, 24]),
    "progression.maaneder": st.sampled_from([1, 2]),
    "lov_opfoelgning.maaneder": st.integers(1, 3),
    "lov_status.maaneder": st.integers(2, 5),
    "lov_status.tidligst_dage_foer": st.integers(0, 40),
    "revurdering.maaneder": st.sampled_from([1, 2]),
    "revurdering.vindue_maaneder": st.sampled_from([2, 3, 4]),
    "revurdering.frist_maaneder": st.sampled_from([2, 3, 4]),
    "revurdering.aktiv": st.sampled_from(["ja", "ja", "nej"]),
    "revurdering.varsel_dage": st.integers(0, 40),
    "anden_aktoer_ret.maaneder": st.sampled_from([1, 2]),
    "anden_aktoer_ret.vindue_maaneder": st.sampled_from([2, 3, 4]),
    "anden_aktoer_pligt.aktiv": st.sampled_from(["ja", "nej"]),
    "anden_aktoer_pligt.maaneder": st.sampled_from([2, 3]),
    "samtaler.antal": st.integers(1, 3),
    "samtaler.maaneder": st.integers(1, 3),
    "lov_opfoelgning.aktiv": st.sampled_from(["ja", "nej"]),
}
VINDUER = ("revurdering.vindue_maaneder", "revurdering.frist_maaneder", "anden_aktoer_ret.vindue_maaneder")


@st.composite
def regelvaerdier(draw):
    """Draw up to three dated versions of a kommune, each with some values of its own."""
    gyldige = draw(st.sets(st.integers(-90, SPAENDVIDDE), max_size=2)) | draw(
        st.sampled_from([set(), {-100}, {-100}])
    )
    versioner = []
    for nr in sorted(gyldige):
        # The first version mostly shortens every clock, so that much happens in few days.
        altid = SMAA_VAERDIER if nr == -100 and draw(st.booleans()) else {}
        vaerdier = draw(st.fixed_dictionaries(altid, optional={} if altid else SMAA_VAERDIER))
        # A short window asks for the few months that go with it.
        alene = [n for n in VINDUER if f"{n.partition('.')[0]}.maaneder" not in vaerdier]
        vaerdier = {n: v for n, v in vaerdier.items() if n not in alene}
        versioner.append(UIF2.version("0751", dag_nr(nr), vaerdier, draw(st.booleans())))
    return Regelvaerdier(UIF2, versioner)
