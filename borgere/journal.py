"""The read log: no log, no page. Written in the page's own transaction."""

from collections.abc import Iterable

from borgere.models import Laesning
from kommuner.models import Medarbejder


def log_reading(user: Medarbejder, side: str, borgere: Iterable[int], begrundelse: str = "") -> None:
    """Write down that a person saw these borgere (ids) on a page; nothing is written for an empty list."""
    ids = sorted(set(borgere))
    if ids:
        Laesning.objects.create(medarbejder=user, side=side, borgere=ids, begrundelse=begrundelse)
