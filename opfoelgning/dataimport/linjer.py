"""One line of a file: what stands in it, read as dates, numbers and people, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from borgere import cpr
from kalender.dansk import dato_aar, til_og_med
from kommuner.ansatte import ends_of
from kommuner.forberedelse import Maalgruppe
from kommuner.formfelter import AARSTAL
from kommuner.indsatsmodel import indsatsmodeller
from kommuner.models import Medarbejder, Rolle
from kommuner.organ import Organ
from kommuner.tenancy import current_kommune_id
from opfoelgning.borgerforms import FOERSTE_MODEL, Begyndelse, begyndelser
from opfoelgning.dataimport.fil import as_text, shown
from opfoelgning.dataimport.kolonner import Valg

_DATO = re.compile(r"(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4})|(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?")
_NAVN_LAENGST, _TELEFON_LAENGST = 200, 20


class Forkert(ValueError):
    """A cell cannot be read; the text says why, to be read after «Linje 14: »."""


@dataclass
class Linje:
    """A line: its number in the sheet, what was read by the code of its column, and what is wrong with it.

    ``bemaerkninger`` are what to look at all the same: a kind, a column, a text (``dataimport.bemaerkninger``).
    """

    nr: int
    felter: dict[str, Any] = field(default_factory=dict)
    fejl: list[tuple[str, str]] = field(default_factory=list)
    bemaerkninger: list[tuple[str, str, str]] = field(default_factory=list)

    def refuse(self, kode: str, besked: str) -> None:
        """Note what is wrong with the cell of a column, or (``kode`` empty) with the line."""
        self.fejl.append((kode, besked))

    def note(self, slags: str, kode: str, besked: str) -> None:
        """Note what is not wrong and should be seen before the line is imported."""
        self.bemaerkninger.append((slags, kode, besked))


class Laeser:
    """Reads the cells of a kommune's files. ``organ`` is what it calls the body that treats a case."""

    def __init__(self, organ: Organ, dag: date) -> None:
        self._dag = dag
        self._begyndelser = _by_name(organ)
        self._navne = ", ".join(f"«{organ.named(en.maalgruppe.navn)}»" for en in begyndelser().values())
        alle = _by_login(Medarbejder.objects.filter(kommune=current_kommune_id()))
        self._jobformidlere = {
            navn: valgte
            for navn, folk in alle.items()
            if (valgte := [en for en in folk if Rolle.JOBFORMIDLER in en.roller])
        }
        self._andre = alle.keys() - self._jobformidlere.keys()
        self._fratraadt = ends_of({en.pk for alle in self._jobformidlere.values() for en in alle}, dag)
        self._cpr: dict[str, int] = {}
        self._laes: dict[str, Callable[[Any], Any]] = {
            "cpr": self._read_cpr,
            "navn": lambda celle: _short(celle, _NAVN_LAENGST),
            "telefon": lambda celle: _short(celle, _TELEFON_LAENGST),
            "maalgruppe": self._read_maalgruppe,
            "jobformidler": self._read_jobformidler,
        }

    def lines(self, raekker: Iterable[tuple[int, list[Any]]], valg: Valg) -> Iterator[Linje]:
        """Every row as a line, each CPR number once."""
        for nr, celler in raekker:
            linje = Linje(nr)
            for kode, kolonne in valg.items():
                celle = celler[kolonne] if kolonne < len(celler) else None
                if as_text(celle):
                    self._read(linje, kode, celle)
            self._check(linje, valg)
            yield linje

    def _read(self, linje: Linje, kode: str, celle: Any) -> None:
        try:
            linje.felter[kode] = self._laes.get(kode, read_dato)(celle)
        except Forkert as forkert:
            linje.refuse(kode, str(forkert))

    def _check(self, linje: Linje, valg: Valg) -> None:
        forkerte = {kode for kode, _ in linje.fejl}
        for kode, mangler in (
            ("cpr", "CPR-nummeret mangler."),
            ("maalgruppe", "målgruppen mangler."),
            ("start", "startdatoen mangler."),
        ):
            if kode not in linje.felter and kode not in forkerte:
                linje.refuse(kode, mangler)
        if "cpr" in linje.felter:
            foerste = self._cpr.setdefault(linje.felter["cpr"], linje.nr)
            if foerste != linje.nr:
                linje.refuse("cpr", f"CPR-nummeret står allerede på linje {foerste}.")

    def _read_cpr(self, celle: Any) -> str:
        try:
            cifre = cpr.parse(cpr_text(celle))
        except cpr.UgyldigtCpr as ugyldigt:
            raise Forkert(str(ugyldigt)) from ugyldigt
        if cpr.foedselsdato(cifre) > self._dag:
            raise Forkert("CPR-nummerets dato er ikke nået endnu. Se efter, om det er skrevet rigtigt.")
        return cifre

    def _read_maalgruppe(self, celle: Any) -> Begyndelse:
        fundet = self._begyndelser.get(as_text(celle).casefold())
        if fundet is None:
            raise Forkert(f"målgruppen «{shown(as_text(celle))}» kendes ikke. Skriv en af: {self._navne}.")
        return fundet

    def _read_jobformidler(self, celle: Any) -> Medarbejder:
        navn = as_text(celle).casefold()
        fundne = self._jobformidlere.get(navn, [])
        if navn in self._andre:
            raise Forkert(
                f"«{shown(as_text(celle))}» er ikke jobformidler. "
                "Skriv en anden, eller giv rollen under Brugere og team."
            )
        if len(fundne) != 1:
            hvor = "er der flere af" if fundne else "findes ikke"
            raise Forkert(
                f"jobformidleren «{shown(as_text(celle))}» {hvor} i kommunen. Skriv brugernavn eller e-mail."
            )
        slut = self._fratraadt.get(fundne[0].pk)
        if slut and slut <= self._dag:
            raise Forkert(
                f"jobformidleren «{shown(as_text(celle))}» er ikke ansat efter {dato_aar(til_og_med(slut))}."
            )
        return fundne[0]


def cpr_text(celle: Any) -> str:
    """A CPR number as it was meant: one kept as a number has lost the zero it began with."""
    text = as_text(celle)
    return f"0{text}" if isinstance(celle, int | float) and len(text) == 9 else text


def read_dato(celle: Any) -> date:
    """A day from a date cell or from text, Danish or ISO. Raises Forkert."""
    if isinstance(celle, datetime):
        return celle.date()
    if isinstance(celle, date):
        return celle
    text = as_text(celle)
    fundet = _DATO.fullmatch(text)
    if not fundet:
        raise Forkert(f"«{shown(text)}» er ikke en dato. Skriv den som 23-11-2026.")
    dag, maaned, aar = (fundet.group(3 - n) or fundet.group(4 + n) for n in (2, 1, 0))
    try:
        laest = date(int(aar), int(maaned), int(dag))
    except ValueError as fejl:
        raise Forkert(f"datoen {text} findes ikke.") from fejl
    if laest.year not in AARSTAL:
        raise Forkert(f"årstallet i {text} kan ikke passe.")
    return laest


def _short(celle: Any, laengst: int) -> str:
    text = as_text(celle)
    if len(text) > laengst:
        raise Forkert(f"teksten er på {len(text)} tegn; der er plads til {laengst}.")
    return text


def _by_name(organ: Organ) -> dict[str, Begyndelse]:
    """Where a borger may be, by every way of writing it: name, code, or the number of a phase."""
    kendte: dict[str, Begyndelse] = {}
    for fase in indsatsmodeller()[FOERSTE_MODEL].faser:
        begyndelse = Begyndelse(FOERSTE_MODEL, Maalgruppe(f"fase{fase.nr}", fase.navn, "", fase.nr))
        kendte |= {str(fase.nr): begyndelse, f"fase {fase.nr}": begyndelse}
    for en in begyndelser().values():
        for navn in (en.maalgruppe.kode, en.maalgruppe.navn, organ.named(en.maalgruppe.navn)):
            kendte.setdefault(navn.casefold(), en)
    return kendte


def _by_login(folk: QuerySet[Medarbejder]) -> dict[str, list[Medarbejder]]:
    """People by user name, e-mail and name; a name may be that of several."""
    kendte: dict[str, list[Medarbejder]] = {}
    for medarbejder in folk.order_by("pk"):
        for navn in {medarbejder.username, medarbejder.email, medarbejder.navn} - {""}:
            kendte.setdefault(navn.casefold(), []).append(medarbejder)
    return kendte
