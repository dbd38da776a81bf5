#!/bin/bash
# Runs once, when the database volume is empty: the three roles, and a database that belongs to the owner.
# They match fleksjob/indlejret/postgres.py; docs/drift.md says what each role is for.
set -euo pipefail
psql --no-psqlrc --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname=postgres \
    --set=owner_kode="$OWNER_KODE" --set=app_kode="$APP_KODE" --set=backup_kode="$BACKUP_KODE" <<'SQL'
CREATE ROLE fleksjob_owner LOGIN NOSUPERUSER BYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'owner_kode';
CREATE ROLE fleksjob_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'app_kode';
CREATE ROLE fleksjob_backup LOGIN NOSUPERUSER BYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'backup_kode';
ALTER ROLE fleksjob_owner SET lock_timeout = '10s';
GRANT pg_read_all_data TO fleksjob_backup;
CREATE DATABASE fleksjob OWNER fleksjob_owner TEMPLATE template0;
SQL
