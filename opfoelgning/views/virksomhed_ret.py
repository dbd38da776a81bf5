"""Forms about a company: new, corrected, its contact persons, openings and notes, and two that are one."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from aftaler.actions import virksomhed as actions
from aftaler.forms import AabningForm, KontaktpersonForm, NotatForm, Versionsform, VirksomhedForm
from aftaler.models import Aabning, Kontaktperson, Virksomhed, Virksomhedsnotat
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist, Konflikt
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.models import Medarbejder
from kommuner.roller import SAGSROLLER
from opfoelgning.sidstrettet import who_changed
from opfoelgning.virksomheder import borgere_at, find_virksomheder

FORM = ("GET", "HEAD", "POST")
Gem = Callable[[Any], Any]


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def virksomhed_ny(request: Anmodning) -> HttpResponse:
    """A new company, unless it is there already."""

    def gem(form: VirksomhedForm) -> Virksomhed:
        return actions.create_virksomhed(
            oplysninger=form.oplysninger, by=request.user, bekraeftet=_confirmed(request)
        )

    form = VirksomhedForm(request.POST or None, initial={"navn": request.GET.get("navn", "")})
    return _form_page(request, None, form, gem, titel="Ny virksomhed", gemt="Virksomheden er oprettet.")


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def virksomhed_ret(request: Anmodning, pk: int) -> HttpResponse:
    """Correct who a company is."""
    firma = _find(request, pk)

    def gem(form: VirksomhedForm) -> Virksomhed:
        return actions.correct_virksomhed(
            virksomhed=firma,
            oplysninger=form.oplysninger,
            version=form.cleaned_data["version"] or 0,
            by=request.user,
            bekraeftet=_confirmed(request),
        )

    form = VirksomhedForm(request.POST) if request.method == "POST" else VirksomhedForm.of(firma)
    return _form_page(request, firma, form, gem, titel="Ret virksomhed", gemt="Virksomheden er rettet.")


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def kontaktperson_ny(request: Anmodning, pk: int) -> HttpResponse:
    """Somebody to talk to."""
    firma = _find(request, pk)

    def gem(form: KontaktpersonForm) -> Kontaktperson:
        return actions.add_kontaktperson(virksomhed=firma, oplysninger=form.oplysninger, by=request.user)

    form = KontaktpersonForm(request.POST or None)
    return _form_page(
        request, firma, form, gem, titel="Ny kontaktperson", gemt="Kontaktpersonen er oprettet."
    )


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def kontaktperson_ret(request: Anmodning, pk: int) -> HttpResponse:
    """Correct a contact person, or say that she has left."""
    person = _find_part(request, Kontaktperson, pk)

    def gem(form: KontaktpersonForm) -> Kontaktperson:
        version = form.cleaned_data["version"] or 0
        return actions.correct_kontaktperson(
            kontaktperson=person, oplysninger=form.oplysninger, version=version, by=request.user
        )

    form = KontaktpersonForm(request.POST) if request.method == "POST" else KontaktpersonForm.of(person)
    return _form_page(
        request, person.virksomhed, form, gem, titel="Ret kontaktperson", gemt="Kontaktpersonen er rettet."
    )


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def aabning_ny(request: Anmodning, pk: int) -> HttpResponse:
    """An opening at a company."""
    firma = _find(request, pk)

    def gem(form: AabningForm) -> Aabning:
        return actions.add_aabning(virksomhed=firma, oplysninger=form.oplysninger, **_by(request))

    form = AabningForm(request.POST or None)
    return _form_page(request, firma, form, gem, titel="Ny åbning", gemt="Åbningen er gemt.")


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def aabning_ret(request: Anmodning, pk: int) -> HttpResponse:
    """Correct or extend an opening."""
    aabning = _find_part(request, Aabning, pk)

    def gem(form: AabningForm) -> Aabning:
        version = form.cleaned_data["version"] or 0
        return actions.correct_aabning(
            aabning=aabning, oplysninger=form.oplysninger, version=version, **_by(request)
        )

    form = AabningForm(request.POST) if request.method == "POST" else AabningForm.of(aabning)
    return _form_page(request, aabning.virksomhed, form, gem, titel="Ret åbning", gemt="Åbningen er rettet.")


@require_POST
@requires_role(*SAGSROLLER)
def aabning_luk(request: Anmodning, pk: int) -> HttpResponse:
    """The opening is taken."""
    aabning = _find_part(request, Aabning, pk)
    try:
        actions.close_aabning(aabning=aabning, by=request.user, dag=idag())
    except Afvist as afvist:
        messages.warning(request, str(afvist))
    else:
        messages.success(request, "Åbningen er lukket.")
    return redirect("virksomhed", aabning.virksomhed_id)


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def notat_ny(request: Anmodning, pk: int) -> HttpResponse:
    """Write down what was talked about with a company."""
    firma = _find(request, pk)

    def gem(form: NotatForm) -> Virksomhedsnotat:
        return actions.add_notat(virksomhed=firma, indhold=form.indhold, **_by(request))

    form = NotatForm(request.POST) if request.method == "POST" else NotatForm.blank(idag())
    return _form_page(request, firma, form, gem, titel="Ny note", gemt="Noten er gemt.")


@never_cache
@require_http_methods(FORM)
@requires_role(*SAGSROLLER)
def notat_ret(request: Anmodning, pk: int) -> HttpResponse:
    """Correct a note: its author, or a teamleder."""
    notat = _find_part(request, Virksomhedsnotat, pk)

    def gem(form: NotatForm) -> Virksomhedsnotat:
        version = form.cleaned_data["version"] or 0
        return actions.correct_notat(notat=notat, indhold=form.indhold, version=version, **_by(request))

    form = NotatForm(request.POST) if request.method == "POST" else NotatForm.of(notat)
    return _form_page(request, notat.virksomhed, form, gem, titel="Ret note", gemt="Noten er rettet.")


def _by(request: Anmodning) -> dict[str, Any]:
    return {"by": request.user, "dag": idag(), "bekraeftet": _confirmed(request)}


def _confirmed(request: Anmodning) -> bool:
    return "alligevel" in request.POST


def _find(request: Anmodning, pk: int) -> Virksomhed:
    return get_object_or_404(Virksomhed.objects.egne(request.user), pk=pk)


def _find_part(request: Anmodning, model: Any, pk: int) -> Any:
    rows = model._default_manager.select_related("virksomhed")
    return get_object_or_404(rows, pk=pk, kommune=request.user.kommune_id)


def _form_page(
    request: Anmodning, firma: Virksomhed | None, form: Versionsform, gem: Gem, *, titel: str, gemt: str
) -> HttpResponse:
    """Show the form; once sent, save it and go to the company, or say on the form why not. Nothing typed is lost."""
    context: dict[str, Any] = {"virksomhed": firma, "form": form, "titel": titel}
    if request.method != "POST":
        return render(request, "opfoelgning/virksomhed_form.html", context)
    status = 422
    if form.is_valid():
        try:
            raekke = gem(form)
        except Konflikt as konflikt:
            status = 409
            context["konflikt"] = _conflict(form, konflikt, request.user)
        except Afvist as afvist:
            form.add_refusal(afvist)
        else:
            messages.success(request, gemt)
            return redirect(
                "virksomhed", raekke.pk if isinstance(raekke, Virksomhed) else raekke.virksomhed_id
            )
    return render(request, "opfoelgning/virksomhed_form.html", context, status=status)


def _conflict(form: Versionsform, konflikt: Konflikt, user: Medarbejder) -> dict[str, Any]:
    """Who saved meanwhile, and both texts; the next save of the form replaces what it shows."""
    hvem = who_changed(konflikt.raekke, user)
    forskelle = form.differences(konflikt.raekke)
    form.accept_version(konflikt.raekke.version)  # type: ignore[attr-defined]
    return {"hvem": hvem, "forskelle": forskelle}


@never_cache
@require_http_methods(FORM)
@requires_role(*actions.SAMMENLAEGGERE)
def virksomhed_sammenlaeg(request: Anmodning, pk: int) -> HttpResponse:
    """Two rows that are one company: choose the one that stays, see what moves, and say yes once."""
    firma, q = _find(request, pk), request.GET.get("q", "").strip()
    andre = Virksomhed.objects.egne(request.user).exclude(pk=pk)
    valgt = (request.POST or request.GET).get("ind_i", "")
    ind_i = get_object_or_404(andre, pk=valgt) if valgt.isdecimal() else None
    if request.method == "POST" and ind_i:
        try:
            actions.merge_virksomhed(dublet=firma, ind_i=ind_i, by=request.user)
        except Afvist as afvist:
            messages.warning(request, str(afvist))
            return redirect("virksomhed_sammenlaeg", pk)
        messages.success(request, f"{firma.navn} er lagt sammen med {ind_i.navn}.")
        return redirect("virksomhed", ind_i.pk)
    ligner = Q(navn_soegning=firma.navn_soegning) | (Q(cvr=firma.cvr) if firma.cvr else Q(pk__in=[]))
    fundne = (
        find_virksomheder(request.user, q, idag(), kun_aabne=False).exclude(pk=pk)
        if q
        else andre.filter(ligner)
    )
    context = {
        "virksomhed": firma,
        "ind_i": ind_i,
        "q": q,
        "fundne": fundne.order_by("navn_sortering", "pk")[:20],
        "flytter": _what_moves(firma, request),
    }
    return render(request, "opfoelgning/virksomhed_sammenlaeg.html", context)


def _what_moves(firma: Virksomhed, request: Anmodning) -> dict[str, int]:
    borgere = borgere_at(firma, request.user, idag())
    return {
        "borgere": len(borgere.ids) + borgere.andre,
        "kontaktpersoner": firma.kontaktpersoner.count(),
        "aabninger": firma.aabninger.count(),
        "noter": firma.notater.count(),
    }
