"""What an import wrote, as the history of the rows tells it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from pghistory.models import Event

from borgere.models import Borger
from forloeb.models import Forloeb
from kommuner.hardening import has_kommune

AD_GANGEN = 500


def in_import(import_id: int, fra: Any) -> dict[str, Any]:
    """Condition on events: written by this import, whose transaction began at ``fra`` (which finds them by index)."""
    return {"pgh_context__dataimport": import_id, "pgh_created_at__gte": fra}


def event_model(model: type[models.Model]) -> Any:
    """The history of a model's rows."""
    return next(e for e in event_models() if e.pgh_tracked_model is model)


def fact_events() -> list[Any]:
    """The histories of everything that stands in a forløb."""
    return [
        event for event in event_models() if any(f.column == "forloeb_id" for f in event._meta.local_fields)
    ]


def other_events() -> list[Any]:
    """The histories of what a file may change beside cases: people, companies, rules …"""
    facts = {*fact_events(), event_model(Forloeb), event_model(Borger)}
    return [event for event in event_models() if event not in facts]


def written(import_id: int, forloeb: Iterable[int]) -> tuple[set[int], set[int]]:
    """Of these forløb, those the import made, and those it changed; asked in the transaction that imports."""
    ids, egne = list(forloeb), in_import(import_id, TransactionNow())
    nye: set[int] = set()
    roerte: set[int] = set()
    for nr in range(0, len(ids), AD_GANGEN):
        nogle = ids[nr : nr + AD_GANGEN]
        om_forloeb = event_model(Forloeb).objects.filter(pgh_obj_id__in=nogle, **egne)
        nye.update(om_forloeb.filter(pgh_label="insert").values_list("pgh_obj_id", flat=True))
        roerte.update(om_forloeb.values_list("pgh_obj_id", flat=True))
        for event in fact_events():
            haendelser = event.objects.filter(forloeb_id__in=nogle, **egne)
            roerte.update(haendelser.values_list("forloeb_id", flat=True))
        roerte.update(_of_changed_borgere(egne, nogle))
    return nye, roerte - nye


def _of_changed_borgere(egne: dict[str, Any], forloeb: list[int]) -> Iterator[int]:
    hvis = dict(Forloeb.objects.filter(pk__in=forloeb).values_list("pk", "borger_id"))
    haendelser = event_model(Borger).objects.filter(pgh_obj_id__in=set(hvis.values()), **egne)
    aendrede = set(haendelser.values_list("pgh_obj_id", flat=True))
    return (pk for pk, borger in hvis.items() if borger in aendrede)


def event_models() -> list[Any]:
    """The histories of every kind of row of a kommune."""
    return [model for model in apps.get_models() if issubclass(model, Event) and has_kommune(model)]
