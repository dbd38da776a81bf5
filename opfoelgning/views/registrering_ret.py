"""Correcting or annulling a registration, with a reason; in a conflict both texts are shown and nothing is lost."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from borgere.journal import log_reading
from forloeb.actions import registrering
from forloeb.models import Rettelse
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist, Konflikt
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.roller import SAGSROLLER
from opfoelgning.registreringsforms import Registreringsform
from opfoelgning.sidstrettet import who_changed
from opfoelgning.slags import Slags
from opfoelgning.views.fjernedage import answers, saved_unless_far
from opfoelgning.views.opslag import find_registration, may_write, read_only
from opfoelgning.views.registrering import effect, form_context, go, offer_other, the_instant


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_role(*SAGSROLLER)
def ret(request: Anmodning, pk: int, slags: Slags) -> HttpResponse:
    """Correct a registration; POST with ``annuller`` takes it back, with ``virkning`` shows what the change would do.

    ``?start=…&til=…&begrundelse=…`` proposes a change.
    """
    dag = idag()
    raekke = find_registration(slags.model, request.user, pk, dag)
    if not may_write(request.user, raekke.forloeb, dag):
        return read_only(request, raekke.forloeb, dag, request.POST.get("note", ""))
    if request.method != "POST":
        form = slags.form.of(raekke, request.GET.dict())
        form.about(raekke.forloeb, dag)
        return _show(request, raekke, slags, form)
    data = request.POST.copy()
    if "min" in data:
        # She has seen what the other wrote, and wants her own.
        data["version"] = request.POST["min"]
    form = slags.form.filled(data)
    form.ask_why(raekke)
    form.about(raekke.forloeb, dag)
    if "virkning" in request.POST:
        return _preview(request, raekke, slags, form)
    return _save(request, raekke, slags, form)


def _save(request: Anmodning, raekke: Any, slags: Slags, form: Registreringsform) -> HttpResponse:
    indhold = form.indhold if form.is_valid() else None
    try:
        if not _write(request, raekke, slags, form):
            return _show(request, raekke, slags, form, status=422)
    except Konflikt as konflikt:
        forskelle = _differences(konflikt.raekke, form) if form.is_valid() else []
        return _show(request, konflikt.raekke, slags, form, status=409, forskelle=forskelle, konflikt=True)
    except Afvist as afvist:
        form.add_refusal(afvist)
        offer_other(form, slags, indhold, request.user)
        return _show(request, raekke, slags, form, status=422)
    return go(request, raekke.forloeb, slags.side)


def _write(request: Anmodning, raekke: Any, slags: Slags, form: Registreringsform) -> bool:
    """Correct or annul; False with what was wrong on the form. To annul, only the reason must be right."""
    gyldig = form.is_valid()
    fakta: dict[str, Any] = {"raekke": raekke, "by": request.user, "dag": idag()}
    if "annuller" in request.POST and {"begrundelse", "version"} <= form.cleaned_data.keys():
        fakta |= {felt: form.cleaned_data[felt] for felt in ("begrundelse", "version")}
        slags.annul(**fakta)
        messages.success(request, f"{slags.den} er annulleret.")
        return True
    if not gyldig:
        return False
    fakta |= {felt: form.cleaned_data[felt] for felt in ("begrundelse", "version")}
    fakta |= the_instant(slags) | {"bekraeftet": answers(request, form)}
    saved_unless_far(request, form, lambda: slags.correct(indhold=form.indhold, **form.andet, **fakta))
    messages.success(request, f"{slags.den} er rettet.")
    return True


def _differences(gemt: Any, form: Registreringsform) -> list[tuple[str, str, str]]:
    """Field, what is saved now, and what the person wrote, where the two differ."""
    min_ = form.raekke(gemt.forloeb)
    par = [
        (registrering.etiket(gemt, attr), registrering.show(gemt, attr), registrering.show(min_, attr))
        for attr in form.vaerdier
    ]
    return [(felt, nu, mit) for felt, nu, mit in par if nu != mit]


def _preview(request: Anmodning, raekke: Any, slags: Slags, form: Registreringsform) -> HttpResponse:
    if not request.htmx:
        return _show(request, raekke, slags, form)
    log_reading(request.user, f"{slags.kode}_ret", [raekke.forloeb.borger_id])
    context = {"virkning": effect(raekke.forloeb, slags, form, raekke), "dag": idag()}
    return render(request, "opfoelgning/_virkning.html", context)


def _show(
    request: Anmodning,
    raekke: Any,
    slags: Slags,
    form: Registreringsform,
    *,
    status: int = 200,
    forskelle: list[tuple[str, str, str]] | None = None,
    konflikt: bool = False,
) -> HttpResponse:
    forloeb = raekke.forloeb
    log_reading(request.user, f"{slags.kode}_ret", [forloeb.borger_id])
    context = form_context(request, forloeb, slags, form) | {
        "raekke": raekke,
        "url": reverse(f"{slags.kode}_ret", args=[raekke.pk]),
        "virkning": effect(forloeb, slags, form, raekke) if form.is_bound else None,
        "konflikt": _latest_change(raekke) if konflikt else None,
        "hvem": who_changed(raekke, request.user) if konflikt else "",
        "forskelle": forskelle,
    }
    return render(request, "opfoelgning/registrering_ret.html", context, status=status)


def _latest_change(raekke: Any) -> Rettelse | None:
    rettelser = Rettelse.objects.filter(slags=raekke._meta.model_name, genstand=raekke.pk)
    return rettelser.select_related("registreret_af").order_by("-pk").first()
