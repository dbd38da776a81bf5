"""How urgent a forløb is in lists.

Overskredet before varsel before the rest; passivitet, kontakt, opfølgning, fase 1, the rest; oldest frist
first. A rule's group is its model's.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kommuner.regelord import GRUPPER
from opfoelgning.ordvalg import Vurderet, regel_bag
from opfoelgning.regler.typer import AABEN, Tilstand

ROLIG = 99  # nothing is judged: last in every list

_TRIN = {Tilstand.OVERSKREDET.value: 0, Tilstand.VARSEL.value: 1}


def rang(vurdering: Vurderet) -> tuple[int, date]:
    """Sort key of one judgement, the most urgent smallest; without a frist it comes last."""
    trin = _TRIN.get(vurdering.tilstand, 2)
    return trin * 10 + GRUPPER.index(regel_bag(vurdering).ord.gruppe), vurdering.frist or AABEN


def hast(vurderinger: Iterable[Vurderet]) -> tuple[int, date | None]:
    """Urgency of a forløb and the frist behind it, as stored in ``Sagsstatus.hast`` and ``hast_frist``.

    The number is smallest for the most urgent (0–24, 99 when nothing is judged); equal numbers are ordered by
    frist, those without one last, then by name.
    """
    tal, frist = min((rang(vurdering) for vurdering in vurderinger), default=(ROLIG, AABEN))
    return tal, None if frist == AABEN else frist
