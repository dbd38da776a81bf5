"""What the periods of one forløb must obey among themselves. All periods are half-open, None is open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from kalender.dansk import dato_aar
from kommuner.indsatsmodel import indsatsmodeller
from opfoelgning.sagsdata.fejl import MANGLER, Fejlliste, under
from opfoelgning.sagsdata.skema import Post

INDEN_FOR = ("faser", "tildelinger")
UDEN_OVERLAP = ("faser", "tildelinger", "ydelser", "anden_aktoer", "fravaer")


def check_periods(forloeb: Post, fejl: Fejlliste) -> None:
    """Find overlaps, faser and tildelinger outside the forløb, and faser the model does not have."""
    for navn in UDEN_OVERLAP:
        for post, anden in overlaps(whole_periods(forloeb, navn)):
            besked = f"Perioden overlapper {anden.sted}. Perioderne må støde op til hinanden, ikke overlappe."
            fejl.add(under(post.sted, "fra"), post.raa["fra"], besked)
    if has_period(forloeb):
        for navn in INDEN_FOR:
            for post in whole_periods(forloeb, navn):
                _check_within(forloeb, post, fejl)
    _check_phases(forloeb, fejl)
    _check_hours(forloeb, fejl)


def has_period(post: Post) -> bool:
    """Whether both ends were read and lie in order."""
    if "start" not in post.data or "slut" not in post.data:
        return False
    return post.data["slut"] is None or post.data["slut"] > post.data["start"]


def whole_periods(forloeb: Post, navn: str) -> list[Post]:
    return [post for post in forloeb.dele.get(navn, ()) if has_period(post)]


def share_days(a: tuple[date, date | None], b: tuple[date, date | None]) -> bool:
    """Whether two periods have a day in common."""
    return (b[1] is None or a[0] < b[1]) and (a[1] is None or b[0] < a[1])


def period(post: Post) -> tuple[date, date | None]:
    return post.data["start"], post.data["slut"]


def overlaps(poster: list[Post]) -> Iterator[tuple[Post, Post]]:
    """Each post that shares days with another, together with that other one; absence by its type."""
    grupper: defaultdict[int | None, list[Post]] = defaultdict(list)
    for post in poster:
        grupper[post.data.get("type_id")].append(post)
    for gruppe in grupper.values():
        i_orden = sorted(gruppe, key=lambda post: post.data["start"])
        laengst = None
        for post in i_orden:
            if laengst and share_days(period(laengst), period(post)):
                yield _later_in_document(gruppe, laengst, post)
            if not laengst or _ends_later(post, laengst):
                laengst = post


def _later_in_document(gruppe: list[Post], a: Post, b: Post) -> tuple[Post, Post]:
    foerst, sidst = (post for post in gruppe if post is a or post is b)
    return sidst, foerst


def _ends_later(post: Post, anden: Post) -> bool:
    slut, andens = post.data["slut"], anden.data["slut"]
    return andens is not None and (slut is None or slut > andens)


def _check_within(forloeb: Post, post: Post, fejl: Fejlliste) -> None:
    start, slut = period(forloeb)
    if post.data["start"] < start:
        besked = f"Perioden begynder før forløbet, som begynder {dato_aar(start)}."
        fejl.add(under(post.sted, "fra"), post.raa["fra"], besked)
    elif slut is not None and post.data["start"] >= slut:
        besked = f"Perioden begynder, efter at forløbet er slut ({forloeb.raa['til']})."
        fejl.add(under(post.sted, "fra"), post.raa["fra"], besked)
    elif slut is not None and (post.data["slut"] is None or post.data["slut"] > slut):
        besked = f"Perioden slutter efter forløbet, hvis sidste dag er {forloeb.raa['til']}."
        fejl.add(under(post.sted, "til"), post.raa.get("til", MANGLER), besked)


def _check_phases(forloeb: Post, fejl: Fejlliste) -> None:
    model = indsatsmodeller().get(forloeb.data.get("indsatsmodel", ""))
    kendte = [fase.nr for fase in model.faser] if model else None
    for fase in forloeb.dele.get("faser", ()):
        if kendte is not None and "nr" in fase.data and fase.data["nr"] not in kendte:
            besked = f"Der skal stå nummeret på en af modellens faser: {', '.join(map(str, kendte))}."
            fejl.add(under(fase.sted, "nr"), fase.data["nr"], besked)


def _check_hours(forloeb: Post, fejl: Fejlliste) -> None:
    for job in forloeb.dele.get("ansaettelser", ()):
        sete: dict[date, Post] = {}
        for post in job.dele.get("timer", ()):
            fra = post.data.get("fra")
            if fra and sete.setdefault(fra, post) is not post:
                besked = f"Der står allerede et timetal fra samme dag i {sete[fra].sted}."
                fejl.add(under(post.sted, "fra"), post.raa["fra"], besked)
