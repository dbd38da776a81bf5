"""Closed cases: told like open ones, seen from the day they ended, and then cut off there."""

from __future__ import annotations

from datetime import date
from typing import Any

from fleksjob.demodata.fase2 import build_fase1, build_fase2
from fleksjob.demodata.fase3 import build_fase3
from fleksjob.demodata.sag import Sag

# Situation when the case ended, its share in percent, and why it ended.
AFSLUTNINGER = {
    "stiger_over": 22,
    "over_graensen": 13,
    "faerdig": 20,
    "aktiv": 27,
    "sygdom_lang": 5,
    "fase1": 10,
    "naaet": 3,
}
AARSAGER = {
    "stiger_over": ("over_timegraense",),
    "over_graensen": ("over_timegraense",),
    "sygdom_lang": ("anden_ydelse", "foertidspension"),
    "fase1": ("anden_ydelse", "flyttet"),
}
ANDRE_AARSAGER = ("anden_ydelse", "foertidspension", "flyttet", "andet")
LISTER_MED_PERIODER = (
    "faser",
    "tildelinger",
    "ydelser",
    "fravaer",
    "anden_aktoer",
    "tilbud",
    "persongruppemarkeringer",
)


def build_lukket(sag: Sag, situation: str) -> None:
    """Tell the case up to `sag.dag`, its last day, and close it."""
    if situation == "fase1":
        build_fase1(sag, situation)
    elif situation in ("aktiv", "sygdom_lang"):
        build_fase2(sag, situation, 9, "normal")
    else:
        build_fase3(sag, situation)
    sag.til = sag.dag
    sag.afslutningsaarsag = sag.rng.choice(AARSAGER.get(situation, ANDRE_AARSAGER))


def cut_off(sag: Sag) -> None:
    """Drop what was only planned at the end and let every open period end with the case.

    A job above the limit goes on after the case; it is the reason for the closing.
    """
    slut = sag.dag.isoformat()
    fortsaetter = sag.afslutningsaarsag == "over_timegraense"
    for liste in LISTER_MED_PERIODER:
        behold = fortsaetter and liste == "ydelser"
        sag.lister[liste] = [
            p if behold else _end(p, slut) for p in sag.lister.get(liste, []) if p["fra"] <= slut
        ]
    for liste, dato in (("kontakter", "dato"), ("sagsgennemgange", "dato"), ("genbehandlinger", "moede")):
        sag.lister[liste] = [
            p for p in sag.lister.get(liste, []) if p[dato] <= slut and p.get("status") != "planlagt"
        ]
    for job in sag.lister.get("ansaettelser", []):
        job["opfoelgninger"] = [
            o for o in job["opfoelgninger"] if o["dato"] <= slut and o["status"] != "planlagt"
        ]
        if not fortsaetter:
            _end(job, slut)
            job["slutaarsag"] = "Forløbet blev afsluttet"
    sag.lister = {navn: poster for navn, poster in sag.lister.items() if poster}


def _end(post: dict[str, Any], slut: str) -> dict[str, Any]:
    post["til"] = min(post["til"] or slut, slut)
    return post


def draw_sidste_dag(sag_nr: int, dag: date) -> date:
    """Spread over the last 30 months, evenly by case number, at least ten days back."""
    return date.fromordinal(dag.toordinal() - 10 - (sag_nr * 211) % 900)
