"""The form that hands over forløb."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

from forloeb.actions.registrering import BEGRUNDELSE_HOEJST
from kommuner.formfelter import Datofelt, Tekst
from kommuner.models import Medarbejder
from opfoelgning.actions.overdrag import Overdragelse
from opfoelgning.sagsforms import Medarbejdervalg


class Overdragsform(forms.Form):
    """To whom, from when, and why; which forløb stand beside it on the page."""

    medarbejder = Medarbejdervalg("Til hvem?", "Vælg, hvem der skal have borgerne.")
    fra = Datofelt("Skriv, hvornår overdragelsen gælder fra.", label="Fra")
    begrundelse = Tekst("Hvorfor skifter de?", BEGRUNDELSE_HOEJST, "Skriv, hvorfor borgerne skifter.")
    noegle = forms.RegexField(r"^[0-9a-f]{32}$", required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, user: Medarbejder, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial={"noegle": uuid.uuid4().hex} | (initial or {}))
        self.fields["medarbejder"].offer(user)  # type: ignore[attr-defined]

    @property
    def overdragelse(self) -> Overdragelse:
        """The valid form as the action takes it."""
        data = self.cleaned_data
        return Overdragelse(data["medarbejder"], data["fra"], data["begrundelse"])


class Fordelingsform(Overdragsform):
    """The same for borgere whom nobody has: a reason is only needed for those who have had somebody before."""

    begrundelse = Tekst("Årsag", BEGRUNDELSE_HOEJST)

    @property
    def overdragelse(self) -> Overdragelse:
        """The valid form as the action takes it."""
        til = super().overdragelse
        return til._replace(begrundelse=til.begrundelse or "Borgeren havde ingen jobformidler")
