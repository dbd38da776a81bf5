"""An import undone: rows it made are removed, rows it changed get their values back; the history keeps both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter
from typing import Any

from django.db import models
from django.db.models import ProtectedError, Q

from borgere.models import Borger
from forloeb.models import Forloeb
from kommuner.afvist import Afvist, danish_refusal
from opfoelgning.dataimport.virkning import event_model, fact_events, in_import, other_events
from opfoelgning.models import Advis, Dataimport, Kladde

ARBEJDET = "Nogen har arbejdet på sagen siden importen."
BRUGES = "Bruges af noget, der er kommet til siden."

Egne = dict[str, Any]
"""Condition on events: the import's own."""

Beholdt = list[list[Any]]
"""What an undoing had to leave: its kind, its id or name, and why."""


def undo_rows(dataimport: Dataimport) -> Beholdt:
    """Take back what an import wrote; a forløb somebody has worked on since is left whole. In the kommune's context."""
    sager = list(dataimport.sager)
    roerte = worked_on(dataimport, sager)
    egne = in_import(dataimport.pk, dataimport.gemt)
    _undo_cases(egne, [pk for pk in sager if pk not in roerte])
    return [["Borger", pk, ARBEJDET] for pk in sorted(_borgere(roerte))] + list(_undo_the_rest(egne))


def worked_on(dataimport: Dataimport, sager: list[int]) -> set[int]:
    """Those of the forløb that anybody wrote something about, or about their borgere, after the import."""
    hvis = dict(Forloeb.objects.filter(pk__in=sager).values_list("pk", "borger_id"))
    fundne = set(sager) - hvis.keys()
    forloeb, borger = event_model(Forloeb), event_model(Borger)
    egne = in_import(dataimport.pk, dataimport.gemt)
    nye = _made(forloeb, sager, egne)
    for event in fact_events():
        fundne |= _others(event, "forloeb_id", sager, nye, dataimport)
    fundne |= _others(forloeb, "pgh_obj_id", sager, nye, dataimport)
    borgere = sorted(set(hvis.values()))
    nye_borgere = _made(borger, borgere, egne)
    rettede = _others(borger, "pgh_obj_id", borgere, nye_borgere, dataimport)
    fundne |= {pk for pk, borger_id in hvis.items() if borger_id in rettede}
    return fundne | set(Kladde.objects.filter(forloeb__in=sager).values_list("forloeb", flat=True))


def _made(event: Any, ids: Iterable[int], egne: Egne) -> set[int]:
    lavet = event.objects.filter(pgh_obj_id__in=ids, pgh_label="insert", **egne)
    return set(lavet.values_list("pgh_obj_id", flat=True))


def _others(event: Any, hvis: str, ids: Iterable[int], nye: set[int], dataimport: Dataimport) -> set[int]:
    """Whose rows somebody else wrote after the import; of what the import made, everything came after it."""
    senere = Q(pgh_created_at__gt=dataimport.gemt) | Q(**{f"{hvis}__in": nye})
    # A condition on a key the context does not have is neither true nor false.
    uden = Q(pgh_context__isnull=True) | Q(pgh_context__dataimport__isnull=True)
    fremmed = uden | ~Q(pgh_context__dataimport=dataimport.pk)
    return set(event.objects.filter(senere, fremmed, **{f"{hvis}__in": ids}).values_list(hvis, flat=True))


def _borgere(sager: Iterable[int]) -> set[int]:
    return set(Forloeb.objects.filter(pk__in=sager).values_list("borger_id", flat=True))


def _undo_cases(egne: Egne, sager: list[int]) -> None:
    """Facts and forløb, then the borgere: those left without a forløb go, if the import made them."""
    borgere = _borgere(sager)
    forloeb = event_model(Forloeb)
    facts = [event.objects.filter(forloeb_id__in=sager) for event in fact_events()]
    _restore(egne, [*facts, forloeb.objects.filter(pgh_obj_id__in=sager)])
    bundne = set(Forloeb.objects.filter(borger__in=borgere).values_list("borger_id", flat=True))
    om_borger = event_model(Borger).objects.filter(pgh_obj_id__in=borgere)
    lavede = _made(event_model(Borger), borgere, egne)
    _restore(egne, [om_borger.exclude(pgh_obj_id__in=lavede & bundne)])


def _undo_the_rest(egne: Egne) -> Iterator[list[Any]]:
    """People, companies and rules, each by itself: what is used by something else stays."""
    for event in other_events():
        skrevne = event.objects.filter(**egne).values_list("pgh_obj_id", flat=True)
        for pk in sorted(set(skrevne), reverse=True):
            row = event.pgh_tracked_model._base_manager.filter(pk=pk).first()
            try:
                with danish_refusal():
                    _restore(egne, [event.objects.filter(pgh_obj_id=pk)])
            except (ProtectedError, Afvist):
                yield [str(event.pgh_tracked_model._meta.verbose_name).capitalize(), str(row), BRUGES]


def _restore(egne: Egne, historier: list[Any]) -> None:
    """Rows as they were: made ones away, changed ones back, removed ones made anew, in an order that can be."""
    lavet: dict[Any, set[int]] = defaultdict(set)
    foer: dict[Any, list[Any]] = defaultdict(list)
    for historie in historier:
        model = historie.model.pgh_tracked_model
        for first in _first_events(historie, egne):
            if first.pgh_label == "insert":
                lavet[model].add(first.pgh_obj_id)
            elif then := _event_before(historie, first):
                foer[model].append(then)
    for model in _children_first(lavet):
        _remove(model, lavet[model])
    for model in reversed(_children_first(foer)):
        for event in foer[model]:
            _put_back(model, event)


def _first_events(historie: Any, egne: Egne) -> list[Any]:
    """The import's first event of each row."""
    fundne: dict[int, Any] = {}
    for event in historie.filter(**egne).order_by("pgh_id"):
        fundne.setdefault(event.pgh_obj_id, event)
    return list(fundne.values())


def _event_before(historie: Any, first: Any) -> Any:
    return historie.filter(pgh_obj_id=first.pgh_obj_id, pgh_id__lt=first.pgh_id).order_by("-pgh_id").first()


def _children_first(rows: Iterable[Any]) -> list[Any]:
    """Models in an order in which each comes before those it points to."""
    modeller = set(rows)
    orden: TopologicalSorter[Any] = TopologicalSorter({model: set() for model in modeller})
    for model in modeller:
        for felt in model._meta.local_concrete_fields:
            if felt.related_model in modeller and felt.related_model is not model:
                orden.add(felt.related_model, model)
    return list(orden.static_order())


def _remove(model: type[models.Model], pks: set[int]) -> None:
    if model is Forloeb:
        Advis.objects.filter(forloeb__in=pks).delete()
    model._base_manager.filter(pk__in=pks).delete()


def _put_back(model: type[models.Model], event: Any) -> None:
    felter = [felt for felt in model._meta.local_concrete_fields if hasattr(event, felt.attname)]
    vaerdier = {felt.attname: getattr(event, felt.attname) for felt in felter if not felt.primary_key}
    rows = model._base_manager.filter(pk=event.pgh_obj_id)
    if not rows.update(**vaerdier):
        model._base_manager.create(pk=event.pgh_obj_id, **vaerdier)
