"""What lists need of a case: a pure function from facts and judgement to the stored status.

Everything here stays the same from the day judged until ``naeste``, whichever day in between it is computed on; so a
status need not be written anew each night.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from kommuner.indsatsmodel import Regelvaerdier
from opfoelgning import ur
from opfoelgning.fakta import Sagsraekke
from opfoelgning.hast import hast
from opfoelgning.ordvalg import regel_bag
from opfoelgning.regler import passivitet
from opfoelgning.regler.motor import Bedoemmelse
from opfoelgning.regler.stilling import EN_DAG
from opfoelgning.regler.typer import Vurdering
from opfoelgning.situation import tilstand_nu
from opfoelgning.timer import effective_hours, hours_at_start


def status_values(
    raekke: Sagsraekke, bedoemmelse: Bedoemmelse, regler: Regelvaerdier, dag: date
) -> dict[str, Any]:
    """Values of a ``Sagsstatus`` row, without the day they were computed on.

    Of one that does not run they stand still: until it begins as on the day before, afterwards as on the day it ended.
    """
    sag, dag = raekke.sag, min(max(dag, raekke.sag.start - EN_DAG), raekke.sag.slut)
    fase = next((f for f in sag.faser if f.start <= dag < f.slut), None)
    held = next((k for k in reversed(sag.kontakter) if k.status == "gennemfoert" and k.dato <= dag), None)
    nu = tilstand_nu(sag, dag)
    # Without a judgement the clock stands still, and need not be computed to be left out.
    clock_runs = any(v.regel == passivitet.KODE for v in bedoemmelse.vurderinger)
    return {
        **_judged(bedoemmelse),
        "borger_id": raekke.borger_id,
        "navn_sortering": raekke.navn_sortering,
        "jobformidler_id": raekke.jobformidler_id(dag),
        "aaben": sag.start <= dag < sag.slut,
        "fase": fase.nr if fase else None,
        "fase_start": fase.start if fase else None,
        "timer": _stored(effective_hours(sag, dag)),
        "timer_ved_start": _stored(hours_at_start(sag, dag)),
        "seneste_kontakt": held.dato if held else None,
        "seneste_form": held.form if held else "",
        "ur": ur.to_json(sag, regler, dag) if clock_runs else None,
        "tilstand_nu": nu.kode,
        "tilstand_til": nu.til,
        "fejl": "",
    }


def _judged(bedoemmelse: Bedoemmelse) -> dict[str, Any]:
    """What lists count and sort by."""
    clock = next((v for v in bedoemmelse.vurderinger if v.regel == passivitet.KODE), None)
    orden, frist = hast(bedoemmelse.vurderinger)
    return {
        "kontakt": next((v.tilstand for v in bedoemmelse.vurderinger if _of_contact(v)), ""),
        "passivitet": clock.tilstand if clock else "",
        "passivitet_frist": clock.frist if clock else None,
        "hast": orden,
        "hast_frist": frist,
        "naeste": bedoemmelse.naeste,
    }


def _of_contact(v: Vurdering) -> bool:
    """Whether the rule asks for regular contact, whatever its model calls it; one phase has one such rule."""
    regel = regel_bag(v)
    return (regel.slags, regel.hvad) == ("kadence", "kontakt")


def _stored(timer: Decimal | None) -> Decimal | None:
    """Hours with the two decimals that the table keeps, so that the same hours compare equal."""
    return None if timer is None else round(timer, 2)
