"""Forecast: which duties will be missed in the days to come, if nothing happens and with what is planned. Pure.

*If nothing happens* is what is seen today, carried forward: every record that has begun runs to its known end, nothing
begins. *With the known plans* everything recorded begins when it says, and what is planned is held on its day. Both are
judged by the rules themselves, on every day on which an answer can change.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from kommuner.indsatsmodel import Indsatsmodel, Regelvaerdier
from opfoelgning import poster
from opfoelgning.poster import Post, Sag
from opfoelgning.regler.motor import Bedoemmelse, bedoem
from opfoelgning.regler.typer import AABEN, Sagsfakta, Tilstand, Vurdering

LAENGST = 365  # days a forecast may look ahead
PLANENS_HORISONT = timedelta(days=730)  # how far on a date with the known plans is looked for

Pligt = tuple[str, str | None]  # rule, genstand


class Overskridelse(NamedTuple):
    """A duty that is missed from ``dag`` on, and was not on the day before."""

    dag: date
    vurdering: Vurdering


class Udsigt(NamedTuple):
    """One line of a forecast.

    ``uden``: the judgement on the first day the duty is missed if nothing happens; ``med``: the same with the known
    plans, looked for up to ``set_til``. None: not missed. ``planer``: the plans that make the difference.
    """

    uden: Overskridelse | None
    med: Overskridelse | None
    planer: tuple[Post, ...]
    set_til: date

    @property
    def foerst(self) -> Overskridelse:
        """The missed duty itself: if nothing happens, else the one that a plan brings about."""
        fundet = self.uden or self.med
        assert fundet is not None
        return fundet


def prognose(
    sag: Sagsfakta, regler: Regelvaerdier, dag: date, dage: int, *, nu: datetime | None = None
) -> list[Udsigt]:
    """Return the duties that will be missed on one of the ``dage`` days after ``dag``, in order of day.

    Each duty stands there once, with the first day on which it is missed anew; those missed today already are not in
    it until they have been met. ``dage`` is at most ``LAENGST``. ``nu``: the instant of the day to look from; what runs
    out in the hours left of it is in the forecast too. Without it the day is over.
    """
    en_sag = Sag(sag, regler)
    til = dag + timedelta(days=min(dage, LAENGST))
    kendte = poster.planer(en_sag, dag)
    uden = overskridelser(poster.fremskriv(en_sag, dag, ()) if kendte else en_sag, dag, til, nu)
    if not kendte:
        return _sorteret(Udsigt(fundet, fundet, (), til) for fundet in uden.values())
    fremtid = poster.fremskriv(en_sag, dag, kendte)
    med = overskridelser(fremtid, dag, til, nu)
    set_til = min(til, AABEN - PLANENS_HORISONT) + PLANENS_HORISONT
    med |= {
        pligt: fundet
        for pligt in uden.keys() - med.keys()
        if (fundet := overskridelser(_kun(fremtid, pligt), dag, set_til, nu).get(pligt))
    }
    return _sorteret(
        _udsigt(en_sag, (dag, nu), kendte, (uden.get(pligt), med.get(pligt)), set_til)
        for pligt in uden.keys() | med.keys()
    )


def _sorteret(udsigter: Iterable[Udsigt]) -> list[Udsigt]:
    def orden(udsigt: Udsigt) -> tuple[date, str, str]:
        dag, vurdering = udsigt.foerst
        return dag, vurdering.regel, vurdering.genstand or ""

    return sorted(udsigter, key=orden)


def overskridelser(sag: Sag, dag: date, til: date, nu: datetime | None = None) -> dict[Pligt, Overskridelse]:
    """Return the first day after ``dag`` up to and including ``til`` on which each duty is missed anew.

    ``nu``: the instant of ``dag`` to look from; the day itself is then the first on which a duty may be missed anew.
    """
    fundne: dict[Pligt, Overskridelse] = {}
    foer: set[Pligt] | None = set(_missed(bedoem(sag.fakta, sag.regler, dag, nu))) if nu else None
    while dag <= til:
        bedoemmelse = bedoem(sag.fakta, sag.regler, dag)
        missede = _missed(bedoemmelse)
        if foer is not None:
            for pligt in missede.keys() - foer - fundne.keys():
                fundne[pligt] = Overskridelse(dag, missede[pligt])
        foer = set(missede)
        dag = bedoemmelse.naeste
    return fundne


def _missed(bedoemmelse: Bedoemmelse) -> dict[Pligt, Vurdering]:
    return {(v.regel, v.genstand): v for v in bedoemmelse.vurderinger if v.tilstand is Tilstand.OVERSKREDET}


def _udsigt(
    sag: Sag,
    fra: tuple[date, datetime | None],
    kendte: list[Post],
    fund: tuple[Overskridelse | None, Overskridelse | None],
    set_til: date,
) -> Udsigt:
    uden, med = fund
    if uden and med and uden.dag == med.dag:
        return Udsigt(uden, med, (), set_til)
    fundet = uden or med
    assert fundet is not None
    return Udsigt(uden, med, _grunde(sag, fra, kendte, fundet), set_til)


def _grunde(
    sag: Sag, fra: tuple[date, datetime | None], kendte: list[Post], fundet: Overskridelse
) -> tuple[Post, ...]:
    """Return the plans that alone change the answer up to the day found; when none does, all of them together."""
    dag, nu = fra
    pligt = (fundet.vurdering.regel, fundet.vurdering.genstand)

    def paa_dagen(valgte: Iterable[Post]) -> date | None:
        svar = overskridelser(_kun(poster.fremskriv(sag, dag, valgte), pligt), dag, fundet.dag, nu).get(pligt)
        return svar.dag if svar else None

    uden = paa_dagen(())

    def flytter(plan: Post) -> bool:
        return paa_dagen((plan,)) != uden

    alene = tuple(plan for plan in kendte if flytter(plan))
    return alene or tuple(kendte)


@lru_cache(maxsize=64)
def _kun_reglen(model: Indsatsmodel, kode: str) -> Indsatsmodel:
    return replace(model, regler=tuple(regel for regel in model.regler if regel.kode == kode))


def _kun(sag: Sag, pligt: Pligt) -> Sag:
    return sag._replace(regler=kun_reglen(sag.regler, pligt[0]))


def kun_reglen(regler: Regelvaerdier, kode: str) -> Regelvaerdier:
    """Return the same values with one rule to judge by; none when the model does not have it."""
    return Regelvaerdier(_kun_reglen(regler.model, kode), regler.versioner, regler.kalender)
