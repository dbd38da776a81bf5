"""Forms of what is written down on one day: agreements, messages, how a measure goes, how the CV stands."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from aftaler.actions.plan import Planindhold, Tilbudsopfoelgningsindhold
from aftaler.actions.tilbud import Sted
from aftaler.models import Notatform, Planaftale, Planstatus, Tilbud, Tilbudsopfoelgning, Virksomhed
from forloeb.actions.cv import Cvindhold
from forloeb.models import CvStand, CvTilstand, Forloeb
from kommuner.formfelter import Datofelt, Tekst, frivilligt
from kommuner.tenancy import current_kommune_id
from opfoelgning.actions.henvendelse import Henvendelsesindhold
from opfoelgning.models import Form, Henvendelse
from opfoelgning.registreringsforms import Registreringsform

KENDTE = 300  # companies proposed by name
_KLOKKEN, _HVAD_KLOKKEN = "Skriv klokken som 10.42.", "Skriv, hvad klokken var."
_TYPE = {"required": "Vælg en type.", "invalid_choice": "Vælg en type."}


class Dagsform(Registreringsform):
    """What is written down on a day instead of over a period."""

    start = None  # type: ignore[assignment]  # Django's way to leave a field of the parent out
    til = None  # type: ignore[assignment]
    dato = Datofelt("Skriv, hvornår det var.", label="Dato")
    felter: tuple[str, ...] = ()

    @property
    def fields_shown(self) -> list[Any]:
        """The visible fields in order, without the reason of a correction."""
        return [self[navn] for navn in self.felter]

    def _values(self, *navne: str) -> dict[str, Any]:
        return {navn: self.cleaned_data[navn] for navn in navne}


class Klokkefelt(forms.TimeField):
    """A time of day, typed or picked."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=["%H:%M", "%H.%M", "%H:%M:%S", "%H"],
            widget=forms.TimeInput(attrs={"type": "time", "class": "form-control"}, format="%H:%M"),
            error_messages={"required": _HVAD_KLOKKEN, "invalid": _KLOKKEN},
            **kwargs,
        )


def instant(dag: date, klokken: time) -> datetime:
    """A day and a time of day in Denmark as an instant."""
    return timezone.make_aware(datetime.combine(dag, klokken))


class Planaftaleform(Dagsform):
    """An agreement: what, with which company, who contacts it, how and when."""

    model = Planaftale
    kladdefelter = ("hvad", "hvem", "hvordan", "resultat")
    felter = ("hvad", "virksomhed", "hvem", "hvordan", "dato", "status", "resultat")

    hvad = Tekst("Hvad er aftalt?", 200, "Skriv, hvad I har aftalt.", help_text="Fx at ringe om et besøg.")
    virksomhed = Tekst("Virksomhed", 200, help_text="Skriv navnet, så finder eller opretter vi den.")
    hvem = Tekst("Hvem kontakter?", 200, help_text="Fx borgeren, jobformidleren eller begge.")
    hvordan = Tekst("Hvordan?", 200, help_text="Fx telefon, besøg eller e-mail.")
    dato = Datofelt("Skriv, hvornår det skal ske.", label="Hvornår?")
    status = forms.ChoiceField(
        label="Status", choices=Planstatus.choices, initial=Planstatus.AABEN, error_messages=_TYPE
    )
    resultat = Tekst("Hvad kom der ud af det?", 2_000, linjer=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        valg = f"{self['virksomhed'].auto_id}-valg"
        self.fields["virksomhed"].widget.attrs |= {"list": valg, "autocomplete": "off"}

    @property
    def kendte(self) -> list[str]:
        """Names of companies to choose among: those made last."""
        egne = Virksomhed.objects.filter(lagt_ind_under__isnull=True, kommune=current_kommune_id())
        return list(dict.fromkeys(egne.order_by("-pk").values_list("navn", flat=True)[:KENDTE]))

    @property
    def indhold(self) -> Planindhold:
        return Planindhold(**self._values("hvad", "dato", "hvem", "hvordan", "status", "resultat"))

    @property
    def andet(self) -> dict[str, Any]:
        navn = " ".join(self.cleaned_data["virksomhed"].split())
        return {"sted": Sted(navn=navn) if navn else None}

    @property
    def vaerdier(self) -> dict[str, Any]:
        sted = self.andet["sted"]
        return vars(self.indhold) | {"virksomhed": Virksomhed(navn=sted.navn) if sted else None}

    @classmethod
    def values_of(cls, raekke: Planaftale) -> dict[str, Any]:
        return super().values_of(raekke) | {"virksomhed": str(raekke.virksomhed or "")}


class Cvform(Dagsform):
    """How far the CV has come."""

    model = CvTilstand
    kladdefelter = ("note",)
    felter = ("stand", "dato", "note")

    stand = forms.ChoiceField(
        label="CV'et",
        choices=[("", "Vælg"), *CvStand.choices],
        error_messages={
            "required": "Vælg, hvor langt CV'et er.",
            "invalid_choice": "Vælg, hvor langt CV'et er.",
        },
    )
    dato = Datofelt("Skriv, hvornår CV'et er fra.", label="Fra dato")
    note = Tekst("Note", 2_000, linjer=2)

    @property
    def indhold(self) -> Cvindhold:
        return Cvindhold(**self._values("stand", "dato", "note"))


class Tilbudsopfoelgningsform(Dagsform):
    """How a measure goes, while it runs."""

    model = Tilbudsopfoelgning
    kladdefelter = ("note", "aftalt")

    tilbud = forms.ModelChoiceField(
        label="Aktivitet",
        queryset=Tilbud.objects.none(),
        empty_label=None,
        error_messages={"required": "Vælg aktiviteten.", "invalid_choice": "Vælg aktiviteten."},
    )
    type = forms.ChoiceField(
        label="Hvordan?", choices=[("", "Vælg"), *Notatform.choices], error_messages=_TYPE
    )
    note = Tekst("Hvordan går det?", 4_000, "Skriv, hvordan det går.", linjer=3)
    aftalt = Tekst("Hvad er aftalt?", 2_000, linjer=2)
    deltagere = Tekst("Deltagere", 200)
    felter = ("tilbud", "type", "dato", "note", "aftalt", "deltagere")

    def about(self, forloeb: Forloeb, dag: date) -> None:
        """Offer what has begun, the newest first."""
        begyndt = Tilbud.objects.filter(forloeb=forloeb, start__lte=dag).select_related("type", "virksomhed")
        felt = self.fields["tilbud"]
        assert isinstance(felt, forms.ModelChoiceField)
        felt.queryset = begyndt.order_by("-start", "-pk")

    @property
    def indhold(self) -> Tilbudsopfoelgningsindhold:
        return Tilbudsopfoelgningsindhold(
            form=self.cleaned_data["type"], **self._values("tilbud", "dato", "note", "deltagere", "aftalt")
        )

    @classmethod
    def values_of(cls, raekke: Tilbudsopfoelgning) -> dict[str, Any]:
        return super().values_of(raekke) | {"type": raekke.form, "tilbud": raekke.tilbud_id}


class Henvendelsesform(Dagsform):
    """A message from the borger, and its answer if there was one already."""

    model = Henvendelse
    kladdefelter = ("note", "svar")
    felter = ("dato", "klokken", "type", "note", "svar_dato", "svar_klokken", "svar")

    dato = Datofelt("Skriv, hvornår henvendelsen kom.", label="Modtaget")
    klokken = Klokkefelt(label="Klokken")
    type = forms.ChoiceField(
        label=frivilligt("Hvordan kom den?"),
        required=False,
        choices=[("", "Ikke angivet"), *Form.choices],
        error_messages=_TYPE,
    )
    note = Tekst("Hvad ville borgeren?", 4_000, linjer=2, help_text="Skriv kun det, der er nødvendigt.")
    svar_dato = Datofelt(label=frivilligt("Besvaret"))
    svar_klokken = Klokkefelt(label=frivilligt("Besvaret klokken"), required=False)
    svar = Tekst("Svaret", 4_000, linjer=2)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("svar_dato") and not data.get("svar_klokken"):
            self.add_error("svar_klokken", _HVAD_KLOKKEN)
        if data.get("svar_klokken") and not data.get("svar_dato"):
            self.add_error("svar_dato", "Skriv, hvilken dag du svarede.")
        if data.get("svar") and not (data.get("svar_dato") or data.get("svar_klokken")):
            self.add_error("svar_dato", "Skriv, hvilken dag du svarede.")
        return data

    @property
    def indhold(self) -> Henvendelsesindhold:
        data = self.cleaned_data
        besvaret = instant(data["svar_dato"], data["svar_klokken"]) if data["svar_dato"] else None
        modtaget = instant(data["dato"], data["klokken"])
        return Henvendelsesindhold(
            modtaget=modtaget, besvaret=besvaret, form=data["type"], **self._values("note", "svar")
        )

    @classmethod
    def values_of(cls, raekke: Henvendelse) -> dict[str, Any]:
        modtaget, besvaret = timezone.localtime(raekke.modtaget), raekke.besvaret
        start = {"klokken": modtaget.time(), "type": raekke.form}
        if besvaret:
            lokal = timezone.localtime(besvaret)
            start |= {"svar_dato": lokal.date(), "svar_klokken": lokal.time()}
        return super().values_of(raekke) | start

    @classmethod
    def draft_of(cls, raekke: Henvendelse) -> dict[str, Any]:
        return {felt: v if isinstance(v, str) else str(v) for felt, v in super().draft_of(raekke).items()}


class Svarform(forms.Form):
    """When and how a message was answered."""

    svar_dato = Datofelt("Skriv, hvornår du svarede.", label="Besvaret")
    svar_klokken = Klokkefelt(label="Klokken")
    svar = Tekst("Svaret", 4_000, linjer=3)
    version = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def besvaret(self) -> datetime:
        return instant(self.cleaned_data["svar_dato"], self.cleaned_data["svar_klokken"])


class Afslutform(forms.Form):
    """What came of an agreement, and a new day where it is put off."""

    status = forms.ChoiceField(
        label="Hvordan gik det?",
        choices=[(Planstatus.GJORT, "Gjort"), (Planstatus.OPGIVET, "Opgivet")],
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvordan det gik.", "invalid_choice": "Vælg, hvordan det gik."},
    )
    resultat = Tekst("Hvad kom der ud af det?", 2_000, linjer=2)
    version = forms.IntegerField(widget=forms.HiddenInput)
