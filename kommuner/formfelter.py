"""Fields that forms all over the product share: their Danish sentences, said once."""

from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html

_DATOFEJL = "Skriv datoen som 23-11-2026."
AARSTAL = range(1900, 2200)  # any other year is a slip of the keys


def frivilligt(tekst: str) -> str:
    """A label that says the field may be left empty."""
    return format_html('{} <span class="valgfri">(frivilligt)</span>', tekst)


class Datofelt(forms.DateField):
    """A day, typed or picked; Danish ways of writing it are understood. ``langt``: it may well lie years away.

    ``mangler`` is the sentence for an empty one, without it the field is optional.
    """

    def __init__(self, mangler: str = "", *, langt: bool = False, **kwargs: Any) -> None:
        self.langt = langt
        super().__init__(
            required=bool(mangler),
            input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y"],
            widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
            error_messages={"required": mangler, "invalid": _DATOFEJL},
            **kwargs,
        )

    def to_python(self, value: Any) -> date | None:
        """The day, if its year can be meant."""
        dag = super().to_python(value)
        if dag and dag.year not in AARSTAL:
            raise forms.ValidationError(_DATOFEJL)
        return dag


class Tekst(forms.CharField):
    """A short or long text; ``mangler`` is the sentence for an empty one, without it the field is optional."""

    def __init__(self, label: str, hoejst: int, mangler: str = "", *, linjer: int = 0, **kwargs: Any) -> None:
        super().__init__(
            label=label if mangler else frivilligt(label),
            required=bool(mangler),
            max_length=hoejst,
            widget=forms.Textarea(attrs={"rows": linjer}) if linjer else forms.TextInput(),
            error_messages={"required": mangler, "max_length": f"Skriv højst {hoejst} tegn."},
            **kwargs,
        )


class Telefonfelt(Tekst):
    """A telephone number in whatever way it is written, an extension or a word with it; what has no number is none."""

    CIFRE = 5  # the shortest numbers there are

    def __init__(self, hoejst: int) -> None:
        super().__init__("Telefon", hoejst)

    def clean(self, value: Any) -> str:
        """The number as it was written."""
        nummer = super().clean(value)
        if nummer and sum(tegn.isdecimal() for tegn in nummer) < self.CIFRE:
            raise forms.ValidationError("Skriv telefonnummeret med cifre, fx 12 34 56 78.")
        return nummer
