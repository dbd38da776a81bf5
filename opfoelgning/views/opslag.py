"""Finding the case a page is about, and saying why it cannot be changed."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from forloeb.actions import registrering
from forloeb.models import Adgang, Forloeb, Sagsbehandling, Tildeling
from kalender.dansk import dato, dato_aar, til_og_med
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
    """Whether the person may change the forløb on the day; nobody changes a closed one."""
    return not _closed(forloeb, dag) and may_reopen(user, forloeb, dag)


def may_reopen(user: Medarbejder, forloeb: Forloeb, dag: date) -> bool:
    """Whether the person may change the forløb, were it open."""
    return Forloeb.objects.writable_for(user, dag).filter(pk=forloeb.pk).exists()


def _closed(forloeb: Forloeb, dag: date) -> bool:
    return forloeb.slut is not None and forloeb.slut <= dag


def reason_to_read(user: Medarbejder, forloeb: Forloeb, dag: date) -> str:
    """What the person wrote to read another team's borger on the day; empty for a case of her own team."""
    if Forloeb.objects.teamets(user, dag).filter(pk=forloeb.pk).exists():
        return ""
    givet = Adgang.objects.filter(medarbejder=user, borger=forloeb.borger_id, dato=dag)
    return givet.values_list("begrundelse", flat=True).first() or ""


def find_own_kontakt(user: Medarbejder, pk: int, dag: date) -> Kontakt:
    """The person's own contact; 404 in a case she may not see, 403 with the reason for anybody else's."""
    return find_own(Kontakt, user, pk, dag)


def find_correctable(user: Medarbejder, pk: int, dag: date) -> Kontakt:
    """A contact the person may correct if she may write on its forløb; 404 and 403 as ``find_registration``."""
    kontakt: Kontakt = find_row(
        Kontakt.objects.select_related("forloeb__borger", "registreret_af"), user, pk, dag
    )
    if not may_correct(kontakt.registreret_af_id, kontakt.status, user):
        raise PermissionDenied("Kun den, der har registreret kontakten, og teamlederen kan rette den.")
    return kontakt


def find_registration(model: type[Model], user: Medarbejder, pk: int, dag: date) -> Any:
    """A registration the person may correct if she may write on its forløb; 404 in a case she may not see.

    403 with the reason for somebody else's.
    """
    raekke: Any = find_row(model._default_manager.select_related("forloeb__borger"), user, pk, dag)
    if not registrering.may_correct(raekke.registreret_af_id, user):
        raise PermissionDenied("Kun den, der har registreret det, og teamlederen kan rette det.")
    return raekke


def find_own(model: type[Model], user: Medarbejder, pk: int, dag: date) -> Any:
    """The person's own registration; 404 in a case she may not see, 403 with the reason for anybody else's."""
    raekke: Any = find_row(model._default_manager.select_related("forloeb__borger"), user, pk, dag)
    if raekke.registreret_af_id != user.pk:
        raise PermissionDenied("Kun den, der har registreret det, kan fortryde det.")
    return raekke


def written(request: Anmodning) -> str:
    """The longer texts somebody typed, so that they are not lost with a form she may not send."""
    felter = ((felt, str(tekst)) for felt, tekst in request.POST.items())
    return "\n".join(
        tekst for felt, tekst in felter if len(tekst) > LANG and felt not in ("csrfmiddlewaretoken", "noegle")
    )


def read_only(request: Anmodning, forloeb: Forloeb, dag: date, tekst: str = "") -> HttpResponse:
    """403 that says why; ``tekst`` is what the person wrote: shown, so that nothing is lost.

    A closed forløb offers to be opened again, to those who may.
    """
    besked = why_read_only(request.user, forloeb, dag)
    genaabn = _closed(forloeb, dag) and may_reopen(request.user, forloeb, dag)
    context = {"forloeb": forloeb, "besked": besked, "genaabn": genaabn, "tekst": tekst}
    if request.htmx:
        # htmx shows 422, not 403, and the person must see why nothing was saved.
        return render(request, "opfoelgning/kun_laese.html#besked", context, status=422)
    return render(request, "opfoelgning/kun_laese.html", context, status=403)


def why_read_only(user: Medarbejder, forloeb: Forloeb, dag: date) -> str:
    """Why the person cannot change the forløb: it is closed, somebody else has the borger now, or it was never hers."""
    if forloeb.slut and _closed(forloeb, dag):
        return f"Forløbet blev afsluttet {dato_aar(til_og_med(forloeb.slut))}. Det kan ikke ændres."
    return " ".join(filter(None, (_handed_over(user, forloeb, dag), "Du kan læse, men ikke ændre.")))


def _handed_over(user: Medarbejder, forloeb: Forloeb, dag: date) -> str:
    """To whom the borger went, for somebody who had her; empty for others."""
    havde = (model.objects.filter(forloeb=forloeb, medarbejder=user) for model in (Tildeling, Sagsbehandling))
    if not any(rows.filter(start__lte=dag).exists() for rows in havde):
        return ""
    nu = Tildeling.objects.filter(forloeb=forloeb, start__lte=dag).select_related("medarbejder")
    tildeling = nu.order_by("-start").first()
    if tildeling is None or tildeling.medarbejder_id == user.pk:
        return "Du har ikke borgeren længere."
    # A shortened month ends in the sentence's own full stop.
    dato_ = dato(tildeling.start, dag).removesuffix(".")
    return f"Borgeren er overdraget til {tildeling.medarbejder.navn} {dato_}."
