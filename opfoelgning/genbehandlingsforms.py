"""Forms of a genbehandling: what is prepared, when the team meets, what it came to, and what was started after."""

from __future__ import annotations

from typing import Any

from django import forms

from aftaler.forms import Versionsform, keep_with_version
from kommuner.formfelter import Datofelt, Tekst, frivilligt
from kommuner.models import Tilbudstype
from kommuner.tenancy import current_kommune_id
from opfoelgning.actions.genbehandling import Moederesultat
from opfoelgning.models import Genbehandling
from opfoelgning.skemaafsnit import Afsnit

FLEKSJOB = ("fleksjob", "Fleksjob")
_JA_NEJ = (("", "Ikke spurgt endnu"), ("nej", "Nej"), ("ja", "Ja"))


def offer_sections(form: forms.Form, afsnit: list[Afsnit]) -> None:
    """Offer those sections in the form's field that have no text here; no field where every one has."""
    felt = form.fields["afsnit"]
    assert isinstance(felt, forms.MultipleChoiceField)
    felt.choices = [(en.nr, f"{en.nr} {en.titel}") for en in afsnit if en.dato is None]
    if not felt.choices:
        felt.widget = forms.MultipleHiddenInput()


class Forberedelsesform(Versionsform):
    """Which sections are filled, and whether the borger's health has changed."""

    afsnit = forms.MultipleChoiceField(
        label=frivilligt("Afsnit, der er udfyldt i et andet system"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Afsnit, der er skrevet her under Forberedelse, tæller af sig selv.",
    )
    helbred_aendret = forms.ChoiceField(
        label=frivilligt("Har borgerens helbred ændret sig, siden teamet sidst behandlede sagen?"),
        required=False,
        choices=_JA_NEJ,
        widget=forms.RadioSelect,
        help_text="Svar kun ja eller nej. Skriv ikke her, hvad borgeren fejler.",
    )
    laege_indhentet = Datofelt(
        label=frivilligt("Lægeoplysninger modtaget den"),
        help_text="Indhentes kun, når helbredet har ændret sig.",
    )
    felter = ("afsnit", "helbred_aendret", "laege_indhentet")

    def offer(self, afsnit: list[Afsnit]) -> None:
        """Let the sections be chosen that are not written here."""
        offer_sections(self, afsnit)

    @classmethod
    def values_of(cls, raekke: Any) -> dict[str, Any]:
        svar = {None: "", True: "ja", False: "nej"}
        return super().values_of(raekke) | {"helbred_aendret": svar[raekke.helbred_aendret]}

    @property
    def indhold(self) -> dict[str, Any]:
        """The valid form as the action takes it."""
        data = self.cleaned_data
        svar: dict[str, bool | None] = {"": None, "ja": True, "nej": False}
        egne = {felt: data[felt] for felt in self.felter}
        return egne | {"helbred_aendret": svar[data["helbred_aendret"]], "version": data["version"] or 0}


class Moedeform(forms.Form):
    """When the team is to meet."""

    dato = Datofelt("Skriv, hvornår mødet skal holdes.", label="Mødedato")


class Aflysningsform(forms.Form):
    """Why a planned meeting was not held, or will not be, and when it is then."""

    grund = Tekst("Hvorfor blev mødet ikke holdt?", 300, "Skriv, hvorfor mødet ikke blev holdt.")
    ny_dato = Datofelt(label=frivilligt("Ny mødedato"))


class Resultatform(forms.Form):
    """That the team met, what it recommended, and the goal."""

    dato = Datofelt("Skriv, hvornår mødet blev holdt.", label="Mødet blev holdt den")
    indstillede_indsatser = forms.MultipleChoiceField(
        label="Indstillede indsatser",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Vælg mindst én indsats, som teamet har indstillet.",
            "invalid_choice": "Vælg indsatser fra listen.",
        },
    )
    progressionsmaal = Tekst(
        "Progressionsmål",
        4_000,
        "Skriv progressionsmålet.",
        linjer=3,
        help_text="Hvad skal borgeren nå, og hvornår? Fx praktik 4 timer om ugen inden 1. marts.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typer = Tilbudstype.objects.filter(kommune=current_kommune_id(), aktiv=True).order_by("navn")
        felt = self.fields["indstillede_indsatser"]
        assert isinstance(felt, forms.MultipleChoiceField)
        felt.choices = [FLEKSJOB, *((t.kode, t.navn) for t in typer)]

    @property
    def resultat(self) -> Moederesultat:
        """The valid form as the action takes it."""
        data = self.cleaned_data
        indsatser = tuple(data["indstillede_indsatser"])
        return Moederesultat(
            dato=data["dato"], indstillede_indsatser=indsatser, progressionsmaal=data["progressionsmaal"]
        )


class RetResultatform(Resultatform):
    """A meeting that was written down wrongly."""

    begrundelse = Tekst("Hvorfor retter du?", 300, "Skriv, hvorfor du retter.")
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @classmethod
    def start_of(cls, held: Genbehandling | None) -> dict[str, Any]:
        """The meeting as it is; nothing while none was held."""
        if held is None:
            return {}
        felter = ("indstillede_indsatser", "progressionsmaal", "version")
        return {"dato": held.moede} | {felt: getattr(held, felt) for felt in felter}

    def differences(self, raekke: Any) -> list[tuple[str, Any, Any]]:
        """Label, what is saved and what this form says, for every field where they differ."""
        gemt, data = self.start_of(raekke), self.cleaned_data
        felter = ("dato", "indstillede_indsatser", "progressionsmaal")
        alle = [(str(self.fields[felt].label), gemt[felt], data[felt]) for felt in felter]
        return [(label, str(nu), str(min_)) for label, nu, min_ in alle if nu != min_]

    def accept_version(self, version: int) -> None:
        """Let the next save replace this version; the person has now seen it."""
        keep_with_version(self, version)


class Annullerform(forms.Form):
    """Why something is taken back."""

    begrundelse = Tekst(
        "Hvorfor annullerer du?",
        300,
        "Skriv, hvorfor du annullerer.",
        help_text="Begrundelsen står i tidslinjen sammen med det, der stod før.",
    )


class Igangsatform(Versionsform):
    """What was started after the meeting."""

    igangsat = Tekst(
        "Hvad er sat i gang?",
        2_000,
        "Skriv, hvad der er sat i gang.",
        linjer=2,
        help_text="Fx praktik på et lager, mentor, kursus. Registrér også selve aktiviteten: den nulstiller uret.",
    )
    igangsat_dato = Datofelt("Skriv, hvornår det blev sat i gang.", label="Sat i gang den")
    felter = ("igangsat", "igangsat_dato")

    @property
    def indhold(self) -> dict[str, Any]:
        """The valid form as the action takes it."""
        data = self.cleaned_data
        return {
            "igangsat": data["igangsat"],
            "dato": data["igangsat_dato"],
            "version": data["version"] or 0,
        }


class Opgivform(forms.Form):
    """Why a genbehandling is given up."""

    grund = Tekst(
        "Hvorfor skal sagen ikke genbehandles?", 300, "Skriv, hvorfor sagen ikke skal genbehandles."
    )
