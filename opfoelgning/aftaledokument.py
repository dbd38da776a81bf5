"""What the fleksjobaftale says on paper: read by the borger and the company, so nothing else is in it."""

from __future__ import annotations

from datetime import date
from typing import Any

from aftaler.models import Ansaettelse, Fleksjobaftale, Timer
from kalender.dansk import dato_aar, tal, til_og_med
from opfoelgning.arbejdsbillede import Arbejdsbillede

_AFSNIT = (
    ("arbejdsopgaver", "Arbejdsopgaver og arbejdstid"),
    ("progressionsmaal", "Progressionsmål"),
    ("indsatser", "Indsatser, der støtter målene"),
    ("hensyn", "Hensyn, støtte og hjælpemidler"),
    ("opfoelgning_hvornaar", "Opfølgning"),
)


def agreement_content(
    aftale: Fleksjobaftale, timer: Timer | None, *, afsender: str, dag: date
) -> dict[str, Any]:
    """The content of template ``fleksjobaftale``; ``timer`` are the hours of the day, None while there are none.

    ``hensyn`` is in it only when the borger lets the company read it, and that there is any is not said otherwise.
    The goal has one name for everybody: another would tell of a diagnosis.
    """
    job = aftale.ansaettelse
    billede = Arbejdsbillede(timer.timer, timer.intensitet, er_eksempel=False) if timer else None
    return {
        "titel": "Fleksjobaftale",
        "afsender": afsender,
        "fod": f"{afsender} · version {aftale.version} · hentet {dato_aar(dag)}",
        "udkast": aftale.udfyldt is None,
        "parter": _parties(aftale, job),
        "timer": _hours(timer, billede),
        "billede": _picture(billede),
        "forklaring": _explained(billede),
        "afsnit": _sections(aftale),
        "underskrifter": _agreed(aftale),
    }


def _parties(aftale: Fleksjobaftale, job: Ansaettelse) -> list[tuple[str, str]]:
    alle = [
        ("Medarbejder", job.forloeb.borger.navn),
        ("Virksomhed", str(job.virksomhed or "")),
        ("Kontaktperson på virksomheden", str(aftale.kontaktperson or "")),
        ("Første dag", dato_aar(job.start)),
        ("Sidste dag", dato_aar(til_og_med(job.slut))),
    ]
    return [(navn, vaerdi) for navn, vaerdi in alle if vaerdi]


def _hours(timer: Timer | None, billede: Arbejdsbillede | None) -> list[tuple[str, str]]:
    if timer is None or billede is None:
        return [("Timer pr. uge", "Ikke aftalt endnu")]
    return [
        ("Timer pr. uge", f"{tal(timer.timer)} (fra {dato_aar(timer.fra)})"),
        ("Arbejdsintensitet", f"{timer.intensitet} %"),
        ("Effektive timer pr. uge", tal(billede.effektive)),
    ]


def _picture(billede: Arbejdsbillede | None) -> dict[str, Any] | None:
    """Widths in percent of a week of 37 hours."""
    if billede is None or not billede.timer:
        return None
    return {
        "timer": float(billede.timer) / 37 * 100,
        "effektive": float(billede.effektive) / 37 * 100,
        "alt": f"En bjælke på {tal(billede.timer)} timer, hvoraf {tal(billede.effektive)} timer er udfyldt.",
    }


def _explained(billede: Arbejdsbillede | None) -> str:
    if billede is None:
        return ""
    return (
        "Rammen er timerne på arbejdspladsen. Det udfyldte er det arbejde, der bliver lavet i dem: "
        f"{tal(billede.timer)} timer × {billede.intensitet} % = {tal(billede.effektive)} effektive timer. "
        "Arbejdspladsen betaler for de effektive timer. Arbejdsintensiteten siger, hvor meget medarbejderen når på en "
        "time, sammenlignet med andre i samme arbejde, og den kan ændre sig med tiden."
    )


def _sections(aftale: Fleksjobaftale) -> list[dict[str, str]]:
    afsnit = [
        {"titel": titel, "tekst": getattr(aftale, felt)}
        for felt, titel in _AFSNIT
        if getattr(aftale, felt) and (felt != "hensyn" or aftale.hensyn_deles)
    ]
    if aftale.parallel_praktik:
        tekst = "Der er aftalt virksomhedspraktik ved siden af fleksjobbet."
        afsnit.append({"titel": "Parallel virksomhedspraktik", "tekst": tekst})
    return afsnit


def _agreed(aftale: Fleksjobaftale) -> list[tuple[str, str]]:
    alle = [
        ("Udfyldt og aftalt den", dato_aar(aftale.udfyldt)),
        ("Aftalt mellem", aftale.aftalt_mellem),
        ("Registreret i VITAS", dato_aar(aftale.vitas)),
    ]
    return [(navn, vaerdi) for navn, vaerdi in alle if vaerdi]
