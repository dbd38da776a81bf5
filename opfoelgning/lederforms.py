"""Forms of the way to the leader and back: the jobformidler's proposal, and the leader's decision."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms

from aftaler.actions.tilbud import Sted
from forloeb.models import Forloeb
from kommuner.afvist import Afvist, Spoergsmaal
from kommuner.formfelter import Datofelt, Tekst, frivilligt
from kommuner.models import Medarbejder
from kommuner.organ import Organ
from kommuner.roller import SAGSROLLER
from opfoelgning.actions.forslag import Forslagsindhold
from opfoelgning.actions.lederbeslutning import Beslutningsindhold, Laest
from opfoelgning.forms import save_while_typing
from opfoelgning.genbehandlingsforms import offer_sections
from opfoelgning.models import Forslag, Forslagstype, Kladde, Udfald
from opfoelgning.skemaafsnit import Afsnit

_VAELG_FORSLAG = "Vælg et forslag, eller gem som kladde."
_VAELG_UDFALD = "Vælg, hvad I beslutter."


class Ledersform(forms.Form):
    """A form about one forløb, filled in once (``noegle``), whose texts are kept as a draft while somebody types."""

    forloeb = forms.IntegerField(required=False, widget=forms.HiddenInput)
    noegle = forms.RegexField(r"^[0-9a-f]{32}$", required=False, widget=forms.HiddenInput)
    kladdefelter: tuple[str, ...] = ()
    spoergsmaal = False

    @classmethod
    def start_of(cls, forloeb: Forloeb, kladde: Kladde | None) -> dict[str, Any]:
        """What an empty form begins with, or what was drafted."""
        start: dict[str, Any] = {"noegle": uuid.uuid4().hex}
        if kladde:
            start |= {felt: vaerdi for felt, vaerdi in kladde.indhold.items() if felt in cls.base_fields}
        return start | {"forloeb": forloeb.pk}

    @classmethod
    def draft_from(cls, data: Mapping[str, Any]) -> dict[str, Any]:
        """What somebody is writing, taken as it stands, valid or not."""
        felter = ("noegle", *cls.kladdefelter)
        return {felt: str(data[felt])[:10_000] for felt in felter if data.get(felt)}

    def save_drafts_to(self, url: str) -> None:
        """Keep a draft of the text fields while somebody types."""
        save_while_typing(self, self.kladdefelter, url, '{"kladde": "1"}')

    def add_refusal(self, afvist: Afvist) -> None:
        """Show a refusal at its field, with the way on if it is a question."""
        self.add_error(afvist.felt if afvist.felt in self.fields else None, str(afvist))
        self.spoergsmaal = isinstance(afvist, Spoergsmaal)


class Forslagsform(Ledersform):
    """What the jobformidler proposes to the leader."""

    type = forms.ChoiceField(
        label="Hvad foreslår du?",
        choices=Forslagstype.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _VAELG_FORSLAG, "invalid_choice": _VAELG_FORSLAG},
    )
    begrundelse = Tekst(
        "Begrundelse",
        300,
        "Skriv en sætning om, hvorfor du foreslår det.",
        help_text="En sætning. Skriv ikke diagnoser eller andet, indsatsen ikke har brug for.",
    )
    dato = Datofelt(
        "Skriv, hvornår det er, fx den dag, du ønsker mødet.",
        label="Dato",
        help_text="Den dag, du ønsker mødet, aktiviteten begynder, eller fraværet begyndte.",
    )
    afsnit = forms.MultipleChoiceField(
        label=frivilligt("Udfyldt i et andet system"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Resten skal være udfyldt, før teamet mødes.",
    )
    kladdefelter = ("begrundelse",)

    def __init__(self, *args: Any, afsnit: list[Afsnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_sections(self, afsnit)

    @classmethod
    def blank(cls, forloeb: Forloeb, dag: date, kladde: Kladde | None, afsnit: list[Afsnit]) -> Forslagsform:
        """The form as it opens: today, or the person's draft."""
        return cls(initial={"dato": dag} | cls.start_of(forloeb, kladde), afsnit=afsnit)

    @property
    def indhold(self) -> Forslagsindhold:
        """The valid form as the action takes it."""
        data = self.cleaned_data
        felter = {felt: data[felt] for felt in ("type", "begrundelse", "dato")}
        return Forslagsindhold(**felter, afsnit=tuple(data["afsnit"]))


class Kollegavalg(forms.ModelChoiceField):
    """Colleagues who work with cases."""

    def offer(self, user: Medarbejder) -> None:
        """Everybody in the kommune who has a case role and may log in, the person herself left out."""
        kolleger = Medarbejder.objects.kolleger(user).filter(roller__overlap=list(SAGSROLLER), is_active=True)
        self.queryset = kolleger.exclude(pk=user.pk).order_by("navn")


class Beslutningsform(Ledersform):
    """What the leader decides; the fields of one outcome are only asked for with it."""

    udfald = forms.ChoiceField(
        label="Hvad beslutter I?",
        choices=Udfald.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _VAELG_UDFALD, "invalid_choice": _VAELG_UDFALD},
    )
    moede = Datofelt(label="Møde")
    virksomhed = Tekst("Virksomhed", 200, help_text="Skriv navnet, så finder eller opretter vi den.")
    forventet_start = Datofelt(label="Første dag")
    begrundelse = forms.CharField(
        label="Begrundelse",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "aria-keyshortcuts": "Control+Enter"}),
        help_text="En til tre sætninger. Ctrl + Enter gemmer.",
        error_messages={"required": "Skriv en begrundelse.", "max_length": "Skriv højst 2.000 tegn."},
    )
    dato = Datofelt("Skriv, hvornår det er besluttet.", label="Besluttet den")
    jobformidler_deltog = forms.BooleanField(label="Jobformidleren deltog", required=False)
    andre_deltog = Tekst("Andre, der deltog", 300)
    sammen_med = Kollegavalg(
        Medarbejder.objects.none(),
        label=frivilligt("Besluttet sammen med"),
        required=False,
        empty_label="Ingen valgt",
        help_text="Kræves, når det er dit eget forslag eller din egen borger.",
        error_messages={"invalid_choice": "Vælg en kollega fra listen."},
    )
    forslag = forms.IntegerField(required=False, widget=forms.HiddenInput)
    beslutning = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kladdefelter = ("begrundelse", "andre_deltog", "virksomhed")

    def __init__(self, *args: Any, user: Medarbejder, organ: Organ, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["virksomhed"].label = "Virksomhed"
        self.fields["moede"].label = organ.moede
        navne = {Udfald.GENBEHANDLING.value: organ.genbehandling}
        valg = [(kode, navne.get(kode, navn)) for kode, navn in Udfald.choices]
        cast(forms.ChoiceField, self.fields["udfald"]).choices = valg
        cast(Kollegavalg, self.fields["sammen_med"]).offer(user)

    def ask_with_whom(self) -> None:
        """Nobody decides alone on her own case: then the colleague is not a field one may leave."""
        self.fields["sammen_med"].label = "Besluttet sammen med"

    @classmethod
    def blank(
        cls,
        forloeb: Forloeb,
        dag: date,
        kladde: Kladde | None,
        *,
        user: Medarbejder,
        organ: Organ,
        forslag: Forslag | None,
        seneste: int,
    ) -> Beslutningsform:
        """The form as it opens: the day of a proposal is taken over, what it proposes is for the leader to choose."""
        start: dict[str, Any] = {"dato": dag, "jobformidler_deltog": True}
        if forslag:
            felt = {Forslagstype.GENBEHANDLING: "moede", Forslagstype.AKTIVITET: "forventet_start"}
            start |= {felt.get(Forslagstype(forslag.type), ""): forslag.dato}
        start |= {"forslag": forslag.pk if forslag else 0, "beslutning": seneste}
        return cls(initial=cls.start_of(forloeb, kladde) | start, user=user, organ=organ)

    @property
    def laest(self) -> Laest:
        """What the leader had before her."""
        data = self.cleaned_data
        return Laest(forslag=data["forslag"] or 0, beslutning=data["beslutning"] or 0)

    @property
    def indhold(self) -> Beslutningsindhold:
        """The valid form as the action takes it; what belongs to another outcome is left out."""
        data = self.cleaned_data
        ens = ("udfald", "begrundelse", "dato", "jobformidler_deltog", "andre_deltog", "sammen_med")
        felter = {felt: data[felt] for felt in ens}
        navn = " ".join(data["virksomhed"].split())
        if data["udfald"] == Udfald.INDSATS_AFTALT:
            felter |= {
                "sted": Sted(navn=navn) if navn else None,
                "forventet_start": data["forventet_start"],
            }
        if data["udfald"] == Udfald.GENBEHANDLING:
            felter["moede"] = data["moede"]
        return Beslutningsindhold(**felter)
