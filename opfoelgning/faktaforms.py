"""Forms of what a borger lives on, of phases and of marks; see ``registreringsforms``."""

from __future__ import annotations

from typing import Any

from django import forms

from forloeb.actions.fakta import Faseindhold, Markeringsperiode, Ydelsesindhold
from forloeb.models import Fase, Persongruppemarkering, Ydelse
from forloeb.models.fakta import Ydelsestype
from kommuner.indsatsmodel import indsatsmodeller
from opfoelgning.registreringsforms import Registreringsform


class YdelseForm(Registreringsform):
    """What the borger lives on."""

    model = Ydelse

    type = forms.ChoiceField(
        label="Ydelse",
        choices=[("", "Vælg ydelse"), *Ydelsestype.choices],
        error_messages={"required": "Vælg en ydelse.", "invalid_choice": "Vælg en ydelse."},
    )

    @property
    def indhold(self) -> Ydelsesindhold:
        """The valid form as the action takes it."""
        return Ydelsesindhold(type=self.cleaned_data["type"], **self.periode)


class FaseForm(Registreringsform):
    """A phase; which there are, the forløb's model says."""

    model = Fase

    nr = forms.TypedChoiceField(
        label="Fase",
        coerce=int,
        error_messages={"required": "Vælg en fase.", "invalid_choice": "Vælg en fase."},
    )

    def ask_why(self, raekke: Any) -> None:
        """Offer the phases of the forløb's model, besides what every correction asks."""
        super().ask_why(raekke)
        model = indsatsmodeller()[raekke.forloeb.indsatsmodel]
        felt = self.fields["nr"]
        assert isinstance(felt, forms.TypedChoiceField)
        felt.choices = [(fase.nr, f"{fase.nr} {fase.navn}") for fase in model.faser]

    @property
    def indhold(self) -> Faseindhold:
        """The valid form as the action takes it."""
        return Faseindhold(nr=self.cleaned_data["nr"], **self.periode)


class MarkeringForm(Registreringsform):
    """The days of a mark."""

    model = Persongruppemarkering

    @property
    def indhold(self) -> Markeringsperiode:
        """The valid form as the action takes it."""
        return Markeringsperiode(**self.periode)
