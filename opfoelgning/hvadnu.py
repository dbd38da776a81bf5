"""What if: which forløb change state today, and how many become overdue, under other values. Writes nothing.

``compare`` is the heart: one forløb, two sets of values, one day. ``hvad_nu`` asks it of many, gathered in batches.
Only the rules that a changed value can reach are judged; every other rule answers the same before and after.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import DatabaseError

from forloeb.models import ForloebQuerySet
from kommuner.indsatsmodel import Regel, Regelvaerdier, Version
from opfoelgning.fakta import Sagsraekke, fetch_sager, regelvaerdier
from opfoelgning.hvadnu_stamme import Stammeskift, shifted
from opfoelgning.poster import Sag, fremskriv, planer
from opfoelgning.prognose import overskridelser
from opfoelgning.regler import SLAGS
from opfoelgning.regler.motor import Bedoemmelse, bedoem
from opfoelgning.regler.svar import start_of_day
from opfoelgning.regler.typer import Sagsfakta, Tilstand, Vurdering
from opfoelgning.vurdering import BATCH

log = logging.getLogger(__name__)

HORISONT = timedelta(days=90)

Noegle = tuple[str, str | None]  # rule, genstand


class Skift(NamedTuple):
    """One judgement that is another under the new values; ``None`` as state or frist: there is none."""

    regel: str
    genstand: str | None
    fra: Tilstand | None
    til: Tilstand | None
    frist_foer: date | None
    frist_efter: date | None

    @property
    def ny_tilstand(self) -> bool:
        """Whether the state differs, and not the frist alone."""
        return self.fra is not self.til


class Sagsskift(NamedTuple):
    """A ``Skift`` and whose it is."""

    forloeb_id: int
    forloeb: str
    borger_id: int
    navn_sortering: str
    skift: Skift


class Udsyn(NamedTuple):
    """One set of values on one forløb: today's judgements, and what becomes overdue after today if nothing happens."""

    nu: Mapping[Noegle, Vurdering]
    snart: frozenset[Noegle]


@dataclass
class Tal:
    """Numbers of forløb, before against after: overdue today, and becoming overdue on one of the next 90 days.

    ``skift`` change state today; ``flyttes`` keep their state and get another frist.
    """

    overskredet_foer: int = 0
    overskredet_efter: int = 0
    snart_foer: int = 0
    snart_efter: int = 0
    skift: int = 0
    flyttes: int = 0


@dataclass
class HvadNu:
    """The answer for one set of other values: numbers in all and by rule, each change, and cases put aside."""

    antal: int = 0
    ialt: Tal = field(default_factory=Tal)
    regler: dict[str, Tal] = field(default_factory=dict)
    skift: list[Sagsskift] = field(default_factory=list)
    fejl: list[str] = field(default_factory=list)


class Svar(NamedTuple):
    """Both answers to a change: for clocks that begin on its day or later, and for running clocks too.

    ``stammer`` are the jobformidlere whose caseload passes the ceiling or comes below it; the same for both.
    """

    nye: HvadNu
    loebende: HvadNu
    stammer: Sequence[Stammeskift]


def ask(
    indsatsmodel: str,
    version: Version,
    forloeb: ForloebQuerySet,
    dag: date,
    nu: datetime | None = None,
    *,
    i_stedet_for: date | None = None,
) -> Svar:
    """Return what a version would change for those of the forløb that are open on the day and follow the model.

    ``i_stedet_for`` is the day of the version that it replaces, if it is another. The version's own word on running
    clocks is not asked: both answers are given.
    """
    foer = regelvaerdier(indsatsmodel)
    andre = [foer.med(replace(version, gaelder_loebende=ogsaa), i_stedet_for) for ogsaa in (False, True)]
    mine = forloeb.aabne(dag).filter(indsatsmodel=indsatsmodel)
    nye, loebende = hvad_nu(mine.order_by("pk").values_list("pk", flat=True), foer, andre, dag, nu)
    return Svar(nye, loebende, shifted(forloeb, foer, andre[1], dag))


def ask_without(
    indsatsmodel: str, gyldig_fra: date, forloeb: ForloebQuerySet, dag: date, nu: datetime | None = None
) -> HvadNu:
    """Return what would change if the kommune's version of a day were not there, for the same forløb as ``ask``."""
    foer = regelvaerdier(indsatsmodel)
    mine = forloeb.aabne(dag).filter(indsatsmodel=indsatsmodel)
    ids = mine.order_by("pk").values_list("pk", flat=True)
    (svar,) = hvad_nu(ids, foer, [foer.uden(gyldig_fra)], dag, nu)
    return svar


def hvad_nu(
    forloeb_ids: Iterable[int],
    foer: Regelvaerdier,
    andre: Sequence[Regelvaerdier],
    dag: date,
    nu: datetime | None = None,
) -> list[HvadNu]:
    """Return one answer per set of other values, for forløb of the values' own model; reads facts only.

    ``nu`` is the instant of the day from which rules that count hours look; without it, the day's beginning, as with
    stored judgements.
    """
    ids = list(forloeb_ids)
    koder = {regel.kode for efter in andre for regel in reached_rules(foer, efter)}
    svar = [HvadNu(regler={kode: Tal() for kode in koder}) for _ in andre]
    smalle = _narrowed((foer, *andre), koder)
    for nr in range(0, len(ids) if koder else 0, BATCH):
        for raekke in fetch_sager(ids[nr : nr + BATCH]):
            _judge(raekke, smalle, (dag, nu or start_of_day(dag)), svar)
    for en in svar:
        en.antal = len(ids)
    return svar


def _judge(
    raekke: Sagsraekke, values: Sequence[Regelvaerdier], naar: tuple[date, datetime], svar: list[HvadNu]
) -> None:
    """Add one forløb to every answer, or, when it cannot be judged, to their faults."""
    try:
        foer, *andre = look_ahead(raekke.sag, values, *naar)
    except DatabaseError:
        raise
    except Exception:
        log.exception("Forløb %s kunne ikke vurderes", raekke.forloeb_id)
        for en in svar:
            en.fejl.append(raekke.sag.id)
        return
    for en, efter in zip(svar, andre, strict=True):
        add_case(en, raekke, foer, efter)


def add_case(svar: HvadNu, raekke: Sagsraekke, foer: Udsyn, efter: Udsyn) -> None:
    """Add one forløb, as it is judged before and after, to an answer; ``svar.regler`` has the rules that are judged."""
    skift = compare(foer, efter)
    hvem = raekke.forloeb_id, raekke.sag.id, raekke.borger_id, raekke.navn_sortering
    svar.skift += [Sagsskift(*hvem, et) for et in skift]
    _count(svar, foer, efter, skift)


def look_ahead(sag: Sagsfakta, values: Sequence[Regelvaerdier], dag: date, nu: datetime) -> list[Udsyn]:
    """Judge a forløb under several sets of values, now and for 90 days: the forecast in which nothing happens."""
    her = Sag(sag, values[0])
    frem = fremskriv(her, dag, ()) if planer(her, dag) else her
    return [
        Udsyn(
            by_key(bedoem(sag, regler, dag, nu)),
            frozenset(overskridelser(frem._replace(regler=regler), dag, dag + HORISONT)),
        )
        for regler in values
    ]


def by_key(bedoemt: Bedoemmelse) -> dict[Noegle, Vurdering]:
    """The judgements by rule and genstand."""
    return {(v.regel, v.genstand): v for v in bedoemt.vurderinger}


def compare(foer: Udsyn, efter: Udsyn) -> list[Skift]:
    """Return what differs today, in order of rule and genstand; empty when nothing does."""
    fundne = []
    for noegle in dict.fromkeys((*foer.nu, *efter.nu)):
        a, b = foer.nu.get(noegle), efter.nu.get(noegle)
        fra, til = a and a.tilstand, b and b.tilstand
        frister = a and a.frist, b and b.frist
        if fra is not til or frister[0] != frister[1]:
            fundne.append(Skift(*noegle, fra, til, *frister))
    return sorted(fundne, key=lambda s: (s.regel, s.genstand or ""))


def _overdue(nu: Mapping[Noegle, Vurdering]) -> set[Noegle]:
    return {noegle for noegle, v in nu.items() if v.tilstand is Tilstand.OVERSKREDET}


def _count(svar: HvadNu, foer: Udsyn, efter: Udsyn, skift: list[Skift]) -> None:
    """Add one forløb to the numbers; it counts once in all, however many of its judgements are meant."""
    hits = {
        "overskredet_foer": _overdue(foer.nu),
        "overskredet_efter": _overdue(efter.nu),
        "snart_foer": foer.snart,
        "snart_efter": efter.snart,
        "skift": {(s.regel, s.genstand) for s in skift if s.ny_tilstand},
    }
    hits["flyttes"] = {(s.regel, s.genstand) for s in skift if not s.ny_tilstand}
    for navn, noegler in hits.items():
        for kode in {regel for regel, _ in noegler}:
            _add(svar.regler[kode], navn)
        if noegler:
            _add(svar.ialt, navn)


def _add(tal: Tal, navn: str) -> None:
    setattr(tal, navn, getattr(tal, navn) + 1)


def reached_rules(foer: Regelvaerdier, efter: Regelvaerdier) -> tuple[Regel, ...]:
    """Return the rules that may answer differently: those that use a value in which a new or a missing version
    differs from any other version of the kommune or the model.

    A version for running clocks brings all its values to them, also those it merely carries on; hence *any* other.
    """
    nye = [v for v in (*foer.versioner, *efter.versioner) if (v in foer.versioner) != (v in efter.versioner)]
    alle = (*foer.versioner, *efter.versioner, *foer.model.standard)
    noegler = {
        noegle
        for ny in nye
        for version in alle
        for noegle, vaerdi in version.vaerdier.items()
        if ny.vaerdier[noegle] != vaerdi
    }
    return tuple(regel for regel in foer.model.regler if noegler & _used_by(regel))


def _used_by(regel: Regel) -> set[str]:
    slags = SLAGS.get((regel.slags, regel.hvad))
    andres = {navn for navn in slags.parametre if "." in navn} if slags else set()
    return andres | {parameter.noegle for parameter in regel.parametre}


def _narrowed(values: Sequence[Regelvaerdier], koder: set[str]) -> list[Regelvaerdier]:
    """Return the same values for a model that has some of the rules only, so that the engine judges no others."""
    hel = values[0].model
    model = replace(hel, regler=tuple(regel for regel in hel.regler if regel.kode in koder))
    return [Regelvaerdier(model, regler.versioner, regler.kalender) for regler in values]
