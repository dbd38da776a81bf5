"""Everything that happened, or is planned, in one forløb, newest first, in one statement and a page at a time."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from psycopg.rows import namedtuple_row

from forloeb.models import Afslutningsaarsag, Hjemmel, Ydelsestype
from kalender.dansk import dato, dato_aar, tal, til_og_med
from kommuner.models import Medarbejder
from opfoelgning.actions import may_correct
from opfoelgning.faser import fase_tekst
from opfoelgning.models import Form, Gennemgangsresultat, Status

PR_SIDE = 50
GRUPPER = {
    "kontakter": "Kontakter",
    "indsats": "Indsats",
    "fravaer": "Fravær",
    "fase": "Fase",
    "beslutninger": "Beslutninger",
}


class Kilde(NamedTuple):
    """Where one kind of event comes from: rows and, per column of a line, an SQL expression; empty for none."""

    gruppe: str
    fra: str
    dato: str = "x.start"
    slut: str = ""
    a: str = ""
    b: str = ""
    note: str = ""
    c: str = ""
    flag: str = ""
    af: str = ""
    af_id: str = ""


_REGISTRERET = " x LEFT JOIN kommuner_medarbejder m ON m.id = x.registreret_af_id"
_TYPER = ("date", "date", "text", "text", "text", "text", "boolean", "text", "bigint")
_DANSK_DAG = "({} AT TIME ZONE 'Europe/Copenhagen')::date"
_TIMER_VED_START = (
    "SELECT t.timer::text FROM aftaler_timer t WHERE t.ansaettelse_id = x.id AND t.fra <= x.start "
    "ORDER BY t.fra DESC LIMIT 1"
)
_STATUSMOEDE = "CASE WHEN x.statusmoede THEN 'statusmoede' END"

_SLAGS = {
    "kontakt": Kilde(
        *("kontakter", f"opfoelgning_kontakt{_REGISTRERET}", "x.dato"),
        **{"a": "x.form", "b": "x.status", "note": "x.note", "c": "x.naeste_skridt", "af": "m.navn"},
        af_id="x.registreret_af_id",
    ),
    "opfoelgning": Kilde(
        *("kontakter", f"opfoelgning_opfoelgning{_REGISTRERET}", "x.dato"),
        **{"a": "x.form", "b": "x.status", "note": "x.note", "c": _STATUSMOEDE, "af": "m.navn"},
        flag="x.fremmoede_virksomhed",
    ),
    "henvendelse": Kilde(
        *("kontakter", "opfoelgning_henvendelse x"),
        *(_DANSK_DAG.format("x.modtaget"), _DANSK_DAG.format("x.besvaret")),
    ),
    "tilbud": Kilde(
        *("indsats", "aftaler_tilbud x JOIN kommuner_tilbudstype t ON t.id = x.type_id"),
        **{"slut": "x.slut", "a": "t.navn", "flag": "t.virksomhedsrettet"},
        b="SELECT v.navn FROM aftaler_virksomhed v WHERE v.id = x.virksomhed_id",
    ),
    "ansaettelse": Kilde(
        *("indsats", "aftaler_ansaettelse x LEFT JOIN aftaler_virksomhed v ON v.id = x.virksomhed_id"),
        **{"slut": "x.slut", "a": "v.navn", "b": "x.slutaarsag", "note": _TIMER_VED_START},
    ),
    "timer": Kilde(
        *(
            "indsats",
            "aftaler_timer x JOIN aftaler_ansaettelse a ON a.id = x.ansaettelse_id AND x.fra > a.start",
        ),
        **{"dato": "x.fra", "a": "x.timer::text", "b": "x.intensitet::text"},
    ),
    "aftale": Kilde("indsats", "aftaler_fleksjobaftale x", "x.udfyldt", a="x.progressionsmaal"),
    "anden_aktoer": Kilde("indsats", "forloeb_andenaktoer x", slut="x.slut", a="x.hjemmel"),
    "fravaer": Kilde(
        *("fravaer", "forloeb_fravaer x JOIN kommuner_fravaerstype t ON t.id = x.type_id"),
        **{"slut": "x.slut", "a": "t.navn", "note": "x.note", "flag": "t.pauser_passivitet"},
    ),
    "fase": Kilde(
        *("fase", "forloeb_fase x JOIN forloeb_forloeb f ON f.id = x.forloeb_id"),
        **{"a": "f.indsatsmodel", "b": "x.nr::text"},
    ),
    "tildeling": Kilde(
        *("fase", "forloeb_tildeling x JOIN kommuner_medarbejder m ON m.id = x.medarbejder_id"),
        **{"slut": "x.slut", "a": "m.navn", "b": "x.skifteaarsag"},
    ),
    "ydelse": Kilde("fase", "forloeb_ydelse x", slut="x.slut", a="x.type"),
    "markering": Kilde("fase", "forloeb_persongruppemarkering x", slut="x.slut", a="x.navn"),
    "begyndt": Kilde("fase", "forloeb_forloeb x"),
    "afsluttet": Kilde("fase", "forloeb_forloeb x", "x.slut", a="x.afslutningsaarsag"),
    "sagsgennemgang": Kilde(
        *("beslutninger", "opfoelgning_sagsgennemgang x", "x.dato", "x.forventet_start"),
        **{"a": "x.resultat", "note": "x.begrundelse"},
    ),
    "genbehandling": Kilde(
        *("beslutninger", "opfoelgning_genbehandling x", "x.moede"),
        **{"a": "array_to_string(x.indstillede_indsatser, ', ')", "note": "x.progressionsmaal"},
    ),
}


def _select(slags: str) -> str:
    gruppe, fra, *udtryk = _SLAGS[slags]
    kolonner = ", ".join(
        f"{f'({u})' if u else 'NULL'}::{type_} AS {navn}"
        for u, type_, navn in zip(udtryk, _TYPER, Kilde._fields[2:], strict=True)
    )
    forloeb = "x.id" if fra == "forloeb_forloeb x" else "x.forloeb_id"
    return (
        f"SELECT '{gruppe}' AS gruppe, '{slags}' AS slags, x.id, {kolonner} FROM {fra} "
        f"WHERE {forloeb} = %(forloeb)s"
    )


def _statement(gruppe: str) -> str:
    dele = " UNION ALL ".join(
        _select(slags) for slags, kilde in _SLAGS.items() if gruppe in ("", kilde.gruppe)
    )
    return (
        f"SELECT * FROM ({dele}) t WHERE dato IS NOT NULL "
        "AND (%(dato)s::date IS NULL OR (dato, slags, id) < (%(dato)s, %(slags)s, %(id)s)) "
        "ORDER BY dato DESC, slags DESC, id DESC LIMIT %(antal)s"
    )


_SQL = {gruppe: _statement(gruppe) for gruppe in ("", *GRUPPER)}


class Haendelse(NamedTuple):
    """One line of the timeline; texts are Danish. ``maerke`` says «planlagt», «aflyst» … where it matters.

    ``ret`` is the id of a contact that the reader may correct.
    """

    dato: date
    gruppe: str
    overskrift: str
    tekst: str
    maerke: str
    af: str
    ret: int | None = None


class Tidslinje(NamedTuple):
    """A page of the timeline; ``naeste`` is the key of the next page, empty on the last."""

    haendelser: list[Haendelse]
    naeste: str


_NOEGLE = re.compile(r"(\d{4}-\d\d-\d\d)\.([a-z_]{1,20})\.(\d{1,18})")


def tidslinje(
    forloeb_id: int, dag: date, gruppe: str = "", efter: str = "", *, skriver: Medarbejder | None = None
) -> Tidslinje:
    """A page of what happened, newest first; ``gruppe`` is one of ``GRUPPER`` or empty, ``efter`` a ``naeste``.

    Unknown groups and keys count as none. ``skriver`` is the reader, if she may write on the forløb.
    """
    noegle = _key(efter)
    params = {"forloeb": forloeb_id, "antal": PR_SIDE + 1, **noegle}
    connection.ensure_connection()
    with connection.connection.cursor(row_factory=namedtuple_row) as cursor:
        rows = cursor.execute(_SQL.get(gruppe, _SQL[""]), params).fetchall()
    vist = rows[:PR_SIDE]
    naeste = f"{vist[-1].dato}.{vist[-1].slags}.{vist[-1].id}" if len(rows) > PR_SIDE else ""
    return Tidslinje([_haendelse(row, dag, skriver) for row in vist], naeste)


def _key(efter: str) -> dict[str, Any]:
    found = _NOEGLE.fullmatch(efter)
    try:
        dato_ = date.fromisoformat(found[1]) if found else None
    except ValueError:
        dato_ = None
    if found is None or dato_ is None:
        return {"dato": None, "slags": None, "id": None}
    return {"dato": dato_, "slags": found[2], "id": int(found[3])}


def _haendelse(row: Any, dag: date, skriver: Medarbejder | None) -> Haendelse:
    overskrift, tekst = _ORD[row.slags](row, dag)
    status = row.b if row.slags in ("kontakt", "opfoelgning") else ""
    maerke = ""
    if status == Status.PLANLAGT or row.dato > dag:
        maerke = "planlagt"
    elif status in (Status.AFLYST, Status.UDEBLEVET):
        maerke = str(Status(status).label).lower()
    kan_rettes = skriver and row.slags == "kontakt" and may_correct(row.af_id, row.b, skriver)
    ret = row.id if kan_rettes else None
    return Haendelse(row.dato, row.gruppe, overskrift, tekst, maerke, row.af or "", ret)


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
    svar = f"Besvaret {dato(row.slut, dag)}." if row.slut else "Ikke besvaret."
    return "Henvendelse fra borgeren", svar


def _tilbud(row: Any, dag: date) -> tuple[str, str]:
    sted = f", {row.b}" if row.b else ""
    return f"{row.a}{sted}{_periode(row, dag)}", "" if row.flag else "Nulstiller ikke passivitetsuret."


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


def _tildeling(row: Any, dag: date) -> tuple[str, str]:
    return f"Jobformidler: {row.a}{_periode(row, dag)}", row.b or ""


def _afsluttet(row: Any, dag: date) -> tuple[str, str]:
    aarsag = dict(Afslutningsaarsag.choices).get(row.a, row.a or "")
    return "Forløbet er afsluttet", str(aarsag)


def _sagsgennemgang(row: Any, dag: date) -> tuple[str, str]:
    start = f" Forventet start {dato_aar(row.slut)}." if row.slut else ""
    return (
        f"Sagsgennemgang: {str(Gennemgangsresultat(row.a).label).lower()}",
        f"{row.note or ''}{start}".strip(),
    )


def _genbehandling(row: Any, dag: date) -> tuple[str, str]:
    indstillet = f"Indstillet: {row.a}." if row.a else ""
    maal = f"Progressionsmål: {row.note}" if row.note else ""
    return "Genbehandling i rehabiliteringsteamet", "\n".join(filter(None, (indstillet, maal)))


_ORD: dict[str, Callable[[Any, date], tuple[str, str]]] = {
    "kontakt": _kontakt,
    "opfoelgning": _opfoelgning,
    "henvendelse": _henvendelse,
    "tilbud": _tilbud,
    "ansaettelse": _ansaettelse,
    "timer": _timer,
    "aftale": lambda row, dag: ("Fleksjobaftale udfyldt", f"Progressionsmål: {row.a}" if row.a else ""),
    "anden_aktoer": _anden_aktoer,
    "fravaer": _fravaer,
    "fase": lambda row, dag: (f"Fase {fase_tekst(row.a, int(row.b))}", ""),
    "tildeling": _tildeling,
    "ydelse": lambda row, dag: (f"{Ydelsestype(row.a).label}{_periode(row, dag)}", ""),
    "markering": lambda row, dag: (f"Persongruppemarkering: {row.a}{_periode(row, dag)}", ""),
    "begyndt": lambda row, dag: ("Forløbet er begyndt", ""),
    "afsluttet": _afsluttet,
    "sagsgennemgang": _sagsgennemgang,
    "genbehandling": _genbehandling,
}
