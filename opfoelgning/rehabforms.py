"""Forms of the meeting on rehabilitation and of the decision on fleksjob."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms

from forloeb.actions import registrering
from forloeb.actions.registrering import BEGRUNDELSE_HOEJST
from forloeb.deltagere import to_json
from forloeb.models import (
    Afgoerelse,
    Indstilling,
    Maaltype,
    Moedestatus,
    Rehabiliteringsmoede,
    Resultat,
    Varighed,
)
from kalender.dansk import tal, til_og_med
from kommuner.formfelter import Datofelt, Tekst, frivilligt
from kommuner.models import Medarbejder
from opfoelgning.actions.rehabilitering import Afgoerelsesindhold, Moedeindhold
from opfoelgning.deltagerform import Deltagerform, initial_deltagere
from opfoelgning.forms import save_while_typing
from opfoelgning.jobforms import hours_field
from opfoelgning.sagsforms import Medarbejdervalg

EN_DAG = timedelta(days=1)
LANG = 10_000  # characters
_FASTHOLDELSE = (
    "Borgeren har en dokumenteret progredierende diagnose. Målet er at blive i job, ikke flere timer."
)


def _valg(label: str, choices: Any, mangler: str, *, kraevet: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        required=kraevet,
        error_messages={"required": mangler, "invalid_choice": mangler},
    )


class _Registreringsdele(forms.Form):
    """What every form of a registration carries: the key of one filling-in and the version that was read."""

    noegle = forms.RegexField(r"^[0-9a-f]{32}$", required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def ask_why(self) -> None:
        """Make it the form that corrects: it asks for the reason."""
        self.fields["begrundelse"] = Tekst(
            "Hvorfor retter du?",
            BEGRUNDELSE_HOEJST,
            "Skriv, hvorfor du retter.",
            help_text="Begrundelsen står i tidslinjen sammen med det, der stod før.",
        )

    @property
    def rettet(self) -> dict[str, Any]:
        """Reason and version, as the actions that correct take them."""
        return {
            "begrundelse": self.cleaned_data.get("begrundelse", ""),
            "version": self.cleaned_data["version"] or 0,
        }

    @property
    def indhold(self) -> Any:
        """The valid form as the action takes it."""
        raise NotImplementedError

    def differences(self, gemt: Any) -> list[tuple[str, str, str]]:
        """Field, what is saved now, and what the person wrote, where the two differ."""
        felter = vars(self.indhold)
        min_ = type(gemt)(**felter)
        par = [
            (registrering.etiket(gemt, f), registrering.show(gemt, f), registrering.show(min_, f))
            for f in felter
        ]
        return [(felt, nu, mit) for felt, nu, mit in par if nu != mit]


class Moedeform(_Registreringsdele, Deltagerform):
    """A meeting, planned or held."""

    kladdefelter = (
        "jobfunktioner",
        "stoette",
        "hensyn",
        "progressionsmaal",
        "begrundelse_32",
        "indstilling_tekst",
    )

    status = _valg("Mødet er", Moedestatus.choices, "Vælg, om mødet er planlagt, holdt eller aflyst.")
    dato = Datofelt("Skriv, hvornår mødet er.", label="Dato")
    jobfunktioner = Tekst(
        "Drøftede jobfunktioner", LANG, linjer=2, help_text="Hvilke opgaver kan borgeren løse, og hvor?"
    )
    timer = hours_field("Timer, borgeren kan arbejde om ugen", required=False)
    begrundelse_32 = Tekst("Felt 3.2: begrundelse", LANG, linjer=2)
    stoette = Tekst("Støtte", LANG, linjer=2, help_text="Fx mentor, personlig assistance eller hjælpemidler.")
    hensyn = Tekst("Hensyn", LANG, linjer=2, help_text="Skriv hensynet, ikke diagnosen.")
    progressionsmaal = Tekst("Progressionsmål", LANG, linjer=2)
    indstilling = _valg(
        "Indstilling", Indstilling.choices, "Vælg, hvad der blev indstillet til.", kraevet=False
    )
    indstilling_tekst = Tekst("Begrundelse for indstillingen", LANG, linjer=2)

    def __init__(self, *args: Any, maaltype: Maaltype, graense: Decimal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        felt = self.fields["begrundelse_32"]
        felt.label = "Felt 3.2: begrundelse"
        felt.help_text = f"Skal udfyldes ved højst {tal(graense)} timer om ugen."
        maal = self.fields["progressionsmaal"]
        maal.label = frivilligt(str(maaltype.label))
        if maaltype is Maaltype.FASTHOLDELSE:
            maal.help_text = _FASTHOLDELSE

    @property
    def indhold(self) -> Moedeindhold:
        data = self.cleaned_data
        egne = Moedeindhold.__dataclass_fields__.keys() - {"deltagere"}
        return Moedeindhold(deltagere=to_json(self.deltagere), **{felt: data[felt] for felt in egne})

    def save_drafts_to(self, url: str) -> None:
        """Keep a draft of the texts while somebody types."""
        save_while_typing(self, self.kladdefelter, url, '{"kladde": "1"}')

    @classmethod
    def values_of(cls, moede: Rehabiliteringsmoede) -> dict[str, Any]:
        """A meeting as the form's fields."""
        felter = {
            felt: getattr(moede, felt)
            for felt in (*cls.kladdefelter, "dato", "status", "timer", "indstilling")
        }
        return felter | initial_deltagere(moede.deltagere) | {"version": moede.version}


class Afgoerelsesform(_Registreringsdele):
    """The kommune's decision."""

    resultat = _valg("Afgørelse", Resultat.choices, "Vælg, hvad kommunen har besluttet.")
    varighed = _valg(
        "Varighed",
        Varighed.choices,
        "Vælg, om visitationen er midlertidig eller permanent.",
        kraevet=False,
    )
    dato = Datofelt("Skriv, hvornår afgørelsen er truffet.", label="Afgørelsens dato")
    start = Datofelt("Skriv, hvornår afgørelsen gælder fra.", label="Gælder fra")
    til = Datofelt(
        langt=True,
        label=frivilligt("Til og med"),
        help_text="Kun ved midlertidig visitation.",
    )
    ledighedsydelse_fra = Datofelt(
        label=frivilligt("Ledighedsydelse fra"),
        help_text="Udfyld kun, når det er besluttet. Passivitetsuret tæller fra den dag.",
    )
    note = Tekst("Note", LANG, linjer=2)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        visiteret = data.get("resultat") == Resultat.VISITERET
        if visiteret and not data.get("varighed") and "varighed" not in self.errors:
            self.add_error("varighed", "Vælg, om visitationen er midlertidig eller permanent.")
        if visiteret and data.get("til") and data.get("varighed") == Varighed.PERMANENT:
            self.add_error(
                "til", "En permanent visitation har ingen slutdato. Tøm feltet, eller vælg midlertidig."
            )
        if not visiteret:
            self._refuse_written("til", "ledighedsydelse_fra")
            data["varighed"], data["til"], data["ledighedsydelse_fra"] = "", None, None
        if data.get("til") and data.get("start") and data["til"] < data["start"]:
            self.add_error("til", "Til-dato ligger før fra-dato.")
        return data

    def _refuse_written(self, *felter: str) -> None:
        """Say at these fields that they go with a visitation, unless they stand as the form opened with them."""
        for felt in felter:
            dag = self.cleaned_data.get(felt)
            if dag and dag != self.initial.get(felt):
                self.add_error(felt, "Kun ved visitation til fleksjob. Tøm feltet, eller vælg «Visiteret».")

    @property
    def indhold(self) -> Afgoerelsesindhold:
        data = self.cleaned_data
        felter = ("dato", "resultat", "varighed", "start", "ledighedsydelse_fra", "note")
        slut = data["til"] + EN_DAG if data["til"] else None
        return Afgoerelsesindhold(slut=slut, **{felt: data[felt] for felt in felter})

    @classmethod
    def values_of(cls, afgoerelse: Afgoerelse) -> dict[str, Any]:
        """A decision as the form's fields."""
        felter = ("dato", "resultat", "varighed", "start", "ledighedsydelse_fra", "note", "version")
        return {felt: getattr(afgoerelse, felt) for felt in felter} | {"til": til_og_med(afgoerelse.slut)}

    def offer_jobformidler(self, user: Medarbejder) -> None:
        """Let a borger without a jobformidler get one with the decision."""
        valg = Medarbejdervalg(
            "Jobformidler", help_text="Fase 2 begynder, når borgeren er visiteret og har en jobformidler."
        )
        valg.offer(user)
        self.fields["jobformidler"] = valg


def blank(dag: date) -> dict[str, Any]:
    """What a new form opens with."""
    return {"dato": dag, "start": dag, "noegle": uuid.uuid4().hex}
