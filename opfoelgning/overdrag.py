"""What handing over forløb does to caseloads, and who has been chosen: for the page that asks before it saves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from borgere import navne
from forloeb.actions.registrering import FORTRYD
from forloeb.models import Forloeb, Overdrag, Tildeling
from kalender.dansk import dato, dato_kort, til_og_med
from kommuner.ansatte import ends_of
from kommuner.forespoergsel import fetch
from kommuner.models import Medarbejder
from kommuner.roller import SAGSROLLER
from opfoelgning.actions.overdrag import HOEJST, standing
from opfoelgning.fakta import EGNE_VAERDIER
from opfoelgning.sagsstamme import caseloads, ceiling_passed, stammeregler
from opfoelgning.team import UDEN


class Valgt(NamedTuple):
    """A forløb to hand over: who has it, how many jobformidlere the borger has had, and how that stood.

    ``naeste`` tells who has it from a later day, where that is agreed.
    """

    forloeb: Forloeb
    hos: str
    antal_foer: int
    stand: str
    naeste: str = ""

    @property
    def noegle(self) -> str:
        """What the form sends back."""
        return f"{self.forloeb.pk}:{self.stand}"


class Stammetal(NamedTuple):
    """One caseload before and after, and the ceiling it would be above."""

    navn: str
    foer: int
    efter: int
    over_loft: int | None = None

    def __str__(self) -> str:
        return f"{self.navn} {self.foer} → {self.efter}"


class Kommende(NamedTuple):
    """Who has a forløb next, and from which day; ``hos`` is whether anybody has it now."""

    navn: str
    fra: date
    hos: bool

    def tekst(self, dag: date) -> str:
        """«Overdrages til Dan Kofoed 1. dec.»; of a forløb that nobody has, «Tildeles …»."""
        return f"{'Overdrages til' if self.hos else 'Tildeles'} {self.navn} {dato(self.fra, dag)}"


class Modtager(NamedTuple):
    """Somebody who could have the forløb, her caseload on the day and with them, and until when she works here."""

    medarbejder: Medarbejder
    tal: Stammetal
    sidste_dag: str
    eget_team: bool


def chosen_cases(user: Medarbejder, ids: Sequence[int], dag: date) -> list[Valgt]:
    """The running forløb among these that the person may hand over, by name, in a fixed number of queries."""
    mine = Forloeb.objects.ledet_af(user, dag).aabne(dag).filter(pk__in=ids)
    return _chosen(mine, dag)


def whole_caseload(user: Medarbejder, hvis: str, dag: date) -> list[Valgt]:
    """Every running forløb of one jobformidler (her id) or of nobody (``UDEN``) that the person may hand over."""
    mine = Forloeb.objects.ledet_af(user, dag).aabne(dag)
    har = _holding(dag)
    if hvis == UDEN:
        return _chosen(mine.exclude(pk__in=har.values("forloeb")), dag)
    return _chosen(mine.filter(pk__in=har.filter(medarbejder=int(hvis)).values("forloeb")), dag)


def _holding(dag: date) -> QuerySet[Tildeling]:
    return Tildeling.objects.filter(Q(slut=None) | Q(slut__gt=dag), start__lte=dag)


def coming(ids: Sequence[int], dag: date) -> dict[int, Kommende]:
    """Those of the forløb that somebody else has from a day after ``dag``, in one statement."""
    naeste = Tildeling.objects.filter(forloeb__in=ids, start__gt=dag).order_by("forloeb", "start")
    nu = _holding(dag).filter(forloeb=OuterRef("forloeb"))
    par = naeste.distinct("forloeb").annotate(hos=Exists(nu))
    vaerdier = par.values_list("forloeb", "medarbejder__navn", "start", "hos")
    return {pk: Kommende(navn, fra, hos) for pk, navn, fra, hos in vaerdier}


def _chosen(sager: QuerySet[Forloeb], dag: date) -> list[Valgt]:
    fundne = list(sager.select_related("borger").order_by("borger__navn_sortering", "pk")[:HOEJST])
    ids = [sag.pk for sag in fundne]
    hos = dict(_holding(dag).filter(forloeb__in=ids).values_list("forloeb", "medarbejder__navn"))
    alle = Tildeling.objects.filter(forloeb__borger__in=[sag.borger_id for sag in fundne]).order_by()
    talt = alle.values_list("forloeb__borger").annotate(Count("medarbejder", distinct=True))
    antal = dict(talt)
    stand = standing(ids)
    naeste = {pk: en.tekst(dag) for pk, en in coming(ids, dag).items()}
    return [
        Valgt(sag, hos.get(sag.pk, ""), antal.get(sag.borger_id, 0), stand[sag.pk], naeste.get(sag.pk, ""))
        for sag in fundne
    ]


def recipients(user: Medarbejder, ids: Sequence[int], fra: date, dag: date) -> list[Modtager]:
    """Everybody who works with cases on the day ``fra``, as is known on ``dag``; the person's own team first.

    With each her caseload before and after.
    """
    kolleger = list(
        Medarbejder.objects.kolleger(user).select_related("team").filter(roller__overlap=SAGSROLLER)
    )
    slut = ends_of([m.pk for m in kolleger], dag)
    alle = [m for m in kolleger if m.pk not in slut or slut[m.pk] > fra]
    alle.sort(
        key=lambda m: (m.team_id != user.team_id, "jobformidler" not in m.roller, navne.sort_key(m.navn))
    )
    tal = caseloads(Tildeling, [m.pk for m in alle], fra)
    har, antal = _held_by(ids, fra), _running(ids, fra)
    regler = stammeregler(fetch(*EGNE_VAERDIER))
    fundne = []
    for m in alle:
        nu, efter = tal.get(m.pk, 0), tal.get(m.pk, 0) + antal - har[m.pk]
        sidste = til_og_med(slut.get(m.pk))
        stammetal = Stammetal(m.navn, nu, efter, ceiling_passed(regler, fra, efter))
        til = dato_kort(sidste, fra) if sidste else ""
        fundne.append(Modtager(m, stammetal, til, m.team_id == user.team_id))
    return fundne


def effect(ids: Sequence[int], til: Medarbejder | None, fra: date) -> list[Stammetal]:
    """The caseloads of everybody who gives, of nobody, and of the one who gets, before and after, on the day."""
    har, antal = _held_by(ids, fra), _running(ids, fra)
    folk = {m.pk: m.navn for m in Medarbejder.objects.filter(pk__in=har)} | (
        {til.pk: til.navn} if til else {}
    )
    nu = caseloads(Tildeling, folk, fra)
    regler = stammeregler(fetch(*EGNE_VAERDIER))
    uden = antal - sum(har.values())
    tal = [
        Stammetal(navn, nu.get(pk, 0), nu.get(pk, 0) - har[pk])
        for pk, navn in sorted(folk.items(), key=lambda par: navne.sort_key(par[1]))
        if til is None or pk != til.pk
    ]
    if uden:
        alle = Forloeb.objects.aabne(fra).exclude(pk__in=_holding(fra).values("forloeb")).count()
        tal.append(Stammetal("Uden jobformidler", alle, alle - uden))
    if til:
        efter = nu.get(til.pk, 0) + antal - har[til.pk]
        tal.append(Stammetal(til.navn, nu.get(til.pk, 0), efter, ceiling_passed(regler, fra, efter)))
    return tal


def _running(ids: Sequence[int], fra: date) -> int:
    """How many of the forløb have begun by the day; the others are in nobody's caseload yet."""
    return Forloeb.objects.aabne(fra).filter(pk__in=ids).count()


def _held_by(ids: Sequence[int], fra: date) -> Counter[int]:
    """How many of the forløb each has on the day."""
    return Counter(_holding(fra).filter(forloeb__in=ids).values_list("medarbejder", flat=True))


def in_words(tal: list[Stammetal]) -> str:
    """«Mette 25 → 23, Dan 29 → 31»."""
    return ", ".join(map(str, tal))


def latest_undoable(user: Medarbejder, nu: datetime) -> Overdrag | None:
    """The person's latest overdrag, while it can be taken back."""
    egne = Overdrag.objects.filter(registreret_af=user, registreret_tidspunkt__gt=nu - FORTRYD)
    seneste = egne.select_related("medarbejder").order_by("-registreret_tidspunkt", "-pk").first()
    return seneste if seneste and seneste.fortrudt is None else None
