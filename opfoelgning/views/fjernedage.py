"""What a form asks before it saves: about days so far away that they are more likely slips of the keys, each once, and
whatever else its action wants to know. A yes answers what was asked, and nothing else."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.db import transaction

from forloeb.actions.fjernt import GAMMEL, far
from kommuner.afvist import Spoergsmaal, Svar, ask
from kommuner.anmodning import Anmodning
from kommuner.formfelter import Datofelt
from kommuner.idag import idag

T = TypeVar("T")
SPURGT = "langt"  # the days a form has asked about
JA = "alligevel"
OM_DAGEN = ("langt", "afslut")  # questions that say of a day that it is far away


def answers(request: Anmodning, form: Any) -> Svar:
    """What the person has said yes to: the questions with these codes; a plain yes is one to whatever was asked.

    ``form.givne_svar`` are the codes, which the form's template sends back.
    """
    givet = request.POST.getlist(JA)
    form.givne_svar = [kode for kode in givet if ":" in kode]
    return len(form.givne_svar) < len(givet) or frozenset(form.givne_svar)


def remember(form: Any, spoergsmaal: Spoergsmaal) -> None:
    """Let the form's template ask: ``form.ja`` is the yes to a single question, ``form.stillet`` are several."""
    form.ja = spoergsmaal.kode or "1"
    form.stillet = spoergsmaal.alle if len(spoergsmaal.alle) > 1 else []


def saved_unless_far(request: Anmodning, form: Any, gem: Callable[[], T]) -> T:
    """What ``gem`` returns; nothing is saved when a day of the form is so far away that it is asked about first.

    The action's own refusals and questions go before this one. ``form.spurgt`` are the days asked about so far, which
    the form's template sends back: «alligevel» answers for those and what lies near them, and for no other day.
    Where the form's questions have codes (``answers``), each day waits for its own.
    """
    form.spurgt = request.POST.getlist(SPURGT)
    try:
        with transaction.atomic():
            gemt = gem()
            if not {"annuller", "aflys"} & request.POST.keys():
                _ask_about_far_days(form, _days(_answered(request, form)))
    except Spoergsmaal as spoergsmaal:
        form.spurgt += [en.dato.isoformat() for en in spoergsmaal.alle if en.dato]
        remember(form, spoergsmaal)
        raise
    return gemt


def _answered(request: Anmodning, form: Any) -> list[str]:
    """The days the person has said yes to."""
    koder = getattr(form, "givne_svar", None)
    if koder is None or len(koder) < len(request.POST.getlist(JA)):
        return form.spurgt if JA in request.POST else []
    return [dag for slags, _, dag in (kode.partition(":") for kode in koder) if slags in OM_DAGEN]


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
        if all(abs(dag - kendt) > GAMMEL for kendt in spurgt):
            ask(far(dag, idag(), navn), False)
