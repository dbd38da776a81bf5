"""The lines of the timeline in Danish words: each kind's heading and text."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from aftaler.models import Notatform, Planstatus
from forloeb.models import (
    Afslutningsaarsag,
    CvStand,
    Forslagsstiller,
    Hjemmel,
    Indstilling,
    Resultat,
    Varighed,
    Ydelsestype,
)
from kalender.dansk import dato, dato_aar, tal, til_og_med
from opfoelgning.faser import fase_tekst
from opfoelgning.models import Form, Forslagstype, Gennemgangsresultat, Moedestatus, Udfald

RETTELSER = ("kontakter", "fravaer", "indsats", "beslutning", "forberedelse", "fase")


def _periode(row: Any, dag: date) -> str:
    slut = til_og_med(row.slut)
    return f" til og med {dato(slut, dag)}" if slut else ""


def _kontakt(row: Any, dag: date) -> tuple[str, str]:
    skridt = f"Næste skridt: {row.c}" if row.c else ""
    return f"Kontakt: {str(Form(row.a).label).lower()}", "\n".join(filter(None, (row.note, skridt)))


def _opfoelgning(row: Any, dag: date) -> tuple[str, str]:
    hvad = "Statusmøde" if row.c else "Opfølgning"
    sted = " på virksomheden" if row.flag else ""
    return f"{hvad}: {str(Form(row.a).label).lower()}{sted}", row.note or ""


def _henvendelse(row: Any, dag: date) -> tuple[str, str]:
    svar = f"Besvaret {dato(row.slut, dag).removesuffix('.')}." if row.slut else "Ikke besvaret."
    return "Henvendelse fra borgeren", "\n".join(filter(None, (row.note, svar, row.a)))


def _planaftale(row: Any, dag: date) -> tuple[str, str]:
    stand = "" if row.b == Planstatus.AABEN else f" – {str(Planstatus(row.b).label).lower()}"
    return f"Aftale: {row.a}{f', {row.c}' if row.c else ''}{stand}", row.note or ""


def _tilbud(row: Any, dag: date) -> tuple[str, str]:
    sted = f", {row.b}" if row.b else ""
    linjer = [
        row.note and f"Formål: {row.note}",
        row.c and f"Resultat: {row.c}",
        "" if row.flag else "Nulstiller ikke passivitetsuret.",
    ]
    return f"{row.a}{sted}{_periode(row, dag)}", "\n".join(linje for linje in linjer if linje)


def _ansaettelse(row: Any, dag: date) -> tuple[str, str]:
    timer = f"{tal(float(row.note))} timer om ugen fra start. " if row.note else ""
    ophoer = f"Ophørt: {row.b}." if row.b else ""
    return f"Fleksjob{f', {row.a}' if row.a else ''}{_periode(row, dag)}", f"{timer}{ophoer}".strip()


def _timer(row: Any, dag: date) -> tuple[str, str]:
    intensitet = f"Arbejdsintensitet {row.b} %." if row.b != "100" else ""
    return f"Timer ændret til {tal(float(row.a))} om ugen", intensitet


def _anden_aktoer(row: Any, dag: date) -> tuple[str, str]:
    return f"Anden aktør, § 73 c, {Hjemmel(row.a).label}{_periode(row, dag)}", ""


def _fravaer(row: Any, dag: date) -> tuple[str, str]:
    virkning = "" if row.flag else "Tæller med i passivitetsuret."
    return f"{row.a}{_periode(row, dag)}", "\n".join(filter(None, (row.note, virkning)))


def _rettelse(row: Any, dag: date) -> tuple[str, str]:
    hvad = "Annulleret" if row.flag else "Rettet"
    tomt = "ikke udfyldt"
    linjer = [f"{felt}: {foer or tomt} → {efter or tomt}" for felt, foer, efter in json.loads(row.b)]
    return f"{hvad}: {row.a}", "\n".join([*linjer, f"Begrundelse: {row.note}"])


def _jobmaal(row: Any, dag: date) -> tuple[str, str]:
    hvem = f"Foreslået af: {str(Forslagsstiller(row.b).label).lower()}."
    slut = f"Sluttede: {row.c}." if row.c else ""
    return f"Jobmål: {row.a}{_periode(row, dag)}", "\n".join(filter(None, (hvem, row.note, slut)))


def _dokument(row: Any, dag: date) -> tuple[str, str]:
    kom = f"Modtaget {dato(row.slut, dag)}" if row.slut else f"Frist {dato(date.fromisoformat(row.c), dag)}"
    linje = f"Fra {row.b}. {kom.removesuffix('.')}."
    return f"Bedt om {row.a}", "\n".join(filter(None, (linje, row.note)))


def _tildeling(row: Any, dag: date) -> tuple[str, str]:
    return f"Jobformidler: {row.a}{_periode(row, dag)}", row.b or ""


def _afsluttet(row: Any, dag: date) -> tuple[str, str]:
    aarsag = dict(Afslutningsaarsag.choices).get(row.a, row.a or "")
    return "Forløbet er afsluttet", "\n".join(filter(None, (str(aarsag), row.note)))


def _sagsgennemgang(row: Any, dag: date) -> tuple[str, str]:
    start = f"Forventet start {dato_aar(row.slut)}." if row.slut else ""
    linjer = "\n".join(filter(None, (row.note, start)))
    return f"Sagsgennemgang: {str(Gennemgangsresultat(row.a).label).lower()}", linjer


def _genbehandling(row: Any, dag: date) -> tuple[str, str]:
    indstillet = f"Indstillet: {row.a}." if row.a else ""
    maal = f"Progressionsmål: {row.note}" if row.note else ""
    return "Genbehandling i rehabiliteringsteamet", "\n".join(filter(None, (indstillet, maal)))


def _moede(row: Any, dag: date) -> tuple[str, str]:
    indstillet = f"Indstilling: {Indstilling(row.a).label.lower()}." if row.a else ""
    maal = f"Mål: {row.note}" if row.note else ""
    return "Møde i rehabiliteringsteamet", "\n".join(filter(None, (indstillet, maal)))


def _afgoerelse(row: Any, dag: date) -> tuple[str, str]:
    varighed = f", {Varighed(row.b).label.lower()}" if row.b else ""
    linjer = (f"Gælder fra {dato_aar(row.slut)}.", row.note)
    return f"Afgørelse: {Resultat(row.a).label.lower()}{varighed}", "\n".join(filter(None, linjer))


def _sagsbehandling(row: Any, dag: date) -> tuple[str, str]:
    return f"Myndighedssagsbehandler: {row.a}{_periode(row, dag)}", row.b or ""


def _stepupmoede(row: Any, dag: date) -> tuple[str, str]:
    deltog = f"Deltog også: {row.note}" if row.note else ""
    return f"Step-up, møde {row.b}: {str(Moedestatus(row.a).label).lower()}", deltog


ORD: dict[str, Callable[[Any, date], tuple[str, str]]] = {
    "kontakt": _kontakt,
    "opfoelgning": _opfoelgning,
    "henvendelse": _henvendelse,
    "planaftale": _planaftale,
    "tilbudsopfoelgning": lambda row, dag: (
        f"Opfølgning under {row.a.lower()}: {str(Notatform(row.b).label).lower()}",
        row.note or "",
    ),
    "cv": lambda row, dag: (f"CV: {str(CvStand(row.a).label).lower()}", row.note or ""),
    "tilbud": _tilbud,
    "ansaettelse": _ansaettelse,
    "timer": _timer,
    "aftale": lambda row, dag: ("Fleksjobaftale udfyldt", f"Progressionsmål: {row.a}" if row.a else ""),
    "anden_aktoer": _anden_aktoer,
    "fravaer": _fravaer,
    **dict.fromkeys((f"rettet_{hvad}" for hvad in RETTELSER), _rettelse),
    "jobmaal": _jobmaal,
    "konsulent": lambda row, dag: (f"Virksomhedskonsulenten deltog: {row.a}", row.note or ""),
    "orientering": lambda row, dag: ("Borgeren har fået at vide", f"{row.a}\n{row.note or ''}".strip()),
    "dokument": _dokument,
    "afsnit": lambda row, dag: (f"Afsnit {row.a} {'rettet' if row.flag else 'skrevet'}", row.note or ""),
    "fase": lambda row, dag: (f"Fase {fase_tekst(row.a, int(row.b))}", ""),
    "tildeling": _tildeling,
    "ydelse": lambda row, dag: (f"{Ydelsestype(row.a).label}{_periode(row, dag)}", ""),
    "markering": lambda row, dag: (f"Persongruppemarkering: {row.a}{_periode(row, dag)}", ""),
    "begyndt": lambda row, dag: ("Forløbet er begyndt", ""),
    "afsluttet": _afsluttet,
    "afsluttet_foer": _afsluttet,
    "genaabnet": lambda row, dag: ("Forløbet er åbnet igen", row.note or ""),
    "sagsgennemgang": _sagsgennemgang,
    "moede": _moede,
    "afgoerelse": _afgoerelse,
    "sagsbehandling": _sagsbehandling,
    "genbehandling": _genbehandling,
    "forslag": lambda row, dag: (f"Forslag til leder: {Forslagstype(row.a).label}", row.note),
    "beslutning": lambda row, dag: (f"Beslutning: {Udfald(row.a).label}", row.note),
    "teammoede": lambda row, dag: (
        f"Møde om genbehandling: {str(Moedestatus(row.a).label).lower()}",
        row.note or "",
    ),
    "stepupmoede": _stepupmoede,
    "stepupaftale": lambda row, dag: ("Step-up: aftale", f"{row.note}\nMål: {row.a}"),
}
