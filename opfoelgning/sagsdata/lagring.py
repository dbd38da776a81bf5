"""Match what a document says with the rows that are there, and write the difference only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import connection
from django.db.models import Model

from opfoelgning.sagsdata.skema import Objekt, Post

Noegle = tuple[Any, ...]


@dataclass
class Antal:
    """Rows written so far."""

    nye: int = 0
    aendrede: int = 0
    slettede: int = 0


def match_by_id(objekt: Objekt, poster: list[Post]) -> None:
    """Give every post the row of the kommune that has its external id."""
    ider = [post.data["ekstern_id"] for post in poster if "ekstern_id" in post.data]
    rows = {row.ekstern_id: row for row in _rows(objekt.model).filter(ekstern_id__in=ider)} if ider else {}
    for post in poster:
        post.row = rows.get(post.data.get("ekstern_id"))


def match_by_key(
    objekt: Objekt, foraelder: str, boern: Iterable[tuple[int, Post]], foraeldre: Iterable[int]
) -> dict[int, list[Any]]:
    """Give every post, paired with its parent's primary key, the row of that parent with equal natural key.

    An equal row comes first, then the first from a file; a row made on screen is no post's unless it says the same.
    Returns the rows no post claimed, by parent.
    """
    rows: defaultdict[Noegle, list[Any]] = defaultdict(list)
    for row in _rows(objekt.model).filter(**{f"{foraelder}__in": list(foraeldre)}).order_by("pk"):
        rows[getattr(row, foraelder), *(getattr(row, attr) for attr in objekt.noegle)].append(row)
    for pk, post in boern:
        noegle = (pk, *(post.data.get(attr) for attr in objekt.noegle))
        if rows.get(noegle):
            post.row = _take(rows[noegle], post)
    ledige: defaultdict[int, list[Any]] = defaultdict(list)
    for noegle, rest in rows.items():
        ledige[noegle[0]].extend(rest)
    return ledige


def from_file(row: Any) -> bool:
    """Whether a document may change or remove the row; what has no mark of origin is the document's to say."""
    return getattr(row, "fra_fil", True)


def _take(rows: list[Any], post: Post) -> Any:
    egnede = [row for row in rows if _equal(row, post)] or [row for row in rows if from_file(row)]
    if egnede:
        rows.remove(egnede[0])
    return egnede[0] if egnede else None


def _equal(row: Any, post: Post) -> bool:
    return all(getattr(row, attr) == vaerdi for attr, vaerdi in post.data.items())


def save_posts(poster: list[Post], faste: Callable[[Post], dict[str, Any]], antal: Antal) -> None:
    """Write posts of one kind: changed rows, then new ones. ``faste`` gives values that stand outside the post."""
    nye, aendrede, attributter = [], [], set()
    for post in poster:
        data = post.data | faste(post)
        if post.row is None:
            nye.append((post, data | post.objekt.oprindelse))
        elif forskel := [attr for attr, vaerdi in data.items() if getattr(post.row, attr) != vaerdi]:
            for attr in forskel:
                setattr(post.row, attr, data[attr])
            aendrede.append(post.row)
            attributter.update(forskel)
    if aendrede:
        _rows(poster[0].objekt.model).bulk_update(aendrede, sorted(attributter), batch_size=500)
    if nye:
        _insert(poster[0].objekt, nye)
    antal.nye += len(nye)
    antal.aendrede += len(aendrede)


def delete_rows(rows: list[Model], antal: Antal) -> None:
    """Remove rows that the document's lists no longer have; their history stays."""
    by_model: defaultdict[type[Model], list[int]] = defaultdict(list)
    for row in rows:
        by_model[type(row)].append(row.pk)
    for model, ider in by_model.items():
        _rows(model).filter(pk__in=ider).delete()
    antal.slettede += len(rows)


def _insert(objekt: Objekt, nye: list[tuple[Post, dict[str, Any]]]) -> None:
    if objekt.har_dele:
        for post, data in nye:
            post.row = objekt.model(**data)
        _rows(objekt.model).bulk_create([post.row for post, _ in nye], batch_size=2000)
        return
    # Nobody asks for these rows again, and there are many: one JSON parameter, no model objects.
    navngivne = dict.fromkeys(attr for _, data in nye for attr in data)
    faste = _defaults(objekt.model, set.intersection(*(set(data) for _, data in nye)))
    kolonner = ", ".join(dict.fromkeys([*faste, *navngivne]))
    tabel = objekt.model._meta.db_table
    with connection.cursor() as cursor:
        for nr in range(0, len(nye), 5000):
            rows = [faste | data for _, data in nye[nr : nr + 5000]]
            cursor.execute(
                f"INSERT INTO {tabel} ({kolonner}) "
                f"SELECT {kolonner} FROM json_populate_recordset(NULL::{tabel}, %s::json)",
                [orjson.dumps(rows, default=str).decode()],
            )


def _defaults(model: type[Model], navngivne: Collection[str]) -> dict[str, Any]:
    """Values of the columns that not every row names, unless the database has a default of its own making."""
    return {
        felt.attname: felt.get_default()
        for felt in model._meta.concrete_fields
        if not felt.primary_key
        and felt.attname not in navngivne
        and (felt.has_default() or not felt.has_db_default())
    }


def _rows(model: type[Model]) -> Any:
    return model._default_manager.all()
