"""Taking back within ten minutes a meeting, a decision, or who got a borger; what followed from it goes back too."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from forloeb.actions import registrering
from forloeb.actions.registrering import lock_forloeb
from forloeb.models import Afgoerelse, Rehabiliteringsmoede, Sagsbehandling, Tildeling
from kommuner.models import Medarbejder
from kommuner.versioner import save_changes
from opfoelgning.actions.fase import settle
from opfoelgning.actions.sidstegemt import as_before, latest_save, own_save
from opfoelgning.actions.visitation import follow_visitation, take_benefit_back, take_phase_back
from opfoelgning.faseskift import Skift


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
