"""Forms of a step-up: its parts A, B and C, with the questions and participants that the model names."""

from __future__ import annotations

from typing import Any

from django import forms

from aftaler.forms import Versionsform
from kommuner.formfelter import Datofelt, Tekst, frivilligt
from kommuner.models import Medarbejder
from kommuner.stepupmodel import Stepupmodel
from opfoelgning.actions.stepup import Aftaleindhold, Forberedelse, Moedeindhold, Samtykkeindhold
from opfoelgning.models import Stepup
from opfoelgning.sagsforms import Medarbejdervalg

_FLERE = forms.CheckboxSelectMultiple


def _flervalg(label: str, valg: list[tuple[str, str]], hjaelp: str = "") -> forms.MultipleChoiceField:
    fejl = {"invalid_choice": "Vælg fra listen."}
    return forms.MultipleChoiceField(
        label=label, choices=valg, required=False, widget=_FLERE, help_text=hjaelp, error_messages=fejl
    )


class SkemaForm(Versionsform):
    """Part A: the forberedelsesskema, what is enclosed, and whether health, family or network matter."""

    def __init__(self, *args: Any, model: Stepupmodel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.model = model
        for kode, tekst in model.skema:
            self.fields[kode] = Tekst(tekst, 4_000, linjer=2)
        self.fields["dokumenter"] = Tekst(
            "Dokumenter, der er vedlagt", 2_000, linjer=2, help_text="Ét pr. linje."
        )
        valg = [(d.kode, d.naar) for d in model.betingede]
        self.fields["forhold"] = _flervalg(
            frivilligt("Hvad har betydning i denne sag?"),
            valg,
            "Det afgør, hvem der også skal med til møderne.",
        )

    @classmethod
    def start_of(cls, stepup: Stepup) -> dict[str, Any]:
        """What the form shows of a step-up as it is."""
        return stepup.skema | {
            "dokumenter": stepup.dokumenter,
            "forhold": stepup.forhold,
            "version": stepup.version,
        }

    @property
    def indhold(self) -> Forberedelse:
        """The valid form as the action takes it."""
        data = self.cleaned_data
        skema = {kode: data[kode] for kode, _ in self.model.skema}
        return Forberedelse(skema=skema, dokumenter=data["dokumenter"], forhold=tuple(data["forhold"]))

    def differences(self, raekke: Any) -> list[tuple[str, Any, Any]]:
        """Label, what is saved and what this form says, for every text where they differ."""
        gemt = self.start_of(raekke)
        felter = [*(kode for kode, _ in self.model.skema), "dokumenter"]
        alle = [(str(self.fields[f].label), gemt.get(f, ""), self.cleaned_data[f]) for f in felter]
        return [linje for linje in alle if linje[1] != linje[2]]


class SamtykkeForm(Versionsform):
    """What the borger lets the case be shared with, and since when; or that she withdrew it."""

    samtykke = Datofelt(label=frivilligt("Borgeren gav samtykke den"))
    trukket = Datofelt(
        label=frivilligt("Trukket tilbage den"),
        help_text="Fra den dag må der ikke deles mere, og de berørte kan ikke deltage i møder.",
    )

    def __init__(self, *args: Any, model: Stepupmodel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        valg = [(d.kode, d.navn) for d in model.betingede]
        self.fields["omfang"] = _flervalg(frivilligt("Sagen må deles med"), valg)
        self.order_fields(["samtykke", "omfang", "trukket"])

    @classmethod
    def start_of(cls, stepup: Stepup) -> dict[str, Any]:
        """What the form shows of a step-up as it is."""
        return {
            "samtykke": stepup.samtykke,
            "omfang": stepup.samtykke_omfang,
            "trukket": stepup.samtykke_trukket,
            "version": stepup.version,
        }

    @property
    def indhold(self) -> Samtykkeindhold:
        """The valid form as the action takes it."""
        data = self.cleaned_data
        return Samtykkeindhold(
            samtykke=data["samtykke"], omfang=tuple(data["omfang"]), trukket=data["trukket"]
        )

    def differences(self, raekke: Any) -> list[tuple[str, Any, Any]]:
        """Label, what is saved and what this form says, for every field where they differ."""
        gemt = self.start_of(raekke)
        alle = [
            (str(self.fields[f].label), gemt[f], self.cleaned_data[f])
            for f in ("samtykke", "omfang", "trukket")
        ]
        return [(label, str(nu or "–"), str(min_ or "–")) for label, nu, min_ in alle if nu != min_]


class StepupmoedeForm(forms.Form):
    """Part B: a meeting that was held, by whom, and what its questions came to."""

    dato = Datofelt("Skriv, hvornår mødet blev holdt.", label="Mødet blev holdt den")

    def __init__(self, *args: Any, model: Stepupmodel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.model = model
        valg = [(d.kode, f"{d.navn}{f' ({d.naar.lower()})' if d.naar else ''}") for d in model.deltagere]
        self.fields["deltagere"] = _flervalg("Hvem deltog?", valg)
        self.fields["andre_deltog"] = Tekst("Andre, der deltog", 300)
        for kode, tekst in model.spoergsmaal:
            self.fields[kode] = Tekst(tekst, 4_000, linjer=2)

    @property
    def indhold(self) -> Moedeindhold:
        """The valid form as the action takes it."""
        data = self.cleaned_data
        svar = {kode: data[kode] for kode, _ in self.model.spoergsmaal}
        deltagere = tuple(data["deltagere"])
        return Moedeindhold(
            dato=data["dato"], deltagere=deltagere, svar=svar, andre_deltog=data["andre_deltog"]
        )


class StepupaftaleForm(Versionsform):
    """Part C: what was agreed on, the goal, and who follows up when."""

    aftale = Tekst("Hvad har I aftalt, og hvem gør hvad?", 4_000, "Skriv, hvad I har aftalt.", linjer=3)
    maal = Tekst("Mål", 2_000, "Skriv målet.", linjer=2)
    foelger_op = Medarbejdervalg("Hvem følger op?", "Vælg, hvem der følger op.")
    foelger_op_dato = Datofelt("Skriv, hvornår der følges op.", label="Hvornår følges der op?")
    aftalt = Datofelt("Skriv, hvornår det er aftalt.", label="Aftalt den")
    felter = ("aftale", "maal", "foelger_op", "foelger_op_dato", "aftalt")

    def __init__(self, *args: Any, user: Medarbejder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["foelger_op"].offer(user)  # type: ignore[attr-defined]

    @property
    def indhold(self) -> Aftaleindhold:
        """The valid form as the action takes it."""
        return Aftaleindhold(**{felt: self.cleaned_data[felt] for felt in self.felter})


class Slutform(forms.Form):
    """That a step-up is over."""

    grund = Tekst("Hvad kom der ud af det?", 300, "Skriv, hvad der kom ud af det.")
