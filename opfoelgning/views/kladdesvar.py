"""Answers to a form that keeps a draft while somebody types."""

import json
from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpResponse

from forloeb.models import Forloeb
from kommuner.afvist import Afvist
from kommuner.anmodning import Anmodning
from kommuner.formfelter import Tekst
from kommuner.idag import idag
from opfoelgning.actions import kladde as kladde_actions
from opfoelgning.forms import save_while_typing
from opfoelgning.models import Kladde
from opfoelgning.views.gemt import clock


def keep_draft(
    request: Anmodning,
    forloeb: Forloeb,
    formular: str,
    indhold: dict[str, Any],
    model: type[Model],
    *,
    lukket: bool = False,
) -> HttpResponse:
    """Keep what is being written; answers when, or nothing when there is nothing to keep."""
    try:
        kladde = kladde_actions.save_kladde(
            forloeb=forloeb,
            indhold=indhold,
            by=request.user,
            dag=idag(),
            formular=formular,
            model=model,
            lukket=lukket,
        )
    except Afvist as afvist:
        return HttpResponse(str(afvist), status=422)
    return answer_draft(kladde)


def answer_draft(kladde: Kladde | None) -> HttpResponse:
    """«Kladde gemt 10.42», or nothing where nothing was kept."""
    if kladde is None:
        return HttpResponse(status=204)
    kl = clock(kladde.gemt)
    return HttpResponse(f"Kladde gemt {kl}", headers={"HX-Trigger": json.dumps({"kladde-gemt": {"kl": kl}})})


def draft_of(request: Anmodning, forloeb: Forloeb, formular: str) -> Kladde | None:
    """The person's draft in a form about a forløb."""
    return Kladde.objects.filter(medarbejder=request.user, forloeb=forloeb, formular=formular).first()


def keep_texts(
    request: Anmodning, forloeb: Forloeb, form: forms.Form, formular: str, *, lukket: bool = False
) -> HttpResponse | None:
    """Let every text of a form be drafted: the answer to a draft that was sent, else None with the draft in the form.

    The version that was read is kept with it, so that what somebody else saved since is not written over. A draft that
    says what is saved already came after its form, on a slow line: it is dropped.
    """
    felter = [navn for navn, felt in form.fields.items() if isinstance(felt, Tekst)]
    if "kladde" in request.POST:
        skrevet = {f: str(request.POST[f])[:10_000] for f in (*felter, "version") if request.POST.get(f)}
        samlet = "\n".join(skrevet[felt] for felt in felter if felt in skrevet)
        skrevet |= {"tekst": samlet, "sti": request.path}
        return keep_draft(request, forloeb, formular, skrevet, Kladde, lukket=lukket)
    if not form.is_bound and (kladde := draft_of(request, forloeb, formular)):
        egne = {felt: kladde.indhold[felt] for felt in (*felter, "version") if felt in kladde.indhold}
        if _says_more(form, felter, egne):
            form.initial = {**form.initial, **egne}
        else:
            forget_draft(request, forloeb, formular)
    save_while_typing(form, felter, request.path, '{"kladde": "1"}')
    return None


def _says_more(form: forms.Form, felter: list[str], egne: dict[str, str]) -> bool:
    return any(egne.get(felt, "") != str(form.initial.get(felt) or "") for felt in felter)


def forget_draft(request: Anmodning, forloeb: Forloeb, formular: str) -> None:
    """What was drafted is saved."""
    kladde_actions.drop_kladde(forloeb=forloeb, by=request.user, formular=formular)
