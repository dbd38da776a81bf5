"""Days so far away that they are more likely slips of the keys: a form asks about each of them once."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.db import transaction

from forloeb.actions.registrering import GAMMEL
from kommuner.afvist import Spoergsmaal
from kommuner.anmodning import Anmodning
from kommuner.formfelter import Datofelt
from kommuner.idag import idag

T = TypeVar("T")
SPURGT = "langt"  # the days a form has asked about


def saved_unless_far(request: Anmodning, form: Any, gem: Callable[[], T]) -> T:
    """What ``gem`` returns; nothing is saved when a day of the form is so far away that it is asked about first.

    The action's own refusals and questions go before this one. ``form.spurgt`` are the days asked about so far, which
    the form's template sends back: «alligevel» answers for those and what lies near them, and for no other day.
    """
    form.spurgt = request.POST.getlist(SPURGT)
    try:
        with transaction.atomic():
            gemt = gem()
            if not {"annuller", "aflys"} & request.POST.keys():
                _ask_about_far_days(form, _days(form.spurgt) if "alligevel" in request.POST else [])
    except Spoergsmaal as spoergsmaal:
        if spoergsmaal.dato:
            form.spurgt.append(spoergsmaal.dato.isoformat())
        raise
    return gemt


def _days(skrevet: list[str]) -> list[date]:
    """The days, as the form sent them back; what is no day is left out."""
    dage = []
    for tekst in skrevet:
        with suppress(ValueError):
            dage.append(date.fromisoformat(tekst))
    return dage


def _ask_about_far_days(form: Any, spurgt: list[date]) -> None:
    """Ask (``Spoergsmaal``) about the first day of a valid form more than a year from today and from those asked about.

    Not about one the form opened with, nor in fields of days that may well be far (``Datofelt.langt``).
    """
    for navn, felt in form.fields.items() if isinstance(form, forms.Form) else ():
        dag = form.cleaned_data.get(navn)
        if not isinstance(felt, Datofelt) or felt.langt or dag is None or dag == form.initial.get(navn):
            continue
        if all(abs(dag - kendt) > GAMMEL for kendt in (idag(), *spurgt)):
            _ask(dag, navn)


def _ask(dag: date, felt: str) -> None:
    hvor = "tilbage" if dag < idag() else "frem"
    raise Spoergsmaal(f"Datoen ligger mere end 1 år {hvor}. Er det rigtigt?", felt, dato=dag)
