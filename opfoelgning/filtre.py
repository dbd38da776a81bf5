"""Filters of a list of borgere, as they stand in the address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django import forms

from borgere import navne
from opfoelgning.raekker import Raekke

_STATUS = {
    "handling": ("Kræver handling i dag", lambda r: r.grund is not None),
    "overskredet": ("Overskredet", lambda r: r.status.hast < 10),
    "varsel": ("Frist nærmer sig", lambda r: 10 <= r.status.hast < 20),
    "rolig": ("Ingen frist lige nu", lambda r: r.status.hast >= 20),
}
_ORDEN: dict[str, tuple[str, Callable[[Raekke], Any] | None]] = {
    "haster": ("Mest presserende først", None),
    "navn": ("Navn", lambda r: r.status.navn_sortering),
    "frist": ("Næste frist", lambda r: r.frist or date.max),
    "kontakt": ("Ældste kontakt", lambda r: r.status.seneste_kontakt or date.min),
    "passiv": ("Tættest på passiv", lambda r: r.ur.dage_i_alt - r.ur.antal if r.ur else 10_000),
}


class Filterform(forms.Form):
    """Navn, fase, status and order; an unknown value in the address counts as none."""

    navn = forms.CharField(label="Navn", required=False, max_length=100)
    fase = forms.ChoiceField(label="Fase", required=False)
    status = forms.ChoiceField(label="Status", required=False)
    sorter = forms.ChoiceField(label="Sortér", required=False)

    def __init__(self, data: Any, faser: Sequence[tuple[int, str]]):
        super().__init__(data, auto_id="filter_%s", label_suffix="")
        self._valg("fase", [("", "Alle faser"), *((str(nr), tekst) for nr, tekst in faser)])
        self._valg("status", [("", "Alle"), *((kode, par[0]) for kode, par in _STATUS.items())])
        self._valg("sorter", [(kode, par[0]) for kode, par in _ORDEN.items()])

    def _valg(self, navn: str, choices: list[tuple[str, str]]) -> None:
        felt = self.fields[navn]
        assert isinstance(felt, forms.ChoiceField)
        felt.choices = choices

    def apply(self, raekker: list[Raekke]) -> list[Raekke]:
        """The rows that pass, in the order asked for; rows come in most urgent first."""
        self.is_valid()
        valgt = self.cleaned_data
        rest = raekker
        if navn := valgt.get("navn"):
            rest = [r for r in rest if navne.search_text(navn) in r.status.navn_soegning]
        if fase := valgt.get("fase"):
            rest = [r for r in rest if str(r.status.fase) == fase]
        if status := valgt.get("status"):
            rest = [r for r in rest if _STATUS[status][1](r)]
        noegle = _ORDEN[valgt.get("sorter") or "haster"][1]
        return sorted(rest, key=noegle) if noegle else rest

    @property
    def er_aktiv(self) -> bool:
        """Whether anything is filtered away; the order alone is no filter."""
        return any(self.cleaned_data.get(navn) for navn in ("navn", "fase", "status"))
