"""Writes to companies. Each asks its questions, locks the row, writes, and leaves its trace in the history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q

from aftaler.models import (
    Aabning,
    Ansaettelse,
    Kontaktperson,
    Planaftale,
    Tilbud,
    Virksomhed,
    Virksomhedsnotat,
    name_fields,
)
from borgere import cpr, navne
from kalender.dansk import dato_aar
from kommuner.afvist import Afvist, Spoergsmaal, danish_refusal
from kommuner.models import Medarbejder, Rolle
from kommuner.roller import SAGSROLLER
from kommuner.versioner import lock_version, save_changes

GAMMEL, LAENGE = timedelta(days=365), timedelta(days=2 * 365)
SAMMENLAEGGERE = (Rolle.TEAMLEDER, Rolle.ADMINISTRATOR)


@dataclass(frozen=True, kw_only=True)
class Virksomhedsoplysninger:
    """Who a company is; ``cvr`` is eight checked digits or empty."""

    navn: str
    cvr: str = ""
    adresse: str = ""
    postnr: str = ""
    bynavn: str = ""


@dataclass(frozen=True, kw_only=True)
class Personoplysninger:
    """Who to talk to; not ``aktiv`` once she has left."""

    navn: str
    funktion: str = ""
    telefon: str = ""
    email: str = ""
    aktiv: bool = True


@dataclass(frozen=True, kw_only=True)
class Aabningsoplysninger:
    """What a company offers; ``slut`` is the first day it is no longer open."""

    opgaver: str
    timer: Decimal | None = None
    hensyn: str = ""
    slut: date | None = None


@dataclass(frozen=True, kw_only=True)
class Notatindhold:
    """What was talked about with a company, when, and by what means (``Notatform``)."""

    form: str
    dato: date
    note: str


class Findes(Spoergsmaal):
    """A company that may be the same is there already: ``virksomhed``."""

    def __init__(self, besked: str, felt: str, virksomhed: Virksomhed):
        super().__init__(besked, felt)
        self.virksomhed = virksomhed


@transaction.atomic
def create_virksomhed(
    *, oplysninger: Virksomhedsoplysninger, by: Medarbejder, bekraeftet: bool = False
) -> Virksomhed:
    """A new company. Asks (``Findes``) when one of the same CVR number, or name and town, exists already."""
    _refuse_role(by)
    if not bekraeftet:
        _ask_same(oplysninger, by)
    with danish_refusal():
        return Virksomhed.objects.create(**_columns(oplysninger))


@transaction.atomic
def correct_virksomhed(
    *,
    virksomhed: Virksomhed,
    oplysninger: Virksomhedsoplysninger,
    version: int,
    by: Medarbejder,
    bekraeftet: bool = False,
) -> Virksomhed:
    """Correct who a company is. ``version`` is the one the person read: ``Konflikt`` if it is no longer the present.

    Asks like ``create_virksomhed``.
    """
    _refuse_role(by)
    virksomhed = lock_version(virksomhed, version, "Virksomheden")
    if not bekraeftet:
        _ask_same(oplysninger, by, undtagen=virksomhed)
    return save_changes(virksomhed, _columns(oplysninger))


@transaction.atomic
def add_kontaktperson(
    *, virksomhed: Virksomhed, oplysninger: Personoplysninger, by: Medarbejder
) -> Kontaktperson:
    """Somebody to talk to at a company."""
    _refuse_role(by)
    with danish_refusal():
        return Kontaktperson.objects.create(virksomhed=virksomhed, **vars(oplysninger))


@transaction.atomic
def correct_kontaktperson(
    *, kontaktperson: Kontaktperson, oplysninger: Personoplysninger, version: int, by: Medarbejder
) -> Kontaktperson:
    """Correct a contact person, or let her rest (``aktiv=False``): agreements go on naming her. May be ``Konflikt``."""
    _refuse_role(by)
    kontaktperson = lock_version(kontaktperson, version, "Kontaktpersonen")
    return save_changes(kontaktperson, vars(oplysninger))


@transaction.atomic
def add_aabning(
    *,
    virksomhed: Virksomhed,
    oplysninger: Aabningsoplysninger,
    by: Medarbejder,
    dag: date,
    bekraeftet: bool = False,
) -> Aabning:
    """An opening from today on. Refuses one that ended before today and CPR numbers; asks about one over two years."""
    _refuse_role(by)
    _check_aabning(oplysninger, dag, bekraeftet)
    with danish_refusal():
        return Aabning.objects.create(
            virksomhed=virksomhed, start=dag, registreret_af=by, **vars(oplysninger)
        )


@transaction.atomic
def correct_aabning(
    *,
    aabning: Aabning,
    oplysninger: Aabningsoplysninger,
    version: int,
    by: Medarbejder,
    dag: date,
    bekraeftet: bool = False,
) -> Aabning:
    """Correct or extend an opening; refuses and asks like ``add_aabning``. May be ``Konflikt``."""
    _refuse_role(by)
    aabning = lock_version(aabning, version, "Åbningen")
    _check_aabning(oplysninger, dag, bekraeftet)
    return save_changes(aabning, vars(oplysninger))


@transaction.atomic
def close_aabning(*, aabning: Aabning, by: Medarbejder, dag: date) -> None:
    """The opening is taken: it is open no more from today. One made today is removed; its history stays."""
    _refuse_role(by)
    locked = Aabning.objects.select_for_update(no_key=True).filter(pk=aabning.pk).first()
    if locked is None or (locked.slut and locked.slut <= dag):
        raise Afvist("Åbningen er allerede lukket.")
    if locked.start >= dag:
        locked.delete()
        return
    save_changes(locked, {"slut": dag})


@transaction.atomic
def add_notat(
    *,
    virksomhed: Virksomhed,
    indhold: Notatindhold,
    by: Medarbejder,
    dag: date,
    bekraeftet: bool = False,
) -> Virksomhedsnotat:
    """Write down what was talked about with a company. Refuses days to come and CPR numbers; asks about old days."""
    _refuse_role(by)
    _check_notat(indhold, dag, bekraeftet)
    with danish_refusal():
        return Virksomhedsnotat.objects.create(virksomhed=virksomhed, registreret_af=by, **vars(indhold))


@transaction.atomic
def correct_notat(
    *,
    notat: Virksomhedsnotat,
    indhold: Notatindhold,
    version: int,
    by: Medarbejder,
    dag: date,
    bekraeftet: bool = False,
) -> Virksomhedsnotat:
    """Correct a note: its author may, and a teamleder. Refuses and asks like ``add_notat``. May be ``Konflikt``."""
    if not may_correct_notat(notat, by):
        raise Afvist("Kun den, der har skrevet noten, og en teamleder kan rette den.")
    notat = lock_version(notat, version, "Noten")
    _check_notat(indhold, dag, bekraeftet)
    return save_changes(notat, vars(indhold))


def may_correct_notat(notat: Virksomhedsnotat, by: Medarbejder) -> bool:
    """Whether the person may correct a note on a company."""
    return by.has_role(Rolle.TEAMLEDER) or (by.has_role(*SAGSROLLER) and notat.registreret_af_id == by.pk)


@transaction.atomic
def merge_virksomhed(*, dublet: Virksomhed, ind_i: Virksomhed, by: Medarbejder) -> Virksomhed:
    """Move everything of a duplicate to another company, which keeps its own name and fills its gaps from it.

    The duplicate stays as a hidden row that leads to the other, so that a document read again makes no new one.
    For a teamleder or an administrator; refuses two different CVR numbers. Cannot be undone.
    """
    if not by.has_role(*SAMMENLAEGGERE):
        raise Afvist("Kun en teamleder eller en administrator kan lægge virksomheder sammen.")
    dublet, ind_i = _lock_both(dublet, ind_i)
    if dublet.cvr and ind_i.cvr and dublet.cvr != ind_i.cvr:
        raise Afvist("Virksomhederne har hver sit CVR-nr. Ret først det, der er forkert.")
    for model in (Tilbud, Ansaettelse, Kontaktperson, Aabning, Virksomhedsnotat, Planaftale):
        model._default_manager.filter(virksomhed=dublet).update(virksomhed=ind_i)
    Virksomhed.objects.filter(lagt_ind_under=dublet).update(lagt_ind_under=ind_i)
    save_changes(dublet, {"lagt_ind_under": ind_i})
    mangler = {felt: getattr(dublet, felt) for felt in ("cvr", "adresse", "postnr", "bynavn")}
    return save_changes(ind_i, {felt: getattr(ind_i, felt) or vaerdi for felt, vaerdi in mangler.items()})


def _lock_both(dublet: Virksomhed, ind_i: Virksomhed) -> tuple[Virksomhed, Virksomhed]:
    """Both rows as they are now; in order of id, so that two merges wait for each other instead of dying."""
    ider = [dublet.pk, ind_i.pk]
    egne = Virksomhed.objects.filter(pk__in=ider, lagt_ind_under__isnull=True).order_by("pk")
    rows = {row.pk: row for row in egne.select_for_update(no_key=True)}
    if len(rows) < 2:
        raise Afvist("Vælg to virksomheder, der ikke allerede er lagt sammen.")
    return rows[dublet.pk], rows[ind_i.pk]


def _columns(oplysninger: Virksomhedsoplysninger) -> dict[str, Any]:
    return vars(oplysninger) | name_fields(oplysninger.navn)


def _refuse_role(by: Medarbejder) -> None:
    if not by.has_role(*SAGSROLLER):
        raise Afvist("Din rolle kan ikke rette virksomheder.")


def _ask_same(
    oplysninger: Virksomhedsoplysninger, by: Medarbejder, undtagen: Virksomhed | None = None
) -> None:
    andre = Virksomhed.objects.egne(by).order_by("pk")
    if undtagen:
        andre = andre.exclude(pk=undtagen.pk)
    if oplysninger.cvr and (samme := andre.filter(cvr=oplysninger.cvr).first()):
        raise Findes(f"{samme.navn} har samme CVR-nr. Brug den?", "cvr", samme)
    navnesoeg = navne.search_text(oplysninger.navn)[:250]
    i_byen = Q(bynavn__iexact=oplysninger.bynavn) | Q(bynavn="") if oplysninger.bynavn else Q()
    if samme := andre.filter(i_byen, navn_soegning=navnesoeg).first():
        sted = f" i {samme.bynavn}" if samme.bynavn else ""
        raise Findes(f"Der findes en virksomhed med samme navn{sted}. Brug den?", "navn", samme)


def _check_aabning(oplysninger: Aabningsoplysninger, dag: date, bekraeftet: bool) -> None:
    _refuse_cpr(oplysninger.opgaver, "opgaver")
    _refuse_cpr(oplysninger.hensyn, "hensyn")
    if oplysninger.slut and oplysninger.slut <= dag:
        raise Afvist(f"Datoen er passeret. Skriv {dato_aar(dag)} eller senere.", "til")
    if oplysninger.slut and oplysninger.slut - dag > LAENGE and not bekraeftet:
        raise Spoergsmaal("Datoen ligger mere end 2 år fremme. Er det rigtigt?", "til")


def _check_notat(indhold: Notatindhold, dag: date, bekraeftet: bool) -> None:
    _refuse_cpr(indhold.note, "note")
    if indhold.dato > dag:
        raise Afvist("Datoen er ikke nået endnu.", "dato")
    if dag - indhold.dato > GAMMEL and not bekraeftet:
        raise Spoergsmaal("Datoen ligger mere end 1 år tilbage. Er det rigtigt?", "dato")


def _refuse_cpr(tekst: str, felt: str) -> None:
    if cpr.stands_in(tekst):
        raise Afvist("Skriv ikke CPR-numre her. Alle i kommunen kan læse teksten.", felt)
