"""The filters above the long lists as HTML, written in Python like their rows (``listeraekker``)."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape as _e
from typing import Any, cast

from django.forms import CharField, ChoiceField
from django.utils.safestring import SafeString, mark_safe

from opfoelgning.filtre import Filterform
from opfoelgning.team import Stamme


def _html(felter: str) -> SafeString:
    return mark_safe(felter)  # noqa: S308 - written here, and every text in it has passed _e


def stamme_valg(stammer: Iterable[Stamme], valgt: str) -> SafeString:
    """The choices of jobformidler in a filter."""
    return _html("".join(_mulighed(stamme.noegle, stamme.navn, valgt) for stamme in stammer))


def filterfelter(form: Filterform) -> SafeString:
    """Label and field of every filter, as the form itself would write them."""
    return _html("\n".join(f"<div>{_filterfelt(form, navn)}</div>" for navn in form.fields))


def _filterfelt(form: Filterform, navn: str) -> str:
    felt, valgt = form.fields[navn], form.data.get(navn, "")
    label = f'<label for="filter_{navn}">{_e(str(felt.label))}</label>'
    if not isinstance(felt, ChoiceField):
        laengde = f' maxlength="{felt.max_length}"' if isinstance(felt, CharField) else ""
        vaerdi = f' value="{_e(valgt)}"' if valgt else ""
        felter = f'{laengde} class="form-control" autocomplete="off" id="filter_{navn}"'
        return f'{label}<input type="text" name="{navn}"{vaerdi}{felter}>'
    valg = "".join(_mulighed(str(kode), str(tekst), valgt) for kode, tekst in cast(Any, felt).choices)
    return f'{label}<select name="{navn}" class="form-select" id="filter_{navn}">{valg}</select>'


def _mulighed(kode: str, tekst: str, valgt: str) -> str:
    return f'<option value="{_e(kode)}"{" selected" if kode == valgt else ""}>{_e(tekst)}</option>'
