"""Writes to proposals: a jobformidler sends one to the leader, or takes it back before it is decided on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from forloeb.actions.fjernt import GAMMEL
from forloeb.actions.registrering import lock_forloeb, may_correct, saved_before
from forloeb.models import Forloeb
from kalender.dansk import dato_aar
from kommuner.afvist import Afvist, Spoergsmaal, danish_refusal
from kommuner.models import Medarbejder
from kommuner.versioner import save_changes
from opfoelgning.actions.kladde import drop_kladde
from opfoelgning.models import Forslag, Forslagstype, Genbehandlingsmoede, Moedestatus

FORSLAG = "forslag"  # the form's name on drafts


@dataclass(frozen=True, kw_only=True)
class Forslagsindhold:
    """What the person proposes: one sentence, the day wished for, and the sections of the skema she has seen to."""

    type: str
    begrundelse: str
    dato: date
    afsnit: tuple[str, ...] = ()


@transaction.atomic
def send_forslag(
    *,
    forloeb: Forloeb,
    indhold: Forslagsindhold,
    by: Medarbejder,
    dag: date,
    noegle: str = "",
    bekraeftet: bool = False,
) -> Forslag:
    """Send a proposal to the leader; one at a time waits for her.

    ``noegle`` identifies one filling-in of the form: sent twice, it is one proposal. Refuses a meeting or an activity
    in the past; asks about a day more than a year away, and about a genbehandling whose meeting is planned already.
    """
    forloeb = lock_forloeb(forloeb, dag)
    if sendt := saved_before(Forslag, forloeb, by, noegle):
        return sendt
    _look_at(indhold, dag, bekraeftet)
    if indhold.type == Forslagstype.GENBEHANDLING and not bekraeftet:
        _ask_about_planned(forloeb)
    egen = {"ekstern_id": noegle} if noegle else {}
    vaerdier = vars(indhold) | {"afsnit": list(indhold.afsnit)}
    with danish_refusal():
        forslag = Forslag.objects.create(forloeb=forloeb, registreret_af=by, **vaerdier, **egen)
    drop_kladde(forloeb=forloeb, by=by, formular=FORSLAG)
    return forslag


@transaction.atomic
def withdraw_forslag(*, forslag: Forslag, by: Medarbejder, dag: date) -> None:
    """Take a proposal back that nobody has decided on: its author may, and a teamleder."""
    lock_forloeb(forslag.forloeb, dag)
    forslag = Forslag.objects.select_for_update(no_key=True).get(pk=forslag.pk)
    if forslag.afgjort:
        raise Afvist("Forslaget er allerede afgjort.")
    if not may_correct(forslag.registreret_af_id, by):
        raise Afvist("Kun den, der har sendt forslaget, og en teamleder kan trække det tilbage.")
    save_changes(forslag, {"afgjort": dag})


def _ask_about_planned(forloeb: Forloeb) -> None:
    planlagt = Genbehandlingsmoede.objects.filter(
        forloeb=forloeb, status=Moedestatus.PLANLAGT, sag__afsluttet__isnull=True
    ).first()
    if planlagt:
        raise Spoergsmaal(
            f"Der er allerede planlagt et møde om genbehandling {dato_aar(planlagt.dato)}. "
            "Vil du sende forslaget alligevel?",
            "type",
        )


_PASSERET = {
    Forslagstype.GENBEHANDLING: "Mødet kan tidligst holdes i dag. Skriv en senere dato.",
    Forslagstype.AKTIVITET: "Datoen er passeret. Er aktiviteten begyndt, så registrér den som aktivitet.",
}


def _look_at(indhold: Forslagsindhold, dag: date, bekraeftet: bool) -> None:
    if not indhold.begrundelse.strip():
        raise Afvist("Skriv en sætning om, hvorfor du foreslår det.", "begrundelse")
    passeret = _PASSERET.get(Forslagstype(indhold.type))
    if passeret and indhold.dato < dag:
        raise Afvist(passeret, "dato")
    if abs(indhold.dato - dag) > GAMMEL and not bekraeftet:
        hvor = "tilbage" if indhold.dato < dag else "frem"
        raise Spoergsmaal(f"Datoen ligger mere end 1 år {hvor}. Er det rigtigt?", "dato")
