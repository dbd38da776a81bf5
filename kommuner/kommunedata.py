"""The 98 kommuner (`kommuner.csv`), and the code tables a new kommune begins with."""

import csv
from pathlib import Path

from kommuner.models import Fravaerstype, Kommune, Tilbudstype

_CSV = Path(__file__).with_name("kommuner.csv")

_LAWFUL = {
    "barsel": "Barsel",
    "sorgorlov": "Sorgorlov",
    "ferie": "Ferie",
    "borgerligt_ombud": "Borgerligt ombud",
    "midlertidigt_arbejde": "Midlertidigt arbejde",
    "mindre_intensiv_indsats": "Mindre intensiv indsats",
    "afklaring_foertidspension": "Afklaring af førtidspension",
    "andet_lovligt": "Andet lovligt fravær",
}
FRAVAERSTYPER = {
    "sygdom": {"navn": "Sygdom", "pauser_kontakt": True, "pauser_passivitet": True, "er_sygdom": True},
    **{k: {"navn": v, "pauser_kontakt": True, "pauser_passivitet": True} for k, v in _LAWFUL.items()},
    "ulovligt_fravaer": {"navn": "Ulovligt fravær", "pauser_kontakt": False, "pauser_passivitet": False},
}
TILBUDSTYPER = {
    "virksomhedspraktik": {"navn": "Virksomhedspraktik", "virksomhedsrettet": True},
    "loentilskud": {"navn": "Løntilskud", "virksomhedsrettet": True},
    "jobrettet_uddannelse": {"navn": "Jobrettet uddannelse", "virksomhedsrettet": False},
    "opkvalificering": {"navn": "Opkvalificering", "virksomhedsrettet": False},
    "vejledning": {"navn": "Vejledning", "virksomhedsrettet": False},
    "mentor": {"navn": "Mentor", "virksomhedsrettet": False},
}


def load_kommuner(cursor) -> None:
    """Write the shipped list of kommuner; names that changed follow. ``cursor`` is the owner's."""
    with _CSV.open(encoding="utf-8", newline="") as file:
        rows = [(row["kode"], row["navn"], row["region"]) for row in csv.DictReader(file)]
    cursor.executemany(
        "INSERT INTO kommuner_kommune (kode, navn, region) VALUES (%s, %s, %s) "
        "ON CONFLICT (kode) DO UPDATE SET navn = excluded.navn, region = excluded.region",
        rows,
    )


def setup_code_tables() -> None:
    """Give the present kommune the shipped types it lacks; types it has already are left as they are."""
    Fravaerstype.objects.bulk_create(
        [Fravaerstype(kode=kode, **effects) for kode, effects in FRAVAERSTYPER.items()], ignore_conflicts=True
    )
    Tilbudstype.objects.bulk_create(
        [Tilbudstype(kode=kode, **effects) for kode, effects in TILBUDSTYPER.items()], ignore_conflicts=True
    )


def why_no_kommune(kode: object) -> str:
    """Why ``find_kommune`` finds none, in Danish, for whoever wrote the code in a file."""
    if isinstance(kode, str) and len(kode) == 4 and kode.isascii() and kode.isdigit():
        return "Kommunen findes ikke. Skriv koden på en dansk kommune, fx 0751."
    return "Der skal stå en dansk kommunekode med fire cifre, fx 0751."


def find_kommune(kode: str) -> Kommune | None:
    """The kommune with a four-digit code, or None."""
    return Kommune.objects.filter(kode=kode).first()
