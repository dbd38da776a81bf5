"""Kalender: a week of deadlines and agreements, and a subscription for one's own calendar program."""

from datetime import date, timedelta

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from borgere.journal import log_reading
from borgere.models import Laesning
from kommuner.adgang import requires_role
from kommuner.anmodning import Anmodning
from kommuner.hyppighed import KVARTER, too_often
from kommuner.idag import idag, nu
from kommuner.login import enter_kommune_of_kalenderlink
from kommuner.models import Medarbejder
from kommuner.roller import SAGSROLLER
from opfoelgning.actions.kalender import digest, make_kalenderlink, withdraw_kalenderlink
from opfoelgning.kalenderfeed import make_feed
from opfoelgning.kalenderlinjer import Linje, agreements, deadlines, week_of
from opfoelgning.models import Kalenderlink
from opfoelgning.sagsbehandlers import all_raekker

BAGUD, FREM = timedelta(days=30), timedelta(days=365)  # what a calendar program gets
LINKETS_HOEJST, STEDETS_HOEJST = 20, 100  # questions in a quarter of an hour
HENTET = "kalender_feed"


@never_cache
@require_safe
@requires_role(*SAGSROLLER)
def kalender(request: Anmodning) -> HttpResponse:
    """The week of ``?uge=2026-48``, the present one without; what is overdue stands on top of the present one."""
    dag = idag()
    valgt = week_of(request.GET.get("uge", ""), dag)
    uge = valgt or week_of("", dag)
    assert uge is not None
    raekker = all_raekker(request.user, dag, nu())
    over, kommende = deadlines(raekker, dag)
    frister = [linje for linje in kommende if uge.mandag <= linje.dag < uge.slut]
    linjer = [*frister, *agreements(raekker, uge.mandag, uge.slut)]
    over = over if uge.er_nu else []
    log_reading(request.user, "kalender", [linje.borger_id for linje in (*over, *linjer)])
    context = {"uge": uge, "dage": uge.dage(linjer), "over": over, "tom": not linjer, "dag": dag}
    context |= {"forkert": valgt is None, "har_borgere": bool(raekker)}
    return render(request, "opfoelgning/kalender.html", context, status=422 if valgt is None else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_role(*SAGSROLLER)
def abonnement(request: Anmodning) -> HttpResponse:
    """Make a secret link, shown this once, or withdraw it (POST with ``traek_tilbage``)."""
    if "traek_tilbage" in request.POST:
        withdraw_kalenderlink(by=request.user)
        messages.success(request, "Linket er trukket tilbage. Kalenderprogrammet får ikke mere.")
        return redirect("kalender_abonnement")
    adresse = ""
    if request.method == "POST":
        hemmelighed = make_kalenderlink(by=request.user)
        adresse = request.build_absolute_uri(reverse("kalender_feed", args=[hemmelighed]))
    context = {
        "adresse": adresse,
        "link": Kalenderlink.objects.filter(medarbejder=request.user, trukket_tilbage__isnull=True).first(),
        "hentet": Laesning.objects.filter(medarbejder=request.user, side=HENTET).order_by("-pk").first(),
    }
    return render(request, "opfoelgning/kalender_abonnement.html", context)


@login_not_required
@never_cache
@require_safe
def feed(request: Anmodning, noegle: str) -> HttpResponse:
    """The calendar of whoever has this secret, as iCalendar; without names, numbers of persons and companies."""
    nu_ = nu()
    linkets = digest(noegle)
    sted = get_adapter(request).get_client_ip(request)
    if too_often(f"kalender:{sted}", STEDETS_HOEJST, nu_) or too_often(
        f"kalender:{linkets}", LINKETS_HOEJST, nu_
    ):
        return _plain(
            "Kalenderen hentes for tit. Prøv igen om et kvarter.", 429, {"Retry-After": str(KVARTER)}
        )
    enter_kommune_of_kalenderlink(linkets)
    link = Kalenderlink.objects.filter(noegle=linkets, trukket_tilbage__isnull=True)
    person = Medarbejder.objects.filter(kalenderlinks__in=link, is_active=True).first()
    if person is None or not person.has_role(*SAGSROLLER):
        return _plain("Linket findes ikke, eller det er trukket tilbage.", 404)
    linjer = _all(person, idag())
    log_reading(person, HENTET, [linje.borger_id for linje in linjer])
    indhold = make_feed(linjer, lambda pk: request.build_absolute_uri(reverse("borger", args=[pk])), nu_)
    return HttpResponse(indhold, content_type="text/calendar; charset=utf-8")


def _all(person: Medarbejder, dag: date) -> list[Linje]:
    """What is overdue stands on today, so that it is seen."""
    raekker = all_raekker(person, dag)
    over, kommende = deadlines(raekker, dag)
    return [*(linje.on(dag) for linje in over), *kommende, *agreements(raekker, dag - BAGUD, dag + FREM)]


def _plain(tekst: str, status: int, headers: dict[str, str] | None = None) -> HttpResponse:
    return HttpResponse(tekst, status=status, content_type="text/plain; charset=utf-8", headers=headers or {})
