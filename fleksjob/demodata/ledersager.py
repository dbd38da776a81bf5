"""Proposals, decisions and genbehandlinger among the passive borgere of the demo: each tab has something to show."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from forloeb.models import Forloeb
from kommuner.models import Medarbejder, Rolle
from opfoelgning import vurdering
from opfoelgning.actions.forslag import Forslagsindhold, send_forslag
from opfoelgning.actions.lederbeslutning import Beslutningsindhold, Laest, decide
from opfoelgning.models import Forslag, Sagsstatus, Udfald
from opfoelgning.regler.typer import Tilstand

ANTAL = 15
_FORSLAG = (
    ("genbehandling", "To praktikker er afbrudt, og der er ikke fundet et nyt sted."),
    ("aktivitet", "En butik vil gerne se borgeren i praktik."),
    ("fravaer", "Borgeren var indlagt i en periode, som ikke er registreret."),
)
_BEGRUNDELSE = "Indsatsen er gået i stå. Teamet skal se på, hvad der skal til."


@transaction.atomic
def fill_ledersager(dag: date) -> None:
    """In the present kommune: some of the passive borgere are proposed about, some on their way; once only."""
    if Forslag.objects.exists():
        return
    passive = Sagsstatus.objects.filter(
        passivitet=Tilstand.OVERSKREDET, jobformidler__isnull=False, aaben=True
    )
    for nr, status in enumerate(passive.select_related("jobformidler", "forloeb").order_by("pk")[:ANTAL]):
        jobformidler = status.jobformidler
        assert jobformidler is not None
        if nr % 3 == 0:
            _propose(status.forloeb, nr, jobformidler, dag)
        elif nr % 3 == 1:
            _decide(status.forloeb, nr, jobformidler, dag)


def _propose(forloeb: Forloeb, nr: int, af: Medarbejder, dag: date) -> None:
    type_, begrundelse = _FORSLAG[nr // 3 % len(_FORSLAG)]
    indhold = Forslagsindhold(
        type=type_, begrundelse=begrundelse, dato=dag + timedelta(days=7), afsnit=("1.4", "2.1")
    )
    send_forslag(forloeb=forloeb, indhold=indhold, by=af, dag=dag)


def _decide(forloeb: Forloeb, nr: int, jobformidler: Medarbejder, dag: date) -> None:
    """Some meetings are still to come, some have passed without a result, some have no day."""
    ledere = Medarbejder.objects.filter(roller__contains=[Rolle.TEAMLEDER], team=jobformidler.team_id)
    leder = ledere.exclude(pk=jobformidler.pk).order_by("pk").first()
    if leder is None:
        return
    besluttet = dag - timedelta(days=20)
    moede = (dag + timedelta(days=9), dag - timedelta(days=3), None)[nr // 3 % 3]
    indhold = Beslutningsindhold(
        udfald=Udfald.GENBEHANDLING, begrundelse=_BEGRUNDELSE, dato=besluttet, moede=moede
    )
    decide(forloeb=forloeb, indhold=indhold, laest=Laest(), by=leder, dag=besluttet, bekraeftet=True)
    vurdering.refresh([forloeb.pk], dag)
