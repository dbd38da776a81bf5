"""A document from a file or from Python: its head, and its forløb one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Protocol

from opfoelgning.sagsdata.fejl import INGEN, Fejl, ImportFejl
from opfoelgning.sagsdata.jsonstroem import JsonFejl, Stroem


class Dokument(Protocol):
    """``hoved`` is everything but the list of forløb; ``forloeb()`` may be asked for more than once."""

    hoved: dict[str, Any]

    def forloeb(self) -> Iterator[tuple[int, Any]]: ...


class Pythondokument:
    """A document already in memory."""

    def __init__(self, dokument: Any) -> None:
        if not isinstance(dokument, dict):
            raise ImportFejl([Fejl("", dokument, "Dokumentet skal være et objekt { … }.")])
        forloeb = dokument.get("forloeb")
        self._liste: list[Any] = forloeb if isinstance(forloeb, list) else []
        self.hoved = {navn: vaerdi for navn, vaerdi in dokument.items() if vaerdi is not self._liste}

    def forloeb(self) -> Iterator[tuple[int, Any]]:
        """Number and content of each forløb."""
        return iter(enumerate(self._liste))


class Fildokument:
    """A document in a file that can be read again from the start.

    The first reading checks that all of it is JSON. Raises ImportFejl.
    """

    def __init__(self, fil: BinaryIO, fremdrift: Callable[[int], None] = lambda _: None) -> None:
        self._fil = fil
        self._fremdrift = fremdrift
        self.hoved: dict[str, Any] = {}
        self._read_head()

    def _read_head(self) -> None:
        for noegle, nr, vaerdi in self._elements():
            if noegle is None:
                raise ImportFejl([Fejl("", vaerdi, "Dokumentet skal være et objekt { … }.")])
            if nr is None:
                self.hoved[noegle] = vaerdi

    def _elements(self) -> Iterator[Any]:
        self._fil.seek(0)
        stroem = Stroem(self._fil)
        try:
            for element in stroem.elements("forloeb"):
                self._fremdrift(stroem.laest)
                yield element
        except JsonFejl as fejl:
            raise ImportFejl([Fejl("", INGEN, str(fejl))]) from fejl

    def forloeb(self) -> Iterator[tuple[int, Any]]:
        """Number and content of each forløb, read from the file anew."""
        for _, nr, vaerdi in self._elements():
            if nr is not None:
                yield nr, vaerdi
