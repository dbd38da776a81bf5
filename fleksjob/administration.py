"""Who may log in, and how the nightly work goes. No case content."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kommuner.actions.konto import change_roller, close_login, open_login, reset_password, reset_second_factor
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist
from kommuner.forms import AdgangForm, RollerForm
from kommuner.models import Medarbejder, Rolle
from opfoelgning.models import Koersel

only_administrators = requires_role(Rolle.ADMINISTRATOR)


@require_safe
@only_administrators
def administration(request):
    """Everybody known to the kommune, those who can log in first, and the last runs of the jobs."""
    medarbejdere = (
        Medarbejder.objects.kolleger(request.user).select_related("team").order_by("-is_active", "navn", "pk")
    )
    koersler = Koersel.objects.filter(kommune=request.user.kommune_id).order_by("-startet")
    seneste = koersler.filter(sluttet__isnull=False).first()
    med_fejl = koersler.exclude(fejl=[])[:5]
    context = {"medarbejdere": medarbejdere, "koersel": seneste, "med_fejl": med_fejl}
    return render(request, "administration/oversigt.html", context)


@never_cache
@only_administrators
def giv_adgang(request, pk: int):
    """Choose user name and roles, then see the one-time password once."""
    medarbejder = get_object_or_404(Medarbejder.objects.kolleger(request.user), pk=pk)
    form = AdgangForm(request.POST) if request.method == "POST" else AdgangForm.proposal(medarbejder)
    if request.method == "POST" and form.is_valid():
        try:
            adgangskode = open_login(medarbejder=medarbejder, by=request.user, **form.cleaned_data)
        except Afvist as afvist:
            form.add_error(afvist.felt, str(afvist))
        else:
            return _show_password(request, pk, adgangskode)
    context = {"medarbejder": medarbejder, "form": form}
    return render(request, "administration/adgang.html", context, status=422 if form.errors else 200)


@never_cache
@only_administrators
def ret_adgang(request, pk: int):
    """Roles and team of somebody who can log in, and the way to reset her second factor."""
    medarbejder = get_object_or_404(Medarbejder.objects.kolleger(request.user), pk=pk)
    form = RollerForm(medarbejder, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            change_roller(medarbejder=medarbejder, by=request.user, **form.cleaned_data)
        except Afvist as afvist:
            form.add_error(afvist.felt, str(afvist))
        else:
            messages.success(request, f"Roller og team er rettet for {medarbejder.navn}.")
            return redirect("administration")
    context = {"medarbejder": medarbejder, "form": form, "totrinslogin": is_mfa_enabled(medarbejder)}
    return render(request, "administration/ret_adgang.html", context, status=422 if form.errors else 200)


@never_cache
@only_administrators
def nulstil_totrinslogin(request, pk: int):
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
    return redirect("administration")


@require_POST
@only_administrators
def luk_adgang(request, pk: int):
    """Close somebody's login; she is logged off with her next click."""
    medarbejder = get_object_or_404(Medarbejder.objects.kolleger(request.user), pk=pk)
    try:
        close_login(medarbejder=medarbejder, by=request.user)
    except Afvist as afvist:
        messages.error(request, str(afvist))
    else:
        messages.success(request, f"{medarbejder.navn} kan ikke længere logge på.")
    return redirect("administration")


@never_cache
@require_POST
@only_administrators
def ny_adgangskode(request, pk: int):
    """A new one-time password for somebody who forgot hers."""
    medarbejder = get_object_or_404(Medarbejder.objects.kolleger(request.user), pk=pk)
    try:
        adgangskode = reset_password(medarbejder=medarbejder, by=request.user)
    except Afvist as afvist:
        messages.error(request, str(afvist))
        return redirect("administration")
    return _show_password(request, pk, adgangskode)


def _show_password(request, pk: int, adgangskode: str):
    """The only page that ever shows it: the answer to the form itself, never stored and never reachable again."""
    medarbejder = Medarbejder.objects.get(pk=pk)
    context = {"medarbejder": medarbejder, "adgangskode": adgangskode}
    return render(request, "administration/adgangskode.html", context)
