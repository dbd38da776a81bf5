"""What of a passive case lies with the leader or the rehabiliteringsteam, and what that does to its chips."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from forloeb.models import Forloeb
from kalender.dansk import dato
from kommuner.forespoergsel import fetch
from opfoelgning.chips import INFO, WARNING, Chip
from opfoelgning.models import Forslag
from opfoelgning.regler.passivitet import KODE

_ORDEN = 21

# One value of a row: whether a proposal waits, and of a genbehandling on its way the day planned.
SQL = """json_build_array(
  EXISTS (SELECT 1 FROM opfoelgning_forslag p WHERE p.forloeb_id = s.forloeb_id AND p.afgjort IS NULL),
  (SELECT json_build_array(m.dato) FROM opfoelgning_genbehandlingssag g
   LEFT JOIN opfoelgning_genbehandlingsmoede m ON m.sag_id = g.id AND m.status = 'planlagt'
   WHERE g.forloeb_id = s.forloeb_id AND g.afsluttet IS NULL AND g.genbehandling_id IS NULL))"""


class HosLederen(NamedTuple):
    """``forslag``: one waits for the leader. ``paa_vej``: a genbehandling is decided on, its meeting not held yet."""

    forslag: bool = False
    paa_vej: bool = False
    moede: date | None = None

    @classmethod
    def of_row(cls, value: list[Any] | None) -> HosLederen:
        """From the value that ``SQL`` gives."""
        if not value:
            return cls()
        forslag, sag = value
        moede = sag[0] if sag else None
        return cls(forslag, sag is not None, date.fromisoformat(moede) if moede else None)

    def venter(self, dag: date) -> bool:
        """Whether the jobformidler has done her part for now: she waits for the leader, or for a coming meeting."""
        return self.forslag or (self.moede is not None and self.moede >= dag)

    def beside(self, alle: list[Chip], dag: date) -> list[Chip]:
        """The chips of a case with what the leader has of it; passivity asks for nothing while one waits for her."""
        egne = list(self._chips(dag))
        if not egne:
            return alle
        if self.venter(dag):
            rolige = [c._replace(i_dag=False, orden=_ORDEN) if c.regel == KODE else c for c in alle]
            return sorted([*egne, *rolige], key=lambda chip: chip.orden)
        foer = next((nr + 1 for nr, chip in enumerate(alle) if chip.regel == KODE), 0)
        return [*alle[:foer], *egne, *alle[foer:]]

    def _chips(self, dag: date) -> list[Chip]:
        fundne = [Chip("Afventer leder", INFO, False, _ORDEN)] if self.forslag else []
        if not self.paa_vej:
            return fundne
        if self.moede is None:
            return [*fundne, Chip("Genbehandling: mødedato mangler", WARNING, False, _ORDEN)]
        if self.moede < dag:
            return [*fundne, Chip(f"Mødet {dato(self.moede, dag)} er passeret", WARNING, False, _ORDEN)]
        return [*fundne, Chip(f"Genbehandling {dato(self.moede, dag)}", INFO, False, _ORDEN)]


INTET = HosLederen()


def with_proposal(forloeb: Forloeb) -> dict[str, Any]:
    """For a page: ``hos``, what the leader has of the case, and ``venter``, the proposal she has not decided on."""
    hos = hos_lederen(forloeb.pk)
    alle = Forslag.objects.filter(forloeb=forloeb, afgjort__isnull=True).select_related("registreret_af")
    return {"hos": hos, "venter": alle.first() if hos.forslag else None}


def hos_lederen(forloeb_id: int) -> HosLederen:
    """The same of one forløb."""
    sql = f"SELECT {SQL} FROM (SELECT %(pk)s::bigint AS forloeb_id) s"
    return HosLederen.of_row(next(iter(fetch(sql, {"pk": forloeb_id})))[0])
