"""Until when people work here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from kommuner.models import Fratraedelse, Medarbejder


def ends_of(ids: Iterable[int], dag: date) -> dict[int, date]:
    """The first day on which each of these people no longer works here; those of whom none is known are left out.

    It is the day that was written down, or the one on which her login was closed, ``dag`` at the latest. Who never had
    a login – she came with a file – works here all the same.
    """
    alle = list(ids)
    slut = dict(Fratraedelse.objects.filter(medarbejder__in=alle).values_list("medarbejder", "slut"))
    for pk, lukket in _closed(alle).items():
        slut[pk] = min(slut.get(pk, lukket), lukket, dag)
    return slut


def _closed(ids: list[int]) -> dict[int, date]:
    """The day after which the login of those who had one was last open."""
    uden = Medarbejder.objects.filter(pk__in=ids, is_active=False).values_list("pk", flat=True)
    historik: Any = Medarbejder._meta.get_field("historik").related_model
    rows = historik.objects.filter(pgh_obj_id__in=list(uden)).order_by("pgh_id")
    aaben: set[int] = set()
    lukket: dict[int, date] = {}
    for pk, is_active, tidspunkt in rows.values_list("pgh_obj_id", "is_active", "pgh_created_at"):
        if is_active:
            aaben.add(pk)
        elif pk in aaben:
            aaben.discard(pk)
            lukket[pk] = timezone.localdate(tidspunkt)
    return {pk: dag for pk, dag in lukket.items() if pk not in aaben}
