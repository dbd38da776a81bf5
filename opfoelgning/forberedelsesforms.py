"""Forms of fase 1: its start, the sections, jobmål, who took part, what was told, documents."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms

from forloeb.actions.forberedelse import (
    Deltagelsesindhold,
    Dokumentindhold,
    Jobmaalindhold,
    Orienteringsindhold,
)
from forloeb.actions.registrering import BEGRUNDELSE_HOEJST
from forloeb.models import Forberedelsesafsnit, Forslagsstiller
from kalender.dansk import til_og_med
from kommuner.formfelter import Datofelt, Tekst, frivilligt

EN_DAG = timedelta(days=1)
AFSNIT_HOEJST = 20_000  # characters


def _version() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput)


def _note(label: str = "Note") -> Tekst:
    return Tekst(label, 2_000, linjer=2, help_text="Skriv kun det, indsatsen har brug for.")


class Startform(forms.Form):
    """That the forberedende del begins."""

    start = Datofelt("Skriv, hvornår den forberedende del begyndte.", label="Første dag")
    noegle = forms.RegexField(r"^[0-9a-f]{32}$", required=False, widget=forms.HiddenInput)

    @classmethod
    def blank(cls, dag: date) -> Startform:
        """From today."""
        return cls(initial={"start": dag, "noegle": uuid.uuid4().hex})


class RetStartform(forms.Form):
    """That it began on another day."""

    start = Datofelt("Skriv, hvornår den forberedende del begyndte.", label="Første dag")
    begrundelse = Tekst("Hvorfor retter du?", BEGRUNDELSE_HOEJST, "Skriv, hvorfor du retter.")
    version = _version()


class Afsnitform(forms.Form):
    """The text of one section; one that is not there yet must say something."""

    tekst = Tekst("Tekst", AFSNIT_HOEJST, linjer=12)
    dato = Datofelt("Skriv, hvornår teksten er fra.", label="Hvornår er det fra?")
    version = _version()

    def __init__(self, *args: Any, nyt: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if nyt:
            self.fields["tekst"] = Tekst("Tekst", AFSNIT_HOEJST, "Skriv en tekst.", linjer=12)

    @classmethod
    def filled(cls, raekke: Forberedelsesafsnit | None, dag: date, kladde: dict[str, Any]) -> Afsnitform:
        """The section as it is, dated today, with what the person was writing instead if she was."""
        start = {"tekst": raekke.tekst if raekke else "", "dato": dag}
        version = raekke.version if raekke else 0
        return cls(initial=start | {"version": version} | kladde, nyt=raekke is None)


class Delform(forms.Form):
    """A form that registers one of the things of fase 1, or corrects it (``ask_why``).

    ``noegle`` marks one filling-in, so that a save sent twice is one registration.
    """

    noegle = forms.RegexField(r"^[0-9a-f]{32}$", required=False, widget=forms.HiddenInput)
    felter: ClassVar[tuple[str, ...]] = ()
    i_dag: ClassVar[tuple[str, ...]] = ("dato",)

    @property
    def indhold(self) -> Any:
        """The valid form as the action takes it."""
        raise NotImplementedError

    @classmethod
    def blank(cls, dag: date) -> Delform:
        """The form as it opens: from today."""
        return cls(initial={"noegle": uuid.uuid4().hex} | dict.fromkeys(cls.i_dag, dag))

    @classmethod
    def of(cls, raekke: Any) -> Delform:
        """The form that corrects, filled with the row as it is."""
        form = cls(initial=cls.values_of(raekke) | {"version": raekke.version})
        form.ask_why()
        return form

    @classmethod
    def values_of(cls, raekke: Any) -> dict[str, Any]:
        """What the form's fields would show of a row."""
        return {felt: getattr(raekke, felt) for felt in cls.felter}

    def ask_why(self) -> None:
        """Ask for the reason, and know the version that was read."""
        self.fields["version"] = _version()
        self.fields["begrundelse"] = Tekst(
            "Hvorfor retter du?",
            BEGRUNDELSE_HOEJST,
            "Skriv, hvorfor du retter.",
            help_text="Begrundelsen gemmes sammen med det, der stod før.",
        )

    def _valgte(self) -> dict[str, Any]:
        return {felt: self.cleaned_data[felt] for felt in self.felter}


class Jobmaalform(Delform):
    """A jobfunktion to go for."""

    jobfunktion = Tekst(
        "Jobfunktion",
        200,
        "Skriv jobfunktionen, fx pakke varer.",
        help_text="Opgaver i et job, ikke en titel: fx pakke varer, tage telefon, passe planter.",
    )
    foreslaaet_af = forms.ChoiceField(
        label="Hvem foreslog den?",
        choices=Forslagsstiller.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Vælg, hvem der foreslog den."),
    )
    start = Datofelt("Skriv, hvornår jobmålet gælder fra.", label="Jobmål fra")
    til = Datofelt(label=frivilligt("Til og med"))
    note = _note()
    felter = ("jobfunktion", "foreslaaet_af", "start", "note")
    i_dag = ("start",)

    @classmethod
    def values_of(cls, raekke: Any) -> dict[str, Any]:
        return super().values_of(raekke) | {"til": til_og_med(raekke.slut)}

    @property
    def indhold(self) -> Jobmaalindhold:
        til = self.cleaned_data["til"]
        return Jobmaalindhold(**self._valgte(), slut=til + EN_DAG if til else None)


class Jobmaalslutform(forms.Form):
    """That the borger no longer goes for a jobfunktion."""

    sidste_dag = Datofelt("Skriv, hvornår jobmålet slutter.", label="Sidste dag")
    slutaarsag = Tekst("Hvorfor er det ikke længere et jobmål?", 300, "Skriv, hvorfor det slutter.")
    version = _version()


class Deltagelsesform(Delform):
    """That a virksomhedskonsulent took part."""

    navn = Tekst("Virksomhedskonsulent", 200, "Skriv virksomhedskonsulentens navn.")
    dato = Datofelt("Skriv, hvornår virksomhedskonsulenten deltog.", label="Dato")
    note = _note("Hvad bidrog virksomhedskonsulenten med?")
    felter = ("navn", "dato", "note")

    @property
    def indhold(self) -> Deltagelsesindhold:
        return Deltagelsesindhold(**self._valgte())


class Orienteringerform(forms.Form):
    """What the borger was told on a day, ticked off the kommune's list."""

    tekster = forms.MultipleChoiceField(
        label="Borgeren har fået at vide",
        widget=forms.CheckboxSelectMultiple,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Sæt kryds ved mindst én ting."),
    )
    dato = Datofelt("Skriv, hvornår borgeren fik det at vide.", label="Hvornår?")
    note = _note()

    def __init__(self, data: Any = None, *, tekster: Iterable[str], dag: date) -> None:
        super().__init__(data, initial={"dato": dag})
        valg = self.fields["tekster"]
        assert isinstance(valg, forms.MultipleChoiceField)
        valg.choices = [(tekst, tekst) for tekst in tekster]


class Orienteringform(Delform):
    """One thing the borger was told, to be corrected."""

    tekst = Tekst("Borgeren har fået at vide", 300, "Skriv, hvad borgeren har fået at vide.")
    dato = Datofelt("Skriv, hvornår borgeren fik det at vide.", label="Hvornår?")
    note = _note()
    felter = ("tekst", "dato", "note")

    @property
    def indhold(self) -> Orienteringsindhold:
        return Orienteringsindhold(**self._valgte())


class Dokumentform(Delform):
    """A document asked for."""

    dokument = Tekst("Dokument", 200, "Skriv, hvilket dokument det er, fx lægeattest.")
    hos = Tekst("Hvem skal sende det?", 200, "Skriv, hvem der skal sende det, fx egen læge.")
    dato = Datofelt("Skriv, hvornår der er bedt om dokumentet.", label="Bedt om den")
    frist = Datofelt("Skriv, hvornår dokumentet senest skal være her.", label="Skal være her senest")
    note = _note()
    felter = ("dokument", "hos", "dato", "frist", "note")

    @property
    def indhold(self) -> Dokumentindhold:
        return Dokumentindhold(**self._valgte())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("dato") and data.get("frist") and data["frist"] < data["dato"]:
            self.add_error("frist", "Fristen ligger før den dag, der blev bedt om dokumentet.")
        return data


class Datoform(forms.Form):
    """A day on which something became of a row: reminded, received."""

    dato = Datofelt("Skriv, hvilken dag det var.", label="Dato")
    version = _version()
