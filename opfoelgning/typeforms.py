"""The form about a type of absence or measure."""

from __future__ import annotations

from typing import Any

from django import forms

from aftaler.forms import Versionsform
from kommuner.formfelter import Tekst
from opfoelgning.typer import VIRKNINGER, Effekter, effect_of

SAERLIG = "saerlig"  # a mixture of effects that has no word; kept as it is


class TypeForm(Versionsform):
    """Name, effect and legal reference; ``forhaandsvist`` is the effect whose consequences were seen."""

    navn = Tekst("Navn", 100, "Skriv, hvad typen hedder.")
    virkning = forms.ChoiceField(
        label="Virkning",
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvad typen gør.", "invalid_choice": "Vælg, hvad typen gør."},
    )
    lovhenvisning = Tekst("Lovhenvisning eller kilde", 200, help_text="Fx loven og paragraffen.")
    forhaandsvist = forms.CharField(required=False, widget=forms.HiddenInput)
    felter = ("navn", "virkning", "lovhenvisning")

    def __init__(self, model: Any, data: Any = None, *, type_: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.virkninger = VIRKNINGER[model]
        valg = [(kode, f"{v.navn}: {v.betyder}") for kode, v in self.virkninger.items()]
        if type_ and not effect_of(type_):
            valg.append((SAERLIG, "Som nu: en særlig blanding"))
        self.fields["virkning"].choices = valg  # type: ignore[attr-defined]

    @classmethod
    def of(cls, raekke: Any) -> TypeForm:
        """The form filled with a type as it is."""
        start = cls.values_of(raekke) | {"version": raekke.version}
        return cls(type(raekke), type_=raekke, initial=start)

    @classmethod
    def values_of(cls, raekke: Any) -> dict[str, Any]:
        """What the form's fields show of a type."""
        return {
            "navn": raekke.navn,
            "virkning": effect_of(raekke) or SAERLIG,
            "lovhenvisning": raekke.lovhenvisning,
        }

    @property
    def effekter(self) -> Effekter:
        """The columns that say what was chosen; empty for a mixture that stays."""
        valgt = self.virkninger.get(self.cleaned_data["virkning"])
        return valgt.effekter if valgt else {}

    def differences(self, raekke: Any) -> list[tuple[str, Any, Any]]:
        """As the others', with the effect in words."""
        ord_ = {kode: v.navn for kode, v in self.virkninger.items()} | {SAERLIG: "Særlig"}
        return [
            (navn, ord_.get(nu, nu), ord_.get(mit, mit)) if navn == "Virkning" else (navn, nu, mit)
            for navn, nu, mit in super().differences(raekke)
        ]
