"""The kommune's look: chosen by an administrator after a preview; the stylesheet and the logo every page asks for."""

import base64
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kommuner.actions.udseende import reset_udseende, save_udseende
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist, Konflikt
from kommuner.anmodning import Anmodning
from kommuner.farver import read_colour
from kommuner.models import Rolle, Udseende
from kommuner.udseende import find_udseende, stylesheet
from opfoelgning.administrationshistorik import steps
from opfoelgning.udseendeform import UdseendeForm
from opfoelgning.views.adminform import conflict

only_administrators = requires_role(Rolle.ADMINISTRATOR)
_AAR = 365 * 24 * 3600
# A logo opened by itself runs nothing and fetches nothing, whatever is in it.
_LOGO_CSP = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_administrators
def udseende(request: Anmodning) -> HttpResponse:
    """Name, colour, logo and sender, with a preview of the header and a button."""
    valgt = Udseende.objects.filter(kommune=request.user.kommune_id).first()
    if request.method != "POST":
        return _show(request, valgt, UdseendeForm.of(valgt) if valgt else UdseendeForm())
    form = UdseendeForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, valgt, form, status=422)
    if request.POST.get("handling") == "vis":
        return _show(request, valgt, form)
    felter = {felt: form.cleaned_data[felt] for felt in ("navn", "farve", "afsender", "fjern_logo")}
    felter |= {"logo": _bytes(request, form), "version": form.cleaned_data["version"] or 0}
    try:
        save_udseende(by=request.user, **felter)
    except Konflikt as konflikt:
        return _show(request, valgt, form, status=409, konflikt=conflict(form, konflikt, request.user))
    except Afvist as afvist:
        form.add_refusal(afvist)
        return _show(request, valgt, form, status=422)
    messages.success(request, "Udseendet er gemt.")
    return redirect("udseende")


def _bytes(request: Anmodning, form: UdseendeForm) -> bytes | None:
    """The logo that was chosen now, or the one that was chosen for the preview."""
    if form.cleaned_data["logo"]:
        return form.cleaned_data["logo"][0]
    gemt = request.POST.get("valgt_logo", "")
    try:
        return base64.b64decode(gemt, validate=True) or None
    except ValueError:
        return None


def _show(
    request: Anmodning, valgt: Udseende | None, form: Any, status: int = 200, **context: Any
) -> HttpResponse:
    """The page; the preview shows what is typed as far as it is valid, else what is saved."""
    typed = getattr(form, "cleaned_data", {})
    nyt = _bytes(request, form) if form.is_bound and "logo" in typed else None
    vist_logo = (
        None if typed.get("fjern_logo") else nyt or (bytes(valgt.logo) if valgt and valgt.logo else None)
    )
    farve = typed.get("farve", "") if form.is_bound else (valgt.farve if valgt else "")
    navn = typed.get("navn", "") if form.is_bound else (valgt.navn if valgt else "")
    alt = {
        "form": form,
        "valgt": valgt,
        "navn": navn or str(request.user.kommune),
        "farve": farve,
        "logo": _data_uri(vist_logo),
        "valgt_logo": base64.b64encode(nyt).decode() if nyt else "",
        "historik": steps(Udseende),
    }
    return render(request, "administration/udseende.html", alt | context, status=status)


def _data_uri(logo: bytes | None) -> str:
    """For the preview alone: a picture that is not saved yet has no address."""
    if not logo:
        return ""
    slags = "image/png" if logo.startswith(b"\x89PNG") else "image/svg+xml"
    return f"data:{slags};base64,{base64.b64encode(logo).decode()}"


@require_POST
@only_administrators
def udseende_nulstil(request: Anmodning) -> HttpResponse:
    """Look like the installation again."""
    reset_udseende(by=request.user)
    messages.success(request, "Udseendet er nulstillet. Det, der var valgt, står i historikken.")
    return redirect("udseende")


@require_safe
@only_administrators
def tema_proeve(request: Anmodning) -> HttpResponse:
    """The stylesheet of the preview: a colour that is not saved, in the box of the preview alone."""
    farve = read_colour(request.GET.get("farve", "")) or ""
    return HttpResponse(stylesheet(farve, ".udseendeproeve"), content_type="text/css; charset=utf-8")


@login_not_required
@require_safe
def tema_css(request: Anmodning) -> HttpResponse:
    """The kommune's colour as a stylesheet; empty before login. Its address changes with every save (``?v=``)."""
    valgt = find_udseende(request.user.kommune_id) if request.user.is_authenticated else None
    svar = HttpResponse(stylesheet(valgt.farve if valgt else ""), content_type="text/css; charset=utf-8")
    return _cached(svar, request, valgt)


@require_safe
def logo(request: Anmodning) -> HttpResponse:
    """The kommune's logo."""
    valgt = Udseende.objects.filter(kommune=request.user.kommune_id).first()
    if valgt is None or not valgt.logo:
        raise Http404
    svar = HttpResponse(bytes(valgt.logo), content_type=valgt.logo_type)
    svar["Content-Security-Policy"] = _LOGO_CSP
    svar["X-Content-Type-Options"] = "nosniff"
    return _cached(svar, request, valgt)


def _cached(svar: HttpResponse, request: Anmodning, valgt: Udseende | None) -> HttpResponse:
    kendt = valgt is not None and request.GET.get("v") == valgt.udgave
    svar["Cache-Control"] = f"private, max-age={_AAR}, immutable" if kendt else "private, no-cache"
    return svar
