"""Writes to who has a borger: the jobformidler, and the sagsbehandler beside her."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import transaction

from forloeb.actions.fjernt import far
from forloeb.actions.registrering import BEGRUNDELSE_HOEJST, lock_forloeb
from forloeb.models import Forloeb, Sagsbehandling, Tildeling
from kalender.dansk import dato_aar, dato_kort, til_og_med
from kommuner.afvist import Afvist, Svar, ask, danish_refusal
from kommuner.ansatte import ends_of
from kommuner.models import Medarbejder
from kommuner.roller import SAGSROLLER
from kommuner.versioner import save_changes
from opfoelgning.actions.fase import settle
from opfoelgning.actions.visitation import follow_visitation
from opfoelgning.faseskift import Skift

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
    bekraeftet: Svar = False,
) -> list[Skift]:
    """Give the forløb to a jobformidler from a day on; whoever had it keeps it until then. Returns the phases' steps.

    Whoever takes over from somebody needs a reason, kept as ``skifteaarsag``. Asks about a day more than a year away,
    refuses somebody who no longer works with cases on the day.
    """
    forloeb = lock_forloeb(forloeb, dag)
    check_day(forloeb, fra, dag, bekraeftet)
    check_reason(aarsag)
    refuse_unable(medarbejder, fra, dag)
    assign(Tildeling, forloeb, Ny(medarbejder, fra, " ".join(aarsag.split()), by))
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
    bekraeftet: Svar = False,
) -> None:
    """Give the forløb's myndighed part to a sagsbehandler from a day on, as ``assign_jobformidler`` does the other."""
    forloeb = lock_forloeb(forloeb, dag)
    check_day(forloeb, fra, dag, bekraeftet)
    check_reason(aarsag)
    refuse_unable(medarbejder, fra, dag)
    assign(Sagsbehandling, forloeb, Ny(medarbejder, fra, " ".join(aarsag.split()), by))


class Ny(NamedTuple):
    """Who gets the forløb, from when, why, and who says so."""

    medarbejder: Medarbejder
    fra: date
    aarsag: str
    by: Medarbejder


def assign(model: type[Makker], forloeb: Forloeb, ny: Ny) -> dict[str, Any]:
    """Write who has a locked forløb from a day on, and nothing that follows from it.

    Returns what was changed: ``ny``, the row that says so, and its ``version``; ``forrige``, the row ended by it (id,
    version, its ``slut`` and ``fra_fil`` before); ``var``, what ``ny`` said before where it was one already; and
    ``uden``, whether nobody had the forløb then.
    """
    raekker = model._default_manager.filter(forloeb=forloeb).select_related("medarbejder").order_by("start")
    nu = next((r for r in raekker if r.slut is None or r.slut > ny.fra), None)
    if nu and nu.medarbejder_id == ny.medarbejder.pk and nu.start <= ny.fra:
        raise Afvist(f"Borgeren har allerede {ny.medarbejder.navn}.", "medarbejder")
    if nu and nu.start > ny.fra:
        navn = nu.medarbejder.navn
        raise Afvist(f"{navn} begynder {dato_aar(nu.start)}. Vælg den dag eller en senere.", "fra")
    if raekker and not ny.aarsag:
        raise Afvist("Skriv, hvorfor borgeren skifter.", "aarsag")
    with danish_refusal():
        return _write(model, forloeb, nu, ny)


def check_reason(aarsag: str, felt: str = "aarsag") -> None:
    """Refuse a reason that is too long to keep."""
    if len(aarsag) > BEGRUNDELSE_HOEJST:
        raise Afvist(f"Skriv højst {BEGRUNDELSE_HOEJST} tegn.", felt)


def refuse_unable(medarbejder: Medarbejder, fra: date, dag: date) -> None:
    """Refuse somebody who does not work with cases, or on ``dag`` is known not to on the day ``fra``."""
    slut = ends_of([medarbejder.pk], dag).get(medarbejder.pk)
    if slut and slut <= fra:
        sidste = dato_kort(slut - timedelta(days=1), fra)
        raise Afvist(f"{medarbejder.navn} er ikke aktiv efter {sidste}.", "medarbejder")
    if not medarbejder.has_role(*SAGSROLLER):
        raise Afvist(f"{medarbejder.navn} arbejder ikke med sagerne. Vælg en anden.", "medarbejder")


def _write(model: type[Makker], forloeb: Forloeb, nu: Any, ny: Ny) -> dict[str, Any]:
    """Replace who begins on the same day; end whoever began before."""
    if nu and nu.start == ny.fra:
        andre = {
            "medarbejder_id": ny.medarbejder.pk,
            "skifteaarsag": ny.aarsag,
            "registreret_af_id": ny.by.pk,
        }
        andre |= {"fra_fil": False}
        var = {felt: getattr(nu, felt) for felt in andre}
        save_changes(nu, andre)
        return {"ny": nu.pk, "version": nu.version, "forrige": None, "var": var, "uden": False}
    slut = nu.slut if nu else forloeb.slut
    forrige = None
    if nu:
        foer = [nu.slut.isoformat() if nu.slut else None, nu.fra_fil]
        save_changes(nu, {"slut": ny.fra, "fra_fil": False})
        forrige = [nu.pk, nu.version, *foer]
    raekke = model._default_manager.create(
        forloeb=forloeb,
        medarbejder=ny.medarbejder,
        start=ny.fra,
        slut=slut,
        skifteaarsag=ny.aarsag,
        registreret_af=ny.by,
    )
    return {"ny": raekke.pk, "version": raekke.version, "forrige": forrige, "var": None, "uden": nu is None}


def check_day(forloeb: Forloeb, fra: date, dag: date, bekraeftet: Svar) -> None:
    """Refuse a day outside the forløb; ask about one more than a year away."""
    if fra < forloeb.start:
        raise Afvist(f"Forløbet begyndte først {dato_aar(forloeb.start)}.", "fra")
    if forloeb.slut and fra >= forloeb.slut:
        raise Afvist(f"Forløbet slutter {dato_aar(til_og_med(forloeb.slut))}.", "fra")
    ask(far(fra, dag, "fra"), bekraeftet)
