"""The days on which the kommune is closed, and what they mean to deadlines. No case content."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kalender.dansk import dato_kort, dato_lang
from kalender.helligdage import public_holidays
from kommuner.actions.lukkedage import add_lukkedage, remove_lukkedag
from kommuner.adgang import requires_role
from kommuner.afvist import Afvist, Spoergsmaal
from kommuner.anmodning import Anmodning
from kommuner.forms import LukkedagForm
from kommuner.idag import idag
from kommuner.indsatsmodel import indsatsmodeller
from kommuner.models import Lukkedag, Rolle
from opfoelgning.fakta import regelvaerdier
from opfoelgning.models import Vurdering
from opfoelgning.regler.stilling import moves
from opfoelgning.regler.typer import Tilstand

AAR = 5  # years ahead that can be chosen


class Lukket(NamedTuple):
    """One closed day of the list; ``lukkedag`` is None for a public holiday."""

    dag: date
    tekst: str
    navn: str
    frister: int
    lukkedag: Lukkedag | None


@never_cache
@requires_role(Rolle.ADMINISTRATOR)
def lukkedage(request: Anmodning) -> HttpResponse:
    """Public holidays and the kommune's own closing days of a year; adds a day or a period."""
    form = LukkedagForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _add(request, form):
        return redirect(f"{reverse('lukkedage')}?aar={form.cleaned_data['fra'].year}")
    aar = _year(request)
    dage = list(_closed(request.user.kommune_id, aar))
    context = {
        "form": form,
        "aar": aar,
        "aarstal": range(idag().year - 1, idag().year + AAR),
        "dage": dage,
        "egne": any(dag.lukkedag for dag in dage),
        "regler": list(_rules()),
    }
    status = 422 if form.errors or form.spoergsmaal else 200
    return render(request, "administration/lukkedage.html", context, status=status)


@require_POST
@requires_role(Rolle.ADMINISTRATOR)
def fjern_lukkedag(request: Anmodning, pk: int) -> HttpResponse:
    """Open the kommune on one of its own closing days again."""
    lukkedag = get_object_or_404(Lukkedag, pk=pk, kommune=request.user.kommune_id)
    remove_lukkedag(lukkedag=lukkedag, by=request.user)
    messages.success(request, f"{dato_lang(lukkedag.dag).capitalize()} er ikke længere lukket.")
    return redirect(f"{reverse('lukkedage')}?aar={lukkedag.dag.year}")


def _add(request: Anmodning, form: LukkedagForm) -> bool:
    navn, fra, til = (form.cleaned_data[felt] for felt in ("navn", "fra", "til"))
    alligevel = "alligevel" in request.POST
    try:
        nye = add_lukkedage(
            fra=fra, til=til or fra, navn=navn, by=request.user, dag=idag(), bekraeftet=alligevel
        )
    except Afvist as afvist:
        if isinstance(afvist, Spoergsmaal):
            form.spoergsmaal = str(afvist)
        else:
            form.add_error(afvist.felt, str(afvist))
        return False
    hvilke = dato_kort(fra, idag()) if len(nye) == 1 else f"{len(nye)} dage"
    messages.success(request, f"{hvilke.capitalize()} er nu lukket.")
    return True


def _year(request: Anmodning) -> int:
    raa = request.GET.get("aar", "")
    valgt = int(raa) if raa.isdecimal() and len(raa) == 4 else idag().year
    return min(max(valgt, 2000), 2100)


def _closed(kommune_id: int | None, aar: int) -> Iterator[Lukket]:
    egne = {dag.dag: dag for dag in Lukkedag.objects.filter(kommune=kommune_id, dag__year=aar)}
    alle = {**dict(public_holidays(aar)), **{dag: en.navn for dag, en in egne.items()}}
    running = Vurdering.objects.filter(
        kommune=kommune_id, frist__in=alle, tilstand__in=(Tilstand.LOEBER, Tilstand.VARSEL)
    )
    frister = dict(running.order_by("frist").values_list("frist").annotate(Count("pk")))
    for dag in sorted(alle):
        yield Lukket(dag, dato_lang(dag), alle[dag], frister.get(dag, 0), egne.get(dag))


def _rules() -> Iterator[tuple[str, str]]:
    """Model and name of each rule that moves deadlines today."""
    dag = idag()
    for model in indsatsmodeller().values():
        version = regelvaerdier(model.kode).gaeldende(dag, dag)
        for regel in model.regler:
            if moves(regel, version):
                yield model.navn, regel.navn
