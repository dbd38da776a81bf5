"""The form about a kommune's look."""

from __future__ import annotations

from typing import Any

from django import forms

from aftaler.forms import Versionsform
from kommuner.actions.udseende import check_colour, check_logo
from kommuner.afvist import Afvist
from kommuner.formfelter import Tekst, frivilligt


class UdseendeForm(Versionsform):
    """Name, colour, logo and sender; all may be left empty."""

    navn = Tekst("Navn øverst på siderne", 60, help_text="Tomt: kommunens navn.")
    farve = Tekst("Farve", 7, help_text="Til knapper og streger, fx #005a8c. Tomt: systemets blå.")
    logo = forms.FileField(
        label=frivilligt("Logo"),
        required=False,
        help_text="PNG eller SVG, højst 100 kB.",
        widget=forms.FileInput(attrs={"accept": "image/png,image/svg+xml"}),
        error_messages={"empty": "Filen er tom.", "invalid": "Vælg en fil."},
    )
    fjern_logo = forms.BooleanField(label="Fjern logoet", required=False)
    afsender = forms.EmailField(
        label=frivilligt("Afsender af e-mail"),
        required=False,
        max_length=254,
        help_text="Adressen, systemets e-mail til jer kommer fra. Den skal være sat op hos jeres driftsleverandør.",
        error_messages={
            "invalid": "Skriv e-mailadressen som fleksjob@example.dk.",
            "max_length": "Skriv højst 254 tegn.",
        },
    )
    felter = ("navn", "farve", "afsender")

    def clean_farve(self) -> str:
        return _checked(check_colour, self.cleaned_data["farve"])

    def clean_logo(self) -> Any:
        """The cleaned logo with its media type, or None when no file was chosen."""
        fil = self.cleaned_data["logo"]
        return _checked(check_logo, fil.read()) if fil else None


def _checked(tjek: Any, vaerdi: Any) -> Any:
    try:
        return tjek(vaerdi)
    except Afvist as afvist:
        raise forms.ValidationError(str(afvist)) from afvist
