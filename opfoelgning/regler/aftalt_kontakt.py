"""A planned contact was not held.

Source: Udvikling i fleksjob II, indsatsmodel: contacts are held as agreed.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from kommuner.indsatsmodel import Regel, Regelvaerdier
from opfoelgning.regler.forklaring import ensartet
from opfoelgning.regler.stilling import EN_DAG, INTET, Stilling, saml, udfald
from opfoelgning.regler.typer import Sagsfakta, Straekning, Tilstand, Udfald, Vurdering


def vurder(regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date) -> Udfald:
    """Return one judgement for each contact still planned on a day that has passed."""
    planlagte = [kontakt for kontakt in sag.kontakter if kontakt.status == "planlagt" and kontakt.dato <= dag]
    if not planlagte:
        return INTET
    return saml(
        udfald(regel, sag, regler, dag, partial(_stilling, kontakt.dato, regler), genstand=kontakt.id)
        if kontakt.dato < dag
        else Udfald(naeste=dag + EN_DAG)
        for kontakt in planlagte
    )


def _stilling(dato: date, regler: Regelvaerdier, dag: date) -> Stilling | None:
    if dag <= dato:
        return None
    return Stilling(Tilstand.OVERSKREDET, dato + EN_DAG, dato, dato, regler.gaeldende(dato, dag))


def forklar(
    regel: Regel, sag: Sagsfakta, regler: Regelvaerdier, dag: date, vurdering: Vurdering
) -> tuple[Straekning, ...]:
    """Return the days since the planned day as one stretch ``[anker, dag)``."""
    return ensartet(vurdering.anker, dag, "Planlagt kontakt er ikke holdt", vurdering.genstand)
