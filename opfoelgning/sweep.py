"""The tick: refresh what is marked or due in one kommune; small transactions, safe to stop and to run twice."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from django.db import connection
from django.db.models.functions import Now

from forloeb.models import Forloeb
from kommuner.tenancy import kommunekontekst
from opfoelgning import aftryk
from opfoelgning.models import Aftryk, Koersel, Sagsstatus, Vurdering
from opfoelgning.venter import waiting_or_lost
from opfoelgning.vurdering import BATCH, Resultat, refresh

OPGAVE = "genberegn"
LOCK = 7_310_001  # first half of the advisory lock; the second half is the kommune


class Omfang(StrEnum):
    """Which forløb a sweep judges anew."""

    FORFALDNE = "forfaldne"
    """Those marked by a change, due by their date, or never judged: the tick."""
    AFVIGENDE = "afvigende"
    """Those too whose stored judgements do not agree with their fingerprint: a full check."""
    ALLE = "alle"


def sweep(
    kommune_id: int, dag: date, nu: datetime | None = None, *, omfang: Omfang = Omfang.FORFALDNE
) -> Resultat | None:
    """Judge the kommune's forløb anew as far as ``omfang`` says, and write a run; ``nu`` as in ``refresh``.

    Returns None, having done nothing, when another sweep of the kommune is at work.
    """
    run = _Run(dag, nu)
    with kommunekontekst(kommune_id):
        if not _try_lock(kommune_id):
            return None
        ids = _waiting(dag, nu, omfang)
        if not ids and not Forloeb.objects.exists():
            return run.total
        run.judge(ids[:BATCH], done=len(ids) <= BATCH)
    for nr in range(BATCH, len(ids), BATCH):
        with kommunekontekst(kommune_id):
            if not _try_lock(kommune_id):
                break
            run.judge(ids[nr : nr + BATCH], done=nr + BATCH >= len(ids))
    return run.total


def _waiting(dag: date, nu: datetime | None, omfang: Omfang) -> list[int]:
    if omfang is Omfang.ALLE:
        return list(Forloeb.objects.order_by("pk").values_list("pk", flat=True))
    venter = set(waiting_or_lost(dag, nu))
    if omfang is Omfang.AFVIGENDE:
        venter |= aftryk.differing()
    return sorted(venter)


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Facts and judgements never point back at each other; to look for it among thousands costs a fifth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@dataclass
class _Run:
    """One sweep of a kommune, batch by batch; the row of it tells how far it has come."""

    dag: date
    nu: datetime | None
    total: Resultat = field(default_factory=Resultat)
    koersel_id: int | None = None

    def judge(self, ids: list[int], *, done: bool) -> None:
        """Judge one batch and take its fingerprints."""
        if ids:
            with _no_search_for_cycles():
                self.total.add(refresh(ids, self.dag, self.nu, med_aftryk=True))
        self._write(done=done)

    def _write(self, *, done: bool) -> None:
        total = self.total
        values = {"antal": total.antal, "aabnet": total.aabnet, "lukket": total.lukket, "fejl": total.fejl}
        if done:
            values["sluttet"] = Now()
        if self.koersel_id is None:
            self.koersel_id = Koersel.objects.create(opgave=OPGAVE, dag=self.dag, **values).pk
        else:
            Koersel.objects.filter(pk=self.koersel_id).update(**values)


def _try_lock(kommune_id: int) -> bool:
    """Take the kommune's lock for the transaction.

    The transaction need not wait for the disk, since what is lost is done again; and it starts no workers inside the
    database, since kommuner are what is shared between processors. A plan made while a table was empty would read all
    of it when it is full; the index is right at any size.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(%s, %s), set_config('synchronous_commit', 'off', true),"
            " set_config('max_parallel_workers_per_gather', '0', true), set_config('enable_seqscan', 'off', true)",
            [LOCK, kommune_id],
        )
        return cursor.fetchone()[0]


def forget_judgements() -> None:
    """Throw away every stored judgement of the present kommune; the next refresh builds them anew."""
    Vurdering.objects.all().delete()
    Sagsstatus.objects.all().delete()
    Aftryk.objects.all().delete()
