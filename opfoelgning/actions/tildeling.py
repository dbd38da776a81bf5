"""Writes to who has a borger: the jobformidler, and the sagsbehandler beside her."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import transaction

from forloeb.actions.registrering import BEGRUNDELSE_HOEJST, lock_forloeb
from forloeb.models import Forloeb, Sagsbehandling, Tildeling
from kalender.dansk import dato_aar, til_og_med
from kommuner.afvist import Afvist, Spoergsmaal, danish_refusal
from kommuner.models import Medarbejder
from kommuner.versioner import save_changes
from opfoelgning.actions.fase import settle
from opfoelgning.actions.visitation import follow_visitation
from opfoelgning.faseskift import Skift

LANGT = timedelta(days=365)
Makker = Tildeling | Sagsbehandling


@transaction.atomic
def assign_jobformidler(
    *,
    forloeb: Forloeb,
    medarbejder: Medarbejder,
    fra: date,
    aarsag: str = "",
    by: Medarbejder,
    dag: date,
    bekraeftet: bool = False,
) -> list[Skift]:
    """Give the forløb to a jobformidler from a day on; whoever had it keeps it until then. Returns the phases' steps.

    Whoever takes over from somebody needs a reason, kept as ``skifteaarsag``. Asks about a day more than a year away.
    """
    forloeb = lock_forloeb(forloeb, dag)
    _check_day(forloeb, fra, dag, bekraeftet)
    _assign(Tildeling, forloeb, _Ny(medarbejder, fra, " ".join(aarsag.split()), by))
    return follow_visitation(forloeb, by) + settle(forloeb, by, dag)


@transaction.atomic
def assign_sagsbehandler(
    *,
    forloeb: Forloeb,
    medarbejder: Medarbejder,
    fra: date,
    aarsag: str = "",
    by: Medarbejder,
    dag: date,
    bekraeftet: bool = False,
) -> None:
    """Give the forløb's myndighed part to a sagsbehandler from a day on, as ``assign_jobformidler`` does the other."""
    forloeb = lock_forloeb(forloeb, dag)
    _check_day(forloeb, fra, dag, bekraeftet)
    _assign(Sagsbehandling, forloeb, _Ny(medarbejder, fra, " ".join(aarsag.split()), by))


class _Ny(NamedTuple):
    """Who gets the forløb, from when, why, and who says so."""

    medarbejder: Medarbejder
    fra: date
    aarsag: str
    by: Medarbejder


def _assign(model: type[Makker], forloeb: Forloeb, ny: _Ny) -> None:
    raekker = model._default_manager.filter(forloeb=forloeb).select_related("medarbejder").order_by("start")
    nu = next((r for r in raekker if r.slut is None or r.slut > ny.fra), None)
    if nu and nu.medarbejder_id == ny.medarbejder.pk and nu.start <= ny.fra:
        raise Afvist(f"Borgeren har allerede {ny.medarbejder.navn}.", "medarbejder")
    if nu and nu.start > ny.fra:
        navn = nu.medarbejder.navn
        raise Afvist(f"{navn} begynder {dato_aar(nu.start)}. Vælg den dag eller en senere.", "fra")
    if raekker and not ny.aarsag:
        raise Afvist("Skriv, hvorfor borgeren skifter.", "aarsag")
    if len(ny.aarsag) > BEGRUNDELSE_HOEJST:
        raise Afvist(f"Skriv højst {BEGRUNDELSE_HOEJST} tegn.", "aarsag")
    with danish_refusal():
        _write(model, forloeb, nu, ny)


def _write(model: type[Makker], forloeb: Forloeb, nu: Any, ny: _Ny) -> None:
    """Replace who begins on the same day; end whoever began before."""
    if nu and nu.start == ny.fra:
        andre = {"medarbejder": ny.medarbejder, "skifteaarsag": ny.aarsag, "registreret_af": ny.by}
        save_changes(nu, andre | {"fra_fil": False})
        return
    slut = nu.slut if nu else forloeb.slut
    if nu:
        save_changes(nu, {"slut": ny.fra, "fra_fil": False})
    model._default_manager.create(
        forloeb=forloeb,
        medarbejder=ny.medarbejder,
        start=ny.fra,
        slut=slut,
        skifteaarsag=ny.aarsag,
        registreret_af=ny.by,
    )


def _check_day(forloeb: Forloeb, fra: date, dag: date, bekraeftet: bool) -> None:
    if fra < forloeb.start:
        raise Afvist(f"Forløbet begyndte først {dato_aar(forloeb.start)}.", "fra")
    if forloeb.slut and fra >= forloeb.slut:
        raise Afvist(f"Forløbet slutter {dato_aar(til_og_med(forloeb.slut))}.", "fra")
    if abs(fra - dag) > LANGT and not bekraeftet:
        hvor = "tilbage" if fra < dag else "frem"
        raise Spoergsmaal(f"Datoen ligger mere end 1 år {hvor}. Er det rigtigt?", "fra")
