"""The passivity clock, stored so that it need not be written anew each night, and read for any day until it changes.

The last stretch is stored without an end: it runs to the day on which the clock is read.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from kommuner.indsatsmodel import Regelvaerdier
from opfoelgning.regler.passivitet import Ur, passivitetsur
from opfoelgning.regler.typer import Effekt, Sagsfakta
from opfoelgning.urbillede import Segment, Urbillede


def to_json(sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> dict[str, Any] | None:
    """The clock for ``Sagsstatus.ur``; None on days on which it does not run."""
    ur = passivitetsur(sag, regler, dag)
    if ur is None or ur.tilstand is None:
        return None
    return {
        "anker": ur.anker.isoformat(),
        "dage_i_alt": ur.dage_i_alt,
        "frist": ur.frist and ur.frist.isoformat(),
        "segmenter": _segmenter(ur, dag),
    }


def _segmenter(ur: Ur, dag: date) -> list[list[str | None]]:
    """The stretches, the last one without an end: the one that the day itself belongs to."""
    stretches = (ur.foer, *ur.straekninger) if ur.foer else ur.straekninger
    stored: list[list[str | None]]
    stored = [[s.start.isoformat(), s.slut.isoformat(), s.effekt.value, s.grund] for s in stretches]
    if ur.straekninger and ur.straekninger[-1][2:] == (ur.effekt, ur.grund, ur.post):
        stored[-1][1] = None
    else:
        stored.append([dag.isoformat(), None, ur.effekt.value, ur.grund])
    return stored


def urbillede(stored: dict[str, Any], dag: date) -> Urbillede:
    """The stored clock as it stands on ``dag``, a day from the one judged up to the status' ``naeste``."""
    segmenter = [
        Segment(date.fromisoformat(fra), date.fromisoformat(slut) if slut else dag, Effekt(effekt), grund)
        for fra, slut, effekt, grund in stored["segmenter"]
    ]
    frist = stored["frist"]
    return Urbillede(
        segmenter=[s for s in segmenter if s.slut > s.start],
        idag=dag,
        antal=_counted(segmenter, date.fromisoformat(stored["anker"])),
        dage_i_alt=stored["dage_i_alt"],
        frist=date.fromisoformat(frist) if frist else None,
    )


def _counted(segmenter: Iterable[Segment], anker: date) -> int:
    return sum((s.slut - s.start).days for s in segmenter if s.effekt is Effekt.TAELLER and s.start >= anker)


def live_ur(sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Urbillede | None:
    """The clock of one borger computed now; None on days on which it does not run."""
    stored = to_json(sag, regler, dag)
    return urbillede(stored, dag) if stored else None
