"""Writes to the kommune's types of absence and measures. Judgements follow by the tables' own triggers."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from kommuner.afvist import Afvist, danish_refusal
from kommuner.kommunedata import setup_code_tables
from kommuner.models import Medarbejder
from kommuner.navneforslag import suggest_code
from kommuner.versioner import lock_version, save_changes
from opfoelgning.typer import Effekter, Type, count_borgere, is_standard


@transaction.atomic
def create_type(
    *, model: Any, navn: str, effekter: Effekter, lovhenvisning: str = "", by: Medarbejder
) -> Type:
    """Make a type; its code is made of the name and never changes. Refuses a name that is taken."""
    navn = _free_name(model, navn, by)
    taget = set(model.objects.filter(kommune=by.kommune_id).values_list("kode", flat=True))
    with danish_refusal():  # somebody else may make it at once
        return model.objects.create(
            kommune=by.kommune,
            kode=suggest_code(navn, taget),
            navn=navn,
            lovhenvisning=lovhenvisning,
            **effekter,
        )


@transaction.atomic
def correct_type(
    *, type_: Type, version: int, navn: str, effekter: Effekter, lovhenvisning: str, by: Medarbejder
) -> Type:
    """Call a type something else, or let it do something else; ``version`` is the one read.

    The effect reaches every row that has the type, also those of days gone by.
    """
    locked = lock_version(type_, version, "Typen")
    navn = _free_name(type(type_), navn, by, egen=type_.pk)
    return save_changes(locked, {"navn": navn, "lovhenvisning": lovhenvisning, **effekter})


@transaction.atomic
def show_type(*, type_: Type, vises: bool, by: Medarbejder) -> None:
    """Offer a type in forms, or offer it no longer; rows that have it keep it."""
    locked: Any = _lock(type_, by)
    save_changes(locked, {"aktiv": vises})


@transaction.atomic
def delete_type(*, type_: Type, by: Medarbejder) -> None:
    """Remove a type nobody uses. Refuses one in use, and a shipped one, whose code files may use."""
    locked: Any = _lock(type_, by)
    if antal := count_borgere(locked):
        hvem = "1 borger" if antal == 1 else f"{antal} borgere"
        raise Afvist(f"Bruges på {hvem}. Skjul den i stedet.")
    if is_standard(locked):
        raise Afvist("Det er en standardtype, som filer kan bruge. Skjul den i stedet.")
    with danish_refusal():  # somebody may use it at once
        locked.delete()


@transaction.atomic
def load_standard_types(*, by: Medarbejder) -> None:
    """Give the kommune the shipped types it lacks; those it has stay as they are."""
    setup_code_tables()


def _lock(type_: Type, by: Medarbejder) -> Any:
    rows = type(type_)._default_manager.select_for_update()
    locked = rows.filter(pk=type_.pk, kommune=by.kommune_id).first()
    if locked is None:
        raise Afvist("Typen er fjernet, siden du åbnede siden.")
    return locked


def _free_name(model: Any, navn: str, by: Medarbejder, egen: int | None = None) -> str:
    navn = " ".join(navn.split())
    andre = model.objects.filter(kommune=by.kommune_id).exclude(pk=egen).values_list("navn", flat=True)
    if navn.casefold() in {andet.casefold() for andet in andre}:
        raise Afvist("Navnet findes allerede.", "navn")
    return navn
