"""``make bench``: fills databases of growing size on the embedded server, measures them, prints one table.

Options: ``--skala 1/10 1/1`` (the last one is judged, the first one shows growth), ``--gange 3`` runs per figure.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import psycopg

from bench import DAG, SKALAER
from bench.tabel import tabel
from fleksjob import indlejret

_DATABASER = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_SUPERUSER_URL")


def _environment(skala: str, gange: int) -> dict[str, str]:
    """A fresh database of its own for each size, on the embedded server; today is the last of the nights measured."""
    os.environ.setdefault("FLEKSJOB_DATA", str(Path(__file__).parent.parent / ".bench"))
    os.environ.setdefault("FLEKSJOB_PG", "shared_buffers=1GB max_wal_size=4GB")
    miljoe = indlejret.miljoe()
    navn = "bench_" + skala.replace("/", "_")
    with psycopg.connect(miljoe["DATABASE_SUPERUSER_URL"], autocommit=True) as db:
        db.execute(f"DROP DATABASE IF EXISTS {navn}")
        db.execute(f"CREATE DATABASE {navn} OWNER fleksjob_owner TEMPLATE template0")
    for variabel in _DATABASER:
        miljoe[variabel] = miljoe[variabel].rsplit("/", 1)[0] + f"/{navn}"
    egne = {"FLEKSJOB_DEMO": "1", "DJANGO_SETTINGS_MODULE": "fleksjob.settings", "LOG_LEVEL": "ERROR"}
    return os.environ | miljoe | egne | {"FLEKSJOB_IDAG": str(DAG + timedelta(days=2 * gange))}


def _measure(skala: str, gange: int) -> dict[str, float]:
    miljoe = _environment(skala, gange)
    subprocess.run([sys.executable, "-m", "django", "migrate", "--verbosity", "0"], env=miljoe, check=True)
    kommando = [sys.executable, "-m", "bench.maal", "--fyld", skala, "--gange", str(gange)]
    svar = subprocess.run(kommando, env=miljoe, check=True, stdout=subprocess.PIPE)
    return json.loads(svar.stdout)


def main() -> None:
    """Fill, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--skala", nargs="+", choices=SKALAER, default=["1/10", "1/1"])
    parser.add_argument("--gange", type=int, default=3)
    valg = parser.parse_args()
    begyndt = time.perf_counter()
    tal = []
    for skala in valg.skala:
        print(f"Fylder og måler {skala} …", file=sys.stderr, flush=True)
        tal.append(_measure(skala, valg.gange))
    print(tabel(valg.skala[-1], tal[-1], tal[0] if len(tal) > 1 else None))
    print(f"{os.cpu_count()} kerner, {platform.machine()}, belastning {os.getloadavg()[0]:.1f}", end=", ")
    print(f"{time.perf_counter() - begyndt:.0f} s i alt")


if __name__ == "__main__":
    main()
