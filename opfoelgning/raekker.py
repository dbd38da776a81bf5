"""List rows: one place that turns forløb, their status and their judgements into what a list shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any

from orjson import loads

from kalender.dansk import dato, dato_kort, timer
from kommuner.forespoergsel import Spoergsmaal, fetch
from kommuner.models import Medarbejder
from opfoelgning import tekster, vurdering
from opfoelgning.chips import Chip, chips, viste
from opfoelgning.faser import fase_tekst
from opfoelgning.friske import refresh_mine
from opfoelgning.hast import rang
from opfoelgning.hos_lederen import INTET, HosLederen
from opfoelgning.hos_lederen import SQL as HOS_LEDEREN
from opfoelgning.listelinje import Aftale, Dom, Linje
from opfoelgning.models import Form
from opfoelgning.ordvalg import regel_bag
from opfoelgning.regler.passivitet import KODE as PASSIVITET
from opfoelgning.regler.typer import Tilstand
from opfoelgning.ur import urbillede
from opfoelgning.urbillede import Urbillede

_KONTAKTER = frozenset({"kontakt", "samtale"})  # what a rule asks for that is done by logging a contact
_OPFOELGNINGER = frozenset({"opfoelgning", "statusmoede"})  # and by registering a follow-up
_UDEN_FRIST = frozenset({Tilstand.PAUSE, Tilstand.AFVENTER})


@dataclass(frozen=True, eq=False)
class Raekke:
    """One forløb in a list on ``dag``; texts are Danish and ready for the screen. Never changed, so shared."""

    status: Linje
    vurderinger: Sequence[Dom]
    eget_skridt: str
    dag: date
    hos: HosLederen = INTET
    naeste_aftale: Aftale | None = None

    @property
    def forloeb_id(self) -> int:
        return self.status.forloeb_id

    @property
    def borger_id(self) -> int:
        return self.status.borger_id

    @property
    def navn(self) -> str:
        return self.status.navn

    @property
    def foedt(self) -> int:
        return self.status.foedselsdato.year

    @property
    def jobformidler(self) -> str:
        """Her name; empty when nobody has the forløb."""
        return self.status.jobformidler or ""

    @cached_property
    def chips(self) -> list[Chip]:
        """Every chip, the most important first."""
        return self.hos.beside(chips(self.vurderinger, self.status, self.dag), self.dag)

    @cached_property
    def viste_chips(self) -> list[Chip]:
        return viste(self.chips)[0]

    @cached_property
    def flere_chips(self) -> int:
        return viste(self.chips)[1]

    @cached_property
    def grund(self) -> Chip | None:
        """The chip that puts the borger in *I dag*, None when nothing does."""
        return next((chip for chip in self.chips if chip.i_dag), None)

    @property
    def er_kontakt(self) -> bool:
        """Whether the row's main action is to log a contact."""
        bag = self._bag(self.grund) if self.grund else None
        return bag is not None and regel_bag(bag).hvad in _KONTAKTER

    @property
    def passivitetschips(self) -> list[Chip]:
        """Those of passivity, with what the leader has of it."""
        alle = chips(self.vurderinger, None, self.dag)
        return self.hos.beside([chip for chip in alle if chip.regel == PASSIVITET], self.dag)

    @property
    def handling(self) -> str:
        """What the row's main action is for, where it is neither a contact nor a clock: «opfoelgning», «planlaeg».

        «henvendelse» is a message to answer; empty: open the case.
        """
        bag = self._bag(self.grund) if self.grund else None
        hvad = regel_bag(bag).hvad if bag else ""
        if hvad in _OPFOELGNINGER:
            return "opfoelgning"
        return {"opfoelgningsplan": "planlaeg", "henvendelse": "henvendelse"}.get(hvad, "")

    @property
    def er_ur(self) -> bool:
        """Whether a clock asks for action, which an activity at a company would stop."""
        bag = self._bag(self.grund) if self.grund else None
        return bag is not None and regel_bag(bag).slags == "ur"

    @cached_property
    def hvorfor(self) -> Chip | None:
        """The chip «Hvorfor?» explains: the reason, else the first that a rule stands behind."""
        return self.grund or next((chip for chip in self.chips if chip.regel), None)

    @cached_property
    def naeste_skridt(self) -> str:
        """The next open agreement, then the person's own last «næste skridt», else the rule's sentence."""
        return " · ".join(filter(None, (self.aftale, self._skridt)))

    @property
    def aftale(self) -> str:
        """The next open agreement in words; empty when there is none."""
        return self.naeste_aftale.tekst(self.dag) if self.naeste_aftale else ""

    @property
    def _skridt(self) -> str:
        if self.eget_skridt or self.grund is None:
            return self.eget_skridt
        bag = self._bag(self.grund)
        fornavn = self.navn.split(" ")[0]
        return tekster.naeste_skridt(bag, fornavn, self.status.seneste_kontakt, self.dag) if bag else ""

    def _bag(self, chip: Chip) -> Dom | None:
        noegle = (chip.regel, chip.genstand)
        return next((v for v in self.vurderinger if (v.regel, v.genstand) == noegle), None)

    @property
    def fase(self) -> str:
        """«2 Jobsøgning», a dash between phases."""
        return fase_tekst(self.status.indsatsmodel, self.status.fase)

    @property
    def seneste_kontakt(self) -> str:
        return dato(self.status.seneste_kontakt, self.dag) or "–"

    @property
    def seneste_form(self) -> str:
        form = self.status.seneste_form
        return str(Form(form).label).lower() if form else ""

    @cached_property
    def naeste_frist(self) -> Dom | None:
        """The most urgent judgement that is overdue, otherwise the one with the earliest deadline."""
        return min(self._med_frist, key=_naermest, default=None)

    @property
    def _med_frist(self) -> list[Dom]:
        return [v for v in self.vurderinger if v.frist and v.tilstand not in _UDEN_FRIST]

    @property
    def frist(self) -> date | None:
        """The day the list shows; ``naeste_frist.frist`` is the rule's own."""
        return tekster.frist_dag(self.naeste_frist) if self.naeste_frist else None

    @property
    def frist_kort(self) -> str:
        """«næste frist 7. december», after a save; a day that has passed is no answer to somebody who just acted."""
        over = (v for v in self.vurderinger if v.tilstand == Tilstand.OVERSKREDET)
        if any(regel_bag(v).hvad == "kontakt" for v in over):
            return "kontakt stadig overskredet"
        kommende = [f for v in self._med_frist if (f := tekster.frist_dag(v)) and f >= self.dag]
        if not kommende:
            return "ingen frist lige nu"
        return f"næste frist {dato_kort(min(kommende), self.dag)}"

    @property
    def frist_dato(self) -> str:
        return dato(self.frist, self.dag) or "–"

    @property
    def frist_ord(self) -> str:
        return tekster.frist_ord(self.naeste_frist, self.dag) if self.naeste_frist else ""

    @property
    def lukkedag(self) -> str:
        """What the next deadline has to do with a closed day; mostly empty."""
        return tekster.lukkedag(self.naeste_frist, self.dag, kort=True) if self.naeste_frist else ""

    @property
    def timer(self) -> str:
        return timer(self.status.timer)

    @cached_property
    def ur(self) -> Urbillede | None:
        return urbillede(self.status.ur, self.dag) if self.status.ur else None


def _naermest(v: Dom) -> tuple[bool, tuple[int, date] | date, tuple[int, date]]:
    """Sort key of the next deadline."""
    if v.tilstand == Tilstand.OVERSKREDET:
        return False, rang(v), rang(v)
    return True, tekster.frist_dag(v) or date.max, rang(v)


# One row per forløb with everything its line says, JSON as text, so that a row can be looked up as it came.
# The person's own next step is that of her latest contact.
_LINJER = f"""
SELECT s.forloeb_id, s.borger_id, s.fase, s.timer, s.seneste_kontakt, s.seneste_form, s.ur::text, s.tilstand_nu,
  s.tilstand_til, s.hast, s.hast_frist, s.navn_sortering, f.indsatsmodel, b.navn, b.navn_soegning, b.foedselsdato,
  s.jobformidler_id, m.navn,
  (SELECT json_agg(json_build_array(v.regel, v.genstand, v.tilstand, v.frist, v.anker, v.regelsaet, v.detaljer))::text
   FROM opfoelgning_vurdering v WHERE v.forloeb_id = s.forloeb_id),
  (SELECT k.naeste_skridt FROM opfoelgning_kontakt k
   WHERE k.forloeb_id = s.forloeb_id AND k.registreret_af_id = %(user)s ORDER BY k.dato DESC, k.id DESC LIMIT 1),
  {HOS_LEDEREN}::text,
  (SELECT json_build_array(a.dato, a.hvad, a.hvem, COALESCE(v.navn, ''))::text FROM aftaler_planaftale a
   LEFT JOIN aftaler_virksomhed v ON v.id = a.virksomhed_id
   WHERE a.forloeb_id = s.forloeb_id AND a.status = 'aaben' ORDER BY a.dato, a.id LIMIT 1)"""
_FELTER, _UR = len(Linje._fields), Linje._fields.index("ur")
_KENDT = _FELTER + 4  # and after these, what a page asks for beside them
_FRA = """
FROM opfoelgning_sagsstatus s
JOIN forloeb_forloeb f ON f.id = s.forloeb_id
JOIN borgere_borger b ON b.id = s.borger_id
LEFT JOIN kommuner_medarbejder m ON m.id = s.jobformidler_id
WHERE """


def raekker(
    forloeb_ids: Iterable[int], dag: date, user: Medarbejder | None = None, *, nu: datetime | None = None
) -> list[Raekke]:
    """Rows of the forløb on a day, most urgent first, in a fixed number of queries.

    Refreshes what is stale before it reads, by the hour too when ``nu`` is given. ``user`` brings her own
    last «næste skridt» along.
    """
    ids = list(forloeb_ids)
    vurdering.ensure_fresh(ids, dag, nu)
    return fresh_rows(ids, dag, user)


def fresh_rows(forloeb_ids: Iterable[int], dag: date, user: Medarbejder | None = None) -> list[Raekke]:
    """The same of forløb that have just been refreshed."""
    values = {"ids": list(forloeb_ids), "user": user and user.pk}
    return [raekke for raekke, _ in rows_of(fetch(*asking_rows("s.forloeb_id = ANY(%(ids)s)", values)), dag)]


def mine_raekker(user: Medarbejder, dag: date, nu: datetime | None = None) -> list[Raekke]:
    """Rows of the person's own sagsstamme, refreshed, most urgent first."""
    refresh_mine(user, dag, nu)
    values = {"user": user.pk, "kommune": user.kommune_id}
    mine = "s.jobformidler_id = %(user)s AND s.aaben AND s.kommune_id = %(kommune)s"
    return [raekke for raekke, _ in rows_of(fetch(*asking_rows(mine, values)), dag)]


def asking_rows(hvilke: str, values: dict[str, Any], ekstra: str = "") -> Spoergsmaal:
    """Ask for the rows that meet an SQL condition on ``s`` (the status), with more columns beside them."""
    return Spoergsmaal(f"{_LINJER}{ekstra}{_FRA}{hvilke}", values)


def rows_of(svar: Iterable[tuple], dag: date) -> list[tuple[Raekke, tuple[Any, ...]]]:
    """The rows of the answer, most urgent first, each with the values of the columns beside it."""
    fundne = [(_raekke(row[:_KENDT], dag), row[_KENDT:]) for row in svar]
    return sorted(fundne, key=lambda par: _hast(par[0]))


@lru_cache(maxsize=3000)
def _raekke(row: tuple[Any, ...], dag: date) -> Raekke:
    """The row that these values say: most of a list are as they were when it was last looked at."""
    domme, skridt, leder, aftale = row[_FELTER:]
    linje = Linje._make(row[:_FELTER])._replace(ur=loads(row[_UR]) if row[_UR] else None)
    vurderinger = tuple(map(Dom.of_json, loads(domme or "[]")))
    egen = Aftale.of_json(loads(aftale)) if aftale else None
    return Raekke(linje, vurderinger, skridt or "", dag, HosLederen.of_row(loads(leder)), egen)


def _hast(raekke: Raekke) -> tuple[int, date, str]:
    status = raekke.status
    return status.hast, status.hast_frist or date.max, status.navn_sortering


def i_dag(raekker: Iterable[Raekke]) -> list[Raekke]:
    """The rows that need somebody today: by chip, oldest deadline, name."""
    med = [(r.grund, r) for r in raekker if r.grund]
    med.sort(key=lambda par: (par[0].orden, par[0].frist or date.max, par[1].status.navn_sortering))
    return [raekke for _, raekke in med]
