"""SQL gathers: rows of many forløb become frozen fact objects, in one statement per batch.

Each kind of fact arrives as parallel arrays per forløb, never as a row per fact.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from psycopg.rows import namedtuple_row

from kommuner.indsatsmodel import Regelvaerdier, indsatsmodeller
from kommuner.models import Kommune, Regelsaet
from kommuner.tenancy import current_kommune_id
from opfoelgning.regler import typer
from opfoelgning.regler.typer import Sagsfakta


class Kilde(NamedTuple):
    """One kind of fact: which expressions to gather from which rows, oldest first."""

    navn: str
    fra: str
    udtryk: tuple[str, ...]
    orden: str


_SLUT = "COALESCE({}.slut, DATE '9999-12-31')"
_TYPE = "{fakta} x JOIN {type} t ON t.id = x.type_id"


def _periode(navn: str, fra: str, *udtryk: str) -> Kilde:
    return Kilde(navn, fra, (*udtryk, "x.start", _SLUT.format("x")), "x.start, x.id")


_KILDER = (
    _periode("faser", "forloeb_fase x", "x.nr"),
    _periode("ydelser", "forloeb_ydelse x", "x.type"),
    _periode("anden_aktoer", "forloeb_andenaktoer x", "x.hjemmel"),
    _periode("markeringer", "forloeb_persongruppemarkering x", "x.navn"),
    _periode(
        "tildelinger",
        "forloeb_tildeling x JOIN kommuner_medarbejder m ON m.id = x.medarbejder_id",
        "m.ekstern_id",
        "m.id",
    ),
    _periode(
        "fravaer",
        _TYPE.format(fakta="forloeb_fravaer", type="kommuner_fravaerstype"),
        "t.kode",
        "t.navn",
        "t.pauser_kontakt",
        "t.pauser_passivitet",
        "t.er_sygdom",
    ),
    _periode(
        "tilbud",
        _TYPE.format(fakta="aftaler_tilbud", type="kommuner_tilbudstype"),
        "x.ekstern_id",
        "t.kode",
        "t.virksomhedsrettet",
        "x.parallel",
    ),
    _periode(
        "ansaettelser",
        "aftaler_ansaettelse x LEFT JOIN aftaler_fleksjobaftale a ON a.ansaettelse_id = x.id",
        "x.id",
        "x.ekstern_id",
        "a.udfyldt",
        "a.vitas",
    ),
    Kilde("timer", "aftaler_timer x", ("x.ansaettelse_id", "x.fra", "x.timer", "x.intensitet"), "x.fra"),
    Kilde(
        "opfoelgninger",
        "opfoelgning_opfoelgning x",
        (
            "x.ansaettelse_id",
            "x.ekstern_id",
            "x.dato",
            "x.form",
            "x.status",
            "x.fremmoede_virksomhed",
            "x.statusmoede",
        ),
        "x.dato, x.id",
    ),
    Kilde(
        "kontakter", "opfoelgning_kontakt x", ("x.ekstern_id", "x.dato", "x.form", "x.status"), "x.dato, x.id"
    ),
    Kilde(
        "sagsgennemgange",
        "opfoelgning_sagsgennemgang x",
        ("x.dato", "x.resultat", "x.forventet_start"),
        "x.dato, x.id",
    ),
    Kilde("genbehandlinger", "opfoelgning_genbehandling x", ("x.moede",), "x.moede, x.id"),
    Kilde(
        "henvendelser",
        "opfoelgning_henvendelse x",
        ("x.ekstern_id", "x.modtaget", "x.besvaret"),
        "x.modtaget",
    ),
)


def _statement() -> str:
    columns, joins = [], []
    for kilde in _KILDER:
        arrays = ", ".join(
            f"array_agg({udtryk} ORDER BY {kilde.orden}) AS k{i}" for i, udtryk in enumerate(kilde.udtryk)
        )
        joins.append(
            f"LEFT JOIN (SELECT x.forloeb_id, {arrays} FROM {kilde.fra} "
            f"WHERE x.forloeb_id = ANY(%(ids)s) GROUP BY x.forloeb_id) {kilde.navn} ON {kilde.navn}.forloeb_id = f.id"
        )
        columns += [f"{kilde.navn}.k{i} AS {kilde.navn}_{i}" for i in range(len(kilde.udtryk))]
    return (
        "SELECT f.id, f.ekstern_id, f.indsatsmodel, f.start, "
        f"{_SLUT.format('f')} AS slut, f.borger_id, b.navn_sortering, b.progredierende_diagnose_fra, "
        f"{', '.join(columns)} FROM forloeb_forloeb f JOIN borgere_borger b ON b.id = f.borger_id "
        f"{' '.join(joins)} WHERE f.id = ANY(%(ids)s) ORDER BY f.id"
    )


_SQL = _statement()


class Sagsraekke(NamedTuple):
    """A forløb's facts with what stored judgements need beside them."""

    forloeb_id: int
    borger_id: int
    navn_sortering: str
    tildelte: tuple[tuple[int, date, date], ...]  # medarbejder id, start, slut
    sag: Sagsfakta

    def jobformidler_id(self, dag: date) -> int | None:
        """Id of the medarbejder to whom the forløb is assigned on a day."""
        return next((pk for pk, start, slut in self.tildelte if start <= dag < slut), None)


def fetch_sager(forloeb_ids: Iterable[int]) -> Iterator[Sagsraekke]:
    """Gather the forløb with these ids, in order of id; ids that cannot be seen are left out."""
    ids = list(forloeb_ids)
    if not ids:
        return
    connection.ensure_connection()
    with connection.connection.cursor(row_factory=namedtuple_row) as cursor:
        cursor.execute(_SQL, {"ids": ids})
        for row in cursor:
            yield _sagsraekke(row)


def fetch_fakta(forloeb_ids: Iterable[int]) -> dict[int, Sagsfakta]:
    """Facts of the forløb by id."""
    return {row.forloeb_id: row.sag for row in fetch_sager(forloeb_ids)}


def _rows(row: Any, navn: str, antal: int) -> Iterator[tuple]:
    first = getattr(row, f"{navn}_0")
    if first is None:
        return iter(())
    return zip(first, *(getattr(row, f"{navn}_{i}") for i in range(1, antal)), strict=True)


def _sagsraekke(row: Any) -> Sagsraekke:
    tildelinger = tuple(_rows(row, "tildelinger", 4))
    sag = Sagsfakta(
        id=row.ekstern_id,
        indsatsmodel=row.indsatsmodel,
        start=row.start,
        slut=row.slut,
        progredierende_fra=row.progredierende_diagnose_fra,
        faser=tuple(typer.Fase(*f) for f in _rows(row, "faser", 3)),
        tildelinger=tuple(typer.Tildeling(kode, start, slut) for kode, _, start, slut in tildelinger),
        ydelser=tuple(typer.Ydelse(*y) for y in _rows(row, "ydelser", 3)),
        fravaer=tuple(_fravaer(f) for f in _rows(row, "fravaer", 7)),
        anden_aktoer=tuple(typer.AndenAktoer(*a) for a in _rows(row, "anden_aktoer", 3)),
        tilbud=tuple(_tilbud(t) for t in _rows(row, "tilbud", 6)),
        ansaettelser=_ansaettelser(row),
        kontakter=tuple(typer.Kontakt(*k) for k in _rows(row, "kontakter", 4)),
        sagsgennemgange=tuple(typer.Sagsgennemgang(*s) for s in _rows(row, "sagsgennemgange", 3)),
        genbehandlinger=tuple(row.genbehandlinger_0 or ()),
        markeringer=tuple(typer.Markering(*m) for m in _rows(row, "markeringer", 3)),
        henvendelser=tuple(typer.Henvendelse(*h) for h in _rows(row, "henvendelser", 3)),
    )
    tildelte = tuple((pk, start, slut) for _, pk, start, slut in tildelinger)
    return Sagsraekke(row.id, row.borger_id, row.navn_sortering, tildelte, sag)


def _fravaer(f: tuple) -> typer.Fravaer:
    kode, navn, pauser_kontakt, pauser_passivitet, er_sygdom, start, slut = f
    return typer.Fravaer(kode, navn, start, slut, pauser_kontakt, pauser_passivitet, er_sygdom)


def _tilbud(t: tuple) -> typer.Tilbud:
    ekstern_id, kode, virksomhedsrettet, parallel, start, slut = t
    return typer.Tilbud(ekstern_id, kode, start, slut, virksomhedsrettet, parallel)


def _ansaettelser(row: Any) -> tuple[typer.Ansaettelse, ...]:
    timer, opfoelgninger = defaultdict(list), defaultdict(list)
    for job, *entry in _rows(row, "timer", 4):
        timer[job].append(typer.Timer(*entry))
    for job, *entry in _rows(row, "opfoelgninger", 7):
        opfoelgninger[job].append(typer.Opfoelgning(*entry))
    return tuple(
        typer.Ansaettelse(ekstern_id, start, slut, tuple(timer[pk]), udfyldt, vitas, tuple(opfoelgninger[pk]))
        for pk, ekstern_id, udfyldt, vitas, start, slut in _rows(row, "ansaettelser", 6)
    )


def regelvaerdier(indsatsmodel: str) -> Regelvaerdier:
    """The present kommune's dated values for a model, over the model's own."""
    model = indsatsmodeller()[indsatsmodel]
    kode = Kommune.objects.values_list("kode", flat=True).get(pk=current_kommune_id() or 0)
    versioner = [
        model.version(kode, r.gyldig_fra, r.vaerdier, r.gaelder_loebende)
        for r in Regelsaet.objects.filter(indsatsmodel=indsatsmodel)
    ]
    return Regelvaerdier(model, versioner)
