"""Writes to contacts and drafts. Each locks the forløb, asks its questions, writes, and refreshes the judgements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from forloeb.actions import registrering
from forloeb.actions.fjernt import far
from forloeb.actions.registrering import FORTRYD, clean_begrundelse, lock_forloeb, saved_before
from forloeb.models import Forloeb, Rettelse
from kalender.dansk import dato_aar
from kommuner.afvist import Afvist, Konflikt, Spoergsmaal, Svar, ask, danish_refusal
from kommuner.models import Medarbejder, Rolle
from opfoelgning import vurdering
from opfoelgning.actions.kladde import KONTAKT, drop_kladde, put_kladde
from opfoelgning.models import Kladde, Kontakt, Status

DOBBELT = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class Kontaktindhold:
    """What the person wrote of a contact."""

    form: str
    dato: date
    note: str = ""
    naeste_skridt: str = ""
    sted: str = ""
    deltagere: str = ""


class IkkeNaaet(Afvist):
    """The day of the contact lies ahead: it can be planned, not registered."""


@transaction.atomic
def register_kontakt(
    *,
    forloeb: Forloeb,
    indhold: Kontaktindhold,
    by: Medarbejder,
    dag: date,
    nu: datetime,
    udeblevet: bool = False,
    bekraeftet: Svar = False,
    noegle: str = "",
) -> Kontakt:
    """Log a contact that was held, or tried (``udeblevet``: the borger did not come), and drop its draft.

    ``noegle`` identifies one filling-in of the form: sent twice, it is saved once. Raises ``IkkeNaaet`` for a day to
    come, ``Spoergsmaal`` for a double within ten minutes or a day more than a year back, ``Afvist`` for a day before
    the forløb's start or a closed forløb.
    """
    forloeb = lock_forloeb(forloeb, dag)
    if saved := saved_before(Kontakt, forloeb, by, noegle):
        return saved
    status = Status.UDEBLEVET if udeblevet else Status.GENNEMFOERT
    _refuse_dato(forloeb, indhold.dato, dag, status)
    ask([*_double(forloeb, indhold, by, dag, nu), *far(indhold.dato, dag, "dato")], bekraeftet)
    return _save_new(forloeb, indhold, status=status, by=by, dag=dag, noegle=noegle)


@transaction.atomic
def plan_kontakt(
    *, forloeb: Forloeb, indhold: Kontaktindhold, by: Medarbejder, dag: date, noegle: str = ""
) -> Kontakt:
    """Put a contact in the calendar: status planlagt, on a day that has not passed. Drops the draft."""
    forloeb = lock_forloeb(forloeb, dag)
    if saved := saved_before(Kontakt, forloeb, by, noegle):
        return saved
    _refuse_dato(forloeb, indhold.dato, dag, Status.PLANLAGT)
    return _save_new(forloeb, indhold, status=Status.PLANLAGT, by=by, dag=dag, noegle=noegle)


@transaction.atomic
def correct_kontakt(
    *,
    kontakt: Kontakt,
    indhold: Kontaktindhold,
    status: Status,
    version: int,
    by: Medarbejder,
    dag: date,
    nu: datetime,
    begrundelse: str = "",
) -> Kontakt:
    """Correct a contact, or finish a planned one, as far as ``may_correct`` allows.

    A reason is asked for, and kept with what it said, once the author's ten minutes have passed, and of anybody else.
    Who finishes a planned contact without an author becomes its author. ``version`` is the one the person read:
    ``Konflikt`` if it is not the present one. Raises ``IkkeNaaet`` for one held, or tried, on a day to come, and
    ``Afvist`` for one planned on a day gone, or before the forløb's start.
    """
    forloeb = lock_forloeb(kontakt.forloeb, dag)
    kontakt = _lock_kontakt(kontakt)
    if kontakt.version != version:
        raise Konflikt("Kontakten er rettet, siden du åbnede den.", kontakt)
    if not may_correct(kontakt.registreret_af_id, kontakt.status, by):
        raise Afvist(_FREMMED)
    _refuse_dato(forloeb, indhold.dato, dag, status)
    if begrundelse or _wants_reason(kontakt, by, nu):
        _trace(kontakt, vars(indhold) | {"status": status}, clean_begrundelse(begrundelse), by)
    _write(kontakt, indhold, status, by)
    vurdering.refresh([forloeb.pk], dag)
    return kontakt


@transaction.atomic
def annul_kontakt(*, kontakt: Kontakt, begrundelse: str, version: int, by: Medarbejder, dag: date) -> None:
    """Take a contact back as if it had never been; what it said, who did it and why is kept."""
    registrering.annul(raekke=kontakt, begrundelse=begrundelse, version=version, by=by, dag=dag)
    vurdering.refresh([kontakt.forloeb_id], dag)


@transaction.atomic
def undo_kontakt(*, kontakt: Kontakt, by: Medarbejder, dag: date, nu: datetime) -> Kladde | None:
    """Take back one's own contact within ten minutes; what was written becomes the draft again, if any."""
    forloeb = lock_forloeb(kontakt.forloeb, dag)
    kontakt = _lock_kontakt(kontakt)
    _refuse_fremmed(kontakt, by)
    if nu - kontakt.registreret_tidspunkt > FORTRYD:
        raise Afvist("En kontakt kan kun fortrydes i 10 minutter. Ret den i stedet.")
    indhold = draft_of(kontakt)
    kontakt.delete()
    skrevet = bool(indhold["note"] or indhold["naeste_skridt"])
    kladde = put_kladde(forloeb=forloeb, indhold=indhold, by=by, formular=KONTAKT) if skrevet else None
    vurdering.refresh([forloeb.pk], dag)
    return kladde


def may_correct(registreret_af_id: int | None, status: str, by: Medarbejder) -> bool:
    """Whether somebody who may write on the forløb may correct a contact in it.

    Its author may, and a teamleder; a planned one that came from elsewhere, and so has no author, anybody may bring
    to an end.
    """
    return (
        registreret_af_id == by.pk
        or by.has_role(Rolle.TEAMLEDER)
        or (registreret_af_id is None and status == Status.PLANLAGT)
    )


def draft_of(kontakt: Kontakt) -> dict[str, Any]:
    """A contact as the contact form's fields, as they are kept in a draft."""
    return {
        "type": kontakt.form,
        "dato": kontakt.dato.isoformat(),
        "note": kontakt.note,
        "naeste_skridt": kontakt.naeste_skridt,
        "sted": kontakt.sted,
        "deltagere": kontakt.deltagere,
        "udeblevet": kontakt.status == Status.UDEBLEVET,
    }


def _write(kontakt: Kontakt, indhold: Kontaktindhold, status: Status, by: Medarbejder) -> None:
    for navn, vaerdi in vars(indhold).items():
        setattr(kontakt, navn, vaerdi)
    kontakt.status = status
    if kontakt.registreret_af_id is None and status != Status.PLANLAGT:
        kontakt.registreret_af = by
    kontakt.version += 1
    kontakt.save(update_fields=["status", "registreret_af", "version", *vars(indhold)])


def _wants_reason(kontakt: Kontakt, by: Medarbejder, nu: datetime) -> bool:
    if kontakt.status == Status.PLANLAGT:
        return False
    return kontakt.registreret_af_id != by.pk or nu - kontakt.registreret_tidspunkt > FORTRYD


def _trace(kontakt: Kontakt, nyt: dict[str, Any], begrundelse: str, by: Medarbejder) -> None:
    ny = Kontakt(**nyt)
    par = [
        [registrering.etiket(ny, attr), registrering.show(kontakt, attr), registrering.show(ny, attr)]
        for attr in nyt
    ]
    Rettelse.objects.create(
        forloeb_id=kontakt.forloeb_id,
        slags="kontakt",
        genstand=kontakt.pk,
        tekst=str(kontakt),
        annulleret=False,
        aendringer=[linje for linje in par if linje[1] != linje[2]],
        begrundelse=begrundelse,
        registreret_af=by,
    )


def _lock_kontakt(kontakt: Kontakt) -> Kontakt:
    found = Kontakt.objects.select_for_update(no_key=True).filter(pk=kontakt.pk).first()
    if found is None:
        raise Afvist("Kontakten er allerede fortrudt.")
    return found


def _refuse_dato(forloeb: Forloeb, dato: date, dag: date, status: Status) -> None:
    if status in (Status.GENNEMFOERT, Status.UDEBLEVET) and dato > dag:
        raise IkkeNaaet("Datoen er ikke nået endnu.", "dato")
    if status == Status.PLANLAGT and dato < dag:
        raise Afvist("En aftale skal ligge i dag eller senere.", "dato")
    if forloeb.slut and dato >= forloeb.slut:
        raise Afvist("Datoen ligger efter forløbets slutning.", "dato")
    if dato < forloeb.start:
        raise Afvist(f"Datoen ligger før forløbets start {dato_aar(forloeb.start)}.", "dato")


_FREMMED = "Kun den, der har registreret kontakten, og teamlederen kan ændre den."


def _refuse_fremmed(kontakt: Kontakt, by: Medarbejder) -> None:
    if kontakt.registreret_af_id != by.pk:
        raise Afvist(_FREMMED)


_ORD = {"telefon": "telefonkontakt", "fysisk": "fysisk kontakt", "video": "videokontakt"}


def _double(
    forloeb: Forloeb, indhold: Kontaktindhold, by: Medarbejder, dag: date, nu: datetime
) -> list[Spoergsmaal]:
    """The question whether this is the contact the person has just saved, if there is such a one."""
    samme = Kontakt.objects.filter(
        forloeb=forloeb,
        registreret_af=by,
        dato=indhold.dato,
        form=indhold.form,
        registreret_tidspunkt__gt=nu - DOBBELT,
    )
    kontakt = samme.order_by("-pk").first()
    if kontakt is None:
        return []
    hvad = _ORD.get(indhold.form, "kontakt")
    naar = "i dag" if indhold.dato == dag else dato_aar(indhold.dato)
    besked = f"Du har lige gemt en {hvad} {naar}."
    return [Spoergsmaal(besked, "type", kontakt, kode=f"dobbelt:{kontakt.pk}")]


def _save_new(
    forloeb: Forloeb, indhold: Kontaktindhold, *, status: Status, by: Medarbejder, dag: date, noegle: str
) -> Kontakt:
    egen_noegle = {"ekstern_id": noegle} if noegle else {}
    with danish_refusal():
        kontakt = Kontakt.objects.create(
            forloeb=forloeb, status=status, registreret_af=by, **vars(indhold), **egen_noegle
        )
    drop_kladde(forloeb=forloeb, by=by, formular=KONTAKT)
    vurdering.refresh([forloeb.pk], dag)
    # The database gave the moment.
    kontakt.refresh_from_db(fields=["registreret_tidspunkt"])
    return kontakt
