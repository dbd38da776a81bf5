"""Forms about a fleksjob: its start, its hours, its agreement and its end."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join

from aftaler.forms import Versionsform
from aftaler.models import (
    INTENSITET_1_100,
    TIMER_0_37,
    Ansaettelse,
    Fleksjobaftale,
    Kontaktperson,
    Timer,
)
from forloeb.models import Maaltype
from kommuner.formfelter import Datofelt, Tekst, frivilligt
from kommuner.models import Medarbejder
from opfoelgning.actions.job import Aftaleindhold, Jobindhold
from opfoelgning.arbejdsbillede import EKSEMPEL, Arbejdsbillede
from opfoelgning.virksomhedsfelt import Virksomhedsform


def hours_field(label: str = "Timer pr. uge", *, required: bool = True) -> forms.DecimalField:
    """Hours a week, with a comma or a point."""
    tal = (
        "required",
        "invalid",
        "max_digits",
        "max_decimal_places",
        "max_whole_digits",
        "min_value",
        "max_value",
    )
    return forms.DecimalField(
        label=label if required else frivilligt(label),
        required=required,
        min_value=0,
        max_value=37,
        max_digits=4,
        decimal_places=2,
        localize=True,
        error_messages=dict.fromkeys(tal, TIMER_0_37),
    )


def _end_of_benefit() -> forms.BooleanField:
    return forms.BooleanField(
        label="Ledighedsydelsen slutter, når fleksjobbet begynder",
        required=False,
        initial=True,
        help_text="Den sidste dag på ledighedsydelse er dagen før. "
        "Ellers løber lovens frist for samtaler videre, selv om borgeren er i job.",
    )


def _intensitet() -> forms.IntegerField:
    return forms.IntegerField(
        label="Arbejdsintensitet i procent",
        min_value=1,
        max_value=100,
        initial=100,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), INTENSITET_1_100),
        help_text="Hvor meget borgeren når på en time, sammenlignet med andre i samme arbejde.",
    )


class Timerform(forms.Form):
    """Hours a week and how much is done in them: what the picture of effective hours is drawn from."""

    timer = hours_field()
    intensitet = _intensitet()

    @property
    def billede(self) -> Arbejdsbillede | None:
        """What to draw: the answer typed, what the form opened with, or an example; None while it is no answer."""
        if not self.is_bound:
            timer, intensitet = self.initial.get("timer"), self.initial.get("intensitet")
            # A draft holds what was typed, as it was typed.
            if isinstance(timer, Decimal) and isinstance(intensitet, int):
                return Arbejdsbillede(timer, intensitet, er_eksempel=False)
            return EKSEMPEL
        with suppress(forms.ValidationError):
            # What was refused for another reason than itself is still what was typed.
            timer, intensitet = (self.fields[felt].clean(self[felt].data) for felt in ("timer", "intensitet"))
            return Arbejdsbillede(timer, intensitet, er_eksempel=False)
        return None

    def show_effect_at(self, url: str) -> None:
        """Let the picture follow while somebody types."""
        for felt in ("timer", "intensitet"):
            self.fields[felt].widget.attrs |= {
                "hx-get": url,
                "hx-include": "[name=timer], [name=intensitet]",
                "hx-trigger": "input changed delay:300ms",
                "hx-target": "#effektive",
                "hx-swap": "innerHTML",
                "hx-sync": "closest form:replace",
            }


class Fleksjobform(Timerform, Virksomhedsform):
    """A fleksjob as it begins."""

    start = Datofelt("Skriv, hvornår fleksjobbet begynder.", label="Første dag")
    udfyldt = Datofelt(
        label=frivilligt("Fleksjobaftalen er udfyldt den"),
        help_text="Aftalen gælder, når dagen, arbejdsopgaverne og hvem der har aftalt den, er skrevet. "
        "Uden den begynder fase 3 ikke.",
    )
    arbejdsopgaver = Tekst("Arbejdsopgaver og arbejdstid", 4_000, linjer=2)
    aftalt_mellem = Tekst("Aftalt mellem", 300, help_text="Fx borgeren, indehaveren og jobformidleren.")
    afslut_ydelse = _end_of_benefit()
    noegle = forms.RegexField(r"^[0-9a-f]{32}$", required=False, widget=forms.HiddenInput)
    field_order = (
        *("virksomhed", "start", "timer", "intensitet", "udfyldt"),
        *("arbejdsopgaver", "aftalt_mellem", "afslut_ydelse"),
    )

    def __init__(self, data: Any = None, *, user: Medarbejder, dag: date, ledig: bool) -> None:
        super().__init__(data, user=user, initial={"noegle": uuid.uuid4().hex})
        self.dag = dag
        if not ledig:
            del self.fields["afslut_ydelse"]

    def clean_udfyldt(self) -> date | None:
        """An agreement cannot have been completed on a day to come."""
        udfyldt = self.cleaned_data["udfyldt"]
        if udfyldt and udfyldt > self.dag:
            raise forms.ValidationError("Datoen er ikke nået endnu.")
        return udfyldt

    @property
    def indhold(self) -> Jobindhold:
        """The valid form as the action takes it."""
        andre = {felt: vaerdi for felt, vaerdi in self.cleaned_data.items() if felt != "noegle"}
        return Jobindhold(**andre)


def hours_typed(timer: Decimal) -> Decimal:
    """Hours as somebody would type them: 12, not 12,00."""
    return Decimal(f"{timer:.2f}".rstrip("0").rstrip("."))


class SkiftTimerform(Timerform):
    """Other hours from a day on."""

    fra = Datofelt("Skriv, hvornår timerne gælder fra.", label="Fra dato")
    field_order = ("fra", "timer", "intensitet")

    @classmethod
    def of(cls, job: Ansaettelse) -> SkiftTimerform:
        """The form with the job's latest hours, so that what stays as it was need not be typed."""
        seneste = Timer.objects.filter(ansaettelse=job).order_by("-fra").first()
        if seneste is None:
            return cls()
        return cls(initial={"timer": hours_typed(seneste.timer), "intensitet": seneste.intensitet})


class RetTimerform(Timerform):
    """An entry that was wrong from the start."""

    begrundelse = Tekst("Hvorfor retter du?", 300, "Skriv, hvorfor du retter.")
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, entry: Timer) -> RetTimerform:
        """The form filled with the entry as it is."""
        return cls(
            initial={
                "timer": hours_typed(entry.timer),
                "intensitet": entry.intensitet,
                "version": entry.version,
            }
        )


class Slutform(forms.Form):
    """That a fleksjob ends."""

    sidste_dag = Datofelt("Skriv, hvornår fleksjobbet slutter.", label="Sidste dag")
    aarsag = Tekst("Hvorfor slutter fleksjobbet?", 300, "Skriv, hvorfor fleksjobbet slutter.")
    ledighedsydelse = forms.BooleanField(
        label="Tilbage på ledighedsydelse",
        required=False,
        initial=True,
        help_text="Borgeren får ledighedsydelse fra dagen efter, og fase 2 begynder igen. "
        "Fjern fluebenet, hvis borgeren lever af noget andet.",
    )

    parallel_slut = forms.BooleanField(
        label="Den parallelle praktik slutter også",
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, ledig: bool, parallelle: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """``parallelle``: the address and the words of each praktik beside the job."""
        super().__init__(*args, **kwargs)
        if ledig:
            del self.fields["ledighedsydelse"]
        if not parallelle:
            del self.fields["parallel_slut"]
            return
        hvilke = format_html_join(", ", '<a href="{}">{}</a>', parallelle)
        kraever = "Parallel praktik kræver et fleksjob på samme virksomhed."
        self.fields["parallel_slut"].help_text = format_html("{}. {}", hvilke, kraever)


_FASTHOLDELSE = "Målet er at blive i job, ikke flere timer. Skriv ikke hvorfor: Virksomheden læser aftalen."


class Aftaleform(Versionsform):
    """The fleksjobaftale, field by field as the model asks."""

    arbejdsopgaver = Tekst("Arbejdsopgaver og arbejdstid", 4_000, linjer=3)
    kontaktperson = forms.ModelChoiceField(
        label=frivilligt("Kontaktperson på virksomheden"),
        queryset=Kontaktperson.objects.none(),
        required=False,
        empty_label="Ingen valgt",
        error_messages={"invalid_choice": "Vælg en kontaktperson fra listen."},
    )
    progressionsmaal = Tekst("Progressionsmål", 4_000, linjer=2, help_text="Hvor mange timer, hvornår.")
    indsatser = Tekst("Indsatser, der støtter målene", 4_000, linjer=2)
    hensyn = Tekst(
        "Hensyn, støtte og hjælpemidler",
        4_000,
        linjer=2,
        help_text="Kun her må der stå noget om helbred. De andre felter kommer altid med i aftalen til virksomheden.",
    )
    hensyn_deles = forms.BooleanField(
        label="Hensynene må deles med virksomheden",
        required=False,
        help_text="Kun hvis borgeren har sagt ja. Uden et ja må de ikke gives videre.",
    )
    parallel_praktik = forms.BooleanField(label="Parallel virksomhedspraktik er aftalt", required=False)
    opfoelgning_hvornaar = Tekst("Hvornår følges der op?", 300)
    aftalt_mellem = Tekst("Aftalt mellem", 300, help_text="Fx borgeren, indehaveren og jobformidleren.")
    udfyldt = Datofelt(label=frivilligt("Udfyldt og aftalt den"))
    vitas = Datofelt(label=frivilligt("Registreret i VITAS den"))
    afslut_ydelse = _end_of_benefit()
    felter = (
        *("arbejdsopgaver", "kontaktperson", "progressionsmaal", "indsatser", "hensyn", "hensyn_deles"),
        *("parallel_praktik", "opfoelgning_hvornaar", "aftalt_mellem", "udfyldt", "vitas"),
    )

    def __init__(self, *args: Any, job: Ansaettelse, ledig: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not ledig:
            del self.fields["afslut_ydelse"]
        if job.forloeb.borger.progredierende_diagnose_fra:
            maal = self.fields["progressionsmaal"]
            maal.label, maal.help_text = frivilligt(str(Maaltype.FASTHOLDELSE.label)), _FASTHOLDELSE
        valg = self.fields["kontaktperson"]
        assert isinstance(valg, forms.ModelChoiceField)
        valg.queryset = Kontaktperson.objects.filter(
            virksomhed=job.virksomhed_id, kommune=job.kommune_id
        ).order_by("navn")

    @classmethod
    def filled(cls, job: Ansaettelse, aftale: Fleksjobaftale | None, ledig: bool = False) -> Aftaleform:
        """The form with the agreement as it is, or empty."""
        start = cls.values_of(aftale) | {"version": aftale.version} if aftale else {"version": 0}
        return cls(initial=start, job=job, ledig=ledig)

    def take_over(self, gemt: Fleksjobaftale) -> None:
        """Let what somebody else saved since stand in the fields in which nothing was changed here."""
        laest: Any = gemt.historik.filter(version=self.cleaned_data["version"]).last()  # type: ignore[attr-defined]
        skrevet: Any = self.data
        data = skrevet.copy()
        for felt in self.felter if laest else ():
            attr = gemt._meta.get_field(felt).attname  # type: ignore[union-attr]
            min_ = self.cleaned_data[felt]
            if (getattr(min_, "pk", min_) or "") == (getattr(laest, attr) or ""):
                self.cleaned_data[felt] = getattr(gemt, felt)
                data[felt] = getattr(gemt, attr) or ""
        self.data = data

    @property
    def indhold(self) -> Aftaleindhold:
        """The valid form as the action takes it."""
        return Aftaleindhold(**{felt: self.cleaned_data[felt] for felt in self.felter})
