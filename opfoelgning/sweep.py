"""The tick: refresh what is marked or due in one kommune; small transactions, safe to stop and to run twice."""

from datetime import date, datetime

from django.db import connection
from django.db.models.functions import Now

from forloeb.models import Forloeb
from kommuner.tenancy import kommunekontekst
from opfoelgning.models import Koersel, Sagsstatus, Vurdering
from opfoelgning.vurdering import BATCH, Resultat, refresh, stale

OPGAVE = "genberegn"
LOCK = 7_310_001  # first half of the advisory lock; the second half is the kommune


def sweep(kommune_id: int, dag: date, nu: datetime | None = None, *, alle: bool = False) -> Resultat | None:
    """Refresh the kommune's marked and due forløb (or all), and write a run; ``nu`` as in ``refresh``.

    Returns None, having done nothing, when another sweep of the kommune is at work.
    """
    total = Resultat()
    koersel_id = None
    last = 0
    while True:
        with kommunekontekst(kommune_id):
            if not _try_lock(kommune_id):
                return None if koersel_id is None else total
            waiting = Forloeb.objects.filter(pk__gt=last)
            if not alle:
                waiting = waiting.filter(stale(dag, nu))
            ids = list(waiting.order_by("pk").values_list("pk", flat=True)[:BATCH])
            if not ids and koersel_id is None and not Forloeb.objects.exists():
                return total
            if ids:
                total.add(refresh(ids, dag, nu))
                last = ids[-1]
            done = len(ids) < BATCH
            koersel_id = _write_run(koersel_id, dag, total, done=done)
        if done:
            return total


def _try_lock(kommune_id: int) -> bool:
    """Take the kommune's lock for the transaction, which need not wait for the disk: what is lost is done again."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(%s, %s), set_config('synchronous_commit', 'off', true)",
            [LOCK, kommune_id],
        )
        return cursor.fetchone()[0]


def _write_run(koersel_id: int | None, dag: date, total: Resultat, *, done: bool) -> int:
    values = {"antal": total.antal, "aabnet": total.aabnet, "lukket": total.lukket, "fejl": total.fejl}
    if done:
        values["sluttet"] = Now()
    if koersel_id is None:
        return Koersel.objects.create(opgave=OPGAVE, dag=dag, **values).pk
    Koersel.objects.filter(pk=koersel_id).update(**values)
    return koersel_id


def forget_judgements() -> None:
    """Throw away every stored judgement of the present kommune; the next refresh builds them anew."""
    Vurdering.objects.all().delete()
    Sagsstatus.objects.all().delete()
