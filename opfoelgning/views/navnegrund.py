"""Names for an administrator, whose role sees none: only for a reason she writes, kept in the read log."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms

from forloeb.actions.registrering import BEGRUNDELSE_HOEJST
from kommuner.anmodning import Anmodning
from kommuner.formfelter import Tekst
from kommuner.roller import SAGSROLLER


class NavneForm(forms.Form):
    """Why somebody must see names."""

    begrundelse = Tekst(
        "Hvorfor skal du se navnene?",
        BEGRUNDELSE_HOEJST,
        "Skriv, hvorfor du skal se navnene.",
        linjer=2,
        help_text="Begrundelsen står i loggen.",
    )


@dataclass(frozen=True)
class Navnegrund:
    """``form`` asks for the reason, None for somebody whose role sees names; ``grund`` is what was written."""

    form: NavneForm | None
    grund: str

    @classmethod
    def of(cls, request: Anmodning, formular: str = "") -> Navnegrund:
        """What a preview was asked with; ``formular`` is the id of the form its field belongs to, if not its own."""
        if request.user.has_role(*SAGSROLLER):
            return cls(None, "")
        spurgt = request.POST.get("handling") == "navne"
        form = NavneForm(request.POST if spurgt else None, prefix="navne")
        if formular:
            form.fields["begrundelse"].widget.attrs["form"] = formular
        return cls(form, form.cleaned_data["begrundelse"] if spurgt and form.is_valid() else "")

    @property
    def status(self) -> int:
        """Of the answer: 422 when the reason was asked for and not written."""
        return 422 if self.form and self.form.errors else 200
