"""Writes that close a forløb and open it again. What happened in it stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F

from aftaler.models import Planaftale, Planstatus
from forloeb.actions.fjernt import GAMMEL
from forloeb.actions.registrering import clean_begrundelse, lock_forloeb
from forloeb.models import (
    Afslutning,
    Afslutningsaarsag,
    Fase,
    Forloeb,
    Sagsbehandling,
    Tildeling,
    Ydelse,
    Ydelsestype,
)
from kalender.dansk import dato_aar, til_og_med
from kommuner.afvist import Afvist, Spoergsmaal, Svar, ask, danish_refusal
from kommuner.models import Medarbejder
from kommuner.versioner import save_changes
from opfoelgning import vurdering
from opfoelgning.actions.fase import settle
from opfoelgning.faser import anden_fase
from opfoelgning.faseskift import Skift
from opfoelgning.models import Kontakt, Opfoelgning, Status

EN_DAG = timedelta(days=1)
UDEN_LEDIGHEDSYDELSE = (
    Afslutningsaarsag.ANDEN_YDELSE,
    Afslutningsaarsag.FOERTIDSPENSION,
    Afslutningsaarsag.FLYTTET,
)
"""Reasons that end the ledighedsydelse with the forløb."""


@dataclass(frozen=True, kw_only=True)
class Afslutningsindhold:
    """Why a forløb is closed, and its last day."""

    aarsag: str
    sidste_dag: date
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Genaabning:
    """A forløb taken up again from a day on; ``ledighedsydelse_fra`` where that benefit begins again."""

    fra: date
    begrundelse: str
    jobformidler: Medarbejder | None = None
    ledighedsydelse_fra: date | None = None


@transaction.atomic
def close_forloeb(
    *, forloeb: Forloeb, indhold: Afslutningsindhold, by: Medarbejder, dag: date, bekraeftet: Svar = False
) -> Afslutning:
    """Close a forløb: phase and tildeling end with it; what is planned for later and open agreements are called off.

    Asks once (``Spoergsmaal``). Refuses a last day on which the forløb, a phase or a jobformidler had not begun, and
    «Andet» without a note.
    """
    forloeb = lock_forloeb(forloeb, dag)
    slut = indhold.sidste_dag + EN_DAG
    _check_last_day(forloeb, indhold.sidste_dag, dag)
    if indhold.aarsag == Afslutningsaarsag.ANDET and not indhold.note.strip():
        raise Afvist("Skriv i noten, hvorfor forløbet afsluttes.", "note")
    sidste = indhold.sidste_dag
    ask([Spoergsmaal(_question(sidste, dag), dato=sidste, kode=f"afslut:{sidste}")], bekraeftet)
    _end_periods(forloeb, slut, indhold.aarsag)
    _call_off(forloeb, indhold.sidste_dag)
    forloeb.slut, forloeb.afslutningsaarsag = slut, indhold.aarsag
    with danish_refusal():
        forloeb.save(update_fields=["slut", "afslutningsaarsag"])
        afslutning = Afslutning.objects.create(forloeb=forloeb, registreret_af=by, **vars(indhold))
    vurdering.refresh([forloeb.pk], dag)
    return afslutning


@transaction.atomic
def reopen_forloeb(*, forloeb: Forloeb, indhold: Genaabning, by: Medarbejder, dag: date) -> list[Skift]:
    """Take a closed forløb up again, in the phase after the preparing one; returns the steps the phases took then.

    Everything before stays, the closing too. Refuses a day to come or one on which the forløb still ran, and a
    forløb whose borger has begun another.
    """
    forloeb = Forloeb.objects.select_for_update(no_key=True).get(pk=forloeb.pk)
    if forloeb.slut is None or forloeb.slut > dag:
        raise Afvist("Forløbet er ikke afsluttet.")
    if indhold.fra < forloeb.slut:
        raise Afvist(f"Forløbet sluttede {dato_aar(til_og_med(forloeb.slut))}. Vælg en senere dag.", "fra")
    if indhold.fra > dag:
        raise Afvist("Datoen er ikke nået endnu.", "fra")
    begrundelse = clean_begrundelse(indhold.begrundelse, "Skriv, hvorfor forløbet åbnes igen.")
    _note_reopening(forloeb, forloeb.slut - EN_DAG, indhold.fra, begrundelse, by)
    forloeb.slut, forloeb.afslutningsaarsag = None, ""
    with danish_refusal():
        forloeb.save(update_fields=["slut", "afslutningsaarsag"])
        _begin_again(forloeb, indhold, by)
    return settle(forloeb, by, dag)


def _check_last_day(forloeb: Forloeb, sidste_dag: date, dag: date) -> None:
    if sidste_dag < forloeb.start:
        raise Afvist(f"Forløbet begyndte først {dato_aar(forloeb.start)}.", "sidste_dag")
    for model, hvad in ((Fase, "Fase {0.nr}"), (Tildeling, "{0.medarbejder.navn} som jobformidler")):
        senere = model._default_manager.filter(forloeb=forloeb, start__gt=sidste_dag, start__lte=dag)
        if raekke := senere.order_by("-start").first():
            navn = hvad.format(raekke)
            raise Afvist(f"{navn} begyndte {dato_aar(raekke.start)}. Vælg en senere dag.", "sidste_dag")


def _question(sidste_dag: date, dag: date) -> str:
    langt = " Dagen ligger mere end 1 år væk." if abs(sidste_dag - dag) > GAMMEL else ""
    return f"Forløbet får sidste dag {dato_aar(sidste_dag)}.{langt} Vil du afslutte det?"


def _end_periods(forloeb: Forloeb, slut: date, aarsag: str) -> None:
    """End what lies within the forløb; what was planned to begin after it never does."""
    for model in (Fase, Tildeling, Sagsbehandling):
        raekker = model._default_manager.filter(forloeb=forloeb)
        raekker.filter(start__gte=slut).delete()
        _cut(raekker, slut)
    if aarsag in UDEN_LEDIGHEDSYDELSE:
        ydelser = Ydelse.objects.filter(forloeb=forloeb, type=Ydelsestype.LEDIGHEDSYDELSE)
        ydelser.filter(start__gte=slut).delete()
        _cut(ydelser, slut)


def _cut(raekker, slut: date) -> None:
    for raekke in raekker.filter(slut=None) | raekker.filter(slut__gt=slut):
        save_changes(raekke, {"slut": slut, "fra_fil": False})


def _call_off(forloeb: Forloeb, sidste_dag: date) -> None:
    for model in (Kontakt, Opfoelgning):
        planlagte = model._default_manager.filter(
            forloeb=forloeb, status=Status.PLANLAGT, dato__gt=sidste_dag
        )
        planlagte.update(status=Status.AFLYST, version=F("version") + 1)
    aftaler = Planaftale.objects.filter(forloeb=forloeb, status=Planstatus.AABEN)
    aftaler.update(status=Planstatus.OPGIVET, version=F("version") + 1)


def _note_reopening(forloeb: Forloeb, sidste_dag: date, fra: date, begrundelse: str, by: Medarbejder) -> None:
    """On its closing; one that came with a file gets a row of its own first."""
    seneste = Afslutning.objects.filter(forloeb=forloeb, genaabnet=None).order_by("-pk").first()
    if seneste is None or seneste.sidste_dag != sidste_dag:
        seneste = Afslutning(forloeb=forloeb, sidste_dag=sidste_dag, aarsag=forloeb.afslutningsaarsag)
    seneste.genaabnet, seneste.genaabnet_grund, seneste.genaabnet_af = fra, begrundelse, by
    with danish_refusal():
        seneste.save()


def _begin_again(forloeb: Forloeb, indhold: Genaabning, by: Medarbejder) -> None:
    ny = {"forloeb": forloeb, "start": indhold.fra, "registreret_af": by}
    Fase.objects.create(nr=anden_fase(forloeb.indsatsmodel), **ny)
    if indhold.jobformidler:
        Tildeling.objects.create(medarbejder=indhold.jobformidler, **ny)
    if indhold.ledighedsydelse_fra:
        ny["start"] = indhold.ledighedsydelse_fra
        Ydelse.objects.create(type=Ydelsestype.LEDIGHEDSYDELSE, **ny)
