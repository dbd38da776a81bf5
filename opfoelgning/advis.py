"""Flags of missed duties: opened and closed by what the rules say of each day, whenever somebody looks.

There is one advis per (forløb, regel, genstand, frist). Its days come from the judgements, not from the run that found
them, so a sweep that was missed, late or run twice ends with the same rows. Only a correction, which shows that a flag
should not have been raised, closes it on the day it was noticed: until then it really stood there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kommuner.tenancy import current_kommune_id
from opfoelgning.aarsag import Afslutning, Noegle, afslutning, lukket_af
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

    def afslutning(self, noegle: Noegle, aabnet: date) -> Afslutning | None:
        """When and by what a flag opened on ``aabnet`` was closed; None while it is raised."""
        if noegle not in self.lukket:
            return afslutning(self.sag, noegle, aabnet, self.til)
        lukket = self.lukket[noegle]
        return Afslutning(lukket, lukket_af(self.sag, noegle, lukket)) if lukket else None


def flags(sag: Sag, dage: Sequence[tuple[date, Iterable[Vurdering]]]) -> Flag:
    """Read the flags out of the judgements of a forløb on rising days; the last one is the present."""
    flag = Flag(sag, dage[-1][0])
    for dag, vurderinger in dage:
        nu = {
            Noegle(v.regel, v.genstand or "", v.frist): v
            for v in vurderinger
            if v.tilstand == Tilstand.OVERSKREDET
        }
        for noegle, lukket in flag.lukket.items():
            if lukket is None and noegle not in nu:
                flag.lukket[noegle] = dag
        for noegle, vurdering in nu.items():
            flag.aabnet.setdefault(noegle, vurdering)
            flag.lukket[noegle] = None
    return flag


def store(by_forloeb: dict[int, Flag]) -> tuple[int, int]:
    """Write what differs from the stored advis; how many were opened (or reopened) and closed."""
    stored = {(a.forloeb_id, Noegle(a.regel, a.genstand, a.frist)): a for a in ADVIS.read(by_forloeb)}
    nye = [
        _closed(_new(pk, noegle, vurdering), flag)
        for pk, flag in by_forloeb.items()
        for noegle, vurdering in flag.aabnet.items()
        if (pk, noegle) not in stored
    ]
    changed = [
        _closed(a, by_forloeb[pk])
        for (pk, noegle), a in stored.items()
        if _differs(a, by_forloeb[pk], noegle)
    ]
    ADVIS.write([*nye, *changed])
    lukket = sum(a.lukket_dag is not None for a in (*nye, *changed))
    return len(nye) + len(changed) - lukket, lukket


def _new(forloeb_id: int, noegle: Noegle, vurdering: Vurdering) -> Any:
    return ADVIS.Raekke(
        **noegle._asdict(),
        kommune_id=current_kommune_id(),
        forloeb_id=forloeb_id,
        anker=vurdering.anker,
        aabnet_dag=vurdering.siden,
        lukket_dag=None,
        lukket_af=None,
    )


def _closed(row: Any, flag: Flag) -> Any:
    """The row as open or closed as the flag is."""
    dag, af = flag.afslutning(Noegle(row.regel, row.genstand, row.frist), row.aabnet_dag) or (None, None)
    return row._replace(lukket_dag=dag, lukket_af=af)


def _differs(row: Any, flag: Flag, noegle: Noegle) -> bool:
    """Whether an advis is open or closed otherwise; one nobody raises any more was closed before or by correction."""
    if noegle in flag.lukket:
        return row.lukket_dag != flag.lukket[noegle]
    return row.lukket_dag is None
