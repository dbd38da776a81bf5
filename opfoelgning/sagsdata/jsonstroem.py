"""A document read piece by piece: never more of it in memory than one forløb or one other part.

Whole numbers become int, other numbers Decimal. Broken JSON raises ``JsonFejl`` with line and column.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, BinaryIO, NamedTuple

from opfoelgning.sagsdata.skema import DobbeltObjekt

STYKKE = 1 << 20
STOERSTE_DEL = 16 << 20
"""Characters that one forløb, or one other top-level part, may take up."""

_KANT = 16  # an error or a number this near the end of what is read may look different when more is read
_BLANKE = re.compile("[ \t\n\r]*")

_PAA_DANSK = {
    "Expecting value": "Her mangler en værdi",
    "Expecting ',' delimiter": "Her mangler et komma eller en afslutning",
    "Expecting ':' delimiter": "Her mangler et kolon",
    "Expecting property name enclosed in double quotes": "Her skal stå et feltnavn i dobbelte anførselstegn",
    "Illegal trailing comma before end of object": "Her står et komma for meget",
    "Illegal trailing comma before end of array": "Her står et komma for meget",
    "Unterminated string starting at": "Teksten, der begynder her, slutter ikke",
    "Invalid control character at": "Her står et kontroltegn, fx et linjeskift, midt i en tekst",
    "Invalid \\escape": "Her står en ugyldig omvendt skråstreg",
    "Invalid \\escape: ": "Her står en ugyldig omvendt skråstreg",
    "Invalid \\uXXXX escape": "Her står en ugyldig \\u-kode",
}


class JsonFejl(ValueError):
    """The text is not JSON, or a part is too large; the text is a Danish sentence with line and column."""


class Element(NamedTuple):
    """``noegle`` of the top-level object with its value; None: the document is no object.

    ``nr`` is the place in the list when the value is one element of it.
    """

    noegle: str | None
    nr: int | None
    vaerdi: Any


def _object(par: list[tuple[str, Any]]) -> dict[str, Any]:
    objekt = dict(par)
    if len(objekt) == len(par):
        return objekt
    dobbelt = DobbeltObjekt(objekt)
    navne = [navn for navn, _ in par]
    dobbelt.gentagne = tuple(navn for navn in objekt if navne.count(navn) > 1)
    return dobbelt


def _not_a_number(ord_: str) -> Any:
    raise ValueError(f"{ord_} er ikke et tal i JSON")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=Decimal, parse_constant=_not_a_number, strict=True
)


class Stroem:
    """Reads one JSON document from ``fil`` (UTF-8). ``laest`` is the number of bytes read so far."""

    def __init__(self, fil: BinaryIO) -> None:
        self._fil = fil
        self._tekst = ""
        self._pos = 0
        self._linje = 1  # of the first character in memory
        self._kolonne = 1
        self._rest = b""
        self._slut = False
        self._forrest = True  # nothing decoded yet: a byte order mark may stand here
        self.laest = 0

    def elements(self, strakt: str) -> Iterator[Element]:
        """The members of the top-level object in order; the list ``strakt`` element by element.

        An empty list yields nothing; a ``strakt`` that is no list comes as one value.
        """
        if self._peek() != "{":
            yield Element(None, None, self._value())
        else:
            yield from self._members(strakt)
        if self._peek():
            raise self._error(self._pos, "Her står mere, efter at dokumentet er slut")

    def _members(self, strakt: str) -> Iterator[Element]:
        self._pos += 1
        if self._peek() == "}":
            self._pos += 1
            return
        sete: set[str] = set()
        while True:
            noegle = self._key(sete)
            self._expect(":", "Her mangler et kolon")
            if noegle == strakt and self._peek() == "[":
                yield from self._list(noegle)
            else:
                yield Element(noegle, None, self._value())
            if self._expect(",}", _PAA_DANSK["Expecting ',' delimiter"]) == "}":
                return

    def _key(self, sete: set[str]) -> str:
        if self._peek() != '"':
            raise self._error(self._pos, _PAA_DANSK["Expecting property name enclosed in double quotes"])
        noegle: str = self._value()
        if noegle in sete:
            raise self._error(self._pos, f"Feltet «{noegle}» står flere gange i dokumentet")
        sete.add(noegle)
        return noegle

    def _list(self, noegle: str) -> Iterator[Element]:
        self._pos += 1
        if self._peek() == "]":
            self._pos += 1
            return
        nr = 0
        while True:
            yield Element(noegle, nr, self._value())
            if self._expect(",]", _PAA_DANSK["Expecting ',' delimiter"]) == "]":
                return
            nr += 1

    def _expect(self, tegn: str, besked: str) -> str:
        fundet = self._peek()
        if not fundet or fundet not in tegn:
            raise self._error(self._pos, besked)
        self._pos += 1
        return fundet

    def _peek(self) -> str:
        """The next character that is not blank, without taking it; empty at the end."""
        while True:
            self._pos = _BLANKE.match(self._tekst, self._pos).end()  # type: ignore[union-attr]  # matches always
            if self._pos < len(self._tekst):
                return self._tekst[self._pos]
            if not self._more():
                return ""

    def _value(self) -> Any:
        self._peek()
        while True:
            try:
                vaerdi, slut = _DECODER.raw_decode(self._tekst, self._pos)
            except json.JSONDecodeError as fejl:
                if not self._perhaps_cut(fejl) or not self._more():
                    raise self._error(
                        fejl.pos, _PAA_DANSK.get(fejl.msg, "Her er dokumentet ikke gyldig JSON")
                    ) from fejl
                continue
            except RecursionError as fejl:
                raise self._error(self._pos, "Her er indlejret for mange lag i hinanden") from fejl
            except ValueError as fejl:
                raise self._error(self._pos, "Her står et tal, der ikke kan læses") from fejl
            # A number may go on beyond what is read.
            if slut <= len(self._tekst) - _KANT or not self._more():
                self._pos = slut
                return vaerdi

    def _perhaps_cut(self, fejl: json.JSONDecodeError) -> bool:
        return fejl.msg.startswith("Unterminated") or fejl.pos >= len(self._tekst) - _KANT

    def _more(self) -> bool:
        """Read on, as much again as is kept; forget what lies behind. False at the end of the file."""
        if self._slut:
            return False
        self._forget()
        if len(self._tekst) > STOERSTE_DEL:
            raise self._error(
                0,
                f"Delen, der begynder her, fylder mere end {STOERSTE_DEL >> 20} MB. "
                "Del dokumentet i flere, eller ret den afslutning, der mangler",
            )
        data = self._fil.read(max(STYKKE, len(self._tekst)))
        self.laest += len(data)
        self._slut = not data
        self._tekst += self._decode(data)
        if self._forrest and self._tekst:
            self._tekst = self._tekst.removeprefix("\ufeff")
            self._forrest = False
        return True

    def _decode(self, data: bytes) -> str:
        samlet = self._rest + data
        try:
            self._rest = b""
            return samlet.decode()
        except UnicodeDecodeError as fejl:
            if not self._slut and fejl.end == len(samlet) and fejl.reason == "unexpected end of data":
                self._rest = samlet[fejl.start :]
                return samlet[: fejl.start].decode()
            self._tekst += samlet[: fejl.start].decode()
            raise self._error(len(self._tekst), "Her er tegnene ikke UTF-8") from fejl

    def _forget(self) -> None:
        self._linje, self._kolonne = self._place(self._pos)
        self._tekst = self._tekst[self._pos :]
        self._pos = 0

    def _place(self, pos: int) -> tuple[int, int]:
        nye = self._tekst.count("\n", 0, pos)
        if nye:
            return self._linje + nye, pos - self._tekst.rfind("\n", 0, pos)
        return self._linje, self._kolonne + pos

    def _error(self, pos: int, besked: str) -> JsonFejl:
        linje, kolonne = self._place(pos)
        return JsonFejl(f"Linje {linje}, kolonne {kolonne}: {besked}.")
