"""A stretch on ledighedsydelse, told backwards: first the absences, then how long the passivity clock
has counted, then the activity that reset it, and what went before.
"""

from __future__ import annotations

from datetime import date, timedelta

from fleksjob.demodata.fordeling import hverdag_foer
from fleksjob.demodata.sag import Sag, days

KORT_FRAVAER = {
    "sygdom": (1, 20),
    "ferie": (4, 20),
    "borgerligt_ombud": (1, 4),
    "andet_lovligt": (1, 10),
    "midlertidigt_arbejde": (5, 20),
    "ulovligt_fravaer": (1, 3),
}
LANGT_FRAVAER = {
    "barsel": (120, 240),
    "sorgorlov": (60, 120),
    "mindre_intensiv_indsats": (28, 90),
    "afklaring_foertidspension": (60, 120),
}
NULSTILLER = ("virksomhedspraktik", "loentilskud")
REVURDERES = 480  # days
ROLIGT_FOER_DAGEN = 50  # no absence ends in these days, so that the state of today is the one that was chosen


def _dag(n: int) -> timedelta:
    return timedelta(days=n)


def add_fravaer_foer(sag: Sag, start: date, graense: date, kun_kort: bool) -> None:
    """Scattered absences in [start, graense), at least three days apart."""
    ledig = start + _dag(sag.rng.randint(20, 120))
    while ledig < graense:
        typer = LANGT_FRAVAER if not kun_kort and sag.rng.random() < 0.06 else KORT_FRAVAER
        type_ = sag.rng.choices(list(typer), (6, 5, 1, 1, 1, 0.3)[: len(typer)])[0]
        til = ledig + _dag(sag.rng.randint(*typer[type_]) - 1)
        if til >= graense:
            return
        sag.add_fravaer(type_, ledig, til)
        if type_ not in ("sygdom", "ferie"):
            sag.add_gennemgang(ledig + _dag(1), "lovlig_grund")
        ledig = til + _dag(sag.rng.randint(60, 200))


def find_anker(sag: Sag, start: date, slut: date, taellende: int) -> date:
    """The day from which `taellende` days outside every pause lead up to `slut`, but not before `start`."""
    dag = slut
    while taellende > 0 and dag > start:
        dag -= _dag(1)
        taellende -= dag.toordinal() not in sag.pauser
    return dag


def add_aktivering(sag: Sag, start: date, anker: date) -> None:
    """Activities that reset the clock, the last of them ending the day before `anker`, back to `start`."""
    slut = anker
    while slut > start:
        fra = max(start, slut - _dag(sag.rng.randint(14, 84)))
        _add_nulstilling(sag, fra, slut - _dag(1))
        slut = fra - _dag(sag.rng.randint(30, 150))


def _add_nulstilling(sag: Sag, fra: date, til: date) -> None:
    terning = sag.rng.random()
    dage = set(days(fra, til))
    if terning < 0.08 and til < sag.dag - _dag(ROLIGT_FOER_DAGEN) and not dage & sag.kontaktfri:
        sag.add_anden_aktoer("stk2", fra, til)
        return
    if terning < 0.3:
        sag.add_gennemgang(hverdag_foer(fra - _dag(12)), "indsats_aftalt", fra)
    sag.add_tilbud("loentilskud" if terning > 0.93 else "virksomhedspraktik", fra, til)


def add_genbehandling(sag: Sag, start: date, dag: date) -> None:
    """Passive for the first time about 18 days before the team meeting held on `dag`."""
    moede = hverdag_foer(dag)
    sag.add_gennemgang(hverdag_foer(moede - _dag(16)), "genbehandling")
    sag.add_genbehandling(moede)
    add_aktivering(sag, start, find_anker(sag, start, moede, 200))


def add_revurderinger(sag: Sag, start: date) -> None:
    """The law's assessments of a long time on ledighedsydelse since `start`, 16 months apart; some are forgotten.

    Only before the latest activity, so that the clock of today is the one that was chosen.
    """
    aktiviteter = [
        date.fromisoformat(post["fra"])
        for post in (*sag.lister.get("tilbud", ()), *sag.lister.get("anden_aktoer", ()))
        if post.get("type") in NULSTILLER or post.get("hjemmel") == "stk2"
    ]
    seneste = max((dag for dag in aktiviteter if dag < sag.dag), default=start)
    moede = start + _dag(REVURDERES)
    while moede < seneste:
        if sag.rng.random() < 0.94:
            sag.add_genbehandling(hverdag_foer(moede))
        moede += _dag(REVURDERES)


def add_sideloebende(sag: Sag, start: date, slut: date) -> None:
    """Courses and guidance that do not touch the clock; sometimes another provider chosen by the borger."""
    dage = (slut - start).days
    if dage < 60:
        return
    if sag.rng.random() < 0.35:
        fra = start + _dag(sag.rng.randint(5, dage - 40))
        type_ = sag.rng.choice(("jobrettet_uddannelse", "opkvalificering", "vejledning", "mentor"))
        sag.add_tilbud(type_, fra, fra + _dag(sag.rng.randint(6, 34)))
    if dage > 160 and sag.rng.random() < 0.05:
        fra = start + _dag(sag.rng.randint(10, dage - 110))
        til = fra + _dag(sag.rng.randint(13, 50))
        if not set(days(fra, til)) & sag.kontaktfri:
            sag.add_anden_aktoer("stk1", fra, til)


def add_historik(sag: Sag, start: date, slut: date, taellende: int, kun_kort: bool = False) -> None:
    """Everything but contacts in [start, slut), with `taellende` days counted on the clock at `slut`."""
    add_fravaer_foer(sag, start, slut - _dag(ROLIGT_FOER_DAGEN), kun_kort)
    add_sideloebende(sag, start, slut)
    add_aktivering(sag, start, find_anker(sag, start, slut, taellende))
