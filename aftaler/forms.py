"""Forms about a company: who it is, who to talk to, what it offers, and what was talked about."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from stdnum.dk import cvr

from aftaler.actions.virksomhed import (
    Aabningsoplysninger,
    Findes,
    Notatindhold,
    Personoplysninger,
    Virksomhedsoplysninger,
)
from aftaler.models import AABNING_TIMER, Notatform, valid_cvr
from kalender.dansk import dato_aar, tal, til_og_med
from kommuner.afvist import Afvist, Spoergsmaal
from kommuner.formfelter import Datofelt, Tekst, Telefonfelt, frivilligt

CVR_CIFRE = 8


def keep_with_version(form: forms.Form, version: int) -> None:
    """Leave a form as it was typed, but for the version its next save replaces."""
    # A copy keeps every value of a field that has several.
    data: Any = form.data
    kopi = data.copy()
    kopi["version"] = str(version)
    form.data = kopi


class Versionsform(forms.Form):
    """A form about a row that several people may change: it carries the version its author saw."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    felter: ClassVar[tuple[str, ...]] = ()

    # What the action asked, and may be answered with «Gem alligevel».
    spoergsmaal = ""
    findes: Model | None = None

    @classmethod
    def of(cls, raekke: Model) -> Versionsform:
        """The form filled with a row as it is."""
        return cls(initial=cls.values_of(raekke) | {"version": raekke.version})  # type: ignore[attr-defined]

    @classmethod
    def values_of(cls, raekke: Model) -> dict[str, Any]:
        """What the form's fields would show of a row."""
        return {felt: getattr(raekke, felt) for felt in cls.felter}

    def add_refusal(self, afvist: Afvist) -> None:
        """Show a refusal at its field, with the way on if there is one."""
        self.add_error(afvist.felt if afvist.felt in self.fields else None, str(afvist))
        if isinstance(afvist, Spoergsmaal):
            self.spoergsmaal = str(afvist)
        if isinstance(afvist, Findes):
            self.findes = afvist.virksomhed

    def differences(self, raekke: Model) -> list[tuple[str, Any, Any]]:
        """Label, what is saved and what this form says, for every field where they differ."""
        gemt = self.values_of(raekke)
        alle = [(str(self.fields[felt].label), gemt[felt], self.cleaned_data[felt]) for felt in self.felter]
        return [(label, _shown(nu), _shown(min_)) for label, nu, min_ in alle if (nu or "") != (min_ or "")]

    def accept_version(self, version: int) -> None:
        """Let the next save replace this version; the person has now seen it."""
        keep_with_version(self, version)


def _shown(vaerdi: Any) -> str:
    if isinstance(vaerdi, bool):
        return "Ja" if vaerdi else "Nej"
    if isinstance(vaerdi, date):
        return dato_aar(vaerdi)
    return (
        tal(vaerdi) if isinstance(vaerdi, int | float) or hasattr(vaerdi, "as_tuple") else str(vaerdi or "–")
    )


class VirksomhedForm(Versionsform):
    """Name, CVR number and address of a company."""

    navn = Tekst("Navn", 200, "Skriv virksomhedens navn.")
    cvr = forms.CharField(label=frivilligt("CVR-nr."), required=False, help_text="8 cifre.")
    adresse = Tekst("Adresse", 200)
    postnr = Tekst("Postnr.", 4)
    bynavn = Tekst("By", 100)
    felter = ("navn", "cvr", "adresse", "postnr", "bynavn")

    def clean_navn(self) -> str:
        return " ".join(self.cleaned_data["navn"].split())

    def clean_cvr(self) -> str:
        """Digits only, checked by the number's own check digit."""
        cifre = cvr.compact(self.cleaned_data["cvr"])
        if not cifre:
            return ""
        if not cifre.isascii() or not cifre.isdigit():
            raise forms.ValidationError("CVR-nummeret består af 8 cifre.")
        if forskel := CVR_CIFRE - len(cifre):
            hvad = f"Der mangler {forskel}" if forskel > 0 else f"Der er {-forskel} for meget"
            raise forms.ValidationError(f"CVR-nummeret har 8 cifre. {hvad}.")
        if not valid_cvr(cifre):
            raise forms.ValidationError("CVR-nummeret findes ikke. Se efter, om to cifre er byttet om.")
        return cifre

    def clean_postnr(self) -> str:
        postnr = self.cleaned_data["postnr"]
        if postnr and not (len(postnr) == 4 and postnr.isascii() and postnr.isdigit()):
            raise forms.ValidationError("Postnummeret har 4 cifre.")
        return postnr

    @property
    def oplysninger(self) -> Virksomhedsoplysninger:
        """The valid form as the action takes it."""
        return Virksomhedsoplysninger(**{felt: self.cleaned_data[felt] for felt in self.felter})


class KontaktpersonForm(Versionsform):
    """Somebody to talk to at a company."""

    navn = Tekst("Navn", 200, "Skriv kontaktpersonens navn.")
    funktion = Tekst("Funktion", 100, help_text="Fx indehaver eller daglig leder.")
    telefon = Telefonfelt(40)
    email = forms.EmailField(
        label=frivilligt("E-mail"),
        required=False,
        max_length=254,
        error_messages={"invalid": "Skriv e-mailadressen som navn@firma.dk."},
    )
    aktiv = forms.BooleanField(
        label="Er stadig kontaktperson",
        required=False,
        initial=True,
        help_text="Ellers står navnet kun i historikken.",
    )
    felter = ("navn", "funktion", "telefon", "email", "aktiv")

    @property
    def oplysninger(self) -> Personoplysninger:
        """The valid form as the action takes it."""
        return Personoplysninger(**{felt: self.cleaned_data[felt] for felt in self.felter})


class AabningForm(Versionsform):
    """What a company would give somebody to do."""

    opgaver = Tekst(
        "Opgaver",
        2_000,
        "Skriv, hvilke opgaver der er.",
        linjer=3,
        help_text="Fx pakke ordrer og fylde hylder op.",
    )
    timer = forms.DecimalField(
        label=frivilligt("Højst timer pr. uge"),
        required=False,
        max_digits=4,
        decimal_places=2,
        localize=True,
        error_messages=dict.fromkeys(
            ("invalid", "max_digits", "max_decimal_places", "max_whole_digits"), AABNING_TIMER
        ),
    )
    hensyn = Tekst(
        "Hensyn, virksomheden kan tage",
        2_000,
        linjer=2,
        help_text="Fx fleksible mødetider eller et stille rum. Skriv ikke om bestemte borgere.",
    )
    til = Datofelt(
        label=frivilligt("Åben til og med"),
        help_text="Uden dato står åbningen, til du lukker den.",
    )
    felter = ("opgaver", "timer", "hensyn", "til")

    @classmethod
    def values_of(cls, raekke: Model) -> dict[str, Any]:
        """The end of the period as the last day included."""
        egne = {felt: getattr(raekke, felt) for felt in ("opgaver", "timer", "hensyn")}
        return egne | {"til": til_og_med(raekke.slut)}  # type: ignore[attr-defined]

    @property
    def oplysninger(self) -> Aabningsoplysninger:
        """The valid form as the action takes it."""
        data = self.cleaned_data
        slut = data["til"] + timedelta(days=1) if data["til"] else None
        return Aabningsoplysninger(
            opgaver=data["opgaver"], timer=data["timer"], hensyn=data["hensyn"], slut=slut
        )


class NotatForm(Versionsform):
    """What was talked about with a company."""

    type = forms.ChoiceField(
        label="Type",
        choices=Notatform.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), "Vælg, om det var besøg, telefon, video eller e-mail."
        ),
    )
    dato = Datofelt("Skriv, hvornår I talte sammen.", label="Dato")
    note = Tekst(
        "Note",
        4_000,
        "Skriv kort, hvad I talte om.",
        linjer=4,
        help_text="Alle i kommunen kan læse noten. Skriv ikke om bestemte borgere.",
    )
    felter = ("type", "dato", "note")

    @classmethod
    def blank(cls, dag: date) -> NotatForm:
        """The form as it opens: today."""
        return cls(initial={"dato": dag})

    @classmethod
    def values_of(cls, raekke: Model) -> dict[str, Any]:
        """The note by the names of the form's fields."""
        return {"type": raekke.form, "dato": raekke.dato, "note": raekke.note}  # type: ignore[attr-defined]

    @property
    def indhold(self) -> Notatindhold:
        """The valid form as the action takes it."""
        data = self.cleaned_data
        return Notatindhold(form=data["type"], dato=data["dato"], note=data["note"])
