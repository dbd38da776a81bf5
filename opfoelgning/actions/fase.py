"""Lets the phases of a forløb follow its facts, step by step."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Max

from forloeb.actions.fjernt import GAMMEL
from forloeb.actions.registrering import lock_forloeb
from forloeb.models import Afslutning, Fase, Forloeb
from kalender.dansk import dato_aar
from kommuner.afvist import Afvist, Spoergsmaal, danish_refusal
from kommuner.models import Medarbejder
from kommuner.versioner import save_changes
from opfoelgning import vurdering
from opfoelgning.actions.opfoelgningsplan import settle_opfoelgninger
from opfoelgning.fakta import fetch_fakta, regelvaerdier
from opfoelgning.fasekrav import phases_to_choose
from opfoelgning.faserettelse import rettede_faser, uenige
from opfoelgning.faseskift import Skift, naeste_skift
from opfoelgning.regler import typer
from opfoelgning.regler.typer import AABEN

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


def phases_of_file(forloeb: Forloeb) -> frozenset[date]:
    """First days of the phases from a file that do not follow the jobs as they stand: the file owns them.

    To be asked before facts are corrected, and handed to ``resettle``.
    """
    faser = uenige(fetch_fakta([forloeb.pk])[forloeb.pk], regelvaerdier(forloeb.indsatsmodel))
    fra_fil = Fase.objects.filter(forloeb=forloeb, fra_fil=True, start__in=[fase.start for fase in faser])
    return frozenset(fra_fil.values_list("start", flat=True))


def resettle(forloeb: Forloeb, by: Medarbejder, dag: date, bundet: frozenset[date]) -> list[Skift]:
    """As ``settle``, after facts were corrected or taken back: phases that rested on them go or move too.

    ``bundet`` is what ``phases_of_file`` said before; those stay, as do all before the forløb was last opened again.
    """
    regler = regelvaerdier(forloeb.indsatsmodel)
    genaabnet = Afslutning.objects.filter(forloeb=forloeb).aggregate(dag=Max("genaabnet"))["dag"]
    sag = fetch_fakta([forloeb.pk])[forloeb.pk]
    rettede = rettede_faser(sag, regler, genaabnet or forloeb.start, bundet)
    if rettede:
        _write(forloeb, rettede.faser, by)
    skridt = [*(rettede.skridt if rettede else []), *settle(forloeb, by, dag)]
    videre = _join(forloeb)
    return [skift for skift in skridt if skift.dato != videre]


def _write(forloeb: Forloeb, faser: tuple[typer.Fase, ...], by: Medarbejder) -> None:
    """Let the rows say these phases, and touch none that does already. What makes room goes first."""
    nye = {f.start: f for f in faser}
    gamle = {row.start: row for row in Fase.objects.filter(forloeb=forloeb)}
    for start in gamle.keys() - nye.keys():
        gamle[start].delete()
    kendte = [(gamle[start], fase) for start, fase in nye.items() if start in gamle]
    for row, fase in sorted(kendte, key=lambda par: par[1].slut > (par[0].slut or AABEN)):
        slut = None if fase.slut == AABEN else fase.slut
        if (row.nr, row.slut) != (fase.nr, slut):
            save_changes(row, {"nr": fase.nr, "slut": slut, "fra_fil": False})
    with danish_refusal():
        for start in nye.keys() - gamle.keys():
            nr, _, slut = nye[start]
            ny = {"nr": nr, "start": start, "slut": None if slut == AABEN else slut}
            Fase.objects.create(forloeb=forloeb, registreret_af=by, **ny)


def _join(forloeb: Forloeb) -> date | None:
    """The last phase and the same one right before it are one: returns the day on which none began after all."""
    *_, foer, sidste = [None, None, *Fase.objects.filter(forloeb=forloeb).order_by("start")]
    if foer and sidste and foer.nr == sidste.nr and foer.slut == sidste.start:
        start, slut = sidste.start, sidste.slut
        sidste.delete()
        save_changes(foer, {"slut": slut, "fra_fil": False})
        return start
    return None


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
        raise Spoergsmaal("Datoen ligger mere end 1 år væk. Er det rigtigt?", "fra", dato=fra)
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
