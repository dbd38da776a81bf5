"""Logging in: find the kommune by the user name, then let row-level security guard the rest."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.forms import LoginForm as AllauthLoginForm
from django.core.exceptions import ValidationError
from django.urls import reverse

from kommuner.person import find_person
from kommuner.tenancy import set_kommune, set_kommune_by


def enter_kommune_of(user_id: int | None) -> None:
    """Point the transaction at the kommune of somebody who may log in; at none for everybody else."""
    if user_id is None:
        set_kommune(None)
    else:
        set_kommune_by("kommune_for_bruger", user_id)


def enter_kommune_of_kalenderlink(noegle: str) -> None:
    """Point the transaction at the kommune of whoever has the calendar link with this digest; else at none."""
    set_kommune_by("kommune_for_kalenderlink", noegle)


class KommuneBackend(AuthenticationBackend):
    """allauth's backend inside the kommune of the user name given."""

    def authenticate(self, request, **credentials):
        set_kommune_by("kommune_for_brugernavn", credentials.get("username") or "")
        return super().authenticate(request, **credentials)

    def get_user(self, user_id):
        """The person with what every page asks, if she may still log in."""
        found = find_person(user_id)
        return found if self.user_can_authenticate(found) else None


class KontoAdapter(DefaultAccountAdapter):
    """Sign-up is closed: people come by import or from an administrator."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "Brugernavn eller adgangskode passer ikke.",
        "too_many_login_attempts": "Kontoen er låst i 15 minutter efter 5 forsøg.",
    }

    def is_open_for_signup(self, request):
        return False

    def clean_password(self, password, user=None):
        if user and user.skal_skifte_adgangskode and user.check_password(password):
            raise ValidationError("Vælg en anden adgangskode end engangskoden.")
        return super().clean_password(password, user)

    def set_password(self, user, password):
        user.skal_skifte_adgangskode = False
        super().set_password(user, password)

    def get_password_change_redirect_url(self, request):
        return reverse("forside")


class LoginForm(AllauthLoginForm):
    """User name and password, nothing else."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Brugernavn"
        self.fields["password"].label = "Adgangskode"
        for field, message in (("login", "Skriv dit brugernavn."), ("password", "Skriv din adgangskode.")):
            self.fields[field].error_messages["required"] = message
            self.fields[field].widget.attrs.pop("placeholder", None)
        self.fields["password"].help_text = ""
