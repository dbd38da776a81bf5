"""Finding the case a page is about, and saying why it cannot be changed."""

from datetime import date
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from forloeb.actions import registrering
from forloeb.models import Adgang, Forloeb, Tildeling
from kalender.dansk import dato
from kommuner.anmodning import Anmodning
from kommuner.idag import idag
from kommuner.models import Medarbejder
from opfoelgning.actions.kontakt import may_correct
from opfoelgning.models import Kontakt

LANG = 20  # characters


def find_forloeb(
    user: Medarbejder, borger_id: int, dag: date, forloeb_id: str | int | None = None
) -> Forloeb:
    """The borger's forløb that a page is about, with its borger; 404 for what is foreign or unknown.

    Without an id: the one the person may change, the open one, the newest.
    """
    synlige = Forloeb.objects.synlig_for(user, dag).filter(borger_id=borger_id).select_related("borger")
    if str(forloeb_id or "").isdecimal():
        return get_object_or_404(synlige, pk=forloeb_id)
    fundne = list(synlige.order_by("-start", "-pk"))
    if not fundne:
        raise Http404
    mulige = set(
        Forloeb.objects.writable_for(user, dag).filter(borger_id=borger_id).values_list("pk", flat=True)
    )
    return max(fundne, key=lambda f: (f.pk in mulige, f.slut is None or f.slut > dag))


def find_row(rows: Any, user: Medarbejder, pk: int, dag: date) -> Any:
    """The row of this id among those of a model or queryset, in a case the person may see; else 404."""
    raekke = get_object_or_404(rows, pk=pk)
    get_object_or_404(Forloeb.objects.synlig_for(user, dag), pk=raekke.forloeb_id)
    return raekke


def find_in_case(model: type[Model], request: Anmodning, pk: int) -> Any:
    """The same of a whole model, today, with its forløb and borger."""
    return find_row(model._default_manager.select_related("forloeb__borger"), request.user, pk, idag())


def may_write(user: Medarbejder, forloeb: Forloeb, dag: date) -> bool:
    return Forloeb.objects.writable_for(user, dag).filter(pk=forloeb.pk).exists()


def reason_to_read(user: Medarbejder, forloeb: Forloeb, dag: date) -> str:
    """What the person wrote to read another team's borger on the day; empty for a case of her own team."""
    if Forloeb.objects.teamets(user, dag).filter(pk=forloeb.pk).exists():
        return ""
    givet = Adgang.objects.filter(medarbejder=user, borger=forloeb.borger_id, dato=dag)
    return givet.values_list("begrundelse", flat=True).first() or ""


def find_own_kontakt(user: Medarbejder, pk: int, dag: date) -> Kontakt:
    """The person's own contact, in a case she may still see; 404 for anybody else's."""
    return _find_kontakt(user, pk, dag, own=True)


def find_correctable(user: Medarbejder, pk: int, dag: date) -> Kontakt:
    """A contact the person may correct if she may write on its forløb, in a case she may still see; else 404."""
    kontakt = _find_kontakt(user, pk, dag)
    if not may_correct(kontakt.registreret_af_id, kontakt.status, user):
        raise Http404
    return kontakt


def _find_kontakt(user: Medarbejder, pk: int, dag: date, *, own: bool = False) -> Kontakt:
    kontakter = Kontakt.objects.select_related("forloeb__borger", "registreret_af")
    kontakt = get_object_or_404(kontakter, pk=pk, **({"registreret_af": user} if own else {}))
    get_object_or_404(Forloeb.objects.synlig_for(user, dag), pk=kontakt.forloeb_id)
    return kontakt


def find_registration(model: type[Model], user: Medarbejder, pk: int, dag: date) -> Any:
    """A registration the person may correct if she may write on its forløb, in a case she may still see; else 404."""
    raekke: Any = find_row(model._default_manager.select_related("forloeb__borger"), user, pk, dag)
    if not registrering.may_correct(raekke.registreret_af_id, user):
        raise Http404
    return raekke


def find_own(model: type[Model], user: Medarbejder, pk: int, dag: date) -> Any:
    """The person's own registration, in a case she may still see; 404 for anybody else's."""
    raekke = find_registration(model, user, pk, dag)
    if raekke.registreret_af_id != user.pk:
        raise Http404
    return raekke


def written(request: Anmodning) -> str:
    """The longer texts somebody typed, so that they are not lost with a form she may not send."""
    felter = ((felt, str(tekst)) for felt, tekst in request.POST.items())
    return "\n".join(
        tekst for felt, tekst in felter if len(tekst) > LANG and felt not in ("csrfmiddlewaretoken", "noegle")
    )


def read_only(request: Anmodning, forloeb: Forloeb, dag: date, tekst: str = "") -> HttpResponse:
    """403 that names who has the borger now. ``tekst`` is what the person wrote: shown, so that nothing is lost."""
    nu = Tildeling.objects.filter(forloeb=forloeb, start__lte=dag).select_related("medarbejder")
    tildeling = nu.order_by("-start").first()
    context = {"forloeb": forloeb, "hos": _handed_over(tildeling, dag), "tekst": tekst}
    if request.htmx:
        # htmx shows 422, not 403, and the person must see why nothing was saved.
        return render(request, "opfoelgning/kun_laese.html#besked", context, status=422)
    return render(request, "opfoelgning/kun_laese.html", context, status=403)


def _handed_over(tildeling: Tildeling | None, dag: date) -> str:
    if tildeling is None:
        return "Borgeren er overdraget."
    # A shortened month ends in the sentence's own full stop.
    dato_ = dato(tildeling.start, dag).removesuffix(".")
    return f"Borgeren er overdraget til {tildeling.medarbejder.navn} {dato_}."
