"""The drafts of the forms about a fleksjob."""

from collections.abc import Mapping
from typing import Any

from django import forms

from forloeb.models import Forloeb
from kommuner.anmodning import Anmodning
from opfoelgning.actions.kladde import KLADDETEKST
from opfoelgning.forms import save_while_typing
from opfoelgning.models import Kladde
from opfoelgning.views.kladdesvar import draft_of

HOEJST = 10_000  # characters


def written_in(form: forms.Form, data: Mapping[str, Any]) -> dict[str, Any]:
    """What somebody is writing in the form, taken as it stands, valid or not."""
    return {felt: str(data[felt])[:HOEJST] for felt in form.fields if data.get(felt)}


def open_draft(request: Anmodning, forloeb: Forloeb, form: forms.Form, formular: str) -> Kladde | None:
    """Let the form keep a draft while somebody types, and open with the one there is; returns that."""
    if not formular:
        return None
    tekster = [felt for felt in form.fields if felt in KLADDETEKST]
    save_while_typing(form, tekster, request.path, '{"kladde": "1"}')
    kladde = draft_of(request, forloeb, formular)
    if kladde and not form.is_bound:
        egne = {felt: tekst for felt, tekst in kladde.indhold.items() if felt in form.fields}
        form.initial = {**form.initial, **egne}
    return kladde
