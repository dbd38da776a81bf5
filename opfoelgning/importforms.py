"""Forms of an import: the file, and what stands in each of its columns."""

from __future__ import annotations

from typing import Any

from django import forms

from kommuner.formfelter import frivilligt
from opfoelgning.dataimport.fil import Tabel
from opfoelgning.dataimport.kolonner import KOLONNER, Valg, letter


class Importform(forms.Form):
    """A file to read in."""

    fil = forms.FileField(
        label="Fil",
        help_text="CSV, Excel (.xlsx) eller sagsdata. Højst 20 MB. Intet gemmes, før du siger til.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx,.json"}),
        error_messages=dict.fromkeys(("required", "missing", "invalid"), "Vælg en fil.")
        | {"empty": "Filen er tom.", "max_length": "Filens navn er for langt."},
    )


class Kolonneform(forms.Form):
    """For each thing a line can tell, the column it stands in."""

    def __init__(self, tabel: Tabel, valg: Valg, data: Any = None) -> None:
        super().__init__(data, initial={kode: str(nr) for kode, nr in valg.items()})
        mulige = [("", "Ingen")] + [
            (str(nr), f"{hoved} ({letter(nr + tabel.udeladt)})") for nr, hoved in enumerate(tabel.hoveder)
        ]
        for kolonne in KOLONNER:
            felt = forms.ChoiceField(
                label=kolonne.navn if kolonne.paakraevet else frivilligt(kolonne.navn),
                choices=mulige,
                required=False,
                help_text=kolonne.hjaelp,
                error_messages={"invalid_choice": "Vælg en kolonne fra listen."},
            )
            self.fields[kolonne.kode] = felt

    @property
    def valg(self) -> Valg:
        """The columns chosen in a valid form."""
        return {kode: int(nr) for kode, nr in self.cleaned_data.items() if nr}
