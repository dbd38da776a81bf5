"""By which fact a flag was closed: found by leaving records out and asking the rule again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from opfoelgning import poster
from opfoelgning.poster import Post, Sag
from opfoelgning.posttekster import posttekst
from opfoelgning.prognose import kun_reglen
from opfoelgning.regler.motor import bedoem
from opfoelgning.regler.typer import Tilstand, Vurdering

# How a flag was closed, as stored in ``Advis.lukket_af``.
OPLYSNING, OPHOERT, FORLOEBET, REGELSAET, RETTELSE, UKENDT = (
    *("oplysning", "ophoert", "forloebet", "regelsaet"),
    *("rettelse", "ukendt"),
)


class Noegle(NamedTuple):
    """What tells the flags of one forløb apart at one time."""

    regel: str
    genstand: str
    frist: date | None


class Brud(NamedTuple):
    """One missed duty: the flag, and the day its clock was counted from, which new values do not move.

    ``anker`` is None for a flag of before that day was kept.
    """

    noegle: Noegle
    anker: date | None

    def er(self, v: Vurdering) -> bool:
        """Tell whether a judgement speaks of this miss."""
        regel, genstand, frist = self.noegle
        samme = (v.regel, v.genstand or "") == (regel, genstand)
        return samme and (
            v.frist == frist if self.anker is None else v.anker == self.anker or v.frist == frist
        )


class Afslutning(NamedTuple):
    """The day a flag was closed and why, as ``Advis`` keeps it."""

    dag: date
    af: dict[str, Any]


def rejst(sag: Sag, brud: Brud, dag: date) -> bool:
    """Tell whether the rules raise the flag of a miss on a day, seen from its end."""
    return _raised(sag, brud, dag)[0]


def _raised(sag: Sag, brud: Brud, dag: date) -> tuple[bool, date]:
    """Tell whether the flag of a miss is raised on a day, and the day on which that can next change."""
    domme, naeste = bedoem(sag.fakta, kun_reglen(sag.regler, brud.noegle.regel), dag)
    return any(v.tilstand is Tilstand.OVERSKREDET and brud.er(v) for v in domme), naeste


def afslutning(sag: Sag, brud: Brud, aabnet: date, til: date) -> Afslutning:
    """Return when and why a flag opened on ``aabnet`` was closed that is not raised on ``til``.

    A flag that the facts as they are now would not have raised was closed by a correction, on the day it was noticed;
    what happened on its very first day came too late and closed it. One that was raised again, as after an agreement
    that was broken, was closed when it last was.
    """
    dag = _last_closed(sag, brud, aabnet, til)
    af = lukket_af(sag, brud, dag)
    if dag == aabnet and af["maade"] == UKENDT:
        return Afslutning(til, _rettelse(sag, brud, aabnet))
    return Afslutning(dag, af)


def _last_closed(sag: Sag, brud: Brud, aabnet: date, til: date) -> date:
    """Return the first day after the last before ``til`` on which a flag was raised; ``aabnet`` if it never was."""
    lukket = dag = aabnet
    while dag < til:
        # New values move the frist of a miss that stands; after a break another frist is another miss.
        samme = brud if dag == lukket else brud._replace(anker=None)
        staar, naeste = _raised(sag, samme, dag)
        dag = min(naeste, til)
        if staar:
            lukket = dag
    return lukket


def lukket_af(sag: Sag, brud: Brud, dag: date) -> dict[str, Any]:
    """Return what closed a flag on ``dag`` that was raised on the day before: the record without which it stood."""
    if dag == sag.fakta.slut:
        return {"maade": FORLOEBET}
    return _fundet(_tried(sag, brud, dag, lambda dato: dato == dag)) or {"maade": UKENDT}


def _rettelse(sag: Sag, brud: Brud, aabnet: date) -> dict[str, Any]:
    fundet = _fundet(_tried(sag, brud, aabnet, lambda dato: dato < aabnet))
    if fundet is None:
        genstand = brud.noegle.genstand
        egen = (p for p in poster.poster(sag) if genstand and _id(p) == genstand)
        fundet = _fundet((OPLYSNING, post) for post in egen) or {}
    return {**fundet, "maade": RETTELSE}


def _tried(sag: Sag, brud: Brud, dag: date, naar: Callable[[date], bool]) -> Iterator[tuple[str, Post]]:
    """Yield the records without which, or without whose end, the flag would be raised on ``dag``; newest first."""
    nyeste = sorted(poster.poster(sag), key=lambda p: (p.dato, p.slags), reverse=True)
    # Two contacts of one day close a flag together: neither alone would be missed.
    for _, gruppe in groupby((p for p in nyeste if naar(p.dato)), key=attrgetter("dato", "slags")):
        samme = list(gruppe)
        if rejst(poster.kun(sag, lambda post, s=samme: post not in s), brud, dag):  # type: ignore[misc]
            yield REGELSAET if samme[0].slags == "regelsaet" else OPLYSNING, samme[0]
    for post in nyeste:
        if post.slut and naar(post.slut) and rejst(poster.med_aabent_slut(sag, post), brud, dag):
            yield OPHOERT, post


def _fundet(fund: Iterable[tuple[str, Post]]) -> dict[str, Any] | None:
    for maade, post in fund:
        # Kept for good: every date with its year.
        tekst = posttekst(post, date.min)
        return {"maade": maade, "slags": post.slags, "post": _id(post), "tekst": tekst}
    return None


def _id(post: Post) -> str:
    return str(getattr(post.fakta, "id", None) or post.dato)
