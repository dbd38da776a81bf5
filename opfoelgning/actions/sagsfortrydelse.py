"""Taking back within ten minutes a meeting, a decision, who got a borger, or a closing, with what followed from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from aftaler.models import Planaftale
from forloeb.actions import registrering
from forloeb.actions.registrering import lock_forloeb
from forloeb.models import (
    Afgoerelse,
    Afslutning,
    Fase,
    Forloeb,
    Rehabiliteringsmoede,
    Sagsbehandling,
    Tildeling,
    Ydelse,
)
from kommuner.afvist import Afvist, danish_refusal
from kommuner.models import Medarbejder
from kommuner.versioner import save_changes
from opfoelgning import vurdering
from opfoelgning.actions.fase import settle
from opfoelgning.actions.sidstegemt import as_before, latest_save, own_save
from opfoelgning.actions.visitation import follow_visitation, take_benefit_back, take_phase_back
from opfoelgning.faseskift import Skift
from opfoelgning.models import Kontakt, Opfoelgning


@transaction.atomic
def undo_moede(*, moede: Rehabiliteringsmoede, by: Medarbejder, dag: date, nu: datetime) -> None:
    """Take back what one has just saved of a meeting: it is planned again, or is gone."""
    lock_forloeb(moede.forloeb, dag)
    as_before(moede, own_save(moede, by, nu))


@transaction.atomic
def undo_afgoerelse(*, afgoerelse: Afgoerelse, by: Medarbejder, dag: date, nu: datetime) -> list[Skift]:
    """Take back one's own new decision, with the phase and the benefit it began; see ``registrering.undo``."""
    forloeb, fase = lock_forloeb(afgoerelse.forloeb, dag), afgoerelse.fase
    take_benefit_back(afgoerelse)
    registrering.undo(raekke=afgoerelse, by=by, dag=dag, nu=nu)
    if fase:
        take_phase_back(fase)
    return follow_visitation(forloeb, by) + settle(forloeb, by, dag)


@transaction.atomic
def undo_tildeling(
    *, raekke: Tildeling | Sagsbehandling, by: Medarbejder, dag: date, nu: datetime
) -> list[Skift]:
    """Take back who one has just given a borger to: whoever had her keeps her. Returns the steps the phases took."""
    forloeb = lock_forloeb(raekke.forloeb, dag)
    gemt, start = own_save(raekke, by, nu), raekke.start
    as_before(raekke, gemt)
    foer = type(raekke)._default_manager.filter(forloeb=forloeb, slut=start).first()
    if foer and gemt.foer is None:
        sidst, _ = latest_save(foer)
        if sidst.tidspunkt == gemt.tidspunkt and sidst.foer:
            save_changes(foer, {"slut": sidst.foer.slut})
    if isinstance(raekke, Sagsbehandling):
        return []
    return follow_visitation(forloeb, by) + settle(forloeb, by, dag)


@transaction.atomic
def undo_afslutning(*, afslutning: Afslutning, by: Medarbejder, dag: date, nu: datetime) -> None:
    """Take back one's own closing: what it ended and called off goes on. What was to begin after it stays away.

    Refuses where another benefit began with it: that one would be left behind.
    """
    forloeb = Forloeb.objects.select_for_update(no_key=True).get(pk=afslutning.forloeb_id)
    gemt = own_save(afslutning, by, nu)
    if Ydelse.objects.filter(forloeb=forloeb, start=afslutning.sidste_dag + timedelta(days=1)).exists():
        raise Afvist("En anden ydelse er begyndt med afslutningen. Åbn forløbet igen i stedet.")
    for raekke in list(_of_the_case(forloeb)):
        sidst, _ = latest_save(raekke)
        if sidst.foer and sidst.tidspunkt == gemt.tidspunkt:
            as_before(raekke, sidst)
    afslutning.delete()
    forloeb.slut, forloeb.afslutningsaarsag = None, ""
    with danish_refusal():
        forloeb.save(update_fields=["slut", "afslutningsaarsag"])
    vurdering.refresh([forloeb.pk], dag)


def _of_the_case(forloeb: Forloeb) -> Iterator[Any]:
    for model in (Fase, Tildeling, Sagsbehandling, Ydelse, Kontakt, Opfoelgning, Planaftale):
        yield from model._default_manager.filter(forloeb=forloeb)
