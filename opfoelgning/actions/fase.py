"""Lets the phases of a forløb follow its facts, step by step."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from forloeb.actions.registrering import GAMMEL, lock_forloeb
from forloeb.models import Fase, Forloeb
from kalender.dansk import dato_aar
from kommuner.afvist import Afvist, Spoergsmaal, danish_refusal
from kommuner.models import Medarbejder
from kommuner.versioner import save_changes
from opfoelgning import vurdering
from opfoelgning.actions.opfoelgningsplan import settle_opfoelgninger
from opfoelgning.fakta import fetch_fakta, regelvaerdier
from opfoelgning.fasekrav import phases_to_choose
from opfoelgning.faseskift import Skift, naeste_skift, rettet_jobfase

FLEST_SKIFT = 4


def settle(forloeb: Forloeb, by: Medarbejder, dag: date) -> list[Skift]:
    """Let the phases and the planned follow-ups of a locked forløb follow the jobs, and refresh what is judged.

    Returns the steps the phases took.
    """
    skridt: list[Skift] = []
    regler = regelvaerdier(forloeb.indsatsmodel)
    while len(skridt) < FLEST_SKIFT:
        skift = naeste_skift(fetch_fakta([forloeb.pk])[forloeb.pk], regler)
        if skift is None:
            break
        step(forloeb, skift, by)
        skridt.append(skift)
    settle_opfoelgninger(forloeb, fetch_fakta([forloeb.pk])[forloeb.pk], regler, by, dag)
    vurdering.refresh([forloeb.pk], dag)
    return skridt


def resettle(forloeb: Forloeb, by: Medarbejder, dag: date) -> list[Skift]:
    """As ``settle``, after facts were corrected or taken back: a job's phase that rested on them goes or moves too.

    A phase that came from a file stays: the file owns it.
    """
    skridt = []
    regler = regelvaerdier(forloeb.indsatsmodel)
    rettelse = rettet_jobfase(fetch_fakta([forloeb.pk])[forloeb.pk], regler)
    sidste = Fase.objects.filter(forloeb=forloeb).order_by("-start").first()
    if rettelse and sidste and not sidste.fra_fil:
        _take_back(sidste, rettelse.fase)
        skridt = [rettelse]
    skridt += settle(forloeb, by, dag)
    _join(forloeb)
    return skridt


def _join(forloeb: Forloeb) -> None:
    """The last phase and the same one right before it are one."""
    *_, foer, sidste = [None, None, *Fase.objects.filter(forloeb=forloeb).order_by("start")]
    if foer and sidste and foer.nr == sidste.nr and foer.slut == sidste.start:
        slut = sidste.slut
        sidste.delete()
        save_changes(foer, {"slut": slut, "fra_fil": False})


def _take_back(sidste: Fase, foer: int | None) -> None:
    """The last phase as if it had never begun: the one before goes on."""
    forrige = Fase.objects.filter(forloeb=sidste.forloeb_id, slut=sidste.start).first()
    if forrige:
        sidste.delete()
        save_changes(forrige, {"slut": None, "fra_fil": False})
    elif foer:
        save_changes(sidste, {"nr": foer})


def step(forloeb: Forloeb, skift: Skift, by: Medarbejder) -> None:
    """End the last phase, and begin the next, if any, on the day of the step."""
    sidste = Fase.objects.filter(forloeb=forloeb).order_by("-start").first()
    if skift.fase and sidste and sidste.slut is None and sidste.start == skift.dato:
        save_changes(sidste, {"nr": skift.fase, "fra_fil": False})
        return
    if sidste and sidste.slut is None:
        save_changes(sidste, {"slut": skift.dato, "fra_fil": False})
    if skift.fase:
        with danish_refusal():
            Fase.objects.create(forloeb=forloeb, nr=skift.fase, start=skift.dato, registreret_af=by)


@transaction.atomic
def change_fase(
    *, forloeb: Forloeb, nr: int, fra: date, by: Medarbejder, dag: date, bekraeftet: bool = False
) -> list[Skift]:
    """Begin a phase by hand, where the facts do not do it by themselves; returns the steps taken then.

    Refuses a phase the model does not let follow, one whose conditions are not met, and a day before the last phase.
    """
    forloeb = lock_forloeb(forloeb, dag)
    if fra < forloeb.start or (forloeb.slut and fra >= forloeb.slut):
        raise Afvist("Dagen ligger uden for forløbet.", "fra")
    if abs(fra - dag) > GAMMEL and not bekraeftet:
        raise Spoergsmaal("Datoen ligger mere end 1 år væk. Er det rigtigt?", "fra")
    valg = next(
        (v for v in phases_to_choose(forloeb, vurdering.live(forloeb.pk, dag), fra) if v.nr == nr), None
    )
    if valg is None:
        raise Afvist("Vælg en af de faser, der kan følge.", "nr")
    if valg.mangler:
        raise Afvist(valg.mangler.mangler, "nr")
    sidste = Fase.objects.filter(forloeb=forloeb).order_by("-start").first()
    if sidste and fra < (sidste.slut or sidste.start):
        raise Afvist(f"Fase {sidste.nr} begyndte {dato_aar(sidste.start)}. Vælg en senere dag.", "fra")
    skift = Skift(fra, nr, "Skiftet er valgt af en medarbejder")
    step(forloeb, skift, by)
    return [skift, *settle(forloeb, by, dag)]
