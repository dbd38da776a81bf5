"""Where the timeline's events come from: each kind as columns of one statement."""

from typing import NamedTuple

from opfoelgning.models import Maalstatus

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

_GENAABNET = "(SELECT * FROM forloeb_afslutning WHERE genaabnet IS NOT NULL)"
# Every version of a section, out of its history.
_AFSNIT = (
    "(SELECT pgh_id AS id, forloeb_id, nr, titel, tekst, dato, pgh_label, "
    "COALESCE((pgh_context->>'user')::bigint, registreret_af_id) AS bruger "
    "FROM forloeb_forberedelsesafsnitevent WHERE pgh_label <> 'delete')"
)
_AFSLUTNINGSNOTE = (
    "SELECT a.note FROM forloeb_afslutning a WHERE a.forloeb_id = x.id AND a.genaabnet IS NULL "
    "ORDER BY a.id DESC LIMIT 1"
)


_MAALSTATUS = " ".join(f"WHEN '{kode}' THEN '{tekst.lower()}'" for kode, tekst in Maalstatus.choices)


def _linjer(**felter: str) -> str:
    """A note in lines: the one called ``note`` as it stands, each other with its heading; empty ones left out."""
    dele = [
        f"NULLIF({udtryk}, '')" if navn == "note" else f"'{navn.capitalize()}: ' || NULLIF({udtryk}, '')"
        for navn, udtryk in felter.items()
    ]
    return f"concat_ws(chr(10), {', '.join(dele)})"


def _rettelser(gruppe: str, *slags: str) -> Kilde:
    """Corrections and annulments of these kinds of registration."""
    valgte = ", ".join(f"'{en}'" for en in slags)
    return Kilde(
        *(gruppe, f"(SELECT * FROM forloeb_rettelse WHERE slags IN ({valgte})){_REGISTRERET}"),
        _DANSK_DAG.format("x.registreret_tidspunkt"),
        **{"a": "x.tekst", "b": "x.aendringer::text", "note": "x.begrundelse", "af": "m.navn"},
        flag="x.annulleret",
    )


_SLAGS = {
    "kontakt": Kilde(
        *("kontakter", f"opfoelgning_kontakt{_REGISTRERET}", "x.dato"),
        **{"a": "x.form", "b": "x.status", "c": "x.naeste_skridt", "af": "m.navn"},
        note=_linjer(note="x.note", sted="x.sted", deltagere="x.deltagere"),
        af_id="x.registreret_af_id",
    ),
    "opfoelgning": Kilde(
        *("kontakter", f"opfoelgning_opfoelgning{_REGISTRERET}", "x.dato"),
        **{"a": "x.form", "b": "x.status", "c": _STATUSMOEDE, "af": "m.navn", "af_id": "x.registreret_af_id"},
        note=_linjer(
            note="x.note",
            progressionsmål=f"CASE x.maalstatus {_MAALSTATUS} END",
            plan="x.plan",
            støtte="x.stoette",
            sted="x.sted",
            deltagere="x.deltagere",
        ),
        flag="x.fremmoede_virksomhed",
    ),
    "henvendelse": Kilde(
        *("kontakter", f"opfoelgning_henvendelse{_REGISTRERET}"),
        *(_DANSK_DAG.format("x.modtaget"), _DANSK_DAG.format("x.besvaret")),
        **{"note": "x.note", "a": "x.svar", "af": "m.navn", "af_id": "x.registreret_af_id"},
    ),
    "planaftale": Kilde(
        *("indsats", f"aftaler_planaftale{_REGISTRERET}", "x.dato"),
        **{"a": "x.hvad", "b": "x.status", "af": "m.navn", "af_id": "x.registreret_af_id"},
        note=_linjer(note="x.resultat", **{"hvem kontakter": "x.hvem", "hvordan": "x.hvordan"}),
        c="SELECT v.navn FROM aftaler_virksomhed v WHERE v.id = x.virksomhed_id",
    ),
    "tilbudsopfoelgning": Kilde(
        *("indsats", f"aftaler_tilbudsopfoelgning{_REGISTRERET}", "x.dato"),
        a="SELECT t.navn FROM aftaler_tilbud o JOIN kommuner_tilbudstype t ON t.id = o.type_id "
        "WHERE o.id = x.tilbud_id",
        **{"b": "x.form", "af": "m.navn", "af_id": "x.registreret_af_id"},
        note=_linjer(note="x.note", aftalt="x.aftalt", deltagere="x.deltagere"),
    ),
    "cv": Kilde(
        *("indsats", f"forloeb_cvtilstand{_REGISTRERET}", "x.dato"),
        **{"a": "x.stand", "note": "x.note", "af": "m.navn", "af_id": "x.registreret_af_id"},
    ),
    "tilbud": Kilde(
        *("indsats", f"aftaler_tilbud{_REGISTRERET} JOIN kommuner_tilbudstype t ON t.id = x.type_id"),
        **{
            "slut": "x.slut",
            "a": "t.navn",
            "note": "x.formaal",
            "c": "x.resultat",
            "flag": "t.virksomhedsrettet OR NOT %(ur)s",
        },
        b="SELECT v.navn FROM aftaler_virksomhed v WHERE v.id = x.virksomhed_id",
        af="m.navn",
        af_id="x.registreret_af_id",
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
    "anden_aktoer": Kilde(
        *("indsats", f"forloeb_andenaktoer{_REGISTRERET}"),
        **{"slut": "x.slut", "a": "x.hjemmel", "af": "m.navn", "af_id": "x.registreret_af_id"},
    ),
    "fravaer": Kilde(
        *("fravaer", f"forloeb_fravaer{_REGISTRERET} JOIN kommuner_fravaerstype t ON t.id = x.type_id"),
        **{"slut": "x.slut", "a": "t.navn", "note": "x.note", "flag": "t.pauser_passivitet OR NOT %(ur)s"},
        af="m.navn",
        af_id="x.registreret_af_id",
    ),
    "rettet_kontakter": _rettelser("kontakter", "kontakt", "opfoelgning", "henvendelse"),
    "rettet_fravaer": _rettelser("fravaer", "fravaer"),
    "rettet_indsats": _rettelser(
        *("indsats", "andenaktoer", "tilbud", "planaftale", "tilbudsopfoelgning", "cvtilstand"),
        *("ansaettelse", "timer", "fleksjobaftale"),
    ),
    "rettet_forberedelse": _rettelser(
        *("fase", "fase", "jobmaal", "konsulentdeltagelse", "orientering", "dokumentanmodning")
    ),
    "jobmaal": Kilde(
        *("fase", f"forloeb_jobmaal{_REGISTRERET}"),
        **{"slut": "x.slut", "a": "x.jobfunktion", "b": "x.foreslaaet_af", "note": "x.note"},
        c="x.slutaarsag",
        af="m.navn",
        af_id="x.registreret_af_id",
    ),
    "konsulent": Kilde(
        *("fase", f"forloeb_konsulentdeltagelse{_REGISTRERET}", "x.dato"),
        **{"a": "x.navn", "note": "x.note", "af": "m.navn", "af_id": "x.registreret_af_id"},
    ),
    "orientering": Kilde(
        *("fase", f"forloeb_orientering{_REGISTRERET}", "x.dato"),
        **{"a": "x.tekst", "note": "x.note", "af": "m.navn", "af_id": "x.registreret_af_id"},
    ),
    "dokument": Kilde(
        *("fase", f"forloeb_dokumentanmodning{_REGISTRERET}", "x.dato", "x.modtaget"),
        **{"a": "x.dokument", "b": "x.hos", "note": "x.note", "c": "x.frist::text", "af": "m.navn"},
        af_id="x.registreret_af_id",
    ),
    "afsnit": Kilde(
        *("fase", f"{_AFSNIT} x LEFT JOIN kommuner_medarbejder m ON m.id = x.bruger", "x.dato"),
        **{
            "a": "x.nr || ' ' || x.titel",
            "note": "x.tekst",
            "flag": "x.pgh_label = 'update'",
            "af": "m.navn",
        },
    ),
    "rettet_fase": _rettelser("fase", "ydelse", "persongruppemarkering", "borger"),
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
    "afsluttet": Kilde(
        *("fase", "forloeb_forloeb x", "x.slut"), **{"a": "x.afslutningsaarsag", "note": _AFSLUTNINGSNOTE}
    ),
    "afsluttet_foer": Kilde(
        *("fase", f"{_GENAABNET}{_REGISTRERET}", "x.sidste_dag + 1"),
        **{"a": "x.aarsag", "note": "x.note", "af": "m.navn"},
    ),
    "genaabnet": Kilde(
        *("fase", f"{_GENAABNET} x LEFT JOIN kommuner_medarbejder m ON m.id = x.genaabnet_af_id"),
        **{"dato": "x.genaabnet", "note": "x.genaabnet_grund", "af": "m.navn"},
    ),
    "sagsgennemgang": Kilde(
        *("beslutninger", f"opfoelgning_sagsgennemgang{_REGISTRERET}", "x.dato", "x.forventet_start"),
        **{"a": "x.resultat", "note": "x.begrundelse", "af": "m.navn", "af_id": "x.registreret_af_id"},
    ),
    "moede": Kilde(
        *("beslutninger", f"forloeb_rehabiliteringsmoede{_REGISTRERET}", "x.dato"),
        **{"a": "x.indstilling", "b": "x.status", "note": "x.progressionsmaal", "af": "m.navn"},
        af_id="x.registreret_af_id",
    ),
    "afgoerelse": Kilde(
        *("beslutninger", f"forloeb_afgoerelse{_REGISTRERET}", "x.dato"),
        **{"slut": "x.start", "a": "x.resultat", "b": "x.varighed", "note": "x.note", "af": "m.navn"},
        af_id="x.registreret_af_id",
    ),
    "rettet_beslutning": _rettelser(
        *(
            "beslutninger",
            "rehabiliteringsmoede",
            "afgoerelse",
            "beslutning",
            "genbehandling",
            "sagsgennemgang",
        )
    ),
    "sagsbehandling": Kilde(
        *("fase", "forloeb_sagsbehandling x JOIN kommuner_medarbejder m ON m.id = x.medarbejder_id"),
        **{"slut": "x.slut", "a": "m.navn", "b": "x.skifteaarsag"},
    ),
    "forslag": Kilde(
        *("beslutninger", f"opfoelgning_forslag{_REGISTRERET}"),
        _DANSK_DAG.format("x.registreret_tidspunkt"),
        **{"a": "x.type", "note": "x.begrundelse", "af": "m.navn"},
    ),
    # The others are told by the review they made.
    "beslutning": Kilde(
        "beslutninger",
        f"(SELECT * FROM opfoelgning_beslutning WHERE sagsgennemgang_id IS NULL){_REGISTRERET}",
        **{"dato": "x.dato", "a": "x.udfald", "note": "x.begrundelse", "af": "m.navn"},
    ),
    "teammoede": Kilde(
        "beslutninger",
        f"(SELECT * FROM opfoelgning_genbehandlingsmoede WHERE status <> 'holdt'){_REGISTRERET}",
        **{"dato": "x.dato", "a": "x.status", "note": "x.grund", "af": "m.navn"},
    ),
    "stepupmoede": Kilde(
        *("indsats", f"opfoelgning_stepupmoede{_REGISTRERET}", "x.dato"),
        **{"a": "x.status", "b": "x.nr::text", "note": "x.andre_deltog", "af": "m.navn"},
    ),
    "stepupaftale": Kilde(
        *("indsats", f"opfoelgning_stepup{_REGISTRERET}", "x.aftalt"),
        **{"a": "x.maal", "note": "x.aftale", "af": "m.navn"},
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


STATEMENTS = {gruppe: _statement(gruppe) for gruppe in ("", *GRUPPER)}
