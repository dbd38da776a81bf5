"""Sweeps shared by several processes, a kommune at a time, as Celery shares them."""

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


def sweep_all(kommuner: list[int], dag: date, omfang: str, antal: int, opvarmning: date) -> tuple[float, int]:
    """Seconds for so many workers, their start not counted, and cases judged; the largest kommune comes first.

    ``opvarmning`` is the day of the sweeps with which the workers begin: of no case that is measured afterwards.
    """
    with multiprocessing.get_context("spawn").Pool(antal, _begin) as pool:
        # A few kommuner each first, so that every worker is up and connected, and has planned its statements.
        pool.map(_kommune, [(pk, opvarmning, omfang) for pk in kommuner[-8 * antal :]], chunksize=1)
        begyndt = time.perf_counter()
        sager = sum(pool.imap_unordered(_kommune, [(pk, dag, omfang) for pk in kommuner], chunksize=1))
        return time.perf_counter() - begyndt, sager
