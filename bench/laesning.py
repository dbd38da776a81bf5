"""Bare reads of the rows the rules need: what any way of judging them must at least cost."""

import psycopg

KOLONNER = {
    "forloeb_forloeb": "id, borger_id, indsatsmodel, start, slut",
    "forloeb_fase": "forloeb_id, nr, start, slut",
    "forloeb_tildeling": "forloeb_id, medarbejder_id, start, slut",
    "forloeb_ydelse": "forloeb_id, type, start, slut",
    "forloeb_fravaer": "forloeb_id, type_id, start, slut",
    "forloeb_andenaktoer": "forloeb_id, hjemmel, start, slut",
    "forloeb_persongruppemarkering": "forloeb_id, navn, start, slut",
    "aftaler_tilbud": "forloeb_id, ekstern_id, type_id, parallel, start, slut",
    "aftaler_ansaettelse": "forloeb_id, id, start, slut",
    "aftaler_timer": "forloeb_id, ansaettelse_id, fra, timer, intensitet",
    "aftaler_fleksjobaftale": "forloeb_id, ansaettelse_id, udfyldt, vitas",
    "opfoelgning_opfoelgning": "forloeb_id, ansaettelse_id, dato, form, status, fremmoede_virksomhed, statusmoede",
    "opfoelgning_kontakt": "forloeb_id, dato, form, status",
    "opfoelgning_sagsgennemgang": "forloeb_id, dato, resultat, forventet_start",
    "opfoelgning_genbehandling": "forloeb_id, moede",
}


def scan(db: psycopg.Connection) -> None:
    """Read every row and hand nothing on; the database may share the work over its own workers."""
    for tabel, kolonner in KOLONNER.items():
        db.execute(f"SELECT count(*), max({kolonner.split(', ')[-1]}::text) FROM {tabel}")


def copy_on_server(db: psycopg.Connection) -> None:
    """The needed columns as text, thrown away by the server (needs a superuser)."""
    for tabel, kolonner in KOLONNER.items():
        db.execute(f"COPY {tabel} ({kolonner}) TO '/dev/null'")


def copy_to_client(db: psycopg.Connection) -> None:
    """The needed columns as text, received and thrown away."""
    for tabel, kolonner in KOLONNER.items():
        with db.cursor().copy(f"COPY {tabel} ({kolonner}) TO STDOUT") as copy:
            for _ in copy:
                pass
