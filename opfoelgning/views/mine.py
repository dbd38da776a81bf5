"""Mine borgere: who needs the jobformidler today, and all her borgere."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from borgere.journal import log_reading
from forloeb.models import Forloeb
from kalender.dansk import dato, dato_lang
from kommuner.adgang import requires_role
from kommuner.anmodning import Anmodning
from kommuner.idag import idag, nu
from kommuner.indsatsmodel import indsatsmodeller
from kommuner.models import Rolle
from kommuner.roller import SAGSROLLER
from kommuner.vikarer import own_notes
from opfoelgning.datovalg import Datovalg
from opfoelgning.filtre import Filterform
from opfoelgning.raekker import Raekke, i_dag, mine_raekker, raekker
from opfoelgning.sagsbehandlers import sagsbehandlers_raekker
from opfoelgning.views.fortid import mine_dengang
from opfoelgning.views.gemt import recently_saved

VISNINGER = ("idag", "tabel")


@never_cache
@require_safe
@requires_role(*SAGSROLLER)
def mine(request: Anmodning) -> HttpResponse:
    """The whole page, or the table alone when a filter changes."""
    dag = idag()
    datovalg = Datovalg(request.GET, dag)
    if datovalg.fortid:
        return mine_dengang(request, datovalg)
    alle = mine_raekker(request.user, dag, nu())
    filterform = Filterform(request.GET, faser(alle))
    liste = filterform.apply(alle)
    makkers = sagsbehandlers_raekker(request.user, dag, nu())
    log_reading(request.user, "mine", [raekke.borger_id for raekke in (*alle, *makkers)])
    context = {"liste": liste, "filter": filterform, "antal": len(alle), "dag": dag, "makkers": makkers}
    if request.htmx and request.htmx.target == "borgerliste":
        return render(request, "opfoelgning/mine.html#tabel", context)
    begge = [*alle, *makkers]
    haster = i_dag(begge)
    kontekst = _kontekst(dag, len(begge), len(haster))
    context |= {"i_dag": haster, "kontekst": kontekst, "naeste": naeste(begge, dag)}
    context["vikarnoter"] = own_notes(request.user, dag)
    context["leder_nu"] = bool(request.user.stands_in_for(dag))
    context["er_leder"] = request.user.has_role(Rolle.TEAMLEDER)
    context["datovalg"] = datovalg
    return render(request, "opfoelgning/mine.html", context, status=datovalg.status)


@never_cache
@require_safe
@requires_role(*SAGSROLLER)
def mine_raekke(request: Anmodning, forloeb_pk: int) -> HttpResponse:
    """One row as it is now; the other place a borger stands asks for it when she was changed in the first."""
    forloeb = get_object_or_404(Forloeb.objects.synlig_for(request.user, idag()), pk=forloeb_pk)
    log_reading(request.user, "mine_raekke", [forloeb.borger_id])
    return render_row(request, forloeb_pk, request.GET.get("vis", ""))


def render_row(request: Anmodning, forloeb_pk: int, vis: str) -> HttpResponse:
    """The row as a fragment for *I dag* or for the table, greyed if the person has just saved a contact."""
    raekke = raekker([forloeb_pk], idag(), request.user, nu=nu())[0]
    gemt = recently_saved(request.user, forloeb_pk, timezone.now())
    template = "opfoelgning/_idag_raekke.html" if vis == "idag" else "opfoelgning/_tabel_raekke.html"
    saved = {"raekke": raekke, "gemt": gemt, "vis": vis if vis == "idag" else "tabel"}
    gemt_html = render_to_string("opfoelgning/_gemt.html", saved, request) if gemt else ""
    return render(request, template, {"raekke": raekke, "gemt_html": gemt_html})


def faser(alle: list[Raekke]) -> list[tuple[int, str]]:
    """Numbers and names of the phases of the models in the list."""
    koder = sorted({raekke.status.indsatsmodel for raekke in alle}) or ["uif2"]
    modeller = [indsatsmodeller()[kode] for kode in koder if kode in indsatsmodeller()]
    return [(fase.nr, f"{fase.nr} {fase.navn}") for model in modeller[:1] for fase in model.faser]


def naeste(alle: list[Raekke], dag: date) -> str:
    """The next deadline in words, «Tove Hedegaard, kontakt senest i morgen»; empty when there is none."""
    kommende = [(r.frist, r) for r in alle if r.frist and r.frist > dag]
    if not kommende:
        return ""
    frist, raekke = min(kommende, key=lambda par: (par[0], par[1].status.navn_sortering))
    hvornaar = "i morgen" if frist == dag + timedelta(days=1) else dato(frist, dag)
    hvad = raekke.frist_ord.split(" (")[0].lower()
    senest = "" if hvad == "passiv" else "senest "
    return f"{raekke.navn}, {hvad} {senest}{hvornaar}"


def _kontekst(dag: date, antal: int, handling: int) -> str:
    borgere = "1 borger" if antal == 1 else f"{antal} borgere"
    start = f"{dato_lang(dag).capitalize()} · {borgere}"
    return format_html("{} · <b>{} kræver handling</b>", start, handling) if handling else start
