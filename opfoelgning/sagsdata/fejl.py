"""What is wrong with a document, and where: JSON pointer, value, and what was expected (Danish)."""

from __future__ import annotations

from typing import Any, NamedTuple

MANGLER = object()
"""Stands for a value that is not in the document."""

INGEN = object()
"""Stands for no value: the error is about the document as a whole."""

GEMTE = 1000
"""So many errors are kept in full; of the rest only the number."""


class Fejl(NamedTuple):
    """One error. ``pointer`` is the place (``/forloeb/0/ydelser/1/til``; empty: the document itself)."""

    pointer: str
    vaerdi: Any
    besked: str

    def __str__(self) -> str:
        sted = (self.pointer if self.pointer.isprintable() else ascii(self.pointer)) or "Dokumentet"
        if self.vaerdi is INGEN:
            return f"{sted}: {self.besked}"
        if self.vaerdi is MANGLER:
            return f"{sted} mangler. {self.besked}"
        return f"{sted}: {vis(self.vaerdi)}. {self.besked}"


class Forkert(ValueError):
    """A value is wrong; the text says in Danish what was expected. ``nr``: which one of a list."""

    def __init__(self, besked: str, nr: int | None = None) -> None:
        super().__init__(besked)
        self.nr = nr


class ImportFejl(Exception):
    """Nothing was stored. ``fejl`` holds at most the first ``GEMTE`` errors, ``antal`` counts them all."""

    def __init__(self, fejl: list[Fejl], antal: int | None = None) -> None:
        super().__init__("\n".join(str(en) for en in fejl[:10]))
        self.fejl = fejl
        self.antal = len(fejl) if antal is None else antal


class Fejlliste:
    """Errors as they are found; bounded, however broken the document."""

    def __init__(self) -> None:
        self.fejl: list[Fejl] = []
        self.antal = 0

    def add(self, pointer: str, vaerdi: Any, besked: str) -> None:
        self.antal += 1
        if len(self.fejl) < GEMTE:
            self.fejl.append(Fejl(pointer, vaerdi, besked))

    def extend(self, andre: Fejlliste) -> None:
        self.antal += andre.antal
        self.fejl.extend(andre.fejl[: GEMTE - len(self.fejl)])

    def stop(self) -> None:
        """Raise ImportFejl when anything was found."""
        if self.antal:
            raise ImportFejl(self.fejl, self.antal)


def vis(vaerdi: Any) -> str:
    """A value as it stands in the document, shortened; objects and lists by their kind only."""
    if isinstance(vaerdi, dict):
        return "et objekt"
    if isinstance(vaerdi, list):
        return "en liste"
    if vaerdi is None or isinstance(vaerdi, bool):
        return {None: "null", True: "true", False: "false"}[vaerdi]
    tekst = ascii(vaerdi) if isinstance(vaerdi, str) and not vaerdi.isprintable() else str(vaerdi)
    kort = tekst if len(tekst) <= 80 else f"{tekst[:79]}…"
    return f"«{kort}»" if isinstance(vaerdi, str) else kort


def under(pointer: str, del_: str | int) -> str:
    """The pointer of a member of an object or list (RFC 6901)."""
    if isinstance(del_, str):
        del_ = del_.replace("~", "~0").replace("/", "~1")
    return f"{pointer}/{del_}"
