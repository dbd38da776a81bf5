"""Writes of the leader: what is decided about a passive borger, with the fact it gives the rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from aftaler.actions.tilbud import Sted, find_virksomhed
from aftaler.actions.virksomhed import Virksomhedsoplysninger, create_virksomhed
from aftaler.models import Virksomhed
from forloeb.actions.fjernt import GAMMEL
from forloeb.actions.registrering import lock_forloeb, saved_before
from forloeb.models import Forloeb, Tildeling
from kommuner.afvist import Afvist, Konflikt, Spoergsmaal, danish_refusal
from kommuner.models import Medarbejder
from kommuner.roller import SAGSROLLER
from kommuner.versioner import save_changes
from opfoelgning import vurdering
from opfoelgning.actions.genbehandling import open_sag
from opfoelgning.actions.kladde import drop_kladde
from opfoelgning.models import Beslutning, Forslag, Gennemgangsresultat, Sagsgennemgang, Udfald

BESLUTNING = "beslutning"  # the form's name on drafts
_RESULTAT = {
    Udfald.GENBEHANDLING: Gennemgangsresultat.GENBEHANDLING,
    Udfald.INDSATS_AFTALT: Gennemgangsresultat.INDSATS_AFTALT,
    Udfald.LOVLIG_GRUND: Gennemgangsresultat.LOVLIG_GRUND,
}


@dataclass(frozen=True, kw_only=True)
class Beslutningsindhold:
    """What was decided on ``dato``; ``sted`` and ``forventet_start`` of a measure, ``moede`` of a genbehandling."""

    udfald: str
    begrundelse: str
    dato: date
    jobformidler_deltog: bool = True
    andre_deltog: str = ""
    sammen_med: Medarbejder | None = None
    sted: Sted | None = None
    forventet_start: date | None = None
    moede: date | None = None


@dataclass(frozen=True, kw_only=True)
class Laest:
    """What the leader had before her: ids of the open proposal and of the latest decision, 0 for none."""

    forslag: int = 0
    beslutning: int = 0


@transaction.atomic
def decide(
    *,
    forloeb: Forloeb,
    indhold: Beslutningsindhold,
    laest: Laest,
    by: Medarbejder,
    dag: date,
    noegle: str = "",
    bekraeftet: bool = False,
) -> Beslutning:
    """Decide about a borger; the open proposal, if any, is thereby answered.

    A measure agreed makes the review the rules wait by, a genbehandling opens its process. ``Konflikt`` when somebody
    decided, or another proposal came, since the leader read the case (``laest``). Refuses that somebody approves her
    own proposal, or decides about a borger of her own, alone.
    """
    forloeb = lock_forloeb(forloeb, dag)
    if truffet := saved_before(Beslutning, forloeb, by, noegle):
        return truffet
    forslag = Forslag.objects.filter(forloeb=forloeb, afgjort__isnull=True).first()
    _refuse_unread(forloeb, forslag, laest)
    _look_at(indhold, dag, bekraeftet)
    _refuse_alone(forloeb, forslag, indhold, by, dag)
    with danish_refusal():
        beslutning = _write(forloeb, forslag, indhold, by, noegle)
    _follow_up(beslutning, indhold, dag)
    return beslutning


def _follow_up(beslutning: Beslutning, indhold: Beslutningsindhold, dag: date) -> None:
    """What a decision brings with it."""
    by = beslutning.registreret_af
    assert by is not None
    if indhold.udfald == Udfald.GENBEHANDLING:
        open_sag(beslutning=beslutning, moede=indhold.moede, by=by, dag=dag)
    if beslutning.forslag:
        save_changes(beslutning.forslag, {"afgjort": dag})
    drop_kladde(forloeb=beslutning.forloeb, by=by, formular=BESLUTNING)
    vurdering.refresh([beslutning.forloeb_id], dag)


def _refuse_unread(forloeb: Forloeb, forslag: Forslag | None, laest: Laest) -> None:
    seneste = Beslutning.objects.filter(forloeb=forloeb).order_by("-pk").first()
    if seneste and seneste.pk != laest.beslutning:
        raise Konflikt("Der er truffet en anden beslutning, siden du åbnede siden.", seneste)
    if (forslag.pk if forslag else 0) != laest.forslag:
        raise Konflikt("Forslaget er ændret, siden du åbnede siden.", forslag)


def _look_at(indhold: Beslutningsindhold, dag: date, bekraeftet: bool) -> None:
    if not indhold.begrundelse.strip():
        raise Afvist("Skriv en begrundelse.", "begrundelse")
    if indhold.dato > dag:
        raise Afvist("Datoen er ikke nået endnu.", "dato")
    if dag - indhold.dato > GAMMEL and not bekraeftet:
        raise Spoergsmaal("Datoen ligger mere end 1 år tilbage. Er det rigtigt?", "dato")
    if indhold.udfald == Udfald.INDSATS_AFTALT:
        _look_at_measure(indhold, dag, bekraeftet)
    if indhold.moede and indhold.moede < dag:
        raise Afvist("Mødet kan tidligst holdes i dag. Skriv en senere dato.", "moede")
    if indhold.udfald == Udfald.GENBEHANDLING and not indhold.moede and not bekraeftet:
        raise Spoergsmaal("Hvornår er mødet? Skriv datoen, eller gem uden, og sæt den senere.", "moede")


def _look_at_measure(indhold: Beslutningsindhold, dag: date, bekraeftet: bool) -> None:
    if indhold.sted is None:
        raise Afvist("Skriv, hvilken virksomhed indsatsen er aftalt med.", "virksomhed")
    start = indhold.forventet_start
    if start is None:
        raise Afvist("Skriv, hvornår indsatsen begynder. Uden dato er den ikke en grund.", "forventet_start")
    if start < dag:
        raise Afvist("Datoen er passeret. Er indsatsen begyndt, så registrér den.", "forventet_start")
    if start - dag > GAMMEL and not bekraeftet:
        raise Spoergsmaal("Datoen ligger mere end 1 år frem. Er det rigtigt?", "forventet_start")


def _refuse_alone(
    forloeb: Forloeb, forslag: Forslag | None, indhold: Beslutningsindhold, by: Medarbejder, dag: date
) -> None:
    med = indhold.sammen_med
    if med and (med.pk == by.pk or not med.has_role(*SAGSROLLER)):
        raise Afvist("Vælg en anden kollega, der arbejder med sagerne.", "sammen_med")
    if med is None and is_own(forloeb, forslag, by, dag):
        raise Afvist(
            "Du kan ikke godkende dit eget forslag alene. Vælg, hvem du har besluttet det sammen med.",
            "sammen_med",
        )


def is_own(forloeb: Forloeb, forslag: Forslag | None, by: Medarbejder, dag: date) -> bool:
    """Whether the person proposed it, or is the borger's jobformidler herself: then she decides with somebody."""
    if forslag and forslag.registreret_af_id == by.pk:
        return True
    mine = Tildeling.objects.filter(forloeb=forloeb, medarbejder=by, start__lte=dag)
    return any(t.slut is None or t.slut > dag for t in mine)


def _write(
    forloeb: Forloeb, forslag: Forslag | None, indhold: Beslutningsindhold, by: Medarbejder, noegle: str
) -> Beslutning:
    """The decision and, where a rule must know of it, the review."""
    ens = ("udfald", "begrundelse", "dato", "jobformidler_deltog", "andre_deltog", "sammen_med")
    vaerdier = {felt: getattr(indhold, felt) for felt in ens}
    if indhold.udfald == Udfald.INDSATS_AFTALT and indhold.sted:
        virksomhed = _company(indhold.sted, by)
        vaerdier |= {"virksomhed": virksomhed, "forventet_start": indhold.forventet_start}
    gennemgang = _review(forloeb, indhold, by)
    egen = {"ekstern_id": noegle} if noegle else {}
    return Beslutning.objects.create(
        forloeb=forloeb, forslag=forslag, sagsgennemgang=gennemgang, registreret_af=by, **vaerdier, **egen
    )


def _company(sted: Sted, by: Medarbejder) -> Virksomhed:
    ny = Virksomhedsoplysninger(navn=sted.navn, cvr=sted.cvr)
    return find_virksomhed(sted, by) or create_virksomhed(oplysninger=ny, by=by, bekraeftet=True)


def _review(forloeb: Forloeb, indhold: Beslutningsindhold, by: Medarbejder) -> Sagsgennemgang | None:
    resultat = _RESULTAT.get(Udfald(indhold.udfald))
    if resultat is None:
        return None
    start = indhold.forventet_start if resultat == Gennemgangsresultat.INDSATS_AFTALT else None
    return Sagsgennemgang.objects.create(
        forloeb=forloeb,
        dato=indhold.dato,
        resultat=resultat,
        forventet_start=start,
        begrundelse=indhold.begrundelse,
        registreret_af=by,
    )
