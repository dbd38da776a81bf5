"""A team's borgere: which lists there are, how many stand in each, and who they are. One definition for both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Avg, Count, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from forloeb.models import Forloeb
from kalender.dansk import dato, til_og_med
from kommuner.models import Medarbejder
from opfoelgning.models import Sagsgennemgang, Sagsstatus, Vurdering
from opfoelgning.raekker import Raekke, raekker
from opfoelgning.regler.typer import Tilstand
from opfoelgning.vurdering import ensure_fresh

PR_SIDE = 50
UDEN = "uden"  # in place of a jobformidler's id: those who have none


_PASSIV = Q(passivitet=Tilstand.OVERSKREDET)
_NAER = Q(passivitet=Tilstand.VARSEL)
_AFVENTER = Q(passivitet=Tilstand.AFVENTER)
_KONTAKTPLIGT = Q(kontakt__in=(Tilstand.LOEBER, Tilstand.VARSEL, Tilstand.OVERSKREDET))
_I_FLEKSJOB = Q(timer__isnull=False, timer_ved_start__isnull=False)

# Every list behind a number: its word in the address, its name, and who stands in it.
LISTER: Mapping[str, tuple[str, Q]] = {
    "overskredet": ("Noget er overskredet", Q(hast__lt=10)),
    "kontaktpligt": ("Skal kontaktes løbende", _KONTAKTPLIGT),
    "kontakt_overskredet": ("Kontakt overskredet", Q(kontakt=Tilstand.OVERSKREDET)),
    "passiv": ("Passive borgere", _PASSIV),
    "naer_passiv": ("Tæt på 6 måneder", _NAER),
    "afventer": ("Afventer aftalt indsats", _AFVENTER),
    "passiv_eller_naer": ("Passive og tæt på 6 måneder", _PASSIV | _NAER | _AFVENTER),
    "i_fleksjob": ("I fleksjob", _I_FLEKSJOB),
    "flere_timer": ("Flere timer end ved start", _I_FLEKSJOB & Q(timer__gt=F("timer_ved_start"))),
}


class Tal(NamedTuple):
    """The key figures of a team on a day; hours are averages per week, None when nobody is in a fleksjob."""

    borgere: int
    faser: dict[int, int]
    lister: dict[str, int]
    timer_nu: Decimal | None
    timer_ved_start: Decimal | None

    @property
    def til_tiden(self) -> int | None:
        """Percent of those who must be contacted whose contact is not overdue; None when nobody must."""
        return percent_in_time(self.lister["kontaktpligt"], self.lister["kontakt_overskredet"])


class Stamme(NamedTuple):
    """One jobformidler's part of the team; ``noegle`` is her id, or ``UDEN``."""

    noegle: str
    navn: str
    borgere: int
    overskredet: int
    til_tiden: int | None


class Passivsag(NamedTuple):
    """One row of the leader's panel."""

    raekke: Raekke
    aktivitet: str
    gennemgang: str


def percent_in_time(pligt: int, overskredet: int) -> int | None:
    """Share in whole percent, rounded down so that 100 means everybody; None for no duty."""
    return (pligt - overskredet) * 100 // pligt if pligt else None


def team_forloeb(user: Medarbejder, dag: date, nu: datetime | None = None) -> list[int]:
    """Ids of the running forløb the person may see, their judgements fresh for the day, and the hour if it is given."""
    ids = list(Forloeb.objects.teamets(user, dag).aabne(dag).values_list("pk", flat=True))
    ensure_fresh(ids, dag, nu)
    return ids


def statusser(ids: Iterable[int], filtre: Mapping[str, str]) -> QuerySet[Sagsstatus]:
    """Those of the forløb that pass ``fase``, ``status`` (a key of ``LISTER``) and ``jobformidler`` (id or ``UDEN``).

    Values that mean nothing count as none.
    """
    found = Sagsstatus.objects.filter(pk__in=ids)
    if filtre.get("fase", "").isdecimal():
        found = found.filter(fase=int(filtre["fase"]))
    if filtre.get("status") in LISTER:
        found = found.filter(LISTER[filtre["status"]][1])
    if filtre.get("jobformidler") == UDEN:
        found = found.filter(jobformidler__isnull=True)
    elif filtre.get("jobformidler", "").isdecimal():
        found = found.filter(jobformidler_id=int(filtre["jobformidler"]))
    return found


def key_figures(ids: list[int]) -> Tal:
    """Count every list, and the borgere per phase, in one statement."""
    counts: dict[str, Any] = {navn: Count("pk", filter=q) for navn, (_, q) in LISTER.items()}
    counts |= {f"fase_{nr}": Count("pk", filter=Q(fase=nr)) for nr in range(1, 10)}
    counts |= {
        "timer_nu": Avg("timer", filter=_I_FLEKSJOB),
        "timer_ved_start": Avg("timer_ved_start", filter=_I_FLEKSJOB),
    }
    row = Sagsstatus.objects.filter(pk__in=ids).aggregate(borgere=Count("pk"), **counts)
    faser = {nr: row[f"fase_{nr}"] for nr in range(1, 10) if row[f"fase_{nr}"]}
    lister = {navn: row[navn] for navn in LISTER}
    return Tal(
        row["borgere"], faser, lister, _one_decimal(row["timer_nu"]), _one_decimal(row["timer_ved_start"])
    )


def _one_decimal(average: Decimal | None) -> Decimal | None:
    return None if average is None else round(average, 1)


def caseloads(ids: list[int]) -> list[Stamme]:
    """Borgere per jobformidler by name; those without one last."""
    rows = (
        Sagsstatus.objects.filter(pk__in=ids)
        .values("jobformidler_id", "jobformidler__navn")
        .annotate(
            borgere=Count("pk"),
            overskredet=Count("pk", filter=LISTER["overskredet"][1]),
            pligt=Count("pk", filter=LISTER["kontaktpligt"][1]),
            sene=Count("pk", filter=LISTER["kontakt_overskredet"][1]),
        )
        .order_by(F("jobformidler__navn").asc(nulls_last=True), "jobformidler_id")
    )
    return [
        Stamme(
            str(r["jobformidler_id"] or UDEN),
            r["jobformidler__navn"] or "Uden jobformidler",
            r["borgere"],
            r["overskredet"],
            percent_in_time(r["pligt"], r["sene"]),
        )
        for r in rows
    ]


def page_of(found: QuerySet[Sagsstatus], efter: str = "", antal: int = PR_SIDE) -> tuple[list[int], str]:
    """Ids of a page of the list, most urgent first, and the key of the next page (empty on the last).

    ``efter`` is such a key: the id of the last forløb of the page before.
    """
    keyed = found.annotate(frist=Coalesce("hast_frist", Value(date.max)))
    last = keyed.filter(pk=int(efter)).first() if efter.isdecimal() else None
    if last:
        keyed = keyed.filter(_after(last))
    ids = list(
        keyed.order_by("hast", "frist", "navn_sortering", "pk").values_list("pk", flat=True)[: antal + 1]
    )
    return ids[:antal], str(ids[antal - 1]) if len(ids) > antal else ""


def _after(last: Any) -> Q:
    """Everything behind one row in the order of the list."""
    same = Q()
    behind = Q()
    for felt in ("hast", "frist", "navn_sortering", "pk"):
        value = getattr(last, felt)
        behind |= same & Q(**{f"{felt}__gt": value})
        same &= Q(**{felt: value})
    return behind


_PANEL_ORDEN = {Tilstand.OVERSKREDET: 0, Tilstand.AFVENTER: 1, Tilstand.VARSEL: 2}


def passive_cases(ids: list[int], dag: date, antal: int) -> list[Passivsag]:
    """The first passive cases, then those that wait for what was agreed, then those near six months."""
    rang = list(_PANEL_ORDEN)
    domme = Vurdering.objects.filter(forloeb_id__in=ids, regel="passivitet", tilstand__in=rang)
    keys = domme.values_list("tilstand", "frist", "forloeb__sagsstatus__navn_sortering", "forloeb_id")
    ordnet = sorted(keys, key=lambda k: (_PANEL_ORDEN[Tilstand(k[0])], k[1] or date.max, k[2], k[3]))[:antal]
    chosen = [forloeb_id for *_, forloeb_id in ordnet]
    by_id = {r.forloeb_id: r for r in raekker(chosen, dag)}
    aktivitet, gennemgang = _latest_activity(chosen, dag), _latest_review(chosen, dag)
    return [
        Passivsag(by_id[pk], aktivitet.get(pk, "Ingen siden visitation"), gennemgang.get(pk, "–"))
        for pk in chosen
    ]


_AKTIVITET = """
SELECT DISTINCT ON (forloeb_id) forloeb_id, a.navn, v.navn, a.slut, a.ophoer FROM (
  SELECT x.forloeb_id, t.navn, x.virksomhed_id, x.start, x.slut, 'sluttede' AS ophoer
  FROM aftaler_tilbud x JOIN kommuner_tilbudstype t ON t.id = x.type_id AND t.virksomhedsrettet
  WHERE x.forloeb_id = ANY(%(ids)s) AND x.start <= %(dag)s
  UNION ALL
  SELECT x.forloeb_id, 'Fleksjob', x.virksomhed_id, x.start, x.slut, 'ophørte'
  FROM aftaler_ansaettelse x WHERE x.forloeb_id = ANY(%(ids)s) AND x.start <= %(dag)s
) a LEFT JOIN aftaler_virksomhed v ON v.id = a.virksomhed_id
ORDER BY forloeb_id, COALESCE(a.slut, 'infinity'::date) DESC, a.start DESC
"""


def _latest_activity(ids: list[int], dag: date) -> dict[int, str]:
    """The last virksomhedsrettet tilbud or fleksjob begun by the day, by when it ended, in words."""
    with connection.cursor() as cursor:
        cursor.execute(_AKTIVITET, {"ids": ids, "dag": dag})
        return {row[0]: _activity(dag, *row[1:]) for row in cursor.fetchall()}


def _activity(dag: date, navn: str, virksomhed: str | None, slut: date | None, ophoer: str) -> str:
    hvad = f"{navn}, {virksomhed}" if virksomhed else navn
    sidste = til_og_med(slut)
    if sidste is None:
        return hvad
    return f"{hvad} – {ophoer if sidste < dag else 'slutter'} {dato(sidste, dag)}"


def _latest_review(ids: list[int], dag: date) -> dict[int, str]:
    """Date and result of each case's last sagsgennemgang."""
    seneste = Sagsgennemgang.objects.filter(forloeb_id__in=ids, dato__lte=dag)
    seneste = seneste.order_by("forloeb_id", "-dato", "-pk").distinct("forloeb_id")
    return {s.forloeb_id: f"{dato(s.dato, dag)}: {s.get_resultat_display().lower()}" for s in seneste}


def nearest_to_passive(ids: list[int]) -> tuple[str, date] | None:
    """Name and last day in time of the borger who comes next, when nobody is passive or near."""
    domme = Vurdering.objects.filter(forloeb_id__in=ids, regel="passivitet", frist__isnull=False)
    naeste = domme.order_by("frist", "forloeb__sagsstatus__navn_sortering").values_list(
        "forloeb__borger__navn", "frist"
    )
    first = naeste.first()
    return (first[0], first[1]) if first and first[1] else None
