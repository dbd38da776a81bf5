"""The file with what an import left out: a sagsdata document that can be put right and imported."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from opfoelgning.sagsdata import VERSION
from opfoelgning.sagsdata.importer import Restmodtager

_REFERENCER = ("medarbejder", "virksomhed", "kontaktperson")


class Restfil(Restmodtager):
    """Collects beside ``sti`` in a file of its own, which takes the name ``sti`` when ``finish`` is called.

    The document holds CPR numbers and is readable for its owner only.
    """

    def __init__(self, sti: Path, hoved: dict[str, Any]) -> None:
        self.sti = sti
        self._hoved = hoved
        self._kladde = sti.with_name(f".{sti.name}.{os.getpid()}")
        self._fil = os.fdopen(
            os.open(self._kladde, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
        )
        self._naevnte: set[str] = set()
        self._fejlramte: dict[str, list[Any]] = {}
        self._antal = 0
        self._fil.write(f'{{"sagsdata": {VERSION},\n"kommune": {_text(hoved.get("kommune"))},\n"forloeb": [')

    def add_forloeb(self, raa: Any) -> None:
        """Write a faulty forløb at once."""
        self._fil.write(("," if self._antal else "") + "\n" + _text(raa))
        self._antal += 1
        self._naevnte.update(_references(raa))

    def add_stamdata(self, lister: dict[str, list[Any]]) -> None:
        """Keep faulty entries for the end of the file."""
        self._fejlramte = lister

    def finish(self) -> bool:
        """Complete the file; False, and no file, when nothing was left out."""
        if not self._antal and not any(self._fejlramte.values()):
            self.discard()
            return False
        self._fil.write("\n]")
        for navn in ("medarbejdere", "virksomheder", "regler"):
            self._fil.write(f",\n{_text(navn)}: {_text(self._needed(navn))}")
        self._fil.write("\n}\n")
        self._fil.close()
        self._kladde.replace(self.sti)
        return True

    def discard(self) -> None:
        """Remove what was collected."""
        self._fil.close()
        self._kladde.unlink(missing_ok=True)

    def _needed(self, navn: str) -> list[Any]:
        fejlramte = self._fejlramte.get(navn, [])
        sete = {id(en) for en in fejlramte}
        gode = (en for en in self._hoved.get(navn) or () if id(en) not in sete)
        return fejlramte + [en for en in gode if self._naevnte & set(_ids(en))]


def _references(raa: Any) -> Iterator[str]:
    """Every id of a medarbejder, virksomhed or kontaktperson anywhere inside."""
    if isinstance(raa, list):
        for en in raa:
            yield from _references(en)
    elif isinstance(raa, dict):
        for navn, vaerdi in raa.items():
            if navn in _REFERENCER and isinstance(vaerdi, str):
                yield vaerdi
            yield from _references(vaerdi)


def _ids(post: dict[str, Any]) -> Iterator[str]:
    """Ids under which a faultless entry can be mentioned; a rule has none."""
    for en in (post, *(post.get("kontaktpersoner") or ())):
        if "id" in en:
            yield en["id"]


def _text(vaerdi: Any) -> str:
    tekst = json.dumps(vaerdi, ensure_ascii=False, default=_number)
    # Half characters, perhaps the very error, can only be written as escapes.
    return tekst if _encodable(tekst) else json.dumps(vaerdi, default=_number)


def _encodable(tekst: str) -> bool:
    try:
        tekst.encode()
    except UnicodeEncodeError:
        return False
    return True


def _number(vaerdi: Any) -> Any:
    if isinstance(vaerdi, Decimal):
        return float(vaerdi)
    return str(vaerdi)
