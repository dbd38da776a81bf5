"""Companies: the list, the page about one, and the sheet that is handed to it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from aftaler.actions.virksomhed import SAMMENLAEGGERE, may_correct_notat
from aftaler.models import Virksomhed
from borgere.journal import log_reading
from forloeb.models import Forloeb
from kommuner.adgang import requires_role
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.roller import ADGANGSROLLER, SAGSROLLER
from opfoelgning.soegning import looks_like_cpr
from opfoelgning.virksomheder import borgere_at, find_virksomheder, open_aabninger, page_of
from opfoelgning.virksomhedshistorik import historik

NOTER_VIST = 10
_CVR = 8


@never_cache
@require_safe
@requires_role(*ADGANGSROLLER)
def virksomheder(request: Anmodning) -> HttpResponse:
    """Every company of the kommune by name, or those that match; the table alone when a filter changes."""
    q = request.GET.get("q", "").strip()
    if looks_like_cpr(q) and len(q) > _CVR:
        # Addresses are kept in histories and logs.
        return redirect("virksomheder")
    kun_aabne = request.GET.get("vis") == "aabninger"
    found = find_virksomheder(request.user, q, idag(), kun_aabne=kun_aabne)
    liste, naeste = page_of(found, request.GET.get("efter", ""), idag())
    context = {
        "liste": liste,
        "naeste": naeste,
        "efter": request.GET.get("efter", ""),
        "antal": found.count(),
        "q": q,
        "kun_aabne": kun_aabne,
        "dag": idag(),
        "maa_skrive": request.user.has_role(*SAGSROLLER),
    }
    del_ = "#tabel" if request.htmx and request.htmx.target == "virksomhedsliste" else ""
    return render(request, f"opfoelgning/virksomheder.html{del_}", context)


@never_cache
@require_safe
@requires_role(*ADGANGSROLLER)
def virksomhed(request: Anmodning, pk: int) -> HttpResponse:
    """All about one company; a duplicate leads to the one it was merged into."""
    firma = find_virksomhed(request, pk)
    if firma.lagt_ind_under_id:
        return redirect("virksomhed", firma.lagt_ind_under_id)
    dag, user = idag(), request.user
    borgere = borgere_at(firma, user, dag)
    log_reading(user, "virksomhed", borgere.ids)
    egne = Forloeb.objects.writable_for(user, dag).filter(pk__in=[o.forloeb_id for o in borgere.nu])
    personer = list(firma.kontaktpersoner.order_by("-aktiv", "pk"))
    context = {
        "virksomhed": firma,
        "dag": dag,
        "personer": [p for p in personer if p.aktiv],
        "tidligere": [p for p in personer if not p.aktiv],
        "aabninger": open_aabninger(dag).filter(virksomhed=firma).order_by("-start", "-pk"),
        "borgere": borgere,
        "skriver_paa": set(egne.aabne(dag).values_list("pk", flat=True)),
        "historik": historik(firma),
        "maa_skrive": user.has_role(*SAGSROLLER),
        "maa_sammenlaegge": user.has_role(*SAMMENLAEGGERE),
    }
    return render(request, "opfoelgning/virksomhed.html", context | _notes(request, firma))


def _notes(request: Anmodning, firma: Virksomhed) -> dict[str, object]:
    """The latest notes, or all when asked for, each with whether the person may correct it."""
    alle = firma.notater.select_related("registreret_af").order_by("-dato", "-pk")
    vist = alle if request.GET.get("noter") == "alle" else alle[:NOTER_VIST]
    noter = [(notat, may_correct_notat(notat, request.user)) for notat in vist]
    return {"noter": noter, "noter_i_alt": alle.count()}


@never_cache
@require_safe
@requires_role(*SAGSROLLER)
def virksomhed_oplysninger(request: Anmodning, pk: int) -> HttpResponse:
    """The sheet for the company: who to call, what is open, and the stays chosen (``?borger=job-7``).

    Nothing about health, no note and no CPR number: it names a borger only by name, kind of agreement and period.
    """
    firma = get_object_or_404(Virksomhed.objects.egne(request.user), pk=pk)
    dag = idag()
    ophold = borgere_at(firma, request.user, dag).nu
    valgte = [o for o in ophold if o.noegle in request.GET.getlist("borger")]
    log_reading(request.user, "virksomhed_oplysninger", [o.borger_id for o in ophold])
    context = {
        "virksomhed": firma,
        "dag": dag,
        "ophold": ophold,
        "valgte": valgte,
        "personer": firma.kontaktpersoner.filter(aktiv=True).order_by("pk"),
        "aabninger": open_aabninger(dag).filter(virksomhed=firma).order_by("start", "pk"),
    }
    return render(request, "opfoelgning/virksomhed_oplysninger.html", context)


def find_virksomhed(request: Anmodning, pk: int) -> Virksomhed:
    """A company of the person's kommune, merged or not; 404 for a foreign or unknown one."""
    return get_object_or_404(Virksomhed, pk=pk, kommune=request.user.kommune_id)
