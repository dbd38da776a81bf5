"""Somebody's login, for administrators: given, closed, its password and second factor begun anew. No case content."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from forloeb.actions.fratraedelse import close_access, count_borgere, forloeb_of
from forloeb.models import Forloeb
from kommuner.actions.konto import open_login, reset_password, reset_second_factor
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist
from kommuner.anmodning import Anmodning
from kommuner.forms import AdgangForm
from kommuner.idag import idag
from kommuner.models import Medarbejder, Rolle

only_administrators = requires_role(Rolle.ADMINISTRATOR)


@never_cache
@only_administrators
def giv_adgang(request: Anmodning, pk: int) -> HttpResponse:
    """Choose user name and roles, then see the one-time password once; also for somebody who had access before."""
    medarbejder = get_object_or_404(Medarbejder.objects.kolleger(request.user), pk=pk)
    form = AdgangForm(request.POST) if request.method == "POST" else AdgangForm.proposal(medarbejder)
    if request.method == "POST" and form.is_valid():
        try:
            adgangskode = open_login(medarbejder=medarbejder, by=request.user, **form.cleaned_data)
        except Afvist as afvist:
            form.add_error(afvist.felt, str(afvist))
        else:
            return show_password(request, Medarbejder.objects.get(pk=pk), adgangskode)
    context = {"medarbejder": medarbejder, "form": form}
    return render(request, "administration/adgang.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_administrators
def luk_adgang(request: Anmodning, pk: int) -> HttpResponse:
    """Close somebody's login, once nobody's case hangs on it; she is logged off with her next click."""
    medarbejder = get_object_or_404(Medarbejder.objects.kolleger(request.user).select_related("team"), pk=pk)
    besked = ""
    if request.method == "POST":
        try:
            close_access(medarbejder=medarbejder, by=request.user, dag=idag())
        except Afvist as afvist:
            besked = str(afvist)
        else:
            messages.success(request, f"{medarbejder.navn} kan ikke længere logge på.")
            return redirect("brugere")
    hendes = forloeb_of(medarbejder, idag())
    leder = Medarbejder.objects.kolleger(request.user).filter(
        is_active=True, roller__contains=[Rolle.TEAMLEDER], team=medarbejder.team_id
    )
    context = {
        "medarbejder": medarbejder,
        "besked": besked,
        "borgere": count_borgere(medarbejder, idag()),
        "ledere": leder.order_by("navn", "pk")[:3],
        "kan_overdrage": Forloeb.objects.ledet_af(request.user, idag()).filter(pk__in=hendes).exists(),
    }
    return render(request, "administration/luk_adgang.html", context, status=422 if besked else 200)


@never_cache
@only_administrators
def nulstil_totrinslogin(request: Anmodning, pk: int) -> HttpResponse:
    """Ask first: it cannot be undone, and until the person logs in again her password alone protects the account."""
    medarbejder = get_object_or_404(Medarbejder.objects.kolleger(request.user), pk=pk)
    if request.method != "POST":
        return render(request, "administration/nulstil_totrinslogin.html", {"medarbejder": medarbejder})
    try:
        reset_second_factor(medarbejder=medarbejder, by=request.user, nu=timezone.now())
    except Afvist as afvist:
        messages.error(request, str(afvist))
    else:
        messages.success(request, f"{medarbejder.navn} skal sætte totrinslogin op igen.")
    return redirect("brugere")


@never_cache
@require_POST
@only_administrators
def ny_adgangskode(request: Anmodning, pk: int) -> HttpResponse:
    """A new one-time password for somebody who forgot hers."""
    medarbejder = get_object_or_404(Medarbejder.objects.kolleger(request.user), pk=pk)
    try:
        adgangskode = reset_password(medarbejder=medarbejder, by=request.user)
    except Afvist as afvist:
        messages.error(request, str(afvist))
        return redirect("brugere")
    return show_password(request, Medarbejder.objects.get(pk=pk), adgangskode)


def show_password(request: Anmodning, medarbejder: Medarbejder, adgangskode: str) -> HttpResponse:
    """The only page that ever shows it: the answer to the form itself, never stored and never reachable again."""
    context = {"medarbejder": medarbejder, "adgangskode": adgangskode}
    return render(request, "administration/adgangskode.html", context)
