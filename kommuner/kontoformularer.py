"""allauth's forms with labels and errors that say what to do. Named in ACCOUNT_FORMS and MFA_FORMS."""

from allauth.account.forms import ChangePasswordForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateWithCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.forms import Field

# Field: label, and what to answer when it is empty.
TEKSTER = {
    "oldpassword": ("Nuværende adgangskode", "Skriv din nuværende adgangskode."),
    "password1": ("Ny adgangskode", "Skriv en ny adgangskode."),
    "password2": ("Ny adgangskode igen", "Skriv den nye adgangskode igen."),
    "password": ("Adgangskode", "Skriv din adgangskode."),
    "code": ("Kode", "Skriv koden på 6 cifre."),
}


class Tekster:
    """Puts the words of TEKSTER on the fields and removes the placeholders, which vanish while typing."""

    fields: dict[str, Field]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label, field.error_messages["required"] = TEKSTER[name]
            field.widget.attrs.pop("placeholder", None)


class SkiftAdgangskode(Tekster, ChangePasswordForm):
    pass


class BekraeftMedAdgangskode(Tekster, ReauthenticateForm):
    pass


class LogPaaMedKode(Tekster, AuthenticateForm):
    pass


class BekraeftMedKode(Tekster, ReauthenticateWithCodeForm):
    pass


class SaetAppOp(Tekster, ActivateTOTPForm):
    pass
