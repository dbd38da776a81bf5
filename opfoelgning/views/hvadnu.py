"""What if: other values tried on one's own team, or by an administrator on the kommune; nothing is saved."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from borgere.journal import log_reading
from forloeb.models import Forloeb, ForloebQuerySet
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist
from kommuner.anmodning import Anmodning
from kommuner.idag import idag, nu
from kommuner.indsatsmodel import indsatsmodeller
from kommuner.models import Medarbejder, Rolle
from kommuner.regelformular import LOEBENDE, VaerdiForm
from kommuner.regeloversigt import differences
from kommuner.regelsaet import imagine
from opfoelgning.hvadnu import ask
from opfoelgning.hvadnu_side import ALLE, VIST, Svarbillede
from opfoelgning.hvadnu_tekst import betydning
from opfoelgning.views.regelsaet import find_emne, values_before

NORMAL = ("uif2", "kontakt")


@never_cache
@require_safe
@requires_role(Rolle.TEAMLEDER, Rolle.ADMINISTRATOR)
def hvadnu(request: Anmodning) -> HttpResponse:
    """A rule's values to change, and, once asked, what they would do."""
    dag = idag()
    valgt = _chosen(request.GET.get("regel", ""))
    emne = find_emne(request.user, *valgt, dag)
    spurgt = "gyldig_fra" in request.GET
    form = VaerdiForm(emne, request.GET) if spurgt else VaerdiForm(emne, gyldig_fra=dag, omfang=LOEBENDE)
    context = {"form": form, "emne": emne, "dag": dag, "valg": _rules(), "valgt": ".".join(valgt)}
    if spurgt and form.is_valid():
        context |= _answer(request, form, dag)
    context["hele"] = request.user.has_role(Rolle.ADMINISTRATOR)
    return render(request, "opfoelgning/hvadnu.html", context, status=422 if form.errors else 200)


def _answer(request: Anmodning, form: VaerdiForm, dag: date) -> dict[str, Any]:
    """What the values would do, for the page; nothing but an error at its field when they are refused."""
    model = form.emne.model
    try:
        version = imagine(form.aendring)
    except Afvist as afvist:
        form.add_refusal(afvist)
        return {}
    vist = ALLE if "alle" in request.GET else VIST
    svar = ask(model.kode, version, _scope(request.user, dag), dag, nu())
    loebende = form.aendring.gaelder_loebende
    billede = Svarbillede.of(request.user, model, svar, loebende, dag, vist=vist)
    log_reading(request.user, "hvadnu", billede.borger_ids)
    foer = values_before(model, version.gyldig_fra, request.user.kommune.kode)
    return {
        "svar": billede,
        "forskelle": differences(model, foer, version),
        "betydning": betydning(version.gyldig_fra, loebende, dag),
        "alle_url": f"?{request.GET.urlencode()}&alle=1#skift" if vist == VIST else "",
        "vis_alle": vist == ALLE,
    }


def _scope(user: Medarbejder, dag: date) -> ForloebQuerySet:
    """The kommune for an administrator, who sees numbers; otherwise what is the person's business."""
    if user.has_role(Rolle.ADMINISTRATOR):
        return Forloeb.objects.filter(kommune=user.kommune_id)
    return Forloeb.objects.teamets(user, dag)


def _chosen(regel: str) -> tuple[str, str]:
    """Model and rule out of «uif2.kontakt»; the usual one for anything unknown."""
    model, _, kode = regel.partition(".")
    return (model, kode) if regel in dict(_rules()) else NORMAL


def _rules() -> list[tuple[str, str]]:
    """Every rule that has values, as «uif2.kontakt» and by name."""
    return [
        (f"{model.kode}.{regel.kode}", f"{model.navn}: {regel.navn}")
        for model in indsatsmodeller().values()
        for regel in model.regler
        if regel.parametre
    ]
