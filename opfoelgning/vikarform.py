"""The form that says who leads a team while its teamleder is away."""

from __future__ import annotations

from typing import Any

from django import forms

from kalender.dansk import til_og_med
from kommuner.formfelter import Datofelt
from kommuner.models import Medarbejder, Rolle, Stedfortraeder, Team
from kommuner.roller import SAGSROLLER
from kommuner.vikarer import teams_to_set

_VAELG = "Vælg, hvem der er stedfortræder."


class Vikardage(forms.Form):
    """From which day through which."""

    fra = Datofelt("Skriv, hvornår perioden begynder.", label="Fra")
    til = Datofelt("Skriv, hvornår perioden slutter.", label="Til og med")


class Stedfortraederform(Vikardage):
    """Which team, who, and when; a teamleder is not asked for her own team."""

    team = forms.ModelChoiceField(
        Team.objects.none(),
        label="Team",
        empty_label=None,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Vælg et team."),
    )
    medarbejder = forms.ModelChoiceField(
        Medarbejder.objects.none(),
        label="Stedfortræder",
        empty_label="Vælg en kollega",
        error_messages={"required": _VAELG, "invalid_choice": _VAELG},
    )
    field_order = ("team", "medarbejder", "fra", "til")

    def __init__(self, data: Any = None, *, user: Medarbejder) -> None:
        super().__init__(data)
        teams = teams_to_set(user).filter(aktiv=True)
        felt: Any = self.fields["team"]
        felt.queryset = teams
        if len(teams) == 1:
            felt.widget, felt.initial = forms.HiddenInput(), teams[0].pk
        kolleger = Medarbejder.objects.kolleger(user).filter(roller__overlap=list(SAGSROLLER), is_active=True)
        if len(teams) == 1:
            kolleger = kolleger.exclude(roller__contains=[Rolle.TEAMLEDER], team=teams[0])
        self.fields["medarbejder"].queryset = kolleger.order_by("navn")  # type: ignore[attr-defined]


class Vikarretform(Vikardage):
    """Other days for one; ``version`` is the one that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, raekke: Stedfortraeder) -> Vikarretform:
        """The form as it opens."""
        return cls(initial={"fra": raekke.start, "til": til_og_med(raekke.slut), "version": raekke.version})
