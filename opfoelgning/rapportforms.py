"""Forms about reports: what a report's address says, and the kommune's target."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict

from kalender.dansk import dato_aar
from kalender.maaneder import add_months
from kommuner.formfelter import Datofelt
from kommuner.models import Medarbejder, Team
from opfoelgning.actions.rapportmaal import PROCENT
from opfoelgning.ledelse import teams_of
from opfoelgning.rapport.katalog import Rapportslags
from opfoelgning.rapport.udsnit import Udsnit

ALLE = "alle"
HOEJST_AAR = 3
FREMTID = "Datoen er ikke nået endnu. Vælg en dag til og med i dag."
BAGVENDT = "Slutdato skal ligge efter startdato."
EFTER_DAGEN = "Perioden kan ikke slutte efter den dag, tallene er opgjort."
FOR_LANG = f"Vælg en periode på højst {HOEJST_AAR} år."


class Rapportvalg(forms.Form):
    """Period, day and team; what is not given is the year up to the day, today, and a team she leads."""

    fra = Datofelt(label="Fra")
    til = Datofelt(label="Til og med")
    dag = Datofelt(label="Som det stod den")
    team = forms.ChoiceField(
        label="Borgere", required=False, error_messages={"invalid_choice": "Vælg et team fra listen."}
    )

    def __init__(self, data: Mapping[str, Any], user: Medarbejder, idag: date):
        self.user, self.idag = user, idag
        self.egne = [str(pk) for pk in teams_of(user, idag)]
        # What is shown chosen beside a field that is at fault is what would have been chosen.
        usagt = {"dag": idag.isoformat(), "team": self._own}
        givet = usagt | {navn: data[navn] for navn in data if data[navn]}
        super().__init__(givet, auto_id="rapport_%s", label_suffix="")
        teams = Team.objects.filter(kommune=user.kommune_id).order_by("navn").values_list("pk", "navn")
        self.navne = {**{str(pk): navn for pk, navn in teams}, ALLE: "Hele kommunen"}
        felt = self.fields["team"]
        assert isinstance(felt, forms.ChoiceField)
        felt.choices = list(self.navne.items())
        felt.widget.attrs["class"] = "form-select"
        if self.is_valid():
            self.data = QueryDict(self.adresse)
        else:
            for navn in ("fra", "til", "dag"):
                # A browser shows nothing of a word that is no date in a date field: here it can be read and mended.
                self.fields[navn].widget.input_type = "text"  # type: ignore[attr-defined]  # an input's widget

    def clean(self) -> dict[str, Any]:
        """Fill in what was not given, and refuse days that do not go together."""
        givet = self.cleaned_data
        dag = givet.get("dag") or self.idag
        til = givet.get("til") or dag
        fra = givet.get("fra") or add_months(til, -12) + timedelta(days=1)
        for felt, fejl in self._wrong(fra, til, dag):
            if felt not in self.errors:
                self.add_error(felt, fejl)
        return givet | {"fra": fra, "til": til, "dag": dag, "team": givet.get("team") or self._own}

    def _wrong(self, fra: date, til: date, dag: date) -> list[tuple[str, str]]:
        if dag > self.idag:
            return [("dag", FREMTID)]
        if til > dag:
            return [("til", FREMTID if til > self.idag else EFTER_DAGEN)]
        if fra > til:
            return [("til", BAGVENDT)]
        return [("fra", FOR_LANG)] if fra <= add_months(til, -12 * HOEJST_AAR) else []

    @property
    def _own(self) -> str:
        return self.egne[0] if self.egne else ALLE

    @property
    def udsnit(self) -> Udsnit:
        """The days chosen."""
        return Udsnit(self.cleaned_data["fra"], self.cleaned_data["til"], self.cleaned_data["dag"])

    @property
    def team_id(self) -> int | None:
        """The team chosen; None: the whole kommune."""
        team = self.cleaned_data["team"]
        return None if team == ALLE else int(team)

    @property
    def eget(self) -> bool:
        """Whether she leads the team today: then she sees every number and the people behind it."""
        return self.cleaned_data["team"] in self.egne

    @property
    def hvem(self) -> str:
        """«Team Nord», «Hele kommunen»."""
        return self.navne[self.cleaned_data["team"]]

    @property
    def periode(self) -> str:
        """«24. november 2025 – 23. november 2026»."""
        return f"{dato_aar(self.udsnit.fra)} – {dato_aar(self.udsnit.til)}"

    @property
    def adresse(self) -> str:
        """The choice in full, so that the same address gives the same numbers later."""
        valgt = QueryDict(mutable=True)
        u = self.udsnit
        valgt.update({"fra": u.fra.isoformat(), "til": u.til.isoformat(), "dag": u.dag.isoformat()})
        valgt["team"] = self.cleaned_data["team"]
        return valgt.urlencode()


class MaalForm(forms.Form):
    """A target for one report, and the day it begins."""

    maal = forms.IntegerField(
        label="Mål",
        min_value=0,
        max_value=3650,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), "Skriv et helt tal."),
    )
    gyldig_fra = Datofelt("Skriv, hvornår målet gælder fra.", label="Gælder fra")

    def __init__(self, data: Mapping[str, Any] | None, *, slags: Rapportslags, dag: date):
        super().__init__(data, initial={"gyldig_fra": dag})
        felt = self.fields["maal"]
        felt.label = f"{slags.maal}: {slags.retning} ({'procent' if slags.enhed == '%' else slags.enhed})"
        if slags.enhed == "%":
            felt.error_messages |= dict.fromkeys(("required", "invalid", "min_value", "max_value"), PROCENT)
