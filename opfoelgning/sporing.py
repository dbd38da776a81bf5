"""What became of the rows of a case after they were written: corrected, annulled, removed; by whom, when, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models
from django.utils import timezone
from pghistory.models import Event

from forloeb.models import Rettelse
from kalender.dansk import dato_aar, tal
from kommuner.models import Medarbejder
from opfoelgning.spornavne import NAVNE, Henviste, column_name, pointed_to

# Columns that tell nothing about the case.
_TEKNISK = frozenset(
    (
        *("id", "kommune_id", "forloeb_id", "borger_id", "ekstern_id", "noegle", "version", "fra_fil"),
        *("registreret_af_id", "registreret_tidspunkt", "navn_sortering", "navn_soegning"),
    )
)
_DAG = re.compile(r"\d+\. [a-z]+ \d{4}")
_SAMTIDIG = timedelta(seconds=10)  # a trace is written in the same transaction as its change


class Spor(NamedTuple):
    """One change: when, who (empty: a file or a job), what, and each field before and after; ``grund`` if given."""

    tidspunkt: datetime
    af: str
    hvad: str
    felter: list[str]
    grund: str


def traces(forloeb_id: int) -> list[Spor]:
    """Every correction, annulment and removal in a forløb, oldest first; a number of queries that does not grow."""
    rettelser: dict[tuple[str, int], list[Rettelse]] = {}
    for rettelse in Rettelse.objects.filter(forloeb=forloeb_id):
        rettelser.setdefault((rettelse.slags, rettelse.genstand), []).append(rettelse)
    aendringer = [par for model in tracked() for par in _changes(model, forloeb_id)]
    navne = _names(efter for _, efter in aendringer)
    henviste = pointed_to(aendringer)
    fundne = [_spor(foer, efter, navne, rettelser, henviste) for foer, efter in aendringer]
    return sorted((s for s in fundne if s), key=lambda spor: spor.tidspunkt)


def tracked() -> Iterator[type[models.Model]]:
    """The event tables of all facts of a forløb, and of the forløb itself."""
    for model in apps.get_models():
        if issubclass(model, Event) and any(f.column == "forloeb_id" for f in model._meta.local_fields):
            yield model
    yield apps.get_model("forloeb", "ForloebEvent")


def _changes(model: Any, forloeb_id: int) -> Iterator[tuple[Any, Any]]:
    """Each update and removal with the event before it."""
    har = any(f.column == "forloeb_id" for f in model._meta.local_fields)
    egne = {"forloeb_id": forloeb_id} if har else {"pgh_obj_id": forloeb_id}
    foer: dict[int, Any] = {}
    for event in model.objects.filter(**egne).order_by("pgh_id"):
        if event.pgh_label != "insert":
            yield foer.get(event.pgh_obj_id), event
        foer[event.pgh_obj_id] = event


def _spor(
    foer: Any,
    efter: Any,
    navne: dict[int, str],
    rettelser: dict[tuple[str, int], list[Rettelse]],
    henviste: Henviste,
) -> Spor | None:
    slags = efter.pgh_tracked_model._meta.model_name
    fjernet = efter.pgh_label == "delete"
    felter = [] if fjernet else list(_fields(foer, efter, henviste))
    if not fjernet and not felter:
        return None
    rettelse = next(
        (
            r
            for r in rettelser.get((slags, efter.pgh_obj_id), ())
            if abs(r.registreret_tidspunkt - efter.pgh_created_at) < _SAMTIDIG
        ),
        None,
    )
    ord_ = ("annulleret" if rettelse else "slettet") if fjernet else "rettet"
    dateret = f": {rettelse.tekst}" if rettelse else _dated(efter)
    hvad = f"{_name(efter)} {ord_}{without_days(dateret, felter)}"
    af = navne.get(_user(efter), "")
    return Spor(efter.pgh_created_at, af, hvad, felter, rettelse.begrundelse if rettelse else "")


def without_days(tekst: str, felter: Iterable[str]) -> str:
    """A text without the days that a change beside it tells of: «Dato: 1. oktober 2026 → 2. oktober 2026»."""
    for dag in {dag for felt in felter if "→" in felt for dag in _DAG.findall(felt)}:
        tekst = re.sub(rf" \({re.escape(dag)}\)|,? {re.escape(dag)}", "", tekst)
    return tekst


def _name(event: Any) -> str:
    meta = event.pgh_tracked_model._meta
    return NAVNE[meta.model_name]


def _dated(event: Any) -> str:
    dage = (getattr(event, felt, None) for felt in ("dato", "fra", "start", "moede"))
    dag = next((en for en in dage if isinstance(en, date)), None)
    return f" ({dato_aar(dag)})" if dag else ""


def _fields(foer: Any, efter: Any, henviste: Henviste) -> Iterator[str]:
    """«Note: a → b» of every column that differs; «Fase: rettet» where its value has no words of its own."""
    if foer is None:
        return
    for felt in efter.pgh_tracked_model._meta.local_concrete_fields:
        if felt.column in _TEKNISK or not hasattr(efter, felt.attname):
            continue
        gammel, ny = getattr(foer, felt.attname), getattr(efter, felt.attname)
        if gammel == ny:
            continue
        navn = column_name(felt)
        if felt.is_relation and all((felt.related_model, en) in henviste for en in (gammel, ny) if en):
            gammel, ny = (henviste.get((felt.related_model, en)) for en in (gammel, ny))
        elif felt.is_relation or isinstance(felt, models.JSONField):
            yield f"{navn}: rettet"
            continue
        yield f"{navn}: {_shown(felt, gammel)} → {_shown(felt, ny)}"


def _shown(felt: Any, vaerdi: Any) -> str:
    if vaerdi in (None, "", []):
        return "ikke udfyldt"
    if felt.choices:
        return str(dict(felt.flatchoices).get(vaerdi, vaerdi))
    if isinstance(vaerdi, bool):
        return "ja" if vaerdi else "nej"
    if isinstance(vaerdi, datetime):
        return f"{timezone.localtime(vaerdi):%d-%m-%Y %H.%M}"
    if isinstance(vaerdi, date):
        return dato_aar(vaerdi)
    return ", ".join(map(str, vaerdi)) if isinstance(vaerdi, list) else _number(vaerdi)


def _number(vaerdi: Any) -> str:
    return tal(vaerdi) if hasattr(vaerdi, "as_tuple") else str(vaerdi)


def _user(event: Any) -> int:
    return (event.pgh_context or {}).get("user") or 0


def _names(events: Iterable[Any]) -> dict[int, str]:
    ider = {_user(event) for event in events} - {0}
    return dict(Medarbejder.objects.filter(pk__in=ider).values_list("pk", "navn"))
