"""People and teams, for administrators: found, made, corrected. No case content."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forloeb.actions.fratraedelse import count_borgere
from kalender.dansk import dato_aar
from kommuner.actions.fratraedelse import set_last_day
from kommuner.actions.konto import correct_medarbejder, create_medarbejder
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist, Konflikt
from kommuner.anmodning import Anmodning
from kommuner.brugere import LISTER, count_brugere, find_brugere, page_of
from kommuner.idag import idag
from kommuner.models import Medarbejder, Rolle, Team
from opfoelgning.administrationshistorik import steps
from opfoelgning.brugerforms import NyBrugerForm, RetBrugerForm, SidsteDagForm
from opfoelgning.views.adminform import conflict
from opfoelgning.views.brugeradgang import show_password

only_administrators = requires_role(Rolle.ADMINISTRATOR)


@never_cache
@require_safe
@only_administrators
def brugere(request: Anmodning) -> HttpResponse:
    """Everybody known to the kommune by name, a page at a time, and the teams."""
    q, liste = request.GET.get("q", "").strip(), request.GET.get("vis", "")
    found = find_brugere(request.user, q, liste)
    personer, naeste = page_of(found, request.GET.get("efter", ""))
    context = {
        "liste": personer,
        "naeste": naeste,
        "efter": request.GET.get("efter", ""),
        "fundet": found.count(),
        "q": q,
        "vis": liste,
        "lister": [(kode, navn) for kode, (navn, _) in LISTER.items()],
        "antal": count_brugere(request.user),
        "teams": _teams(request.user),
    }
    del_ = "#tabel" if request.htmx and request.htmx.target == "brugerliste" else ""
    return render(request, f"administration/brugere.html{del_}", context)


def _teams(user: Medarbejder) -> Any:
    """The teams by name, the open ones first, each with how many in it may log in."""
    aktive = Count("medarbejdere", filter=Q(medarbejdere__is_active=True))
    return (
        Team.objects.filter(kommune=user.kommune_id).annotate(antal=aktive).order_by("-aktiv", "navn", "pk")
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_administrators
def bruger_ny(request: Anmodning) -> HttpResponse:
    """Make somebody who may log in, and see the one-time password once."""
    form = NyBrugerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            person, adgangskode = create_medarbejder(by=request.user, **form.cleaned_data)
        except Afvist as afvist:
            form.add_error(afvist.felt, str(afvist))
        else:
            return show_password(request, person, adgangskode)
    return render(
        request, "administration/bruger_ny.html", {"form": form}, status=422 if form.errors else 200
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_administrators
def ret_adgang(request: Anmodning, pk: int) -> HttpResponse:
    """Who somebody is, her roles and team; the ways to her login; and what was changed."""
    person = get_object_or_404(Medarbejder.objects.kolleger(request.user).select_related("team"), pk=pk)
    if request.method != "POST":
        return _show(request, person, RetBrugerForm.of(person))
    form = RetBrugerForm(person, request.POST)
    if not form.is_valid():
        return _show(request, person, form, status=422)
    version = form.cleaned_data.pop("version") or 0
    try:
        correct_medarbejder(medarbejder=person, version=version, by=request.user, **form.cleaned_data)
    except Konflikt as konflikt:
        return _show(request, person, form, status=409, konflikt=conflict(form, konflikt, request.user))
    except Afvist as afvist:
        form.add_refusal(afvist)
        return _show(request, person, form, status=422)
    messages.success(request, f"Oplysningerne om {form.cleaned_data['navn']} er rettet.")
    return redirect("brugere")


@require_POST
@only_administrators
def sidste_dag(request: Anmodning, pk: int) -> HttpResponse:
    """Write down, or take back, the last day somebody works here."""
    person = get_object_or_404(Medarbejder.objects.kolleger(request.user).select_related("team"), pk=pk)
    form = SidsteDagForm(request.POST)
    if not form.is_valid():
        return _show(request, person, RetBrugerForm.of(person), status=422, dagform=form)
    dag = form.cleaned_data["sidste_dag"]
    set_last_day(medarbejder=person, sidste_dag=dag, by=request.user)
    hvad = f"{person.navn} arbejder her til og med {dato_aar(dag)}." if dag else f"{person.navn} bliver her."
    messages.success(request, hvad)
    return redirect("ret_adgang", pk)


def _show(
    request: Anmodning, person: Medarbejder, form: RetBrugerForm, status: int = 200, **context: Any
) -> HttpResponse:
    alt = {
        "medarbejder": person,
        "form": form,
        "totrinslogin": is_mfa_enabled(person),
        "borgere": count_borgere(person, idag()),
        "dagform": SidsteDagForm.of(person),
        "historik": steps(Medarbejder, person.pk),
    }
    return render(request, "administration/ret_adgang.html", alt | context, status=status)
