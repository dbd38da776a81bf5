"""Forms about follow-ups: one that was held, one to come, and setting one right."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import Any, cast

from django import forms

from aftaler.models import Ansaettelse, Fleksjobaftale, Timer
from forloeb.actions.registrering import BEGRUNDELSE_HOEJST
from kalender.dansk import dato_aar
from kommuner.afvist import Afvist, Spoergsmaal
from kommuner.formfelter import Datofelt, Tekst, frivilligt
from opfoelgning.actions.jobkrav import Forlader
from opfoelgning.actions.opfoelgning import Timetal
from opfoelgning.actions.opfoelgningsplan import IkkeNaaet, Opfoelgningsindhold
from opfoelgning.forms import save_while_typing
from opfoelgning.jobforms import Timerform, hours_typed
from opfoelgning.models import Form, Kladde, Maalstatus, Opfoelgning, Status

NAER = timedelta(days=14)  # how far ahead a planned follow-up is taken to be the one that was held
VIRKSOMHEDEN = "virksomhed"
HVORDAN = {
    VIRKSOMHEDEN: "På virksomheden",
    Form.FYSISK.value: "Fysisk, et andet sted",
    Form.TELEFON.value: "Telefon",
    Form.VIDEO.value: "Video",
}
STOETTE = {
    "hjaelpemidler": "Hjælpemidler",
    "mentor": "Mentor",
    "personlig_assistance": "Personlig assistance",
}
_VAELG = "Vælg, hvordan opfølgningen blev holdt."


def hvordan_of(opfoelgning: Opfoelgning) -> str:
    """How a follow-up was held, as the forms' choice."""
    return VIRKSOMHEDEN if opfoelgning.fremmoede_virksomhed else opfoelgning.form


class Hvordanform(forms.Form):
    """Day, place and kind of a follow-up: what any form about one asks."""

    hvordan = forms.ChoiceField(
        label="Hvordan?",
        choices=list(HVORDAN.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _VAELG, "invalid_choice": _VAELG},
    )
    dato = Datofelt("Skriv, hvornår opfølgningen er.", label="Dato")
    statusmoede = forms.BooleanField(
        label="Det er statusmødet",
        required=False,
        help_text="Holdes, når de seks måneder er gået. Holdes det inden da, tæller det også som opfølgning.",
    )
    forloeb = forms.IntegerField(required=False, widget=forms.HiddenInput)
    noegle = forms.RegexField(r"^[0-9a-f]{32}$", required=False, widget=forms.HiddenInput)

    # What the action asked and the person may confirm: «gammel», «fremtid» or «andet».
    spoergsmaal = ""
    forlader = False
    svaret: Sequence[str] = ()  # questions answered with yes so far

    @property
    def sted_og_form(self) -> dict[str, Any]:
        """The choice as a follow-up's columns."""
        valgt = self.cleaned_data["hvordan"]
        fremmoede = valgt == VIRKSOMHEDEN
        return {"form": Form.FYSISK.value if fremmoede else valgt, "fremmoede_virksomhed": fremmoede}

    @property
    def indhold(self) -> Opfoelgningsindhold:
        """The valid form as the action takes it."""
        data = self.cleaned_data
        return Opfoelgningsindhold(dato=data["dato"], statusmoede=data["statusmoede"], **self.sted_og_form)

    def add_refusal(self, afvist: Afvist) -> None:
        """Show a refusal at its field, with the way on if there is one."""
        self.add_error(afvist.felt if afvist.felt in self.fields else None, str(afvist))
        if isinstance(afvist, IkkeNaaet):
            self.spoergsmaal = "fremtid"
        if isinstance(afvist, Spoergsmaal):
            self.spoergsmaal = "gammel" if afvist.felt == "dato" else "andet"
        self.forlader = isinstance(afvist, Forlader)

    def offer_jobs(self, jobs: Iterable[Ansaettelse]) -> None:
        """Ask which job, where there are several; the first one is proposed."""
        valg = [(job.pk, str(job.virksomhed or "Fleksjob")) for job in jobs]
        felt = forms.TypedChoiceField(
            label="Fleksjob",
            choices=valg,
            coerce=int,
            initial=valg[0][0] if valg else None,
            widget=forms.Select if len(valg) > 1 else forms.HiddenInput,
            error_messages={"required": "Vælg fleksjobbet.", "invalid_choice": "Vælg fleksjobbet."},
        )
        self.fields["job"] = felt


class Planform(Hvordanform):
    """A follow-up to come."""

    def __init__(self, data: Any, *, forloeb_id: int, jobs: Iterable[Ansaettelse]) -> None:
        super().__init__(data, initial={"forloeb": forloeb_id, "noegle": uuid.uuid4().hex})
        vaelg = "Vælg, hvordan opfølgningen skal holdes."
        self.fields["hvordan"].error_messages |= {"required": vaelg, "invalid_choice": vaelg}
        self.offer_jobs(jobs)


class Flytform(Hvordanform):
    """Another day or form for a planned follow-up, or why it is called off."""

    begrundelse = forms.CharField(
        label=frivilligt("Hvorfor aflyses den?"),
        required=False,
        max_length=BEGRUNDELSE_HOEJST,
        help_text="Kun når den aflyses. Begrundelsen står i tidslinjen.",
        error_messages={"max_length": f"Skriv højst {BEGRUNDELSE_HOEJST} tegn."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, opfoelgning: Opfoelgning) -> Flytform:
        """The form filled with the follow-up as it is planned."""
        felter = {felt: getattr(opfoelgning, felt) for felt in ("dato", "statusmoede", "version")}
        return cls(initial=felter | {"hvordan": hvordan_of(opfoelgning)})


class Indholdsform(Hvordanform):
    """What was said at a follow-up."""

    maalstatus = forms.ChoiceField(
        label=frivilligt("Hvordan går det med progressionsmålene?"),
        choices=[("", "Ikke talt om"), *Maalstatus.choices],
        required=False,
    )
    deltog = Tekst("Deltagere", 200)
    sted = Tekst("Sted, når det ikke var på virksomheden", 200)
    plan = Tekst(
        "Plan for det, der følger", 4_000, linjer=2, help_text="Skal skrives, når det er statusmødet."
    )
    note = Tekst("Note", 10_000, linjer=3, help_text="Skriv kun det, der er nødvendigt for indsatsen.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("statusmoede") and not data.get("plan") and not data.get("udeblevet"):
            self.add_error("plan", "Skriv, hvad I har aftalt, der skal ske efter statusmødet.")
        return data

    @property
    def indhold(self) -> Opfoelgningsindhold:
        data = self.cleaned_data
        felter = {felt: data[felt] for felt in ("dato", "statusmoede", "maalstatus", "sted", "plan", "note")}
        return Opfoelgningsindhold(deltagere=data["deltog"], **felter, **self.sted_og_form)


class OpfoelgningForm(Indholdsform, Timerform):
    """A follow-up that was held, with the hours told there and the day of the next one."""

    stoette = forms.MultipleChoiceField(
        label=frivilligt("Støtte, I har talt om"),
        choices=list(STOETTE.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    udeblevet = forms.BooleanField(
        label="Borgeren mødte ikke",
        required=False,
        help_text="Forsøget gemmes, men tæller ikke som opfølgning.",
    )
    naeste = Datofelt(label=frivilligt("Næste opfølgning"))
    planlagt = forms.TypedChoiceField(
        label="Hvilken opfølgning er det?", coerce=int, empty_value=None, required=False
    )

    def __init__(
        self, *args: Any, jobs: list[Ansaettelse], planlagte: list[Opfoelgning], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer_jobs(jobs)
        valg = [(str(p.pk), f"Den planlagte {dato_aar(p.dato)}") for p in planlagte]
        cast(Any, self.fields["planlagt"]).choices = [*valg, ("", "En ekstra, der ikke var planlagt")]

    @property
    def indhold(self) -> Opfoelgningsindhold:
        sagt = vars(super().indhold)
        stoette = ", ".join(STOETTE[kode].lower() for kode in self.cleaned_data["stoette"])
        return Opfoelgningsindhold(**sagt | {"stoette": stoette})

    @property
    def status(self) -> Status:
        return Status.UDEBLEVET if self.cleaned_data["udeblevet"] else Status.GENNEMFOERT

    @property
    def timetal(self) -> Timetal | None:
        """The hours, as long as they were talked about."""
        data = self.cleaned_data
        if data["udeblevet"]:
            return None
        return Timetal(timer=data["timer"], intensitet=data["intensitet"])

    def save_drafts_to(self, url: str) -> None:
        """Keep a draft of the text fields while somebody types."""
        save_while_typing(self, ("note", "plan", "deltog", "sted"), url, '{"kladde": "1"}')

    @classmethod
    def draft_from(cls, data: Mapping[str, Any]) -> dict[str, Any]:
        """What somebody is writing, taken as it stands, valid or not."""
        felter = (*cls.base_fields, "job")
        return {felt: str(data[felt])[:10_000] for felt in felter if data.get(felt) and felt != "stoette"}


def start_values(
    job: Ansaettelse, planlagt: Opfoelgning | None, dag: date, kladde: Kladde | None, *, statusmoede: bool
) -> dict[str, Any]:
    """What the form opens with: today, who usually takes part, the hours of the day; or the person's draft."""
    start: dict[str, Any] = {"dato": dag, "job": job.pk, "noegle": uuid.uuid4().hex, "deltog": _usual(job)}
    if timer := Timer.objects.filter(ansaettelse=job, fra__lte=dag).order_by("-fra").first():
        start |= {"timer": hours_typed(timer.timer), "intensitet": timer.intensitet}
    start["statusmoede"] = planlagt.statusmoede if planlagt else statusmoede
    if planlagt:
        start |= {"planlagt": planlagt.pk}
    return start | (_from_draft(kladde.indhold) if kladde else {})


def _from_draft(indhold: Mapping[str, Any]) -> dict[str, Any]:
    """A draft as the form's values; what was not yet a day or a number is left to the form's own proposal."""
    laest = {felt: v for felt, v in indhold.items() if felt not in ("dato", "naeste", "timer", "intensitet")}
    for felt in ("dato", "naeste", "timer", "intensitet"):
        with suppress(forms.ValidationError):
            if indhold.get(felt):
                laest[felt] = OpfoelgningForm.base_fields[felt].clean(str(indhold[felt]))
    return laest


def _usual(job: Ansaettelse) -> str:
    aftale = Fleksjobaftale.objects.filter(ansaettelse=job).select_related("kontaktperson").first()
    return f"Borgeren og {aftale.kontaktperson}" if aftale and aftale.kontaktperson else "Borgeren"


def likely(planlagte: Iterable[Opfoelgning], dag: date) -> Opfoelgning | None:
    """The planned follow-up that one held today most likely is: the oldest that is due, or soon will be."""
    return next((p for p in planlagte if p.dato <= dag + NAER), None)


class RetOpfoelgningForm(Indholdsform):
    """Sets a follow-up right that was held, tried or called off."""

    status = forms.ChoiceField(
        label="Hvordan gik det?",
        choices=[(s.value, s.label) for s in (Status.GENNEMFOERT, Status.UDEBLEVET, Status.AFLYST)],
        error_messages={"required": "Vælg, hvordan det gik.", "invalid_choice": "Vælg, hvordan det gik."},
    )
    begrundelse = forms.CharField(
        label="Hvorfor retter du?",
        max_length=BEGRUNDELSE_HOEJST,
        help_text="Begrundelsen står i tidslinjen sammen med det, der stod før.",
        error_messages={
            "required": "Skriv, hvorfor du retter.",
            "max_length": f"Skriv højst {BEGRUNDELSE_HOEJST} tegn.",
        },
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def indhold(self) -> Opfoelgningsindhold:
        return Opfoelgningsindhold(**vars(super().indhold) | {"stoette": self.stoette})

    def __init__(self, *args: Any, opfoelgning: Opfoelgning, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stoette = opfoelgning.stoette

    @classmethod
    def of(cls, opfoelgning: Opfoelgning) -> RetOpfoelgningForm:
        """The form filled with the follow-up as it is."""
        ens = ("dato", "statusmoede", "maalstatus", "sted", "plan", "note", "status", "version")
        start = {felt: getattr(opfoelgning, felt) for felt in ens}
        start |= {"hvordan": hvordan_of(opfoelgning), "deltog": opfoelgning.deltagere}
        return cls(initial=start, opfoelgning=opfoelgning)
