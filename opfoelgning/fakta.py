"""SQL gathers: rows of many forløb become frozen fact objects, in one statement per batch.

The kinds share the columns of one answer; contacts, by far the most, arrive as arrays per forløb.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache, partial
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from orjson import loads

from kalender.helligdage import Arbejdskalender
from kommuner.forespoergsel import Spoergsmaal, fetch, numbers
from kommuner.indsatsmodel import Indsatsmodel, Regelvaerdier, indsatsmodeller
from opfoelgning.kilder import KILDER, Kilde
from opfoelgning.regler import typer
from opfoelgning.regler.typer import Sagsfakta

_FASTE = 4  # kind, forløb, and the two columns that order the rows of a kind


def _columns() -> list[tuple[str, str]]:
    """Name and type of the columns that the kinds share: as many of each type as the neediest kind has."""
    antal: Counter[str] = Counter()
    for kilde in KILDER:
        antal |= Counter(udtryk.rpartition("::")[2] for udtryk in kilde.felter)
    return [(f"{slags}{nr}", slags) for slags in sorted(antal) for nr in range(antal[slags])]


def _places(kilde: Kilde, kolonner: list[tuple[str, str]]) -> list[int]:
    """For each expression of a kind, the number of the shared column it is put into."""
    ledige = {slags: [nr for nr, (_, s) in enumerate(kolonner) if s == slags] for _, slags in kolonner}
    return [ledige[udtryk.rpartition("::")[2]].pop(0) for udtryk in kilde.felter]


def _branch(nr: int, kilde: Kilde, kolonner: list[tuple[str, str]], *, aftryk: bool) -> str:
    valgt = dict(zip(_places(kilde, kolonner), kilde.felter, strict=True))
    felter = [valgt.get(i, f"NULL::{slags}") for i, (_, slags) in enumerate(kolonner)]
    orden = ("NULL::date", "0") if kilde.samlet else (kilde.orden, kilde.noegle)
    tal = kilde.aftryk(nr) if aftryk else "0"
    felter.append(f"bit_xor({tal})" if kilde.samlet and aftryk else f"{tal}::bigint")
    return (
        f"SELECT {nr}, x.forloeb_id, {', '.join((*orden, *felter))} FROM {kilde.fra} "
        f"WHERE x.forloeb_id = ANY(%(ids)s::bigint[]){' GROUP BY x.forloeb_id' * kilde.samlet}"
    )


# One statement, and no join between kinds: a plan that stays good whatever the database believes of their numbers.
def _statement(uden: str = "", *, aftryk: bool = False) -> str:
    """The gathering of every kind but ``uden``; each row ends with its share of the fingerprint, 0 if not asked for."""
    alle = enumerate(KILDER)
    return " UNION ALL ".join(
        _branch(nr, kilde, _columns(), aftryk=aftryk) for nr, kilde in alle if kilde.navn != uden
    )


_SQL = _statement()
_SQL_UDEN_KONTAKTER = _statement("kontakter")
_SQL_MED_AFTRYK = _statement(aftryk=True)
_NR = {kilde.navn: nr for nr, kilde in enumerate(KILDER)}
_PICK = [itemgetter(*(_FASTE + plads for plads in _places(kilde, _columns()))) for kilde in KILDER]
_orden = itemgetter(2, 3)


class Sagsraekke(NamedTuple):
    """A forløb's facts with what stored judgements need beside them."""

    forloeb_id: int
    borger_id: int
    navn_sortering: str
    tildelte: tuple[tuple[int, date, date], ...]  # medarbejder id, start, slut
    sag: Sagsfakta
    aftryk: int = 0  # of the facts, where it was asked for (``opfoelgning.aftryk``)

    def jobformidler_id(self, dag: date) -> int | None:
        """Id of the medarbejder to whom the forløb is assigned on a day."""
        return next((pk for pk, start, slut in self.tildelte if start <= dag < slut), None)


def fetch_sager(forloeb_ids: Iterable[int], *, kontakter: bool = True) -> Iterator[Sagsraekke]:
    """Gather the forløb with these ids, in order of id; ids that cannot be seen are left out.

    ``kontakter`` false: without contacts, the most of all rows, for whoever asks no rule that reads them.
    """
    if ids := list(forloeb_ids):
        yield from sagsraekker(fetch(_SQL if kontakter else _SQL_UDEN_KONTAKTER, {"ids": numbers(ids)}))


def gathering(forloeb_ids: Iterable[int], *, med_aftryk: bool = False) -> Spoergsmaal:
    """Ask for the facts, and the fingerprint of exactly these; ``sagsraekker`` makes them of the answer."""
    return Spoergsmaal(_SQL_MED_AFTRYK if med_aftryk else _SQL, {"ids": numbers(forloeb_ids)})


def sagsraekker(svar: Iterable[tuple]) -> Iterator[Sagsraekke]:
    """The gathered forløb in order of id, ``aftryk`` 0 where it was not asked for."""
    fundne: dict[int, _Poster] = defaultdict(_Poster)
    for row in svar:
        fundne[row[1]].add(row)
    for pk in sorted(fundne):
        yield _sagsraekke(pk, fundne.pop(pk))


def fetch_fakta(forloeb_ids: Iterable[int]) -> dict[int, Sagsfakta]:
    """Facts of the forløb by id."""
    return {row.forloeb_id: row.sag for row in fetch_sager(forloeb_ids)}


class _Poster:
    """The rows of one forløb, read kind by kind as tuples of a kind's expressions, oldest first."""

    __slots__ = ("aftryk", "rows")

    def __init__(self) -> None:
        self.aftryk = 0
        self.rows: list[list[tuple]] = [[] for _ in KILDER]

    def add(self, row: tuple) -> None:
        """Take one gathered row."""
        self.rows[row[0]].append(row)
        self.aftryk ^= row[-1]

    def __call__(self, navn: str) -> Iterable[Any]:
        nr = _NR[navn]
        rows = self.rows[nr]
        if not rows:
            return ()
        if len(rows) > 1:
            rows.sort(key=_orden)
        return map(_PICK[nr], rows)

    def as_facts(self, navn: str, slags: type) -> tuple[Any, ...]:
        """The rows as facts of a named tuple whose fields are the kind's expressions."""
        return tuple(map(partial(tuple.__new__, slags), self(navn)))


def _sagsraekke(pk: int, poster: _Poster) -> Sagsraekke:
    ekstern_id, model, start, slut, borger_id, navn, progredierende_fra = next(iter(poster("forloeb")))
    tildelinger = list(poster("tildelinger"))
    sag = Sagsfakta(
        id=ekstern_id,
        indsatsmodel=model,
        start=start,
        slut=slut,
        progredierende_fra=progredierende_fra,
        faser=poster.as_facts("faser", typer.Fase),
        tildelinger=tuple(typer.Tildeling(kode, fra, til) for kode, _, fra, til in tildelinger),
        ydelser=poster.as_facts("ydelser", typer.Ydelse),
        fravaer=tuple(map(_fravaer, poster("fravaer"))),
        anden_aktoer=poster.as_facts("anden_aktoer", typer.AndenAktoer),
        tilbud=tuple(map(_tilbud, poster("tilbud"))),
        ansaettelser=_ansaettelser(poster),
        kontakter=_kontakter(poster),
        sagsgennemgange=poster.as_facts("sagsgennemgange", typer.Sagsgennemgang),
        genbehandlinger=tuple(poster("genbehandlinger")),
        markeringer=poster.as_facts("markeringer", typer.Markering),
        henvendelser=_henvendelser(poster),
    )
    tildelte = tuple((m, fra, til) for _, m, fra, til in tildelinger)
    return Sagsraekke(pk, borger_id, navn, tildelte, sag, poster.aftryk)


def _kontakter(poster: _Poster) -> tuple[typer.Kontakt, ...]:
    arrays: Any = next(iter(poster("kontakter")), ((),))
    return tuple(map(partial(tuple.__new__, typer.Kontakt), zip(*arrays, strict=True)))


def _henvendelser(poster: _Poster) -> tuple[typer.Henvendelse, ...]:
    return tuple(sorted(poster.as_facts("henvendelser", typer.Henvendelse), key=attrgetter("modtaget")))


def _fravaer(f: tuple) -> typer.Fravaer:
    kode, navn, pauser_kontakt, pauser_passivitet, er_sygdom, start, slut = f
    return typer.Fravaer(kode, navn, start, slut, pauser_kontakt, pauser_passivitet, er_sygdom)


def _tilbud(t: tuple) -> typer.Tilbud:
    ekstern_id, kode, virksomhedsrettet, parallel, start, slut = t
    return typer.Tilbud(ekstern_id, kode, start, slut, virksomhedsrettet, parallel)


def _ansaettelser(poster: _Poster) -> tuple[typer.Ansaettelse, ...]:
    timer, opfoelgninger = defaultdict(list), defaultdict(list)
    for job, *entry in poster("timer"):
        timer[job].append(typer.Timer._make(entry))
    for job, *entry in poster("opfoelgninger"):
        opfoelgninger[job].append(typer.Opfoelgning._make(entry))
    return tuple(
        typer.Ansaettelse(ekstern_id, start, slut, tuple(timer[pk]), udfyldt, vitas, tuple(opfoelgninger[pk]))
        for pk, ekstern_id, udfyldt, vitas, start, slut in poster("ansaettelser")
    )


EGNE_VAERDIER = Spoergsmaal("""
SELECT r.indsatsmodel, k.kode, r.gyldig_fra, r.vaerdier::text, r.gaelder_loebende, r.kilde
FROM kommuner_regelsaet r JOIN kommuner_kommune k ON k.id = r.kommune_id
UNION ALL SELECT NULL, NULL, dag, navn, NULL, NULL FROM kommuner_lukkedag
""")
"""The present kommune's dated values for every model, and its closing days; ``values_of`` understands the answer."""


def regelvaerdier(indsatsmodel: str) -> Regelvaerdier:
    """The present kommune's dated values for a model, over the model's own, and its closing days."""
    return values_of(fetch(*EGNE_VAERDIER), indsatsmodel)


def values_of(svar: Iterable[tuple], indsatsmodel: str) -> Regelvaerdier:
    """The same from the answer to ``EGNE_VAERDIER``."""
    egne = frozenset(row for row in svar if row[0] in (indsatsmodel, None))
    return _regelvaerdier(indsatsmodeller()[indsatsmodel], egne)


@lru_cache(maxsize=500)
def _regelvaerdier(model: Indsatsmodel, rows: frozenset[tuple]) -> Regelvaerdier:
    """The values that these rows say: read each time, understood once."""
    versioner = [
        model.version(kode, fra, loads(v), loeb, kilde)
        for navn, kode, fra, v, loeb, kilde in rows
        if navn is not None
    ]
    lukkedage = {dag: navn for model_, _, dag, navn, *_ in rows if model_ is None}
    return Regelvaerdier(model, versioner, Arbejdskalender(lukkedage))
