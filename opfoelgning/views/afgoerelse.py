"""The kommune's decision on fleksjob: made, corrected or annulled; phase and benefit follow by themselves."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forloeb.models import (
    Afgoerelse,
    Forloeb,
    Indstilling,
    Moedestatus,
    Rehabiliteringsmoede,
    Resultat,
    Varighed,
)
from kommuner.adgang import requires_role
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.roller import SAGSROLLER
from opfoelgning.actions.rehabilitering import annul_afgoerelse, correct_afgoerelse, register_afgoerelse
from opfoelgning.actions.tildeling import assign_jobformidler
from opfoelgning.faseskift import Skift
from opfoelgning.rehabforms import Afgoerelsesform, blank
from opfoelgning.views.fjernedage import answers
from opfoelgning.views.opslag import find_forloeb, find_in_case
from opfoelgning.views.sagsform import borger_address, drafted_page, tell_steps
from opfoelgning.views.sagsfortryd import with_undo
from opfoelgning.visitation import visitation

FORM = ("GET", "HEAD", "POST")
_FORSLAG = {
    Indstilling.FLEKSJOB_MIDLERTIDIGT: {"resultat": Resultat.VISITERET, "varighed": Varighed.MIDLERTIDIG},
    Indstilling.FLEKSJOB_PERMANENT: {"resultat": Resultat.VISITERET, "varighed": Varighed.PERMANENT},
}


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def afgoerelse_ny(request: Anmodning, pk: int) -> HttpResponse:
    """Write down the decision; opens with what the latest meeting recommended."""
    dag = idag()
    forloeb = find_forloeb(request.user, pk, dag, (request.POST or request.GET).get("forloeb"))
    holdte = Rehabiliteringsmoede.objects.filter(forloeb=forloeb, status=Moedestatus.HOLDT)
    moede = holdte.order_by("-dato", "-pk").first()
    forslag = _FORSLAG.get(Indstilling(moede.indstilling), {}) if moede and moede.indstilling else {}
    form = Afgoerelsesform(request.POST or None, initial=blank(dag) | forslag)
    tildelt = forloeb.tildelinger.filter(slut=None).select_related("medarbejder").first()
    if tildelt is None:
        form.offer_jobformidler(request.user)

    def gem() -> str:
        svar: dict[str, Any] = {"by": request.user, "dag": dag, "bekraeftet": answers(request, form)}
        data = form.cleaned_data
        afgoerelse, skridt = register_afgoerelse(
            forloeb=forloeb, indhold=form.indhold, noegle=data["noegle"], **svar
        )
        if ny := data.get("jobformidler"):
            skridt += assign_jobformidler(forloeb=forloeb, medarbejder=ny, fra=data["start"], **svar)
        sagt = _told(forloeb, "Afgørelsen er gemt.", skridt)
        return with_undo(request, sagt, "afgoerelse_fortryd", afgoerelse.pk)

    andre = {"moede": moede, "tildelt": tildelt, "titel": "Afgørelse om fleksjob"}
    return _page(request, forloeb, form, gem, side="afgoerelse_ny", **andre)


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def afgoerelse_ret(request: Anmodning, pk: int) -> HttpResponse:
    """Correct the decision; POST with ``annuller`` takes it back."""
    raekke, dag = find_in_case(Afgoerelse, request, pk), idag()
    data = request.POST.copy()
    if "annuller" in data:
        # What else stands in the form is of no interest when the decision is taken back.
        gemt = Afgoerelsesform.values_of(raekke) | {"version": data.get("version", "")}
        data.update({felt: "" if v is None else str(v) for felt, v in gemt.items()})
    form = Afgoerelsesform(data or None, initial=Afgoerelsesform.values_of(raekke))
    form.ask_why()
    fakta: dict[str, Any] = {"raekke": raekke, "by": request.user, "dag": dag}

    def gem() -> str:
        if "annuller" in request.POST:
            skridt = annul_afgoerelse(**form.rettet, **fakta)
            return _told(raekke.forloeb, "Afgørelsen er annulleret.", skridt)
        ja = answers(request, form)
        _, skridt = correct_afgoerelse(indhold=form.indhold, bekraeftet=ja, **form.rettet, **fakta)
        return _told(raekke.forloeb, "Afgørelsen er rettet.", skridt)

    andre = {"raekke": raekke, "titel": "Ret afgørelsen"}
    return _page(request, raekke.forloeb, form, gem, side="afgoerelse_ret", **andre)


def _page(
    request: Anmodning, forloeb: Forloeb, form: Afgoerelsesform, gem: Any, **andre: Any
) -> HttpResponse:
    videre, template = borger_address(forloeb, "rehabilitering"), "opfoelgning/afgoerelse_form.html"
    kladde = f"rehabilitering_{andre['side']}"
    return drafted_page(request, forloeb, form, gem, kladde=kladde, videre=videre, template=template, **andre)


def _told(forloeb: Forloeb, gemt: str, skridt: list[Skift]) -> str:
    """What was saved and what the phases did; or what they still wait for."""
    if skridt:
        return f"{gemt} {tell_steps(forloeb, skridt)}"
    v = visitation(forloeb, idag(), None)
    if v.visiteret and v.grund is None:
        return f"{gemt} Fase 2 begynder, når borgeren også har en jobformidler."
    return gemt
