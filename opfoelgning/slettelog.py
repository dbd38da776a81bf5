"""The log of deletions outside the database, from which they are made again after a restore. No personal data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from kommuner.models import Kommune
from opfoelgning.models import Sletning, Sletteslags

_FELTER = {"kommune", "slags", "noegle", "graense", "antal", "regel", "tidspunkt"}


class UlaeseligLog(ValueError):
    """A line is no line of the log; the text says which, in Danish."""


def write_outside(rows: Iterable[Sletning]) -> None:
    """Add deletions to the file of ``FLEKSJOB_SLETTELOG``, if there is one. Raises OSError when it cannot."""
    if settings.SLETTELOG:
        with Path(settings.SLETTELOG).open("a", encoding="utf-8") as fil:
            fil.writelines(lines(rows))


def lines(rows: Iterable[Sletning]) -> Iterator[str]:
    """One line of JSON for each deletion."""
    koder: dict[int | None, str] = dict(Kommune.objects.values_list("pk", "kode"))
    for row in rows:
        en = {
            "kommune": koder[row.kommune_id],
            "slags": row.slags,
            "noegle": row.noegle,
            "graense": row.graense.isoformat(),
            "antal": row.antal,
            "regel": row.regel,
            "tidspunkt": row.tidspunkt.isoformat() if isinstance(row.tidspunkt, datetime) else None,
        }
        yield json.dumps(en, ensure_ascii=False) + "\n"


def read(tekster: Iterable[str]) -> dict[str, list[Sletning]]:
    """Deletions by the code of their kommune. Raises UlaeseligLog."""
    fundne: dict[str, list[Sletning]] = {}
    koder = dict(Kommune.objects.values_list("kode", "pk"))
    for nr, tekst in enumerate(tekster, 1):
        if not tekst.strip():
            continue
        try:
            en = json.loads(tekst)
            if not (isinstance(en, dict) and en.keys() <= _FELTER):
                raise ValueError
            row = Sletning(
                kommune_id=koder[en["kommune"]],
                slags=Sletteslags(en["slags"]),
                noegle=str(en["noegle"]),
                graense=date.fromisoformat(en["graense"]),
                antal=int(en["antal"]),
                regel=str(en["regel"])[:200],
            )
        except (ValueError, KeyError, TypeError) as fejl:
            raise UlaeseligLog(f"Linje {nr} er ikke en linje i en slettelog.") from fejl
        fundne.setdefault(en["kommune"], []).append(row)
    return fundne
