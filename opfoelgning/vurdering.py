"""Judgements stored with the day on which they can next change, and refreshed with the facts.

Everything stored here is derived: it can be thrown away and rebuilt. Only what differs is written.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import DatabaseError, transaction

from kommuner.forespoergsel import Spoergsmaal, fetch_all
from kommuner.indsatsmodel import Regelvaerdier
from kommuner.tenancy import current_kommune_id
from opfoelgning import advis, aftryk
from opfoelgning.detaljer import detaljer
from opfoelgning.fakta import EGNE_VAERDIER, Sagsraekke, gathering, sagsraekker, values_of
from opfoelgning.lagret import STATUS, VURDERINGER, Laest, read_locked
from opfoelgning.poster import Sag
from opfoelgning.regler.motor import Bedoemmelse, bedoem, next_instant
from opfoelgning.regler.stilling import EN_DAG
from opfoelgning.regler.svar import local_day, start_of_day
from opfoelgning.regler.typer import Sagsfakta, Tilstand
from opfoelgning.regler.typer import Vurdering as Bedoemt
from opfoelgning.tilstand import status_values
from opfoelgning.venter import waiting

log = logging.getLogger(__name__)

BATCH = 500

TOM_STATUS = STATUS.Raekke._make(None for _ in STATUS.Raekke._fields)._replace(
    seneste_form="", tilstand_nu="", kontakt="", passivitet="", hast=0, fejl=""
)


class Sagsbillede(NamedTuple):
    """One case as a page about one borger needs it: computed live, nothing stored."""

    sag: Sagsfakta
    regler: Regelvaerdier
    bedoemmelse: Bedoemmelse


@dataclass
class Resultat:
    """What a refresh did: cases looked at, cases written, advis opened and closed, cases put aside (``fejl``)."""

    antal: int = 0
    skrevet: int = 0
    aabnet: int = 0
    lukket: int = 0
    fejl: list[dict[str, Any]] = field(default_factory=list)

    def add(self, other: "Resultat") -> None:
        """Add another batch's numbers to these."""
        self.antal += other.antal
        self.skrevet += other.skrevet
        self.aabnet += other.aabnet
        self.lukket += other.lukket
        self.fejl += other.fejl


def live(forloeb_id: int, dag: date, nu: datetime | None = None) -> Sagsbillede:
    """Judge one forløb on a day, past or present, from the facts as they are now.

    ``nu``: the instant of the day from which rules that count hours look; without it, the day's end.
    """
    egne, fakta = fetch_all(EGNE_VAERDIER, gathering([forloeb_id]))
    raekke = next(sagsraekker(fakta))
    regler = values_of(egne, raekke.sag.indsatsmodel)
    return Sagsbillede(raekke.sag, regler, bedoem(raekke.sag, regler, dag, nu))


def ensure_fresh(forloeb_ids: Iterable[int], dag: date, nu: datetime | None = None) -> None:
    """Refresh those of the forløb whose stored judgements are not right for the day; call before reading lists.

    ``nu``: the instant of the day at which rules that count hours must be right too.
    """
    venter = sorted(set(forloeb_ids).intersection(waiting(dag, nu)))
    for i in range(0, len(venter), BATCH):
        refresh(venter[i : i + BATCH], dag, nu)


@transaction.atomic(savepoint=False)
def refresh(
    forloeb_ids: Iterable[int], dag: date, nu: datetime | None = None, *, med_aftryk: bool = False
) -> Resultat:
    """Judge the forløb anew on ``dag`` and store what differs, with the advis of the days since they were last judged.

    ``nu`` is the instant of the day from which rules that count hours look; without it, the day's beginning: what only
    gets late in the course of it is not late yet, and says itself when it must be looked at again.

    Locks the forløb first: whoever writes facts through an action waits or is waited for; a fact written past the
    actions leaves a mark that is removed before the facts are read, never after.

    ``med_aftryk`` writes their fingerprints too, which a sweep owes the next check.
    """
    ids = list(forloeb_ids)
    if not ids:
        return Resultat()
    laest = read_locked(ids, med_aftryk=med_aftryk)
    batch = _Batch(dag, nu or start_of_day(dag), laest.regler)
    for raekke in laest.sager:
        stored = laest.status.get(raekke.forloeb_id)
        batch.judge(raekke, _first_day(stored, raekke.forloeb_id in laest.marked, dag))
    skrives = batch.differences(laest)
    if med_aftryk:
        skrives.append(aftryk.writing({pk: tal ^ laest.vaerdier for pk, tal in batch.aftryk.items()}))
    fetch_all(*skrives)
    return batch.resultat


def _first_day(stored: Any, marked: bool, dag: date) -> date:
    """First day to judge again: flags of days nobody looked at are opened and closed as if somebody had."""
    if stored is None or stored.vurderet_dag > dag or stored.fejl:
        return dag
    if marked:
        return stored.vurderet_dag
    # What runs out by the hour may do so later on the day of the last look.
    by_hour = stored.naeste_tidspunkt
    return min(stored.naeste, dag, local_day(by_hour) if by_hour else dag)


def _judged_days(
    sag: Sagsfakta, regler: Regelvaerdier, first: date, last: date, nu: datetime
) -> Iterator[tuple[date, Bedoemmelse]]:
    """Judge a forløb on ``first``, on each later day on which something can have changed, and at ``nu`` on ``last``."""
    while True:
        for bedoemmelse in _judged_hours(sag, regler, first, nu if first == last else None):
            yield first, bedoemmelse
        if first == last:
            return
        first = min(bedoemmelse.naeste, last)


def _judged_hours(
    sag: Sagsfakta, regler: Regelvaerdier, dag: date, nu: datetime | None
) -> Iterator[Bedoemmelse]:
    """Judge a day at ``nu`` or its end; before that at its beginning and whenever hours run out or an answer comes."""
    if sag.henvendelser:
        slut = nu or start_of_day(dag + EN_DAG)
        tid: datetime | None = start_of_day(dag)
        while tid and tid < slut:
            yield bedoem(sag, regler, dag, tid)
            tid = next_instant(sag, regler, tid)
    yield bedoem(sag, regler, dag, nu)


def _row(forloeb_id: int, v: Bedoemt, figures: dict[str, Any]) -> Any:
    """The stored form of a judgement; in a pause the anchor moves with the days, so the pause's first day stands in."""
    anker = v.siden if v.tilstand is Tilstand.PAUSE else v.anker
    return VURDERINGER.Raekke(
        kommune_id=current_kommune_id(),
        forloeb_id=forloeb_id,
        regel=v.regel,
        genstand=v.genstand or "",
        tilstand=v.tilstand,
        frist=v.frist,
        siden=v.siden,
        anker=anker,
        regelsaet=v.regelsaet,
        detaljer=figures,
    )


class _Batch:
    """Collects the judgements of many forløb, and what differs from those stored."""

    def __init__(self, dag: date, nu: datetime, rules: Callable[[str], Regelvaerdier]):
        self.dag = dag
        self.nu = nu
        self.rules = rules
        self.aftryk: dict[int, int] = {}
        self.status: dict[int, Any] = {}
        self.vurderinger: dict[int, list[Any]] = {}
        self.flag: dict[int, advis.Flag] = {}
        self.resultat = Resultat()

    def judge(self, raekke: Sagsraekke, first: date) -> None:
        """Judge one forløb on every day from ``first`` to the batch's on which something can have changed."""
        self.resultat.antal += 1
        self.aftryk[raekke.forloeb_id] = raekke.aftryk
        try:
            regler = self.rules(raekke.sag.indsatsmodel)
            days = list(_judged_days(raekke.sag, regler, first, self.dag, self.nu))
            self._collect(raekke, regler, days)
        except DatabaseError:
            raise
        except Exception as error:
            # One poisonous case is put aside and shown; it must not stop the others.
            log.exception("Forløb %s kunne ikke vurderes", raekke.forloeb_id)
            self._put_aside(raekke, error)

    def _collect(
        self, raekke: Sagsraekke, regler: Regelvaerdier, days: list[tuple[date, Bedoemmelse]]
    ) -> None:
        bedoemmelse = days[-1][1]
        pk, sag = raekke.forloeb_id, raekke.sag
        values = status_values(raekke, bedoemmelse, regler, self.dag)
        rows = [_row(pk, v, detaljer(sag, regler, self.dag, v)) for v in bedoemmelse.vurderinger]
        next_hour = next_instant(sag, regler, self.nu) if sag.start <= self.dag < sag.slut else None
        self.status[pk] = self._status(pk, naeste_tidspunkt=next_hour, **values)
        self.vurderinger[pk] = rows
        self.flag[pk] = advis.flags(Sag(sag, regler), [(day, judged.vurderinger) for day, judged in days])

    def _put_aside(self, raekke: Sagsraekke, error: Exception) -> None:
        pk = raekke.forloeb_id
        text = f"{type(error).__name__}: {error}"[:500]
        self.resultat.fejl.append({"forloeb": raekke.sag.id, "fejl": text})
        self.status[pk] = self._status(
            pk,
            fejl=text,
            borger_id=raekke.borger_id,
            navn_sortering=raekke.navn_sortering,
            jobformidler_id=raekke.jobformidler_id(self.dag),
            aaben=raekke.sag.start <= self.dag < raekke.sag.slut,
            naeste=self.dag + timedelta(days=1),
        )

    def _status(self, forloeb_id: int, **values: Any) -> Any:
        return TOM_STATUS._replace(
            forloeb_id=forloeb_id, kommune_id=current_kommune_id(), vurderet_dag=self.dag, **values
        )

    def differences(self, laest: Laest) -> list[Spoergsmaal]:
        """What must be written for the stored rows to say the same: status, judgements, advis."""
        status = [new for pk, new in self.status.items() if not _same(new, laest.status.get(pk))]
        gone, differs = self._vurderinger(laest.vurderinger)
        flag = advis.differences(self.flag, [a for a in laest.advis if a.forloeb_id in self.flag])
        self.resultat.skrevet = len({row.forloeb_id for row in (*status, *gone, *differs)})
        self.resultat.aabnet, self.resultat.lukket = flag.aabnet, flag.lukket
        return [
            *STATUS.writing(status),
            *VURDERINGER.removing(gone),
            *VURDERINGER.writing(differs),
            *advis.ADVIS.removing(flag.bort),
            *advis.ADVIS.writing(flag.raekker),
        ]

    def _vurderinger(self, before: list[Any]) -> tuple[list[Any], list[Any]]:
        """Judgements that are stored and no longer hold, and those that are stored otherwise or not at all."""
        stored = {_noegle(v): v for v in before if v.forloeb_id in self.status}
        fresh = {_noegle(v): v for rows in self.vurderinger.values() for v in rows}
        gone = [v for key, v in stored.items() if key not in fresh]
        return gone, [v for key, v in fresh.items() if stored.get(key) != v]


def _noegle(v: Any) -> tuple[int, str, str]:
    return v.forloeb_id, v.regel, v.genstand


def _same(fresh: Any, stored: Any) -> bool:
    """Whether two statuses say the same; the day a status was computed on says nothing of the case."""
    if stored is None or stored.vurderet_dag > fresh.vurderet_dag:
        return False
    return fresh._replace(vurderet_dag=stored.vurderet_dag) == stored
