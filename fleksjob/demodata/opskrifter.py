"""Which situations occur how often, and which of them the demo login's own caseload shows."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from fleksjob.demodata.fase2 import PAUSER
from fleksjob.demodata.fordeling import fordel, spred

FASE_ANDELE = {"1": 0.13, "2": 0.61, "3": 0.26}
# Parts per thousand within each fase.
FASE1 = {"fase1": 640, "fase1_naer": 120, "fase1_over": 130, "fase1_uden": 110}
FASE2 = {
    "aktiv": 492,
    "naer": 65,
    "passiv": 14,
    "aftalt": 15,
    "brudt": 5,
    "genbehandlet": 30,
    "igen": 4,
    "praktik": 130,
    "fravaer": 85,
    "sygdom_lang": 20,
    "aktoer1": 25,
    "aktoer2": 20,
    "uddannelse": 45,
    "tilbage": 40,
    "uden_jobformidler": 10,
}
FASE3 = {
    "ny": 80,
    "paa_vej": 90,
    "bagud": 50,
    "mangler_en": 25,
    "mangler_fremmoede": 25,
    "naaet": 20,
    "misset": 20,
    "uden_statusmoede": 15,
    "sent_statusmoede": 10,
    "faerdig": 120,
    "uden_plan": 15,
    "glemt": 20,
    "uden_aftale": 20,
    "uden_vitas": 20,
    "uden_markering": 25,
    "progredierende": 25,
    "progredierende_maerket": 10,
    "stiger_over": 40,
    "over_graensen": 310,
    "falder": 40,
    "to_job": 20,
}
ANDELE = {"1": FASE1, "2": FASE2, "3": FASE3}
IKKE_FREMVIST = {"fase1_uden", "uden_jobformidler", "igen", "sygdom_lang", "to_job", "over_graensen"}
FLERE_FREMVIST = {"aktiv": 7, "naer": 2, "fravaer": 3, "praktik": 3}
STAND_ANDELE = {"over": 7.8, "idag": 4, "snart": 13, "normal": 75.2}
FREMVIST_STAND = ("normal", "over", "snart", "idag", "normal", "snart", "over", "normal")


@dataclass(frozen=True)
class Opskrift:
    """One case to be told: `variant` counts within the situation, `stand` is the state of the contact
    deadline, `fremvist` puts it with the demo login."""

    fase: str
    situation: str
    variant: int
    stand: str
    fremvist: bool


def _fremvist(situation: str) -> int:
    return 0 if situation in IKKE_FREMVIST else FLERE_FREMVIST.get(situation, 1)


def make_opskrifter(rng: Random, antal: int) -> list[Opskrift]:
    """`antal` active cases: those of the demo login first, the rest shuffled."""
    situationer: list[tuple[str, str, int]] = []
    for fase, i_fasen in fordel(antal, FASE_ANDELE).items():
        mindst = {navn: _fremvist(navn) for navn in ANDELE[fase]}
        for navn, tal in fordel(i_fasen, ANDELE[fase], mindst).items():
            situationer += [(fase, navn, variant) for variant in range(tal)]
    fremviste = [s for s in situationer if s[2] < _fremvist(s[1])]
    andre = [s for s in situationer if s[2] >= _fremvist(s[1])]
    rng.shuffle(andre)
    return _add_stand(fremviste, True) + _add_stand(andre, False)


def _add_stand(situationer: list[tuple[str, str, int]], fremvist: bool) -> list[Opskrift]:
    med_frist = [i for i, (fase, navn, _) in enumerate(situationer) if fase == "2" and navn not in PAUSER]
    if fremvist:
        stande = [FREMVIST_STAND[i % len(FREMVIST_STAND)] for i in range(len(med_frist))]
    else:
        stande = spred(fordel(len(med_frist), STAND_ANDELE))
    stand = dict(zip(med_frist, stande, strict=True))
    return [Opskrift(*s, stand.get(i, "normal"), fremvist) for i, s in enumerate(situationer)]
