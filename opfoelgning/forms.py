"""Forms about a borger: a contact with her, and why somebody else must see her."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, cast

from django import forms

from forloeb.actions.registrering import BEGRUNDELSE_HOEJST
from kommuner.afvist import Afvist, Spoergsmaal
from kommuner.formfelter import Datofelt, frivilligt
from opfoelgning.actions.kontakt import IkkeNaaet, Kontaktindhold, draft_of
from opfoelgning.models import Form, Kladde, Kontakt, Status

TYPER = (Form.TELEFON, Form.FYSISK, Form.VIDEO)
IKKE_HOLDT = (Status.PLANLAGT, Status.AFLYST)


def save_while_typing(
    form: forms.Form, felter: Iterable[str], url: str, vals: str = "{}", uden: str = ""
) -> None:
    """Let these fields keep a draft while somebody types; the answer never replaces a field.

    ``uden`` is a field that is not even sent.
    """
    for felt in felter:
        form.fields[felt].widget.attrs |= {
            "data-kladde": True,
            "hx-post": url,
            "hx-vals": vals,
            "hx-trigger": "input changed delay:1s, blur",
            "hx-swap": "none",
            "hx-sync": "this:replace",
        }
        if uden:
            form.fields[felt].widget.attrs["hx-params"] = f"not {uden}"


class KontaktForm(forms.Form):
    """Type, day and note of one contact; type has no default, because it decides what the contact counts as.

    ``noegle`` marks one filling-in of the form, so that a save sent twice is one contact.
    """

    type = forms.ChoiceField(
        label="Type",
        choices=[(form.value, form.label) for form in TYPER],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Vælg, om kontakten var telefon, fysisk eller video.",
            "invalid_choice": "Vælg, om kontakten var telefon, fysisk eller video.",
        },
    )
    dato = Datofelt("Skriv, hvornår kontakten var.", label="Dato")
    note = forms.CharField(
        label=frivilligt("Note"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3, "aria-keyshortcuts": "Control+Enter"}),
        help_text="Ctrl + Enter gemmer. Skriv kun det, der er nødvendigt for indsatsen.",
        error_messages={"max_length": "Noten er for lang. Der er plads til 10.000 tegn."},
    )
    naeste_skridt = forms.CharField(
        label=frivilligt("Næste skridt"),
        required=False,
        max_length=200,
        error_messages={"max_length": "Skriv næste skridt på højst 200 tegn."},
    )
    sted = forms.CharField(label=frivilligt("Sted"), required=False, max_length=200)
    deltagere = forms.CharField(label=frivilligt("Deltagere"), required=False, max_length=200)
    udeblevet = forms.BooleanField(
        label="Borgeren mødte ikke",
        required=False,
        help_text="Forsøget gemmes, men tæller ikke som kontakt. Fristen flytter sig ikke.",
    )
    forloeb = forms.IntegerField(required=False, widget=forms.HiddenInput)
    noegle = forms.RegexField(r"^[0-9a-f]{32}$", required=False, widget=forms.HiddenInput)

    # What the action asked and the person may confirm: "dobbelt", "gammel", "fremtid"; or several questions at once.
    spoergsmaal = ""
    stillet: Sequence[Spoergsmaal] = ()
    dobbelt: Kontakt | None = None

    def save_drafts_to(self, url: str) -> None:
        """Keep a draft of the text fields while somebody types."""
        save_while_typing(self, ("note", "naeste_skridt", "sted", "deltagere"), url)

    @property
    def indhold(self) -> Kontaktindhold:
        """The valid form as the action takes it."""
        data = self.cleaned_data
        felter = {felt: data[felt] for felt in ("dato", "note", "naeste_skridt", "sted", "deltagere")}
        return Kontaktindhold(form=data["type"], **felter)

    @property
    def flere_er_brugt(self) -> bool:
        """Whether the folded fields hold something the person should see."""
        felter = [felt for felt in ("sted", "deltagere", "udeblevet") if felt in self.fields]
        return any(self[felt].value() or self.errors.get(felt) for felt in felter)

    def add_refusal(self, afvist: Afvist) -> None:
        """Show a refusal at its field, with the way on if there is one; several questions stand together."""
        if isinstance(afvist, Spoergsmaal):
            self.dobbelt = afvist.raekke
            if self.stillet:
                return
            self.spoergsmaal = "dobbelt" if afvist.raekke else "gammel"
        if isinstance(afvist, IkkeNaaet):
            self.spoergsmaal = "fremtid"
        self.add_error(afvist.felt if afvist.felt in self.fields else None, str(afvist))

    @classmethod
    def blank(cls, forloeb_id: int, dag: date, kladde: Kladde | None, prefix: str = "") -> KontaktForm:
        """The form as it opens: today, or the person's draft. ``prefix`` keeps ids apart on a page with several."""
        start: dict[str, Any] = {"dato": dag, "forloeb": forloeb_id, "noegle": uuid.uuid4().hex}
        if kladde:
            start |= {felt: vaerdi for felt, vaerdi in kladde.indhold.items() if felt in cls.base_fields}
        return cls(initial=start | {"forloeb": forloeb_id}, auto_id=auto_id(prefix))

    @classmethod
    def filled(cls, data: Mapping[str, Any], prefix: str = "") -> KontaktForm:
        """The form as it was sent."""
        return cls(data, auto_id=auto_id(prefix))


class RetForm(KontaktForm):
    """Corrects a contact; ``version`` is the one the person saw.

    A contact that was not held asks how it went (``status``) instead of whether the borger came (``udeblevet``).
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    status = forms.ChoiceField(
        label="Hvordan gik det?",
        choices=Status.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvordan det gik.", "invalid_choice": "Vælg, hvordan det gik."},
    )

    begrundelse = forms.CharField(
        label=frivilligt("Hvorfor retter du?"),
        required=False,
        max_length=BEGRUNDELSE_HOEJST,
        help_text="Skal skrives, når der er gået mere end 10 minutter. Begrundelsen står i tidslinjen.",
        error_messages={"max_length": f"Skriv højst {BEGRUNDELSE_HOEJST} tegn."},
    )

    def __init__(self, *args: Any, kontakt: Kontakt, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["udeblevet" if kontakt.status in IKKE_HOLDT else "status"]
        if kontakt.form not in TYPER:
            valg = [*TYPER, Form(kontakt.form)]
            cast(forms.ChoiceField, self.fields["type"]).choices = [(f.value, f.label) for f in valg]

    @property
    def status_valgt(self) -> Status:
        """The status of the contact as the valid form would have it."""
        data = self.cleaned_data
        if "status" in self.fields:
            return Status(data.get("status") or Status.PLANLAGT)
        return Status.UDEBLEVET if data.get("udeblevet") else Status.GENNEMFOERT

    def add_refusal(self, afvist: Afvist) -> None:
        """Show a refusal at its field; what it is to be instead is already among the choices."""
        self.add_error(afvist.felt if afvist.felt in self.fields else None, str(afvist))

    @classmethod
    def of(cls, kontakt: Kontakt, dag: date) -> RetForm:
        """The form filled with the contact as it is; one planned for a day that has come must be answered for."""
        start = draft_of(kontakt) | {"version": kontakt.version}
        if kontakt.status != Status.PLANLAGT or kontakt.dato > dag:
            start["status"] = kontakt.status
        return cls(initial=start, kontakt=kontakt)


def auto_id(prefix: str) -> str:
    return f"id_{prefix}_%s" if prefix else "id_%s"


def draft_from(data: Mapping[str, Any]) -> dict[str, Any]:
    """What somebody is writing, taken as it stands, valid or not."""
    felter = ("type", "dato", "note", "naeste_skridt", "sted", "deltagere", "noegle")
    return {felt: str(data.get(felt, ""))[:10_000] for felt in felter} | {"udeblevet": "udeblevet" in data}


class BegrundelseForm(forms.Form):
    """Why a person must see a borger of another team. How long it may be, the action says."""

    begrundelse = forms.CharField(
        label="Hvorfor skal du se borgeren?",
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": BEGRUNDELSE_HOEJST}),
        help_text="Fx hvem der har bedt dig om det. Begrundelsen står i loggen.",
        error_messages={"required": "Skriv, hvorfor du skal se borgeren."},
    )
