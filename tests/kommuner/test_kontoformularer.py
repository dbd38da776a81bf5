"""allauth's forms speak the language of the house."""

import pytest
from allauth.account import app_settings as konto
from allauth.mfa import app_settings as mfa
from django.utils.module_loading import import_string

from kommuner.kontoformularer import TEKSTER, SkiftAdgangskode, Tekster

FORMULARER = [
    *(import_string(konto.FORMS[navn]) for navn in ("change_password", "reauthenticate")),
    *(import_string(mfa.FORMS[navn]) for navn in ("authenticate", "reauthenticate", "activate_totp")),
]


@pytest.mark.parametrize("formular", FORMULARER)
def test_every_field_has_our_label_and_answer(formular):
    assert issubclass(formular, Tekster)
    assert set(formular.base_fields) <= set(TEKSTER)


def test_an_empty_password_change_says_what_to_write():
    formular = SkiftAdgangskode(data={}, user=None)
    assert [fejl for liste in formular.errors.values() for fejl in liste] == [
        "Skriv din nuværende adgangskode.",
        "Skriv en ny adgangskode.",
        "Skriv den nye adgangskode igen.",
    ]
