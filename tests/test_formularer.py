"""What every form of the product has in common, asked of the form classes themselves."""

from django import forms
from django.urls import get_resolver

from kommuner.formfelter import Datofelt


def _forms() -> set[type[forms.Form]]:
    assert get_resolver().url_patterns  # with the addresses every module of forms is imported
    fundne, nye = set(), {forms.Form}
    while nye:
        nye = {under for form in nye for under in form.__subclasses__()} - fundne
        fundne |= nye
    return fundne


def test_an_empty_day_says_what_is_missing():
    alle = [
        (f"{form.__qualname__}.{navn}", felt.error_messages["required"])
        for form in _forms()
        for navn, felt in form.base_fields.items()
        if isinstance(felt, Datofelt) and felt.required
    ]
    assert len(alle) > 40
    assert [navn for navn, mangler in alle if not mangler.startswith(("Skriv, hv", "Skriv den"))] == []
