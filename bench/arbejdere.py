"""Full genberegn shared by several processes, a kommune at a time, as Celery shares it."""

import multiprocessing
import time

import django


def _begin() -> None:
    django.setup()


def _kommune(arbejde: tuple[int, object]) -> int:
    from opfoelgning.sweep import Omfang, sweep  # noqa: PLC0415 - the worker sets Django up first

    resultat = sweep(*arbejde, omfang=Omfang.ALLE)
    return resultat.antal if resultat else 0


def genberegn(kommuner: list[int], dag, antal: int) -> float:
    """Seconds for so many workers, their start not counted."""
    with multiprocessing.get_context("spawn").Pool(antal, _begin) as pool:
        # A kommune each first, so that every worker is up and connected.
        pool.map(_kommune, [(pk, dag) for pk in kommuner[-2 * antal :]], chunksize=1)
        begyndt = time.perf_counter()
        sum(pool.imap_unordered(_kommune, [(pk, dag) for pk in kommuner], chunksize=1))
        return time.perf_counter() - begyndt
