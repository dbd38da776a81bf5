"""Correcting a contact and finishing a planned one, also when it was corrected in another window meanwhile."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from borgere.journal import log_reading
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist, Konflikt
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.roller import SAGSROLLER
from opfoelgning.actions import kontakt as actions
from opfoelgning.forms import RetForm
from opfoelgning.models import Kontakt, Status
from opfoelgning.sidstrettet import who_changed
from opfoelgning.views.besked import saved_message
from opfoelgning.views.opslag import find_correctable, may_write, read_only


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_role(*SAGSROLLER)
def kontakt_ret(request: Anmodning, pk: int) -> HttpResponse:
    """Correct a contact, or, in a conflict, save one's own text as a new one."""
    dag = idag()
    kontakt = find_correctable(request.user, pk, dag)
    if not may_write(request.user, kontakt.forloeb, dag):
        return read_only(request, kontakt.forloeb, dag, request.POST.get("note", ""))
    if request.method != "POST":
        return _show(request, kontakt, RetForm.of(kontakt, dag))
    form = RetForm(request.POST, kontakt=kontakt)
    if "annuller" in request.POST:
        return _annul(request, kontakt, form)
    if not form.is_valid():
        return _show(request, kontakt, form, status=422)
    try:
        _save(request, kontakt, form)
    except Konflikt as konflikt:
        return _show(request, konflikt.raekke, form, status=409, konflikt=_who(request, konflikt))
    except Afvist as afvist:
        form.add_refusal(afvist)
        return _show(request, kontakt, form, status=422)
    return redirect("borger", kontakt.forloeb.borger_id)


def _annul(request: Anmodning, kontakt: Kontakt, form: RetForm) -> HttpResponse:
    """Take the contact back; only the reason must be right."""
    form.is_valid()
    fakta: dict[str, Any] = {felt: form.cleaned_data.get(felt) for felt in ("begrundelse", "version")}
    try:
        actions.annul_kontakt(kontakt=kontakt, **fakta, by=request.user, dag=idag())
    except Konflikt as konflikt:
        return _show(request, konflikt.raekke, form, status=409, konflikt=_who(request, konflikt))
    except Afvist as afvist:
        form.add_refusal(afvist)
        return _show(request, kontakt, form, status=422)
    messages.success(request, "Kontakten er annulleret.")
    return redirect("borger", kontakt.forloeb.borger_id)


def _save(request: Anmodning, kontakt: Kontakt, form: RetForm) -> None:
    fakta: dict[str, Any] = {"indhold": form.indhold, "by": request.user, "dag": idag()}
    status = form.status_valgt
    # A contact called off is no text of one's own to keep beside the other's.
    if "som_ny" in request.POST and status != Status.AFLYST:
        saved_message(request, _save_as_new(kontakt, status, fakta))
        return
    version = form.cleaned_data["version"]
    fakta |= {"nu": timezone.now(), "begrundelse": form.cleaned_data["begrundelse"]}
    actions.correct_kontakt(kontakt=kontakt, status=status, version=version, **fakta)
    messages.success(request, "Aftalen er rettet." if status == Status.PLANLAGT else "Kontakten er rettet.")


def _save_as_new(kontakt: Kontakt, status: Status, fakta: dict[str, Any]) -> Kontakt:
    if status == Status.PLANLAGT:
        return actions.plan_kontakt(forloeb=kontakt.forloeb, **fakta)
    udeblevet = status == Status.UDEBLEVET
    return actions.register_kontakt(
        forloeb=kontakt.forloeb, nu=timezone.now(), bekraeftet=True, udeblevet=udeblevet, **fakta
    )


def _who(request: Anmodning, konflikt: Konflikt) -> str:
    return who_changed(konflikt.raekke, request.user, "denne kontakt")


def _show(
    request: Anmodning, kontakt: Kontakt, form: RetForm, *, status: int = 200, konflikt: str = ""
) -> HttpResponse:
    log_reading(request.user, "kontakt_ret", [kontakt.forloeb.borger_id])
    context = {
        "kontakt": kontakt,
        "forloeb": kontakt.forloeb,
        "form": form,
        "dag": idag(),
        "konflikt": konflikt,
    }
    return render(request, "opfoelgning/kontakt_ret.html", context, status=status)
