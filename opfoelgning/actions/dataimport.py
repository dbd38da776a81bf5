"""A file on its way in: received, its columns chosen, tried, imported, undone; ``dataimport.koersel`` does the work."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pghistory
from django.contrib.postgres.functions import TransactionNow
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Now

from borgere.forsegling import seal
from kommuner.afvist import Afvist
from kommuner.models import Medarbejder
from opfoelgning.dataimport.fil import check_size, count_rows, mask, read_table, recognise
from opfoelgning.dataimport.fortryd import undo_rows
from opfoelgning.dataimport.koersel import Fremdrift, Udfald, run
from opfoelgning.dataimport.kolonner import Valg, faults, remember
from opfoelgning.models import Dataimport, Filformat, Importtilstand

LILLE_ARK = 1_000_000  # bytes of an Excel file that is read while one waits
DIREKTE = 500  # so many lines are read while one waits; more by a worker
FORTRYD_INDEN = timedelta(hours=24)
KLADDE_GEMMES = timedelta(hours=24)
FLEST_FORSOEG = 3
LOCK = 7_310_002  # first half of the advisory lock; the second half is the import
_UDEN_FIL = (Importtilstand.FAERDIG, Importtilstand.FORTRYDES, Importtilstand.FORTRUDT)


@transaction.atomic
def receive_file(*, data: bytes, filnavn: str, by: Medarbejder) -> Dataimport:
    """Keep a file, sealed, until it is imported or given up. Raises Afvist for what cannot be read at all."""
    check_size(len(data))
    format_ = recognise(data)
    linjer = 0 if format_ == Filformat.SAGSDATA else _count(data, format_)
    return Dataimport.objects.create(
        medarbejder=by,
        filnavn=mask(filnavn)[:200],
        format=format_,
        fil=seal(data, by.kommune.kode),
        linjer=linjer,
        tilstand=Importtilstand.PROEVES if format_ == Filformat.SAGSDATA else Importtilstand.KOLONNER,
    )


def _count(data: bytes, format_: str) -> int:
    """Lines below the headings; 0 for a sheet that takes long to read, which is left to a worker."""
    tabel = read_table(data, format_)
    if format_ == Filformat.XLSX and len(data) > LILLE_ARK:
        return 0
    linjer = count_rows(tabel)
    if not linjer:
        raise Afvist("Der er ingen linjer under kolonnernes navne.", "fil")
    return linjer


@transaction.atomic
def choose_columns(*, dataimport: Dataimport, valg: Valg, hoveder: list[str], by: Medarbejder) -> Dataimport:
    """Say what stands in which column, and let the file be tried. Raises Afvist naming the column."""
    dataimport = _locked(dataimport, Importtilstand.KOLONNER, Importtilstand.PROEVET)
    for kode, besked in faults(valg).items():
        raise Afvist(besked, kode)
    remember(hoveder, valg)
    dataimport.kolonner = valg
    return _wait(dataimport, Importtilstand.PROEVES)


@transaction.atomic
def change_columns(*, dataimport: Dataimport, by: Medarbejder) -> Dataimport:
    """Go back from what was tried to the columns."""
    dataimport = _locked(dataimport, Importtilstand.PROEVET)
    if dataimport.format == Filformat.SAGSDATA:
        raise Afvist("En sagsdata-fil har ingen kolonner.")
    return _wait(dataimport, Importtilstand.KOLONNER)


@transaction.atomic
def confirm_import(*, dataimport: Dataimport, by: Medarbejder) -> Dataimport:
    """Let a file that was tried be imported; lines with errors are left out."""
    dataimport = _locked(dataimport, Importtilstand.PROEVET)
    if not dataimport.nye + dataimport.aendrede:
        raise Afvist("Der er intet nyt at importere i filen.")
    return _wait(dataimport, Importtilstand.GEMMES)


@transaction.atomic
def stop_import(*, dataimport: Dataimport, by: Medarbejder) -> None:
    """Forget a file that was not imported; nothing of it is kept."""
    dataimport = _locked(dataimport, *(set(Importtilstand) - {*_UDEN_FIL, Importtilstand.GEMMES}))
    dataimport.delete()


@transaction.atomic
def undo_import(*, dataimport: Dataimport, by: Medarbejder, nu: datetime) -> Dataimport:
    """Let a whole import be taken back, until 24 hours after it."""
    dataimport = _locked(dataimport, Importtilstand.FAERDIG)
    if not may_undo(dataimport, nu):
        raise Afvist("Importen er mere end 24 timer gammel og kan ikke fortrydes.")
    dataimport.fortrudt_af = by
    return _wait(dataimport, Importtilstand.FORTRYDES)


def may_undo(dataimport: Dataimport, nu: datetime) -> bool:
    """Whether an import can be undone at an instant."""
    return (
        dataimport.tilstand == Importtilstand.FAERDIG
        and dataimport.gemt is not None
        and nu - dataimport.gemt <= FORTRYD_INDEN
    )


def is_small(dataimport: Dataimport) -> bool:
    """Whether it can be done while somebody waits for the page, and nobody else is importing."""
    stoerrelse = (
        len(dataimport.sager) if dataimport.tilstand == Importtilstand.FORTRYDES else dataimport.linjer
    )
    # A line takes a few hundred bytes, a case of a document or a packed line may take any number.
    lille_fil = dataimport.format == Filformat.CSV or len(dataimport.fil or b"") < LILLE_ARK // 2
    if stoerrelse > DIREKTE or not lille_fil:
        return False
    with connection.cursor() as cursor:
        # The lock the importer takes; taken here, it is not waited for.
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('sagsdata'), %s)", [dataimport.kommune_id])
        return cursor.fetchone()[0]


def count_attempt(dataimport: Dataimport) -> bool:
    """Note that somebody begins on it; False when somebody is at it, and when it brought workers down too often."""
    if not _take(dataimport):
        return False
    if dataimport.forsoeg >= FLEST_FORSOEG:
        _give_up(dataimport, "Importen gik i stå flere gange. Prøv med en mindre fil.")
        return False
    Dataimport.objects.filter(pk=dataimport.pk).update(forsoeg=F("forsoeg") + 1, laest=0)
    return True


@transaction.atomic
def do_work(*, dataimport: Dataimport, dag: date, fremdrift: Fremdrift = lambda _: None) -> None:
    """Try, import or undo, whichever waits; nothing when it is done or somebody else is at it."""
    if not _take(dataimport):
        return
    dataimport = Dataimport.objects.select_related("kommune", "medarbejder").get(pk=dataimport.pk)
    if dataimport.tilstand == Importtilstand.FORTRYDES:
        _undo(dataimport)
    elif dataimport.i_gang:
        _read(dataimport, dag, fremdrift)


def _take(dataimport: Dataimport) -> bool:
    """Keep others away until the transaction ends; False when somebody else is at it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOCK, dataimport.pk])
        return cursor.fetchone()[0]


def _read(dataimport: Dataimport, dag: date, fremdrift: Fremdrift) -> None:
    gem = dataimport.tilstand == Importtilstand.GEMMES
    try:
        udfald = run(dataimport, dag, fremdrift, gem=gem)
    except Afvist as afvist:
        _give_up(dataimport, str(afvist))
        return
    ny: dict[str, Any] = {"tilstand": Importtilstand.PROEVET}
    if gem:
        ny = {
            "tilstand": Importtilstand.FAERDIG,
            "fil": None,
            "sager": udfald.sager,
            "gemt": TransactionNow(),
        }
    _store(dataimport, **_told(udfald), **ny)


def _told(udfald: Udfald) -> dict[str, Any]:
    tal = ("linjer", "nye", "aendrede", "uaendrede", "fejlramte", "fejl", "bemaerkninger")
    return {navn: getattr(udfald, navn) for navn in tal} | {"laest": udfald.linjer, "forsoeg": 0}


def _undo(dataimport: Dataimport) -> None:
    with pghistory.context(fortryd_import=dataimport.pk, user=dataimport.fortrudt_af_id):
        beholdt = undo_rows(dataimport)
    _store(dataimport, beholdt=beholdt, tilstand=Importtilstand.FORTRUDT, fortrudt=Now())


def _give_up(dataimport: Dataimport, besked: str) -> None:
    fejl = [["Filen", "", linje] for linje in besked.splitlines()]
    _store(dataimport, tilstand=Importtilstand.OPGIVET, fil=None, fejl=fejl)


def _store(dataimport: Dataimport, **felter: Any) -> None:
    """Write how it went; one that was stopped meanwhile stays away."""
    Dataimport.objects.filter(pk=dataimport.pk, tilstand=dataimport.tilstand).update(**felter)


def _wait(dataimport: Dataimport, tilstand: Importtilstand) -> Dataimport:
    dataimport.tilstand, dataimport.forsoeg, dataimport.laest = tilstand, 0, 0
    dataimport.save()
    return dataimport


def _locked(dataimport: Dataimport, *tilstande: Importtilstand) -> Dataimport:
    laast = (
        Dataimport.objects.select_for_update(no_key=True)
        .select_related(None)
        .filter(pk=dataimport.pk)
        .first()
    )
    if laast is None or laast.tilstand not in tilstande:
        raise Afvist("Importen er kommet videre imens. Se, hvor langt den er.")
    return laast


def forget_drafts(nu: datetime) -> None:
    """Remove files of the present kommune that were not imported within a day."""
    Dataimport.objects.filter(modtaget__lt=nu - KLADDE_GEMMES).exclude(tilstand__in=_UDEN_FIL).exclude(
        tilstand=Importtilstand.GEMMES
    ).delete()
