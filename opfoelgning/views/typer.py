"""The kommune's types of absence and measures, for administrators. Effects are previewed before they are saved."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from borgere.journal import log_reading
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist, Konflikt
from kommuner.anmodning import Anmodning
from kommuner.idag import idag, nu
from kommuner.models import Fravaerstype, Medarbejder, Rolle, Tilbudstype
from opfoelgning.actions import typer as actions
from opfoelgning.administrationshistorik import steps
from opfoelgning.hvadnu_side import ALLE, headline, named, sees_names
from opfoelgning.hvadnu_tekst import before_and_after
from opfoelgning.typeforms import TypeForm
from opfoelgning.typer import (
    VIRKNINGER,
    Modelskift,
    Type,
    borgere_pr_type,
    count_borgere,
    effect_of,
    is_standard,
    lacks_standard_types,
    try_effect,
)
from opfoelgning.views.adminform import conflict
from opfoelgning.views.navnegrund import Navnegrund

only_administrators = requires_role(Rolle.ADMINISTRATOR)
ORD = {Fravaerstype: ("fravaerstype", "Fravær og fritagelse"), Tilbudstype: ("tilbudstype", "Indsatser")}


@never_cache
@require_safe
@only_administrators
def typer(request: Anmodning) -> HttpResponse:
    """Both lists, each type with what it does and on how many borgere it is used."""
    kommune = request.user.kommune_id
    lister = [
        {
            "slags": slags,
            "titel": titel,
            "mangler": lacks_standard_types(model, kommune),
            "linjer": _lines(model, kommune),
        }
        for model, (slags, titel) in ORD.items()
    ]
    return render(request, "administration/typer.html", {"lister": lister})


def _lines(model: Any, kommune: int | None) -> list[dict[str, Any]]:
    brugt = borgere_pr_type(model, kommune)
    rows = model.objects.filter(kommune=kommune).order_by("-aktiv", "navn", "pk")
    return [
        {"type": row, "virkning": VIRKNINGER[model].get(effect_of(row)), "borgere": brugt.get(row.pk, 0)}
        for row in rows
    ]


@require_POST
@only_administrators
def typer_indlaes(request: Anmodning) -> HttpResponse:
    """Load the shipped types the kommune lacks."""
    actions.load_standard_types(by=request.user)
    messages.success(request, "Standardtyperne er indlæst.")
    return redirect("typer")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_administrators
def type_ny(request: Anmodning, model: Any) -> HttpResponse:
    """A new type."""
    form = TypeForm(model, request.POST if request.method == "POST" else None)
    if form.is_valid():
        felter = {felt: form.cleaned_data[felt] for felt in ("navn", "lovhenvisning")}
        try:
            ny = actions.create_type(model=model, effekter=form.effekter, by=request.user, **felter)
        except Afvist as afvist:
            form.add_refusal(afvist)
        else:
            messages.success(request, f"{ny.navn} er oprettet.")
            return redirect("typer")
    return _show(request, model, None, form, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_administrators
def type_ret(request: Anmodning, model: Any, pk: int) -> HttpResponse:
    """Correct a type; another effect is shown before it is saved."""
    type_ = _find(request.user, model, pk)
    if request.method != "POST":
        return _show(request, model, type_, TypeForm.of(type_))
    form = TypeForm(model, request.POST, type_=type_)
    if not form.is_valid():
        return _show(request, model, type_, form, status=422)
    valgt = form.cleaned_data["virkning"]
    skal_ses = form.cleaned_data["forhaandsvist"] != valgt or request.POST.get("handling") == "navne"
    if form.effekter and valgt != effect_of(type_) and skal_ses:
        return _preview(request, model, type_, form)
    try:
        return _save(request, type_, form)
    except Konflikt as konflikt:
        return _show(request, model, type_, form, status=409, konflikt=conflict(form, konflikt, request.user))
    except Afvist as afvist:
        form.add_refusal(afvist)
        return _show(request, model, type_, form, status=422)


def _save(request: Anmodning, type_: Type, form: TypeForm) -> HttpResponse:
    felter = {felt: form.cleaned_data[felt] for felt in ("navn", "lovhenvisning")}
    version = form.cleaned_data["version"] or 0
    actions.correct_type(type_=type_, version=version, effekter=form.effekter, by=request.user, **felter)
    messages.success(request, f"{felter['navn']} er rettet.")
    return redirect("typer")


def _preview(request: Anmodning, model: Any, type_: Type, form: TypeForm) -> HttpResponse:
    """Who changes state with the other effect, counted and named as far as the person may see names."""
    navne = Navnegrund.of(request, "typeform")
    fundne = [
        _picture(request.user, en, navne.grund) for en in try_effect(type_, form.effekter, idag(), nu())
    ]
    log_reading(request.user, "type_ret", [pk for en in fundne for pk in en["borgere"]], navne.grund)
    sendt: Any = form.data
    form.data = sendt = sendt.copy()
    sendt["forhaandsvist"] = form.cleaned_data["virkning"]
    alt = {"virkninger": fundne, "vist": True, "navne": navne, "kun_grund": {"grund": navne.grund}}
    return _show(request, model, type_, form, status=navne.status, **alt)


def _picture(user: Medarbejder, skift: Modelskift, grund: str) -> dict[str, Any]:
    model, svar = skift
    navne, flere = named(user, model, svar, idag(), grund, vist=ALLE)
    ser_navne = sees_names(user, grund)
    return {
        "model": model.navn,
        "overskrift": headline(svar),
        "linjer": before_and_after(svar.ialt),
        "navne": navne,
        "flere": flere,
        "ser_navne": ser_navne,
        "borgere": [en.borger_id for en in navne] if ser_navne else [],
    }


@require_POST
@only_administrators
def type_skjul(request: Anmodning, model: Any, pk: int, vises: bool) -> HttpResponse:
    """Offer a type no longer, or again."""
    type_ = _find(request.user, model, pk)
    actions.show_type(type_=type_, vises=vises, by=request.user)
    messages.success(request, f"{type_.navn} {'kan vælges igen' if vises else 'er skjult'}.")
    return redirect("typer")


@require_POST
@only_administrators
def type_slet(request: Anmodning, model: Any, pk: int) -> HttpResponse:
    """Remove a type nobody uses."""
    type_ = _find(request.user, model, pk)
    try:
        actions.delete_type(type_=type_, by=request.user)
    except Afvist as afvist:
        messages.error(request, f"{type_.navn}: {afvist}")
        return redirect(f"{ORD[model][0]}_ret", pk)
    messages.success(request, f"{type_.navn} er slettet.")
    return redirect("typer")


def _find(user: Medarbejder, model: Any, pk: int) -> Any:
    return get_object_or_404(model, pk=pk, kommune=user.kommune_id)


def _show(
    request: Anmodning, model: Any, type_: Type | None, form: TypeForm, status: int = 200, **context: Any
) -> HttpResponse:
    slags, titel = ORD[model]
    alt: dict[str, Any] = {"slags": slags, "titel": titel, "type": type_, "form": form, "dag": idag()}
    if type_:
        historik: Sequence[Any] = steps(model, type_.pk)
        alt |= {"borgere": count_borgere(type_), "standard": is_standard(type_), "historik": historik}
    return render(request, "administration/type_form.html", alt | context, status=status)
