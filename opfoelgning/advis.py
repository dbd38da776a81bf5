"""Flags of missed duties: opened and closed by what the rules say of each day, whenever somebody looks.

There is one advis per (forløb, regel, genstand, frist). Its days come from the judgements, not from the run that found
them, so a sweep that was missed, late or run twice ends with the same rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from opfoelgning.models import Advis
from opfoelgning.regler.typer import Tilstand, Vurdering


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
    flagged = [pk for pk, flag in by_forloeb.items() if flag.aabnet]
    rows = Advis.objects.filter(
        Q(lukket_dag__isnull=True) | Q(forloeb_id__in=flagged), forloeb_id__in=by_forloeb
    )
    stored = {(a.forloeb_id, Noegle(a.regel, a.genstand, a.frist)): a for a in rows}
    nye = [
        Advis(forloeb_id=pk, **noegle._asdict(), aabnet_dag=aabnet, lukket_dag=flag.lukket[noegle])
        for pk, flag in by_forloeb.items()
        for noegle, aabnet in flag.aabnet.items()
        if (pk, noegle) not in stored
    ]
    changed = [a for (pk, noegle), a in stored.items() if _update(a, by_forloeb[pk], noegle)]
    Advis.objects.bulk_create(nye, ignore_conflicts=True)
    Advis.objects.bulk_update(changed, ["lukket_dag"])
    lukket = sum(a.lukket_dag is not None for a in (*nye, *changed))
    return len(nye) + len(changed) - lukket, lukket


def _update(row: Advis, flag: Flag, noegle: Noegle) -> bool:
    """Set the day the advis was closed; a flag nobody raises any more was closed on the first day judged."""
    lukket = flag.lukket.get(noegle, flag.fra)
    if row.lukket_dag == lukket or (row.lukket_dag is not None and noegle not in flag.lukket):
        return False
    row.lukket_dag = lukket
    return True
