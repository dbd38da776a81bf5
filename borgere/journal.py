"""The read log: no log, no page. Written in the page's own transaction."""

from collections.abc import Iterable

from kommuner.forespoergsel import fetch
from kommuner.models import Medarbejder
from kommuner.tenancy import current_kommune_id

_LAEST = """INSERT INTO borgere_laesning (kommune_id, medarbejder_id, side, borgere, begrundelse)
VALUES (%s, %s, %s, %s::bigint[], %s)"""


def log_reading(user: Medarbejder, side: str, borgere: Iterable[int], begrundelse: str = "") -> None:
    """Write down that a person saw these borgere (ids) on a page; nothing is written for an empty list."""
    ids = sorted(set(borgere))
    if ids:
        fetch(_LAEST, [current_kommune_id(), user.pk, side, ids, begrundelse])
