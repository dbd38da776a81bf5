"""What the page about one borger shows above the timeline, computed live from her facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from kalender.dansk import dage, dato_aar, til_og_med
from kommuner.indsatsmodel import Regel
from opfoelgning import chips, tekster
from opfoelgning.begrundelse import Begrundelse, begrundelse, version_tekst
from opfoelgning.detaljer import detaljer
from opfoelgning.hast import rang
from opfoelgning.hos_lederen import INTET, HosLederen
from opfoelgning.models import Vurdering
from opfoelgning.regler import typer
from opfoelgning.regler.passivitet import KODE, Ur, med_gennemgange, passivitetsur
from opfoelgning.regler.saetning import i_alt, linjer
from opfoelgning.regler.typer import AABEN, Straekning, Tilstand
from opfoelgning.situation import tilstand_nu
from opfoelgning.timer import effective_hours, hours_at_start
from opfoelgning.ur import live_ur
from opfoelgning.urbillede import Urbillede
from opfoelgning.vurdering import Sagsbillede


class Fasetrin(NamedTuple):
    """One box of the phase strip. ``stand`` is nu, faerdig, kommer or ikke; ``linje`` its dates and days."""

    navn: str
    stand: str
    linje: str


class Frist(NamedTuple):
    """One duty: what, when (Danish), how it stands, what a closed day does to it, and why."""

    navn: str
    naar: str
    stand: str
    niveau: str
    hvorfor: Begrundelse
    lukkedag: str


class _Situation(NamedTuple):
    tilstand_nu: str
    tilstand_til: date | None


@dataclass(frozen=True)
class Overblik:
    """One forløb on ``dag``."""

    billede: Sagsbillede
    dag: date
    hos: HosLederen = INTET

    @property
    def aaben(self) -> bool:
        """Whether the forløb runs on the day."""
        return self.billede.sag.start <= self.dag < self.billede.sag.slut

    @cached_property
    def _vurderinger(self) -> list[tuple[typer.Vurdering, Vurdering]]:
        """Each judgement as the rules gave it, and with the figures its words need; most urgent first."""
        sag, regler = self.billede.sag, self.billede.regler
        par = []
        for v in self.billede.bedoemmelse.vurderinger:
            felter = {
                **v._asdict(),
                "genstand": v.genstand or "",
                "detaljer": detaljer(sag, regler, self.dag, v),
            }
            par.append((v, Vurdering(**felter)))
        return sorted(par, key=lambda p: rang(p[0]))

    @cached_property
    def chips(self) -> list[chips.Chip]:
        if not self.aaben:
            return []
        situation = _Situation(*tilstand_nu(self.billede.sag, self.dag))
        alle = chips.chips([v for _, v in self._vurderinger], situation, self.dag)
        return self.hos.beside(alle, self.dag)

    @cached_property
    def frister(self) -> list[Frist]:
        """Every duty in force, the most urgent first."""
        return [self._frist(raa, v) for raa, v in self._vurderinger]

    def varighed(self, fase: int) -> Frist | None:
        """How long a phase may still take; None outside it."""
        for raa, v in self._vurderinger:
            regel = self.billede.regler.model.koder[v.regel]
            if regel.slags == "varighed" and regel.opsaetning["fase"] == fase:
                return self._frist(raa, v)
        return None

    def _frist(self, raa: typer.Vurdering, v: Vurdering) -> Frist:
        stand, niveau = _stand(v, self.dag)
        hvorfor = begrundelse(self.billede, raa, self.dag)
        navn, lukket = tekster.frist_ord(v, self.dag), tekster.lukkedag(v, self.dag)
        return Frist(navn, _naar(v), stand, niveau, hvorfor, lukket)

    @cached_property
    def faser(self) -> list[Fasetrin]:
        """The phases of the model in order, each with its latest period."""
        return [self._fasetrin(f.nr, f.navn) for f in self.billede.regler.model.faser]

    @property
    def _naaet(self) -> int:
        """The phase of the day, or the last one there was."""
        begyndte = [f for f in self.billede.sag.faser if f.start <= self.dag]
        return max(begyndte, key=lambda f: f.start).nr if begyndte else 0

    def _fasetrin(self, nr: int, navn: str) -> Fasetrin:
        perioder = [f for f in self.billede.sag.faser if f.nr == nr]
        begyndte = [f for f in perioder if f.start <= self.dag]
        titel = f"{nr} {navn}"
        if not perioder:
            return Fasetrin(titel, "ikke", "Ikke begyndt" if nr > self._naaet else "Sprunget over")
        if not begyndte:
            return Fasetrin(titel, "kommer", f"Fra {dato_aar(perioder[0].start)}")
        sidste = begyndte[-1]
        antal = _dage_i([sidste], self.dag)
        i_alt = f", {_dage_i(begyndte, self.dag)} i alt" if len(begyndte) > 1 else ""
        if sidste.slut > self.dag:
            return Fasetrin(titel, "nu", f"Siden {dato_aar(sidste.start)} · {antal}{i_alt}")
        periode = f"{dato_aar(sidste.start)} – {dato_aar(til_og_med(sidste.slut))}"
        return Fasetrin(titel, "faerdig", f"{periode} · {antal}{i_alt}")

    @cached_property
    def ur(self) -> Ur | None:
        """The passivity clock, also while it stands still; None when the forløb does not run."""
        return passivitetsur(self.billede.sag, self.billede.regler, self.dag) if self.aaben else None

    @cached_property
    def urbillede(self) -> Urbillede | None:
        """The clock as it is drawn; None while it stands still."""
        return (
            live_ur(self.billede.sag, self.billede.regler, self.dag) if self.ur and self.ur.tilstand else None
        )

    @property
    def _ur_straekninger(self) -> Sequence[Straekning]:
        """The stretches behind the clock, the activity before it first."""
        if self.ur is None:
            return ()
        sag, regler = self.billede.sag, self.billede.regler
        egne = med_gennemgange(sag, regler, self.dag, self.ur.anker, self.ur.straekninger)
        return (*((self.ur.foer,) if self.ur.foer else ()), *egne)

    @property
    def ur_linjer(self) -> Sequence[str]:
        """The days behind the clock in words."""
        return linjer(self._ur_regel, self._ur_straekninger, self.dag)

    @property
    def ur_i_alt(self) -> str:
        return i_alt(self._ur_regel, self.ur.straekninger) if self.ur else ""

    @property
    def _ur_regel(self) -> Regel:
        return self.billede.regler.model.koder[KODE]

    @property
    def ur_regelsaet(self) -> str:
        assert self.ur is not None
        regler = self.billede.regler
        return version_tekst(regler.model.navn, regler.gaeldende(self.ur.anker, self.dag))

    @cached_property
    def opfoelgning(self) -> Vurdering | None:
        """The judgement on follow-ups in the present job, with ``detaljer``; None outside such a job."""
        return next((v for raa, v in self._vurderinger if raa.regel in self._opfoelgningsregler), None)

    @property
    def viser_opfoelgning(self) -> bool:
        """Whether follow-ups are a matter today: the model counts them, and a job runs or one is judged."""
        i_job = any(job.start <= self.dag < job.slut for job in self.billede.sag.ansaettelser)
        return bool(self._opfoelgningsregler) and (i_job or self.opfoelgning is not None)

    @property
    def _opfoelgningsregler(self) -> set[str]:
        alle = self.billede.regler.model.regler
        return {regel.kode for regel in alle if (regel.slags, regel.hvad) == ("antal", "opfoelgning")}

    @property
    def timer_nu(self) -> Decimal | None:
        return effective_hours(self.billede.sag, self.dag)

    @property
    def timer_ved_start(self) -> Decimal | None:
        return hours_at_start(self.billede.sag, self.dag)

    @cached_property
    def timetrin(self) -> list[tuple[date, Decimal]]:
        """Effective hours per week from each day on which they changed up to today; empty without a job."""
        jobs = self.billede.sag.ansaettelser
        skel = chain.from_iterable([job.start, job.slut, *(t.fra for t in job.timer)] for job in jobs)
        sag = self.billede.sag
        trin = [(d, effective_hours(sag, d) or Decimal(0)) for d in sorted(set(skel)) if d <= self.dag]
        return trin if any(timer for _, timer in trin) else []

    @property
    def paa_vej_ud(self) -> str:
        """That the forløb has its last day still to come, or that its last phase is over; empty for any other."""
        sag = self.billede.sag
        if not self.aaben:
            return ""
        if sag.slut != AABEN:
            return f"Forløbet er afsluttet. Sidste dag er {dato_aar(til_og_med(sag.slut))}."
        sidst = max((f.slut for f in sag.faser), default=AABEN)
        if sidst <= self.dag:
            return f"Borgeren har ikke været i nogen fase siden {dato_aar(til_og_med(sidst))}."
        return ""

    @property
    def slut_tekst(self) -> str:
        """When the forløb ended or begins; empty while it runs."""
        sag = self.billede.sag
        if self.dag < sag.start:
            return f"Forløbet begynder {dato_aar(sag.start)}."
        if sag.slut != AABEN and not self.aaben:
            return f"Forløbet sluttede {dato_aar(til_og_med(sag.slut))}."
        return ""


def _dage_i(perioder: Sequence[typer.Fase], dag: date) -> str:
    """Days in these periods up to a day."""
    return dage(sum((min(f.slut, dag) - f.start).days for f in perioder))


def _naar(v: Vurdering) -> str:
    if v.frist is None:
        return ""
    if tekster.frist_dag(v) != v.frist and v.tilstand != Tilstand.AFVENTER:
        return tekster.frist_saetning(v)
    return f"senest {dato_aar(v.frist)}"


_UDEN_FRIST: Mapping[str, tuple[str, str]] = {
    Tilstand.OVERSKREDET: ("overskredet", chips.DANGER),
    Tilstand.VARSEL: ("tag stilling", chips.INFO),
}


def _stand(v: Vurdering, dag: date) -> tuple[str, str]:
    """How a duty stands, in words and as a chip's level."""
    if v.tilstand == Tilstand.PAUSE:
        return "på pause", chips.NEUTRAL
    if v.tilstand == Tilstand.AFVENTER:
        return "afventer aftalt indsats", chips.INFO
    if v.frist is None:
        return _UDEN_FRIST.get(v.tilstand, ("løber", chips.NEUTRAL))
    if v.tilstand == Tilstand.OVERSKREDET:
        return f"overskredet {dage((dag - v.frist).days)}", chips.DANGER
    niveau = chips.WARNING if v.tilstand == Tilstand.VARSEL else chips.NEUTRAL
    tilbage = (v.frist - dag).days
    return ("i dag" if tilbage == 0 else f"{dage(tilbage)} tilbage" if tilbage > 0 else "mangler"), niveau
