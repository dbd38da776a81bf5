"""Finding borgere by name, by company and by full CPR number, within what a person may see."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from aftaler.models import Ansaettelse, Tilbud, Virksomhed
from borgere import cpr, navne
from forloeb.models import Forloeb
from kommuner.models import Medarbejder
from kommuner.roller import ADGANGSROLLER
from opfoelgning.faser import fase_tekst
from opfoelgning.models import Sagsstatus
from opfoelgning.vurdering import ensure_fresh

MINDST = 2  # letters
VIRKSOMHEDER = 8
UDEN_JOBFORMIDLER = "uden jobformidler"


@dataclass(frozen=True)
class Fund:
    """One borger found. ``aaben_side``: the person may open her page; otherwise ``team`` tells where she belongs."""

    borger_id: int
    navn: str
    foedt: int | None
    fase: str
    jobformidler: str
    team: str
    aaben_side: bool


@dataclass(frozen=True)
class Firma:
    """A company found, and the borgere the person may see who are there now or are to begin."""

    pk: int
    navn: str
    bynavn: str
    borgere: list[tuple[int, str]]


@dataclass
class Resultat:
    """What a search found; ``antal`` counts all borgere, ``fund`` holds at most as many as asked for.

    ``fejl`` is a Danish sentence about what was typed, ``er_cpr`` forbids to repeat it on the page.
    """

    fund: list[Fund] = field(default_factory=list)
    antal: int = 0
    virksomheder: list[Firma] = field(default_factory=list)
    fejl: str = ""
    er_cpr: bool = False

    @property
    def borger_ids(self) -> set[int]:
        """Every borger named in the result, for the read log."""
        return {f.borger_id for f in self.fund} | {
            pk for firma in self.virksomheder for pk, _ in firma.borgere
        }


def looks_like_cpr(text: str) -> bool:
    """Whether the text is digits only (hyphens and spaces apart), so that it can be nothing but a CPR number."""
    return text.replace("-", "").replace(" ", "").isdigit()


def search(user: Medarbejder, text: str, dag: date, antal: int) -> Resultat:
    """Search the kommune for what was typed; nothing is found for fewer than two letters."""
    text = text.strip()
    if not user.has_role(*ADGANGSROLLER):
        return Resultat(fejl="Din rolle giver ikke adgang til borgere.")
    if len(text) < MINDST:
        return Resultat(fejl="Skriv mindst 2 bogstaver.")
    if looks_like_cpr(text):
        return _by_cpr(user, text, dag, antal)
    words = navne.search_text(text).split()
    condition = Q()
    for word in words:
        condition &= Q(borger__navn_soegning__contains=f" {word}")
    resultat = _borgere(user, condition, dag, antal)
    resultat.virksomheder = _virksomheder(user, words, dag)
    return resultat


def find_borger(user: Medarbejder, borger_id: int, dag: date) -> Fund | None:
    """A borger of the person's kommune as a search shows her; None for the unknown, and for a role that may not
    search."""
    if not user.has_role(*ADGANGSROLLER):
        return None
    return next(iter(_borgere(user, Q(borger=borger_id), dag, 1).fund), None)


def _by_cpr(user: Medarbejder, text: str, dag: date, antal: int) -> Resultat:
    try:
        digits = cpr.parse(text)
    except cpr.UgyldigtCpr as error:
        return Resultat(fejl=str(error), er_cpr=True)
    indeks = cpr.blind_index(digits, user.kommune.kode)
    resultat = _borgere(user, Q(borger__cpr_indeks=indeks), dag, antal)
    resultat.er_cpr = True
    return resultat


def _borgere(user: Medarbejder, condition: Q, dag: date, antal: int) -> Resultat:
    """One forløb per borger speaks for her: one the person may see before others, an open one before closed.

    Those the person can open come first.
    """
    visible = Exists(Forloeb.objects.synlig_for(user, dag).filter(pk=OuterRef("pk")))
    best = _best_forloeb(user, condition, visible, dag)
    found = Forloeb.objects.filter(pk__in=best.values("pk")).annotate(synlig=visible)
    in_order = found.order_by("-synlig", "borger__navn_sortering", "borger_id")
    rows = dict(in_order.values_list("pk", "synlig")[:antal])
    ensure_fresh(rows, dag)
    statusser = Sagsstatus.objects.select_related("borger", "forloeb", "jobformidler__team").in_bulk(rows)
    return Resultat([_fund(statusser[pk], aaben) for pk, aaben in rows.items()], found.count())


def _best_forloeb(user: Medarbejder, condition: Q, visible: Exists, dag: date) -> QuerySet[Forloeb]:
    running = Forloeb.objects.aabne(dag).filter(pk=OuterRef("pk"))
    found = Forloeb.objects.filter(condition, kommune=user.kommune_id)
    found = found.annotate(synlig=visible, aaben=Exists(running))
    return found.order_by("borger_id", "-synlig", "-aaben", "-start", "-pk").distinct("borger_id")


def _fund(status: Sagsstatus, aaben_side: bool) -> Fund:
    navn = status.borger.navn
    jobformidler = status.jobformidler
    if not aaben_side:
        return Fund(status.borger_id, navn, None, "", "", _team(status), False)
    if not status.aaben:
        return Fund(status.borger_id, navn, status.borger.foedselsdato.year, "ikke i forløb nu", "", "", True)
    fase = fase_tekst(status.forloeb.indsatsmodel, status.fase)
    ejer = jobformidler.navn if jobformidler else UDEN_JOBFORMIDLER
    return Fund(status.borger_id, navn, status.borger.foedselsdato.year, fase, ejer, "", True)


def _team(status: Sagsstatus) -> str:
    if status.jobformidler is None and status.aaben:
        return "ingen jobformidler endnu"
    team = status.jobformidler.team if status.jobformidler else None
    return team.navn if team else "et andet team"


def _virksomheder(user: Medarbejder, words: list[str], dag: date) -> list[Firma]:
    firmaer = Virksomhed.objects.egne(user)
    for word in words:
        firmaer = firmaer.filter(navn_soegning__contains=f" {word}")
    found = list(firmaer.order_by("navn_sortering", "pk")[:VIRKSOMHEDER])
    if not found:
        return []
    synlige = Forloeb.objects.synlig_for(user, dag)
    not_over = Q(slut__isnull=True) | Q(slut__gt=dag)
    kolonner = (
        "virksomhed_id",
        "forloeb__borger__navn_sortering",
        "forloeb__borger_id",
        "forloeb__borger__navn",
    )
    there = [
        model.objects.filter(not_over, virksomhed__in=found, forloeb__in=synlige).values_list(*kolonner)
        for model in (Ansaettelse, Tilbud)
    ]
    people = sorted(there[0].union(there[1]))
    return [
        Firma(f.pk, f.navn, f.bynavn, [(pk, navn) for firma, _, pk, navn in people if firma == f.pk])
        for f in found
    ]
