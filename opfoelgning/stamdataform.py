"""Forms about who a borger is: her diagnosis, told without naming it, and a correction of what was written down."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from aftaler.forms import Versionsform
from borgere.models import Borger
from kommuner.formfelter import Datofelt, Tekst, Telefonfelt, frivilligt
from opfoelgning.actions.stamdata import Nye, stamdata_version

JA, NEJ = "ja", "nej"


class Diagnosedel(forms.Form):
    """Whether a progressive illness is documented, and since when; ``dag`` is today."""

    dag = date.max
    diagnose = forms.ChoiceField(
        label="Er der dokumenteret en progredierende diagnose?",
        choices=[(NEJ, "Nej"), (JA, "Ja")],
        initial=NEJ,
        required=False,
        widget=forms.RadioSelect,
        help_text=(
            "Med en progredierende diagnose er målet fastholdelse og indhold i jobbet, ikke flere timer. "
            "Borgeren skal så ikke markeres i jeres fagsystem. Skriv ikke, hvilken diagnose det er."
        ),
        error_messages={"invalid_choice": "Vælg ja eller nej."},
    )
    diagnose_fra = Datofelt(label=frivilligt("Dokumenteret den"), langt=True)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        fra = data.get("diagnose_fra")
        if data.get("diagnose") == JA and not fra and "diagnose_fra" not in self.errors:
            self.add_error("diagnose_fra", "Skriv, hvornår diagnosen er dokumenteret.")
        if data.get("diagnose") != JA and fra:
            self.add_error("diagnose", "Vælg ja, eller slet datoen.")
        if fra and fra > self.dag:
            self.add_error("diagnose_fra", "Datoen er ikke nået endnu.")
        return data


class Forloebsstartform(forms.Form):
    """Another first day of a forløb, and why."""

    start = Datofelt("Skriv, hvornår forløbet begyndte.", label="Første dag i forløbet", langt=True)
    begrundelse = Tekst("Hvorfor retter du datoen?", 300, "Skriv, hvorfor startdatoen rettes.")


class Stamdataform(Diagnosedel, Versionsform):
    """Name, phone and diagnosis of a borger who is known."""

    navn = Tekst("Navn", 200, "Skriv borgerens navn.")
    telefon = Telefonfelt(20)
    begrundelse = Tekst(
        "Hvorfor retter du diagnosen?",
        300,
        help_text="Skal kun skrives, når diagnosen rettes: så gælder andre mål og frister. Skriv ikke, hvad den er.",
    )
    felter = ("navn", "telefon", "diagnose", "diagnose_fra")
    field_order = (*felter, "begrundelse")

    def __init__(self, *args: Any, dag: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dag = dag
        self.fields["begrundelse"].required = False
        self.fields["navn"].widget.attrs["autocomplete"] = "off"
        self.fields["telefon"].widget.attrs |= {"autocomplete": "off", "inputmode": "tel"}

    @classmethod
    def values_of(cls, raekke: Any) -> dict[str, Any]:
        fra = raekke.progredierende_diagnose_fra
        stamdata = {"navn": raekke.navn, "telefon": raekke.telefon}
        return stamdata | {"diagnose": JA if fra else NEJ, "diagnose_fra": fra}

    @classmethod
    def start_of(cls, borger: Borger) -> dict[str, Any]:
        """What the form shows as it opens."""
        return cls.values_of(borger) | {"version": stamdata_version(borger)}

    @property
    def indhold(self) -> Nye:
        """The valid form as the action takes it."""
        data = self.cleaned_data
        return Nye(
            navn=data["navn"], telefon=data["telefon"], progredierende_diagnose_fra=data["diagnose_fra"]
        )
