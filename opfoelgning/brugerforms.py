"""Forms of the administrator about people and teams."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import Model, Q

from aftaler.forms import Versionsform
from kalender.dansk import til_og_med
from kommuner.formfelter import Datofelt, Tekst, frivilligt
from kommuner.forms import BRUGERNAVN, Rollefelt
from kommuner.models import Fratraedelse, Medarbejder, Team
from kommuner.tenancy import current_kommune_id


class Teamvalg(forms.ModelChoiceField):
    """The kommune's teams that are open, and the one somebody is in already."""

    def __init__(self) -> None:
        super().__init__(
            label=frivilligt("Team"),
            queryset=Team.objects.none(),
            required=False,
            empty_label="Intet team",
            help_text="Alle i et team ser hinandens borgere.",
            error_messages={"invalid_choice": "Vælg et team fra listen."},
        )

    def offer(self, egen: int | None = None) -> None:
        """Offer the open teams, and ``egen``."""
        valg = Team.objects.filter(Q(aktiv=True) | Q(pk=egen), kommune=current_kommune_id())
        self.queryset = valg.order_by("navn", "pk")


def _email() -> forms.EmailField:
    return forms.EmailField(
        label=frivilligt("E-mail"),
        required=False,
        max_length=254,
        error_messages={
            "invalid": "Skriv e-mailadressen som mette@example.dk.",
            "max_length": "Skriv højst 254 tegn.",
        },
    )


class NyBrugerForm(forms.Form):
    """Somebody who is to log in."""

    navn = Tekst("Navn", 200, "Skriv brugerens navn.")
    brugernavn = forms.CharField(
        label=frivilligt("Brugernavn"),
        required=False,
        max_length=150,
        validators=[RegexValidator(*BRUGERNAVN)],
        help_text="Tomt: vi laver et af navnet.",
        error_messages={"max_length": "Skriv højst 150 tegn."},
    )
    email = _email()
    roller = Rollefelt()
    team = Teamvalg()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].offer()  # type: ignore[attr-defined]


class RetBrugerForm(Versionsform):
    """Who somebody is, her roles and her team."""

    navn = Tekst("Navn", 200, "Skriv brugerens navn.")
    email = _email()
    roller = Rollefelt()
    team = Teamvalg()
    felter = ("navn", "email", "roller", "team")

    def __init__(self, medarbejder: Medarbejder, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].offer(medarbejder.team_id)  # type: ignore[attr-defined]

    @classmethod
    def of(cls, raekke: Any) -> RetBrugerForm:
        """The form filled with somebody as she is."""
        return cls(raekke, initial=cls.values_of(raekke) | {"version": raekke.version})

    def differences(self, raekke: Model) -> list[tuple[str, Any, Any]]:
        """As the others', with the roles in words."""
        gemt, mit = self.values_of(raekke), self.cleaned_data
        par = [(str(self.fields[felt].label), _words(gemt[felt]), _words(mit[felt])) for felt in self.felter]
        return [linje for linje in par if linje[1] != linje[2]]


class SidsteDagForm(forms.Form):
    """The last day somebody works for the kommune."""

    sidste_dag = Datofelt(
        label=frivilligt("Sidste arbejdsdag"),
        help_text="Efter den dag kan brugeren ikke få borgere. Adgangen lukker du selv.",
    )

    @classmethod
    def of(cls, medarbejder: Medarbejder) -> SidsteDagForm:
        """The form filled with the day that is written down, if any."""
        row = Fratraedelse.objects.filter(medarbejder=medarbejder).first()
        return cls(initial={"sidste_dag": til_og_med(row.slut) if row else None})


class TeamForm(Versionsform):
    """What a team is called."""

    navn = Tekst("Navn", 100, "Skriv teamets navn.")
    felter = ("navn",)


def _words(vaerdi: Any) -> str:
    if isinstance(vaerdi, Iterable) and not isinstance(vaerdi, str):
        return ", ".join(sorted(map(str, vaerdi)))
    return str(vaerdi or "–")
