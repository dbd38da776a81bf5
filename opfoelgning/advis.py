"""Flags of missed duties: opened and closed by what the rules say of each day, whenever somebody looks.

There is one advis per (forløb, regel, genstand, frist). Its days come from the judgements, not from the run that found
them, so a sweep that was missed, late or run twice ends with the same rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from kommuner.tenancy import current_kommune_id
from opfoelgning.lager import Lager
from opfoelgning.models import Advis
from opfoelgning.regler.typer import Tilstand, Vurdering

ADVIS = Lager(Advis, "forloeb_id", "regel", "genstand", "frist")


class Noegle(NamedTuple):
    regel: str
    genstand: str
    frist: date | None


@dataclass
class Flag:
    """The flags of one forløb over the days judged: from ``fra`` on, opened and closed on which day."""

    fra: date
    aabnet: dict[Noegle, date] = field(default_factory=dict)
    lukket: dict[Noegle, date | None] = field(default_factory=dict)


def flags(dage: Sequence[tuple[date, Iterable[Vurdering]]]) -> Flag:
    """Read the flags out of the judgements of a forløb on rising days; the last one is the present."""
    flag = Flag(dage[0][0])
    for dag, vurderinger in dage:
        nu = {
            Noegle(v.regel, v.genstand or "", v.frist): v.siden
            for v in vurderinger
            if v.tilstand == Tilstand.OVERSKREDET
        }
        for noegle, lukket in flag.lukket.items():
            if lukket is None and noegle not in nu:
                flag.lukket[noegle] = dag
        for noegle, siden in nu.items():
            flag.aabnet.setdefault(noegle, siden)
            flag.lukket[noegle] = None
    return flag


def store(by_forloeb: dict[int, Flag]) -> tuple[int, int]:
    """Write what differs from the stored advis; how many were opened (or reopened) and closed."""
    stored = {(a.forloeb_id, Noegle(a.regel, a.genstand, a.frist)): a for a in ADVIS.read(by_forloeb)}
    kommune_id = current_kommune_id()
    nye = [
        ADVIS.Raekke(
            **noegle._asdict(),
            kommune_id=kommune_id,
            forloeb_id=pk,
            aabnet_dag=aabnet,
            lukket_dag=flag.lukket[noegle],
        )
        for pk, flag in by_forloeb.items()
        for noegle, aabnet in flag.aabnet.items()
        if (pk, noegle) not in stored
    ]
    changed = [
        a._replace(lukket_dag=by_forloeb[pk].lukket.get(noegle, by_forloeb[pk].fra))
        for (pk, noegle), a in stored.items()
        if _differs(a, by_forloeb[pk], noegle)
    ]
    ADVIS.write([*nye, *changed])
    lukket = sum(a.lukket_dag is not None for a in (*nye, *changed))
    return len(nye) + len(changed) - lukket, lukket


def _differs(row: Any, flag: Flag, noegle: Noegle) -> bool:
    """Whether an advis is open or closed otherwise; one nobody raises any more was closed on the first day judged."""
    if noegle in flag.lukket:
        return row.lukket_dag != flag.lukket[noegle]
    return row.lukket_dag is None
