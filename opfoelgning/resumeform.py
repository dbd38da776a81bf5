"""What is to be in a resumé, as it stands in the address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms

from kalender.dansk import dato_aar
from kommuner.formfelter import Datofelt
from opfoelgning.resume import DELE, NORMALT, Valg

TILBAGE = timedelta(days=182)


class Resumeform(forms.Form):
    """Parts and period; to begin with half a year, and all parts but the long one."""

    dele = forms.MultipleChoiceField(
        label="Hvad skal med?",
        choices=[(kode, navn) for kode, (navn, _) in DELE.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Vælg mindst én del.", "invalid_choice": "Vælg blandt delene på listen."},
    )
    fra = Datofelt("Skriv, hvornår perioden begynder.", label="Fra")
    til = Datofelt("Skriv, hvornår perioden slutter.", label="Til og med")

    def __init__(self, data: Mapping[str, Any] | None, dag: date) -> None:
        super().__init__(data, initial={"dele": list(NORMALT), "fra": dag - TILBAGE, "til": dag})

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        data = super().clean() or {}
        fra, til = data.get("fra"), data.get("til")
        if fra and til and til < fra:
            self.add_error("til", f"Slutdato skal ligge efter {dato_aar(fra)}.")
        return data

    @property
    def valg(self) -> Valg:
        """The valid form as the resumé takes it."""
        return Valg(**{felt: self.cleaned_data[felt] for felt in ("dele", "fra", "til")})
