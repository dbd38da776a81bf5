"""The form that sets a fleksjob right."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms

from aftaler.models import Ansaettelse
from forloeb.actions.registrering import BEGRUNDELSE_HOEJST, etiket, show
from kalender.dansk import til_og_med
from kommuner.formfelter import Datofelt, Tekst, frivilligt
from opfoelgning.actions.jobrettelse import Jobrettelse
from opfoelgning.jobforms import Virksomhedsform

EN_DAG = timedelta(days=1)


class Jobretform(Virksomhedsform):
    """A fleksjob as it should have been, why, and the version that was read."""

    start = Datofelt("Skriv, hvornår fleksjobbet begyndte.", label="Første dag")
    til = Datofelt(label=frivilligt("Sidste dag"))
    slutaarsag = Tekst("Hvorfor fleksjobbet slutter", 300)
    begrundelse = Tekst("Hvorfor retter du?", BEGRUNDELSE_HOEJST, "Skriv, hvorfor du retter.")
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("virksomhed", "start", "til", "slutaarsag", "begrundelse")

    @classmethod
    def start_of(cls, job: Ansaettelse) -> dict[str, Any]:
        """What the form opens with."""
        by = job.virksomhed.bynavn if job.virksomhed else ""
        navn = ", ".join(filter(None, (str(job.virksomhed or ""), by)))
        felter = {"start": job.start, "til": til_og_med(job.slut), "slutaarsag": job.slutaarsag}
        return felter | {"virksomhed": navn, "version": job.version}

    @property
    def indhold(self) -> Jobrettelse:
        """The valid form as the action takes it."""
        data, til = self.cleaned_data, self.cleaned_data["til"]
        slut = til + EN_DAG if til else None
        return Jobrettelse(data["virksomhed"], data["start"], slut, data["slutaarsag"].strip())

    def differences(self, gemt: Ansaettelse) -> list[tuple[str, str, str]]:
        """Label, what is saved and what this form says, for every field where they differ."""
        mit = Ansaettelse(forloeb=gemt.forloeb, **vars(self.indhold))
        alle = [(etiket(gemt, f), show(gemt, f), show(mit, f)) for f in vars(self.indhold)]
        return [linje for linje in alle if linje[1] != linje[2]]


class Annulleringsform(forms.Form):
    """Why something is taken back, and the version that was read."""

    begrundelse = Tekst("Hvorfor annullerer du?", BEGRUNDELSE_HOEJST, "Skriv, hvorfor du annullerer.")
    version = forms.IntegerField(widget=forms.HiddenInput)
