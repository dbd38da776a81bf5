"""The form of a kommune's list of sections."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from kommuner.forberedelse import Skema
from kommuner.formfelter import Datofelt, Tekst
from kommuner.skematekst import Forkert, as_text, parse, told


class Skemaform(forms.Form):
    """Sections and what is told, as text; from a day on."""

    gyldig_fra = Datofelt("Skriv, hvornår listen gælder fra.", label="Gælder fra")
    afsnit = Tekst(
        "Afsnit",
        20_000,
        "Skriv mindst ét afsnit, fx 2.1 Uddannelse.",
        linjer=16,
        help_text=(
            "Én linje til hvert afsnit: nummer, overskrift og efter en lodret streg en hjælpetekst. "
            "En stjerne efter nummeret betyder, at afsnittet skal være udfyldt ved genbehandling. "
            "En linje med et helt tal er overskriften på en del."
        ),
    )
    orientering = Tekst(
        "Det skal borgeren have at vide", 10_000, linjer=5, help_text="Én ting på hver linje."
    )
    kilde = Tekst("Hvem har besluttet listen?", 300)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @classmethod
    def filled(cls, skema: Skema, gyldig_fra: date, version: int = 0) -> Skemaform:
        """The form with a list as it is."""
        return cls(
            initial={
                "gyldig_fra": gyldig_fra,
                "afsnit": as_text(skema),
                "orientering": "\n".join(skema.orientering),
                "kilde": skema.kilde if skema.eget else "",
                "version": version,
            }
        )

    def clean_afsnit(self) -> dict[str, Any]:
        """The parts and sections."""
        try:
            return parse(self.cleaned_data["afsnit"])
        except Forkert as forkert:
            raise forms.ValidationError(forkert.fejl) from forkert

    def clean_orientering(self) -> list[str]:
        """What is told."""
        try:
            return told(self.cleaned_data["orientering"])
        except Forkert as forkert:
            raise forms.ValidationError(forkert.fejl) from forkert

    @property
    def indhold(self) -> dict[str, Any]:
        """The valid form as it is stored."""
        return self.cleaned_data["afsnit"] | {"orientering": self.cleaned_data["orientering"]}
