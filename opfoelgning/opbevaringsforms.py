"""Forms about retention: how long, and which case must not be deleted yet."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from kommuner.formfelter import Datofelt, Tekst
from opfoelgning.opbevaring import OPBEVARING, Gaeldende


class Opbevaringsform(forms.Form):
    """A new length from a coming day on."""

    antal = forms.IntegerField(
        label="Hvor længe", error_messages=dict.fromkeys(("required", "invalid"), "Skriv et helt tal.")
    )
    gyldig_fra = Datofelt("Skriv, hvornår reglen gælder fra.", label="Gælder fra")
    kilde = Tekst("Hvor er det besluttet", 300, "Skriv, hvor reglen er besluttet.")

    def __init__(self, regel: Gaeldende, data: Any = None, *, fra: date) -> None:
        super().__init__(data, initial={"antal": regel.antal, "gyldig_fra": fra})
        opbevaring = OPBEVARING[regel.slags]
        self.fields["antal"].label = f"Antal {opbevaring.enhed.flere} {opbevaring.efter}"
        self.fields["antal"].help_text = f"Mellem {opbevaring.mindst} og {opbevaring.hoejst}."
        self.fields["kilde"].help_text = "Fx kommunens slettepolitik og datoen for den."


class Stopform(forms.Form):
    """Until when a case must not be deleted, and why."""

    til = Datofelt("Skriv, hvor længe forløbet ikke må slettes.", label="Slettes ikke til og med")
    begrundelse = Tekst(
        "Hvorfor",
        300,
        "Skriv, hvorfor forløbet ikke må slettes.",
        linjer=2,
        help_text="Fx verserende klagesag. Skriv ingen oplysninger om borgeren.",
    )
