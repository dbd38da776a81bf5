"""Writes to a genbehandling: opened by a decision, prepared, its meeting planned, held or not, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from forloeb.actions.fjernt import GAMMEL
from forloeb.actions.registrering import lock_forloeb
from kalender.dansk import dato_aar
from kommuner.afvist import Afvist, Konflikt, Spoergsmaal, danish_refusal
from kommuner.models import Medarbejder
from kommuner.versioner import save_changes
from opfoelgning import vurdering
from opfoelgning.models import (
    Beslutning,
    Genbehandling,
    Genbehandlingsmoede,
    Genbehandlingssag,
    Moedestatus,
)
from opfoelgning.skemaafsnit import in_words, missing, needed


@dataclass(frozen=True, kw_only=True)
class Moederesultat:
    """What a team meeting held on ``dato`` came to."""

    dato: date
    indstillede_indsatser: tuple[str, ...]
    progressionsmaal: str


@transaction.atomic
def open_sag(*, beslutning: Beslutning, moede: date | None, by: Medarbejder, dag: date) -> Genbehandlingssag:
    """Begin a genbehandling the leader decided on, with its meeting if that is known.

    One that is on its way already goes on; it only gets the meeting, if it has none.
    """
    sag = Genbehandlingssag.objects.filter(
        forloeb=beslutning.forloeb_id, afsluttet__isnull=True, genbehandling__isnull=True
    ).first()
    if sag is None:
        sag = Genbehandlingssag.objects.create(
            forloeb=beslutning.forloeb,
            beslutning=beslutning,
            dato=beslutning.dato,
            afsnit=beslutning.forslag.afsnit if beslutning.forslag else [],
            registreret_af=by,
        )
    if moede and planned(sag) is None:
        _plan(sag, moede, by)
    return sag


@transaction.atomic
def save_forberedelse(
    *,
    sag: Genbehandlingssag,
    afsnit: list[str],
    helbred_aendret: bool | None,
    laege_indhentet: date | None,
    version: int,
    by: Medarbejder,
    dag: date,
) -> None:
    """Say which sections are filled elsewhere, and whether the borger's health has changed since the team last saw her.

    Refuses medical information where it has not: nothing is obtained that is not needed. ``Konflikt`` if ``version``
    is not the present one.
    """
    sag = _open_sag(sag, dag, version)
    if laege_indhentet and not helbred_aendret:
        raise Afvist(
            "Lægeoplysninger indhentes kun, når helbredet har ændret sig. Svar ja, eller slet datoen.",
            "laege_indhentet",
        )
    if laege_indhentet and laege_indhentet > dag:
        raise Afvist("Datoen er ikke nået endnu.", "laege_indhentet")
    svar = {"helbred_aendret": helbred_aendret, "laege_indhentet": laege_indhentet}
    save_changes(sag, {"afsnit": afsnit} | svar)


@transaction.atomic
def plan_moede(
    *, sag: Genbehandlingssag, dato: date, by: Medarbejder, dag: date, bekraeftet: bool = False
) -> Genbehandlingsmoede:
    """Plan the team meeting. Refuses a day in the past and a second meeting beside one that is planned."""
    sag = _open_sag(sag, dag)
    if planned(sag):
        raise Afvist("Der er allerede planlagt et møde. Flyt det i stedet.", "dato")
    _refuse_day(dato, dag, bekraeftet)
    return _plan(sag, dato, by)


@transaction.atomic
def hold_moede(
    *,
    sag: Genbehandlingssag,
    resultat: Moederesultat,
    by: Medarbejder,
    dag: date,
    bekraeftet: bool = False,
) -> Genbehandling:
    """Register that the team met, what it recommended and the progression goal: from that day passivity counts anew.

    Refuses a day to come or before the decision, and a meeting without a recommendation or a goal. Asks when
    sections of the forberedende skema are not filled, nobody has asked about the borger's health, or it has changed
    and the medical information was not there.
    """
    sag = _open_sag(sag, dag)
    _refuse_result(sag, resultat, dag)
    if not bekraeftet:
        _ask_about_preparation(sag, resultat.dato, dag)
    with danish_refusal():
        held = Genbehandling.objects.create(
            forloeb=sag.forloeb,
            moede=resultat.dato,
            indstillede_indsatser=list(resultat.indstillede_indsatser),
            progressionsmaal=resultat.progressionsmaal,
            registreret_af=by,
        )
        _meet(sag, resultat.dato, by)
        save_changes(sag, {"genbehandling": held})
    vurdering.refresh([sag.forloeb_id], dag)
    return held


@transaction.atomic
def miss_moede(
    *,
    sag: Genbehandlingssag,
    grund: str,
    ny_dato: date | None,
    by: Medarbejder,
    dag: date,
    bekraeftet: bool = False,
) -> None:
    """The planned meeting was not held, or will not be: why, and the new day where it is known."""
    sag = _open_sag(sag, dag)
    moede = planned(sag)
    if moede is None:
        raise Afvist("Der er ikke planlagt et møde.")
    if not grund.strip():
        raise Afvist("Skriv, hvorfor mødet ikke blev holdt.", "grund")
    save_changes(moede, {"status": Moedestatus.IKKE_HOLDT, "grund": grund.strip()})
    if ny_dato:
        _refuse_day(ny_dato, dag, bekraeftet, "ny_dato")
        _plan(sag, ny_dato, by)


@transaction.atomic
def register_igangsat(
    *, sag: Genbehandlingssag, igangsat: str, dato: date, version: int, by: Medarbejder, dag: date
) -> None:
    """Say what was started after the meeting, and when."""
    lock_forloeb(sag.forloeb, dag)
    sag = _lock(sag, version)
    if sag.genbehandling is None:
        raise Afvist("Mødet er ikke holdt endnu.")
    if not igangsat.strip():
        raise Afvist("Skriv, hvad der er sat i gang.", "igangsat")
    if dato > dag:
        raise Afvist("Datoen er ikke nået endnu.", "igangsat_dato")
    if dato < sag.genbehandling.moede:
        raise Afvist("Datoen ligger før mødet.", "igangsat_dato")
    save_changes(sag, {"igangsat": igangsat.strip(), "igangsat_dato": dato})


@transaction.atomic
def give_up_sag(*, sag: Genbehandlingssag, grund: str, by: Medarbejder, dag: date) -> None:
    """The genbehandling is no longer wanted: why. A planned meeting falls away with it."""
    sag = _open_sag(sag, dag)
    if not grund.strip():
        raise Afvist("Skriv, hvorfor sagen ikke skal genbehandles.", "grund")
    if moede := planned(sag):
        save_changes(moede, {"status": Moedestatus.IKKE_HOLDT, "grund": grund.strip()})
    save_changes(sag, {"afsluttet": dag, "afslutningsgrund": grund.strip()})


def planned(sag: Genbehandlingssag) -> Genbehandlingsmoede | None:
    """The meeting that is planned, also when its day has passed."""
    return Genbehandlingsmoede.objects.filter(sag=sag, status=Moedestatus.PLANLAGT).first()


def _open_sag(sag: Genbehandlingssag, dag: date, version: int | None = None) -> Genbehandlingssag:
    """The process locked, its forløb first; refuses one that is over."""
    lock_forloeb(sag.forloeb, dag)
    sag = _lock(sag, version)
    if sag.genbehandling_id:
        raise Afvist("Mødet er allerede registreret som holdt.")
    if sag.afsluttet:
        raise Afvist("Genbehandlingen er opgivet og kan ikke ændres.")
    return sag


def _lock(sag: Genbehandlingssag, version: int | None) -> Genbehandlingssag:
    sag = Genbehandlingssag.objects.select_for_update(no_key=True).get(pk=sag.pk)
    if version is not None and sag.version != version:
        raise Konflikt("Oplysningerne er rettet, siden du åbnede siden.", sag)
    return sag


def _plan(sag: Genbehandlingssag, dato: date, by: Medarbejder) -> Genbehandlingsmoede:
    with danish_refusal():
        return Genbehandlingsmoede.objects.create(
            forloeb_id=sag.forloeb_id, sag=sag, dato=dato, registreret_af=by
        )


def _meet(sag: Genbehandlingssag, dato: date, by: Medarbejder) -> None:
    """The planned meeting becomes the one that was held; one nobody had planned is written down as held."""
    holdt: dict[str, Any] = {"status": Moedestatus.HOLDT, "dato": dato}
    if moede := planned(sag):
        save_changes(moede, holdt)
    else:
        Genbehandlingsmoede.objects.create(forloeb_id=sag.forloeb_id, sag=sag, registreret_af=by, **holdt)


def _refuse_day(dato: date, dag: date, bekraeftet: bool, felt: str = "dato") -> None:
    if dato < dag:
        raise Afvist("Mødet kan tidligst holdes i dag. Skriv en senere dato.", felt)
    if dato - dag > GAMMEL and not bekraeftet:
        raise Spoergsmaal("Datoen ligger mere end 1 år frem. Er det rigtigt?", felt)


def _refuse_result(sag: Genbehandlingssag, resultat: Moederesultat, dag: date) -> None:
    if resultat.dato > dag:
        raise Afvist("Datoen er ikke nået endnu. Planlæg mødet i stedet.", "dato")
    if resultat.dato < sag.dato:
        raise Afvist("Datoen ligger før beslutningen om genbehandling.", "dato")
    if not resultat.indstillede_indsatser:
        raise Afvist("Vælg mindst én indsats, som teamet har indstillet.", "indstillede_indsatser")
    if not resultat.progressionsmaal.strip():
        raise Afvist("Skriv progressionsmålet.", "progressionsmaal")


def _ask_about_preparation(sag: Genbehandlingssag, moede: date, dag: date) -> None:
    """Ask once about all that the team should have had before the meeting."""
    mangler = []
    if afsnit := missing(needed(sag.forloeb, sag.afsnit, dag)):
        mangler.append(f"Forberedende skema mangler afsnit {in_words(afsnit)}.")
    if sag.helbred_aendret is None:
        mangler.append("Ingen har svaret på, om helbredet har ændret sig.")
    elif sag.helbred_aendret and sag.laege_indhentet is None:
        mangler.append("Helbredet har ændret sig, men lægeoplysningerne mangler.")
    elif sag.laege_indhentet and sag.laege_indhentet > moede:
        mangler.append(f"Lægeoplysningerne kom først {dato_aar(sag.laege_indhentet)}, efter mødet.")
    if mangler:
        raise Spoergsmaal(f"{' '.join(mangler)} Er mødet holdt alligevel?", "dato")
