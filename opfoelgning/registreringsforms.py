"""Forms of what runs over a period: absence, other providers. Each gives an action its ``indhold``."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, ClassVar, cast

from django import forms
from django.db.models import Model, Q

from forloeb.actions.fravaer import AndenAktoerindhold, Fravaersindhold
from forloeb.actions.registrering import BEGRUNDELSE_HOEJST
from forloeb.models import AndenAktoer, Forloeb, Fravaer, Hjemmel
from kalender.dansk import til_og_med
from kommuner.afvist import Afvist, Overlap, Spoergsmaal
from kommuner.formfelter import Datofelt, frivilligt
from kommuner.models import Fravaerstype
from kommuner.tenancy import current_kommune_id
from opfoelgning.forms import auto_id, save_while_typing
from opfoelgning.models import Kladde

EN_DAG = timedelta(days=1)


class Registreringsform(forms.Form):
    """From and up to, and what a kind adds. ``til`` is the last day, empty while the end is not known.

    ``noegle`` marks one filling-in of the form, so that a save sent twice is one registration.
    """

    model: ClassVar[type[Model]]
    kladdefelter: ClassVar[tuple[str, ...]] = ()

    start = Datofelt("Skriv, hvornår det begynder.", label="Fra")
    til = Datofelt(label=frivilligt("Til og med"))
    forloeb = forms.IntegerField(required=False, widget=forms.HiddenInput)
    noegle = forms.RegexField(r"^[0-9a-f]{32}$", required=False, widget=forms.HiddenInput)

    # What stands in the way: another registration, or a question the person may answer with yes.
    i_vejen: Any = None
    ret_anden = ""
    spoergsmaal = False
    stillet: Sequence[Spoergsmaal] = ()  # several questions at once
    husket: dict[str, Any] | None = None  # what was written, while that stands

    @property
    def indhold(self) -> Any:
        """The valid form as the action takes it."""
        raise NotImplementedError

    @property
    def periode(self) -> dict[str, Any]:
        """First day, and the first day after the last."""
        til = self.cleaned_data["til"]
        return {"start": self.cleaned_data["start"], "slut": til + EN_DAG if til else None}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("start") and data.get("til") and data["til"] < data["start"]:
            self.add_error("til", "Til-dato ligger før fra-dato.")
        if data.get("til") == date.max:
            self.add_error("til", "Skriv datoen som 23-11-2026.")
        return data

    @property
    def andet(self) -> dict[str, Any]:
        """What else the action takes."""
        return {}

    @property
    def vaerdier(self) -> dict[str, Any]:
        """The valid form as the attributes of a row."""
        return vars(self.indhold)

    def about(self, forloeb: Forloeb, dag: date) -> None:
        """Offer the choices that depend on the case; most kinds have none."""

    @property
    def siger_nok(self) -> bool:
        """Whether it can be told what the form would do, with or without the reason for it."""
        return self.husket is not None or set(self.errors) <= {"begrundelse"}

    def raekke(self, forloeb: Forloeb) -> Any:
        """The valid form as a row that is not saved."""
        return self.model(forloeb=forloeb, **(self.husket or self.vaerdier))

    def save_drafts_to(self, url: str) -> None:
        """Keep a draft of the text fields while somebody types."""
        save_while_typing(self, self.kladdefelter, url, '{"kladde": "1"}')

    def add_refusal(self, afvist: Afvist) -> None:
        """Show a refusal at its field, with the way on if there is one; what it would do can still be told.

        Several questions stand together, each with its answer.
        """
        if isinstance(afvist, Overlap | Spoergsmaal):
            self.husket = self.vaerdier
            self.i_vejen = afvist.raekke
        if self.stillet:
            return
        self.add_error(afvist.felt if afvist.felt in self.fields else None, str(afvist))
        self.spoergsmaal = isinstance(afvist, Spoergsmaal)

    def ask_why(self, raekke: Any) -> None:
        """Make it the form that corrects a row: it asks for the reason, and knows the version that was read."""
        if isinstance(typer := self.fields.get("type"), Typevalg):
            typer.offer(raekke.type_id)
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)
        self.fields["begrundelse"] = forms.CharField(
            label="Hvorfor retter du?",
            max_length=BEGRUNDELSE_HOEJST,
            help_text="Begrundelsen står i tidslinjen sammen med det, der stod før.",
            error_messages={
                "required": "Skriv, hvorfor du retter.",
                "max_length": f"Skriv højst {BEGRUNDELSE_HOEJST} tegn.",
            },
        )

    @classmethod
    def blank(cls, forloeb: Forloeb, dag: date, kladde: Kladde | None, prefix: str = "") -> Registreringsform:
        """The form as it opens: from today, or the person's draft."""
        start: dict[str, Any] = {"start": dag, "dato": dag, "noegle": uuid.uuid4().hex}
        if kladde:
            start |= {felt: vaerdi for felt, vaerdi in kladde.indhold.items() if felt in cls.base_fields}
        return cls(initial=start | {"forloeb": forloeb.pk}, auto_id=auto_id(prefix))

    @classmethod
    def filled(cls, data: Mapping[str, Any], prefix: str = "") -> Registreringsform:
        """The form as it was sent."""
        return cls(data, auto_id=auto_id(prefix))

    @classmethod
    def of(cls, raekke: Any, andet: Mapping[str, str]) -> Registreringsform:
        """The form that corrects, filled with the row as it is; ``andet`` are proposals for some of its fields."""
        start = cls.values_of(raekke) | {"version": raekke.version}
        start |= {felt: andet[felt] for felt in ("start", "til", "begrundelse") if felt in andet}
        form = cls(initial=start)
        form.ask_why(raekke)
        return form

    @classmethod
    def values_of(cls, raekke: Any) -> dict[str, Any]:
        """A row as the form's fields."""
        andre = {felt: getattr(raekke, felt) for felt in cls.base_fields if hasattr(raekke, felt)}
        andre.pop("noegle", None)
        return andre | {"forloeb": raekke.forloeb_id, "til": til_og_med(getattr(raekke, "slut", None))}

    @classmethod
    def draft_from(cls, data: Mapping[str, Any]) -> dict[str, Any]:
        """What somebody is writing, taken as it stands, valid or not."""
        return {felt: str(data[felt])[:10_000] for felt in cls.base_fields if data.get(felt)}

    @classmethod
    def draft_of(cls, raekke: Any) -> dict[str, Any]:
        """A row as it is kept in a draft."""
        vaerdier = {felt: getattr(v, "pk", v) for felt, v in cls.values_of(raekke).items()}
        return {
            felt: str(v) if isinstance(v, date) else v for felt, v in vaerdier.items() if v not in (None, "")
        }


class Typevalg(forms.ModelChoiceField):
    """The kommune's types in use, each with what it does, in words."""

    def __init__(self, model: Any, virkning: Any, **kwargs: Any) -> None:
        self.virkning = virkning
        fejl = {"required": "Vælg en type.", "invalid_choice": "Vælg en type."}
        super().__init__(
            model._default_manager.none(),
            empty_label="Vælg type",
            label="Type",
            error_messages=fejl,
            **kwargs,
        )
        self.model = model

    def offer(self, egen: int | None = None) -> None:
        """Offer the types in use, and ``egen``, the one a row has already."""
        valg = self.model._default_manager.filter(Q(aktiv=True) | Q(pk=egen), kommune=current_kommune_id())
        self.queryset = valg.order_by("navn")

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.navn} – {self.virkning(obj)}"


def absence_effect(type_: Fravaerstype) -> str:
    """What a type of absence does to the two clocks: «tæller ikke med, fritager for kontakt»."""
    passivitet = "tæller ikke med" if type_.pauser_passivitet else "tæller med"
    kontakt = "fritager for kontakt" if type_.pauser_kontakt else "fritager ikke for kontakt"
    lang = ", nulstiller uret, hvis den varer længe" if type_.er_sygdom else ""
    return f"{passivitet}, {kontakt}{lang}"


class FravaerForm(Registreringsform):
    """Absence or exemption; the type says what it does."""

    model = Fravaer
    kladdefelter = ("note",)

    type = Typevalg(Fravaerstype, absence_effect)
    note = forms.CharField(
        label=frivilligt("Note"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 2, "aria-keyshortcuts": "Control+Enter"}),
        help_text="Ctrl + Enter gemmer. Skriv ikke diagnoser eller andet, indsatsen ikke har brug for.",
        error_messages={"max_length": "Noten er for lang. Der er plads til 10.000 tegn."},
    )
    field_order = ("type", "start", "til", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(Typevalg, self.fields["type"]).offer()

    @property
    def indhold(self) -> Fravaersindhold:
        return Fravaersindhold(type=self.cleaned_data["type"], note=self.cleaned_data["note"], **self.periode)


class AndenAktoerForm(Registreringsform):
    """A period with another provider."""

    model = AndenAktoer

    hjemmel = forms.ChoiceField(
        label="Hjemmel",
        choices=[
            (Hjemmel.STK1.value, "Stk. 1: borgerens ret – tæller med som passiv tid"),
            (Hjemmel.STK2.value, "Stk. 2: borgerens pligt – nulstiller passivitetsuret"),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Vælg stk. 1 eller stk. 2.",
            "invalid_choice": "Vælg stk. 1 eller stk. 2.",
        },
    )
    field_order = ("hjemmel", "start", "til")

    @property
    def indhold(self) -> AndenAktoerindhold:
        return AndenAktoerindhold(hjemmel=self.cleaned_data["hjemmel"], **self.periode)
