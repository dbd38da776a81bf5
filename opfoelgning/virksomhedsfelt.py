"""A company chosen by its name, as it is typed."""

from __future__ import annotations

from typing import Any

from django import forms

from aftaler.models import Virksomhed
from borgere import navne
from kommuner.formfelter import Tekst
from kommuner.models import Medarbejder


class Virksomhedsform(forms.Form):
    """A form with a company; ``ukendt`` is the name typed when the kommune has none of that name."""

    virksomhed = Tekst(
        "Virksomhed",
        300,
        "Skriv virksomhedens navn.",
        help_text="Begynd på navnet, og vælg fra listen.",
    )
    ukendt = ""

    def __init__(self, data: Any = None, *, user: Medarbejder, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.user = user
        self.fields["virksomhed"].widget.attrs |= {"list": "virksomheder", "autocomplete": "off"}

    def clean_virksomhed(self) -> Virksomhed:
        """The company of the name typed, with its town after a comma where two have the same."""
        tekst = self.cleaned_data["virksomhed"]
        navn, _, bynavn = tekst.partition(", ")
        found = Virksomhed.objects.egne(self.user).filter(navn_soegning=navne.search_text(navn)[:250])
        if bynavn:
            found = found.filter(bynavn__iexact=bynavn.strip())
        fundne = list(found[:2])
        if not fundne:
            self.ukendt = navn
            raise forms.ValidationError("Virksomheden findes ikke endnu. Opret den først.")
        if len(fundne) > 1:
            raise forms.ValidationError("Der er flere med det navn. Skriv byen efter et komma.")
        return fundne[0]
