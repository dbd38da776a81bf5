"""Progression: hours in the fleksjob at its start and now, agreed and effective."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from opfoelgning.rapport.celler import (
    Diagram,
    Noegletal,
    Raekke,
    Rapport,
    Saetning,
    Tabel,
    andel,
    antal,
    snit,
)
from opfoelgning.rapport.udsnit import EN_DAG, Sag, Udsnit
from opfoelgning.regler.typer import Sagsfakta
from opfoelgning.timer import agreed_hours, agreed_hours_at_start, effective_hours, hours_at_start

BAAND = ("0 timer", "1–5 timer", "6–10 timer", "Over 10 timer")
OVER = len(BAAND) - 1
INGEN = "Der er ingen borgere i fase 3 i perioden."
EFFEKTIVE = (
    "Effektive timer er aftalte timer gange arbejdsintensitet. 1–5 er til og med 5 timer, 6–10 til og med 10. Borgere "
    "med kendte timer i fleksjob på dagen er med, og to job lægges sammen."
)


class Timetal(NamedTuple):
    """Hours a week of one borger in a fleksjob on the day, and whether they rose within the period.

    ``i_job`` is false for one whose forløb ended in the period; only ``kom_over`` is told of her.
    """

    pk: int
    i_job: bool
    aftalt_start: Decimal
    aftalt_nu: Decimal
    effektiv_start: Decimal
    effektiv_nu: Decimal
    steg: bool
    kom_over: bool


def baand(timer: Decimal) -> int:
    """Number of the band in ``BAAND``."""
    return sum((timer > 0, timer > 5, timer > 10))


def observer(sag: Sag, u: Udsnit) -> Iterator[Timetal]:
    """The hours on the day, or on the last day of a forløb that ended in the period."""
    sidste = min(u.dag, sag.fakta.slut - EN_DAG)
    nu, start = effective_hours(sag.fakta, sidste), hours_at_start(sag.fakta, sidste)
    if nu is None or start is None or sidste < u.fra:
        return
    foer = effective_hours(sag.fakta, u.fra)
    foer = start if foer is None or u.fra < sag.fakta.start else foer
    yield Timetal(
        sag.pk,
        sidste == u.dag,
        _eller_nul(agreed_hours_at_start, sag.fakta, sidste),
        _eller_nul(agreed_hours, sag.fakta, sidste),
        start,
        nu,
        nu > foer,
        baand(nu) == OVER and baand(foer) < OVER,
    )


def _eller_nul(timer: Callable[[Sagsfakta, date], Decimal | None], fakta: Sagsfakta, dag: date) -> Decimal:
    return timer(fakta, dag) or Decimal(0)


def saml(alle: Iterable[Timetal], u: Udsnit) -> Rapport:
    """Who works more than at the start, and how hours lie in bands then and now."""
    sete = list(alle)
    i_job = [t for t in sete if t.i_job]
    flere = andel((t.pk for t in i_job if t.effektiv_nu > t.effektiv_start), (t.pk for t in i_job))
    tal = (
        Noegletal("I fleksjob på dagen", antal(t.pk for t in i_job), EFFEKTIVE),
        Noegletal("Flere effektive timer end ved start", flere, EFFEKTIVE),
        Noegletal("Færre end ved start", antal(t.pk for t in i_job if t.effektiv_nu < t.effektiv_start)),
        Noegletal("Fik flere timer i perioden", antal(t.pk for t in i_job if t.steg)),
        Noegletal(
            "Kom over 10 timer i perioden", antal(t.pk for t in sete if t.kom_over), "Også afsluttede forløb."
        ),
        Noegletal(
            "Effektive timer ved start", snit([(t.pk, float(t.effektiv_start)) for t in i_job], "timer")
        ),
        Noegletal("Effektive timer nu", snit([(t.pk, float(t.effektiv_nu)) for t in i_job], "timer")),
    )
    vist = _vist(i_job)
    return Rapport(
        fund=Saetning(
            "{} af de {} i fleksjob arbejder flere effektive timer end ved start: {} i gennemsnit nu, {} ved start.",
            (flere, tal[0].celle, tal[6].celle, tal[5].celle),
        ),
        noegletal=tal,
        tabeller=(_baand(i_job, vist), _fra_til(i_job, vist)),
        diagram=Diagram("soejler", "Timer om ugen", tuple(range(len(vist)))),
        maalt=flere,
        tom="" if sete else INGEN,
    )


_MAALT: tuple[tuple[str, Callable[[Timetal], Decimal]], ...] = (
    ("Aftalt, start", lambda t: t.aftalt_start),
    ("Aftalt, nu", lambda t: t.aftalt_nu),
    ("Effektivt, start", lambda t: t.effektiv_start),
    ("Effektivt, nu", lambda t: t.effektiv_nu),
)


def _vist(i_job: list[Timetal]) -> list[int]:
    """Numbers of the bands: nobody is meant to work no hours, so that band is shown only where somebody does."""
    uden = any(baand(timer(t)) == 0 for t in i_job for _, timer in _MAALT)
    return list(range(0 if uden else 1, len(BAAND)))


def _baand(i_job: list[Timetal], vist: list[int]) -> Tabel:
    raekker = []
    for navn, timer in _MAALT:
        i_baand = [antal(t.pk for t in i_job if baand(timer(t)) == nr) for nr in vist]
        raekker.append(Raekke(navn, (*i_baand, snit([(t.pk, float(timer(t))) for t in i_job], "timer"))))
    hoved = (*(BAAND[nr] for nr in vist), "Gennemsnit")
    return Tabel("Timer om ugen i bånd", hoved, tuple(raekker))


def _fra_til(i_job: list[Timetal], vist: list[int]) -> Tabel:
    raekker = tuple(
        Raekke(
            f"Fra {BAAND[fra].lower()}",
            tuple(
                antal(t.pk for t in i_job if (baand(t.effektiv_start), baand(t.effektiv_nu)) == (fra, til))
                for til in vist
            ),
        )
        for fra in vist
    )
    hoved = tuple(f"Til {BAAND[til].lower()}" for til in vist)
    return Tabel("Effektive timer fra start til nu", hoved, raekker, kun_i_teamet=True)
