"""The records of a case in Danish words: «Virksomhedspraktik hos Kornmarken Gartneri fra 1. dec.»."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from forloeb.models import Hjemmel, Ydelsestype
from kalender.dansk import dato, tal, til_og_med
from opfoelgning.models import Gennemgangsresultat
from opfoelgning.poster import Post
from opfoelgning.regler.dagsvirkning import TILBUD
from opfoelgning.regler.kadence import FORMER

Steder = Mapping[str, str]
_STATUS = {"planlagt": "Aftalt ", "udeblevet": "Forsøgt ", "aflyst": "Aflyst "}


def posttekst(post: Post, dag: date, steder: Steder | None = None) -> str:
    """What the record is and when; ``steder``: names of companies by the id of the tilbud or job there."""
    return _TEKSTER[post.slags](post, dag, steder or {})


def _periode(post: Post, dag: date) -> str:
    sidste = til_og_med(post.slut)
    return f"fra {dato(post.dato, dag)}" + (f" til og med {dato(sidste, dag)}" if sidste else "")


def _hos(post: Post, steder: Steder) -> str:
    sted = steder.get(post.fakta.id)
    return f" hos {sted}" if sted else ""


def _tilbud(post: Post, dag: date, steder: Steder) -> str:
    type_ = post.fakta.type
    navn = TILBUD.get(type_) or type_.replace("_", " ").capitalize()
    return f"{navn}{_hos(post, steder)} {_periode(post, dag)}"


def _kontakt(post: Post, dag: date, steder: Steder) -> str:
    return f"{_foran(post, 'kontakt')} {dato(post.dato, dag)} ({FORMER[post.fakta.form]})"


def _opfoelgning(post: Post, dag: date, steder: Steder) -> str:
    navn = "statusmøde" if post.fakta.statusmoede else "opfølgning"
    return f"{_foran(post, navn)} {dato(post.dato, dag)} ({FORMER[post.fakta.form]})"


def _foran(post: Post, navn: str) -> str:
    return f"{_STATUS.get(post.fakta.status, '')}{navn}".capitalize()


def _ydelse(post: Post, dag: date, steder: Steder) -> str:
    return f"{dict(Ydelsestype.choices).get(post.fakta.type, post.fakta.type)} {_periode(post, dag)}"


def _gennemgang(post: Post, dag: date, steder: Steder) -> str:
    resultat = dict(Gennemgangsresultat.choices).get(post.fakta.resultat, post.fakta.resultat)
    return f"Sagsgennemgang {dato(post.dato, dag)}: {str(resultat).lower()}"


def _timer(post: Post, dag: date, steder: Steder) -> str:
    return f"{tal(post.fakta.timer)} timer om ugen fra {dato(post.dato, dag)}"


def _med_periode(navn: Callable[[Any], str]) -> Callable[[Post, date, Steder], str]:
    return lambda post, dag, steder: f"{navn(post.fakta)} {_periode(post, dag)}"


def _paa_dag(navn: str) -> Callable[[Post, date, Steder], str]:
    return lambda post, dag, steder: f"{navn} {dato(post.dato, dag)}"


_TEKSTER: dict[str, Callable[[Post, date, Steder], str]] = {
    "faser": _med_periode(lambda fase: f"Fase {fase.nr}"),
    "tildelinger": _med_periode(lambda tildeling: "Tildeling af jobformidler"),
    "ydelser": _ydelse,
    "fravaer": _med_periode(lambda fravaer: fravaer.navn),
    "anden_aktoer": _med_periode(lambda aktoer: f"Anden aktør, {Hjemmel(aktoer.hjemmel).label}"),
    "tilbud": _tilbud,
    "ansaettelser": lambda post, dag, steder: f"Fleksjob{_hos(post, steder)} {_periode(post, dag)}",
    "markeringer": _med_periode(lambda markering: f"Markeringen «{markering.navn}»"),
    "kontakter": _kontakt,
    "opfoelgninger": _opfoelgning,
    "sagsgennemgange": _gennemgang,
    "genbehandlinger": _paa_dag("Genbehandling"),
    "henvendelser": _paa_dag("Henvendelse fra borgeren"),
    "timer": _timer,
    "aftale_udfyldt": _paa_dag("Fleksjobaftale udfyldt"),
    "vitas": _paa_dag("Fleksjobaftale registreret i VITAS"),
    "progredierende_fra": _paa_dag("Progredierende diagnose dokumenteret"),
    "regelsaet": _paa_dag("Nye værdier i regelsættet fra"),
}
