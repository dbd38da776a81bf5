"""Cases in fase 1 and fase 2, one function per situation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from fleksjob.demodata import ledighed
from fleksjob.demodata.fordeling import hverdag_foer
from fleksjob.demodata.kontaktserie import add_glemt_aftale, add_kontakter, add_ubesvaret
from fleksjob.demodata.sag import Sag

FOER_VISITATION = (
    "sygedagpenge",
    "sygedagpenge",
    "ressourceforloebsydelse",
    "kontanthjaelp",
)
FASE1_DAGE = {"fase1": (3, 54), "fase1_naer": (57, 69), "fase1_over": (72, 115)}
FRAVAER_NU = {
    "ferie": ((2, 12), (1, 1)),
    "sygdom": ((2, 20), (2, 12)),
    "mindre_intensiv_indsats": ((10, 45), (10, 60)),
    "barsel": ((10, 45), (60, 200)),
    "ulovligt_fravaer": ((1, 4), (1, 3)),
    "sorgorlov": ((5, 40), (10, 60)),
    "borgerligt_ombud": ((1, 3), (1, 3)),
    "midlertidigt_arbejde": ((3, 20), (3, 20)),
    "afklaring_foertidspension": ((10, 45), (30, 90)),
    "andet_lovligt": ((1, 8), (2, 10)),
}
PAUSER = {"fravaer", "sygdom_lang", "aktoer1", "aktoer2"}  # situations without a contact deadline today
MINDST_DAGE = {"passiv": 400, "brudt": 420, "aftalt": 400, "naer": 360, "genbehandlet": 560, "igen": 640}
TAELLENDE = {"naer": (156, 178), "passiv": (188, 235), "aftalt": (188, 215), "brudt": (200, 235)}


def _dag(n: int) -> timedelta:
    return timedelta(days=n)


def build_fase1(sag: Sag, situation: str) -> None:
    """Waiting for the visitation, so and so long."""
    sag.fra = sag.days_ago(*FASE1_DAGE[situation])
    sag.add("faser", nr=1, fra=sag.fra, til=None)
    sag.add(
        "ydelser",
        type=sag.rng.choice(FOER_VISITATION),
        fra=sag.fra - _dag(sag.rng.randint(90, 500)),
        til=None,
    )
    if sag.rng.random() < 0.6 and sag.fra < sag.dag - _dag(12):
        add_kontakter(sag, sag.fra + _dag(8), sag.dag, "normal")


def add_foer(sag: Sag, start: date) -> None:
    """What led to fase 2 on `start`: fase 1 on another benefit, or entry straight from ledighedsydelse."""
    sag.fra = start
    foer = sag.rng.random()
    if foer < 0.6:
        sag.fra = start - _dag(int(sag.rng.triangular(18, 105, 48)))
        sag.add("faser", nr=1, fra=sag.fra, til=start - _dag(1))
    if foer > 0.88:
        sag.add(
            "ydelser", type="ledighedsydelse", fra=start - _dag(sag.rng.randint(30, 700)), til=start - _dag(1)
        )
    else:
        begyndt = sag.fra - _dag(sag.rng.randint(90, 600))
        sag.add("ydelser", type=sag.rng.choice(FOER_VISITATION), fra=begyndt, til=start - _dag(1))


def draw_laengde(sag: Sag, median: int, mindst: int) -> int:
    """Days on ledighedsydelse: right-skewed around the median, at least `mindst`."""
    return max(mindst, min(int(sag.rng.lognormvariate(0, 0.75) * median), 1300))


def build_fase2(sag: Sag, situation: str, variant: int, stand: str) -> None:
    """An open fase 2 in the given situation; `stand` is the state of the contact deadline, if any runs."""
    aldrig_i_gang = situation in ("naer", "passiv") and variant % 5 < 2
    if aldrig_i_gang:
        start = sag.days_ago(*TAELLENDE[situation])
    else:
        start = sag.dag - _dag(draw_laengde(sag, 265, MINDST_DAGE.get(situation, 30)))
    add_foer(sag, start)
    sag.add("faser", nr=2, fra=start, til=None)
    sag.add("ydelser", type="ledighedsydelse", fra=start, til=None)
    if not aldrig_i_gang:
        HISTORIER[situation](sag, start, variant)
    add_kontakter(sag, start, sag.dag, "normal" if situation in PAUSER else stand)
    ledighed.add_revurderinger(sag, _ledig_siden(sag))


def _ledig_siden(sag: Sag) -> date:
    return min(date.fromisoformat(y["fra"]) for y in sag.lister["ydelser"] if y["type"] == "ledighedsydelse")


def _aktiv(sag: Sag, start: date, variant: int) -> None:
    ledighed.add_historik(sag, start, sag.dag, sag.rng.randint(5, 140))
    if variant == 0 or sag.rng.random() < 0.012:
        add_glemt_aftale(sag)
    if variant in (1, 2):
        add_ubesvaret(sag, 3 - variant)


def _taet_paa(situation: str) -> Callable[[Sag, date, int], None]:
    def build(sag: Sag, start: date, variant: int) -> None:
        ledighed.add_historik(sag, start, sag.dag, sag.rng.randint(*TAELLENDE[situation]), kun_kort=True)
        if situation == "aftalt":
            aftalt = hverdag_foer(sag.days_ago(2, 9))
            begynder = sag.dag + _dag(sag.rng.randint(4, 14))
            sag.add_gennemgang(aftalt, "indsats_aftalt", begynder)
            sag.add_tilbud("virksomhedspraktik", begynder, begynder + _dag(27))
        if situation == "brudt":
            gennemgang = hverdag_foer(sag.days_ago(50, 60))
            sag.add_gennemgang(gennemgang, "indsats_aftalt", gennemgang + _dag(20))
        if situation == "passiv" and variant % 5 == 3:
            sag.add_gennemgang(hverdag_foer(sag.days_ago(3, 10)), "genbehandling")
            sag.add_genbehandling(hverdag_foer(sag.dag + _dag(sag.rng.randint(9, 20))))

    return build


def _genbehandlet(taellende: tuple[int, int]) -> Callable[[Sag, date, int], None]:
    def build(sag: Sag, start: date, variant: int) -> None:
        ledighed.add_fravaer_foer(sag, start, sag.dag - _dag(ledighed.ROLIGT_FOER_DAGEN), kun_kort=True)
        anker = ledighed.find_anker(sag, start, sag.dag, sag.rng.randint(*taellende))
        ledighed.add_genbehandling(sag, start, anker)

    return build


def _praktik(sag: Sag, start: date, variant: int) -> None:
    fra = max(start, sag.days_ago(2, 50))
    ledighed.add_historik(sag, start, fra, sag.rng.randint(5, 140))
    type_ = "loentilskud" if variant % 9 == 4 else "virksomhedspraktik"
    sag.add_tilbud(type_, fra, None if variant % 7 == 3 else sag.dag + _dag(sag.rng.randint(3, 60)))


def _fravaer(sag: Sag, start: date, variant: int) -> None:
    type_ = list(FRAVAER_NU)[variant % len(FRAVAER_NU)]
    foer, efter = FRAVAER_NU[type_]
    fra = max(start, sag.days_ago(*foer))
    ledighed.add_historik(sag, start, fra, sag.rng.randint(5, 120))
    sag.add_fravaer(type_, fra, sag.dag + _dag(sag.rng.randint(*efter)))


def _sygdom_lang(sag: Sag, start: date, variant: int) -> None:
    fra = max(start, sag.days_ago(60, 150))
    ledighed.add_historik(sag, start, fra, sag.rng.randint(5, 120))
    sag.add_fravaer("sygdom", fra, None)


def _aktoer(hjemmel: str) -> Callable[[Sag, date, int], None]:
    def build(sag: Sag, start: date, variant: int) -> None:
        fra = max(start, sag.days_ago(8, 45))
        ledighed.add_historik(sag, start, fra, sag.rng.randint(5, 100))
        sag.add_anden_aktoer(hjemmel, fra, sag.dag + _dag(sag.rng.randint(5, 60)))

    return build


def _uddannelse(sag: Sag, start: date, variant: int) -> None:
    ledighed.add_historik(sag, start, sag.dag, sag.rng.randint(5, 140))
    fra = max(start, sag.days_ago(3, 28))
    type_ = ("jobrettet_uddannelse", "jobrettet_uddannelse", "opkvalificering", "vejledning", "mentor")[
        variant % 5
    ]
    sag.add_tilbud(type_, fra, sag.dag + _dag(sag.rng.randint(3, 40)))


HISTORIER: dict[str, Callable[[Sag, date, int], None]] = {
    "aktiv": _aktiv,
    "naer": _taet_paa("naer"),
    "passiv": _taet_paa("passiv"),
    "aftalt": _taet_paa("aftalt"),
    "brudt": _taet_paa("brudt"),
    "genbehandlet": _genbehandlet((8, 140)),
    "igen": _genbehandlet((188, 225)),
    "praktik": _praktik,
    "fravaer": _fravaer,
    "sygdom_lang": _sygdom_lang,
    "aktoer1": _aktoer("stk1"),
    "aktoer2": _aktoer("stk2"),
    "uddannelse": _uddannelse,
    "uden_jobformidler": _aktiv,
}
