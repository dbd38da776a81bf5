"""Import in four steps: file, columns, dry run, import. Shows counts, lines of the file itself, and no cases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from borgere.forsegling import unseal
from borgere.journal import log_reading
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.models import Rolle
from opfoelgning import koe
from opfoelgning.actions import dataimport as actions
from opfoelgning.dataimport.bemaerkninger import AENDRING, DATO
from opfoelgning.dataimport.eksempler import examples
from opfoelgning.dataimport.fejlfil import error_sheet, has_lines
from opfoelgning.dataimport.fil import STOERST, check_size, read_table
from opfoelgning.dataimport.kolonner import KOLONNER, choose, faults
from opfoelgning.importforms import Importform, Kolonneform
from opfoelgning.models import Dataimport, Importtilstand
from opfoelgning.tasks import koer_import
from opfoelgning.views.filsvar import file_of

AD_GANGEN = 25
VISTE_FEJL = 50
NOTER: dict[str, tuple[tuple[str, str], ...]] = {
    Importtilstand.PROEVET: ((DATO, "Se efter"), (AENDRING, "Det rettes")),
    Importtilstand.FAERDIG: ((AENDRING, "Det blev rettet"),),
}
TRIN = ("Fil", "Kolonner", "Prøve", "Import")
_TRIN_NR: dict[str, int] = {Importtilstand.KOLONNER: 2, Importtilstand.PROEVES: 3, Importtilstand.PROEVET: 3}

only_administrators = requires_role(Rolle.ADMINISTRATOR)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_administrators
def dataimport(request: Anmodning) -> HttpResponse:
    """Choose a file, and what was imported before."""
    form = Importform(request.POST, request.FILES) if request.method == "POST" else Importform()
    if request.method == "POST" and form.is_valid():
        try:
            return _received(request, form.cleaned_data["fil"])
        except Afvist as afvist:
            form.add_error("fil", str(afvist))
    foer = request.GET.get("foer", "")
    rows = Dataimport.objects.filter(kommune=request.user.kommune_id).select_related("medarbejder")
    if foer.isdecimal() and len(foer) < 19:
        rows = rows.filter(pk__lt=foer)
    fundne = list(rows.defer("fil", "fejl", "bemaerkninger", "sager").order_by("-pk")[: AD_GANGEN + 1])
    context = {"form": form, "trin": TRIN, "trin_nr": 1, "importer": fundne[:AD_GANGEN]}
    context["flere"] = fundne[AD_GANGEN - 1].pk if len(fundne) > AD_GANGEN else None
    return render(request, "administration/dataimport.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
@only_administrators
def dataimport_skabelon(request: Anmodning, endelse: str) -> HttpResponse:
    """A file with the columns and one made-up line."""
    raekker = [[en.navn for en in KOLONNER], [en.eksempel for en in KOLONNER]]
    return file_of(raekker, "Borgere", f"skabelon-import.{endelse}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_administrators
def dataimport_vis(request: Anmodning, pk: int) -> HttpResponse:
    """How far an import is, and what can be done next; POST says what stands in which column."""
    row = _find(request, pk)
    context: dict[str, Any] = {"en": row, "trin": TRIN, "trin_nr": _TRIN_NR.get(row.tilstand, 4)}
    if row.tilstand == Importtilstand.KOLONNER:
        return _columns(request, row, context)
    context |= {
        "koe_nede": row.i_gang and not koe.answers(),
        "fejl": row.fejl[:VISTE_FEJL],
        "flere_fejl": max(len(row.fejl) - VISTE_FEJL, 0),
        "har_linjer": has_lines(row),
        "noter": [_notes(row, slags, titel) for slags, titel in NOTER.get(row.tilstand, ())],
        "kan_fortrydes": actions.may_undo(row, timezone.now()),
        "frist": row.gemt and row.gemt + actions.FORTRYD_INDEN,
    }
    skabelon = "administration/dataimport_vis.html"
    return render(request, f"{skabelon}#stand" if request.htmx else skabelon, context)


@require_POST
@only_administrators
def dataimport_kolonner(request: Anmodning, pk: int) -> HttpResponse:
    """Choose the columns again."""
    return _do(request, pk, lambda row: actions.change_columns(dataimport=row, by=request.user))


@require_POST
@only_administrators
def dataimport_gem(request: Anmodning, pk: int) -> HttpResponse:
    """Import what was tried."""
    return _do(request, pk, lambda row: actions.confirm_import(dataimport=row, by=request.user))


@require_POST
@only_administrators
def dataimport_fortryd(request: Anmodning, pk: int) -> HttpResponse:
    """Take a whole import back."""
    return _do(
        request, pk, lambda row: actions.undo_import(dataimport=row, by=request.user, nu=timezone.now())
    )


@require_POST
@only_administrators
def dataimport_proev_igen(request: Anmodning, pk: int) -> HttpResponse:
    """Hand a waiting import to the queue once more."""
    return _do(request, pk, lambda row: row)


@require_POST
@only_administrators
def dataimport_stop(request: Anmodning, pk: int) -> HttpResponse:
    """Forget a file that was not imported."""
    row = _find(request, pk)
    try:
        actions.stop_import(dataimport=row, by=request.user)
    except Afvist as afvist:
        messages.error(request, str(afvist))
        return redirect("dataimport_vis", pk)
    messages.success(request, "Importen er stoppet. Intet er gemt, og filen er slettet.")
    return redirect("dataimport")


@never_cache
@require_safe
@only_administrators
def dataimport_fejl(request: Anmodning, pk: int, endelse: str) -> HttpResponse:
    """The faulty lines as a file that can be mended and imported."""
    row = _find(request, pk)
    ark = error_sheet(row)
    log_reading(request.user, "dataimport_fejl", ark.borgere)
    return file_of(ark.raekker, "Fejl", f"fejl-import-{row.pk}.{endelse}")


def _notes(row: Dataimport, slags: str, titel: str) -> dict[str, Any]:
    """What to look at before importing, of one kind: the first lines of it, and how many more."""
    alle = [(nr, kolonne, besked) for egen, nr, kolonne, besked in row.bemaerkninger if egen == slags]
    return {"slags": slags, "titel": titel, "linjer": alle[:VISTE_FEJL], "flere": len(alle[VISTE_FEJL:])}


def _received(request: Anmodning, fil: Any) -> HttpResponse:
    check_size(fil.size)
    row = actions.receive_file(data=fil.read(STOERST + 1), filnavn=fil.name, by=request.user)
    _work(row)
    return redirect("dataimport_vis", row.pk)


def _columns(request: Anmodning, row: Dataimport, context: dict[str, Any]) -> HttpResponse:
    tabel = read_table(unseal(bytes(row.fil or b""), row.kommune.kode), row.format)
    valg = row.kolonner or choose(tabel.hoveder)
    form = Kolonneform(tabel, valg, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            _work(
                actions.choose_columns(dataimport=row, valg=form.valg, hoveder=tabel.hoveder, by=request.user)
            )
            return redirect("dataimport_vis", row.pk)
        except Afvist as afvist:
            form.add_error(afvist.felt if afvist.felt in form.fields else None, str(afvist))
    context |= {
        "form": form,
        "mangler": [] if form.is_bound else list(faults(valg).values()),
        "eksempler": examples(tabel),
        "fejlfil": bool(tabel.udeladt),
    }
    status = 422 if form.errors else 200
    return render(request, "administration/dataimport_kolonner.html", context, status=status)


def _do(request: Anmodning, pk: int, handling: Callable[[Dataimport], Dataimport]) -> HttpResponse:
    row = _find(request, pk)
    try:
        _work(handling(row))
    except Afvist as afvist:
        messages.error(request, str(afvist))
    return redirect("dataimport_vis", pk)


def _work(row: Dataimport) -> None:
    """Do what waits at once when it is small; else let a worker do it."""
    if not row.i_gang:
        return
    if actions.is_small(row):
        actions.do_work(dataimport=row, dag=idag())
    else:
        koe.put(koer_import, row.kommune_id, row.pk)


def _find(request: Anmodning, pk: int) -> Dataimport:
    if pk >= 2**63:
        raise Http404
    rows = Dataimport.objects.select_related("kommune", "medarbejder", "fortrudt_af")
    return get_object_or_404(rows, pk=pk, kommune=request.user.kommune_id)
