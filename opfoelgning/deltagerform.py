"""The part of a form that says who takes part in a meeting: a tick and a name for each function."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Any, NamedTuple

from django import forms

from forloeb.deltagere import Deltager, Funktion, from_json


class Deltagerraekke(NamedTuple):
    """One function in the form: its tick, and the field for the name."""

    funktion: Funktion
    med: forms.BoundField
    navn: forms.BoundField


class Deltagerform(forms.Form):
    """Gives a form a tick and a name per function; who is named took part, ticked or not.

    ``funktioner`` are those it offers, in order.
    """

    funktioner: tuple[Funktion, ...] = tuple(Funktion)
    # Where a refusal about the participants is shown.
    feltnavne = MappingProxyType({"deltagere": f"navn_{Funktion.BORGER}"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for funktion in self.funktioner:
            self.fields[f"med_{funktion}"] = forms.BooleanField(label=funktion.label, required=False)
            self.fields[f"navn_{funktion}"] = forms.CharField(
                label=f"Navn: {funktion.label}",
                required=False,
                max_length=200,
                error_messages={"max_length": "Skriv højst 200 tegn."},
            )
            self.fields[f"navn_{funktion}"].widget.attrs["autocomplete"] = "off"

    @property
    def deltagerraekker(self) -> list[Deltagerraekke]:
        """The functions with their two fields."""
        return [Deltagerraekke(f, self[f"med_{f}"], self[f"navn_{f}"]) for f in self.funktioner]

    @property
    def deltagere(self) -> list[Deltager]:
        """Who takes part, as the valid form says."""
        data = self.cleaned_data
        svar = ((f, data.get(f"med_{f}"), (data.get(f"navn_{f}") or "").strip()) for f in self.funktioner)
        return [Deltager(funktion, navn) for funktion, med, navn in svar if med or navn]


def initial_deltagere(raa: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The participants on a row as the form's initial values."""
    start: dict[str, Any] = {}
    for en in from_json(raa):
        start |= {f"med_{en.funktion}": True, f"navn_{en.funktion}": en.navn}
    return start
