"""Who changed what about a company, out of the history the database keeps."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from aftaler.models import Aabning, Kontaktperson, Virksomhed, Virksomhedsnotat
from kommuner.models import Medarbejder

_FELTER: dict[Any, dict[str, str]] = {
    Virksomhed: {
        **{"navn": "navn", "cvr": "CVR-nr.", "adresse": "adresse", "postnr": "postnr.", "bynavn": "by"},
        "lagt_ind_under_id": "sammenlægning",
    },
    Kontaktperson: {
        **{"navn": "navn", "funktion": "funktion", "telefon": "telefon", "email": "e-mail"},
        **{"aktiv": "om hun er kontaktperson", "virksomhed_id": "virksomhed"},
    },
    Aabning: {
        **{"opgaver": "opgaver", "timer": "timer", "hensyn": "hensyn", "slut": "åben til"},
        "virksomhed_id": "virksomhed",
    },
    Virksomhedsnotat: {"form": "type", "dato": "dato", "note": "tekst", "virksomhed_id": "virksomhed"},
}
_HVAD = {
    Virksomhed: lambda e: "Virksomheden",
    Kontaktperson: lambda e: f"Kontaktpersonen {e.navn}",
    Aabning: lambda e: f"Åbningen «{e.opgaver[:40]}»",
    Virksomhedsnotat: lambda e: "En note",
}


class Aendring(NamedTuple):
    """One line: when, who (None for an import), what happened."""

    tidspunkt: datetime
    af: str
    hvad: str


def historik(virksomhed: Virksomhed, antal: int = 30) -> list[Aendring]:
    """The latest changes of a company, its contact persons, openings and notes, newest first."""
    events = [event for model in _FELTER for event in _events(model, virksomhed)]
    navne = _names({event.pgh_context.get("user") for event, _ in events if event.pgh_context})
    linjer = [
        Aendring(event.pgh_created_at, navne.get((event.pgh_context or {}).get("user"), ""), hvad)
        for event, hvad in events
    ]
    return sorted(linjer, key=lambda linje: linje.tidspunkt, reverse=True)[:antal]


def _names(ider: set[int | None]) -> dict[int | None, str]:
    return dict(Medarbejder.objects.filter(pk__in=[i for i in ider if i]).values_list("pk", "navn"))


def _events(model: Any, virksomhed: Virksomhed) -> list[tuple[Any, str]]:
    """Every event of the company's rows of one kind with its sentence; an update of nothing shown is left out."""
    egne = "pgh_obj_id" if model is Virksomhed else "virksomhed_id"
    alle = model.pgh_event_model.objects.filter(**{egne: virksomhed.pk})
    fundne = []
    foer: dict[int, Any] = {}
    for event in alle.order_by("pgh_id"):
        if hvad := _sentence(model, event, foer.get(event.pgh_obj_id)):
            fundne.append((event, hvad))
        foer[event.pgh_obj_id] = event
    return fundne


def _sentence(model: Any, event: Any, foer: Any) -> str:
    navn = _HVAD[model](event)
    if event.pgh_label == "delete":
        return f"{navn} er fjernet."
    if event.pgh_label == "insert" or foer is None:
        return f"{navn} er {'oprettet' if event.pgh_label == 'insert' else 'lagt hertil fra en anden virksomhed'}."
    rettet = [ord_ for felt, ord_ in _FELTER[model].items() if getattr(foer, felt) != getattr(event, felt)]
    return f"{navn}: {_list(rettet)} er rettet." if rettet else ""


def _list(ord_: list[str]) -> str:
    return ord_[0] if len(ord_) == 1 else f"{', '.join(ord_[:-1])} og {ord_[-1]}"
