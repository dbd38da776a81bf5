"""Fills the bench's own database at a share of national scale: rows by COPY, triggers off, history left empty.

The mark triggers would mark every forløb; the same marks are written as rows, as an import leaves them.
"""

import argparse
import os
import time
from itertools import islice

import django
import psycopg

from bench import SKALAER

_BORT = (
    "SELECT string_agg(format('%I', relname), ', ') FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace \
WHERE nspname = 'public' AND relkind = 'r' AND relrowsecurity"
)


def fill(adresse: str, skala: int) -> dict[str, int]:
    """Empty the database and fill it anew; rows per table. ``adresse`` is the superuser's."""
    from bench.sager import TABELLER, kommunestoerrelser  # noqa: PLC0415 - needs Django set up

    antal = dict.fromkeys(TABELLER, 0)
    with psycopg.connect(adresse, autocommit=True) as db:
        db.execute("SET session_replication_role = replica")
        db.execute("SET synchronous_commit = off")
        db.execute(f"TRUNCATE {db.execute(_BORT).fetchone()[0]} RESTART IDENTITY CASCADE")
        _set_defaults(db)
        ider = [pk for (pk,) in db.execute("SELECT id FROM kommuner_kommune ORDER BY kode")]
        foerste = 1
        for kommune_id, sager in zip(ider, kommunestoerrelser(skala), strict=True):
            for tabel, linjer in _kommune(db, kommune_id, foerste, sager).items():
                antal[tabel] += len(linjer)
            foerste += sager
        db.execute("INSERT INTO forloeb_markering SELECT id, 1, kommune_id FROM forloeb_forloeb")
        _set_sequences(db, TABELLER)
        db.execute("VACUUM (ANALYZE)")
        db.execute("CHECKPOINT")
    return antal


_EMPTY = {"character varying": "''", "text": "''", "boolean": "false", "integer": "1"}


def _set_defaults(db: psycopg.Connection) -> None:
    """What Django fills in by itself, for the columns that the generator says nothing of."""
    tomme = db.execute(
        "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' "
        "AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO' AND column_name NOT LIKE '%%\\_id' "
        "AND data_type = ANY(%s) AND table_name ~ '^(aftaler|borgere|forloeb|kommuner|opfoelgning)_'",
        [list(_EMPTY)],
    ).fetchall()
    for tabel, kolonne, slags in tomme:
        db.execute(f'ALTER TABLE {tabel} ALTER "{kolonne}" SET DEFAULT {_EMPTY[slags]}')


def _kommune(db: psycopg.Connection, kommune_id: int, foerste: int, antal: int) -> dict[str, list[str]]:
    from bench.sager import TABELLER, Sager  # noqa: PLC0415

    sager = Sager(kommune_id, foerste, _medarbejdere(db, kommune_id, antal), _typer(db, kommune_id))
    sager.draw(antal)
    for tabel, kolonner in TABELLER.items():
        _copy(db, tabel, kolonner.split(), sager.linjer[tabel])
    return sager.linjer


def _copy(db: psycopg.Connection, tabel: str, kolonner: list[str], linjer: list[str]) -> None:
    rest = iter(linjer)
    with db.cursor().copy(f"COPY {tabel} ({', '.join(kolonner)}) FROM STDIN") as copy:
        while stykke := list(islice(rest, 5000)):
            copy.write("\n".join(stykke) + "\n")


def _medarbejdere(db: psycopg.Connection, kommune_id: int, sager: int) -> list[int]:
    """A leader and jobformidlere in one team; the jobformidleres' ids."""
    from bench.sager import PR_JOBFORMIDLER  # noqa: PLC0415

    team = db.execute(
        "INSERT INTO kommuner_team (navn, kommune_id) VALUES ('Fleksjob', %s) RETURNING id", [kommune_id]
    ).fetchone()[0]
    rows = db.execute(
        "INSERT INTO kommuner_medarbejder (password, ekstern_id, username, navn, email, roller, is_active,"
        " skal_skifte_adgangskode, tema, genveje, kommune_id, team_id)"
        " SELECT '!', 'm' || n, format('bench-%%s-%%s', %(kommune)s::int, n), format('Medarbejder %%s', n), '',"
        " ARRAY[CASE n WHEN 0 THEN 'teamleder' ELSE 'jobformidler' END], true, false, 'system', true,"
        " %(kommune)s, %(team)s FROM generate_series(0, %(antal)s) n RETURNING id",
        {"kommune": kommune_id, "team": team, "antal": max(sager // PR_JOBFORMIDLER, 1)},
    ).fetchall()
    return [pk for (pk,) in rows[1:]]


def _typer(db: psycopg.Connection, kommune_id: int) -> dict[str, int]:
    """The kommune's code tables as shipped; ids by code."""
    from kommuner.kommunedata import FRAVAERSTYPER, TILBUDSTYPER  # noqa: PLC0415

    ider = {}
    for tabel, typer in (("fravaerstype", FRAVAERSTYPER), ("tilbudstype", TILBUDSTYPER)):
        for kode, virkning in typer.items():
            felter = {"kommune_id": kommune_id, "kode": kode, "aktiv": True, **virkning}
            if tabel == "fravaerstype":
                felter.setdefault("er_sygdom", False)
            holdt = ", ".join(f"%({navn})s" for navn in felter)
            ider[kode] = db.execute(
                f"INSERT INTO kommuner_{tabel} ({', '.join(felter)}) VALUES ({holdt}) RETURNING id", felter
            ).fetchone()[0]
    return ider


def _set_sequences(db: psycopg.Connection, tabeller: dict[str, str]) -> None:
    for tabel, kolonner in tabeller.items():
        if kolonner.startswith("id "):
            db.execute(
                f"SELECT setval(pg_get_serial_sequence('{tabel}', 'id'), (SELECT max(id) FROM {tabel}))"
            )


def main() -> None:
    """Fill the database of ``DATABASE_SUPERUSER_URL``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--skala", choices=SKALAER, default="1/100")
    valg = parser.parse_args()
    django.setup()
    begyndt = time.perf_counter()
    antal = fill(os.environ["DATABASE_SUPERUSER_URL"], SKALAER[valg.skala])
    for tabel, rows in antal.items():
        print(f"{rows:10,}  {tabel}")
    print(f"{time.perf_counter() - begyndt:.1f} s")


if __name__ == "__main__":
    main()
