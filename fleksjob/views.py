"""Start page, health check, static pages and error pages."""

import secrets
import sys

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from fleksjob.demodata import logins
from kommuner.idag import idag
from kommuner.login import KommuneBackend
from kommuner.models import Medarbejder, Rolle
from kommuner.roller import menu, startside
from opfoelgning import sundhed


@login_not_required
@require_safe
def forside(request):
    """What the system is, and the way in; somebody logged in goes to the start page of her role."""
    if request.user.is_authenticated:
        return redirect(startside(request.user, idag()))
    context = {"demo_roller": Rolle.choices if settings.DEMO else [], "sat_op": sundhed.is_set_up()}
    return render(request, "forside.html", context)


@login_not_required
@require_POST
def demo_login(request, rolle: str):
    """Log in as one of the made-up people; exists in demo mode only."""
    valg = [row for row in logins() if row["rolle"] == rolle] if settings.DEMO else []
    if not valg:
        raise Http404
    backend = KommuneBackend()
    user = backend.authenticate(request, username=valg[0]["brugernavn"], password=valg[0]["adgangskode"])
    if user is None:
        raise Http404
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect(startside(user, idag()))


@login_not_required
@never_cache
@require_GET
def healthz(request):
    """State of database, queue and jobs as JSON; 503 when pages cannot be served."""
    report = sundhed.report(timezone.now())
    return JsonResponse(report, status=200 if report["database"] == "ok" else 503)


@login_not_required
@require_safe
def om(request):
    return render(request, "om.html")


@login_not_required
@require_safe
def tilgaengelighed(request):
    return render(request, "tilgaengelighed.html")


@login_not_required
@require_safe
def driftsstatus(request):
    """The same report as `/healthz`, for people."""
    return render(request, "driftsstatus.html", {"status": sundhed.report(timezone.now())})


@require_safe
def hjaelp(request):
    """The first steps of every role; only pages that the person can open are links."""
    return render(request, "hjaelp.html", {"aabner": [url for url, _ in menu(request.user, idag())]})


@require_safe
def genveje(request):
    return render(request, "genveje.html")


@require_safe
def ingen_rolle(request):
    """Who can help somebody without a role; everybody else is sent on."""
    if request.user.roller:
        return redirect(startside(request.user, idag()))
    admins = Medarbejder.objects.filter(is_active=True, roller__contains=[Rolle.ADMINISTRATOR]).order_by(
        "navn"
    )
    navne = ", ".join(admins.values_list("navn", flat=True)[:3])
    return render(request, "ingen_rolle.html", {"administratorer": navne})


@login_not_required
def fejl_403(request, exception=None):
    return render(request, "403.html", {"besked": str(exception or "")}, status=403)


@login_not_required
def fejl_404(request, exception=None):
    match = request.resolver_match
    om_regler = match is not None and match.url_name in (
        "regel_ret",
        "regelversion",
        "regelversion_traek_tilbage",
    )
    return render(request, "404.html", {"om_regler": om_regler}, status=404)


@login_not_required
def fejl_500(request):
    """Our fault, or the database is gone: then the page is made without it."""
    context = {"tidspunkt": timezone.localtime(), "reference": new_reference()}
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError | InterfaceError):
        return render(None, "utilgaengelig.html", context, status=503)
    return render(None, "500.html", context, status=500)


@login_not_required
def csrf_fejl(request, reason=""):
    """The form was too old: most often somebody logged in again in another tab."""
    return render(request, "403_csrf.html", status=403)


def new_reference() -> str:
    """Short code a person can read out on the telephone, e.g. ``8F3A-21``."""
    text = secrets.token_hex(3).upper()
    return f"{text[:4]}-{text[4:]}"
