"""Forms about people who log in."""

from django import forms
from django.core.validators import RegexValidator

from kommuner.formfelter import Datofelt, frivilligt
from kommuner.models import Medarbejder, Rolle, Tema
from kommuner.navneforslag import suggest_username

# Pattern and refusal of a user name.
BRUGERNAVN = (r"^[\w.@+-]+$", "Brug bogstaver, tal, punktum og bindestreg.")


class Rollefelt(forms.MultipleChoiceField):
    """At least one role."""

    def __init__(self) -> None:
        super().__init__(
            label="Roller",
            choices=[(rolle.value, rolle.label.capitalize()) for rolle in Rolle],
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": "Vælg mindst én rolle.",
                "invalid_choice": "Vælg en rolle fra listen.",
            },
        )


class AdgangForm(forms.Form):
    """User name and roles of somebody who is to log in."""

    brugernavn = forms.CharField(
        label="Brugernavn",
        max_length=150,
        validators=[RegexValidator(*BRUGERNAVN)],
        error_messages={"required": "Skriv et brugernavn."},
        help_text="Skal være forskelligt fra alle andres, også i andre kommuner.",
    )
    roller = Rollefelt()

    @classmethod
    def proposal(cls, medarbejder: Medarbejder) -> "AdgangForm":
        """The form as it is first shown: the person's roles, and her own user name or one free in the kommune."""
        taken = set(Medarbejder.objects.exclude(pk=medarbejder.pk).values_list("username", flat=True))
        suggestion = suggest_username(medarbejder.navn, medarbejder.kommune.kode, taken)
        if medarbejder.historik.filter(is_active=True).exists():  # type: ignore[attr-defined]
            suggestion = medarbejder.username  # she has logged in with it before
        return cls(initial={"brugernavn": suggestion, "roller": medarbejder.roller})


class IndstillingerForm(forms.Form):
    """How a person wants her own pages."""

    tema = forms.ChoiceField(label="Tema", choices=Tema.choices, widget=forms.RadioSelect)
    genveje = forms.BooleanField(
        label="Brug genvejstaster",
        required=False,
        help_text="Bogstaver virker kun, når markøren ikke står i et felt.",
    )
    morgenmail = forms.BooleanField(
        label="Send mig en morgenmail",
        required=False,
        help_text="Kl. 7.30 på arbejdsdage: hvor mange borgere der har frist i dag, uden navne. Er der ingen, kommer "
        "der ingen mail.",
    )


class OrganForm(forms.Form):
    """What the body that treats a case before visitation is called, from when, and what very few hours are."""

    navn = forms.CharField(
        label="Navn",
        max_length=80,
        help_text="Som i «Møde i rehabiliteringsteamet»: bestemt form, lille begyndelsesbogstav.",
        error_messages={"required": "Skriv, hvad organet hedder.", "max_length": "Skriv højst 80 tegn."},
    )
    gyldig_fra = Datofelt(label=frivilligt("Gælder fra"), help_text="Tomt: navnet gælder fra begyndelsen.")
    meget_begraenset_timer = forms.DecimalField(
        label="Meget begrænset arbejdsevne: højst så mange timer om ugen",
        min_value=0,
        max_value=37,
        max_digits=4,
        decimal_places=2,
        localize=True,
        initial=10,
        help_text="Ved så få timer skal felt 3.2 begrundes.",
        error_messages=dict.fromkeys(
            (
                "required",
                "invalid",
                "min_value",
                "max_value",
                "max_digits",
                "max_decimal_places",
                "max_whole_digits",
            ),
            "Timer pr. uge er et tal mellem 0 og 37, fx 4,5.",
        ),
    )


class LukkedagForm(forms.Form):
    """A day or a period on which the kommune is closed; ``spoergsmaal`` is what is asked before it is saved."""

    spoergsmaal = ""

    navn = forms.CharField(
        label="Navn",
        max_length=60,
        help_text="Fx juleaftensdag eller kursusdag.",
        error_messages={"required": "Skriv, hvad dagen hedder."},
    )
    fra = forms.DateField(
        label="Dato",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Skriv, hvornår der er lukket.",
            "invalid": "Skriv datoen som 23-11-2026.",
        },
    )
    til = forms.DateField(
        label="Til og med",
        required=False,
        help_text="Kun hvis der er lukket flere dage i træk.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Skriv datoen som 23-11-2026."},
    )
