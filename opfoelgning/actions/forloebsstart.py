"""Correcting the day on which a forløb began."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Model, Q

from aftaler.models import Ansaettelse, Tilbud
from forloeb.actions.fjernt import far
from forloeb.actions.registrering import clean_begrundelse, lock_forloeb
from forloeb.models import AndenAktoer, Fase, Forloeb, Rettelse, Sagsbehandling, Tildeling, Ydelse
from kalender.dansk import dato_aar, til_og_med
from kommuner.afvist import Afvist, Svar, ask, danish_refusal
from kommuner.models import Medarbejder
from kommuner.versioner import save_changes
from opfoelgning import vurdering
from opfoelgning.models import Kontakt, Opfoelgning

# What begins with the forløb moves with it; each kind in the words of a refusal.
MED = {
    Fase: "en fase",
    Tildeling: "en jobformidler",
    Sagsbehandling: "en myndighedssagsbehandler",
    Ydelse: "en ydelse",
}
ANDET: dict[type[Model], tuple[str, str]] = {
    Kontakt: ("dato", "en kontakt"),
    Opfoelgning: ("dato", "en opfølgning"),
    Tilbud: ("start", "en aktivitet"),
    Ansaettelse: ("start", "et fleksjob"),
    AndenAktoer: ("start", "anden aktør"),
}


@transaction.atomic
def move_start(
    *, forloeb: Forloeb, start: date, begrundelse: str, by: Medarbejder, dag: date, bekraeftet: Svar = False
) -> Forloeb:
    """Give a forløb another first day; the phase, the people and the benefit that began with it begin on it too.

    Refuses no reason, a day after something else in the forløb, and one on which the borger was in another forløb.
    Asks about a day more than a year away.
    """
    forloeb = lock_forloeb(forloeb, dag)
    grund = clean_begrundelse(begrundelse, "Skriv, hvorfor startdatoen rettes.")
    _refuse(forloeb, start)
    ask(far(start, dag, "start"), bekraeftet)
    _trace(forloeb, start, grund, by)
    with danish_refusal():
        for model in MED:
            for raekke in model._default_manager.filter(forloeb=forloeb, start=forloeb.start):
                save_changes(raekke, {"start": start, "fra_fil": False})
        forloeb.start = start
        forloeb.save(update_fields=["start"])
    vurdering.refresh([forloeb.pk], dag)
    return forloeb


def _refuse(forloeb: Forloeb, start: date) -> None:
    # What lay before the forløb already, as an earlier benefit does, lies there still.
    if start == forloeb.start:
        raise Afvist("Det er den dag, der står nu.", "start")
    for model, hvad in MED.items():
        raekker = model._default_manager.filter(forloeb=forloeb, start__gte=forloeb.start, start__lt=start)
        _refuse_before(raekker.filter(~Q(start=forloeb.start) | Q(slut__lte=start)), "start", hvad)
    for andet, (felt, hvad) in ANDET.items():
        mellem = {f"{felt}__gte": forloeb.start, f"{felt}__lt": start}
        _refuse_before(andet._default_manager.filter(forloeb=forloeb, **mellem), felt, hvad)
    andre = Forloeb.objects.filter(borger=forloeb.borger_id, start__lt=forloeb.start, slut__gt=start)
    if foer := andre.exclude(pk=forloeb.pk).order_by("-slut").first():
        raise Afvist(f"Det forrige forløb sluttede {dato_aar(til_og_med(foer.slut))}.", "start")


def _refuse_before(raekker, felt: str, hvad: str) -> None:
    if raekke := raekker.order_by(felt).first():
        besked = f"Der er registreret {hvad} før den dag, {dato_aar(getattr(raekke, felt))}. Ret det først."
        raise Afvist(besked, "start")


def _trace(forloeb: Forloeb, start: date, grund: str, by: Medarbejder) -> None:
    Rettelse.objects.create(
        forloeb=forloeb,
        slags="forloeb",
        genstand=forloeb.pk,
        tekst="Forløbets start",
        annulleret=False,
        aendringer=[["Første dag", dato_aar(forloeb.start), dato_aar(start)]],
        begrundelse=grund,
        registreret_af=by,
    )
