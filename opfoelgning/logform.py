"""The filters of the log."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from borgere import navne
from kommuner.formfelter import Datofelt
from kommuner.models import Medarbejder
from opfoelgning.haendelseslog import Udvalg

UGE = timedelta(days=6)
LAENGST = 2**63 - 1


class Logform(forms.Form):
    """Person, borger by number, period and kind; without a period the last seven days."""

    person = forms.ChoiceField(
        label="Hvem", required=False, error_messages={"invalid_choice": "Vælg en fra listen."}
    )
    borger = forms.IntegerField(
        label="Borgernummer",
        required=False,
        min_value=1,
        max_value=LAENGST,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"),
            "Skriv borgerens nummer, fx 1042. Det står i sidens adresse.",
        ),
    )
    fra = Datofelt(label="Fra")
    til = Datofelt(label="Til og med")
    hvad = forms.ChoiceField(
        label="Hvad",
        required=False,
        choices=(("", "Alt"), ("opslag", "Opslag"), ("aendringer", "Ændringer")),
        error_messages={"invalid_choice": "Vælg en fra listen."},
    )

    def __init__(self, data: Any, *, user: Medarbejder, dag: date) -> None:
        super().__init__(data)
        self._dag = dag
        alle = sorted(Medarbejder.objects.kolleger(user), key=lambda m: navne.sort_key(m.navn))
        for navn, klasse in (("person", "form-select"), ("hvad", "form-select"), ("borger", "form-control")):
            self.fields[navn].widget.attrs["class"] = klasse
        felt = self.fields["person"]
        assert isinstance(felt, forms.ChoiceField)
        felt.choices = [("", "Alle"), *((str(m.pk), m.navn) for m in alle)]

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        rene = super().clean() or {}
        if rene.get("fra") and rene.get("til") and rene["til"] < rene["fra"]:
            self.add_error("til", "Til og med-dagen ligger før den første dag.")
        return rene

    @property
    def udvalg(self) -> Udvalg:
        """The valid form as a selection of the log."""
        rene = self.cleaned_data
        til = rene["til"] or max(self._dag, rene["fra"] or self._dag)
        person = int(rene["person"]) if rene["person"] else None
        return Udvalg(rene["fra"] or til - UGE, til, person, rene["borger"], rene["hvad"])
