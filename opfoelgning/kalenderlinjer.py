"""What stands in a person's calendar: deadlines of her borgere, as the rules judge them today, and agreements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from aftaler.models import Ansaettelse, Planaftale, Planstatus, Tilbud
from forloeb.models import Dokumentanmodning, Rehabiliteringsmoede
from kalender.dansk import til_og_med
from kommuner.organ import organnavne
from opfoelgning import tekster
from opfoelgning.chips import chips
from opfoelgning.models import (
    Form,
    Genbehandlingsmoede,
    Kontakt,
    Opfoelgning,
    Sagsgennemgang,
    Status,
    Stepupmoede,
)
from opfoelgning.raekker import Dom, Raekke
from opfoelgning.regler.typer import Tilstand

_UDEN_FRIST = frozenset({Tilstand.PAUSE, Tilstand.AFVENTER})
_IKKE_HOLDT = ("aflyst", "ikke_holdt")  # what the kinds of meetings call one that was not held


@dataclass(frozen=True, kw_only=True)
class Linje:
    """One entry on ``dag``. ``kort`` names nobody and no company; ``hvad`` is for the page, beside the name.

    ``noegle`` stays the same from day to day. ``stand`` says «gennemført» or how late a deadline is; empty otherwise.
    """

    dag: date
    forloeb_id: int
    kort: str
    hvad: str
    noegle: str
    er_frist: bool = False
    stand: str = ""
    borger_id: int = 0
    navn: str = ""
    orden: tuple[Any, ...] = ()

    def on(self, dag: date) -> Linje:
        """The same entry on another day."""
        return replace(self, dag=dag)


def deadlines(raekker: Iterable[Raekke], dag: date) -> tuple[list[Linje], list[Linje]]:
    """What is overdue on ``dag``, most urgent first, and every deadline still to come."""
    over, kommende = [], []
    for raekke in raekker:
        for dom in raekke.vurderinger:
            if dom.tilstand == Tilstand.OVERSKREDET:
                over.append(_deadline(raekke, dom, dag))
            elif dom.frist and dom.tilstand not in _UDEN_FRIST:
                kommende.append(_deadline(raekke, dom, dag))
    return sorted(over, key=lambda li: li.orden), kommende


def _deadline(raekke: Raekke, dom: Dom, dag: date) -> Linje:
    over = dom.tilstand == Tilstand.OVERSKREDET
    chip = next(iter(chips([dom], None, dag)), None) if over else None
    frist = tekster.frist_dag(dom) or dag
    kort = tekster.frist_ord(dom, dag)
    orden = (chip.orden if chip else 99, frist, raekke.status.navn_sortering)
    return Linje(
        dag=frist,
        forloeb_id=raekke.forloeb_id,
        kort=kort,
        hvad=kort,
        noegle=f"frist-{raekke.forloeb_id}-{dom.regel}-{dom.genstand}",
        er_frist=True,
        stand=chip.tekst if chip else "",
        borger_id=raekke.borger_id,
        navn=raekke.navn,
        orden=orden,
    )


def agreements(raekker: Iterable[Raekke], fra: date, til: date) -> list[Linje]:
    """What is agreed with the borgere, or was held, from ``fra`` up to but not including ``til``, by day and name."""
    sager = {raekke.forloeb_id: raekke for raekke in raekker}
    fundne = [
        replace(
            linje,
            borger_id=sager[linje.forloeb_id].borger_id,
            navn=sager[linje.forloeb_id].navn,
            orden=(linje.dag, sager[linje.forloeb_id].status.navn_sortering),
        )
        for kilde in KILDER
        for linje in kilde(sager.keys(), fra, til)
    ]
    return sorted(fundne, key=lambda li: li.orden)


Kilde = Callable[[Iterable[int], date, date], Iterator[Linje]]


def _held_or_planned(model: Any, ids: Iterable[int], fra: date, til: date) -> Any:
    alle = model.objects.filter(forloeb__in=ids, dato__gte=fra, dato__lt=til)
    return alle.exclude(status=Status.AFLYST).order_by("dato", "pk")


def _stand(status: str) -> str:
    return "" if status == Status.PLANLAGT else str(Status(status).label).lower()


def _kontakter(ids: Iterable[int], fra: date, til: date) -> Iterator[Linje]:
    for k in _held_or_planned(Kontakt, ids, fra, til):
        sted = f", {k.sted}" if k.sted else ""
        yield Linje(
            dag=k.dato,
            forloeb_id=k.forloeb_id,
            kort="Kontakt",
            hvad=f"Kontakt: {str(Form(k.form).label).lower()}{sted}",
            noegle=f"kontakt-{k.pk}",
            stand=_stand(k.status),
        )


def _opfoelgninger(ids: Iterable[int], fra: date, til: date) -> Iterator[Linje]:
    for o in _held_or_planned(Opfoelgning, ids, fra, til):
        kort = "Statusmøde" if o.statusmoede else "Opfølgning"
        sted = " på virksomheden" if o.fremmoede_virksomhed else ""
        yield Linje(
            dag=o.dato,
            forloeb_id=o.forloeb_id,
            kort=kort,
            hvad=f"{kort}: {str(Form(o.form).label).lower()}{sted}",
            noegle=f"opfoelgning-{o.pk}",
            stand=_stand(o.status),
        )


def _tilbud(ids: Iterable[int], fra: date, til: date) -> Iterator[Linje]:
    alle = Tilbud.objects.filter(forloeb__in=ids, start__lt=til).exclude(slut__lte=fra)
    for t in alle.select_related("type", "virksomhed"):
        yield from _begins_and_ends(t, t.type.navn, f"tilbud-{t.pk}", fra, til)


def _fleksjob(ids: Iterable[int], fra: date, til: date) -> Iterator[Linje]:
    alle = Ansaettelse.objects.filter(forloeb__in=ids, start__lt=til).exclude(slut__lte=fra)
    for job in alle.select_related("virksomhed"):
        yield from _begins_and_ends(job, "Fleksjob", f"fleksjob-{job.pk}", fra, til)


def _begins_and_ends(raekke: Any, navn: str, noegle: str, fra: date, til: date) -> Iterator[Linje]:
    sted = f" hos {raekke.virksomhed}" if raekke.virksomhed else ""
    for dag, ord_ in ((raekke.start, "begynder"), (til_og_med(raekke.slut), "slutter")):
        if dag and fra <= dag < til:
            yield Linje(
                dag=dag,
                forloeb_id=raekke.forloeb_id,
                kort=f"{navn} {ord_}",
                hvad=f"{navn}{sted} {ord_}",
                noegle=f"{noegle}-{ord_}",
            )


def _aftalte_indsatser(ids: Iterable[int], fra: date, til: date) -> Iterator[Linje]:
    alle = Sagsgennemgang.objects.filter(forloeb__in=ids, forventet_start__gte=fra, forventet_start__lt=til)
    for g in alle:
        kort = "Aftalt indsats begynder"
        yield Linje(
            dag=g.forventet_start or fra,
            forloeb_id=g.forloeb_id,
            kort=kort,
            hvad=kort,
            noegle=f"sagsgennemgang-{g.pk}",
        )


def _planaftaler(ids: Iterable[int], fra: date, til: date) -> Iterator[Linje]:
    alle = Planaftale.objects.filter(forloeb__in=ids, dato__gte=fra, dato__lt=til).order_by("dato", "pk")
    for aftale in alle.exclude(status=Planstatus.OPGIVET).select_related("virksomhed"):
        sted = f", {aftale.virksomhed}" if aftale.virksomhed else ""
        yield Linje(
            dag=aftale.dato,
            forloeb_id=aftale.forloeb_id,
            kort="Aftale",
            hvad=f"Aftale: {aftale.hvad}{sted}",
            noegle=f"planaftale-{aftale.pk}",
            stand="" if aftale.status == Planstatus.AABEN else "gjort",
        )


def _moeder(ids: Iterable[int], fra: date, til: date) -> Iterator[Linje]:
    organ_paa = organnavne()
    navne: dict[type[Any], Callable[[Any], str]] = {
        Rehabiliteringsmoede: lambda moede: organ_paa(moede.dato).moede,
        Genbehandlingsmoede: lambda moede: organ_paa(moede.dato).genbehandling,
        Stepupmoede: lambda moede: f"Step-up, møde {moede.nr}",
    }
    for model, navn in navne.items():
        alle = model.objects.filter(forloeb__in=ids, dato__gte=fra, dato__lt=til)
        for moede in alle.exclude(status__in=_IKKE_HOLDT).order_by("dato", "pk"):
            yield Linje(
                dag=moede.dato,
                forloeb_id=moede.forloeb_id,
                kort="Møde",
                hvad=navn(moede),
                noegle=f"{model.__name__.lower()}-{moede.pk}",
                stand="holdt" if moede.status == "holdt" else "",
            )


def _dokumenter(ids: Iterable[int], fra: date, til: date) -> Iterator[Linje]:
    ventede = Dokumentanmodning.objects.filter(forloeb__in=ids, frist__gte=fra, frist__lt=til)
    for en in ventede.filter(modtaget__isnull=True).order_by("frist", "pk"):
        yield Linje(
            dag=en.frist,
            forloeb_id=en.forloeb_id,
            kort="Dokument ventes",
            hvad=f"Dokument ventes: {en.dokument} fra {en.hos}",
            noegle=f"dokument-{en.pk}",
        )


KILDER: tuple[Kilde, ...] = (
    *(_kontakter, _opfoelgninger, _planaftaler, _moeder, _dokumenter),
    *(_tilbud, _fleksjob, _aftalte_indsatser),
)


@dataclass(frozen=True)
class Dag:
    """A day of the week list with its deadlines before its agreements."""

    dato: date
    linjer: list[Linje]


@dataclass(frozen=True)
class Uge:
    """A week from ``mandag``; ``dag`` is today."""

    mandag: date
    dag: date

    @property
    def slut(self) -> date:
        """The Monday after."""
        return self.mandag + timedelta(days=7)

    @property
    def nr(self) -> int:
        return self.mandag.isocalendar().week

    @property
    def er_nu(self) -> bool:
        """Whether today lies in it."""
        return self.mandag <= self.dag < self.slut

    @property
    def forrige(self) -> str:
        """The week before, as it stands in the address."""
        return week_key(self.mandag - timedelta(days=7))

    @property
    def naeste(self) -> str:
        return week_key(self.slut)

    def dage(self, linjer: Iterable[Linje]) -> list[Dag]:
        """The days with their entries; Saturday and Sunday only when there is something on them."""
        alle = list(linjer)
        dage = [self.mandag + timedelta(days=nr) for nr in range(7)]
        fulde = [Dag(dag, [li for li in alle if li.dag == dag]) for dag in dage]
        return [d for d in fulde if d.linjer or d.dato.weekday() < 5]


def week_key(dag: date) -> str:
    """«2026-48»: the ISO week of a day in an address."""
    aar, uge, _ = dag.isocalendar()
    return f"{aar}-{uge:02}"


def week_of(noegle: str, dag: date) -> Uge | None:
    """The week of a key, the present one of an empty key; None for what is no week."""
    if not noegle:
        return Uge(dag - timedelta(days=dag.weekday()), dag)
    aar, _, uge = noegle.partition("-")
    try:
        mandag = date.fromisocalendar(int(aar), int(uge), 1)
    except ValueError:
        return None
    return Uge(mandag, dag) if 1900 <= mandag.year < 2200 else None
