"""Days so far away that they are more likely slips of the keys: a form asks about them once."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.db import transaction

from forloeb.actions.registrering import GAMMEL
from kommuner.afvist import Spoergsmaal
from kommuner.anmodning import Anmodning
from kommuner.formfelter import Datofelt
from kommuner.idag import idag

T = TypeVar("T")


def saved_unless_far(request: Anmodning, form: Any, gem: Callable[[], T]) -> T:
    """What ``gem`` returns; nothing is saved when a day of the form is so far away that it is asked about first.

    The action's own refusals and questions go before this one.
    """
    with transaction.atomic():
        gemt = gem()
        if not {"annuller", "aflys"} & request.POST.keys():
            ask_about_far_days(request, form)
    return gemt


def ask_about_far_days(request: Anmodning, form: Any) -> None:
    """Ask (``Spoergsmaal``) about the first day of a valid form that is more than a year away; «alligevel» says yes.

    Not about one the form opened with, nor in fields of days that may well be far (``Datofelt.langt``).
    """
    if "alligevel" in request.POST or not isinstance(form, forms.Form):
        return
    for navn, felt in form.fields.items():
        dag = form.cleaned_data.get(navn)
        if not isinstance(felt, Datofelt) or felt.langt or dag is None or dag == form.initial.get(navn):
            continue
        if abs(dag - idag()) > GAMMEL:
            hvor = "tilbage" if dag < idag() else "frem"
            raise Spoergsmaal(f"Datoen ligger mere end 1 år {hvor}. Er det rigtigt?", navn)
