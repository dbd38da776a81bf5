"""A file tried or imported: in one transaction, by the importer of `sagsdata`, and told line by line."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

import pghistory
from django.db import transaction

from borgere import cpr
from borgere.forsegling import unseal
from borgere.models import Borger
from forloeb.models import Forloeb
from kommuner.afvist import Afvist
from kommuner.models import Kommune
from kommuner.organ import organ_paa
from kommuner.tenancy import current_kommune_id
from opfoelgning.dataimport.bemaerkninger import told
from opfoelgning.dataimport.fil import mask, read_table
from opfoelgning.dataimport.kolonner import EFTER_KODE
from opfoelgning.dataimport.linjer import Laeser, Linje
from opfoelgning.dataimport.sager import Linjedokument
from opfoelgning.dataimport.virkning import written
from opfoelgning.models import Dataimport, Filformat
from opfoelgning.sagsdata.dokument import Dokument, Fildokument
from opfoelgning.sagsdata.fejl import GEMTE, INGEN, Fejl, ImportFejl
from opfoelgning.sagsdata.importer import Restmodtager, import_from

Fremdrift = Callable[[int], None]
Linjefejl = list[Any]
"""Number of the line (or place in a document), column, and what is wrong."""

_STED = re.compile(r"/forloeb/(\d+)[^\s,.]*")
# The column of a line that a place in its forløb was made of; the first that fits.
_KOLONNER = (
    ("/borger/cpr", "cpr"),
    ("/borger/navn", "navn"),
    ("/borger/foedselsdato", "foedselsdato"),
    ("/borger/progredierende", "diagnose_fra"),
    ("/faser", "maalgruppe"),
    ("/tildelinger", "jobformidler"),
    ("/ydelser", "ledighedsydelse_fra"),
    ("/fra", "start"),
)


@dataclass
class Udfald:
    """What an import did or would do. ``fejl`` holds the first ones; ``fejlramte`` counts lines."""

    linjer: int = 0
    nye: int = 0
    aendrede: int = 0
    uaendrede: int = 0
    fejlramte: int = 0
    fejl: list[Linjefejl] = field(default_factory=list)
    bemaerkninger: list[list[Any]] = field(default_factory=list)
    sager: list[int] = field(default_factory=list)


class _Ider(Restmodtager):
    """Which forløb the importer left out."""

    def __init__(self) -> None:
        self.faldne: set[str] = set()
        self.andet = 0

    def add_forloeb(self, raa: Any) -> None:
        if isinstance(raa, dict) and isinstance(raa.get("id"), str):
            self.faldne.add(raa["id"])

    def add_stamdata(self, lister: dict[str, list[Any]]) -> None:
        self.andet = sum(map(len, lister.values()))


def run(dataimport: Dataimport, dag: date, fremdrift: Fremdrift, *, gem: bool) -> Udfald:
    """Import the file, or (without ``gem``) do it and take it back. Inside the kommune's context.

    Lines with errors are left out. Raises Afvist when nothing of the file can be read.
    """
    data = unseal(bytes(dataimport.fil or b""), dataimport.kommune.kode)
    try:
        with (
            transaction.atomic(),
            pghistory.context(dataimport=dataimport.pk, user=dataimport.medarbejder_id),
        ):
            if dataimport.format == Filformat.SAGSDATA:
                udfald = _run_document(dataimport, data, fremdrift)
            else:
                udfald = _run_lines(dataimport, data, dag, fremdrift)
            transaction.set_rollback(not gem)
    except ImportFejl as fundet:
        raise Afvist("\n".join(_in_document(en)[2] for en in fundet.fejl[:20])) from fundet
    return udfald


def _run_lines(dataimport: Dataimport, data: bytes, dag: date, fremdrift: Fremdrift) -> Udfald:
    kommune = dataimport.kommune
    tabel = read_table(data, dataimport.format)
    laeser = Laeser(organ_paa(dag), dag)
    dokument = Linjedokument(kommune, laeser.lines(tabel.raekker, dataimport.kolonner), dag)
    rest = _Ider()
    resultat = import_from(
        dokument, skip_faulty=True, rest=rest, fremdrift=lambda _: fremdrift(len(dokument.linjer))
    )
    for fejl in resultat.fejl.fejl:
        _blame(fejl, dokument)
    gode = [
        (linje, id_) for linje, id_ in zip(dokument.med, dokument.ider, strict=True) if id_ not in rest.faldne
    ]
    _save_phones([linje for linje, _ in gode], kommune)
    udfald = _counted(dataimport.pk, [id_ for _, id_ in gode])
    udfald.linjer = len(dokument.linjer)
    udfald.fejlramte = udfald.linjer - len(gode)
    udfald.fejl = [
        [linje.nr, EFTER_KODE[kode].navn if kode else "", besked]
        for linje in dokument.linjer
        for kode, besked in linje.fejl
    ][:GEMTE]
    udfald.bemaerkninger = told([linje for linje, _ in gode], EFTER_KODE, GEMTE)
    return udfald


def _run_document(dataimport: Dataimport, data: bytes, fremdrift: Fremdrift) -> Udfald:
    dokument = Fildokument(BytesIO(data))
    if dokument.hoved.get("kommune") != dataimport.kommune.kode:
        raise Afvist(
            f"Filen er ikke til {dataimport.kommune}. Der skal stå kommunekode {dataimport.kommune.kode}."
        )
    med = _Remembered(dokument)
    rest = _Ider()
    resultat = import_from(med, skip_faulty=True, rest=rest, fremdrift=fremdrift)
    udfald = _counted(dataimport.pk, [id_ for id_ in med.ider if id_ not in rest.faldne])
    udfald.linjer = med.antal
    udfald.fejlramte = resultat.fejlramte + rest.andet
    udfald.fejl = [_in_document(en) for en in resultat.fejl.fejl]
    return udfald


class _Remembered:
    """A document whose forløb are counted and their ids kept as they go by."""

    def __init__(self, dokument: Dokument) -> None:
        self.hoved, self._dokument = dokument.hoved, dokument
        self.ider: list[str] = []
        self.antal = 0

    def forloeb(self) -> Any:
        for nr, raa in self._dokument.forloeb():
            self.antal = nr + 1
            if isinstance(raa, dict) and isinstance(raa.get("id"), str):
                self.ider.append(raa["id"])
            yield nr, raa


def _counted(import_id: int, ider: list[str]) -> Udfald:
    """How many of these forløb, by their external ids, are new, changed or as they were."""
    egne = Forloeb.objects.filter(kommune=current_kommune_id(), ekstern_id__in=ider)
    pks = list(egne.values_list("pk", flat=True))
    nye, aendrede = written(import_id, pks)
    return Udfald(
        nye=len(nye),
        aendrede=len(aendrede),
        uaendrede=len(pks) - len(nye) - len(aendrede),
        sager=sorted(nye | aendrede),
    )


def _save_phones(linjer: list[Linje], kommune: Kommune) -> None:
    """Telephone numbers, which the document does not know."""
    numre = {
        cpr.blind_index(linje.felter["cpr"], kommune.kode): linje.felter["telefon"]
        for linje in linjer
        if "telefon" in linje.felter
    }
    aendrede = []
    for borger in Borger.objects.filter(kommune=kommune, cpr_indeks__in=list(numre)):
        nummer = numre[bytes(borger.cpr_indeks)]
        if borger.telefon != nummer:
            borger.telefon = nummer
            aendrede.append(borger)
    Borger.objects.bulk_update(aendrede, ["telefon"], batch_size=500)


def _blame(fejl: Fejl, dokument: Linjedokument) -> None:
    """Put an error of the importer on the line its forløb was made of."""
    fundet = re.match(r"/forloeb/(\d+)", fejl.pointer)
    if not fundet:
        return
    linje = dokument.med[int(fundet[1])]
    kode = next((kode for del_, kode in _KOLONNER if del_ in fejl.pointer), "")

    def i_filen(sted: re.Match[str]) -> str:
        anden = dokument.med[int(sted[1])].nr
        return "det, der allerede er registreret" if anden == linje.nr else f"linje {anden}"

    linje.refuse(kode, mask(_STED.sub(i_filen, fejl.besked)))


def _in_document(fejl: Fejl) -> Linjefejl:
    """An error of a `sagsdata` file: its place, nothing, and the text; a CPR number is never repeated."""
    uden_vaerdi = fejl._replace(vaerdi=INGEN) if fejl.pointer.endswith("/cpr") else fejl
    return [fejl.pointer or "Filen", "", mask(str(uden_vaerdi))]
