"""The day a page shows, as it stands in the address: today, or a day gone by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms

from kalender.dansk import dato_aar

FORKERT = "Vælg en dato, eller skriv den som 23-11-2026."
FREMTID = "Datoen er ikke nået endnu. Vælg en dag til og med i dag."
ALLERFOERST = date(1900, 1, 1)


class Datovalg(forms.Form):
    """The field «Vis som det stod den»; without a valid day gone by the page shows today."""

    dato = forms.DateField(
        label="Vis som det stod den",
        required=False,
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y"],
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
        error_messages={"invalid": FORKERT},
    )

    def __init__(self, data: Mapping[str, Any], idag: date):
        super().__init__(data, auto_id="som_det_stod_%s", label_suffix="")
        self.idag = idag
        self.fields["dato"].widget.attrs["max"] = idag.isoformat()
        if not self.is_valid():
            # A browser shows nothing of a word that is no date in a date field: here it can be read and mended.
            self.fields["dato"].widget.input_type = "text"

    def clean_dato(self) -> date | None:
        """Refuse a day to come, and one before there was anything to see."""
        dato: date | None = self.cleaned_data["dato"]
        if dato and dato > self.idag:
            raise forms.ValidationError(FREMTID)
        if dato and dato < ALLERFOERST:
            raise forms.ValidationError(FORKERT)
        return dato

    @property
    def dag(self) -> date:
        """The day to show."""
        return self.cleaned_data.get("dato") or self.idag

    @property
    def fortid(self) -> date | None:
        """The day gone by that is shown; None today."""
        return self.dag if self.dag < self.idag else None

    @property
    def i_ord(self) -> str:
        """«3. marts 2026»."""
        return dato_aar(self.dag)

    @property
    def efter_dagen(self) -> str:
        """A key of the timeline behind which lies what happened up to and including the day."""
        return f"{self.dag + timedelta(days=1)}.a.0"

    @property
    def status(self) -> int:
        """Status of the page's answer: the field is at fault, or all is well."""
        return 422 if self.errors else 200
