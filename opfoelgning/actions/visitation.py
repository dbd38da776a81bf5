"""What follows a decision on fleksjob: fase 2 with the jobformidler, and ledighedsydelse where it was decided."""

from __future__ import annotations

from datetime import date

from forloeb.models import Afgoerelse, Fase, Forloeb, Resultat, Tildeling, Ydelse, Ydelsestype
from kalender.dansk import dato_aar, til_og_med
from kommuner.afvist import Afvist, danish_refusal
from kommuner.models import Medarbejder
from kommuner.versioner import save_changes
from opfoelgning.actions.fase import step
from opfoelgning.faser import anden_fase, foerste_fase
from opfoelgning.faseskift import Skift


def follow_visitation(forloeb: Forloeb, by: Medarbejder) -> list[Skift]:
    """Let the phase after the preparing one begin on the later of visitation and jobformidler, or move with them.

    Returns the step, if one was taken. The forløb is locked. Refuses what would undo a phase that came later.
    """
    begyndt = Afgoerelse.objects.filter(forloeb=forloeb, fase__isnull=False).select_related("fase").first()
    if begyndt and begyndt.fase:
        return _keep(forloeb, begyndt, begyndt.fase)
    visitation = (
        Afgoerelse.objects.filter(forloeb=forloeb, resultat=Resultat.VISITERET).order_by("start").first()
    )
    skift = _first_step(forloeb, visitation) if visitation else None
    if visitation is None or skift is None:
        return []
    step(forloeb, skift, by)
    visitation.fase = Fase.objects.get(forloeb=forloeb, start=skift.dato)
    visitation.save(update_fields=["fase"])
    return [skift]


def take_phase_back(fase: Fase) -> None:
    """The phase never began: the one before it goes on, or is what this one was."""
    _refuse_later_phase(fase)
    forrige = Fase.objects.filter(forloeb=fase.forloeb_id, slut=fase.start).first()
    if forrige is None:
        save_changes(fase, {"nr": foerste_fase(fase.forloeb.indsatsmodel)})
        return
    slut = fase.slut
    fase.delete()
    save_changes(forrige, {"slut": slut})


def follow_ledighedsydelse(afgoerelse: Afgoerelse, by: Medarbejder) -> None:
    """Register the ledighedsydelse of a decision, move it, or take it back; the benefit before it follows."""
    fra = afgoerelse.ledighedsydelse_fra if afgoerelse.resultat == Resultat.VISITERET else None
    if afgoerelse.ydelse and afgoerelse.ydelse.start == fra:
        return
    take_benefit_back(afgoerelse)
    if fra:
        _register_benefit(afgoerelse, fra, by)


def take_benefit_back(afgoerelse: Afgoerelse) -> None:
    """The ledighedsydelse of a decision never began; the benefit that it ended goes on."""
    ydelse, forrige = afgoerelse.ydelse, afgoerelse.forrige_ydelse
    if ydelse is None:
        return
    afgoerelse.ydelse = afgoerelse.forrige_ydelse = None
    afgoerelse.save(update_fields=["ydelse", "forrige_ydelse"])
    start = ydelse.start
    ydelse.delete()
    if forrige and forrige.slut == start:
        save_changes(forrige, {"slut": None})


def beginning(forloeb: Forloeb, visiteret_fra: date) -> tuple[date, str] | None:
    """The first day on which somebody visiteret from a day has a jobformidler too, and why; None while she has none."""
    tildelinger = Tildeling.objects.filter(forloeb=forloeb).order_by("start")
    tildeling = next((t for t in tildelinger if t.slut is None or t.slut > visiteret_fra), None)
    if tildeling is None:
        return None
    visiteret, har = (
        f"visiteret fra {dato_aar(visiteret_fra)}",
        f"har jobformidler fra {dato_aar(tildeling.start)}",
    )
    return max(visiteret_fra, tildeling.start), f"Borgeren er {visiteret} og {har}"


def _first_step(forloeb: Forloeb, visitation: Afgoerelse) -> Skift | None:
    sidste = Fase.objects.filter(forloeb=forloeb).order_by("-start").first()
    if sidste and sidste.nr != foerste_fase(forloeb.indsatsmodel):
        return None
    fundet = beginning(forloeb, visitation.start)
    if fundet is None:
        return None
    tidligst = max(
        forloeb.start, sidste.start if sidste else forloeb.start, (sidste and sidste.slut) or date.min
    )
    return Skift(max(fundet[0], tidligst), anden_fase(forloeb.indsatsmodel), fundet[1])


def _keep(forloeb: Forloeb, afgoerelse: Afgoerelse, fase: Fase) -> list[Skift]:
    fundet = beginning(forloeb, afgoerelse.start) if afgoerelse.resultat == Resultat.VISITERET else None
    if fundet is None:
        afgoerelse.fase = None
        afgoerelse.save(update_fields=["fase"])
        take_phase_back(fase)
        return []
    dag, grund = fundet
    forrige = Fase.objects.filter(forloeb=forloeb, slut=fase.start).first()
    dag = max(dag, forloeb.start, forrige.start if forrige else forloeb.start)
    if dag == fase.start:
        return []
    _move(fase, forrige, dag)
    return [Skift(dag, fase.nr, grund)]


def _move(fase: Fase, forrige: Fase | None, dag: date) -> None:
    if fase.slut and dag >= fase.slut:
        _refuse_later_phase(fase)
        raise Afvist(
            f"Fase {fase.nr} sluttede {dato_aar(til_og_med(fase.slut))}. Visitationen må ligge før.", "start"
        )
    if forrige and dag == forrige.start:
        forrige.delete()
        forrige = None
    raekker = [(fase, {"start": dag}), (forrige, {"slut": dag})]
    # The one that makes room goes first: the database allows no day in two phases.
    for raekke, vaerdier in raekker if dag > fase.start else reversed(raekker):
        if raekke:
            save_changes(raekke, vaerdier)


def _refuse_later_phase(fase: Fase) -> None:
    senere = Fase.objects.filter(forloeb=fase.forloeb_id, start__gt=fase.start).order_by("start").first()
    if senere:
        raise Afvist(f"Fase {senere.nr} begyndte {dato_aar(senere.start)}. Ret den først.", "start")


def _register_benefit(afgoerelse: Afgoerelse, fra: date, by: Medarbejder) -> None:
    """Nothing where the borger has it already; another benefit that runs without an end is ended."""
    ydelser = Ydelse.objects.filter(forloeb=afgoerelse.forloeb_id, start__lte=fra).order_by("-start")
    nu = next((y for y in ydelser if y.slut is None or y.slut > fra), None)
    if nu and nu.type == Ydelsestype.LEDIGHEDSYDELSE:
        return
    if nu and (nu.slut or nu.start == fra):
        sidste = f" til og med {dato_aar(til_og_med(nu.slut))}" if nu.slut else ""
        besked = f"Borgeren får {nu.get_type_display().lower()} fra {dato_aar(nu.start)}{sidste}."
        raise Afvist(f"{besked} Vælg en senere dag.", "ledighedsydelse_fra")
    if nu:
        save_changes(nu, {"slut": fra, "fra_fil": False})
    with danish_refusal():
        afgoerelse.ydelse = Ydelse.objects.create(
            forloeb_id=afgoerelse.forloeb_id, type=Ydelsestype.LEDIGHEDSYDELSE, start=fra, registreret_af=by
        )
    afgoerelse.forrige_ydelse = nu
    afgoerelse.save(update_fields=["ydelse", "forrige_ydelse"])
