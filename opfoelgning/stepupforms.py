"""Forms of what takes a case further than the ordinary: a material change, and a praktik beside the job."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from aftaler.actions.tilbud import Parallelindhold
from aftaler.models import TIMER_0_37, Ansaettelse
from kommuner.formfelter import Datofelt, Tekst, frivilligt
from opfoelgning.actions.aendring import ANDRE_YDELSER, VEJE, Aendringsindhold, Vej

EN_DAG = timedelta(days=1)
_VAELG_VEJ = "Vælg, hvad der er ændret."


class Aendringsform(forms.Form):
    """What has changed materially, from when, and why."""

    vej = forms.ChoiceField(
        label="Hvad er ændret?",
        choices=[(vej.value, tekst) for vej, tekst in VEJE.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _VAELG_VEJ, "invalid_choice": _VAELG_VEJ},
    )
    ydelse = forms.ChoiceField(
        label=frivilligt("Ved anden ydelse: hvilken?"),
        required=False,
        choices=[("", "Vælg ydelse"), *ANDRE_YDELSER],
        error_messages={"invalid_choice": "Vælg en ydelse fra listen."},
    )
    fra = Datofelt(
        "Skriv, hvornår ændringen gælder fra.",
        label="Fra",
        help_text="Begynder en ny ydelse, bliver forløbets sidste dag dagen før.",
    )
    begrundelse = Tekst(
        "Begrundelse",
        300,
        "Skriv, hvad der har ændret sig for indsatsen.",
        help_text="Skriv ikke diagnoser eller andet, indsatsen ikke har brug for.",
    )

    @property
    def indhold(self) -> Aendringsindhold:
        """The valid form as the action takes it."""
        data = self.cleaned_data
        return Aendringsindhold(**data | {"vej": Vej(data["vej"])})


class Parallelform(forms.Form):
    """Virksomhedspraktik beside a fleksjob, at the same company and with other tasks."""

    opgaver = Tekst(
        "Nye jobfunktioner",
        2_000,
        "Skriv de nye jobfunktioner, borgeren skal prøve.",
        linjer=3,
        help_text="Andre opgaver end dem i fleksjobbet, i samme virksomhed.",
    )
    formaal = Tekst("Formål", 300, help_text="Fx at se, om borgeren kan arbejde flere timer.")
    start = Datofelt("Skriv, hvornår praktikken begynder.", label="Fra")
    til = Datofelt(label=frivilligt("Til og med"))
    timer = forms.DecimalField(
        label=frivilligt("Timer om ugen"),
        required=False,
        localize=True,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        validators=[MinValueValidator(0, TIMER_0_37), MaxValueValidator(37, TIMER_0_37)],
        error_messages={"invalid": TIMER_0_37, "max_decimal_places": TIMER_0_37},
    )
    samtykke = Datofelt(
        "Skriv, hvornår borgeren gav samtykke.",
        label="Borgeren gav samtykke den",
        help_text="Praktikken er frivillig. Uden samtykke kan den ikke registreres.",
    )
    noegle = forms.RegexField(r"^[0-9a-f]{32}$", required=False, widget=forms.HiddenInput)

    @classmethod
    def blank(cls, dag: date) -> Parallelform:
        """The form as it opens."""
        return cls(initial={"start": dag, "noegle": uuid.uuid4().hex})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("start") and data.get("til") and data["til"] < data["start"]:
            self.add_error("til", "Til-dato ligger før fra-dato.")
        return data

    def indhold(self, job: Ansaettelse) -> Parallelindhold:
        """The valid form as the action takes it."""
        data = self.cleaned_data
        ens = ("opgaver", "formaal", "start", "timer", "samtykke")
        slut = data["til"] + EN_DAG if data["til"] else None
        return Parallelindhold(job=job, slut=slut, **{felt: data[felt] for felt in ens})
