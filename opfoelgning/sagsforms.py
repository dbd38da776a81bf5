"""Forms about a forløb as a whole: its end, and its new beginning."""

from __future__ import annotations

from typing import Any

from django import forms

from forloeb.actions.registrering import BEGRUNDELSE_HOEJST
from forloeb.models import Afslutningsaarsag
from kommuner.formfelter import Datofelt, Tekst, frivilligt
from kommuner.models import Medarbejder
from kommuner.roller import SAGSROLLER
from opfoelgning.actions.afslutning import Afslutningsindhold, Genaabning

_VAELG_AARSAG = "Vælg, hvorfor forløbet afsluttes."


class Medarbejdervalg(forms.ModelChoiceField):
    """A colleague who works with cases; nobody until ``offer`` is told whose colleagues."""

    def __init__(self, label: str, mangler: str = "", **kwargs: Any) -> None:
        fejl = mangler or "Vælg en fra listen."
        super().__init__(
            Medarbejder.objects.none(),
            label=label if mangler else frivilligt(label),
            required=bool(mangler),
            empty_label="Vælg en medarbejder" if mangler else "Ingen valgt",
            error_messages={"required": fejl, "invalid_choice": fejl},
            **kwargs,
        )

    def offer(self, user: Medarbejder) -> None:
        """Offer the person's colleagues, she included, in order of name."""
        self.queryset = Medarbejder.objects.kolleger(user).filter(roller__overlap=SAGSROLLER).order_by("navn")


class Afslutningsform(forms.Form):
    """Why the forløb ends, and its last day."""

    aarsag = forms.ChoiceField(
        label="Årsag",
        choices=Afslutningsaarsag.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _VAELG_AARSAG, "invalid_choice": _VAELG_AARSAG},
    )
    sidste_dag = Datofelt("Skriv, hvornår forløbet slutter.", label="Sidste dag i forløbet")
    note = Tekst("Note", 2000, linjer=2)

    @property
    def indhold(self) -> Afslutningsindhold:
        """The valid form as the action takes it."""
        return Afslutningsindhold(**self.cleaned_data)


class Genaabningsform(forms.Form):
    """From when, and why, a closed forløb goes on, and who has it then."""

    fra = Datofelt("Skriv, hvornår forløbet åbnes igen.", label="Åbnes fra")
    begrundelse = Tekst(
        "Hvorfor åbnes forløbet igen?", BEGRUNDELSE_HOEJST, "Skriv, hvorfor forløbet åbnes igen."
    )
    jobformidler = Medarbejdervalg("Jobformidler", "Vælg, hvem der er borgerens jobformidler.")
    ledighedsydelse_fra = Datofelt(
        label=frivilligt("Ledighedsydelse fra"),
        help_text="Udfyld kun, hvis borgeren får ledighedsydelse igen. Passivitetsuret tæller fra den dag.",
    )

    def __init__(self, *args: Any, user: Medarbejder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jobformidler"].offer(user)  # type: ignore[attr-defined]

    @property
    def indhold(self) -> Genaabning:
        """The valid form as the action takes it."""
        return Genaabning(**self.cleaned_data)


class Tildelingsform(forms.Form):
    """Who gets the borger, from when, and, where she has somebody, why."""

    medarbejder = Medarbejdervalg("Til hvem?", "Vælg, hvem der skal have borgeren.")
    fra = Datofelt("Skriv, hvornår det gælder fra.", label="Fra")
    aarsag = Tekst("Årsag", BEGRUNDELSE_HOEJST)

    def __init__(self, *args: Any, user: Medarbejder, skift: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["medarbejder"].offer(user)  # type: ignore[attr-defined]
        if skift:
            self.fields["aarsag"] = Tekst(
                "Hvorfor skifter borgeren?", BEGRUNDELSE_HOEJST, "Skriv, hvorfor borgeren skifter."
            )


class Faseform(forms.Form):
    """Which phase begins, and when."""

    nr = forms.TypedChoiceField(
        label="Ny fase",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Vælg, hvilken fase der begynder."),
    )
    fra = Datofelt("Skriv, hvornår fasen begynder.", label="Fra")

    def __init__(self, *args: Any, valg: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nr"].choices = valg  # type: ignore[attr-defined]
