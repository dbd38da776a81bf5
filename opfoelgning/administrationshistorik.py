"""Who changed what about people, teams, types and looks, out of the history the database keeps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from kommuner.models import Fravaerstype, Medarbejder, Rolle, Team, Tilbudstype, Udseende

_Ord = Callable[[Any], str]


class Trin(NamedTuple):
    """One step: when, who (empty for a file or a command), and what, a line per field."""

    tidspunkt: datetime
    af: str
    hvad: list[str]


def _yes(vaerdi: Any) -> str:
    return "ja" if vaerdi else "nej"


def _text(vaerdi: Any) -> str:
    return str(vaerdi or "–")


def _roles(vaerdi: list[str]) -> str:
    return ", ".join(rolle for rolle in Rolle.values if rolle in vaerdi) or "–"


# Each field that is told, its name, and its value in words; None: only that it changed.
_FELTER: Mapping[Any, Mapping[str, tuple[str, _Ord | None]]] = {
    Medarbejder: {
        "navn": ("Navn", _text),
        "email": ("E-mail", _text),
        "username": ("Brugernavn", _text),
        "roller": ("Roller", _roles),
        "team_id": ("Team", _text),
        "is_active": ("Kan logge på", _yes),
        "skal_skifte_adgangskode": ("Har en engangskode", _yes),
        "totrinslogin_nulstillet": ("Totrinslogin nulstillet", None),
    },
    Team: {"navn": ("Navn", _text), "aktiv": ("Åbent", _yes)},
    Fravaerstype: {
        "navn": ("Navn", _text),
        "pauser_passivitet": ("Tæller ikke med", _yes),
        "pauser_kontakt": ("Fritager for kontakt", _yes),
        "er_sygdom": ("Nulstiller, når den varer længe", _yes),
        "lovhenvisning": ("Lovhenvisning", _text),
        "aktiv": ("Vises", _yes),
    },
    Tilbudstype: {
        "navn": ("Navn", _text),
        "virksomhedsrettet": ("Nulstiller", _yes),
        "lovhenvisning": ("Lovhenvisning", _text),
        "aktiv": ("Vises", _yes),
    },
    Udseende: {
        "navn": ("Navn", _text),
        "farve": ("Farve", _text),
        "logo": ("Logo", None),
        "afsender": ("Afsender af e-mail", _text),
    },
}
_FLEST = 300
_FOERST = {"insert": "Oprettet", "delete": "Fjernet"}


def steps(model: Any, pk: int | None = None, antal: int = 30) -> list[Trin]:
    """The latest changes of one row, or of every row of the kommune, newest first."""
    events = model.pgh_event_model.objects.order_by("-pgh_id")
    # One more than is told, because each is told by what differs from the one before it.
    fundne = list(events.filter(pgh_obj_id=pk)[: antal + 1] if pk else events[:_FLEST])[::-1]
    navne = _names({_user(event) for event in fundne})
    teams = dict(Team.objects.values_list("pk", "navn")) if model is Medarbejder else {}
    trin: list[Trin] = []
    foer: dict[int, Any] = {}
    for event in fundne:
        if hvad := _what(model, foer.get(event.pgh_obj_id), event, teams):
            trin.append(Trin(event.pgh_created_at, navne.get(_user(event), ""), hvad))
        foer[event.pgh_obj_id] = event
    return trin[::-1][:antal]


def _what(model: Any, foer: Any, event: Any, teams: Mapping[int, str]) -> list[str]:
    if event.pgh_label in _FOERST:
        navn = getattr(event, "navn", "")
        return [f"{_FOERST[event.pgh_label]}{f': {navn}' if navn else ''}"]
    return [] if foer is None else _changes(model, foer, event, teams)


def _changes(model: Any, foer: Any, event: Any, teams: Mapping[int, str]) -> list[str]:
    linjer = []
    for felt, (navn, ord_) in _FELTER[model].items():
        gammel, ny = getattr(foer, felt), getattr(event, felt)
        if felt == "team_id":
            gammel, ny = teams.get(gammel), teams.get(ny)
        if gammel != ny:
            linjer.append(f"{navn}: {ord_(gammel)} → {ord_(ny)}" if ord_ else f"{navn}: ændret")
    return linjer


def _user(event: Any) -> int:
    return (event.pgh_context or {}).get("user") or 0


def _names(ider: set[int]) -> dict[int, str]:
    return dict(Medarbejder.objects.filter(pk__in=ider - {0}).values_list("pk", "navn"))
