"""List rows: one place that turns forløb, their status and their judgements into what a list shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from kalender.dansk import dato, dato_kort, timer
from kommuner.models import Medarbejder
from opfoelgning import tekster, vurdering
from opfoelgning.chips import Chip, chips, viste
from opfoelgning.faser import fase_tekst
from opfoelgning.hast import rang
from opfoelgning.models import Form, Kontakt, Sagsstatus, Vurdering
from opfoelgning.ordvalg import regel_bag
from opfoelgning.regler.typer import Tilstand
from opfoelgning.ur import urbillede
from opfoelgning.urbillede import Urbillede

_KONTAKTER = frozenset({"kontakt", "samtale"})  # what a rule asks for that is done by logging a contact
_UDEN_FRIST = frozenset({Tilstand.PAUSE, Tilstand.AFVENTER})


@dataclass(frozen=True)
class Raekke:
    """One forløb in a list on ``dag``; texts are Danish and ready for the screen."""

    status: Sagsstatus
    vurderinger: Sequence[Vurdering]
    eget_skridt: str
    dag: date

    @property
    def forloeb_id(self) -> int:
        return self.status.forloeb_id

    @property
    def borger_id(self) -> int:
        return self.status.borger_id

    @property
    def navn(self) -> str:
        return self.status.borger.navn

    @property
    def foedt(self) -> int:
        return self.status.borger.foedselsdato.year

    @property
    def jobformidler(self) -> Medarbejder | None:
        return self.status.jobformidler

    @cached_property
    def chips(self) -> list[Chip]:
        """Every chip, the most important first."""
        return chips(self.vurderinger, self.status, self.dag)

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

    @cached_property
    def hvorfor(self) -> Chip | None:
        """The chip «Hvorfor?» explains: the reason, else the first that a rule stands behind."""
        return self.grund or next((chip for chip in self.chips if chip.regel), None)

    @cached_property
    def naeste_skridt(self) -> str:
        """The person's own last «næste skridt», else the rule's sentence."""
        if self.eget_skridt or self.grund is None:
            return self.eget_skridt
        bag = self._bag(self.grund)
        fornavn = self.navn.split(" ")[0]
        return tekster.naeste_skridt(bag, fornavn, self.status.seneste_kontakt, self.dag) if bag else ""

    def _bag(self, chip: Chip) -> Vurdering | None:
        noegle = (chip.regel, chip.genstand)
        return next((v for v in self.vurderinger if (v.regel, v.genstand) == noegle), None)

    @property
    def fase(self) -> str:
        """«2 Jobsøgning», a dash between phases."""
        return fase_tekst(self.status.forloeb.indsatsmodel, self.status.fase)

    @property
    def seneste_kontakt(self) -> str:
        return dato(self.status.seneste_kontakt, self.dag) or "–"

    @property
    def seneste_form(self) -> str:
        form = self.status.seneste_form
        return str(Form(form).label).lower() if form else ""

    @cached_property
    def naeste_frist(self) -> Vurdering | None:
        """The most urgent judgement that is overdue, otherwise the one with the earliest deadline."""
        return min(self._med_frist, key=_naermest, default=None)

    @property
    def _med_frist(self) -> list[Vurdering]:
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
    def timer(self) -> str:
        return timer(self.status.timer)

    @cached_property
    def ur(self) -> Urbillede | None:
        return urbillede(self.status.ur, self.dag) if self.status.ur else None


def _naermest(v: Vurdering) -> tuple[bool, tuple[int, date] | date, tuple[int, date]]:
    """Sort key of the next deadline."""
    if v.tilstand == Tilstand.OVERSKREDET:
        return False, rang(v), rang(v)
    return True, tekster.frist_dag(v) or date.max, rang(v)


def raekker(
    forloeb_ids: Iterable[int],
    dag: date,
    user: Medarbejder | None = None,
    *,
    nu: datetime | None = None,
    med_jobformidler: bool = False,
) -> list[Raekke]:
    """Rows of the forløb on a day, most urgent first, in a fixed number of queries.

    Refreshes what is stale before it reads, by the hour too when ``nu`` is given. ``user`` brings her own
    last «næste skridt» along; ``med_jobformidler`` brings the jobformidler for lists that show her.
    """
    ids = list(forloeb_ids)
    vurdering.ensure_fresh(ids, dag, nu)
    felter = ["borger", "jobformidler"] if med_jobformidler else ["borger"]
    statusser = Sagsstatus.objects.filter(pk__in=ids).select_related("forloeb", *felter)
    domme = _vurderinger(ids)
    skridt = _egne_skridt(ids, user) if user else {}
    raekker = [Raekke(s, domme[s.pk], skridt.get(s.pk, ""), dag) for s in statusser]
    return sorted(raekker, key=_hast)


def _hast(raekke: Raekke) -> tuple[int, date, str]:
    status = raekke.status
    return status.hast, status.hast_frist or date.max, status.navn_sortering


def i_dag(raekker: Iterable[Raekke]) -> list[Raekke]:
    """The rows that need somebody today: by chip, oldest deadline, name."""
    med = [(r.grund, r) for r in raekker if r.grund]
    med.sort(key=lambda par: (par[0].orden, par[0].frist or date.max, par[1].status.navn_sortering))
    return [raekke for _, raekke in med]


def _vurderinger(ids: list[int]) -> dict[int, list[Vurdering]]:
    fundne = defaultdict(list)
    for v in Vurdering.objects.filter(forloeb_id__in=ids):
        fundne[v.forloeb_id].append(v)
    return fundne


def _egne_skridt(ids: list[int], user: Medarbejder) -> dict[int, str]:
    """The next step the person wrote on her latest contact of each forløb."""
    seneste = Kontakt.objects.filter(forloeb_id__in=ids, registreret_af=user)
    seneste = seneste.order_by("forloeb_id", "-dato", "-pk").distinct("forloeb_id")
    return dict(seneste.values_list("forloeb_id", "naeste_skridt"))
