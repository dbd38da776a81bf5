"""Timing."""

import time
from collections.abc import Callable
from statistics import median


def seconds(work: Callable[[], object]) -> float:
    """How long one run takes."""
    begyndt = time.perf_counter()
    work()
    return time.perf_counter() - begyndt


def typical(work: Callable[[], object], gange: int) -> float:
    """Median seconds of several runs after one that warms up."""
    work()
    return median(seconds(work) for _ in range(gange))
