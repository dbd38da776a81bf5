"""What pages about companies show: who is there, who to talk to, when somebody last did."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Max, Q, QuerySet

from aftaler.models import Aabning, Ansaettelse, Kontaktperson, Tilbud, Virksomhed, Virksomhedsnotat
from borgere import navne
from forloeb.models import Forloeb
from kalender.dansk import til_og_med
from kommuner.models import Medarbejder
from opfoelgning.models import Opfoelgning, Status

PR_SIDE = 50


class Linje(NamedTuple):
    """A company in the list. ``borgere`` counts all who are there on the day, also those the person may not see."""

    virksomhed: Virksomhed
    kontaktperson: Kontaktperson | None
    borgere: int
    aabninger: int
    seneste: date | None


@dataclass(frozen=True)
class Ophold:
    """That a borger is, was or is to be at a company: a fleksjob or a tilbud there.

    ``til_virksomheden`` says which in words that give nothing away: a kommune may name its own kinds of tilbud.
    """

    borger_id: int
    forloeb_id: int
    navn: str
    hvad: str
    til_virksomheden: str
    start: date
    slut: date | None
    noegle: str

    @property
    def job(self) -> str:
        """The key of the fleksjob; empty for a tilbud."""
        slags, _, pk = self.noegle.partition("-")
        return pk if slags == "job" else ""

    @property
    def til(self) -> date | None:
        """The last day, None when it is open."""
        return til_og_med(self.slut)

    def runs(self, dag: date) -> bool:
        """Whether she is there on the day, or is to begin."""
        return self.slut is None or self.slut > dag


@dataclass(frozen=True)
class Borgere:
    """Who has been at a company: those the person may see, and how many others."""

    nu: list[Ophold]
    foer: list[Ophold]
    andre: int

    @property
    def ids(self) -> set[int]:
        """Every borger named, for the read log."""
        return {ophold.borger_id for ophold in (*self.nu, *self.foer)}


def find_virksomheder(user: Medarbejder, tekst: str, dag: date, *, kun_aabne: bool) -> QuerySet[Virksomhed]:
    """Companies whose name, town or CVR number begins like what was typed; ``kun_aabne``: with an opening."""
    found = Virksomhed.objects.egne(user)
    for ord_ in navne.search_text(tekst).split():
        found = found.filter(
            Q(navn_soegning__contains=f" {ord_}") | Q(bynavn__istartswith=ord_) | Q(cvr__startswith=ord_)
        )
    if kun_aabne:
        found = found.filter(pk__in=open_aabninger(dag).values("virksomhed"))
    return found


def open_aabninger(dag: date) -> QuerySet[Aabning]:
    """Openings that stand open on the day."""
    return Aabning.objects.filter(Q(slut__isnull=True) | Q(slut__gt=dag))


def page_of(found: QuerySet[Virksomhed], efter: str, dag: date) -> tuple[list[Linje], str]:
    """A page of the list by name, and the key of the next one (empty on the last).

    ``efter`` is such a key: the id of the last company of the page before.
    """
    last = found.filter(pk=int(efter)).first() if efter.isdecimal() else None
    if last:
        found = found.filter(
            Q(navn_sortering__gt=last.navn_sortering) | Q(navn_sortering=last.navn_sortering, pk__gt=last.pk)
        )
    rows = list(found.order_by("navn_sortering", "pk")[: PR_SIDE + 1])
    return _lines(rows[:PR_SIDE], dag), str(rows[PR_SIDE - 1].pk) if len(rows) > PR_SIDE else ""


def _lines(rows: list[Virksomhed], dag: date) -> list[Linje]:
    personer: dict[int, Kontaktperson] = {}
    for person in Kontaktperson.objects.filter(virksomhed__in=rows, aktiv=True).order_by("pk"):
        personer.setdefault(person.virksomhed_id, person)
    borgere, seneste = _how_many_there(rows, dag), _last_contact(rows)
    aabne = open_aabninger(dag).filter(virksomhed__in=rows).values_list("virksomhed").annotate(Count("pk"))
    antal = dict(aabne)
    return [
        Linje(row, personer.get(row.pk), borgere[row.pk], antal.get(row.pk, 0), seneste.get(row.pk))
        for row in rows
    ]


def _how_many_there(rows: list[Virksomhed], dag: date) -> dict[int, int]:
    """Borgere of running forløb who are at each company on the day."""
    der = Q(slut__isnull=True) | Q(slut__gt=dag)
    aabne = Forloeb.objects.aabne(dag)
    par = [
        model._default_manager.filter(
            der, start__lte=dag, virksomhed__in=rows, forloeb__in=aabne
        ).values_list("virksomhed_id", "forloeb__borger_id")
        for model in (Ansaettelse, Tilbud)
    ]
    antal: defaultdict[int, int] = defaultdict(int)
    for virksomhed_id, _ in par[0].union(par[1]):
        antal[virksomhed_id] += 1
    return antal


def _last_contact(rows: list[Virksomhed]) -> dict[int, date]:
    """The day somebody last talked with each company: a note, or a follow-up held there."""
    noter = Virksomhedsnotat.objects.filter(virksomhed__in=rows).values_list("virksomhed")
    holdt = Opfoelgning.objects.filter(
        ansaettelse__virksomhed__in=rows, fremmoede_virksomhed=True, status=Status.GENNEMFOERT
    ).values_list("ansaettelse__virksomhed")
    seneste: dict[int, date] = {}
    for virksomhed_id, dato in (*noter.annotate(Max("dato")), *holdt.annotate(Max("dato"))):
        seneste[virksomhed_id] = max(dato, seneste.get(virksomhed_id, dato))
    return seneste


def borgere_at(virksomhed: Virksomhed, user: Medarbejder, dag: date) -> Borgere:
    """Who is, was and is to be at a company, by start, newest first."""
    alle = [_jobs(virksomhed), _tilbud(virksomhed)]
    synlige = Forloeb.objects.synlig_for(user, dag)
    vist = [_ophold(row) for rows in alle for row in rows.filter(forloeb__in=synlige)]
    vist.sort(key=lambda o: (-o.start.toordinal(), o.navn, o.noegle))
    borgere = {pk for rows in alle for pk in rows.values_list("forloeb__borger_id", flat=True)}
    andre = len(borgere - {o.borger_id for o in vist})
    return Borgere([o for o in vist if o.runs(dag)], [o for o in vist if not o.runs(dag)], andre)


def _jobs(virksomhed: Virksomhed) -> QuerySet[Any]:
    jobs = Ansaettelse.objects.filter(virksomhed=virksomhed, kommune=virksomhed.kommune_id)
    return jobs.select_related("forloeb__borger")


def _tilbud(virksomhed: Virksomhed) -> QuerySet[Any]:
    tilbud = Tilbud.objects.filter(virksomhed=virksomhed, kommune=virksomhed.kommune_id)
    return tilbud.select_related("forloeb__borger", "type")


_NEUTRALT = {"virksomhedspraktik": "Virksomhedspraktik", "loentilskud": "Løntilskud"}


def _ophold(row: Ansaettelse | Tilbud) -> Ophold:
    borger = row.forloeb.borger
    if isinstance(row, Ansaettelse):
        ord_, noegle = ("Fleksjob", "Fleksjob"), f"job-{row.pk}"
    else:
        ord_, noegle = (str(row.type), _NEUTRALT.get(row.type.kode, "Aftale")), f"tilbud-{row.pk}"
    return Ophold(borger.pk, row.forloeb_id, borger.navn, *ord_, row.start, row.slut, noegle)
