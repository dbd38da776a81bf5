"""One reader's reports: gathered once, made, and shown as she may see them and as they may leave the team."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from kalender.dansk import tal
from opfoelgning.models import Rapportmaal
from opfoelgning.rapport.grundlag import ejerskab, hent
from opfoelgning.rapport.katalog import RAPPORTER, lav, maalt, naaet
from opfoelgning.rapport.personer import in_words
from opfoelgning.rapport.skjul import er_skjult
from opfoelgning.rapport.udsnit import Udsnit
from opfoelgning.rapport.visning import Visning, udadtil


class Bestilling(NamedTuple):
    """What is asked for: the kommune, the days, the team (None: everybody), and whether it is the reader's own."""

    kommune_id: int
    u: Udsnit
    team_id: int | None
    eget: bool
    idag: date


MANGE = 3000
"""Forløb of the whole kommune in the period, above which its reports are made one at a time."""


class Svar(NamedTuple):
    """One report: ``skaerm`` as its reader sees it, ``ud`` as it is printed and exported, ``maal`` the target.

    ``laest`` is what was read of the cases.
    """

    skaerm: Visning
    ud: Visning
    maal: int | None
    laest: list[Any]

    def maalsaetning(self, visning: Visning) -> str:
        """What became of the kommune's own target, as far as the figure may be seen there."""
        slags = visning.slags
        if self.maal is None:
            return "Kommunen har ikke sat et mål for tallet."
        saetning = f"Kommunens mål: {slags.maal.lower()} {slags.retning} {tal(self.maal)} {slags.enhed}."
        return f"{saetning} {self._naaet(visning, self.maal)}"

    def _naaet(self, visning: Visning, maal: int) -> str:
        celle = visning.rapport.maalt
        vaerdi = maalt(celle)
        if visning.skjult is not None and er_skjult(celle, visning.skjult):
            return "Tallet er skjult, fordi det handler om for få."
        if vaerdi is None:
            return "Der er ikke nok at måle på."
        return (
            f"Det er {'nået' if naaet(visning.slags, vaerdi, maal) else 'ikke nået'}: {visning.tekst(celle)}."
        )


def too_many(b: Bestilling) -> bool:
    """Whether every report at once would keep its reader waiting."""
    return len(ejerskab(b.kommune_id, b.u, b.idag).hos(b.team_id)) > MANGE


def svar(b: Bestilling, koder: Iterable[str]) -> dict[str, Svar]:
    """Make these reports; the cases are gathered once."""
    ejere = ejerskab(b.kommune_id, b.u, b.idag)
    valgte = list(koder)
    sager = hent(b.kommune_id, ejere.hos(b.team_id), b.u, kontakter="kontakt" in valgte)
    lavet = lav(sager, b.u, valgte)
    maal = maal_paa(b.kommune_id, b.u.dag)
    fundne = {}
    for kode, (rapport, laest) in lavet.items():
        slags = RAPPORTER[kode]
        ud = udadtil(slags, rapport, ejere.team if b.team_id is None else None)
        fundne[kode] = Svar(Visning(slags, rapport) if b.eget else ud, ud, maal.get(kode), laest)
    return fundne


def i_ord(laest: Iterable[Any], forloeb_ids: Collection[int], dag: date) -> dict[int, str]:
    """What was read of each of these cases, by forløb, as on a day; those nothing was read of are left out."""
    fundne: defaultdict[int, list[str]] = defaultdict(list)
    for en in laest:
        if en.pk in forloeb_ids:
            fundne[en.pk].append(in_words(en, dag))
    return {pk: "; ".join(filter(None, dele)) for pk, dele in fundne.items()}


def maal_paa(kommune_id: int, dag: date) -> dict[str, int]:
    """The kommune's targets in force on a day, by report."""
    raekker = Rapportmaal.objects.filter(kommune=kommune_id, gyldig_fra__lte=dag).order_by("gyldig_fra")
    return dict(raekker.values_list("rapport", "maal"))
