"""The configuration as a file: fetched, and read in one piece or not at all."""

import json
import secrets
from typing import Any

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from borgere.journal import log_reading
from kommuner.anmodning import Anmodning
from kommuner.idag import idag, nu
from kommuner.indsatsmodel import indsatsmodeller
from kommuner.regelsaet import stand
from kommuner.roller import SAGSROLLER
from opfoelgning.hvadnu_side import ALLE, headline, named
from opfoelgning.hvadnu_tekst import before_and_after
from opfoelgning.regelfil import export_rules, import_rules
from opfoelgning.regelproeve import Virkning, try_rules
from opfoelgning.sagsdata.dokument import Fildokument
from opfoelgning.sagsdata.fejl import ImportFejl
from opfoelgning.views.regelsaet import only_administrators

STOERST = 5_000_000
VISTE_FEJL = 50
GEMMES = 3600  # seconds


class FilForm(forms.Form):
    """A file to read."""

    fil = forms.FileField(
        label="Fil",
        help_text="En fil, der er hentet fra denne side, her eller i en anden installation.",
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
        error_messages={"required": "Vælg en fil.", "empty": "Filen er tom.", "missing": "Vælg en fil."},
    )

    def clean_fil(self):
        """Refuse what no configuration can be."""
        fil = self.cleaned_data["fil"]
        if fil.size > STOERST:
            raise forms.ValidationError("Filen er for stor. Der er plads til 5 MB.")
        return fil


@never_cache
@require_safe
@only_administrators
def regelsaet_hent(request: Anmodning) -> HttpResponse:
    """The kommune's rule values with their history."""
    kommune = request.user.kommune
    text = json.dumps(export_rules(kommune), ensure_ascii=False, indent=1)
    response = HttpResponse(f"{text}\n", content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="regler-{kommune.kode}-{idag()}.json"'
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_administrators
def regelsaet_indlaes(request: Anmodning) -> HttpResponse:
    """Show what a file would change, and read it when that was seen; faults are listed by their place."""
    if "noegle" in request.POST:
        return _read(request, request.POST["noegle"])
    form = FilForm(request.POST, request.FILES) if request.method == "POST" else FilForm()
    if not form.is_valid():
        return _show(request, form)
    try:
        hoved = Fildokument(form.cleaned_data["fil"].file).hoved
        return _preview(request, form, hoved)
    except ImportFejl as fundet:
        return _faults(request, form, fundet)


def _preview(request: Anmodning, form: forms.Form, hoved: dict[str, Any], besked: str = "") -> HttpResponse:
    """What the file would do, and a button that does it; the file is kept for an hour."""
    proeve = try_rules(hoved, request.user.kommune, idag(), nu(), request.user)
    if proeve.resultat.intet_nyt:
        messages.success(request, str(proeve.resultat))
        return redirect("regelsaet")
    noegle = secrets.token_urlsafe(16)
    cache.set(_gemt_som(request, noegle), (hoved, _stand()), GEMMES)
    virkninger = [_virkning(request, virkning) for virkning in proeve.virkninger]
    log_reading(request.user, "regelsaet_indlaes", [pk for en in virkninger for pk in en["borgere"]])
    return _show(request, form, proeve=proeve, virkninger=virkninger, noegle=noegle, besked=besked)


def _read(request: Anmodning, noegle: str) -> HttpResponse:
    """Read the file whose effect was seen; shown again when the rules have changed since."""
    hoved, laest = cache.get(_gemt_som(request, noegle)) or (None, None)
    form = FilForm()
    try:
        if hoved is None:
            form.errors["fil"] = form.error_class(["Filen er ikke gemt længere. Vælg den igen."])
            return _show(request, form)
        if laest != _stand():
            return _preview(request, form, hoved, "Reglerne er ændret imens. Se virkningen, som den er nu.")
        resultat = import_rules(hoved, request.user.kommune, idag(), timezone.now(), request.user)
    except ImportFejl as fundet:
        return _faults(request, form, fundet)
    cache.delete(_gemt_som(request, noegle))
    messages.success(request, str(resultat))
    return redirect("regelsaet")


def _faults(request: Anmodning, form: forms.Form, fundet: ImportFejl) -> HttpResponse:
    form.errors["fil"] = form.error_class([f"Der er {fundet.antal} fejl i filen. Intet er gemt."])
    flere = max(len(fundet.fejl) - VISTE_FEJL, 0)
    return _show(request, form, fejl=fundet.fejl[:VISTE_FEJL], flere=flere)


def _virkning(request: Anmodning, virkning: Virkning) -> dict[str, Any]:
    model, svar = virkning
    navne, flere = named(request.user, model, svar, idag(), vist=ALLE)
    ser_navne = request.user.has_role(*SAGSROLLER)
    return {
        "model": model.navn,
        "overskrift": headline(svar),
        "linjer": before_and_after(svar.ialt),
        "navne": navne,
        "flere": flere,
        "ser_navne": ser_navne,
        "fejl": len(svar.fejl),
        "borgere": [en.borger_id for en in navne] if ser_navne else [],
    }


def _gemt_som(request: Anmodning, noegle: str) -> str:
    return f"regelfil:{request.user.pk}:{noegle}"


def _stand() -> dict[str, int]:
    """How far the kommune's rules have come, per model."""
    return {kode: stand(kode) for kode in sorted(indsatsmodeller())}


def _show(request: Anmodning, form: forms.Form, **context: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    context |= {"form": form, "dag": idag()}
    return render(request, "administration/regelsaet_indlaes.html", context, status=status)
