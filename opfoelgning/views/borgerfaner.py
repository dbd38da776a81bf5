"""The tabs «Kontakter» and «Historik» of a borger."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from borgere.journal import log_reading
from forloeb.models import Forloeb
from kommuner.adgang import requires_role
from kommuner.anmodning import Anmodning
from kommuner.formfelter import Datofelt
from kommuner.idag import idag, nu
from kommuner.roller import SAGSROLLER
from opfoelgning import vurdering
from opfoelgning.historik import history
from opfoelgning.tidslinje import tidslinje
from opfoelgning.views.opslag import find_forloeb, may_write, why_read_only

KONTAKT = "kontakt"  # the rule's code


class Periodeform(forms.Form):
    """The days to show, both left out for all."""

    fra = Datofelt(label="Fra")
    til = Datofelt(label="Til og med")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("fra") and data.get("til") and data["til"] < data["fra"]:
            self.add_error("til", "Til-dato ligger før fra-dato.")
        return data


@never_cache
@require_safe
@requires_role(*SAGSROLLER)
def kontakter(request: Anmodning, pk: int) -> HttpResponse:
    """Contacts, follow-ups and messages of one forløb, newest first; ``?fra=&til=`` for a period."""
    dag = idag()
    forloeb = find_forloeb(request.user, pk, dag, request.GET.get("forloeb"))
    log_reading(request.user, "kontakter", [pk])
    form = Periodeform(request.GET)
    periode = form.cleaned_data if form.is_valid() else {}
    fra, til = periode.get("fra"), periode.get("til")
    maa_skrive = may_write(request.user, forloeb, dag)
    efter = request.GET.get("efter", "") or (f"{til + timedelta(days=1)}.a.0" if til else "")
    side = tidslinje(forloeb, dag, "kontakter", efter, skriver=request.user if maa_skrive else None)
    linjer = [h for h in side.haendelser if fra is None or h.dato >= fra]
    context = {"borger": forloeb.borger, "forloeb": forloeb, "dag": dag, "form": form, "linjer": linjer}
    context |= {
        "naeste": side.naeste if len(linjer) == len(side.haendelser) else "",
        "maa_skrive": maa_skrive,
    }
    if not linjer and not (fra or til):
        context["foerste_senest"] = _first_contact(forloeb, dag)
    context |= {"valgt": bool(fra or til), "kun_laese": why_read_only(request.user, forloeb, dag)}
    return render(request, "opfoelgning/kontakter.html", context, status=422 if form.errors else 200)


def _first_contact(forloeb: Forloeb, dag: date) -> date | None:
    """The day by which there must be a contact, as the rule says."""
    vurderinger = vurdering.live(forloeb.pk, dag).bedoemmelse.vurderinger
    return next((v.frist for v in vurderinger if v.regel == KONTAKT), None)


@never_cache
@require_safe
@requires_role(*SAGSROLLER)
def historik(request: Anmodning, pk: int) -> HttpResponse:
    """Who saw the borger and who changed what in the forløb, newest first."""
    forloeb = find_forloeb(request.user, pk, idag(), request.GET.get("forloeb"))
    log_reading(request.user, "historik", [pk])
    efter = request.GET.get("efter", "")
    fundet = history(pk, forloeb.pk, nu(), efter)
    context = {"borger": forloeb.borger, "forloeb": forloeb, "historik": fundet, "efter": efter}
    return render(request, "opfoelgning/historik.html", context)
