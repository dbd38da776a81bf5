"""Flags of missed duties: opened and closed by what the rules say of each day, whenever somebody looks.

There is one advis per (forløb, regel, genstand, frist). New values for running deadlines give a missed one another
frist: the advis follows, and stays one. Its days come from the judgements, not from the run that found
them, so a sweep that was missed, late or run twice ends with the same rows. Only a correction, which shows that a flag
should not have been raised, closes it on the day it was noticed: until then it really stood there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from kommuner.tenancy import current_kommune_id
from opfoelgning.aarsag import Afslutning, Brud, Noegle, afslutning, lukket_af, rejst
from opfoelgning.lager import Lager
from opfoelgning.models import Advis
from opfoelgning.poster import Sag
from opfoelgning.regler.typer import Tilstand, Vurdering

ADVIS = Lager(Advis, "forloeb_id", "regel", "genstand", "frist")


@dataclass
class Flag:
    """The flags of one forløb over the days judged up to ``til``: the judgement that opened, and the day of closing."""

    sag: Sag
    til: date
    aabnet: dict[Noegle, Vurdering] = field(default_factory=dict)
    lukket: dict[Noegle, date | None] = field(default_factory=dict)

    def look(self, dag: date, nu: dict[Noegle, Vurdering]) -> None:
        """Take what is raised on the next day."""
        for noegle, vurdering in nu.items():
            if noegle not in self.aabnet and (foer := self._same_miss(vurdering, nu)):
                del self.aabnet[foer], self.lukket[foer]
        for noegle, lukket in self.lukket.items():
            if lukket is None and noegle not in nu:
                self.lukket[noegle] = dag
        for noegle, vurdering in nu.items():
            self.aabnet.setdefault(noegle, vurdering)
            self.lukket[noegle] = None

    def _same_miss(self, v: Vurdering, nu: dict[Noegle, Vurdering]) -> Noegle | None:
        return next(
            (
                noegle
                for noegle, lukket in self.lukket.items()
                if lukket is None and noegle not in nu and _counts_from(noegle, self.aabnet[noegle].anker, v)
            ),
            None,
        )

    def successor(self, row: Any) -> Noegle | None:
        """The flag that an open advis went on as, after new values: the same miss by another frist, without a break."""
        noegle = Noegle(row.regel, row.genstand, row.frist)
        if noegle in self.lukket or not rejst(self.sag, Brud(noegle, row.anker), row.aabnet_dag):
            return None
        uafbrudt = (en for en, v in self.aabnet.items() if v.siden <= row.aabnet_dag)
        return next((en for en in uafbrudt if _counts_from(noegle, row.anker, self.aabnet[en])), None)

    def afslutning(self, row: Any) -> Afslutning | None:
        """When and by what an advis was closed; None while it is raised."""
        noegle = Noegle(row.regel, row.genstand, row.frist)
        brud = Brud(noegle, row.anker)
        if noegle not in self.lukket:
            return afslutning(self.sag, brud, row.aabnet_dag, self.til)
        lukket = self.lukket[noegle]
        return Afslutning(lukket, lukket_af(self.sag, brud, lukket)) if lukket else None


def _counts_from(noegle: Noegle, anker: date | None, v: Vurdering) -> bool:
    """Whether a judgement is of the same duty, counted from the same day."""
    return (noegle.regel, noegle.genstand) == (v.regel, v.genstand or "") and anker == v.anker


def flags(sag: Sag, dage: Sequence[tuple[date, Iterable[Vurdering]]]) -> Flag:
    """Read the flags out of the judgements of a forløb on rising days; the last one is the present."""
    flag = Flag(sag, dage[-1][0])
    for dag, vurderinger in dage:
        nu = {
            Noegle(v.regel, v.genstand or "", v.frist): v
            for v in vurderinger
            if v.tilstand == Tilstand.OVERSKREDET
        }
        flag.look(dag, nu)
    return flag


class Skrivning(NamedTuple):
    """What differs from the stored advis: rows to remove, rows to write; how many are opened (or reopened), closed."""

    bort: list[Any]
    raekker: list[Any]
    aabnet: int
    lukket: int


def differences(by_forloeb: dict[int, Flag], raekker: Iterable[Any]) -> Skrivning:
    """Hold the flags of the forløb against the stored rows of the same forløb."""
    stored = {(a.forloeb_id, Noegle(a.regel, a.genstand, a.frist)): a for a in raekker}
    afloest = {
        (pk, efter): a
        for (pk, _), a in stored.items()
        if a.lukket_dag is None and (efter := by_forloeb[pk].successor(a))
    }
    for a in afloest.values():
        del stored[a.forloeb_id, Noegle(a.regel, a.genstand, a.frist)]
    nye = [
        _closed(_new(pk, noegle, vurdering, afloest.get((pk, noegle))), flag)
        for pk, flag in by_forloeb.items()
        for noegle, vurdering in flag.aabnet.items()
        if (pk, noegle) not in stored
    ]
    changed = [
        _closed(a, by_forloeb[pk])
        for (pk, noegle), a in stored.items()
        if _differs(a, by_forloeb[pk], noegle)
    ]
    skrives = [*nye, *changed]
    lukket = sum(a.lukket_dag is not None for a in skrives)
    return Skrivning([*afloest.values()], skrives, len(skrives) - len(afloest) - lukket, lukket)


def _new(forloeb_id: int, noegle: Noegle, vurdering: Vurdering, foer: Any) -> Any:
    """A row for a flag; it was raised when the one it takes over from was."""
    return ADVIS.Raekke(
        **noegle._asdict(),
        kommune_id=current_kommune_id(),
        forloeb_id=forloeb_id,
        anker=vurdering.anker,
        aabnet_dag=foer.aabnet_dag if foer else vurdering.siden,
        lukket_dag=None,
        lukket_af=None,
    )


def _closed(row: Any, flag: Flag) -> Any:
    """The row as open or closed as the flag is."""
    dag, af = flag.afslutning(row) or (None, None)
    return row._replace(lukket_dag=dag, lukket_af=af)


def _differs(row: Any, flag: Flag, noegle: Noegle) -> bool:
    """Whether an advis is open or closed otherwise; one nobody raises any more was closed before or by correction."""
    if noegle in flag.lukket:
        return row.lukket_dag != flag.lukket[noegle]
    return row.lukket_dag is None
