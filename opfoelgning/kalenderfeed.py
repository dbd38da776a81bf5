"""The calendar for a calendar program: days and duties, and a number instead of a borger. Nothing else leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from opfoelgning.kalenderlinjer import Linje

DOMAENE = "udvikling-i-fleksjob"
OPDATERES = timedelta(hours=1)


def make_feed(linjer: Iterable[Linje], adresse: Callable[[int], str], nu: datetime) -> bytes:
    """An iCalendar document of whole days; ``adresse`` gives the page of a borger's id, behind the login."""
    feed = Calendar.new(
        prodid="-//Udvikling i fleksjob//Kalender//DA", method="PUBLISH", refresh_interval=OPDATERES
    )
    feed.add("x-wr-calname", "Udvikling i fleksjob")
    for linje in linjer:
        feed.add_component(_event(linje, adresse(linje.borger_id), nu))
    return feed.to_ical()


def _event(linje: Linje, adresse: str, nu: datetime) -> Event:
    stand = " (overskredet)" if linje.er_frist and linje.stand else f" ({linje.stand})" if linje.stand else ""
    event = Event()
    event.add("uid", f"{linje.noegle}@{DOMAENE}")
    event.add("dtstamp", nu)
    event.add("summary", f"{linje.kort}, borger {linje.borger_id}{stand}")
    event.add("dtstart", linje.dag)
    event.add("dtend", linje.dag + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    event.add("categories", ["Frist" if linje.er_frist else "Aftale"])
    event.add("url", adresse)
    return event
