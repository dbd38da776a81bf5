"""What to do next, and by when, in one sentence per rule. Pure; the day is handed in."""

from __future__ import annotations

from datetime import date, timedelta

from kalender.dansk import dato, dato_aar
from opfoelgning.chips import mangler
from opfoelgning.hast import Vurderet
from opfoelgning.regler.typer import Tilstand


def naeste_skridt(v: Vurderet, fornavn: str, seneste_kontakt: date | None, dag: date) -> str:
    """The rule's own proposal, used where the jobformidler has written none; empty for a rule without one."""
    # A date ends in a full stop when its month is shortened: one is enough.
    return _skridt(v, fornavn, seneste_kontakt, dag).replace("..", ".")


def _skridt(v: Vurderet, fornavn: str, seneste_kontakt: date | None, dag: date) -> str:
    frist = dato(v.frist, dag)
    match v.regel:
        case "kontakt" | "aftalt_kontakt":
            sidst = (
                f"sidst talt {dato(seneste_kontakt, dag)}"
                if seneste_kontakt
                else "I har ikke talt sammen endnu"
            )
            return f"Ring til {fornavn} – {sidst}."
        case "passivitet" if v.tilstand == Tilstand.AFVENTER:
            return "Den aftalte indsats er ikke begyndt endnu."
        case "passivitet":
            siden = dato(getattr(v, "anker", None), dag)
            return f"Ingen praktik eller fleksjob siden {siden}. Aftal praktik, eller forbered genbehandling."
        case "opfoelgning_antal" if v.tilstand == Tilstand.OVERSKREDET:
            return "Hold statusmøde, og aftal, hvordan opfølgningen kommer på plads."
        case "opfoelgning_antal":
            sted = "på virksomheden " if mangler(v)[1] else ""
            return f"Hold en opfølgning {sted}senest {frist}."
        case "aftalt_opfoelgning":
            return f"Opfølgningen {frist} er ikke registreret. Registrér den, eller aftal en ny dato."
    return _kort(v, frist)


def _kort(v: Vurderet, frist: str) -> str:
    if v.regel == "persongruppe" and v.tilstand == Tilstand.VARSEL:
        return "Fjern markeringen. Borgeren har en progredierende diagnose."
    return {
        "fase1_varighed": f"Visitation og jobformidler skal være på plads senest {frist}.",
        "statusmoede": f"Hold statusmøde senest {frist}.",
        "jobformidler": "Tildel en jobformidler.",
        "fleksjobaftale": "Udfyld fleksjobaftalen.",
        "vitas": "Registrér fleksjobaftalen i VITAS.",
        "persongruppe": "Sæt persongruppemarkeringen.",
    }.get(v.regel, "")


def frist_dag(v: Vurderet) -> date | None:
    """The day shown as next deadline: the frist, for passivity the first passive day."""
    return v.frist + timedelta(days=1) if v.frist and v.regel == "passivitet" else v.frist


def frist_saetning(v: Vurderet) -> str:
    """The rule's deadline, and for passivity the day that follows: «Fristen var …. Passiv fra …»."""
    if v.tilstand == Tilstand.PAUSE:
        return "Reglen holder pause i dag."
    if v.frist is None:
        return "Der er ingen frist."
    ord_ = "var" if v.tilstand == Tilstand.OVERSKREDET else "er"
    passiv = v.regel == "passivitet" and v.tilstand != Tilstand.AFVENTER
    foelge = f" Passiv fra {dato_aar(frist_dag(v))}." if passiv else ""
    return f"Fristen {ord_} {dato_aar(v.frist)}.{foelge}"


def frist_ord(v: Vurderet) -> str:
    """What the deadline is about: «Kontakt (14 dage)», «Passiv», «Fase 1 slut»."""
    if v.regel == "kontakt" and v.frist and (anker := getattr(v, "anker", None)):
        return f"Kontakt ({(v.frist - anker).days} dage)"
    if v.regel == "opfoelgning_antal" and v.tilstand != Tilstand.OVERSKREDET:
        antal, fremmoede = mangler(v)
        detaljer = getattr(v, "detaljer", None) or {}
        if antal > fremmoede or not fremmoede:
            return f"{detaljer.get('holdt', 0) + 1}. opfølgning"
        return f"Fremmøde {detaljer['fremmoede'] + 1} af {detaljer['heraf']}"
    return {
        "kontakt": "Kontakt",
        "aftalt_kontakt": "Aftalt kontakt",
        "passivitet": "Passiv",
        "opfoelgning_antal": "Opfølgning",
        "aftalt_opfoelgning": "Aftalt opfølgning",
        "fase1_varighed": "Fase 1 slut",
        "statusmoede": "Statusmøde",
        "jobformidler": "Jobformidler",
        "fleksjobaftale": "Fleksjobaftale",
        "vitas": "VITAS",
        "persongruppe": "Persongruppe",
    }.get(v.regel, "Frist")
