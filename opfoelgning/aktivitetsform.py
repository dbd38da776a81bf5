"""The form of virksomhedspraktik and other measures; the company is found or made by its name."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from aftaler.actions.tilbud import Sted, Tilbudsindhold
from aftaler.models import TIMER_0_37, Kontaktperson, Tilbud, Virksomhed, valid_cvr
from kalender.dansk import tal
from kommuner.formfelter import Datofelt, Tekst, Telefonfelt, frivilligt
from kommuner.models import Tilbudstype
from kommuner.tenancy import current_kommune_id
from opfoelgning.registreringsforms import Registreringsform, Typevalg

KENDTE = 300  # companies proposed by name
_FOLDEDE = ("cvr", "maal", "opgaver", "parallel", "samtykke", "vitas", "vitas_reference", "resultat")


def measure_effect(type_: Tilbudstype) -> str:
    """Whether a kind of measure resets the passivity clock."""
    return "nulstiller passivitetsuret" if type_.virksomhedsrettet else "nulstiller ikke passivitetsuret"


class AktivitetForm(Registreringsform):
    """A measure at a company or elsewhere; the type says whether it resets the clock."""

    model = Tilbud
    kladdefelter = ("virksomhed", "formaal", "maal", "opgaver", "resultat")

    type = Typevalg(Tilbudstype, measure_effect)
    virksomhed = Tekst(
        "Virksomhed",
        200,
        help_text="Skriv navnet, så finder eller opretter vi den. Kræves ved praktik og løntilskud.",
    )
    kontaktperson = Tekst("Kontaktperson", 200)
    telefon = Telefonfelt(40)
    cvr = Tekst("CVR-nr.", 20)
    timer = forms.DecimalField(
        label=frivilligt("Timer om ugen"),
        required=False,
        localize=True,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        validators=[MinValueValidator(0, TIMER_0_37), MaxValueValidator(37, TIMER_0_37)],
        error_messages={"invalid": TIMER_0_37, "max_decimal_places": TIMER_0_37},
    )
    formaal = Tekst("Formål", 300, help_text="Fx at afprøve opgaver på et lager. Ctrl + Enter gemmer.")
    maal = Tekst(
        "Mål: hvad skal det føre til?", 2000, linjer=2, help_text="Fx et fleksjob på 6 timer samme sted."
    )
    opgaver = Tekst("Opgaver", 2000, linjer=2)
    parallel = forms.BooleanField(
        label="Parallel praktik", required=False, help_text="Praktik ved siden af borgerens fleksjob."
    )
    samtykke = Datofelt(label=frivilligt("Borgeren gav samtykke"))
    vitas = Datofelt(label=frivilligt("Registreret i VITAS"))
    vitas_reference = Tekst("VITAS-nummer", 40)
    resultat = Tekst("Resultat", 2000, linjer=2, help_text="Skrives, når aktiviteten er slut.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(Typevalg, self.fields["type"]).offer()
        valg = f"{self['virksomhed'].auto_id}-valg"
        self.fields["virksomhed"].label = "Virksomhed"
        self.fields["virksomhed"].widget.attrs |= {"list": valg, "autocomplete": "off"}

    def clean_cvr(self) -> str:
        """Digits only, checked by the number's own check digit."""
        cifre = "".join(self.cleaned_data["cvr"].split())
        if cifre and not (cifre.isascii() and valid_cvr(cifre)):
            raise forms.ValidationError(
                "CVR-nummeret har 8 cifre og findes ikke sådan. Se efter, om to er byttet om."
            )
        return cifre

    @property
    def indhold(self) -> Tilbudsindhold:
        data = self.cleaned_data
        ens = (
            "type",
            "timer",
            "formaal",
            "maal",
            "opgaver",
            "parallel",
            "samtykke",
            "vitas",
            "vitas_reference",
        )
        felter = {felt: data[felt] for felt in (*ens, "resultat")}
        return Tilbudsindhold(**felter, **self.periode)

    @property
    def andet(self) -> dict[str, Any]:
        return {"sted": self._sted}

    @property
    def _sted(self) -> Sted | None:
        data = self.cleaned_data
        navn = " ".join(data["virksomhed"].split())
        person = " ".join(data["kontaktperson"].split())
        return (
            Sted(navn=navn, cvr=data["cvr"], kontaktperson=person, telefon=data["telefon"]) if navn else None
        )

    @property
    def vaerdier(self) -> dict[str, Any]:
        """As a row would have them; company and person by name alone."""
        sted = self._sted
        virksomhed = Virksomhed(navn=sted.navn) if sted else None
        person = Kontaktperson(navn=sted.kontaktperson) if sted and sted.kontaktperson else None
        return vars(self.indhold) | {"virksomhed": virksomhed, "kontaktperson": person}

    @property
    def folded(self) -> list[Any]:
        """The fields that are folded away until they are needed."""
        return [self[felt] for felt in _FOLDEDE]

    @property
    def flere_er_brugt(self) -> bool:
        """Whether the folded fields hold something the person should see."""
        return any(self[felt].value() or self.errors.get(felt) for felt in _FOLDEDE)

    @property
    def kendte(self) -> list[str]:
        """Names of companies to choose among: those used last."""
        egne = Virksomhed.objects.filter(lagt_ind_under__isnull=True, kommune=current_kommune_id())
        return list(dict.fromkeys(egne.order_by("-pk").values_list("navn", flat=True)[:KENDTE]))

    @classmethod
    def values_of(cls, raekke: Tilbud) -> dict[str, Any]:
        sted = {
            "virksomhed": str(raekke.virksomhed or ""),
            "cvr": raekke.virksomhed.cvr if raekke.virksomhed else "",
            "kontaktperson": str(raekke.kontaktperson or ""),
            "telefon": raekke.kontaktperson.telefon if raekke.kontaktperson else "",
        }
        timer = "" if raekke.timer is None else tal(raekke.timer)
        return super().values_of(raekke) | sted | {"timer": timer}
