"""Cases in: a document is read, checked and stored in one transaction, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pghistory
from django.db import IntegrityError, connection

from kommuner.afvist import message_for
from kommuner.kommunedata import find_kommune, why_no_kommune
from kommuner.models import Kommune
from kommuner.tenancy import kommunekontekst
from opfoelgning.sagsdata import VERSION
from opfoelgning.sagsdata import format as fmt
from opfoelgning.sagsdata.borgere import Borgerregister
from opfoelgning.sagsdata.dokument import Dokument, Pythondokument
from opfoelgning.sagsdata.fejl import INGEN, MANGLER, Fejl, Fejlliste, ImportFejl, under
from opfoelgning.sagsdata.lagring import Antal
from opfoelgning.sagsdata.perioder import check_periods
from opfoelgning.sagsdata.sager import Sag, match_batch, save_batch
from opfoelgning.sagsdata.skema import Post, read_object
from opfoelgning.sagsdata.stamdata import save_stamdata
from opfoelgning.sagsdata.vaerdier import Opslag

FORLOEB_AD_GANGEN = 200
POSTER_AD_GANGEN = 20_000
NOEGLER = ("sagsdata", "kommune", "medarbejdere", "virksomheder", "regler", "forloeb")


@dataclass
class Resultat:
    """What an import did: forløb stored, rows written, and with ``skip_faulty`` what was left out."""

    kommune: str = ""
    forloeb: int = 0
    antal: Antal = field(default_factory=Antal)
    fejl: Fejlliste = field(default_factory=Fejlliste)
    fejlramte: int = 0


class Restmodtager:
    """Receives what an import with ``skip_faulty`` left out. This one forgets it."""

    def add_forloeb(self, raa: Any) -> None:
        """A faulty forløb as it stood in the document."""

    def add_stamdata(self, lister: dict[str, list[Any]]) -> None:
        """The faulty entries outside the forløb, by the name of their list."""


def import_document(dokument: dict[str, Any], *, skip_faulty: bool = False) -> Resultat:
    """Import a document that is already in memory; see ``import_from``."""
    return import_from(Pythondokument(dokument), skip_faulty=skip_faulty)


def import_from(
    dokument: Dokument,
    *,
    skip_faulty: bool = False,
    rest: Restmodtager | None = None,
    fremdrift: Callable[[int], None] = lambda _: None,
) -> Resultat:
    """Store a document in its kommune, in a transaction of its own; ``fremdrift`` hears the number of forløb read.

    Objects are recognised by their id, and never removed. Facts without an id are the whole list wherever the
    document has that list: what came from a file and it no longer holds is removed (its history stays); a list left
    out is left alone. A fact made on screen stays; one in the document that overlaps it without being equal is an
    error.
    Rows that are right already are not written. With ``skip_faulty`` faulty forløb and entries are handed to
    ``rest`` and the others stored. Raises ImportFejl, and stores nothing, on any error otherwise.
    """
    kommune = _read_head(dokument.hoved)
    with kommunekontekst(kommune.pk), pghistory.context(kommando="importer"):
        return _Import(dokument, kommune, skip_faulty, rest or Restmodtager(), fremdrift).run()


def _read_head(hoved: dict[str, Any]) -> Kommune:
    fejl = Fejlliste()
    version = hoved.get("sagsdata", MANGLER)
    if version != VERSION or isinstance(version, bool):
        fejl.add("/sagsdata", version, f"Her læses kun version {VERSION} af formatet.")
    for navn, vaerdi in hoved.items():
        if navn not in NOEGLER:
            fejl.add(under("", navn), vaerdi, f"Feltet er ukendt. Kendte felter: {', '.join(NOEGLER)}.")
    for navn in NOEGLER[2:]:
        if hoved.get(navn) is not None and not isinstance(hoved[navn], list):
            fejl.add(under("", navn), hoved[navn], "Der skal stå en liste [ … ].")
    kode = hoved.get("kommune", MANGLER)
    kommune = find_kommune(kode) if isinstance(kode, str) and kode.isascii() and kode.isdigit() else None
    if kommune is None:
        fejl.add("/kommune", kode, why_no_kommune(kode))
    if kommune is None or fejl.antal:
        raise ImportFejl(fejl.fejl, fejl.antal)
    return kommune


class _Import:
    """One run, inside the kommune's context."""

    def __init__(
        self,
        dokument: Dokument,
        kommune: Kommune,
        skip_faulty: bool,
        rest: Restmodtager,
        fremdrift: Callable[[int], None],
    ) -> None:
        self.dokument, self.kommune, self.skip_faulty = dokument, kommune, skip_faulty
        self.rest, self.fremdrift = rest, fremdrift
        self.resultat = Resultat(kommune.kode)
        self.register = Borgerregister(kommune.kode)
        self.sete: dict[str, int] = {}

    def run(self) -> Resultat:
        self._one_at_a_time()
        try:
            self._run()
        except IntegrityError as fejl:
            raise ImportFejl([Fejl("", INGEN, message_for(fejl))]) from fejl
        if not self.skip_faulty:
            self.resultat.fejl.stop()
        return self.resultat

    def _one_at_a_time(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('sagsdata'), %s)", [self.kommune.pk])

    def _run(self) -> None:
        resultat = self.resultat
        opslag, faldne = save_stamdata(self.dokument.hoved, self.kommune.kode, resultat.fejl, resultat.antal)
        self.rest.add_stamdata(faldne)
        for sager in self._batches(opslag):
            match_batch(sager, self.register)
            save_batch([sag for sag in sager if not sag.fejl.antal], self.register, resultat.antal)
            for sag in sager:
                self._settle(sag)
            self.fremdrift(sager[-1].nr + 1)

    def _settle(self, sag: Sag) -> None:
        if not sag.fejl.antal:
            self.resultat.forloeb += 1
            return
        self.resultat.fejl.extend(sag.fejl)
        self.resultat.fejlramte += 1
        self.rest.add_forloeb(sag.raa)

    def _batches(self, opslag: Opslag) -> Iterator[list[Sag]]:
        sager: list[Sag] = []
        poster = 0
        for nr, raa in self.dokument.forloeb():
            sag = self._read(nr, raa, opslag)
            sager.append(sag)
            poster += sum(1 for _ in sag.post.walk())
            if len(sager) >= FORLOEB_AD_GANGEN or poster >= POSTER_AD_GANGEN:
                yield sager
                sager, poster = [], 0
        if sager:
            yield sager

    def _read(self, nr: int, raa: Any, opslag: Opslag) -> Sag:
        sted, fejl = f"/forloeb/{nr}", Fejlliste()
        post = read_object(fmt.FORLOEB, raa, sted, opslag, fejl)
        if post is None:
            return Sag(nr, raa, Post(fmt.FORLOEB, sted, {}), fejl)
        check_periods(post, fejl)
        foerste = self.sete.setdefault(post.data["ekstern_id"], nr) if "ekstern_id" in post.data else nr
        if foerste != nr:
            besked = f"Samme id står allerede i /forloeb/{foerste}; hvert id må kun bruges én gang."
            fejl.add(under(sted, "id"), raa["id"], besked)
        return Sag(nr, raa, post, fejl)
