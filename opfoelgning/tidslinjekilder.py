"""Where the timeline's events come from: each kind as columns of one statement."""

from opfoelgning.tidslinjedele import (
    AFSLUTNINGSNOTE,
    AFSNIT,
    DANSK_DAG,
    GENAABNET,
    MAALSTATUS,
    REGISTRERET,
    STATUSMOEDE,
    TILDELT,
    TIMER_VED_START,
    Kilde,
    corrections,
    first_event,
    lines,
)

GRUPPER = {
    "kontakter": "Kontakter",
    "indsats": "Indsats",
    "fravaer": "Fravær",
    "fase": "Fase",
    "beslutninger": "Beslutninger",
}


_TYPER = ("date", "date", "text", "text", "text", "text", "boolean", "text", "bigint", "timestamptz")

_SLAGS = {
    "kontakt": Kilde(
        *("kontakter", f"opfoelgning_kontakt{REGISTRERET}", "x.dato"),
        **{"a": "x.form", "b": "x.status", "c": "x.naeste_skridt", "af": "m.navn"},
        note=lines(note="x.note", sted="x.sted", deltagere="x.deltagere"),
        af_id="x.registreret_af_id",
    ),
    "opfoelgning": Kilde(
        *("kontakter", f"opfoelgning_opfoelgning{REGISTRERET}", "x.dato"),
        **{"a": "x.form", "b": "x.status", "c": STATUSMOEDE, "af": "m.navn", "af_id": "x.registreret_af_id"},
        note=lines(
            note="x.note",
            progressionsmål=f"CASE x.maalstatus {MAALSTATUS} END",
            plan="x.plan",
            støtte="x.stoette",
            sted="x.sted",
            deltagere="x.deltagere",
        ),
        flag="x.fremmoede_virksomhed",
    ),
    "henvendelse": Kilde(
        *("kontakter", f"opfoelgning_henvendelse{REGISTRERET}"),
        *(DANSK_DAG.format("x.modtaget"), DANSK_DAG.format("x.besvaret")),
        **{"note": "x.note", "a": "x.svar", "af": "m.navn", "af_id": "x.registreret_af_id"},
    ),
    "planaftale": Kilde(
        *("indsats", f"aftaler_planaftale{REGISTRERET}", "x.dato"),
        **{"a": "x.hvad", "b": "x.status", "af": "m.navn", "af_id": "x.registreret_af_id"},
        note=lines(note="x.resultat", **{"hvem kontakter": "x.hvem", "hvordan": "x.hvordan"}),
        c="SELECT v.navn FROM aftaler_virksomhed v WHERE v.id = x.virksomhed_id",
    ),
    "tilbudsopfoelgning": Kilde(
        *("indsats", f"aftaler_tilbudsopfoelgning{REGISTRERET}", "x.dato"),
        a="SELECT t.navn FROM aftaler_tilbud o JOIN kommuner_tilbudstype t ON t.id = o.type_id "
        "WHERE o.id = x.tilbud_id",
        **{"b": "x.form", "af": "m.navn", "af_id": "x.registreret_af_id"},
        note=lines(note="x.note", aftalt="x.aftalt", deltagere="x.deltagere"),
    ),
    "cv": Kilde(
        *("indsats", f"forloeb_cvtilstand{REGISTRERET}", "x.dato"),
        **{"a": "x.stand", "note": "x.note", "af": "m.navn", "af_id": "x.registreret_af_id"},
    ),
    "tilbud": Kilde(
        *("indsats", f"aftaler_tilbud{REGISTRERET} JOIN kommuner_tilbudstype t ON t.id = x.type_id"),
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
        "indsats",
        f"aftaler_ansaettelse{REGISTRERET} LEFT JOIN aftaler_virksomhed v ON v.id = x.virksomhed_id",
        **{"slut": "x.slut", "a": "v.navn", "b": "x.slutaarsag", "note": TIMER_VED_START, "af": "m.navn"},
    ),
    "timer": Kilde(
        *(
            "indsats",
            f"aftaler_timer{REGISTRERET} "
            "JOIN aftaler_ansaettelse a ON a.id = x.ansaettelse_id AND x.fra > a.start",
        ),
        **{"dato": "x.fra", "a": "x.timer::text", "b": "x.intensitet::text", "af": "m.navn"},
    ),
    "aftale": Kilde(
        *("indsats", "aftaler_fleksjobaftale x", "x.udfyldt"),
        a="x.progressionsmaal",
        af=first_event("navn", "aftaler_fleksjobaftaleevent", "udfyldt IS NOT NULL"),
        registreret=first_event("tidspunkt", "aftaler_fleksjobaftaleevent", "udfyldt IS NOT NULL"),
    ),
    "anden_aktoer": Kilde(
        *("indsats", f"forloeb_andenaktoer{REGISTRERET}"),
        **{"slut": "x.slut", "a": "x.hjemmel", "af": "m.navn", "af_id": "x.registreret_af_id"},
    ),
    "fravaer": Kilde(
        *("fravaer", f"forloeb_fravaer{REGISTRERET} JOIN kommuner_fravaerstype t ON t.id = x.type_id"),
        **{"slut": "x.slut", "a": "t.navn", "note": "x.note", "flag": "t.pauser_passivitet OR NOT %(ur)s"},
        af="m.navn",
        af_id="x.registreret_af_id",
    ),
    "rettet_kontakter": corrections("kontakter", "kontakt", "opfoelgning", "henvendelse"),
    "rettet_fravaer": corrections("fravaer", "fravaer"),
    "rettet_indsats": corrections(
        *("indsats", "andenaktoer", "tilbud", "planaftale", "tilbudsopfoelgning", "cvtilstand"),
        *("ansaettelse", "timer", "fleksjobaftale", "stepup", "stepupmoede"),
    ),
    "rettet_forberedelse": corrections(
        *("fase", "fase", "jobmaal", "konsulentdeltagelse", "orientering", "dokumentanmodning")
    ),
    "jobmaal": Kilde(
        *("fase", f"forloeb_jobmaal{REGISTRERET}"),
        **{"slut": "x.slut", "a": "x.jobfunktion", "b": "x.foreslaaet_af", "note": "x.note"},
        c="x.slutaarsag",
        af="m.navn",
        af_id="x.registreret_af_id",
    ),
    "konsulent": Kilde(
        *("fase", f"forloeb_konsulentdeltagelse{REGISTRERET}", "x.dato"),
        **{"a": "x.navn", "note": "x.note", "af": "m.navn", "af_id": "x.registreret_af_id"},
    ),
    "orientering": Kilde(
        *("fase", f"forloeb_orientering{REGISTRERET}", "x.dato"),
        **{"a": "x.tekst", "note": "x.note", "af": "m.navn", "af_id": "x.registreret_af_id"},
    ),
    "dokument": Kilde(
        *("fase", f"forloeb_dokumentanmodning{REGISTRERET}", "x.dato", "x.modtaget"),
        **{"a": "x.dokument", "b": "x.hos", "note": "x.note", "c": "x.frist::text", "af": "m.navn"},
        af_id="x.registreret_af_id",
    ),
    "afsnit": Kilde(
        *("fase", f"{AFSNIT} x LEFT JOIN kommuner_medarbejder m ON m.id = x.bruger", "x.dato"),
        **{
            "a": "x.nr || ' ' || x.titel",
            "note": "x.tekst",
            "flag": "x.pgh_label = 'update'",
            "af": "m.navn",
        },
        registreret="x.pgh_created_at",
    ),
    "rettet_fase": corrections("fase", "ydelse", "persongruppemarkering", "borger", "forloeb"),
    "fase": Kilde(
        *("fase", f"forloeb_fase{REGISTRERET} JOIN forloeb_forloeb f ON f.id = x.forloeb_id"),
        **{"a": "f.indsatsmodel", "b": "x.nr::text", "af": "m.navn"},
    ),
    "tildeling": Kilde(
        *("fase", f"forloeb_tildeling{TILDELT}"),
        **{"slut": "x.slut", "a": "t.navn", "b": "x.skifteaarsag", "af": "m.navn"},
    ),
    "ydelse": Kilde("fase", f"forloeb_ydelse{REGISTRERET}", slut="x.slut", a="x.type", af="m.navn"),
    "markering": Kilde(
        *("fase", f"forloeb_persongruppemarkering{REGISTRERET}"), slut="x.slut", a="x.navn", af="m.navn"
    ),
    "begyndt": Kilde(
        *("fase", "forloeb_forloeb x"),
        af=first_event("navn", "forloeb_forloebevent", "true"),
        registreret=first_event("tidspunkt", "forloeb_forloebevent", "true"),
    ),
    "afsluttet": Kilde(
        *("fase", "forloeb_forloeb x", "x.slut - 1"),
        **{"a": "x.afslutningsaarsag", "note": AFSLUTNINGSNOTE},
        af=first_event("navn", "forloeb_forloebevent", "slut = x.slut"),
        registreret=first_event("tidspunkt", "forloeb_forloebevent", "slut = x.slut"),
    ),
    "afsluttet_foer": Kilde(
        *("fase", f"{GENAABNET}{REGISTRERET}", "x.sidste_dag"),
        **{"a": "x.aarsag", "note": "x.note", "af": "m.navn"},
    ),
    "genaabnet": Kilde(
        *("fase", f"{GENAABNET} x LEFT JOIN kommuner_medarbejder m ON m.id = x.genaabnet_af_id"),
        **{"dato": "x.genaabnet", "note": "x.genaabnet_grund", "af": "m.navn"},
        registreret=first_event("tidspunkt", "forloeb_afslutningevent", "genaabnet IS NOT NULL"),
    ),
    "sagsgennemgang": Kilde(
        *("beslutninger", f"opfoelgning_sagsgennemgang{REGISTRERET}", "x.dato", "x.forventet_start"),
        **{"a": "x.resultat", "note": "x.begrundelse", "af": "m.navn", "af_id": "x.registreret_af_id"},
    ),
    "moede": Kilde(
        *("beslutninger", f"forloeb_rehabiliteringsmoede{REGISTRERET}", "x.dato"),
        **{"a": "x.indstilling", "b": "x.status", "note": "x.progressionsmaal", "af": "m.navn"},
        af_id="x.registreret_af_id",
    ),
    "afgoerelse": Kilde(
        *("beslutninger", f"forloeb_afgoerelse{REGISTRERET}", "x.dato"),
        **{"slut": "x.start", "a": "x.resultat", "b": "x.varighed", "note": "x.note", "af": "m.navn"},
        af_id="x.registreret_af_id",
    ),
    "rettet_beslutning": corrections(
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
        *("fase", f"forloeb_sagsbehandling{TILDELT}"),
        **{"slut": "x.slut", "a": "t.navn", "b": "x.skifteaarsag", "af": "m.navn"},
    ),
    "forslag": Kilde(
        *("beslutninger", f"opfoelgning_forslag{REGISTRERET}"),
        DANSK_DAG.format("x.registreret_tidspunkt"),
        **{"a": "x.type", "note": "x.begrundelse", "af": "m.navn"},
    ),
    # The others are told by the review they made.
    "beslutning": Kilde(
        "beslutninger",
        f"(SELECT * FROM opfoelgning_beslutning WHERE sagsgennemgang_id IS NULL){REGISTRERET}",
        **{"dato": "x.dato", "a": "x.udfald", "note": "x.begrundelse", "af": "m.navn"},
    ),
    "teammoede": Kilde(
        "beslutninger",
        f"(SELECT * FROM opfoelgning_genbehandlingsmoede WHERE status <> 'holdt'){REGISTRERET}",
        **{"dato": "x.dato", "a": "x.status", "note": "x.grund", "af": "m.navn"},
    ),
    "stepupmoede": Kilde(
        *("indsats", f"opfoelgning_stepupmoede{REGISTRERET}", "x.dato"),
        **{"a": "x.status", "b": "x.nr::text", "note": "x.andre_deltog", "af": "m.navn"},
    ),
    "stepupaftale": Kilde(
        *("indsats", f"opfoelgning_stepup{REGISTRERET}", "x.aftalt"),
        **{"a": "x.maal", "note": "x.aftale", "af": "m.navn"},
    ),
    "genbehandling": Kilde(
        *("beslutninger", f"opfoelgning_genbehandling{REGISTRERET}", "x.moede"),
        **{"a": "array_to_string(x.indstillede_indsatser, ', ')", "note": "x.progressionsmaal"},
        af="m.navn",
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
