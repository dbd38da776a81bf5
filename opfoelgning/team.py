"""A team's borgere: which lists there are, how many stand in each, and who they are. One definition for both."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan
from django.db.models.functions import Coalesce

from borgere import navne
from kommuner.indsatsmodel import Regelvaerdier
from kommuner.models import Medarbejder, Team
from opfoelgning.friske import led_by, refresh_team, teams_of
from opfoelgning.models import SIDST, Sagsstatus
from opfoelgning.regler.typer import Tilstand
from opfoelgning.sagsstamme import ceiling_passed, stammeregler

PR_SIDE = 50
_ORDEN = ("hast", "frist", "navn_sortering", "pk")
_FASER = range(1, 10)
UDEN = "uden"  # in place of a jobformidler's id: those who have none
FILTRE = ("navn", "fase", "status", "jobformidler", "team")  # the words of the list's filters in its address


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
    """One jobformidler's part of the team; ``noegle`` is her id, or ``UDEN``.

    ``over_loft`` is the kommune's ceiling where she has more borgere than that.
    """

    noegle: str
    navn: str
    borgere: int
    overskredet: int
    til_tiden: int | None
    over_loft: int | None = None


def percent_in_time(pligt: int, overskredet: int) -> int | None:
    """Share in whole percent, rounded down so that 100 means everybody; None for no duty."""
    return (pligt - overskredet) * 100 // pligt if pligt else None


def team_statusser(
    user: Medarbejder, dag: date, nu: datetime | None = None, team: int | None = None
) -> QuerySet[Sagsstatus]:
    """The running forløb the person leads: her team's, hers and nobody's, fresh for the day, and the hour if given.

    ``team`` is one of those she leads, to see that one alone.
    """
    refresh_team(user, dag, nu)
    return Sagsstatus.objects.filter(led_by(user, dag, team=team), aaben=True, kommune=user.kommune_id)


def chosen_team(user: Medarbejder, dag: date, valgt: str) -> Team | None:
    """The team of an address (its id) if the person leads it; None for all of hers."""
    if not _is_number(valgt) or int(valgt) not in teams_of(user, dag):
        return None
    return Team.objects.filter(pk=int(valgt)).first()


def led_teams(user: Medarbejder, dag: date) -> list[Team]:
    """The teams the person leads, by name; no query for her own."""
    teams = teams_of(user, dag)
    if teams == [user.team_id] and user.team:
        return [user.team]
    return list(Team.objects.filter(pk__in=teams).order_by("navn"))


def statusser(found: QuerySet[Sagsstatus], filtre: Mapping[str, str]) -> QuerySet[Sagsstatus]:
    """Those of the list that pass ``navn`` (part of it), ``fase``, ``status`` (a key of ``LISTER``) and
    ``jobformidler`` (id or ``UDEN``).

    Values that mean nothing count as none.
    """
    if navn := filtre.get("navn", "").strip():
        found = found.filter(borger__navn_soegning__contains=navne.search_text(navn))
    if _is_number(filtre.get("fase", "")):
        found = found.filter(fase=int(filtre["fase"]))
    if filtre.get("status") in LISTER:
        found = found.filter(LISTER[filtre["status"]][1])
    if filtre.get("jobformidler") == UDEN:
        found = found.filter(jobformidler__isnull=True)
    elif _is_number(filtre.get("jobformidler", "")):
        found = found.filter(jobformidler_id=int(filtre["jobformidler"]))
    return found


def _is_number(vaerdi: str) -> bool:
    """Whether it is one that a column can hold."""
    return vaerdi.isdecimal() and len(vaerdi) < 10


def figures(found: QuerySet[Sagsstatus]) -> tuple[Tal, list[Stamme]]:
    """Count every list, per jobformidler and together, in one statement; those without a jobformidler last."""
    rows: list[Any] = list(
        found.values("jobformidler_id", "jobformidler__navn")
        .annotate(
            borgere=Count("pk"),
            timer_nu=Sum("timer", filter=_I_FLEKSJOB),
            ved_start=Sum("timer_ved_start", filter=_I_FLEKSJOB),
            **{navn: Count("pk", filter=q) for navn, (_, q) in LISTER.items()},
            **{f"fase_{nr}": Count("pk", filter=Q(fase=nr)) for nr in _FASER},
        )
        .order_by(F("jobformidler__navn").asc(nulls_last=True), "jobformidler_id")
    )
    return _together(rows), [_stamme(row) for row in rows]


def _together(rows: list[dict[str, Any]]) -> Tal:
    def total(felt: str) -> Any:
        return sum(row[felt] or 0 for row in rows)

    faser = {nr: antal for nr in _FASER if (antal := total(f"fase_{nr}"))}
    lister = {navn: total(navn) for navn in LISTER}
    i_job = lister["i_fleksjob"]
    nu, ved_start = (
        round(Decimal(total(f)) / i_job, 1) if i_job else None for f in ("timer_nu", "ved_start")
    )
    return Tal(total("borgere"), faser, lister, nu, ved_start)


def _stamme(row: dict[str, Any]) -> Stamme:
    return Stamme(
        str(row["jobformidler_id"] or UDEN),
        row["jobformidler__navn"] or "Uden jobformidler",
        row["borgere"],
        row["overskredet"],
        percent_in_time(row["kontaktpligt"], row["kontakt_overskredet"]),
    )


def with_ceiling(stammer: list[Stamme], dag: date) -> list[Stamme]:
    """The caseloads with the ceiling that each is above, as the rule ``sagsstamme`` judges them on the day."""
    values = stammeregler()
    return [stamme._replace(over_loft=_over_loft(stamme, values, dag)) for stamme in stammer]


def _over_loft(stamme: Stamme, values: list[Regelvaerdier], dag: date) -> int | None:
    return None if stamme.noegle == UDEN else ceiling_passed(values, dag, stamme.borgere)


def page_of(found: QuerySet[Sagsstatus], efter: str = "", antal: int = PR_SIDE) -> tuple[list[int], str]:
    """Ids of a page of the list, most urgent first, and the key of the next page (empty on the last).

    ``efter`` is such a key: the id of the last forløb of the page before.
    """
    keyed = found.annotate(frist=Coalesce("hast_frist", SIDST))
    last = Sagsstatus.objects.filter(pk=int(efter)).first() if efter.isdecimal() else None
    if last:
        place = last.hast, last.hast_frist or date.max, last.navn_sortering, last.pk
        keyed = keyed.filter(TupleGreaterThan(Tuple(*_ORDEN), place))
    ids = list(keyed.order_by(*_ORDEN).values_list("pk", flat=True)[: antal + 1])
    return ids[:antal], str(ids[antal - 1]) if len(ids) > antal else ""
