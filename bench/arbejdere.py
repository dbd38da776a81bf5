"""Full genberegn shared by several processes, a kommune at a time, as Celery shares it."""

import multiprocessing
import time
from datetime import date

import django


def _begin() -> None:
    django.setup()


def _kommune(arbejde: tuple[int, date, str]) -> int:
    from opfoelgning.sweep import Omfang, sweep  # noqa: PLC0415 - the worker sets Django up first

    kommune_id, dag, omfang = arbejde
    resultat = sweep(kommune_id, dag, omfang=Omfang(omfang))
    return resultat.antal if resultat else 0


def genberegn(kommuner: list[int], dag: date, omfang: str, antal: int) -> float:
    """Seconds for so many workers, their start not counted; the largest kommune comes first."""
    with multiprocessing.get_context("spawn").Pool(antal, _begin) as pool:
        # A few kommuner each first, so that every worker is up and connected, and has planned its statements.
        pool.map(_kommune, [(pk, dag, omfang) for pk in kommuner[-8 * antal :]], chunksize=1)
        begyndt = time.perf_counter()
        sum(pool.imap_unordered(_kommune, [(pk, dag, omfang) for pk in kommuner], chunksize=1))
        return time.perf_counter() - begyndt
