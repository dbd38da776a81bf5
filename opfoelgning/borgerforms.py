"""Forms that begin a case: a new borger, and a new forløb of one who is known."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django import forms

from borgere import cpr, navne
from kommuner.forberedelse import Maalgruppe, maalgrupper
from kommuner.formfelter import Datofelt, Tekst, Telefonfelt
from kommuner.indsatsmodel import indsatsmodeller
from kommuner.models import Medarbejder, Rolle
from kommuner.organ import organ_paa
from opfoelgning.actions.borger import Forloebsindhold, Stamdata
from opfoelgning.forms import save_while_typing
from opfoelgning.models import Kladde
from opfoelgning.stamdataform import Diagnosedel

LAENGST = 200  # characters of any field
FOERSTE_MODEL = "uif2"  # offered first; the others follow


class Begyndelse(NamedTuple):
    """A model and where in it a new borger begins."""

    indsatsmodel: str
    maalgruppe: Maalgruppe


def begyndelser() -> dict[str, Begyndelse]:
    """Every way to begin, by the value of its radio button."""
    koder = sorted(indsatsmodeller(), key=lambda kode: (kode != FOERSTE_MODEL, kode))
    return {
        f"{kode}/{gruppe.kode}": Begyndelse(kode, gruppe) for kode in koder for gruppe in maalgrupper(kode)
    }


def jobformidlere(user: Medarbejder) -> list[Medarbejder]:
    """The jobformidlere of the person's kommune who can log in, by name."""
    alle = Medarbejder.objects.kolleger(user).filter(is_active=True, roller__contains=[Rolle.JOBFORMIDLER])
    return sorted(alle, key=lambda m: navne.sort_key(m.navn))


class Forloebsform(forms.Form):
    """How a forløb begins; ``noegle`` marks one filling-in, so that a save sent twice is one forløb."""

    maalgruppe = forms.ChoiceField(
        label="Målgruppe",
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Vælg, hvor borgeren kommer fra."),
    )
    start = Datofelt("Skriv, hvornår forløbet begynder.", label="Startdato")
    forberedelse = forms.BooleanField(
        label="Den forberedende del begynder samme dag",
        required=False,
        initial=True,
        help_text="Så løber fristen for fase 1 fra startdatoen.",
    )
    jobformidler = forms.ChoiceField(
        label="Jobformidler",
        required=False,
        help_text="Uden jobformidler står borgeren hos teamlederen, indtil en er valgt.",
        error_messages={"invalid_choice": "Vælg en jobformidler fra listen."},
    )
    noegle = forms.RegexField(r"^[0-9a-f]{32}$", required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, user: Medarbejder, dag: date) -> None:
        self.begyndelser = begyndelser()
        self.jobformidlere = {str(m.pk): m for m in jobformidlere(user)}
        mig = str(user.pk) if str(user.pk) in self.jobformidlere else ""
        super().__init__(data, initial={"start": dag, "jobformidler": mig, "noegle": uuid.uuid4().hex})
        self.organ = organ_paa(dag)
        hvem = f"Kun for borgere, der står foran {self.organ.navn}."
        self.fields["forberedelse"].help_text = f"{hvem} {self.fields['forberedelse'].help_text}"
        grupper = [(kode, self.organ.named(en.maalgruppe.navn)) for kode, en in self.begyndelser.items()]
        self._choices("maalgruppe", grupper)
        navne_ = [(pk, f"{m.navn} (mig)" if pk == mig else m.navn) for pk, m in self.jobformidlere.items()]
        self._choices("jobformidler", [("", "Ingen endnu"), *navne_])

    def _choices(self, felt: str, valg: list[tuple[str, str]]) -> None:
        field = self.fields[felt]
        assert isinstance(field, forms.ChoiceField)
        field.choices = valg

    @property
    def forklaringer(self) -> list[tuple[str, str]]:
        """Each way to begin and what it means."""
        grupper = (en.maalgruppe for en in self.begyndelser.values())
        navngivet = self.organ.named
        return [(navngivet(gruppe.navn), navngivet(gruppe.hjaelp)) for gruppe in grupper if gruppe.hjaelp]

    @property
    def indhold(self) -> Forloebsindhold:
        """The valid form as the action takes it."""
        valgt = self.begyndelser[self.cleaned_data["maalgruppe"]]
        return Forloebsindhold(
            indsatsmodel=valgt.indsatsmodel,
            maalgruppe=valgt.maalgruppe,
            start=self.cleaned_data["start"],
            jobformidler=self.jobformidlere.get(self.cleaned_data["jobformidler"]),
            forberedelse=self.cleaned_data["forberedelse"],
        )


class Borgerform(Diagnosedel, Forloebsform):
    """Who the borger is, and how her forløb begins."""

    cpr = Tekst(
        "CPR-nr.",
        20,
        "Skriv CPR-nummeret.",
        help_text="10 cifre, fx 610180-1234. CPR-nummeret gemmes ikke i kladden.",
    )
    navn = Tekst("Navn", 200, "Skriv borgerens navn.")
    telefon = Telefonfelt(20)
    kladdefelter = (
        *("navn", "telefon", "maalgruppe", "start", "forberedelse", "jobformidler"),
        *("diagnose", "diagnose_fra"),
    )
    field_order = ("cpr", *kladdefelter)

    def __init__(self, data: Any = None, *, user: Medarbejder, dag: date) -> None:
        super().__init__(data, user=user, dag=dag)
        self.dag = dag
        self.fields["cpr"].widget.attrs |= {"autocomplete": "off", "inputmode": "numeric"}
        self.fields["navn"].widget.attrs["autocomplete"] = "off"
        self.fields["telefon"].widget.attrs |= {"autocomplete": "off", "inputmode": "tel"}

    def check_while_typing(self, url: str) -> None:
        """Let the number be looked up as soon as it is typed; the answer stands beside the field."""
        self.fields["cpr"].widget.attrs |= {
            "hx-post": url,
            "hx-vals": '{"tjek": "1"}',
            "hx-trigger": "change",
            "hx-target": "#cpr-svar",
            "hx-swap": "innerHTML",
            "hx-sync": "this:replace",
        }

    def save_drafts_to(self, url: str) -> None:
        """Keep a draft of everything but the CPR number while somebody types."""
        save_while_typing(self, self.kladdefelter, url, '{"kladde": "1"}', uden="cpr")
        for felt in self.kladdefelter[2:]:  # what is chosen instead of written
            self.fields[felt].widget.attrs["hx-trigger"] = "change"

    def open_with(self, kladde: Kladde) -> None:
        """Go on with what was written; a box that was not ticked is not kept, and so stays empty."""
        skrevet = {felt: kladde.indhold.get(felt, "") for felt in self.kladdefelter}
        self.initial = {**self.initial, **skrevet}

    @classmethod
    def draft_from(cls, data: Mapping[str, Any]) -> dict[str, Any]:
        """What somebody is writing, taken as it stands, valid or not; ``noegle`` tells whether it was saved since."""
        felter = (*cls.kladdefelter, "noegle")
        return {felt: str(data[felt])[:LAENGST] for felt in felter if data.get(felt)}

    def clean_cpr(self) -> str:
        """The ten digits."""
        try:
            return cpr.parse(self.cleaned_data["cpr"])
        except cpr.UgyldigtCpr as ugyldigt:
            raise forms.ValidationError(str(ugyldigt)) from ugyldigt

    @property
    def stamdata(self) -> Stamdata:
        """The valid form's part about the person."""
        return Stamdata(
            cpr=self.cleaned_data["cpr"],
            navn=self.cleaned_data["navn"],
            telefon=self.cleaned_data["telefon"],
            progredierende_diagnose_fra=self.cleaned_data["diagnose_fra"],
        )
