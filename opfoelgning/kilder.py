"""Where each kind of fact is read from: the rows, their order and typed expressions.

Two statements are made of it, so that neither can forget a column the other knows: the gathering of facts
(``fakta``) and their fingerprint (``aftryk``).
"""

from typing import NamedTuple


class Kilde(NamedTuple):
    """One kind of fact: the rows it is read from, the day and key that order them, and typed expressions.

    ``samlet``: the rows of a forløb arrive as one row of arrays, ordered by the database.
    """

    navn: str
    fra: str
    orden: str
    noegle: str
    udtryk: tuple[str, ...]
    samlet: bool = False

    @property
    def felter(self) -> tuple[str, ...]:
        """The expressions as the gathering selects them, each with its type behind ``::``."""
        if not self.samlet:
            return self.udtryk
        return tuple(
            f"array_agg({udtryk} ORDER BY {self.orden}, {self.noegle})::{udtryk.rpartition('::')[2]}[]"
            for udtryk in self.udtryk
        )

    def aftryk(self, nr: int) -> str:
        """The fingerprint of one row; ``nr`` tells the kinds apart, the row's own key the rows."""
        return f"hash_record_extended(ROW({', '.join((self.noegle, *self.udtryk))}), {nr})"


_SLUT = "COALESCE(x.slut, DATE '9999-12-31')::date"
_TYPE = "{fakta} x JOIN {type} t ON t.id = x.type_id"


def _periode(navn: str, fra: str, *udtryk: str) -> Kilde:
    return Kilde(navn, fra, "x.start", "x.id", (*udtryk, "x.start::date", _SLUT))


KILDER = (
    _periode("faser", "forloeb_fase x", "x.nr::bigint"),
    _periode("ydelser", "forloeb_ydelse x", "x.type::text"),
    _periode("anden_aktoer", "forloeb_andenaktoer x", "x.hjemmel::text"),
    _periode("markeringer", "forloeb_persongruppemarkering x", "x.navn::text"),
    _periode(
        "tildelinger",
        "forloeb_tildeling x JOIN kommuner_medarbejder m ON m.id = x.medarbejder_id",
        "m.ekstern_id::text",
        "m.id::bigint",
    ),
    _periode(
        "fravaer",
        _TYPE.format(fakta="forloeb_fravaer", type="kommuner_fravaerstype"),
        "t.kode::text",
        "t.navn::text",
        "t.pauser_kontakt::bool",
        "t.pauser_passivitet::bool",
        "t.er_sygdom::bool",
    ),
    _periode(
        "tilbud",
        _TYPE.format(fakta="aftaler_tilbud", type="kommuner_tilbudstype"),
        "x.ekstern_id::text",
        "t.kode::text",
        "t.virksomhedsrettet::bool",
        "x.parallel::bool",
    ),
    _periode(
        "ansaettelser",
        "aftaler_ansaettelse x LEFT JOIN aftaler_fleksjobaftale a ON a.ansaettelse_id = x.id",
        "x.id::bigint",
        "x.ekstern_id::text",
        "a.udfyldt::date",
        "a.vitas::date",
    ),
    Kilde(
        "timer",
        "aftaler_ansaettelse x JOIN aftaler_timer h ON h.ansaettelse_id = x.id",
        "h.fra",
        "h.id",
        ("x.id::bigint", "h.fra::date", "h.timer::numeric", "h.intensitet::bigint"),
    ),
    Kilde(
        "opfoelgninger",
        "opfoelgning_opfoelgning x",
        "x.dato",
        "x.id",
        (
            "x.ansaettelse_id::bigint",
            "x.ekstern_id::text",
            "x.dato::date",
            "x.form::text",
            "x.status::text",
            "x.fremmoede_virksomhed::bool",
            "x.statusmoede::bool",
        ),
    ),
    Kilde(
        "sagsgennemgange",
        "opfoelgning_sagsgennemgang x",
        "x.dato",
        "x.id",
        ("x.dato::date", "x.resultat::text", "x.forventet_start::date"),
    ),
    Kilde("genbehandlinger", "opfoelgning_genbehandling x", "x.moede", "x.id", ("x.moede::date",)),
    Kilde(
        "henvendelser",
        "opfoelgning_henvendelse x",
        "x.modtaget::date",
        "x.id",
        ("x.ekstern_id::text", "x.modtaget::timestamptz", "x.besvaret::timestamptz"),
    ),
    # By far the most rows.
    Kilde(
        "kontakter",
        "opfoelgning_kontakt x",
        "x.dato",
        "x.id",
        ("x.ekstern_id::text", "x.dato::date", "x.form::text", "x.status::text"),
        samlet=True,
    ),
    Kilde(
        "forloeb",
        "(SELECT f.*, f.id AS forloeb_id FROM forloeb_forloeb f) x JOIN borgere_borger b ON b.id = x.borger_id",
        "x.start",
        "x.id",
        (
            "x.ekstern_id::text",
            "x.indsatsmodel::text",
            "x.start::date",
            _SLUT,
            "x.borger_id::bigint",
            "b.navn_sortering::text",
            "b.progredierende_diagnose_fra::date",
        ),
    ),
)
