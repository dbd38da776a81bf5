"""The leader's reports: an overview, each one, its file, the people behind a figure, and the kommune's targets."""

from datetime import date
from functools import wraps
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from borgere.journal import log_reading
from forloeb.models import Forloeb
from kalender.dansk import dato_aar
from kommuner.adgang import View
from kommuner.afvist import Afvist
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.models import Rolle
from opfoelgning.actions.rapportmaal import remove_maal, set_maal
from opfoelgning.models import Rapportmaal
from opfoelgning.rapport.bestilling import Bestilling, Svar, i_ord, svar, too_many
from opfoelgning.rapport.katalog import RAPPORTER, Rapportslags
from opfoelgning.rapport.personer import KOLONNER
from opfoelgning.rapport.visning import Visning, regneark
from opfoelgning.rapportforms import MaalForm, Rapportvalg
from opfoelgning.rapportliste import Person, people_page
from opfoelgning.views.filsvar import file_of
from opfoelgning.views.team import only_leaders


def may_see(view: View) -> View:
    """Answer 403 to people who neither lead a team today nor administrate."""

    @wraps(view)
    def guarded(request: Anmodning, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (request.user.leads(idag()) or request.user.has_role(Rolle.ADMINISTRATOR)):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


class Udgave(NamedTuple):
    """One report as it stands on the page: on screen, or on paper."""

    visning: Visning
    maalsaetning: str
    klasse: str
    maal: int | None


@never_cache
@require_safe
@may_see
def rapporter(request: Anmodning) -> HttpResponse:
    """Every report with its finding in one sentence."""
    valg = Rapportvalg(request.GET, request.user, idag())
    mulige = [] if not valg.is_valid() or too_many(_bestilling(valg)) else list(RAPPORTER)
    alle = svar(_bestilling(valg), mulige) if mulige else {}
    raekker = [(slags, _udgaver(alle[slags.kode]) if alle else []) for slags in RAPPORTER.values()]
    context = {"valg": valg, "raekker": raekker}
    return render(request, "opfoelgning/rapporter.html", context, status=422 if valg.errors else 200)


@never_cache
@require_safe
@may_see
def rapport(request: Anmodning, kode: str) -> HttpResponse:
    """One report: the finding, a picture, tables, and what it is held against."""
    slags = _find(kode)
    valg = Rapportvalg(request.GET, request.user, idag())
    context = {"valg": valg, "slags": slags, "udgaver": []}
    if valg.is_valid():
        context["udgaver"] = _udgaver(svar(_bestilling(valg), [kode])[kode])
    return render(request, "opfoelgning/rapport.html", context, status=422 if valg.errors else 200)


@never_cache
@require_safe
@may_see
def rapport_fil(request: Anmodning, kode: str, endelse: str) -> HttpResponse:
    """The report as a file for a spreadsheet; groups under five are hidden in it, whoever asks."""
    slags = _find(kode)
    valg = Rapportvalg(request.GET, request.user, idag())
    if not valg.is_valid():
        return redirect("rapport", kode=kode)
    en = svar(_bestilling(valg), [kode])[kode]
    om = [("Periode", valg.periode), ("Opgjort", dato_aar(valg.udsnit.dag)), ("Borgere", valg.hvem)]
    linjer = regneark(en.ud, [*om, ("Mål", en.maalsaetning(en.ud))])
    return file_of(linjer, slags.navn, f"{slags.kode}-{valg.udsnit.fra}-{valg.udsnit.til}.{endelse}")


@never_cache
@require_safe
@only_leaders
def rapport_borgere(request: Anmodning, kode: str) -> HttpResponse:
    """The people behind one figure of the leader's own team, a page at a time."""
    slags, dag = _find(kode), idag()
    valg = Rapportvalg(request.GET, request.user, dag)
    if not valg.is_valid() or not valg.eget:
        raise Http404
    en = svar(_bestilling(valg), [kode])[kode]
    celle = dict(en.skaerm.rapport.alle_celler()).get(request.GET.get("gruppe", ""))
    if celle is None:
        raise Http404
    synlige = Forloeb.objects.synlig_for(request.user, dag).filter(pk__in=celle.borgere)
    personer, naeste = people_page(synlige, valg.udsnit.dag, request.GET.get("efter", ""))
    log_reading(request.user, "rapport_borgere", [p.forloeb.borger_id for p in personer])
    context = _people(request, en, personer) | {"valg": valg, "slags": slags, "naeste": naeste}
    context["skjulte"] = len(celle.borgere) - synlige.count()
    ord_ = i_ord(en.laest, {p.forloeb.pk for p in personer}, valg.udsnit.dag)
    context["personer"] = [(p, ord_.get(p.forloeb.pk, "")) for p in personer]
    context["kolonne"] = KOLONNER[kode]
    return render(request, "opfoelgning/rapport_borgere.html", context | {"antal": len(celle.borgere)})


def _people(request: Anmodning, en: Svar, personer: list[Person]) -> dict:
    gruppe = request.GET["gruppe"]
    return {
        "personer": personer,
        "gruppe": gruppe,
        "titel": en.skaerm.navn_paa(gruppe),
        "efter": request.GET.get("efter", ""),
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@may_see
def rapport_maal(request: Anmodning, kode: str) -> HttpResponse:
    """The kommune's targets for one report, and the next one."""
    slags = _find(kode)
    form = MaalForm(request.POST if request.method == "POST" else None, slags=slags, dag=idag())
    if form.is_valid() and _set(request, slags, form):
        return redirect("rapport_maal", kode=kode)
    alle = Rapportmaal.objects.filter(kommune=request.user.kommune_id, rapport=kode).select_related("af")
    context = {"slags": slags, "form": form, "maal": alle, "gaelder": _in_force(list(alle), idag())}
    return render(request, "opfoelgning/rapport_maal.html", context, status=422 if form.errors else 200)


@require_POST
@may_see
def rapport_maal_fjern(request: Anmodning, pk: int) -> HttpResponse:
    """Take a target back."""
    maal = get_object_or_404(Rapportmaal, pk=pk, kommune=request.user.kommune_id)
    remove_maal(maal=maal, by=request.user)
    messages.success(request, f"Målet fra {dato_aar(maal.gyldig_fra)} er fjernet.")
    return redirect("rapport_maal", kode=maal.rapport)


def _find(kode: str) -> Rapportslags:
    if kode not in RAPPORTER:
        raise Http404
    return RAPPORTER[kode]


def _bestilling(valg: Rapportvalg) -> Bestilling:
    return Bestilling(valg.user.kommune.pk, valg.udsnit, valg.team_id, valg.eget, valg.idag)


def _udgaver(en: Svar) -> list[Udgave]:
    """On screen and on paper; one for both where they are the same."""
    if en.skaerm is en.ud:
        return [Udgave(en.ud, en.maalsaetning(en.ud), "", en.maal)]
    skaerm = Udgave(en.skaerm, en.maalsaetning(en.skaerm), "uden-print", en.maal)
    return [skaerm, Udgave(en.ud, en.maalsaetning(en.ud), "kunudskrift", en.maal)]


def _in_force(alle: list[Rapportmaal], dag: date) -> Rapportmaal | None:
    return next((maal for maal in alle if maal.gyldig_fra <= dag), None)


def _set(request: Anmodning, slags: Rapportslags, form: MaalForm) -> bool:
    try:
        maal = set_maal(rapport=slags.kode, enhed=slags.enhed, by=request.user, **form.cleaned_data)
    except Afvist as afvist:
        form.add_error(afvist.felt or "gyldig_fra", str(afvist))
        return False
    messages.success(request, f"Målet gælder fra {dato_aar(maal.gyldig_fra)}.")
    return True
