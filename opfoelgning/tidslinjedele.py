"""Parts that the sources of the timeline share, in SQL: who wrote it down and when, notes in lines, corrections."""

from typing import NamedTuple

from opfoelgning.models import Maalstatus


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
    registreret: str = "x.registreret_tidspunkt"


REGISTRERET = " x LEFT JOIN kommuner_medarbejder m ON m.id = x.registreret_af_id"
DANSK_DAG = "({} AT TIME ZONE 'Europe/Copenhagen')::date"
TIMER_VED_START = (
    "SELECT t.timer::text FROM aftaler_timer t WHERE t.ansaettelse_id = x.id AND t.fra <= x.start "
    "ORDER BY t.fra DESC LIMIT 1"
)
STATUSMOEDE = "CASE WHEN x.statusmoede THEN 'statusmoede' END"

GENAABNET = "(SELECT * FROM forloeb_afslutning WHERE genaabnet IS NOT NULL)"
# Every version of a section, out of its history.
AFSNIT = (
    "(SELECT pgh_id AS id, forloeb_id, nr, titel, tekst, dato, pgh_label, pgh_created_at, "
    "COALESCE((pgh_context->>'user')::bigint, registreret_af_id) AS bruger "
    "FROM forloeb_forberedelsesafsnitevent WHERE pgh_label <> 'delete')"
)
AFSLUTNINGSNOTE = (
    "SELECT a.note FROM forloeb_afslutning a WHERE a.forloeb_id = x.id AND a.genaabnet IS NULL "
    "ORDER BY a.id DESC LIMIT 1"
)


TILDELT = f"{REGISTRERET} JOIN kommuner_medarbejder t ON t.id = x.medarbejder_id"


def first_event(hvad: str, tabel: str, hvor: str) -> str:
    """Who made a row so («navn»), or when («tidspunkt»), out of the first event of its history that says it."""
    kolonne = {"navn": "h.navn", "tidspunkt": "e.pgh_created_at"}[hvad]
    return (
        f"SELECT {kolonne} FROM {tabel} e LEFT JOIN kommuner_medarbejder h "
        f"ON h.id = (e.pgh_context->>'user')::bigint WHERE e.pgh_obj_id = x.id AND e.{hvor} "
        "ORDER BY e.pgh_id LIMIT 1"
    ).replace("e.true", "true")


MAALSTATUS = " ".join(f"WHEN '{kode}' THEN '{tekst.lower()}'" for kode, tekst in Maalstatus.choices)


def lines(**felter: str) -> str:
    """A note in lines: the one called ``note`` as it stands, each other with its heading; empty ones left out."""
    dele = [
        f"NULLIF({udtryk}, '')" if navn == "note" else f"'{navn.capitalize()}: ' || NULLIF({udtryk}, '')"
        for navn, udtryk in felter.items()
    ]
    return f"concat_ws(chr(10), {', '.join(dele)})"


def corrections(gruppe: str, *slags: str) -> Kilde:
    """Corrections and annulments of these kinds of registration."""
    valgte = ", ".join(f"'{en}'" for en in slags)
    return Kilde(
        *(gruppe, f"(SELECT * FROM forloeb_rettelse WHERE slags IN ({valgte})){REGISTRERET}"),
        DANSK_DAG.format("x.registreret_tidspunkt"),
        **{"a": "x.tekst", "b": "x.aendringer::text", "note": "x.begrundelse", "af": "m.navn"},
        flag="x.annulleret",
    )
