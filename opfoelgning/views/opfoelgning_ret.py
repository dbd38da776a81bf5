"""Correct or annul a follow-up that was held, with a reason; in a conflict both texts are shown."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from borgere.journal import log_reading
from forloeb.actions import registrering
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist, Konflikt
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.roller import SAGSROLLER
from opfoelgning.actions import opfoelgning as actions
from opfoelgning.models import Opfoelgning, Status
from opfoelgning.opfoelgningsforms import RetOpfoelgningForm
from opfoelgning.sidstrettet import who_changed
from opfoelgning.views.opfoelgning import go
from opfoelgning.views.opfoelgning_plan import find_opfoelgning
from opfoelgning.views.opslag import may_write, read_only


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_role(*SAGSROLLER)
def opfoelgning_ret(request: Anmodning, pk: int) -> HttpResponse:
    """Correct a follow-up; POST with ``annuller`` takes it back, with ``min`` saves over what somebody else saved."""
    dag = idag()
    raekke = find_opfoelgning(request, pk)
    if raekke.status == Status.PLANLAGT:
        return redirect("opfoelgning_flyt", pk)
    if not registrering.may_correct(raekke.registreret_af_id, request.user):
        raise PermissionDenied("Kun den, der har registreret opfølgningen, og teamlederen kan rette den.")
    if not may_write(request.user, raekke.forloeb, dag):
        return read_only(request, raekke.forloeb, dag, request.POST.get("note", ""))
    if request.method != "POST":
        return _show(request, raekke, RetOpfoelgningForm.of(raekke))
    data = request.POST.copy()
    if "min" in data:
        data["version"] = request.POST["min"]
    return _save(request, raekke, RetOpfoelgningForm(data, opfoelgning=raekke))


def _save(request: Anmodning, raekke: Opfoelgning, form: RetOpfoelgningForm) -> HttpResponse:
    try:
        if not _write(request, raekke, form):
            return _show(request, raekke, form, status=422)
    except Konflikt as konflikt:
        return _show(request, konflikt.raekke, form, status=409, konflikt=True)
    except Afvist as afvist:
        form.add_refusal(afvist)
        return _show(request, raekke, form, status=422)
    return go(request, raekke.forloeb)


def _write(request: Anmodning, raekke: Opfoelgning, form: RetOpfoelgningForm) -> bool:
    """Correct or annul; False with what was wrong on the form. To annul, only the reason must be right."""
    gyldig = form.is_valid()
    fakta: dict[str, Any] = {"opfoelgning": raekke, "by": request.user, "dag": idag()}
    fakta |= {felt: form.cleaned_data.get(felt) for felt in ("begrundelse", "version")}
    if "annuller" in request.POST and fakta["begrundelse"] and fakta["version"]:
        actions.annul_opfoelgning(**fakta)
        messages.success(request, "Opfølgningen er annulleret.")
        return True
    if not gyldig:
        return False
    status = Status(form.cleaned_data["status"])
    bekraeftet = "alligevel" in request.POST
    actions.correct_opfoelgning(indhold=form.indhold, status=status, bekraeftet=bekraeftet, **fakta)
    messages.success(request, "Opfølgningen er rettet.")
    return True


def _show(
    request: Anmodning,
    raekke: Opfoelgning,
    form: RetOpfoelgningForm,
    *,
    status: int = 200,
    konflikt: bool = False,
) -> HttpResponse:
    log_reading(request.user, "opfoelgning_ret", [raekke.forloeb.borger_id])
    context = {
        "o": raekke,
        "forloeb": raekke.forloeb,
        "form": form,
        "konflikt": konflikt,
        "hvem": who_changed(raekke, request.user, "opfølgningen") if konflikt else "",
        "forskelle": _differences(raekke, form) if konflikt else [],
        "retur": (request.POST or request.GET).get("retur", ""),
        "dag": idag(),
    }
    return render(request, "opfoelgning/opfoelgning_ret.html", context, status=status)


def _differences(gemt: Opfoelgning, form: RetOpfoelgningForm) -> list[tuple[str, str, str]]:
    """Field, what is saved now, and what the person wrote, where the two differ."""
    if not form.is_valid():
        return []
    min_ = Opfoelgning(**vars(form.indhold), status=form.cleaned_data["status"])
    attrs = (*vars(form.indhold), "status")
    par = [
        (registrering.etiket(gemt, attr), registrering.show(gemt, attr), registrering.show(min_, attr))
        for attr in attrs
    ]
    return [(felt, nu, mit) for felt, nu, mit in par if nu != mit]
