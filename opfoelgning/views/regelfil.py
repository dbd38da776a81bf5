"""The configuration as a file: fetched, and read in one piece or not at all."""

import json

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from opfoelgning.regelfil import export_rules, import_rules
from opfoelgning.sagsdata.dokument import Fildokument
from opfoelgning.sagsdata.fejl import Fejl, ImportFejl
from opfoelgning.views.regelsaet import only_administrators

STOERST = 5_000_000
VISTE_FEJL = 50


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
    """Read a file, or list every fault by its place and store nothing."""
    form = FilForm(request.POST, request.FILES) if request.method == "POST" else FilForm()
    fejl: list[Fejl] = []
    if form.is_valid():
        try:
            hoved = Fildokument(form.cleaned_data["fil"].file).hoved
            resultat = import_rules(hoved, request.user.kommune, idag(), timezone.now(), request.user)
        except ImportFejl as fundet:
            fejl = fundet.fejl
            form.add_error("fil", f"Der er {fundet.antal} fejl i filen. Intet er gemt.")
        else:
            messages.success(request, str(resultat))
            return redirect("regelsaet")
    context = {"form": form, "fejl": fejl[:VISTE_FEJL], "flere": max(len(fejl) - VISTE_FEJL, 0)}
    return render(
        request, "administration/regelsaet_indlaes.html", context, status=422 if form.errors else 200
    )
