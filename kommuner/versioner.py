"""Rows that several people may correct: each has a ``version``, and a save says which one its author saw."""

from typing import Any, TypeVar

from django.db.models import Model

from kommuner.afvist import Afvist, Konflikt, danish_refusal

Raekke = TypeVar("Raekke", bound=Model)


def lock_version(raekke: Raekke, version: int, hvad: str) -> Raekke:
    """The row locked and as it is now; ``hvad`` names it in a refusal, «Åbningen».

    Raises ``Konflikt`` when that is not the version the person read, and ``Afvist`` when the row is gone.
    """
    rows = raekke._meta.model._default_manager.select_for_update(no_key=True)
    locked: Any = rows.filter(pk=raekke.pk).first()
    if locked is None:
        raise Afvist(f"{hvad} er fjernet, siden du åbnede siden.")
    if locked.version != version:
        raise Konflikt(f"{hvad} er rettet, siden du åbnede siden.", locked)
    return locked


def save_changes(raekke: Raekke, vaerdier: dict[str, Any]) -> Raekke:
    """Write the columns that differ, and the next version; nothing at all when none does."""
    row: Any = raekke
    forskel = [felt for felt, vaerdi in vaerdier.items() if getattr(row, felt) != vaerdi]
    if not forskel:
        return raekke
    for felt in forskel:
        setattr(row, felt, vaerdier[felt])
    row.version += 1
    with danish_refusal():
        row.save(update_fields=[*forskel, "version"])
    return raekke
