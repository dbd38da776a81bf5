"""The forecast of many forløb as lines for a page, a file or a command: who, what, when, and what would stop it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache

from aftaler.models import Ansaettelse, Tilbud
from forloeb.models import Forloeb
from kalender.dansk import dato
from kommuner.indsatsmodel import Regel, Regelvaerdier, indsatsmodeller
from kommuner.models import Medarbejder
from opfoelgning.detaljer import closed_day
from opfoelgning.fakta import Sagsraekke, fetch_sager, regelvaerdier
from opfoelgning.posttekster import Steder, posttekst
from opfoelgning.prognose import Overskridelse, Udsigt, kun_reglen, prognose
from opfoelgning.regler.afvaergelse import hvad_standser, sidste_dag
from opfoelgning.tekster import lukkedag_ord
from opfoelgning.vurdering import Sagsbillede

AD_GANGEN = 500
PLANER_NAEVNT = 3


@dataclass(frozen=True)
class Linje:
    """One duty of one forløb that will be missed, seen from ``dag``; texts are Danish.

    ``forloeb`` brings its borger; ``jobformidler`` is who has the forløb on the day.
    """

    forloeb: Forloeb
    jobformidler: Medarbejder | None
    udsigt: Udsigt
    regler: Regelvaerdier
    dag: date
    steder: Steder = field(default_factory=dict)

    @property
    def regel(self) -> Regel:
        return self.regler.model.koder[self.udsigt.foerst.vurdering.regel]

    @property
    def ord(self) -> str:
        """«passiv» for a clock, «overskredet» for everything else."""
        return "passiv" if self.regel.slags == "ur" else "overskredet"

    @property
    def uden(self) -> date | None:
        """First day the duty is missed if nothing happens."""
        return self.udsigt.uden.dag if self.udsigt.uden else None

    @property
    def med(self) -> date | None:
        """First day the duty is missed with the known plans; None: not, as far as was looked."""
        return self.udsigt.med.dag if self.udsigt.med else None

    @property
    def dag_og_ord(self) -> str:
        """«passiv 3. dec.»; with the rule's name where the word alone does not tell what is meant."""
        hvad = "" if self.regel.slags == "ur" else f"{self.regel.navn}: "
        naar = f"{self.ord} {dato(self.uden, self.dag)}" if self.uden else f"ikke {self.ord}"
        return f"{hvad}{naar}"

    @property
    def med_planer(self) -> str:
        """«Praktik hos … fra 1. dec.: så først passiv 15. jun. 2027»; empty when plans make no difference."""
        if not self.udsigt.planer:
            return ""
        naevnt = [posttekst(plan, self.dag, self.steder) for plan in self.udsigt.planer[:PLANER_NAEVNT]]
        rest = len(self.udsigt.planer) - len(naevnt)
        flere = [f"{rest} mere"] if rest else []
        return f"{'; '.join([*naevnt, *flere])}: {self._saa()}"

    def _saa(self) -> str:
        if self.med is None:
            return f"så ikke {self.ord}"
        if self.uden is None:
            return f"så {self.ord} {dato(self.med, self.dag)}"
        return f"så {'først' if self.med > self.uden else 'allerede'} {self.ord} {dato(self.med, self.dag)}"

    @property
    def standser(self) -> str:
        """What would keep the duty from being missed, and what its last day has to do with a closed one."""
        misset, vurdering = self._foerst
        tekst = hvad_standser(vurdering, self.regler, self.dag, misset)
        sidste = sidste_dag(vurdering, self.dag, misset)
        if sidste is None or f"senest {dato(sidste, self.dag)}" not in tekst:
            return tekst
        lukket = lukkedag_ord(closed_day(self.regler.kalender, sidste), self.dag)
        return f"{tekst} {lukket[:1].upper()}{lukket[1:].removesuffix('.')}." if lukket else tekst

    @property
    def _foerst(self) -> Overskridelse:
        return self.udsigt.foerst

    @property
    def noegle(self) -> str:
        """Tells lines of one list apart, in an address; begins with the day, by which lists are ordered."""
        v = self._foerst.vurdering
        return f"{self._foerst.dag}.{self.forloeb.pk}.{v.regel}.{v.genstand or ''}"


def prognoselinjer(
    forloeb_ids: Iterable[int], dag: date, dage: int, regel: str = "", *, nu: datetime | None = None
) -> list[Linje]:
    """Return the lines of the forløb for the ``dage`` days after ``dag``, in order of day and name.

    ``regel``: only this rule. ``nu``: the instant of the day to look from, if it is not over. A forløb whose model is
    not known is left out: it cannot be judged.
    """
    fundne = list(_forudse(list(forloeb_ids), (dag, nu), dage, regel))
    forloeb = Forloeb.objects.select_related("borger").in_bulk([raekke.forloeb_id for raekke, *_ in fundne])
    medarbejdere = _medarbejdere(raekke.jobformidler_id(dag) for raekke, *_ in fundne)
    steder = _steder([raekke.forloeb_id for raekke, udsigt, _ in fundne if udsigt.planer])
    linjer = [
        Linje(
            forloeb[raekke.forloeb_id],
            medarbejdere.get(raekke.jobformidler_id(dag) or 0),
            *(udsigt, regler, dag, steder),
        )
        for raekke, udsigt, regler in fundne
    ]
    return sorted(linjer, key=lambda li: (li.udsigt.foerst.dag, li.forloeb.borger.navn_sortering, li.noegle))


def linjer_for(
    forloeb: Forloeb, billede: Sagsbillede, dag: date, dage: int, *, nu: datetime | None = None
) -> list[Linje]:
    """Return the lines of one case computed live, those that plans avert last, else in order of day.

    ``nu`` as for ``prognoselinjer``.
    """
    udsigter = prognose(billede.sag, billede.regler, dag, dage, nu=nu)
    steder = _steder([forloeb.pk])
    linjer = [Linje(forloeb, None, udsigt, billede.regler, dag, steder) for udsigt in udsigter]
    return sorted(linjer, key=lambda linje: linje.med is None)


def _forudse(
    ids: list[int], fra: tuple[date, datetime | None], dage: int, kode: str
) -> Iterator[tuple[Sagsraekke, Udsigt, Regelvaerdier]]:
    values = cache(regelvaerdier)
    dag, nu = fra
    for nr in range(0, len(ids), AD_GANGEN):
        for raekke in fetch_sager(ids[nr : nr + AD_GANGEN]):
            if raekke.sag.indsatsmodel not in indsatsmodeller():
                continue
            regler = values(raekke.sag.indsatsmodel)
            valgte = kun_reglen(regler, kode) if kode else regler
            for udsigt in prognose(raekke.sag, valgte, dag, dage, nu=nu):
                yield raekke, udsigt, regler


def _medarbejdere(ids: Iterable[int | None]) -> Mapping[int, Medarbejder]:
    return Medarbejder.objects.in_bulk({pk for pk in ids if pk})


def _steder(forloeb_ids: list[int]) -> Steder:
    """Names of the companies where tilbud and jobs of the forløb are, by the id of the tilbud or job."""
    tilbud, jobs = (
        model.objects.filter(forloeb_id__in=forloeb_ids, virksomhed__isnull=False).values_list(
            "ekstern_id", "virksomhed__navn"
        )
        for model in (Tilbud, Ansaettelse)
    )
    return dict(tilbud.union(jobs))
