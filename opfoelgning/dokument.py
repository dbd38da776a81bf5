"""A document as sections of facts, tables and texts: the same for screen, paper and file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Afsnit:
    """One section; every text is Danish and ready to print. What is empty is not shown.

    ``oplysninger`` are pairs of a name and what it is, ``raekker`` the rows of a table under ``hoveder``, ``bredder``
    the shares its columns have of the width. ``tom`` stands where there would be nothing. ``niveau``: 2, or 3 for a
    section inside one.
    """

    titel: str
    oplysninger: Sequence[tuple[str, str]] = ()
    hoveder: Sequence[str] = ()
    bredder: Sequence[int] = ()
    raekker: Sequence[Sequence[str]] = ()
    tekst: str = ""
    tom: str = ""
    niveau: int = 2

    @property
    def er_tom(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.oplysninger or self.raekker or self.tekst)


@dataclass(frozen=True, kw_only=True)
class Dokument:
    """A whole document. ``fod`` stands at the foot of every page, ``indledning`` under the title."""

    titel: str
    afsender: str
    fod: str
    indledning: str
    afsnit: Sequence[Afsnit]

    def for_pdf(self) -> dict[str, Any]:
        """The content of template ``dokument``."""
        return {**asdict(self), "afsnit": [asdict(a) | {"er_tom": a.er_tom} for a in self.afsnit]}
