"""What a refresh reads of its forløb: the facts and everything stored of them, in one turn."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any, NamedTuple

from kommuner.forespoergsel import Spoergsmaal, fetch_all, numbers
from kommuner.indsatsmodel import Regelvaerdier
from opfoelgning import aftryk
from opfoelgning.advis import ADVIS
from opfoelgning.fakta import EGNE_VAERDIER, Sagsraekke, gathering, sagsraekker, values_of
from opfoelgning.lager import Lager
from opfoelgning.models import Sagsstatus, Vurdering

STATUS = Lager(Sagsstatus, "forloeb_id")
VURDERINGER = Lager(Vurdering, "forloeb_id", "regel", "genstand")

_LOCK = "SELECT id FROM forloeb_forloeb WHERE id = ANY(%s::bigint[]) ORDER BY id FOR NO KEY UPDATE"
_TAKE_MARKS = "DELETE FROM forloeb_markering WHERE forloeb_id = ANY(%s::bigint[]) RETURNING forloeb_id"


class Laest(NamedTuple):
    """The forløb that were marked, what is stored of them all, the kommune's values (by model) and the facts.

    ``vaerdier`` is the values' share of the fingerprint, 0 when it was not asked for.
    """

    marked: set[int]
    status: dict[int, Any]
    vurderinger: list[Any]
    advis: list[Any]
    regler: Callable[[str], Regelvaerdier]
    vaerdier: int
    sager: Iterator[Sagsraekke]


def read_locked(ids: list[int], *, med_aftryk: bool) -> Laest:
    """Lock the forløb, take their marks, and only then read.

    All is asked at once, and each statement sees what was committed when its own turn came.
    """
    skrevet = [numbers(ids)]
    *tal, _, marks, status, domme, flag, egne, sager = fetch_all(
        *([aftryk.reading_values()] if med_aftryk else []),
        Spoergsmaal(_LOCK, skrevet),
        Spoergsmaal(_TAKE_MARKS, skrevet),
        STATUS.reading(ids),
        VURDERINGER.reading(ids),
        ADVIS.reading(ids),
        EGNE_VAERDIER,
        gathering(ids, med_aftryk=med_aftryk),
    )
    return Laest(
        marked={pk for (pk,) in marks},
        status={row.forloeb_id: row for row in STATUS.rows(status)},
        vurderinger=VURDERINGER.rows(domme),
        advis=ADVIS.rows(flag),
        regler=cache(partial(values_of, egne)),
        vaerdier=tal[0][0][0] if tal else 0,
        sager=sagsraekker(sager),
    )
